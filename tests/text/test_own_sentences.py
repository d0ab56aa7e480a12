"""Own sentences: a text of ours is cut where its sentences end, in each language."""

import pytest

from standout.text.own_sentences import own_sentences, unbroken
from standout.words import LANGUAGES, day, say, speaking


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_ends_within_a_day(language):
    with speaking(language):
        for month in range(1, 13):
            whole = f"A {day(f'2026-{month:02}-09')} B."
            assert own_sentences(f"{whole} C.") == [whole, "C."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_ends_within_a_place(language):
    with speaking(language):
        place = say("est.places", low=2, high=5, of=30)
        assert own_sentences(f"A {place}. C.") == [f"A {place}.", "C."]


def test_a_sentence_may_end_in_a_number():
    with speaking("de"):
        assert own_sentences("Wir liegen auf Platz 1. Danke an alle.") == ["Wir liegen auf Platz 1.", "Danke an alle."]
        assert own_sentences("Es sind 4,62. märz") == ["Es sind 4,62.", "märz"]


def test_marks_of_quotation_stay_with_their_sentence():
    assert own_sentences("They wrote “Fine.” We like it!  So?") == ["They wrote “Fine.”", "We like it!", "So?"]
    assert own_sentences("  ") == []


def test_a_day_stays_on_its_line():
    with speaking("de"):
        assert unbroken("Am 1. März und am 21. Oktober 2025, 2. von 9. Das") == (
            "Am 1.\xa0März und am 21.\xa0Oktober 2025, 2.\xa0von 9. Das"
        )
    assert unbroken("We are 2 of 9. The rest is 4.62. so") == "We are 2 of 9. The rest is 4.62. so"


def test_no_sentence_ends_before_a_blank_that_does_not_break():
    assert own_sentences("Ask Dr.\xa0Bell. She knows.") == ["Ask Dr.\xa0Bell.", "She knows."]
