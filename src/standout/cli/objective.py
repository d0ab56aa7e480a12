"""``standout objective``: say what the plans are for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from standout.cli._shared import folder_argument, json_option, print_json, progress, today
from standout.words import say

NAMES = ("reach", "sell", "save", "learn", "launch")


@click.command("objective", help=say("cli.help.objective"))
@folder_argument
@click.argument("name", type=click.Choice(NAMES, case_sensitive=False))
@click.option("--target", type=float, default=0.0, help=say("cli.help.target"))
@click.option("--by", type=click.DateTime(["%Y-%m-%d"]), help=say("cli.help.by"))
@click.option("--item", default="", help=say("cli.help.item"))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help=say("cli.help.on"))
@json_option
def COMMAND(  # noqa: N802 - the name a folder's files offer theirs by; click hands over each option
    folder: Path, name: str, target: float, by: datetime | None, item: str, on: datetime | None, as_json: bool
) -> None:
    """Keep the objective, and say where it starts from and what could be seen by then."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    with progress(say("cli.asking")):
        day, due = on.date() if on else today(), by.date() if by else None
        answer = Workspace(folder).objective(name, day, target=target, by=due, item=item)
    if as_json:
        print_json(answer.to_dict())
        return
    for finding in answer.findings:
        click.echo(f"- {finding.sentence}")
