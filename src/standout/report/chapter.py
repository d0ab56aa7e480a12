"""What a report is made of: one chapter for each question, and what was read to answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.report.brand import Brand

if TYPE_CHECKING:
    import pyarrow as pa

    from standout.charts.chart import Picture
    from standout.finding import Evidence, Finding
    from standout.plan.play import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One question answered: its findings, most useful first, its table and its pictures.

    ``what_if`` holds for each finding the sums that tell what more reviews could change, None where none can.
    """

    question: str
    asks: str
    findings: Sequence[Finding]
    table: pa.Table
    pictures: Sequence[Picture]
    evidence: Evidence
    fingerprint: str
    what_if: Sequence[Mapping[str, Any] | None] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One file that was added: ``records == loaded + rejected + known``."""

    path: str
    source: str
    table: str
    records: int
    loaded: int
    rejected: int
    known: int
    sha256: str
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held of one table: rows, sources, oldest and newest date."""

    table: str
    rows: int
    sources: tuple[str, ...]
    oldest: date | None
    newest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What was read, what is held, what was turned away."""

    files: Sequence[FileRead]
    held: Sequence[Held]
    rejects: Sequence[Mapping[str, Any]]  # path, member, line, reason (in words), text


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything a brief shows.

    ``banner`` stands on top of every page, for the made-up town.  ``check`` is the command that checks this
    page; left out, the one for a page beside its workspace.  ``week`` is what to do this week, where it was planned.
    ``warning`` stands in its place where plans were changed after they were made.  ``brand`` is what is the owner's
    own; ``long`` has everything printed, and not the first page alone.
    """

    business: str
    rivals: Sequence[str]
    chapters: Sequence[Chapter]
    inventory: Inventory
    as_of: date | None
    version: str
    banner: str = ""
    check: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    week: Week | None = None
    warning: str = ""
    brand: Brand = field(default_factory=Brand)
    long: bool = False
