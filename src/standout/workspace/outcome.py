"""What a caller says of the files it adds, and what came of each: in words, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import Any

from standout.words import say

SHOWN_REJECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the caller said about the files."""

    business: str = ""
    as_table: str = ""
    maps: MappingOf[str, str] = field(default_factory=dict)


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
