"""``standout objective``: say what the plans are for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from standout.cli._shared import Day, folder_argument, here, json_option, print_json, progress, today
from standout.plan.objective import OBJECTIVES
from standout.words import say

SHOWN = ("objective", "strategy", "missing")
"""What a strategy answer says of the objective itself; the cases of others are one question away."""


@click.command("objective", help=say("cli.help.objective"))
@folder_argument
@click.argument("name", type=click.Choice(OBJECTIVES, case_sensitive=False))
@click.option("--target", type=float, default=0.0, help=say("cli.help.target"))
@click.option("--by", type=Day(), help=say("cli.help.by"))
@click.option("--item", default="", help=say("cli.help.item"))
@click.option("--on", type=Day(), help=say("cli.help.on"))
@json_option
def COMMAND(  # noqa: N802 - the name a folder's files offer theirs by; click hands over each option
    folder: Path, name: str, target: float, by: date | None, item: str, on: date | None, as_json: bool
) -> None:
    """Keep the objective, and say where it starts from and what could be seen by then."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    with progress(say("cli.asking")):
        answer = Workspace(folder).objective(name, on or today(), target=target, by=by, item=item)
    if as_json:
        print_json(answer.to_dict())
        return
    shown = [finding for finding in answer.findings if finding.claim in SHOWN]
    for finding in shown:
        click.echo(f"- {here(finding.sentence, folder)}")
    if len(shown) < len(answer.findings):
        click.echo(here(say("cli.objective_more"), folder))
