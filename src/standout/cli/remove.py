"""``standout remove``: take an import back."""

from __future__ import annotations

from pathlib import Path

import click

from standout.cli._shared import folder_argument, json_option, print_json
from standout.words import say


@click.command("remove", help=say("cli.help.remove"))
@folder_argument
@click.argument("files", nargs=-1, required=True)
@json_option
def COMMAND(folder: Path, files: tuple[str, ...], as_json: bool) -> None:  # noqa: N802 - offered by this name
    """Take each file back, and say how many rows went."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    workspace = Workspace(folder)
    gone = {file: workspace.remove(file) for file in files}
    if as_json:
        print_json({"removed": gone})
        return
    for file, rows in gone.items():
        click.echo(say("cli.removed", file=file, rows=rows))
