"""``standout verify``: does a brief or a card still follow from what it was made of?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from standout.cli._shared import FOLDER, json_option, print_json, progress, speak, today
from standout.errors import UsageError
from standout.words import say

LATE = 1
"""The exit code of a card that is right and out of date."""


@click.command("verify", help=say("cli.help.verify"))
@click.argument("brief", type=FOLDER)
@click.option("--workspace", "folder", type=FOLDER, help=say("cli.help.workspace"))
@click.option("--reread", is_flag=True, help=say("read.help.reread"))
@click.option("--reread-all", is_flag=True, help=say("read.help.reread_all"))
@json_option
def COMMAND(brief: Path, folder: Path | None, reread: bool, reread_all: bool, as_json: bool) -> None:  # noqa: N802 - offered by this name
    """Make every figure again and say whether the page shows the same."""
    from standout.workspace.briefing import verify  # noqa: PLC0415 - heavy

    speak(click.get_current_context(), folder or brief.resolve().parent)
    with progress(say("cli.verifying")):
        same = verify(brief, folder, today())
        again = _reread(brief, folder, every=reread_all) if reread or reread_all else None
    if again is not None:
        same["reread"] = again
    if as_json:
        print_json(same)
    elif same["kind"] == "brief":
        click.echo(say("cli.verified", **same))
        if same["own"]:
            click.echo(same["own"])
    else:
        print_card(same)
    if again is not None and not as_json:
        click.echo(say("read.again", n=again) if again else say("read.again_nothing"))
    if same.get("stale"):
        click.get_current_context().exit(LATE)


def _reread(brief: Path, folder: Path | None, *, every: bool) -> int:
    """Read words of the page's workspace again; give how many reviews."""
    from standout.workspace import Workspace, rereading  # noqa: PLC0415 - heavy

    home = folder or brief.resolve().parent
    if not Workspace.there(home):
        raise UsageError(say("read.again_where"))
    return rereading.reread(Workspace(home), 0 if every else rereading.MOST)


def print_card(same: Mapping[str, Any]) -> None:
    """Say that a card holds, and whether its day is past."""
    click.echo(say("card.holds_public" if same["kind"] != "card" else "card.holds", **same))
    if not same["words"]:
        click.echo(say("card.same_words"))
    if same["stale"]:
        click.echo(say("card.late" if same["until"] else "card.undated_now", **same))
