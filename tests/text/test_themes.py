"""Themes are the same on every run, keep their names, and leave what fits none in peace."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from standout.text import vectors
from standout.text.themes import OTHER, Theme, Themes, fit, how_many
from standout.text.vectors import fit_vectors

TOPICS = {
    "wifi": ("wifi", "slow", "password", "connection", "router", "signal"),
    "tea": ("tea", "pot", "leaves", "kettle", "cup", "brew"),
    "staff": ("staff", "friendly", "smile", "helpful", "waiter", "polite"),
    "parking": ("parking", "car", "space", "street", "ticket", "garage"),
    "music": ("music", "loud", "band", "piano", "song", "speaker"),
    "toilets": ("toilets", "dirty", "soap", "towel", "sink", "door"),
    "cake": ("cake", "slice", "cream", "chocolate", "lemon", "fork"),
    "prices": ("price", "cheap", "euro", "bill", "value", "discount"),
}


def told(seed=0, each=30, topics=tuple(TOPICS)):
    """Sentences of four words of one topic each."""
    rng = random.Random(seed)
    return [f"The {' '.join(rng.sample(TOPICS[topic], 4))} was it." for topic in topics for _ in range(each)]


def topic(words):
    """The one topic that words come from."""
    [found] = {name for name, own in TOPICS.items() for word in words if word in own}
    return found


@pytest.fixture(scope="module")
def themes():
    return fit(told(), 1)


def test_each_topic_is_one_theme_with_a_label_of_its_own_words(themes):
    assert sorted(topic(one.words) for one in themes.themes) == sorted(TOPICS)
    assert len({one.label for one in themes.themes}) == len(TOPICS)
    assert all(1 <= len(one.label.split(", ")) <= 3 for one in themes.themes)


def test_sentences_nobody_has_seen_go_to_the_theme_they_speak_of(themes):
    label = {one.theme: topic(one.words) for one in themes.themes}

    assert [label[key] for key in themes.assign(["No wifi signal.", "The chocolate cake!"])] == ["wifi", "cake"]


@pytest.mark.parametrize("text", ["", "It was it.", "🎉", "Zzyzx qwrt.", "12 34", "\ud800"])
def test_what_says_nothing_known_is_other(themes, text):
    assert themes.assign([text]) == [OTHER]


def test_the_same_sentences_give_the_same_themes_in_any_order_with_copies_and_on_two_threads(themes):
    rows = told() * 2
    random.Random(5).shuffle(rows)
    with threadpool_limits(2):
        again = fit(rows, 1)

    assert again.to_json() == themes.to_json()


def test_themes_that_are_written_down_and_read_again_say_the_same(themes):
    rows = [*told(7), "Something else entirely.", ""]
    again = Themes.from_json(themes.to_json())

    assert again.themes == themes.themes
    assert again.assign(rows) == themes.assign(rows)
    assert again.to_json() == themes.to_json()


def test_a_sentence_has_the_theme_it_has_among_others(themes):
    rows = told(9)

    assert [themes.assign([row])[0] for row in rows] == themes.assign(rows)


def test_themes_keep_their_ids_when_new_reviews_come(themes):
    again = fit([*told(), *told(3, 10)], 2, old=themes)
    before, after = ({topic(one.words): (one.theme, one.label) for one in each.themes} for each in (themes, again))

    assert after == before


def test_a_new_theme_has_a_new_id_and_a_gone_ones_id_is_never_given_again():
    first = fit(told(topics=tuple(TOPICS)[:7], each=40), 1)
    again = fit(told(4, topics=tuple(TOPICS)[1:], each=40), 1, old=first)
    named = {topic(one.words): one.theme for one in first.themes}
    later = {topic(one.words): one.theme for one in again.themes if len(set(one.words) & {*TOPICS["prices"]})}

    assert set(later.values()).isdisjoint(named.values())
    kept = {topic(one.words): one.theme for one in again.themes} if not later else named
    assert kept["tea"] == named["tea"]


def test_names_of_businesses_make_no_label():
    rows = [sentence.replace("was", "Kawa") for sentence in told(2)]

    assert all("kawa" not in one.words for one in fit(rows, 1, names=["Kawa"]).themes)


def test_few_sentences_have_no_themes():
    few = fit(["The tea was hot."] * 500, 1)

    assert few.themes == ()
    assert few.assign(["The tea was hot."]) == [OTHER]
    assert Themes.from_json(few.to_json()).assign(["Tea"]) == [OTHER]
    assert fit([], 0).themes == ()


def test_how_many_themes_is_a_matter_of_how_many_sentences():
    counts = [how_many(n) for n in range(0, 100_000, 500)]

    assert counts == sorted(counts)
    assert (how_many(39), how_many(40), counts[-1]) == (0, 8, 40)


def test_other_languages_have_themes():
    german = ("kaffee", "kuchen", "personal", "parkplatz", "musik", "toilette", "preis", "wlan")
    rows = [f"{a.title()} und {b} sind mit {a} {n} gut" for n in range(12) for a, b in pairwise(german)]
    rows += [f"{a}と{a}は{b}です" for a in ("紅茶", "音楽", "駐車") for b in ("最高", "最悪", "普通", "残念", "快適")]

    assert len(fit(rows, 1).themes) >= 5


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=80))
def test_any_sentences_can_be_grouped(rows):
    found = fit(rows, 1)

    assert set(found.assign(rows)) <= {OTHER, *(one.theme for one in found.themes)}


def test_points_are_of_length_one_or_nothing():
    found = fit_vectors(sorted(set(told())), [], 1)
    points = found.encode(["The wifi signal.", "the of and"])

    assert (points**2).sum(1).tolist() == pytest.approx([1.0, 0.0])
    assert found.content("The wifi of the 12 was it") == ["wifi"]


def test_a_theme_says_what_it_is(themes):
    one = themes.themes[0]

    assert isinstance(one, Theme)
    assert len(one.theme) == 8
    assert int(one.theme, 16) >= 0


def test_themes_of_word_vectors_that_are_gone_place_nothing_and_give_no_ids(monkeypatch):
    places = {word: place for place, words in enumerate(TOPICS.values()) for word in words}

    def static(texts):
        return np.array(
            [[float(any(places.get(word) == k for word in text.split())) for k in range(8)] for text in texts]
        )

    monkeypatch.setattr(vectors, "_static", static)
    monkeypatch.setattr(vectors, "version_of_static", lambda: "one")
    before = fit(told(), 1, vectors="static")
    again = Themes.from_json(before.to_json())
    assert sorted(topic(one.words) for one in again.themes) == sorted(TOPICS)
    assert again.assign(told(3)) == before.assign(told(3))

    monkeypatch.setattr(vectors, "version_of_static", lambda: "two")
    with pytest.raises(ValueError, match="one"):
        again.assign(["tea"])
    after = fit(told(), 1, old=again)
    assert {one.theme for one in after.themes}.isdisjoint(one.theme for one in again.themes)
