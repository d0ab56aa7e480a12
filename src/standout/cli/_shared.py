"""What several commands share: arguments, JSON, aligned columns, progress on a terminal."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from standout.words import count, say, speaking

F = TypeVar("F", bound=Callable[..., Any])
FOLDER = click.Path(path_type=Path)


def folder_argument(command: F) -> F:
    """Add the argument every command on a workspace takes first; from there on its language is spoken."""
    return click.argument("folder", type=FOLDER, callback=_spoken)(command)


def _spoken(ctx: click.Context, _parameter: click.Parameter, folder: Path) -> Path:
    speak(ctx, folder)
    return folder


def speak(ctx: click.Context, folder: Path) -> None:
    """Speak a workspace's language until the command is done."""
    from standout.workspace.config import spoken  # noqa: PLC0415 - not where only help is asked for

    ctx.with_resource(speaking(spoken(folder)))


def json_option(command: F) -> F:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help=say("cli.help.json"))(command)


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def print_columns(rows: Sequence[Sequence[object]], *, indent: str = "  ") -> None:
    """Print rows in aligned columns; figures to the right, the last column as long as it is."""
    cells = [[count(cell) if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    widths = [max((len(row[i]) for row in cells), default=0) for i in range(len(cells[0]) if cells else 0)]
    right = [all(isinstance(row[i], int) for row in rows[1:] or rows) for i in range(len(widths))]
    for row in cells:
        put = [c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)]
        click.echo(indent + "  ".join(put).rstrip())


class Day(click.ParamType[date]):
    """A day, as ``2027-02-20``."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Give the day, or an error that says how to write one."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(say("cli.wrong_day", given=str(value)), param, ctx)


def here(text: str, folder: Path) -> str:
    """Give a sentence whose commands name this workspace instead of the one of the examples."""
    return re.sub(r"\bmybiz\b", lambda _: shlex.quote(str(folder)), text)


@contextmanager
def progress(label: str) -> Iterator[None]:
    """Show that something is under way, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only where there is a terminal to show it on

    with Console(stderr=True).status(label):
        yield


def today() -> date:
    """Give the day it is here; nothing below the command line asks for it."""
    return datetime.now().astimezone().date()
