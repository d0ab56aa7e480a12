"""The command line: one command a file, imported when it is run or listed; heavy work only inside it."""

from __future__ import annotations

import click

from standout import __version__, registry
from standout.words import FIRST, language, say


class Commands(click.Group):
    """The group that finds its commands by the files in this folder: ``COMMAND`` in each."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order a newcomer meets them."""
        there = registry.names(__name__)
        return [name for name in ORDER if name in there] + [name for name in there if name not in ORDER]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give one command, importing only its file."""
        if cmd_name not in registry.names(__name__):
            return None
        command: click.Command = registry.load(f"{cmd_name}:COMMAND", __name__)
        return command


if language() != FIRST:  # as the help below it is: what Click says is made where it is read
    registry.load("_clicked:speak_alike", __name__)()


def _print_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"standout {__version__}")
        ctx.exit()


ORDER = (
    "new", "add", "people", "rivals", "tables", "read", "ask", "claim", "objective", "week", "did", "kit", "effort",
    "brief", "card", "verify", "remove", "doctor",
)  # fmt: skip

cli = Commands(
    name="standout",
    help=say("cli.help.standout"),
    params=[
        click.Option(
            ["--version"], is_flag=True, expose_value=False, is_eager=True, help=say("cli.help.version"),
            callback=_print_version,
        ),
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)  # fmt: skip
