"""``standout tables``: what is held, from which file, and what was turned away."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path

import click

from standout.cli._shared import folder_argument, json_option, print_columns, print_json
from standout.words import say

SHOWN = 20


@click.command("tables", help=say("cli.help.tables"))
@folder_argument
@click.option("--all", "every", is_flag=True, help=say("cli.help.all_rejects"))
@json_option
def COMMAND(folder: Path, every: bool, as_json: bool) -> None:  # noqa: N802 - offered by this name
    """Print tables, files and rejects."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    inventory = Workspace(folder).inventory()
    if as_json:
        print_json(asdict(inventory))
        return
    if not inventory.files:
        click.echo(say("cli.nothing_held", folder=shlex.quote(str(folder))))
        return
    heads = [say(f"cli.held_head.{name}") for name in ("table", "rows", "sources", "oldest", "newest")]
    held = [(h.table, h.rows, ", ".join(h.sources), h.oldest or "", h.newest or "") for h in inventory.held]
    print_columns([heads, *held])
    click.echo()
    heads = [say(f"cli.file_head.{n}") for n in ("path", "source", "records", "loaded", "rejected", "known")]
    print_columns([heads, *((f.path, f.source, f.records, f.loaded, f.rejected, f.known) for f in inventory.files)])
    if inventory.rejects:
        click.echo()
        click.echo(say("cli.rejects", n=len(inventory.rejects)))
        shown = inventory.rejects if every else inventory.rejects[:SHOWN]
        print_columns([(r["path"], say("cli.at_line", line=r["line"]), r["reason"]) for r in shown])
        if len(shown) < len(inventory.rejects):
            click.echo(say("cli.more_rejects", n=len(inventory.rejects) - len(shown)))
