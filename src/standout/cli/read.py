"""``standout read``: read the words of every review, and say what they speak of."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standout.cli._shared import FOLDER, folder_argument, here, json_option, print_columns, print_json
from standout.words import catalogue, say

if TYPE_CHECKING:
    from standout.workspace.hearing import Heard
    from standout.workspace.readings import Tell

SHOWN_TAGS = 12


@click.command("read", help=say("read.help.read"))
@folder_argument
@click.option("--aspect", "aspects", multiple=True, metavar="WORDS", help=say("read.help.aspect"))
@click.option("--trade", default="", help=say("read.help.trade"))
@click.option("--reader", default="", help=say("read.help.reader"))
@click.option("--new-themes", is_flag=True, help=say("read.help.new_themes"))
@click.option("--audit", type=FOLDER, help=say("read.help.audit"))
@click.option("--about", multiple=True, metavar="ASPECT", help=say("read.help.about"))
@json_option
def COMMAND(  # noqa: N802 - the name a folder's files offer theirs by; click hands over each option
    folder: Path,
    aspects: tuple[str, ...],
    trade: str,
    reader: str,
    new_themes: bool,
    audit: Path | None,
    about: tuple[str, ...],
    as_json: bool,
) -> None:
    """Read all, then print what was read and what was not."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy

    workspace = Workspace(folder)
    with _progress() as tell:
        heard = workspace.read(aspects=aspects, trade=trade, reader=reader, new_themes=new_themes, tell=tell)
    sheet = workspace.write_audit(audit, about) if audit else None
    if as_json:
        print_json({**heard.to_dict(), "audit": str(sheet) if sheet else None})
        return
    _print(heard, folder)
    if sheet:
        click.echo(here(say("read.audit", file=str(sheet)), folder))


@contextmanager
def _progress() -> Iterator[Tell | None]:
    """Show how far the reading is and how long it will take, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only where there is a terminal to show it on
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        tasks = {way: shown.add_task(say(f"read.under_way.{way}"), total=None) for way in ("words", "tags", "themes")}

        def tell(way: str, done: int, of: int) -> None:
            shown.update(tasks[way], completed=done, total=of)

        yield tell


def _print(heard: Heard, folder: Path) -> None:
    if not heard.reviews:
        click.echo(here(say("read.no_words"), folder))
        return
    click.echo(say("read.read", n=heard.read, of=heard.reviews, reader=heard.reader))
    for language, n in heard.unread.items():
        click.echo(say("read.unread", language=_language(language), n=n))
    click.echo(say("read.of_trade", trade=heard.trade) if heard.trade else say("read.named"))
    tones = ("good", "between", "bad")
    head = [say(f"read.head.{name}") for name in ("aspect", "ours", *tones, "others", *tones)]
    rows = [
        (one.aspect, one.ours, one.ours_positive, one.ours_neutral, one.ours_negative,
         one.others, one.others_positive, one.others_neutral, one.others_negative)
        for one in heard.aspects
    ]  # fmt: skip
    print_columns([head, *rows])
    click.echo(say("read.counted"))
    if heard.tags:
        from standout.text.descriptors import shown  # noqa: PLC0415 - heavy

        said = [say("read.tag", label=shown(label), n=n) for label, n in list(heard.tags.items())[:SHOWN_TAGS]]
        click.echo(say("read.tags", said=said))
    if heard.themes:
        click.echo(here(say("read.themes", n=heard.themes), folder))


def _language(code: str) -> str:
    """Give the name of a language, or its code where no name is held."""
    key = f"read.language.{code or 'none'}"
    return say(key) if key in catalogue() else code
