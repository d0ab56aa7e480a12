"""How ``ask --backtest`` prints what came of the claims of the past."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standout.cli._shared import print_columns, print_json
from standout.words import marked, say

if TYPE_CHECKING:
    from standout.workspace.backtest import Backtest

COLUMNS = ("claims", "still", "fresh", "above", "compared", "turned", "lead", "lead_fair", "lead_since")


def print_backtest(found: Backtest, written: Sequence[Path], *, as_json: bool) -> None:
    """Print the table of what was looked at again, its sentence, and which files were written."""
    if as_json:
        print_json(found.to_dict())
        return
    rows = [row for row in found.summary() if row["claims"]]
    shown = [name for name in COLUMNS if name != "lead_fair" or any(row[name] is not None for row in rows)]
    if rows:
        head = [
            say("backtest.head.said"),
            say("backtest.head.later"),
            *(say(f"backtest.head.{name}") for name in shown),
        ]
        print_columns([head, *(_row(row, shown) for row in rows)])
        click.echo()
    click.echo(found.sentence)
    click.echo(say("backtest.facts"))
    for path in written:
        click.echo(say("cli.wrote", file=str(path)))


def _row(row: dict[str, Any], shown: list[str]) -> list[object]:
    later = say("backtest.head.after", n=row["quarters"])
    return [say(f"backtest.said.{row['verdict']}"), later, *(_cell(row[name]) for name in shown)]


def _cell(value: float | None) -> object:
    return "–" if value is None else value if isinstance(value, int) else marked(f"{value:.2f}")
