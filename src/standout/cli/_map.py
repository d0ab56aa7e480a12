"""How ``ask --map`` prints who is large where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from standout.cli._shared import print_columns
from standout.words import say

if TYPE_CHECKING:
    from standout.answer import Answer

CHART = "dominance"


def print_map(answer: Answer) -> None:
    """Print the table behind the map, and what one should see in it."""
    pictures = answer.chart(CHART)
    if not pictures:
        click.echo(say("dominance.empty"))
    for picture in pictures:
        print_columns([picture.columns, *picture.rows])
        click.echo()
        click.echo(picture.sentence)
