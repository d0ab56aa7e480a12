"""``standout ask``: one question, answered from what is held."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from standout import registry
from standout.cli._shared import FOLDER, folder_argument, json_option, print_json, progress
from standout.errors import UsageError
from standout.words import say

SHOWN = 12


@click.command("ask", help=say("cli.help.ask"))
@folder_argument
@click.argument("question", type=click.Choice(registry.names("standout.questions")))
@click.option("--for", "subject", default="", help=say("cli.help.for"))
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help=say("cli.help.set"))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help=say("cli.help.as_of"))
@click.option("--csv", "csv_folder", type=FOLDER, help=say("cli.help.csv"))
@click.option("--all", "every", is_flag=True, help=say("cli.help.all_findings"))
@json_option
def COMMAND(  # noqa: N802 - the name a folder's files offer theirs by
    folder: Path,
    question: str,
    subject: str,
    given: tuple[str, ...],
    as_of: datetime | None,
    csv_folder: Path | None,
    every: bool,
    as_json: bool,
) -> None:
    """Print the findings, most useful first."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    wrong = [pair for pair in given if "=" not in pair]
    if wrong:
        raise UsageError(say("cli.wrong_set", given=wrong[0]))
    flags = dict(pair.split("=", 1) for pair in given)
    with progress(say("cli.asking")):
        day = as_of.date() if as_of else None
        answer = Workspace(folder).ask(question, subject=subject, as_of=day, **flags)
        written = answer.to_csv(csv_folder) if csv_folder else []
    if as_json:
        print_json(answer.to_dict())
        return
    shown = answer.findings if every else answer.findings[:SHOWN]
    for finding in shown:
        click.echo(f"- {finding.sentence}")
    if not shown:
        click.echo(say("answer.nothing"))
    if len(shown) < len(answer.findings):
        click.echo(say("cli.more_findings", n=len(answer.findings) - len(shown)))
    for path in written:
        click.echo(say("cli.wrote", file=str(path)))
    click.echo(say("cli.fingerprint", fingerprint=answer.fingerprint))
