"""``standout rivals``: who they are, and a sheet to fill by looking around."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from standout.cli._shared import FOLDER, folder_argument, json_option, print_columns, print_json
from standout.errors import UsageError
from standout.words import say


@click.command("rivals", help=say("cli.help.rivals"))
@folder_argument
@click.option("--sheet", type=FOLDER, help=say("cli.help.sheet"))
@click.option("--items", default="", help=say("cli.help.items"))
@click.option("--add", "more", default="", help=say("cli.help.rivals_add"))
@click.option("--same", multiple=True, metavar="SPELLING=NAME", help=say("cli.help.same"))
@json_option
def COMMAND(  # noqa: N802 - the name a folder's files offer theirs by
    folder: Path, sheet: Path | None, items: str, more: str, same: tuple[str, ...], as_json: bool
) -> None:
    """Do what was asked; with nothing asked, list the rivals and what is held about each."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    workspace = Workspace(folder)
    if more:
        workspace.name_rivals(_split(more))
    for pair in same:
        if "=" not in pair:
            raise UsageError(say("cli.wrong_same", given=pair))
        workspace.join(*pair.split("=", 1))
    if sheet:
        written = workspace.write_sheet(sheet, _split(items))
        command = shlex.join(["standout", "add", str(folder), str(written)])
        click.echo(say("cli.sheet_done", file=str(written), command=command))
        return
    rows = workspace.rivals()
    if as_json:
        print_json({"rivals": rows})
    elif not rows:
        click.echo(say("cli.no_rivals", folder=shlex.quote(str(folder))))
    else:
        heads = [say(f"cli.rival_head.{name}") for name in rows[0]]
        print_columns([heads, *([_cell(value) for value in row.values()] for row in rows)])


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _cell(value: object) -> object:
    return say("cli.yes" if value else "cli.no") if isinstance(value, bool) else value
