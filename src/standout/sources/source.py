"""What a source, a mapping and a raw file are: the three values an import is made of.

``reading.open_file`` gives :class:`Raw` (records as text, nothing interpreted); a named source or the
mapper gives a :class:`Mapping` (which column is what, and how to read it); ``loading.load`` puts the two
together into Parquet parts and rejects.  A named source is only a mapping with a name.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a text file is laid out; enough to read it with nothing left to guess."""

    delimiter: str = ","
    quote: str = '"'  # empty where nothing is quoted
    escape: str = '"'  # what stands before a quote inside a quoted cell
    encoding: str = "utf-8"
    preamble: int = 0  # lines before the header
    header: bool = True
    skip_spaces: bool = False  # whether spaces may stand before an opening quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A record that was not loaded: where it stands, why (a key of ``words``, and its values), what it says."""

    line: int
    reason: str  # key under [reject] in words, such as "future_date"
    column: str = ""
    text: str = ""  # the record as it stands, cut at 300 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A table of records as they stand in a file, every cell text or empty.

    ``relation`` is the DuckDB table in the reading connection that holds them: columns ``c0..cn`` (VARCHAR,
    empty cells null) in the order of ``columns``, and ``line`` (BIGINT, the line in the file, or the record's
    number where a format has no lines).  ``records`` counts every record after header and preamble,
    broken ones too: ``records == rows in relation + len(rejects)``.
    """

    path: Path  # the file the user named
    member: str = ""  # inside a zip, or the sheet of a workbook
    format: str = "csv"  # csv, xlsx, json, jsonl, parquet, vcard, mbox, chat
    sha256: str = ""  # of the file as it stands
    dialect: Dialect | None = None
    preamble: tuple[str, ...] = ()  # the lines before the header
    columns: tuple[str, ...] = ()  # header as written, made unique
    records: int = 0
    rejects: tuple[Reject, ...] = ()
    relation: str = ""
    sample: tuple[tuple[str | None, ...], ...] = ()  # the first records, at most 2,000, spread for large files


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a file: what it is, and how to read it.

    ``kind`` is text, date, score, stars, money, number, category, flag, mark or ignore: the parser in ``parse``;
    the options are its arguments.  The kinds consent and refusal are read by ``consent_words``.

    ``target`` is a column of the table (``business``, ``reviewed_at``, ``text``, ``reviewer``, ``order_id``,
    ...), or ``aspect`` / ``descriptor`` / ``overall`` with ``label``; ``evidence`` tells why, for the preview
    (key under [mapper] in words, and its values).
    """

    column: str  # header as written
    target: str
    kind: str = "text"
    label: str = ""  # for an aspect or descriptor
    scale: tuple[float, float] | None = None
    zero_is_missing: bool = False
    dayfirst: bool | None = None
    date_format: str = ""  # strptime form, or "epoch_s", "epoch_ms", "iso"
    decimal: str = "."
    thousands: str = ""
    currency: str = ""
    addressable: str = "before"  # descriptors: before, after, never
    barred: str = ""  # imputed, mixed_scales
    only_when: tuple[str, str] | None = None  # (column, "blank" | "filled"): the half of a column of two scales
    evidence: str = ""
    evidence_values: MappingOf[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What a file is: the table it fills and what each column is."""

    source: str  # the named source, or "mapped"
    table: str  # reviews, orders, people, facts, sends, claims, adoptions, ties, marks
    fields: tuple[Field, ...]
    business: str = ""  # whose every row is, where no column says so
    confidence: float = 1.0  # 0..1: how sure the match is
    fill_down: tuple[str, ...] = ()  # columns whose blanks repeat the record above, within ``fill_key``
    fill_key: str = ""
    constants: MappingOf[str, Any] = field(default_factory=dict)  # e.g. {"currency": "GBP", "evidence": "linkedin"}

    def with_business(self, name: str) -> Mapping:
        """Give the same mapping for a file that is all about one business."""
        return replace(self, business=name, fields=tuple(f for f in self.fields if f.target != "business"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An export format by name.

    ``headers`` are matched whatever their order, case, spaces and punctuation; ``required`` must all be
    there.  ``mapping`` is ``"module:function"`` inside ``sources``, called with the :class:`Raw`, or None to
    use ``fields`` as they are.  ``sample`` is a made-up file under the exact header in ``sources/samples``.
    """

    name: str
    label: str
    table: str
    headers: tuple[str, ...]
    required: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    sample: str = ""
    mapping: str = ""
    path_hint: str = ""  # part of the usual file name, adds to the confidence
    formats: tuple[str, ...] = ()  # the only formats it comes in, as in :class:`Raw`; any where none is named
    paths: tuple[str, ...] = ()  # its file's own name fits one of these patterns, where headers alone say too little
    left_out: tuple[str, ...] = ()  # names of files with the same headers that mean something else; never read
    own_place: bool = False  # it only ever holds the owner's own rows, so no column says whose they are
    constants: MappingOf[str, Any] = field(default_factory=dict)
    fill_down: tuple[str, ...] = ()
    fill_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A Parquet file just written for one table, not yet part of the workspace."""

    table: str
    file: Path
    rows: int
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What came of one raw table: parts, rejects and counts; ``records = loaded + rejected + known``."""

    parts: tuple[Part, ...]
    rejects: tuple[Reject, ...]
    records: int
    loaded: int
    known: int
    businesses: MappingOf[int, str]  # business_id -> name as first read
    columns: tuple[MappingOf[str, Any], ...] = ()  # rows for the ``columns`` table
    newest: Any = None  # newest date in it, a ``date``
    oldest: Any = None
    notes: tuple[str, ...] = ()  # what the owner should know of what was read, in words

    def without_words(self) -> Loaded:
        """Give the same with the line and the reason alone of what was turned away: its words may name somebody."""
        return replace(self, rejects=tuple(replace(reject, text="") for reject in self.rejects))
