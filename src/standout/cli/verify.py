"""``standout verify``: does a brief still follow from its files?"""

from __future__ import annotations

from pathlib import Path

import click

from standout.cli._shared import FOLDER, json_option, print_json, progress
from standout.words import say


@click.command("verify", help=say("cli.help.verify"))
@click.argument("brief", type=FOLDER)
@click.option("--workspace", "folder", type=FOLDER, help=say("cli.help.workspace"))
@json_option
def COMMAND(brief: Path, folder: Path | None, as_json: bool) -> None:  # noqa: N802 - offered by this name
    """Make every figure again and say whether the page shows the same."""
    from standout.workspace.briefing import verify  # noqa: PLC0415 - heavy

    with progress(say("cli.verifying")):
        same = verify(brief, folder)
    if as_json:
        print_json(same)
    else:
        click.echo(say("cli.verified", **same))
