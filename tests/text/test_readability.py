"""Readability: the counts by hand, the published formulas from them, and what a text can't do to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.readability import Counts, counts, ideas, readability
from standout.text.syllables import syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("time", 1), ("table", 2), ("the", 1), ("ice", 1), ("wanted", 2), ("judged", 1), ("settled", 2), ("dishes", 2),
        ("places", 2), ("miles", 1), ("careful", 2), ("notebook", 2), ("someone", 2), ("everyone", 3), ("player", 2),
        ("played", 1), ("trying", 2), ("quiet", 2), ("client", 2), ("radio", 3), ("station", 2), ("million", 2),
        ("delicious", 3), ("various", 3), ("idea", 3), ("video", 3), ("people", 2), ("doing", 2), ("basically", 3),
        ("unique", 2), ("business", 2), ("isn't", 2), ("can't", 1), ("TV", 2), ("mother-in-law", 4), ("businesses", 3),
    ],
)  # fmt: skip
def test_syllables_are_as_spoken(word, count):
    assert syllables(word) == count


def test_a_text_is_counted_by_hand():
    # 2 sentences.  We(1) opened(2) in(1) nineteen(2) | Visitors(3) recommended(4) Alexandria's(5) coffee-house(3):
    # 8 words, 21 syllables; letters 2+6+2+8 + 8+11+11+11 = 59.  Of three syllables or more: visitors, recommended,
    # Alexandria's, coffee-house.  Complex leaves out the name, and the word of two that are each shorter
    held = counts("We opened in nineteen. Visitors recommended Alexandria's coffee-house!")

    assert held == Counts(sentences=2, words=8, letters=59, syllables=21, polysyllables=4, complex=2)


def test_a_third_syllable_that_is_only_an_ending_is_not_complex():
    # ex-pect-ed: three, two without its ending; in-ter-est-ing: four with it
    assert counts("They expected it").complex == 0
    assert counts("They expected it").polysyllables == 1
    assert counts("An interesting one").complex == 1


def test_each_formula_follows_from_its_counts():
    # 100 words in 5 sentences, 420 letters, 130 syllables, 12 words of three or more, 10 of them complex
    found = readability(Counts(sentences=5, words=100, letters=420, syllables=130, polysyllables=12, complex=10))

    assert found.flesch == pytest.approx(206.835 - 1.015 * 20 - 84.6 * 1.3)  # 76.555
    assert found.kincaid == pytest.approx(0.39 * 20 + 11.8 * 1.3 - 15.59)  # 7.55
    assert found.fog == pytest.approx(0.4 * (20 + 10))  # 12
    assert found.smog == pytest.approx(1.0430 * (30 * 12 / 5) ** 0.5 + 3.1291)  # 11.98
    assert found.ari == pytest.approx(4.71 * 4.2 + 0.5 * 20 - 21.43)  # 8.352
    assert found.coleman_liau == pytest.approx(0.0588 * 420 - 0.296 * 5 - 15.8)  # 7.416


def test_the_first_example_of_coleman_and_liau_holds():
    # 119 words with 639 letters in 5 sentences: L = 537, S = 4.20, so 31.58 - 1.24 - 15.8 = 14.5
    found = readability(Counts(sentences=5, words=119, letters=639, syllables=200, polysyllables=20, complex=20))

    assert found.coleman_liau == pytest.approx(14.5, abs=0.05)


def test_no_words_have_no_readability():
    assert readability(counts("")) is None
    assert readability(counts("!!! ...")) is None


def test_ideas_are_sentences_and_joined_clauses():
    assert ideas("They knew our order before we sat down.") == 1
    assert ideas("Warm rolls at seven, and the coffee is roasted here.") == 2
    assert ideas("Lovely.") == 1


@given(st.text(max_size=300))
def test_any_text_can_be_counted(text):
    held = counts(text)

    assert held.syllables >= held.words >= held.sentences
    assert held.polysyllables >= held.complex >= 0
    assert ideas(text) >= 1


@given(
    st.lists(st.sampled_from("we roast warm bread on Monday quickly because customers wanted it".split()), min_size=4)
)
def test_a_text_said_twice_reads_as_easily(words):
    once = " ".join(words) + "."

    assert readability(counts(f"{once} {once}")).kincaid == pytest.approx(readability(counts(once)).kincaid)
