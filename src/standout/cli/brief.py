"""``standout brief``: the one page."""

from __future__ import annotations

from pathlib import Path

import click

from standout.cli._shared import FOLDER, folder_argument, json_option, print_json, progress
from standout.words import say


@click.command("brief", help=say("cli.help.brief"))
@folder_argument
@click.option("--out", type=FOLDER, help=say("cli.help.out"))
@json_option
def COMMAND(folder: Path, out: Path | None, as_json: bool) -> None:  # noqa: N802 - offered by this name
    """Write the brief and say where it is and how it starts."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    with progress(say("cli.writing_brief")):
        path, headline = Workspace(folder).brief(out)
    if as_json:
        print_json({"path": str(path), "headline": headline})
        return
    click.echo(headline)
    click.echo(say("cli.wrote", file=str(path)))
