"""``standout brief``: the one page, on a screen, on paper and as PDF."""

from __future__ import annotations

from pathlib import Path

import click

from standout.cli._shared import FOLDER, folder_argument, json_option, print_json, progress
from standout.report.brand import PAPERS
from standout.words import say


@click.command("brief", help=say("cli.help.brief"))
@folder_argument
@click.option("--out", type=FOLDER, help=say("cli.help.out"))
@click.option("--pdf", is_flag=True, help=say("brief.help.pdf"))
@click.option("--paper", type=click.Choice(PAPERS, case_sensitive=False), help=say("brief.help.paper"))
@click.option("--long", is_flag=True, help=say("brief.help.long"))
@click.option("--title", default="", help=say("brief.help.title"))
@click.option("--text", default="", help=say("brief.help.text"))
@click.option("--logo", default="", help=say("brief.help.logo"))
@click.option("--link", default="", help=say("brief.help.link"))
@json_option
def COMMAND(  # noqa: N802, PLR0913 - offered by this name; a parameter for each option
    folder: Path, out: Path | None, pdf: bool, paper: str | None, long: bool, title: str, text: str, logo: str,
    link: str, as_json: bool,
) -> None:  # fmt: skip
    """Write the brief and say where it is and how it starts."""
    from standout.workspace import Workspace, briefing  # noqa: PLC0415 - heavy

    with progress(say("cli.writing_brief")):
        done = briefing.write(
            Workspace(folder), out, pdf=pdf or paper is not None, long=long, title=title, text=text, logo=logo,
            paper=paper or "", link=link,
        )  # fmt: skip
    if as_json:
        print_json({"path": str(done.files[0]), "files": list(map(str, done.files)), "headline": done.headline,
                    "notes": list(done.notes)})  # fmt: skip
        return
    click.echo(done.headline)
    for path in done.files:
        click.echo(say("cli.wrote", file=str(path)))
    for note in done.notes:
        click.echo(note)
