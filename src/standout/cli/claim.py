"""``standout claim``: may we say so?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from standout.cli._shared import folder_argument, json_option, print_json, progress
from standout.errors import UsageError
from standout.words import say

EVERYBODY = ("all", "everybody")


@click.command("claim", help=say("cli.help.claim"))
@folder_argument
@click.argument("text")
@click.option("--aspect", default="", help=say("cli.help.claim_aspect"))
@click.option("--where", "where", multiple=True, metavar="LABEL=VALUE", help=say("cli.help.claim_where"))
@click.option("--dry-run", is_flag=True, help=say("cli.help.claim_dry_run"))
@json_option
def COMMAND(  # noqa: N802 - the name a folder's files offer theirs by
    folder: Path, text: str, aspect: str, where: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    """Say what the claim is read as; stamp it; say what came of it."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    workspace, world = Workspace(folder), _world(where)
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not as_json and not dry_run
    said: list[str] = []
    if asks:
        read = workspace.claim(text, aspect=aspect, where=world, dry_run=True)
        said = read.lines()
        _print(said)
        if not read.answer and not click.confirm(say("claim.right")):
            click.echo(say("claim.not_stamped"))
            return
    with progress(say("cli.asking")):
        done = workspace.claim(text, aspect=aspect, where=world, dry_run=dry_run)
    if as_json:
        print_json(done.to_dict())
        return
    _print(done.lines()[len(said) :])
    if dry_run and not done.answer:
        click.echo(say("claim.not_stamped"))


def _print(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)


def _world(where: tuple[str, ...]) -> list[tuple[str, str]] | None:
    if not where:
        return None
    pairs = [one for one in where if one.casefold() not in EVERYBODY]
    wrong = [one for one in pairs if "=" not in one]
    if wrong:
        raise UsageError(say("claim.wrong_where", given=wrong[0]))
    return [(label.strip(), value.strip()) for label, _, value in (one.partition("=") for one in pairs)]
