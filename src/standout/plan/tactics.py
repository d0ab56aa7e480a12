"""Tactics: what an owner can do in an hour or less, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Tactic:
    """One row of ``tactics.toml``; what its fields mean is written there."""

    name: str
    objectives: tuple[str, ...]
    strategies: tuple[str, ...]
    minutes: int
    measure: str
    days: int
    again_after: int
    minutes_each: int = 0
    cost: int = 0
    cost_each: int = 0
    people: int = 0
    pieces: int = 0
    channels: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def takes(self, many: int) -> int:
        """Give the minutes it takes with so many people or pieces.

        Examples
        --------
        >>> tactics()["tell_in_person"].takes(3)
        20

        """
        return self.minutes + many * self.minutes_each

    def costs(self, many: int) -> int:
        """Give the money it takes with so many people or pieces, in minor units."""
        return self.cost + many * self.cost_each


@cache
def tactics() -> Mapping[str, Tactic]:
    """Give every tactic by name, in the order of the file."""
    said = tomllib.loads((files(__package__) / "tactics.toml").read_text(encoding="utf-8"))
    return {row["name"]: _tactic(row) for row in said["tactic"]}


def _tactic(row: Mapping[str, Any]) -> Tactic:
    read: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Tactic(**read)
