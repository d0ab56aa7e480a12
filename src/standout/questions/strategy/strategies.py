"""Strategies: the five, and the signals in customers' behaviour that speak for each.

Reads    strategies.toml, whose head says what each field means
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from standout.words import say

OBJECTIVES = ("reach", "sell", "save", "learn", "launch")


@dataclass(frozen=True, slots=True)
class Signal:
    """Something customers do that can be counted, and the strategy it speaks for."""

    name: str
    strategy: str
    kind: str
    usual: float
    anchor: str
    weight: float
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Strategy:
    """One of the five: the behaviour it serves, hours a week it takes, and how far it serves each objective."""

    name: str
    behaviour: str
    hours: float
    fits: Mapping[str, int] = field(hash=False)
    signals: tuple[Signal, ...] = ()

    @property
    def title(self) -> str:
        """Its name as a heading."""
        return say(f"strategy.name.{self.name}")


@cache
def strategies() -> tuple[Strategy, ...]:
    """Give the five, with their signals.

    Examples
    --------
    >>> [one.name for one in strategies()]
    ['access', 'engage', 'customize', 'connect', 'collaborate']

    """
    held = tomllib.loads((files(__package__) / "strategies.toml").read_text(encoding="utf-8"))
    signals = [_signal(row) for row in held["signal"]]
    return tuple(
        Strategy(**row, signals=tuple(signal for signal in signals if signal.strategy == row["name"]))
        for row in held["strategy"]
    )


def _signal(row: Mapping[str, Any]) -> Signal:
    return Signal(**{**row, "pattern": "".join(row.get("pattern", ()))})


def strategy(name: str) -> Strategy:
    """Give one of the five by its name."""
    return next(one for one in strategies() if one.name == name)
