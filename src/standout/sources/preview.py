"""What a file will be read as, for people: each column and why, five rows as read, what to look at twice."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from standout.sources.consent_words import BARRED, GIVEN, UNKNOWN, WITHDRAWN, state
from standout.sources.dates import DateReading, dates, day_of
from standout.sources.figures import FigureReading, figure, missing
from standout.sources.parse import NOT_MARKED
from standout.sources.profile import whole_sample
from standout.sources.scales import stars
from standout.sources.settle import Cells, cells
from standout.sources.source import Field, Mapping, Raw
from standout.sources.targets import TRUE_WORDS
from standout.words import marked, say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS = 5
_STATES = {
    GIVEN: "mapper.agreed",
    WITHDRAWN: "mapper.said_no",
    BARRED: "mapper.left_alone",
    UNKNOWN: "mapper.not_asked",
}
_CUT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is shown before anything is stored.

    Attributes
    ----------
    columns : tuple of (column, what it is, why)
        Those that are used, in the file's order.
    left : tuple of (column, why)
        Those that are not.
    head, rows
        The first rows as they will be read: what each cell is, and the cells in words.
    asks, warnings : tuple of str
        What only the owner can tell, with what to write; what to look at twice, with counts.

    """

    columns: tuple[tuple[str, str, str], ...]
    left: tuple[tuple[str, str], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    asks: tuple[str, ...]
    warnings: tuple[str, ...]

    def lines(self) -> list[str]:
        """Give it line by line, as a terminal shows it."""
        shown = [say("mapper.column_line", column=c, what=what, why=why) for c, what, why in self.columns]
        reasons: dict[str, list[str]] = {}
        for column, why in self.left:
            reasons.setdefault(why, []).append(column)
        shown += [say("mapper.left_line", columns=names, why=why) for why, names in reasons.items()]
        if self.rows:
            shown.append(say("mapper.rows_head"))
        for row in self.rows:
            shown.append("  " + "; ".join(f"{head}: {cell}" for head, cell in zip(self.head, row, strict=True) if cell))
        return [*shown, *self.warnings, *self.asks]


def preview(raw: Raw, mapping: Mapping, connection: DuckDBPyConnection | None, today: date | None = None) -> Preview:
    """Give what a file will be read as.

    Parameters
    ----------
    raw : Raw
        The file as it stands.
    mapping : Mapping
        From a named format or the mapper.
    connection : DuckDBPyConnection or None
        Where its relation is; None looks at the sample only.
    today : date, optional
        The day after which dates are future.

    """
    today = today or datetime.now(UTC).date()
    raw = whole_sample(raw, connection)
    used = [field for field in mapping.fields if field.target != "ignore"]
    parting = [field.only_when[0] for field in used if field.only_when]
    held = {column: cells(raw, column) for column in [*(field.column for field in used), *parting]}
    readings = {f.column: dates(held[f.column], today, default=f.dayfirst) for f in used if f.kind == "date"}
    rows = range(min(ROWS, len(raw.sample)))
    return Preview(
        columns=tuple((f.column, what(f), why(f)) for f in used),
        left=tuple((f.column, why(f)) for f in mapping.fields if f.target == "ignore"),
        head=tuple(f.label or say(f"mapper.what.{f.target}") for f in used),
        rows=tuple(tuple(_cell(f, held, i, readings.get(f.column)) for f in used) for i in rows),
        asks=tuple(ask for f in used if (ask := _ask(f))),
        warnings=tuple(_warnings(used, readings)),
    )


def what(field: Field) -> str:
    """Give what a column is, in words: ``comfort, a score from 1 to 5``."""
    said = say(f"mapper.what.{field.target}")
    if field.target in ("aspect", "overall") and field.scale:
        said = say(
            "mapper.what_score",
            label=field.label,
            low=marked(f"{field.scale[0]:g}"),
            high=marked(f"{field.scale[1]:g}"),
        )
    elif field.target == "descriptor":
        said = say("mapper.what_descriptor", label=field.label)
    if field.zero_is_missing:
        said = say("mapper.what_zero", what=said)
    if field.only_when:
        said = say(f"mapper.what_{field.only_when[1]}", what=said, by=field.only_when[0])
    return say("mapper.what_barred", what=said) if field.barred else said


def why(field: Field) -> str:
    """Give why a column is taken for what it is, in words."""
    return say(field.evidence or "mapper.why.format", **field.evidence_values)


def _cell(field: Field, held: MappingOf[str, Cells], row: int, reading: DateReading | None) -> str:
    """Give one cell as it will be read; "" where it is empty or on the other half of a column of two scales."""
    text = held[field.column][row]
    if field.kind == "flag" and field.target == "descriptor":
        return say("loading.yes" if (text or "").strip().lower() in TRUE_WORDS else "loading.no")
    if text is None or missing(text):
        return ""
    if field.only_when:
        filled = not missing(held[field.only_when[0]][row])
        if filled != (field.only_when[1] == "filled"):
            return ""
    if field.kind in ("consent", "refusal"):
        said = state(text, refusal=field.kind == "refusal")
        return say(_STATES[said]) if said else ""
    if field.kind == "mark":
        return say("mapper.not_happened" if _no(text) else "mapper.happened")
    if field.kind == "date":
        day = day_of(text, reading) if reading else None
        return say("mapper.day", day=day) if day else say("mapper.unread", text=text)
    if field.kind in ("score", "stars", "money", "number"):
        return _number(field, text)
    return text if len(text) <= _CUT else f"{text[:_CUT].rstrip()}…"


def _no(text: str) -> bool:
    """Tell whether a mark says no: in a word, or with a nought."""
    word = text.strip().lower()
    return word in NOT_MARKED or word.strip("0.,") == ""


def _number(field: Field, text: str) -> str:
    said = stars(text)
    reading = FigureReading(
        decimal=field.decimal, thousands=field.thousands, currency=field.currency, sign="", percent=False, read=1, of=1
    )  # fmt: skip
    value = said[0] if said else figure(text, reading)
    if value is None:
        return say("mapper.unread", text=text)
    if field.zero_is_missing and value == 0:
        return say("mapper.not_rated")
    return marked(f"{value:.2f} {field.currency}".strip() if field.kind == "money" else f"{value:g}")


def _ask(field: Field) -> str:
    if field.kind != "date" or not field.evidence.startswith("mapper.why.open"):
        return ""
    other = "monthfirst" if field.dayfirst else "dayfirst"
    return say(f"mapper.ask_{other}", column=field.column, option=f"{field.target}={field.column}:{other}")


def _warnings(used: list[Field], readings: MappingOf[str, DateReading | None]) -> list[str]:
    found = []
    for field in used:
        reading = readings.get(field.column)
        if reading is None:
            continue
        if reading.epoch:
            found.append(say("mapper.warn_epoch", column=field.column, rows=reading.epoch))
        if reading.future:
            found.append(say("mapper.warn_future", column=field.column, rows=reading.future))
        if reading.read < reading.of:
            found.append(say("mapper.warn_unread", column=field.column, rows=reading.of - reading.read))
    return found
