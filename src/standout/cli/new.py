"""``standout new``: make a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from standout.cli._shared import folder_argument
from standout.words import say


@click.command("new", help=say("cli.help.new"))
@folder_argument
@click.option("--ours", required=True, help=say("cli.help.ours"))
@click.option("--rivals", default="", help=say("cli.help.new_rivals"))
def COMMAND(folder: Path, ours: str, rivals: str) -> None:  # noqa: N802 - the name a folder's files offer theirs by
    """Make the folder and say what to do next."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    named = [name.strip() for name in rivals.split(",") if name.strip()]
    Workspace.new(folder, ours=ours, rivals=named)
    click.echo(say("cli.new_done", folder=str(folder)))
