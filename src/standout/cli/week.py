"""``standout week``: what came of the last plays, what to stop, and at most three things to do."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standout.cli._shared import Day, folder_argument, here, json_option, print_json, progress, today
from standout.words import say

if TYPE_CHECKING:
    from standout.workspace import Workspace
    from standout.workspace.planning import Made


@click.command("week", help=say("cli.help.week"))
@folder_argument
@click.option("--hours", type=float, default=1.0, show_default=True, help=say("cli.help.hours"))
@click.option("--money", type=float, default=0.0, show_default=True, help=say("cli.help.money"))
@click.option("--on", type=Day(), help=say("cli.help.on"))
@click.option("--again", is_flag=True, help=say("cli.help.again"))
@click.option("--ical", type=click.Path(path_type=Path, dir_okay=False), help=say("cli.help.ical"))
@click.option("--text", "text_file", type=click.Path(path_type=Path, dir_okay=False), help=say("cli.help.week_text"))
@click.option("--mail", type=click.Path(path_type=Path), help=say("digest.help"))
@json_option
def COMMAND(  # noqa: N802, PLR0913 - the name a folder's files offer theirs by; click hands over each option
    folder: Path, hours: float, money: float, on: date | None, again: bool, ical: Path | None,
    text_file: Path | None, mail: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Print the week's plan, and write it where a file is named."""
    from standout.workspace import Workspace, uses  # noqa: PLC0415 - heavy

    workspace = Workspace(folder)
    with progress(say("cli.planning")):
        made = workspace.week(on or today(), hours=hours, money=money, again=again)
    rate = uses.rate(workspace)
    text = told(made, folder, rate.sentence if rate.told else "")
    if as_json:
        print_json({**made.to_dict(), "uses": rate.to_dict()})
    else:
        click.echo(here(text, folder))
        if not made.fresh:
            click.echo(say("cli.week_kept", made_at=made.week.made_at))
    for path in _written(made, workspace, text, ical, text_file):
        click.echo(say("cli.wrote", file=str(path)), err=as_json)
    if mail:
        _mailed(workspace, made, mail, as_json=as_json)


def _mailed(workspace: Workspace, made: Made, folder: Path, *, as_json: bool) -> None:
    """Write the week's mail; say which files are new and which were there."""
    from standout.workspace import digests  # noqa: PLC0415 - only who wants one pays for it

    with progress(say("cli.planning")):
        done = digests.write(workspace, made, folder)
    for path in done.files:
        click.echo(say("cli.wrote", file=str(path)), err=as_json)
    for path in done.same:
        click.echo(say("digest.kept", file=str(path)), err=as_json)


def _written(made: Made, workspace: Workspace, text: str, ical: Path | None, text_file: Path | None) -> list[Path]:
    if text_file:
        text_file.write_text(text + "\n", encoding="utf-8")
    if ical:
        from standout.report.calendar import calendar  # noqa: PLC0415 - only who wants one pays for it

        folder = shlex.quote(str(workspace.folder))
        said = calendar(made.week, workspace.config.ours, folder, made.left_out)
        ical.write_text(said, encoding="utf-8", newline="")
    return [path for path in (text_file, ical) if path]


def told(made: Made, folder: Path, used: str = "") -> str:
    """Give the plan as plain text, with the names only its owner sees, and what became of the findings told."""
    from standout.report.week_text import week_text  # noqa: PLC0415 - heavy

    people = {
        number: [(one.name, one.channel, one.code) for one in asked] for number, asked in made.asked.items()
    }  # fmt: skip
    text = week_text(
        made.week,
        people=people,
        codes=made.codes,
        left_out=made.left_out,
        folder=shlex.quote(str(folder)),
        currency=made.currency,
        used=used,
    )
    return text if made.whole else f"{say('plan.changed')}\n\n{text}"
