"""``standout kit``: what people need to pass a story on, with codes that tell what came of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from standout.cli._shared import FOLDER, Day, folder_argument, json_option, print_json, progress, today
from standout.words import say


@click.command("kit", help=say("kit.help.kit"))
@folder_argument
@click.option("--play", default="", help=say("kit.help.play"))
@click.option("--link", default="", help=say("kit.help.link"))
@click.option("--reward", default="", help=say("kit.help.reward"))
@click.option("--on", type=Day(), help=say("cli.help.on"))
@click.option("--out", type=FOLDER, help=say("kit.help.out"))
@json_option
def COMMAND(  # noqa: N802 - offered by this name
    folder: Path, play: str, link: str, reward: str, on: date | None, out: Path | None, as_json: bool
) -> None:
    """Write the kit; say whom it is for, what it says and where it is."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    with progress(say("kit.writing")):
        made = Workspace(folder).kit(on or today(), play=play, link=link, reward=reward, out=out)
    if as_json:
        print_json(made.to_dict())
        return
    click.echo(made.one_line)
    click.echo(say("kit.codes", code=made.code))
    for number, people in made.asked.items():
        click.echo(say("kit.asked", play=number, n=people))
    for note in made.notes:
        click.echo(note)
    for path in made.files:
        click.echo(say("cli.wrote", file=str(path)))
