"""``standout add``: read files into a workspace, saying what each is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standout.cli._shared import FOLDER, folder_argument, json_option, print_json, progress
from standout.errors import DataError, UsageError
from standout.words import say

if TYPE_CHECKING:
    from standout.workspace.outcome import Outcome

STORED, NOT_STORED = 0, 1


@click.command("add", help=say("cli.help.add"))
@folder_argument
@click.argument("files", nargs=-1, required=True, type=FOLDER)
@click.option("--business", default="", help=say("cli.help.business"))
@click.option("--as", "as_table", default="", help=say("cli.help.as"))
@click.option("--map", "maps", multiple=True, metavar="WHAT=COLUMN", help=say("cli.help.map"))
@click.option("--dry-run", is_flag=True, help=say("cli.help.dry_run"))
@click.option("--yes", is_flag=True, help=say("cli.help.yes"))
@json_option
def COMMAND(  # noqa: N802 - the name a folder's files offer theirs by
    folder: Path,
    files: tuple[Path, ...],
    business: str,
    as_table: str,
    maps: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Add each file; ask before storing what was mapped by guess, where there is somebody to ask."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy
    from standout.workspace.outcome import Outcome  # noqa: PLC0415 - as above

    workspace = Workspace(folder)
    told = {"business": business, "as_table": as_table, "maps": _pairs(maps)}
    outcomes: list[Outcome] = []
    refused = 0
    for file in files:
        try:
            with progress(say("cli.reading", file=file.name)):
                found = workspace.add([file], **told, dry_run=dry_run, yes=yes)  # type: ignore[arg-type]
        except DataError as error:  # one file that can't be used keeps no other out
            refused += 1
            outcomes.append(Outcome(path=str(file), skipped=str(error)))
            click.echo(str(error), err=True)
            continue
        if not as_json:
            _print(found)
        asks = not dry_run and any(one.waiting for one in found) and sys.stdin.isatty() and not as_json
        if asks and click.confirm(say("cli.store")):
            found = workspace.add([file], **told, yes=True)  # type: ignore[arg-type]
            _print(found)
        outcomes += found
    if as_json:
        print_json({"files": [one.to_dict() for one in outcomes]})
    elif not dry_run and any(one.waiting for one in outcomes):
        click.echo(say("cli.not_stored"), err=True)
    waiting = not dry_run and any(one.waiting or one.useless for one in outcomes)
    return NOT_STORED if refused or waiting else STORED


def _pairs(maps: tuple[str, ...]) -> dict[str, str]:
    wrong = [pair for pair in maps if "=" not in pair]
    if wrong:
        raise UsageError(say("cli.wrong_map", given=wrong[0]))
    return dict(pair.split("=", 1) for pair in maps)


def _print(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        for line in outcome.lines():
            click.echo(line)
