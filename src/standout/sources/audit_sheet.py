"""The audit sheet: sentences of customers with a mark beside each, as its owner filled it in.

Reads    the sheet   which review, sentence and aspect a row is about, and its mark
Makes    marks       one row: a sentence marked good, bad, neither, or as not about the aspect
Unit     -1 bad, 0 neither, 1 good; empty where the sentence isn't about it
No row   where the mark is empty, told as a row left out; a row whose sentence can't be told, or with another mark
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from standout.sources.source import Field, Mapping, Reject, Source

COLUMNS = {
    "Business": "business", "Review": "review", "Sentence": "sentence", "Aspect": "aspect", "Words": "words",
    "Mark": "mark",
}  # fmt: skip
"""Heads of the sheet, and what each column is."""
PREFIX = "r"
"""Stands before a review's number, so that no spreadsheet rounds it."""
TONES = {"good": 1, "neither": 0, "bad": -1, "other": None}
"""The tone that each mark of ``marks.toml`` stands for."""
_MOST = 500

_REVIEW = re.compile(rf"\s*'?{PREFIX}?(-?\d{{1,19}})\s*", re.IGNORECASE)
_SENTENCE = re.compile(r"\s*(\d{1,4})(?:\.0)?\s*")


@cache
def _words() -> dict[str, str]:
    held = tomllib.loads((files("standout.sources") / "marks.toml").read_text(encoding="utf-8"))
    return {word: kind for kind, words in held.items() for word in words}


def tone_of(cell: str) -> int | None:
    """Give the tone that a mark stands for; None where it says that the sentence isn't about the aspect.

    Raises
    ------
    ValueError
        If it is no mark.

    Examples
    --------
    >>> tone_of(" Good! "), tone_of("-"), tone_of("0"), tone_of("Schlecht"), tone_of("x")
    (1, -1, 0, -1, None)

    """
    plain = unicodedata.normalize("NFKD", cell.strip().lstrip("'").casefold()).replace("ł", "l")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = " ".join(plain.replace("'", "").replace("’", "").split())
    for said in (plain, plain.rstrip(".!?,; ")):
        if said in _words():
            return TONES[_words()[said]]
    raise ValueError(cell)


def marks(
    mapping: Mapping, columns: Sequence[str], rows: Iterable[tuple[int, Sequence[str | None]]]
) -> tuple[list[dict[str, Any]], list[Reject]]:
    """Give the marks in the rows of a sheet, and the rows that hold none.

    Parameters
    ----------
    mapping : Mapping
        Which column is what.
    columns : sequence of str
        The header, in the order of the cells.
    rows : iterable of (int, cells)
        The line in the file, and its cells as they stand.

    Returns
    -------
    marks : list of dict
        ``review_id``, ``sentence`` (0 the first), ``aspect``, ``tone``, ``line``.
    rejects : list of Reject
        Rows without a mark, and rows that can't be read.

    Examples
    --------
    >>> sheet = Mapping(source="audit_sheet", table="marks", fields=SOURCE.fields)
    >>> marks(sheet, ["Review", "Sentence", "Aspect", "Mark"], [(2, ["r7", "1", "staff", "Good"])])[0]
    [{'review_id': 7, 'sentence': 0, 'aspect': 'staff', 'tone': 1, 'line': 2}]

    """
    place = {field.target: columns.index(field.column) for field in mapping.fields if field.column in columns}
    heads = {field.target: field.column for field in mapping.fields}
    found: list[dict[str, Any]] = []
    rejects = []
    for line, cells in rows:
        row = {target: (cells[at] or "").strip() if at < len(cells) else "" for target, at in place.items()}
        made = _mark(row)
        if isinstance(made, dict):
            found.append({**made, "line": line})
        else:
            text = " | ".join(cell for cell in row.values() if cell)
            column = heads.get(made, made)
            reason = "audit.unmarked" if made == "mark" and not row.get("mark") else f"audit.{made}"
            rejects.append(Reject(line=line, reason=reason, column=column, text=text[:300]))
    return found, rejects


def _mark(row: dict[str, str]) -> dict[str, Any] | str:
    """Give the mark of a row, or the target that stands in the way."""
    review, sentence = _REVIEW.fullmatch(row.get("review", "")), _SENTENCE.fullmatch(row.get("sentence", ""))
    aspect = " ".join(row.get("aspect", "").lstrip("'").split())
    if not review or not -(2**63) <= int(review[1]) < 2**63:
        return "review"
    if not sentence or not 1 <= int(sentence[1]) <= _MOST:
        return "sentence"
    if not any(map(str.isalnum, aspect)):
        return "aspect"
    try:
        tone = tone_of(row.get("mark", ""))
    except ValueError:
        return "mark"
    return {"review_id": int(review[1]), "sentence": int(sentence[1]) - 1, "aspect": aspect, "tone": tone}


SOURCE = Source(
    name="audit_sheet",
    label="Audit sheet",
    table="marks",
    headers=tuple(COLUMNS),
    required=("Review", "Sentence", "Aspect", "Mark"),
    fields=tuple(Field(column=column, target=target) for column, target in COLUMNS.items()),
    sample="audit_sheet.csv",
    path_hint="audit",
)
