"""``standout verify``: does a brief or a card still follow from what it was made of?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from standout.cli._shared import FOLDER, json_option, print_json, progress, today
from standout.words import say

LATE = 1
"""The exit code of a card that is right and out of date."""


@click.command("verify", help=say("cli.help.verify"))
@click.argument("brief", type=FOLDER)
@click.option("--workspace", "folder", type=FOLDER, help=say("cli.help.workspace"))
@json_option
def COMMAND(brief: Path, folder: Path | None, as_json: bool) -> None:  # noqa: N802 - offered by this name
    """Make every figure again and say whether the page shows the same."""
    from standout.workspace.briefing import verify  # noqa: PLC0415 - heavy

    with progress(say("cli.verifying")):
        same = verify(brief, folder, today())
    if as_json:
        print_json(same)
    elif same["kind"] == "brief":
        click.echo(say("cli.verified", **same))
    else:
        print_card(same)
    if same.get("stale"):
        click.get_current_context().exit(LATE)


def print_card(same: Mapping[str, Any]) -> None:
    """Say that a card holds, and whether its day is past."""
    click.echo(say("card.holds_public" if same["kind"] != "card" else "card.holds", **same))
    if not same["words"]:
        click.echo(say("card.same_words"))
    if same["stale"]:
        click.echo(say("card.late" if same["until"] else "card.undated_now", **same))
