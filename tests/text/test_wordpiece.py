"""Word pieces: the same numbers as the field's own tokenizer gives."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.readers.neural import shipped
from standout.text.wordpiece import LENGTH, WordPieces, split

PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "tea", "##room", "##s", "t", "##e", "##a", "!", "cafe", "美"])
ORACLE = Path(__file__).parent / "wordpiece_ids.json"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("", [2, 3]),
        ("Tearooms!", [2, 4, 5, 6, 10, 3]),
        ("CAFÉ", [2, 11, 3]),
        ("te", [2, 7, 8, 3]),  # the longest piece that fits, then the next
        ("tex tea", [2, 1, 4, 3]),  # a word with one unknown part is unknown whole
        ("美tea美", [2, 12, 4, 12, 3]),
        ("tea\x00\u200bs\tte\ufffda", [2, 4, 6, 4, 3]),
        ("tea" * 40, [2, 1, 3]),  # 120 signs
    ],
)
def test_pieces_are_those_that_can_be_summed_by_hand(text, held):
    assert PIECES.ids(text) == held


def test_a_long_text_is_cut_and_keeps_its_end_mark():
    ids = PIECES.ids("tea " * 500)

    assert len(ids) == LENGTH
    assert ids[-1] == PIECES.end
    assert len(PIECES.ids("tea " * (LENGTH - 2))) == LENGTH


def test_the_numbers_are_those_of_the_tokenizers_library():
    pieces = WordPieces.from_lines((shipped() / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n"))

    wrong = [text for text, ids in oracle() if pieces.ids(text) != ids]

    assert wrong == []


def oracle():
    """Pairs of a text and its numbers."""
    return [(row["text"], row["ids"]) for row in json.loads(ORACLE.read_text(encoding="utf-8"))]


@given(st.text(max_size=200))
def test_the_quick_way_for_plain_letters_gives_what_the_slow_way_does(text):
    plain = text.encode("ascii", "ignore").decode()

    assert split(plain + " ü") == [*split(plain), "u"]
    assert PIECES.ids(text)[0] == PIECES.start
    assert max(PIECES.ids(text)) < len(PIECES.number)
