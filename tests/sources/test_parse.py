"""Parse: what a cell says, in every spelling that exports and people write."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.sources import parse
from standout.sources.identity import business_id, hashed, normalised, person_id
from standout.sources.scales import stars
from standout.sources.source import Field
from standout.sources.star_words import NUMBERS, STARS


def read(field: Field, cell: str | None) -> tuple[Any, str | None]:
    """Give what is made of one cell, and why it is refused."""
    tried = parse.quick(field, "cell")
    value = parse.value(field, "cell", "tried" if tried else None)
    fault = parse.fault(field, "cell", "value", "2026-11-21", 0) or "NULL"
    sound = parse.sound(field, "cell", "value", "2026-11-21") or "true"
    query = f"""
        SELECT value, {fault}, {sound} FROM (
            SELECT cell, {value} AS value
            FROM (SELECT cell, {tried or "NULL"} AS tried FROM (SELECT ?::VARCHAR AS cell)))
    """
    [(found, why, good)] = duckdb.execute(query, [cell]).fetchall()
    assert not (good and why), "the quick check must see every fault"
    return found, why.split(":")[0] if why else None


@pytest.mark.parametrize(
    ("cell", "form", "day"),
    [
        ("2024-03-12", "iso", date(2024, 3, 12)),
        ("2024-03-12T23:30:00+02:00", "iso", date(2024, 3, 12)),
        ("2024-03-12 10:30:00 UTC", "iso", date(2024, 3, 12)),
        ("2024-03-12T10:30:00.123Z", "iso", date(2024, 3, 12)),
        ("2024/3/2", "%Y/%m/%d", date(2024, 3, 2)),
        ("12/03/2024", "%d/%m/%Y", date(2024, 3, 12)),
        ("12/03/2024", "%m/%d/%Y", date(2024, 12, 3)),
        ("9/14/26 3:05 PM", "%m/%d/%y", date(2026, 9, 14)),
        ("14.9.26", "%d.%m.%y", date(2026, 9, 14)),
        ("14. 9. 2026 10:15", "%d.%m.%Y", date(2026, 9, 14)),
        ("12 Mar 2024", "%d %b %Y", date(2024, 3, 12)),
        ("April 4th, 2015", "%B %d, %Y", date(2015, 4, 4)),
        ("11th September 2023", "%d %B %Y", date(2023, 9, 11)),
        ("1st February 2025", "", date(2025, 2, 1)),
        ("12. März 2024", "%d %B %Y", date(2024, 3, 12)),
        ("3 marca 2024", "", date(2024, 3, 3)),
        ("Mar 5, 2024 at", "", None),
        ("20240312", "%Y%m%d", date(2024, 3, 12)),
        ("1710202200", "epoch_s", date(2024, 3, 12)),
        ("1710202200123", "epoch_ms", date(2024, 3, 12)),
    ],
)
def test_a_date_is_its_day_whatever_its_spelling_time_and_zone(cell, form, day):
    assert read(Field(column="c", target="reviewed_at", kind="date", date_format=form), cell)[0] == day


@pytest.mark.parametrize(
    ("cell", "why"),
    [("1970-01-01", "epoch_date"), ("2026-11-22", "future_date"), ("2026-11-21", None), ("soon", "bad_date"),
     ("2024-02-30", "bad_date"), ("n/a", None), ("  ", None), (None, None)],
)  # fmt: skip
def test_a_date_that_stands_for_none_or_lies_ahead_is_refused(cell, why):
    assert read(Field(column="c", target="reviewed_at", kind="date", date_format="iso"), cell)[1] == why


def test_a_month_above_twelve_is_not_turned_into_a_day():
    assert read(Field(column="c", target="at", kind="date", date_format="%d/%m/%Y"), "03/25/2024") == (None, "bad_date")


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [("4", 400), ("4.5", 450), ("4,5", 450), (" 4 ", 400), ("4.0", 400), ("4/5", 400), ("4,5 / 5", 450),
     ("4 out of 5", 400), ("4 von 5 Sternen", 400), ("3 stars", 300), ("1 star", 100), ("FIVE", 500), ("two", 200),
     ("★★★★☆", 400), ("*****", 500), ("★★★½", 350), ("4.35", 435)],
)  # fmt: skip
def test_a_score_is_read_in_figures_words_and_stars(cell, hundredths):
    decimal = "," if "," in cell else "."
    field = Field(column="c", target="overall", kind="stars", scale=(1.0, 5.0), decimal=decimal)

    assert read(field, cell) == (hundredths, None)


@pytest.mark.parametrize("star", ["", *sorted(STARS)])
def test_every_star_word_the_mapper_knows_is_read(star):
    spelled = [f"{word.upper()} {star}".strip() for word in NUMBERS]
    field = Field(column="c", target="overall", kind="stars", scale=(1.0, 5.0))
    query = f"SELECT {parse.value(field, 'cell')} FROM (SELECT unnest(?::VARCHAR[]) AS cell)"

    found = [value for (value,) in duckdb.execute(query, [spelled]).fetchall()]

    assert found == [100 * value for value in NUMBERS.values()]
    assert [stars(text) for text in spelled] == [(float(value), None) for value in NUMBERS.values()]


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [("fünf Sterne", 500), ("pięć gwiazdek", 500), ("Quatre étoiles", 400), ("4 étoiles", 400), ("TWO_STARS", 200),
     ("FIVESTARS", 500), ("5 gwiazdek", 500), ("3 de 5 estrellas", 300)],
)  # fmt: skip
def test_stars_are_read_in_every_language_with_their_accents(cell, hundredths):
    assert read(Field(column="c", target="overall", kind="stars", scale=(1.0, 5.0)), cell) == (hundredths, None)


@pytest.mark.parametrize(
    ("cell", "why"),
    [("7", "out_of_scale"), ("0", "out_of_scale"), ("8/10", "bad_score"), ("great", "bad_score"), ("-", None),
     ("N/A", None), ("STAR_RATING_UNSPECIFIED", None), ("nan", None)],
)  # fmt: skip
def test_a_score_outside_its_scale_or_no_score_at_all_is_refused(cell, why):
    assert read(Field(column="c", target="overall", kind="score", scale=(1.0, 5.0)), cell)[1] == why


def test_zero_is_no_fault_where_it_means_not_rated():
    field = Field(column="c", target="aspect", kind="score", scale=(1.0, 5.0), zero_is_missing=True)

    assert read(field, "0")[1] is None
    assert read(field, "0.5")[1] == "out_of_scale"


@pytest.mark.parametrize(
    ("cell", "decimal", "amount"),
    [("$1,240.00", ".", 1240), ("1240", ".", 1240), ("12,00", ",", 12), ("12,00", ".", 12), ("(45.00)", ".", -45),
     ("-£3.20", ".", -3.2), ("€ 12,50", ",", 12.5), ("1.234,50 kr", ",", 1234.5), ("12.50", ",", 12.5),
     ("1 234,50 zł", ",", 1234.5), ("1'240.50 CHF", ".", 1240.5), ("12.50-", ".", -12.5)],
)  # fmt: skip
def test_money_is_read_whatever_its_signs(cell, decimal, amount):
    found, why = read(Field(column="c", target="amount", kind="money", decimal=decimal), cell)

    assert (float(found), why) == (pytest.approx(amount), None)


@pytest.mark.parametrize("cell", ["free", "12 apples", "1.2.3.4x", "$"])
def test_what_is_no_money_is_refused(cell):
    assert read(Field(column="c", target="amount", kind="money"), cell)[1] == "bad_money"


def test_a_rate_is_a_number():
    assert read(Field(column="c", target="score", kind="number"), "48.43%") == (pytest.approx(48.43), None)


@pytest.mark.parametrize(
    ("cell", "otherwise", "code"),
    [("£3.20", "NULL::VARCHAR", "GBP"), ("12,50 €", "NULL::VARCHAR", "EUR"), ("$4", "'CAD'", "CAD"),
     ("$4", "NULL::VARCHAR", "USD"), ("4.00", "'PLN'", "PLN"), ("4 nok", "NULL::VARCHAR", "NOK")],
)  # fmt: skip
def test_a_sign_beside_an_amount_tells_its_currency(cell, otherwise, code):
    query = f"SELECT {parse.currency('cell', otherwise)} FROM (SELECT ? AS cell)"
    [(found,)] = duckdb.execute(query, [cell]).fetchall()

    assert found == code


@settings(max_examples=50, deadline=None)
@given(name=st.text(alphabet="aÀÉöß Zz9'.&-\u0301\t", min_size=1, max_size=20))
def test_python_and_sql_give_a_person_the_same_id(name):
    [(found,)] = duckdb.execute(
        f"SELECT (md5_number_lower('salt' || {parse.folded('cell')}) >> 1)::BIGINT FROM (SELECT ? AS cell)", [name]
    ).fetchall()

    assert found == person_id("salt", name)


def test_ids_are_the_same_everywhere_and_forever():
    assert hashed("a") == 3500206983725506968  # the last 8 bytes of md5("a"), low first, halved
    assert 0 <= business_id("Corner Deli") < 2**31
    assert business_id("Joe’s Café") == business_id(" JOES  CAFÉ.") != business_id("Joes Bar")
    assert normalised("★") == "★"  # a name of signs only is still a name
