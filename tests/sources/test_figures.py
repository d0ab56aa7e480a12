import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.sources.figures import currency_of, figure, figures, missing


@pytest.mark.parametrize(
    ("cells", "decimal", "thousands", "currency", "values"),
    [
        (["$1,240.00", "$9.40", "-$4.10"], ".", ",", "USD", [1240, 9.4, -4.1]),
        (["12,00", "3,5"], ",", "", "", [12, 3.5]),
        (["1.240,50 €", "12,00 €"], ",", ".", "EUR", [1240.5, 12]),
        (["(45.00)", "45.00"], ".", "", "", [-45, 45]),
        (["48.43%", "5%"], ".", "", "", [48.43, 5]),
        (["1'240.50", "3.20"], ".", "'", "", [1240.5, 3.2]),
        (["1 240,50 zł", "3,20 zł"], ",", " ", "PLN", [1240.5, 3.2]),
        (["GBP 3.20", "3.40"], ".", "", "GBP", [3.2, 3.4]),
        (["'00123", "'7"], ".", "", "", [123, 7]),
        (["1.000.000", "2.500.000"], ",", ".", "", [1000000, 2500000]),
        (["1,240", "3,100"], ".", ",", "", [1240, 3100]),
        (["0,125", "0,5"], ",", "", "", [0.125, 0.5]),  # a nought before it: no thousands
    ],
)
def test_a_column_of_numbers_is_read_as_it_is_written(cells, decimal, thousands, currency, values):
    reading = figures(cells)

    assert (reading.decimal, reading.thousands, reading.currency, reading.share) == (decimal, thousands, currency, 1.0)
    assert [figure(cell, reading) for cell in cells] == pytest.approx(values)


@pytest.mark.parametrize("cell", ["M1", "12 mugs", "3-4", "2024-01-01", "abc", "1.2.3.4a", "(5"])
def test_words_with_digits_in_them_are_no_numbers(cell):
    assert figures([cell]).read == 0
    assert figure(cell, figures(["1"])) is None


def test_cells_that_hold_nothing_are_not_counted():
    assert all(missing(cell) for cell in (None, "", " ", "n/a", "NaN", "-", "k.A."))
    assert figures(["4", "n/a", None]).of == 1


def test_a_sign_or_a_code_names_a_currency():
    assert [currency_of(sign) for sign in ("€", "gbp", "zł", "R$", "stars")] == ["EUR", "GBP", "PLN", "BRL", ""]


@given(
    st.lists(st.integers(-99_999_999, 99_999_999), min_size=1, max_size=20),
    st.sampled_from([("£{:,.2f}", False), ("{:,.2f} €", True)]),
)
def test_whatever_is_written_with_two_decimals_reads_back(minor, written):
    form, german = written
    cells = [form.format(value / 100) for value in minor]
    if german:
        cells = [cell.translate(str.maketrans(",.", ".,")) for cell in cells]
    cells = [cell.replace("£-", "-£") for cell in cells]
    reading = figures(cells)

    assert [figure(cell, reading) for cell in cells] == pytest.approx([value / 100 for value in minor])


def test_a_long_text_is_no_number_and_is_looked_at_but_once():
    # a review of 16,000 words took minutes before cells so long were passed by
    reading = figures(["staff " * 16_000, "4.5", "3.5"])

    assert (reading.read, reading.of) == (2, 3)
    assert figure("1" * 101, reading) is None
