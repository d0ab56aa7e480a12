"""``standout effort``: say what time and money go to each week."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from standout.cli._shared import Day, folder_argument, json_option, print_columns, print_json
from standout.errors import UsageError
from standout.plan.objective import OBJECTIVES
from standout.words import money, say

AUDIENCES = ("ours", "theirs", "everyone")


@click.command("effort", help=say("cli.help.effort"))
@folder_argument
@click.argument("channel", default="")
@click.option("--minutes", type=click.IntRange(0, 10_000), help=say("cli.help.effort_minutes"))
@click.option("--cost", type=click.FloatRange(0), help=say("cli.help.effort_cost"))
@click.option("--for", "audience", type=click.Choice(AUDIENCES), help=say("cli.help.effort_for"))
@click.option("--objective", type=click.Choice(OBJECTIVES), help=say("cli.help.effort_objective"))
@click.option("--measure", help=say("cli.help.effort_measure"))
@click.option("--until", type=Day(), help=say("cli.help.effort_until"))
@click.option("--remove", is_flag=True, help=say("cli.help.effort_remove"))
@json_option
def COMMAND(  # noqa: N802, PLR0913 - the name a folder's files offer theirs by; click hands over each option
    folder: Path, channel: str, minutes: int | None, cost: float | None, audience: str | None, objective: str | None,
    measure: str | None, until: date | None, remove: bool, as_json: bool,
) -> None:  # fmt: skip
    """Keep an effort in ``standout.toml``, take it out again, or print those there are."""
    from standout.workspace import Workspace, aims, planned  # noqa: PLC0415 - heavy

    workspace = Workspace(folder)
    if channel and remove:
        aims.forget(workspace, channel)
    elif channel:
        day = until.isoformat() if until else None
        told = {"minutes": minutes, "cost": cost, "audience": audience, "objective": objective, "measure": measure,
                "until": day}  # fmt: skip
        if any(value is not None for value in told.values()):
            aims.effort(workspace, channel, **told)
    elif minutes is not None or cost is not None or remove:
        raise UsageError(say("aims.no_channel"))
    rows = [planned.effort(name, said) for name, said in workspace.config.efforts.items()]
    if as_json:
        print_json({"schema": 1, "efforts": rows})
        return
    if not rows:
        click.echo(say("cli.no_efforts"))
        return
    head = [
        say(f"cli.effort_head.{name}")
        for name in ("channel", "minutes", "cost", "for", "objective", "measure", "until")
    ]
    told_rows = [
        [
            row["channel"],
            row["minutes"],
            money(row["cost"]),
            AUDIENCES[row["audience"] - 1],
            row["objective"] or "-",
            row["measure"] or "-",
            row["until_at"] or "-",
        ]
        for row in rows
    ]
    print_columns([head, *told_rows])
