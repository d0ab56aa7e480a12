"""The audit sheet to mark: some sentences of each business that were taken to be about an aspect.

Marks of 20 to 30 sentences a business tell how wrong the reader is about it, so that what nobody scores gets an
interval.  Sentences are drawn at random among those the reader takes to be about the aspect; the seed draws the
same ones again, and what is marked already isn't asked twice.

Reads    reviews, businesses, mentions, marks
Makes    rows, and a sheet of them: CSV, or XLSX with a note on each heading
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from standout.errors import UsageError
from standout.measures.marked_tones import ABOUT
from standout.question import Engine
from standout.sources.audit_sheet import COLUMNS, PREFIX
from standout.sources.sheet_writer import guarded
from standout.text.sentences import sentences
from standout.words import nearest, say

PER_BUSINESS = 25
"""So many sentences of each business, where there are as many."""
SUGGESTED = ("good", "bad", "neither", "x")
"""Marks that the workbook offers; others are understood as well."""
_WIDTHS = {"Words": 90, "Aspect": 18, "Business": 22}
_PLAIN_WIDTH = 14


def audit_rows(
    engine: Engine, aspects: Sequence[str] = (), per_business: int = PER_BUSINESS, seed: int = 0
) -> list[dict[str, Any]]:
    """Give the sentences to mark, our own first, then rival by rival.

    Parameters
    ----------
    engine : Engine
        Where ``reviews``, ``businesses``, ``mentions`` and ``marks`` are.
    aspects : sequence of str
        As they were read, in any case; all that were read where none is given.
    per_business : int
        So many for each aspect and business, marks that are held counted in.
    seed : int
        Draws them.

    Returns
    -------
    list of dict
        The heads of `standout.sources.audit_sheet.COLUMNS`, and ``How to mark``; ``Mark`` is empty.

    Raises
    ------
    UsageError
        If nothing was read, or nothing about an aspect that is named.

    """
    mentions = engine.table("mentions")
    about = mentions.filter(mentions.negative + mentions.neutral + mentions.positive >= ABOUT)
    wanted = read_aspects(engine, aspects)
    names = to_mark(engine)
    reviews = engine.table("reviews").select("review_id", "business_id", "text")
    whose = reviews.filter(reviews.business_id.isin(list(names)))
    found = about.filter(about.aspect.isin(wanted)).join(whose.select("review_id", "business_id"), "review_id")
    rows = engine.arrow(found.select("business_id", "review_id", "sentence", "aspect")).to_pylist()
    marked = {_key(row) for row in engine.arrow(engine.table("marks")).to_pylist()}
    chosen = _chosen(rows, marked, per_business, seed)
    texts = reviews.filter(reviews.review_id.isin(sorted({row["review_id"] for row in chosen})))
    said = {row["review_id"]: row["text"] for row in engine.arrow(texts).to_pylist()} if chosen else {}
    place = {number: at for at, number in enumerate(names)}
    chosen.sort(key=lambda row: (wanted.index(row["aspect"]), place[row["business_id"]], row["drawn"]))
    return [made for row in chosen if (made := _row(row, names[row["business_id"]], said[row["review_id"]]))]


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write the sheet, and give its path.

    Parameters
    ----------
    path : Path
        Ends in ``.csv`` or ``.xlsx``.
    rows : sequence of mapping
        As `audit_rows` gives them.

    Raises
    ------
    UsageError
        If the path ends in neither, or stands for a file that is there already: it may be marked.

    """
    if path.exists():
        raise UsageError(say("audit.there_already", file=str(path)))
    match path.suffix.casefold():
        case ".csv":
            heads = [*COLUMNS, say("audit.how")]
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                cells = [[_guarded(row.get(head, "")) for head in heads] for row in rows]
                csv.writer(file).writerows([heads, *cells])
        case ".xlsx":
            _write_xlsx(path, rows)
        case _:
            raise UsageError(say("rivals.neither", file=str(path)))
    return path


def read_aspects(engine: Engine, aspects: Sequence[str]) -> list[str]:
    """Give the aspects as they were read, in the order asked for."""
    mentions = engine.table("mentions")
    held = sorted(engine.arrow(mentions.select("aspect").distinct())["aspect"].to_pylist())
    if not held:
        raise UsageError(say("audit.nothing"))
    known = {name.casefold(): name for name in held}
    for name in aspects:
        if name.strip().casefold() not in known:
            raise UsageError(say("audit.no_aspect", name=name, near=nearest(name, held)))
    return list(dict.fromkeys(known[name.strip().casefold()] for name in aspects)) or held


def to_mark(engine: Engine) -> dict[int, str]:
    """Give the businesses to mark, ours first: those the owner named, else all."""
    rows = engine.arrow(engine.table("businesses")).to_pylist()
    named = any(row["rival"] for row in rows)
    rows = [row for row in rows if row["ours"] or row["rival"] or not named]
    rows.sort(key=lambda row: (not row["ours"], row["name"], row["business_id"]))
    return {row["business_id"]: row["name"] for row in rows}


def _key(row: Mapping[str, Any]) -> tuple[int, int, str]:
    return row["review_id"], row["sentence"], row["aspect"].casefold()


def _chosen(
    rows: Sequence[dict[str, Any]], marked: set[tuple[int, int, str]], per_business: int, seed: int
) -> list[dict[str, Any]]:
    """Draw from each aspect and business, by a hash that depends on nothing but the sentence and the seed."""
    groups: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in rows:
        drawn = hashlib.blake2b(repr((seed, *_key(row))).encode(), digest_size=8).digest()
        groups.setdefault((row["aspect"], row["business_id"]), []).append({**row, "drawn": drawn})
    chosen = []
    for group in groups.values():
        left = [row for row in group if _key(row) not in marked]
        more = max(per_business - (len(group) - len(left)), 0)
        chosen += sorted(left, key=lambda row: row["drawn"])[:more]
    return chosen


def _row(row: Mapping[str, Any], business: str, text: str | None) -> dict[str, Any] | None:
    """Give a row of the sheet; None where the text has no such sentence any more."""
    said = sentences(text or "")
    if row["sentence"] >= len(said):
        return None
    return {
        "Business": business, "Review": f"{PREFIX}{row['review_id']}", "Sentence": row["sentence"] + 1,
        "Aspect": row["aspect"], "Words": said[row["sentence"]], "Mark": "", say("audit.how"): say("audit.note.mark"),
    }  # fmt: skip


def _guarded(cell: object) -> object:
    return guarded(cell) if isinstance(cell, str) else cell


def _write_xlsx(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    import xlsxwriter  # noqa: PLC0415 - only where a workbook is asked for

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(say("audit.sheet_name"))
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for place, (head, target) in enumerate(COLUMNS.items()):
            sheet.write_string(0, place, head, bold)
            sheet.write_comment(0, place, say(f"audit.note.{target}"), {"x_scale": 2, "y_scale": 1.5})
            sheet.set_column(place, place, _WIDTHS.get(head, _PLAIN_WIDTH), text)
        for line, row in enumerate(rows, start=1):
            for place, head in enumerate(COLUMNS):
                sheet.write_string(line, place, str(_guarded(row.get(head, ""))))
        sheet.data_validation(
            1, len(COLUMNS) - 1, max(len(rows), 1), len(COLUMNS) - 1,
            {"validate": "list", "source": list(SUGGESTED), "error_type": "information"},
        )  # fmt: skip
        sheet.freeze_panes(1, 0)
