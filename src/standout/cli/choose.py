"""``standout choose``: whom to tell first, from a file of who may tell whom."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standout.cli._shared import F, json_option, print_columns, print_json, progress
from standout.errors import UsageError
from standout.words import say

if TYPE_CHECKING:
    from standout.workspace.choice import Choice

FILE = click.Path(path_type=Path)
MEGABYTE = 1_000_000


def _option(name: str, kind: Any = None, **more: Any) -> Callable[[F], F]:
    """Give an option whose help stands under its own name."""
    return click.option(f"--{name}", type=kind, help=say(f"choose.help.{name.replace('-', '_')}"), **more)


@click.command("choose", help=say("choose.help.command"))
@click.argument("edges", type=FILE)
@_option("k", int)
@_option("costs", FILE)
@_option("budget", float)
@_option("values", FILE)
@_option("exclude", FILE)
@_option("groups", FILE)
@_option("floor", multiple=True, metavar="GROUP=N")
@_option("rivals", FILE)
@_option("hops", int)
@_option("model", click.Choice(["ic", "lt"]), default="ic", show_default=True)
@_option("p", float)
@_option("probability", metavar="COLUMN")
@_option("ratio", float, default=0.9, show_default=True)
@_option("eps", float)
@_option("seconds", float)
@_option("memory", float)
@_option("seed", int, default=0, show_default=True)
@_option("threads", int, default=2, show_default=True)
@_option("out", FILE)
@json_option
def COMMAND(  # noqa: N802, PLR0913 - the name a folder's files offer theirs by; click hands over each option
    edges: Path,
    k: int | None,
    costs: Path | None,
    values: Path | None,
    exclude: Path | None,
    groups: Path | None,
    floor: tuple[str, ...],
    rivals: Path | None,
    p: float | None,
    probability: str | None,
    memory: float | None,
    out: Path | None,
    as_json: bool,
    **asked: Any,
) -> None:
    """Read the file, choose, print the table and what it is worth."""
    from standout.workspace.choosing import of_rows  # noqa: PLC0415 - heavy
    from standout.workspace.tie_rows import of_file  # noqa: PLC0415 - heavy

    if p is not None and probability is not None:
        raise UsageError(say("choose.both_chances"))
    floors = dict(_floor(one) for one in floor)
    if out:
        _apart(out, (edges, costs, values, exclude, groups, rivals))
    rows = of_file(edges, probability, ids_only=p is not None)
    with progress(say("choose.under_way")):
        choice = of_rows(
            rows, p, k, costs=_beside(costs, 2), values=_beside(values, 2), groups=_beside(groups, 2), floors=floors,
            exclude=_beside(exclude, 1), rivals=_beside(rivals, 1),
            memory=None if memory is None else memory * MEGABYTE, **asked,
        )  # fmt: skip
    if out:
        _write(choice, out)
    if as_json:
        print_json({**choice.to_dict(), "out": str(out) if out else None})
        return
    _print(choice)
    if out:
        click.echo(say("choose.out", file=str(out)))


def _floor(given: str) -> tuple[str, int]:
    name, _, least = given.rpartition("=")
    if not name or not least.strip().isdecimal():
        raise UsageError(say("choose.floor_form", given=given))
    return name.strip(), int(least)


def _apart(out: Path, read: Iterable[Path | None]) -> None:
    """See that the answer isn't written over a file it is made from."""
    for path in read:
        if path and (path.resolve() == out.resolve() or (path.exists() and out.exists() and path.samefile(out))):
            raise UsageError(say("choose.out_over", file=str(out)))


def _beside(path: Path | None, columns: int) -> Any:
    """Give a file of people: ids, and what belongs to each where that is a column more."""
    from standout.workspace.tie_rows import table_of  # noqa: PLC0415 - heavy

    return None if path is None else table_of(path, columns)


def _print(choice: Choice) -> None:
    from standout.workspace.choice import about  # noqa: PLC0415 - heavy

    head = [say(f"choose.head.{name}") for name in ("place", "person", "adds", "only")]
    rows = zip(choice.people, choice.adds, choice.only, strict=True)
    print_columns([head, *((at, str(who), about(adds), about(only)) for at, (who, adds, only) in enumerate(rows, 1))])
    click.echo(say("choose.head.note"))
    click.echo(choice.text)


def _write(choice: Choice, out: Path) -> None:
    from standout.tables.spreadsheet import cell  # noqa: PLC0415 - only where a file is written

    table = choice.table
    with out.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(table.column_names)
        held = zip(*(column.to_pylist() for column in table.columns), strict=True)
        rows.writerows([cell(value) for value in row] for row in held)
