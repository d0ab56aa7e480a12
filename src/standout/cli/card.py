"""``standout card``: one claim, what it rests on, and a page for everybody where it may be published."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from standout.cli._shared import FOLDER, folder_argument, json_option, print_json, progress, today
from standout.errors import UsageError
from standout.words import say


@click.command("card", help=say("card.help.card"))
@folder_argument
@click.option("--aspect", default="", help=say("card.help.aspect"))
@click.option("--where", "given_world", multiple=True, metavar="LABEL=VALUE", help=say("card.help.where"))
@click.option("--claim", default="", help=say("card.help.claim"))
@click.option("--for", "subject", default="", help=say("cli.help.for"))
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help=say("cli.help.set"))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help=say("cli.help.as_of"))
@click.option("--out", type=FOLDER, help=say("card.help.out"))
@click.option("--public", is_flag=True, help=say("card.help.public"))
@click.option("--wording", default="", help=say("card.help.wording"))
@click.option("--link", default="", help=say("card.help.link"))
@json_option
def COMMAND(  # noqa: N802, PLR0913 - offered by this name; a parameter for each option
    folder: Path,
    aspect: str,
    given_world: tuple[str, ...],
    claim: str,
    subject: str,
    given: tuple[str, ...],
    as_of: datetime | None,
    out: Path | None,
    public: bool,
    wording: str,
    link: str,
    as_json: bool,
) -> None:
    """Write the card; say what may be printed, or what keeps it from being published."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy
    from standout.workspace.carding import Pick, answered, claimed, world_of, write  # noqa: PLC0415 - heavy

    wrong = [pair for pair in given if "=" not in pair]
    if wrong:
        raise UsageError(say("cli.wrong_set", given=wrong[0]))
    if claim and (subject or given or as_of):
        raise UsageError(say("card.claim_alone"))
    with progress(say("card.writing")):
        workspace, pick = Workspace(folder), Pick(aspect, world_of(given_world))
        day, settings = as_of.date() if as_of else None, dict(pair.split("=", 1) for pair in given)
        if claim:
            found = claimed(workspace, claim, pick)
        else:
            found = answered(workspace, pick, subject=subject, as_of=day, settings=settings)
        written = write(workspace, found, today(), out=out, public=public, wording=wording, link=link)
    if as_json:
        print_json(written.card)
        return
    click.echo(written.card["sentence"])
    if written.card["bars"]:
        click.echo(say("card.refused"))
    for bar in written.card["bars"]:
        click.echo(say("card.refused_line", why=bar["why"], do=bar["do"]))
    if not written.card["bars"]:
        click.echo(say("card.may"))
        click.echo(f"  {written.card['wording'][0]}")
    for path in written.files:
        click.echo(say("cli.wrote", file=str(path)))
