"""Reading: texts become rows, each sentence is read once, and no foreign text is read as neutral."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.tables import table
from standout.text.aspects import named
from standout.text.readers import reader
from standout.text.reading import AT_ONCE, KEPT, mentions, read, words_hash

LEXICON = reader("lexicon")
ASPECTS = named(["staff", "wifi"])
GERMAN = "Das Personal war sehr nett, aber das Essen war leider schon kalt."


class Counting:
    """A reader that counts what it is given, and finds the first aspect good in all of it."""

    name, version, languages = "counting", "0" * 12, frozenset({"en"})

    def __init__(self):
        self.given = []

    def read(self, sentences, aspects):
        self.given += sentences
        found = np.zeros((len(sentences), len(aspects), 4), np.float32)
        found[:, :, 0] = 1
        found[:, 0] = [0.8, 0, 0, 0.2]
        return found


def test_a_row_is_an_aspect_in_a_sentence_of_a_text():
    rows = read(["The staff were kind. Slow wifi!", None, "", "Hm."], ASPECTS, LEXICON).to_pylist()

    assert [(row["text"], row["sentence"], row["aspect"]) for row in rows] == [
        (0, 0, "staff"), (0, 0, "wifi"), (0, 1, "staff"), (0, 1, "wifi"), (3, 0, "staff"), (3, 0, "wifi"),
    ]  # fmt: skip
    assert [round(row["positive"]) for row in rows] == [1, 0, 0, 0, 0, 0]
    assert [round(row["negative"]) for row in rows] == [0, 0, 0, 1, 0, 0]
    assert [round(row["absent"]) for row in rows] == [0, 1, 1, 0, 1, 1]


def test_mentions_hold_thousandths_and_only_what_is_spoken_of():
    held, readings = mentions([70, 71], ["We sat down. The staff were kind.", "Nothing of note."], ASPECTS, LEXICON)

    assert held.schema == table("mentions").schema()
    assert readings.schema == table("readings").schema()
    [row] = held.to_pylist()
    assert (row["review_id"], row["sentence"], row["aspect"]) == (70, 1, "staff")
    assert row["negative"] + row["neutral"] + row["positive"] == pytest.approx(950, abs=1)
    assert [(row["review_id"], row["sentences"], row["read"]) for row in readings.to_pylist()] == [
        (70, 2, True), (71, 1, True),
    ]  # fmt: skip


def test_a_fifth_is_enough_to_be_a_mention_and_less_is_not():
    held, _ = mentions([1], ["Anything."], ASPECTS, Counting())

    assert held.to_pylist() == [
        {"review_id": 1, "sentence": 0, "aspect": "staff", "negative": 0, "neutral": 0, "positive": 200}
    ]


def test_what_is_in_another_language_is_not_read_and_said_so():
    texts = ["The staff were very kind to us.", GERMAN, GERMAN.replace("nett", "gut"), "Super!", None, "🎉"]
    held, readings = mentions(range(6), texts, ASPECTS, LEXICON)

    assert set(held["review_id"].to_pylist()) == {0}
    assert [(row["language"], row["read"]) for row in readings.to_pylist()] == [
        ("en", True), ("de", False), ("de", False), (None, True),
    ]  # fmt: skip
    assert set(read(texts, ASPECTS, LEXICON)["text"].to_pylist()) == {0, 3}


@pytest.mark.parametrize(("text", "read_it"), [("Super!", True), ("Sehr lecker", False), ("Świetne!", False)])
def test_a_short_text_is_read_or_not_whatever_stands_beside_it(text, read_it):
    beside = ([], [GERMAN] * 3, ["The staff were very kind to us."] * 3)

    told = [mentions(range(1 + len(more)), [text, *more], ASPECTS, LEXICON)[1]["read"][0].as_py() for more in beside]

    assert told == [read_it] * 3


def test_sentences_that_are_the_same_are_read_once():
    counting = Counting()

    rows = read(["Good tea. Good tea. Bad tea."] * (AT_ONCE + 5), ASPECTS, counting)

    assert counting.given == ["Good tea.", "Bad tea."]
    assert rows.num_rows == 3 * 2 * (AT_ONCE + 5)
    assert KEPT > 2


def test_texts_that_say_the_same_have_the_same_hash():
    assert words_hash("Great tea!!") == words_hash("  great TEA ")
    assert words_hash("Great tea") != words_hash("Great teas")
    assert -(2**63) <= words_hash("x") < 2**63
    assert words_hash("half \ud83d") == words_hash("half")


def test_each_text_needs_its_review():
    with pytest.raises(ValueError, match="1 ids for 2 texts"):
        mentions([1], ["a", "b"], ASPECTS, LEXICON)


def test_nothing_to_read_gives_empty_tables_of_the_same_kind():
    held, readings = mentions([], [], ASPECTS, LEXICON)

    assert held.schema == table("mentions").schema()
    assert readings.schema == table("readings").schema()
    assert held.num_rows + readings.num_rows + read(["a b"], (), LEXICON).num_rows == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | st.text(max_size=120), max_size=5))
def test_whatever_the_texts_hold_rows_are_whole(texts):
    rows = read(texts, ASPECTS, LEXICON).to_pylist()
    held, readings = mentions(range(len(texts)), texts, ASPECTS, LEXICON)

    assert all(
        sum(row[tone] for tone in ("absent", "negative", "neutral", "positive")) == pytest.approx(1) for row in rows
    )
    assert set(held["review_id"].to_pylist()) <= set(readings["review_id"].to_pylist())


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "." * 100_000,
        " a" + " " * 99_000,
        "good " * 20_000,
        "<div>" * 20_000,
        "(" * 100_000,
        "🎉" * 50_000,
    ],
)
def test_a_huge_text_is_read_like_any_other(text):
    rows = read([text], ASPECTS, LEXICON)

    assert rows.num_rows <= 500 * len(ASPECTS)


def test_the_reader_sees_no_names_and_a_lone_word_only_where_it_is_a_name():
    counting = Counting()

    read(["Bean street and BEAN STREET are good. Olive sold an olive."], ASPECTS, counting, ["Bean Street", "Olive"])

    assert counting.given == ["it and it are good.", "it sold an olive."]
