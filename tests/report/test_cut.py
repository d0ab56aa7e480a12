from hypothesis import given
from hypothesis import strategies as st

from standout.report.cut import cut, filled, listed

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=200)


@given(WORDS, st.integers(1, 4), st.integers(60, 700))
def test_what_is_cut_fits_and_never_says_more_than_there_was(text, lines, width):
    made = cut(text, lines, width, 12)
    assert filled(made, width, 12) <= lines
    assert cut(made, lines, width, 12) == made


def test_whole_sentences_are_kept_where_one_fits():
    assert (
        cut("It is first. It leads by 0.62 points. So it seems.", 1, 260, 12) == "It is first. It leads by 0.62 points."
    )


def test_a_sentence_that_is_too_long_by_itself_ends_in_an_ellipsis_after_a_word():
    assert cut("It is the friendliest place of the whole town", 1, 150, 12) == "It is the friendliest…"


def test_writing_without_blanks_is_broken_where_the_line_ends():
    assert filled("喫茶店" * 20, 126, 12) > 5  # 60 letters of about 12.6 pixels each: 10 to a line at most
    assert cut("喫茶店" * 20, 1, 126, 12).endswith("…")


def test_of_many_names_those_that_fit_are_named_whole_and_the_rest_counted():
    kept, left = listed([f"Rival {i}" for i in range(40)], 1, 300, 10, " " * 16)
    assert kept == [f"Rival {i}" for i in range(len(kept))]
    assert 2 <= len(kept) == 40 - left
    assert listed(["Deli"], 1, 300, 10, "") == (["Deli"], 0)
    assert listed([], 1, 300, 10, "") == ([], 0)
