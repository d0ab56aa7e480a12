"""``standout did``: note that a play was done, or left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from standout.cli._shared import Day, folder_argument, json_option, print_json, today
from standout.errors import UsageError
from standout.words import say


@click.command("did", help=say("cli.help.did"))
@folder_argument
@click.argument("play")
@click.option("--done", is_flag=True, help=say("cli.help.done"))
@click.option("--skipped", is_flag=True, help=say("cli.help.skipped"))
@click.option("--minutes", type=int, help=say("cli.help.did_minutes"))
@click.option("--seen", type=int, help=say("cli.help.seen"))
@click.option("--note", default="", help=say("cli.help.note"))
@click.option("--on", type=Day(), help=say("cli.help.on"))
@json_option
def COMMAND(  # noqa: N802, PLR0913 - the name a folder's files offer theirs by; click hands over each option
    folder: Path, play: str, done: bool, skipped: bool, minutes: int | None, seen: int | None, note: str,
    on: date | None, as_json: bool,
) -> None:  # fmt: skip
    """Note it, and say when there is something to see."""
    from standout.workspace import Workspace, plan_records  # noqa: PLC0415 - heavy

    if (done and skipped) or not (done or skipped or minutes is not None or seen is not None):
        raise UsageError(say("cli.did_which", play=play))
    state = "skipped" if skipped else "done"
    workspace = Workspace(folder)
    one = workspace.did(
        play, state, on or today(), minutes=minutes, seen=seen, note=note
    )  # fmt: skip
    if as_json:
        print_json({"schema": 1, "play_id": play, "state": state, "minutes": minutes, "seen": seen,
                    "due": one.play.due})  # fmt: skip
        return
    click.echo(say(f"cli.did_{state}", play=play, due=one.play.due))
    if not plan_records.whole(workspace):
        click.echo(say("plan.changed"))
