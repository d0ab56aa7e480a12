"""``standout serve``: the answers as pages in a browser, from this machine."""

from __future__ import annotations

from pathlib import Path

import click

from standout import registry
from standout.cli._shared import FOLDER
from standout.words import say

PORT = 8765


@click.command("serve", help=say("app.help.serve"))
@click.argument("folder", type=FOLDER)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help=say("app.help.port"))
@click.option("--host", default="127.0.0.1", show_default=True, help=say("app.help.host"))
@click.option("--token", default="", help=say("app.help.token"))
@click.option("--open/--no-open", "show", default=True, help=say("app.help.open"))
def COMMAND(folder: Path, port: int, host: str, token: str, show: bool) -> None:  # noqa: N802 - offered by this name
    """Serve until Ctrl+C; say where."""
    serve = registry.load("standout.app.serving:serve")  # by name: the two don't import each other
    serve(
        folder, host=host, port=port, token=token, show=show,
        told=lambda address: click.echo(say("app.serve.at", address=address)),
    )  # fmt: skip
