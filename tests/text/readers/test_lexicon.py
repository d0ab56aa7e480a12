"""The lexicon reader: who is praised for what, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.aspects import named
from standout.text.readers.lexicon import Lexicon
from standout.text.readers.reader import TONES

READER = Lexicon()


def told(sentence, *names):
    """Each aspect's likeliest tone, without those that the sentence doesn't speak of."""
    found = READER.read([sentence], named(names))[0].argmax(axis=1)
    return {name: TONES[at] for name, at in zip(names, found, strict=True) if TONES[at] != "absent"}


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("The staff were very friendly and helpful.", {"staff": "positive"}),
        ("Great food and rude staff.", {"food": "positive", "staff": "negative"}),
        ("The food was great and the service was slow.", {"food": "positive", "service": "negative"}),
        ("Food good, service bad.", {"food": "positive", "service": "negative"}),
        ("While the food was good, the service was awful.", {"food": "positive", "service": "negative"}),
        ("The food and the drinks were great.", {"food": "positive", "drinks": "positive"}),
        ("I loved the food.", {"food": "positive"}),
        ("I was disappointed with the food.", {"food": "negative"}),
        ("The bar opens at five.", {"drinks": "neutral"}),
        ("No wifi and no food.", {"wifi": "negative", "food": "negative"}),
        ("There was no queue.", {"waiting time": "positive"}),
        ("We waited an hour.", {"waiting time": "negative"}),
        ("Not enough food.", {"food": "negative"}),
        ("The food took its time but it was delicious.", {"food": "positive"}),
        ("Overpriced.", {"price": "negative"}),
        ("The staff could not be bothered.", {"staff": "negative"}),
        ("We sat outside.", {}),
    ],
)  # fmt: skip
def test_praise_and_blame_go_to_what_they_are_said_of(sentence, held):
    assert told(sentence, "staff", "food", "service", "drinks", "wifi", "waiting time", "price") == held


def test_what_is_said_of_a_thing_nobody_asked_about_is_not_said_of_another():
    assert told("The food was great and the parking awful.", "food") == {"food": "positive"}


def test_a_word_that_judges_by_itself_counts_only_where_it_is_said_of_nothing_else():
    assert told("Friendly and quick.", "staff") == {"staff": "positive"}
    assert told("A friendly atmosphere.", "staff", "atmosphere") == {"atmosphere": "positive"}


@given(st.text(max_size=200) | st.text(alphabet="not good bad,.but the staff wifi😍:)", max_size=200))
def test_whatever_is_written_the_chances_sum_to_one(text):
    found = READER.read([text], named(["staff", "wifi", "overall"]))

    assert found.shape == (1, 3, 4)
    assert found.min() >= 0
    np.testing.assert_allclose(found.sum(axis=2), 1, atol=1e-5)


def test_the_whole_of_a_sentence_has_a_tone_and_what_follows_but_counts_more():
    good, mixed, plain = READER.tone(["Lovely place.", "Nice place but bad food.", "We sat outside."])

    assert good > 0 > mixed
    assert plain == 0
