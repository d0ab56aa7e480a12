"""Marks of an audit sheet: understood as people write them, refused where they can't be."""

import tomllib
from importlib.resources import files

import pytest

from imported import imported
from standout.sources.audit_sheet import SOURCE, tone_of

HEAD = "Business,Review,Sentence,Aspect,Words,Mark\n"


def sheet(folder, *rows, name="audit.csv"):
    path = folder / name
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("mark", "tone"),
    [
        ("good", 1), (" GOOD. ", 1), ("+", 1), ("'+", 1), ("1", 1), ("Gut", 1), ("Bueno", 1), ("👍", 1), ("dobrze", 1),
        ("bad", -1), ("-", -1), ("'-", -1), ("−", -1), ("-1", -1), ("schlecht", -1), ("zły", -1), ("Mauvais", -1),
        ("neither", 0), ("0", 0), ("+/-", 0), ("ok", 0), ("weder noch", 0),
        ("x", None), ("X", None), ("not about it", None), ("nicht dazu", None), ("no", None), ("×", None),
    ],
)  # fmt: skip
def test_marks_are_understood_in_any_case_and_several_languages(mark, tone):
    assert tone_of(mark) == tone


@pytest.mark.parametrize("mark", ["", "maybe", "5", "good bad", "§"])
def test_what_is_no_mark_is_refused(mark):
    with pytest.raises(ValueError, match=r".*"):
        tone_of(mark)


def test_no_word_stands_for_two_marks():
    held = tomllib.loads((files("standout.sources") / "marks.toml").read_text(encoding="utf-8"))
    words = [word for kind in held.values() for word in kind]

    assert len(words) == len(set(words))
    for kind, written in held.items():
        for word in written:
            assert tone_of(word) == {"good": 1, "bad": -1, "neither": 0, "other": None}[kind]


def test_each_row_says_what_stands_in_its_way(tmp_path):
    path = sheet(
        tmp_path, "Deli,r1,1,staff,Nice.,good", "Deli,first,1,staff,Nice.,good", "Deli,r1,none,staff,Nice.,good",
        "Deli,r1,0,staff,Nice.,good", "Deli,r1,1,,Nice.,good", "Deli,r1,1,staff,Nice.,great fun",
        "Deli,r2,1,staff,Nice.,", f"Deli,r{10**20},1,staff,Nice.,good",
    )  # fmt: skip

    held = imported(path, tmp_path / "one", source=SOURCE)

    assert [(reject.line, reject.reason, reject.column) for reject in held.loaded.rejects] == [
        (3, "audit.review", "Review"), (4, "audit.sentence", "Sentence"), (5, "audit.sentence", "Sentence"),
        (6, "audit.aspect", "Aspect"), (7, "audit.mark", "Mark"), (8, "audit.unmarked", "Mark"),
        (9, "audit.review", "Review"),
    ]  # fmt: skip
    [mark] = held.rows("marks")
    assert mark.pop("row_id")  # what it is taken back by
    assert mark == {"review_id": 1, "sentence": 0, "aspect": "staff", "tone": 1}


def test_of_two_marks_of_one_sentence_the_last_counts(tmp_path):
    held = imported(
        sheet(tmp_path, "Deli,r1,1,staff,Nice.,good", "Deli,r1,1,Staff,Nice.,bad"), tmp_path / "one", source=SOURCE
    )

    assert [row["tone"] for row in held.rows("marks")] == [-1]
    assert held.balance == 0
