import pytest

from standout.charts import look


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Deli\u202eNorth", "DeliNorth"),  # an override that would turn the line round
        ("Deli\u2066 North\u2069", "Deli North"),
        ("  Deli \n North\t", "Deli North"),
        ("Deli\x00", "Deli"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian is spelt with this one
        ("👩\u200d🍳 Café", "👩\u200d🍳 Café"),
    ],
)
def test_signs_that_steer_text_are_taken_out_of_a_name_and_letters_are_not(name, cleaned):
    assert look.clean(name) == cleaned


def test_a_name_that_fits_is_left_alone_and_a_long_one_is_cut_with_an_ellipsis():
    assert look.fitted("Lark", 100) == "Lark"
    cut = look.fitted("The Copper Kettle & Sons Bakery", 100)
    assert cut.startswith("The Copper")
    assert cut.endswith("…")
    assert look.breadth(cut) <= 100


def test_signs_as_wide_as_high_take_more_room_than_letters():
    assert look.breadth("喫茶店") > look.breadth("tea")


@pytest.mark.parametrize(
    ("low", "high", "words"), [(1, 1, "1st"), (2, 5, "2nd to 5th"), (11, 13, "11th to 13th"), (None, None, "–")]
)
def test_a_rank_is_one_place_or_a_range(low, high, words):
    assert look.rank(low, high) == words


def test_an_exact_figure_is_no_range():
    assert look.span(2.6, 2.6) == "2.60"
    assert look.span(2.55, 2.65) == "2.55 to 2.65"
    assert look.span(None, 2.65) == "–"


def test_whole_facts_have_no_decimals_and_ratings_always_two():
    assert look.places([54.0, 84.0, None], "fact") == 0
    assert look.places([2.6, 3.0], "fact") == 2
    assert look.places([4.0, 5.0], "rating") == 2
