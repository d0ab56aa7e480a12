"""How ``ask circles --lists`` is checked before anything is asked, and what it prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from standout.cli._shared import here
from standout.words import say

if TYPE_CHECKING:
    from standout.answer import Answer
    from standout.workspace.circle_lists import Listed

CIRCLES = "circles"


def checked(question: str, folder: Path | None) -> None:
    """See that lists of this question may be written there, before the question is asked.

    Raises
    ------
    UsageError
        If there are none of this question, or the folder holds files of the owner's.

    """
    if folder is not None:
        from standout.workspace import circle_lists  # noqa: PLC0415 - heavy

        circle_lists.checked(question, folder)


def print_hint(answer: Answer, folder: Path) -> None:
    """Print how to see whom an answer chose, where it chose anybody: the answer itself names nobody."""
    if answer.question.name == CIRCLES and answer.table["place"].null_count < answer.table.num_rows:
        click.echo(here(say("lists.hint"), folder))


def print_listed(listed: Listed, folder: Path) -> None:
    """Print how many people stand on the lists, and how many were left out."""
    click.echo(here(say("lists.made", n=listed.people), folder) if listed.people else say("lists.nobody"))
    if listed.left_out:
        click.echo(say("lists.left_out", n=listed.left_out))
