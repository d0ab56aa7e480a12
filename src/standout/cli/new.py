"""``standout new``: make a workspace."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from standout.cli._shared import folder_argument, json_option, print_json, speak
from standout.plan.objective import OBJECTIVES
from standout.words import LANGUAGES, say


@click.command("new", help=say("cli.help.new"))
@folder_argument
@click.option("--ours", required=True, help=say("cli.help.ours"))
@click.option("--rivals", default="", help=say("cli.help.new_rivals"))
@click.option("--objective", type=click.Choice(OBJECTIVES, case_sensitive=False), help=say("cli.help.new_objective"))
@click.option("--language", type=click.Choice(LANGUAGES, case_sensitive=False), help=say("cli.help.new_language"))
@json_option
def COMMAND(  # noqa: N802 - the name a folder's files offer theirs by
    folder: Path, ours: str, rivals: str, objective: str | None, language: str | None, as_json: bool
) -> None:
    """Make the folder and say what to do next."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    named = [name.strip() for name in rivals.split(",") if name.strip()]
    made = Workspace.new(
        folder, ours=ours, rivals=named, objective=(objective or "").lower(), language=(language or "").lower()
    )
    if as_json:
        print_json({"folder": str(folder), "ours": ours, "rivals": named, "objective": objective})
        return
    speak(click.get_current_context(), made.folder)
    click.echo(say("cli.new_done", folder=str(folder), quoted=shlex.quote(str(folder))))
