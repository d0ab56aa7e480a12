"""Aspects are named in plain words, and a user's word brings its synonyms along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.aspects import NAMING, TRADES, kind_of, known, named, of_trade, trade_of


@pytest.mark.parametrize("trade", TRADES)
def test_each_trade_has_a_few_broad_aspects_of_both_kinds_but_no_two_alike(trade):
    names = [aspect.name for aspect in of_trade(trade)]

    assert 6 <= len(names) <= 8
    assert len(set(names)) == len(names)
    assert {kind_of(name) for name in names} == {"product", "experience"}


def test_an_unknown_trade_is_no_trade():
    with pytest.raises(KeyError):
        of_trade("bakery")


@pytest.mark.parametrize("aspect", known().values(), ids=lambda aspect: aspect.name)
def test_an_aspect_has_words_enough_in_lower_case_and_is_of_one_kind(aspect):
    assert len(aspect.words) >= NAMING
    assert [word for word in (*aspect.words, *aspect.implied) if word != word.lower().strip()] == []
    assert kind_of(aspect.name) in {"product", "experience"}


def test_a_users_word_is_kept_and_brings_its_synonyms():
    wifi, queues, lamas = named(["  WiFi ", "queues", "llama rides", "queues", ""])

    assert (wifi.name, "internet" in wifi.words) == ("WiFi", True)
    assert (queues.name, "waiting time" in queues.words) == ("queues", True)
    assert lamas.words == ("llama rides",)
    assert kind_of("WiFi") == "product"


def test_a_longer_name_brings_the_synonyms_of_its_parts():
    bar, staff, food = named(["bar & beverages", "staff service", "food quality"])

    assert {"wine", "beer"} < set(bar.words)
    assert {"waiter", "room service"} < set(staff.words)
    assert "soup" in food.words
    assert "product" not in food.words
    assert bar.words[0] == "bar & beverages"


def test_the_trade_is_that_whose_words_most_texts_have():
    assert trade_of(["The drummer was off but the encore made up for it.", "Great gig."]) == "band"
    assert trade_of(["Our flight was late.", "The crew smiled.", "The soup was cold."]) == "airline"
    assert trade_of(["Lovely!", ""]) == trade_of([]) == "service"
    assert trade_of(["The drummer", "The waiter"]) == "service"  # one each


@given(st.lists(st.text(max_size=20), max_size=5))
def test_whatever_a_user_writes_is_an_aspect_or_nothing(words):
    assert [aspect.name for aspect in named(words)] == list(
        dict.fromkeys(" ".join(w.split()) for w in words if w.split())
    )
