"""What a caller says of the files it adds, and what came of each: in words, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout.words import say

if TYPE_CHECKING:
    from standout.sources.given import Told as Column

SHOWN_REJECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the caller said about the files.

    Attributes
    ----------
    business : str
        Whose the rows are, where no column says so.
    as_table : str
        The table a file fills, or the format it is in.
    maps : mapping
        What a column is, as ``--map`` takes it.
    by_hand : bool
        Whether its columns are looked at anew though it is in a format we know by name.
    leave_out : bool
        Whether it is not wanted.
    tables : mapping of str to Told
        What was said of one table alone, by its name inside the file; it stands instead of the rest.

    """

    business: str = ""
    as_table: str = ""
    maps: MappingOf[str, str | Column] = field(default_factory=dict)
    by_hand: bool = False
    leave_out: bool = False
    tables: MappingOf[str, Told] = field(default_factory=dict)

    def of(self, member: str) -> Told:
        """Give what was said of a table, by its name inside the file."""
        return self.tables.get(member, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """A file that lies where it is only until it is decided on: the name to keep it by, and a place to work in."""

    name: str
    workplace: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one table in one file."""

    path: str
    source: str = ""
    what: str = ""
    table: str = ""
    records: int = 0
    loaded: int = 0
    rejected: int = 0
    known: int = 0
    stored: bool = False
    waiting: bool = False  # mapped by guess and not accepted yet
    skipped: str = ""  # why it was left out, in words
    preview: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what the caller should know besides
    rejects: tuple[tuple[int, str], ...] = ()  # line, and why in words
    spellings: tuple[str, ...] = ()
    alike: tuple[tuple[str, str], ...] = ()  # a name that was read, and one the owner wrote that may be the same

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``add --json`` prints it."""
        names = ("path", "source", "table", "records", "loaded", "rejected", "known", "stored")
        said = {name: getattr(self, name) for name in names}
        return {
            **said, "rows": self.records, "left_out": self.skipped or None, "waiting": self.waiting,
            "proposal": list(self.preview), "notes": list(self.notes),
            "rejects": [{"line": line, "reason": why} for line, why in self.rejects],
        }  # fmt: skip

    @property
    def useless(self) -> bool:
        """Whether it was read and not one of its rows could be used."""
        return self.stored and self.records > 0 and not self.loaded and not self.known

    def lines(self) -> list[str]:
        """Give it in words, a line each."""
        if self.skipped:
            return [say("workspace.skipped", file=self.path, why=self.skipped)]
        key = "workspace.outcome" if self.stored else "workspace.would"
        figures = {name: getattr(self, name) for name in ("records", "loaded", "rejected", "known")}
        turned = [
            f"  {say('workspace.reject_line', line=line, reason=why)}" for line, why in self.rejects[:SHOWN_REJECTS]
        ]
        if self.rejected > len(turned) and turned:
            turned.append(f"  {say('workspace.reject_more', n=self.rejected - len(turned))}")
        return [
            say(key, file=self.path, what=self.what, **figures),
            *(f"  {line}" for line in self.notes),
            *(f"  {line}" for line in self.preview),
            *turned,
            *([f"  {say('workspace.no_rows_used')}"] if self.useless else []),
            *(f"  {line}" for line in self.spellings),
        ]
