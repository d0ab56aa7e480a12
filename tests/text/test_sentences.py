"""Sentences are verbatim parts of a text, in order, whatever stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.sentences import LONGEST, MOST, READ, plain, sentences


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Good. Bad! Why? Fine…", ["Good.", "Bad!", "Why?", "Fine…"]),
        ("We met Dr. Bell at 5 p.m. in St. John's, e.g. on", ["We met Dr. Bell at 5 p.m. in St. John's, e.g. on"]),
        ("We left at 5 p.m. The bus came.", ["We left at 5 p.m.", "The bus came."]),
        ("It cost 3.50 at www.example.com.", ["It cost 3.50 at www.example.com."]),
        ("It was clean.The staff smiled.", ["It was clean.", "The staff smiled."]),
        ("“Great!” he said. (Really.) Yes", ["“Great!”", "he said.", "(Really.)", "Yes"]),
        ("one\ntwo\r\nthree • four; five", ["one", "two", "three", "four", "five"]),
        ("とても美味しい。また来ます！", ["とても美味しい。", "また来ます！"]),
        ("... !!! 🎉🎉 --", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_a_reader_would_end_it(text, held):
    assert sentences(text) == held


def test_markup_and_control_signs_are_no_part_of_a_sentence():
    text = "<p class='x'>Tea &amp; cake&hellip; I &lt;3 it.<br/>Again<!-- not\nthis --> soon\x00\u200b.</p>"

    assert sentences(text) == ["Tea & cake…", "I <3 it.", "Again  soon ."]
    assert plain("a < b and c > d") == "a < b and c > d"
    assert plain("a<!-- b -->c<!--d--><!-->e --> <!-- f") == "a c   <!-- f"
    assert sentences("half a letter \ud83d here") == ["half a letter  here"]


def test_a_sentence_without_an_end_is_cut_so_that_all_of_it_is_read():
    text = "the soup was good, " * 60

    cut = sentences(text)

    assert max(map(len, cut)) <= LONGEST
    assert " ".join(cut).split() == text.split()
    assert [len(part) for part in sentences("x" * 1000)] == [LONGEST, LONGEST, 1000 - 2 * LONGEST]


def test_a_very_long_text_is_read_up_to_its_limits():
    assert len(sentences("Good. " * 20_000)) == MOST
    assert sum(map(len, sentences("x" * 3 * READ))) == READ


@given(st.text(max_size=300) | st.text(alphabet="ab .!?;\n<>&•\"'A", max_size=300))
def test_sentences_are_parts_of_the_plain_text_in_their_order(text):
    at, bare = 0, plain(text)
    for sentence in sentences(text):
        at = bare.index(sentence, at) + len(sentence)
        assert sentence == sentence.strip()
        assert any(map(str.isalnum, sentence))
        sentence.encode()
