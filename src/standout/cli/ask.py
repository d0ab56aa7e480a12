"""``standout ask``: one question, answered from what is held."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standout import registry
from standout.cli._backtest import print_backtest
from standout.cli._lists import checked, print_hint, print_listed
from standout.cli._map import print_map
from standout.cli._shared import FOLDER, folder_argument, here, json_option, print_json, progress, today
from standout.cli._viewed import viewed, written_as
from standout.errors import UsageError
from standout.words import say

if TYPE_CHECKING:
    from standout.answer import Answer
    from standout.finding import Finding

SHOWN = 12


@click.command("ask", help=say("cli.help.ask"))
@folder_argument
@click.argument("question", type=click.Choice(registry.names("standout.questions")))
@click.option("--for", "subject", default="", help=say("cli.help.for"))
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help=say("cli.help.set"))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help=say("cli.help.as_of"))
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help=say("looked.help.since"))
@click.option("--rivals", default="", help=say("looked.help.rivals"))
@click.option("--where", "where", multiple=True, metavar="NAME=VALUE", help=say("looked.help.where"))
@click.option("--charts", "charts_folder", type=FOLDER, help=say("out.help"))
@click.option("--format", "kinds", default="png", help=say("out.help_format"))
@click.option("--csv", "csv_folder", type=FOLDER, help=say("cli.help.csv"))
@click.option("--lists", "lists_folder", type=FOLDER, help=say("lists.help"))
@click.option("--backtest", is_flag=True, help=say("backtest.help"))
@click.option("--map", "mapped", is_flag=True, help=say("dominance.help"))
@click.option("--all", "every", is_flag=True, help=say("cli.help.all_findings"))
@json_option
def COMMAND(  # noqa: N802, PLR0913 - the name a folder's files offer theirs by; click hands over each option
    folder: Path,
    question: str,
    subject: str,
    given: tuple[str, ...],
    as_of: datetime | None,
    since: datetime | None,
    rivals: str,
    where: tuple[str, ...],
    charts_folder: Path | None,
    kinds: str,
    csv_folder: Path | None,
    lists_folder: Path | None,
    backtest: bool,
    mapped: bool,
    every: bool,
    as_json: bool,
) -> None:
    """Print the findings, most useful first."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    wrong = [pair for pair in given if "=" not in pair]
    if wrong:
        raise UsageError(say("cli.wrong_set", given=wrong[0]))
    flags: dict[str, Any] = dict(pair.split("=", 1) for pair in given)
    day = as_of.date() if as_of else None
    view = viewed(since.date() if since else None, rivals, where)
    asked = kinds.split(",")
    if charts_folder:
        written_as(asked)
    if backtest and view:
        raise UsageError(say("looked.backtest"))
    if backtest:
        with progress(say("cli.asking")):
            past = Workspace(folder).backtest(question, subject=subject, as_of=day, **flags)
            written = past.to_csv(csv_folder) if csv_folder else []
        print_backtest(past, written, as_json=as_json)
        return
    workspace = Workspace(folder)
    with progress(say("cli.asking")):
        checked(question, lists_folder)
        answer = workspace.ask(question, subject=subject, until=day, **view, **flags)
        written = answer.to_csv(csv_folder) if csv_folder else []
        drawn = workspace.write_charts(answer, charts_folder, asked) if charts_folder else []
        written += drawn
        listed = workspace.lists(answer, today(), lists_folder) if lists_folder else None
    if as_json:
        print_json({**answer.to_dict(), **({"lists": listed.to_dict()} if listed else {})})
        return
    if mapped:
        print_map(answer)
    else:
        _print_findings(answer, folder, every=every)
    work = answer.evidence.work
    if left := int(work.get("texts_left", 0)):
        held = int(work["texts_held"])
        click.echo(here(say("read.left", n=held - left, of=held), folder))
    if listed:
        print_listed(listed, folder)
    else:
        print_hint(answer, folder)
    if charts_folder and not drawn:
        click.echo(say("out.nothing"))
    for path in [*written, *(listed.files if listed else ())]:
        click.echo(say("cli.wrote", file=str(path)))
    click.echo(say("cli.fingerprint", fingerprint=answer.fingerprint))


def _print_findings(answer: Answer, folder: Path, *, every: bool) -> None:
    """Print findings, a line each; of several businesses the most useful of each."""
    best: dict[str, Finding] = {}
    for finding in answer.findings:
        best.setdefault(finding.subject, finding)
    if len(best) > 1:
        for subject, finding in best.items():
            click.echo(f"- {subject}: {finding.sentence}")
        return
    shown = answer.findings if every else answer.findings[:SHOWN]
    for finding in shown:
        click.echo(f"- {here(finding.sentence, folder)}")
    if not shown:
        click.echo(say("answer.nothing"))
    if len(shown) < len(answer.findings):
        click.echo(say("cli.more_findings", n=len(answer.findings) - len(shown)))
