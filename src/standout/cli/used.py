"""``standout used``: note that a finding was used or ignored, and see what became of those told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standout.cli._shared import Day, folder_argument, json_option, print_columns, print_json, today
from standout.errors import UsageError
from standout.words import day as day_said
from standout.words import say

if TYPE_CHECKING:
    from standout.workspace.uses import Rate, Use


@click.command("used", help=say("uses.help.used"))
@folder_argument
@click.argument("question", default="")
@click.argument("aspect", default="")
@click.option("--where", "world", multiple=True, metavar="LABEL=VALUE", help=say("uses.help.where"))
@click.option("--used", "state", flag_value="used", help=say("uses.help.is_used"))
@click.option("--ignored", "state", flag_value="ignored", help=say("uses.help.is_ignored"))
@click.option("--undo", "state", flag_value="undo", help=say("uses.help.undo"))
@click.option("--minutes", type=int, help=say("cli.help.did_minutes"))
@click.option("--note", default="", help=say("cli.help.note"))
@click.option("--on", type=Day(), help=say("uses.help.on"))
@json_option
def COMMAND(  # noqa: N802, PLR0913 - the name a folder's files offer theirs by; click hands over each option
    folder: Path, question: str, aspect: str, world: tuple[str, ...], state: str | None, minutes: int | None,
    note: str, on: date | None, as_json: bool,
) -> None:  # fmt: skip
    """Note it, or list every finding told."""
    from standout.workspace import Workspace, uses  # noqa: PLC0415 - heavy

    workspace = Workspace(folder)
    if not question:
        if state or minutes is not None or note:
            raise UsageError(say("uses.which_finding"))
        _list(uses.uses(workspace), uses.rate(workspace), as_json=as_json)
        return
    if not (aspect and state):
        raise UsageError(say("uses.which_state"))
    cite = uses.found(workspace, question, aspect, _world(world))
    day = on or today()
    if state == "undo":
        if minutes is not None or note:
            raise UsageError(say("uses.undo_alone"))
        one = uses.undo(workspace, cite, day)
    else:
        one = uses.mark(workspace, cite, state, day, minutes=minutes, note=note)
    rate = uses.rate(workspace)
    if as_json:
        print_json({"schema": 1, **one.to_dict(), "rate": rate.to_dict()})
        return
    click.echo(say(f"uses.noted_{one.state}", what=uses.named(one)))
    click.echo(rate.sentence)


def _list(found: Sequence[Use], rate: Rate, *, as_json: bool) -> None:
    """Print every finding told, and how many of them led to something."""
    from standout.workspace import uses  # noqa: PLC0415 - heavy

    if as_json:
        print_json({"schema": 1, "findings": [one.to_dict() for one in found], "rate": rate.to_dict()})
        return
    rows = [
        (say(f"uses.state.{one.state}"), one.question, uses.named(one), day_said(one.told_at), one.play or one.note)
        for one in found
    ]
    if rows:
        print_columns(rows)
    click.echo(rate.sentence)


def _world(given: tuple[str, ...]) -> dict[str, str] | None:
    """Give the conditions as label and value; None where none is named."""
    if not given:
        return None
    pairs = [one.partition("=") for one in given]
    for label, joint, value in pairs:
        if not (label.strip() and joint and value.strip()):
            raise UsageError(say("uses.wrong_world", given=label))
    return {label.strip(): value.strip() for label, _, value in pairs}
