"""Jobs: what the worker does in its own process.  ``tell(done, of, text)`` says how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from standout import settings
from standout.question import Question
from standout.words import own
from standout.workspace import Workspace, kept
from standout.workspace.view import View

Tell = Callable[..., None]


def ask_all(tell: Tell, folder: str) -> None:
    """Ask every question as ``standout.toml`` says, and keep each answer as soon as it is there."""
    from standout.workspace import asking  # noqa: PLC0415 - heavy

    workspace = Workspace(Path(folder))
    order = asking.in_order()
    state = {one.name: kept.state(workspace, one.name) for one in order}
    tell(0, len(order), _asks(order[0]))
    before = time.monotonic()
    for done, answer in enumerate(workspace.ask_each(), start=1):
        name = answer.question.name
        kept.keep(workspace, View(), answer, state=state[name], seconds=time.monotonic() - before)
        tell(done, len(order), _asks(order[done]) if done < len(order) else "")
        before = time.monotonic()


def _asks(question: Question) -> str:
    """Give a question in the owner's language."""
    return own(f"question.{question.name}.asks", question.asks)


def ask(tell: Tell, folder: str, question: str, query: str) -> None:
    """Ask one question of a view, and keep the answer."""
    workspace, view = Workspace(Path(folder)), View.of(query)
    state = kept.state(workspace, question)
    tell(0, 1)
    before = time.monotonic()
    answer = workspace.ask(question, **given(view, question))
    kept.keep(workspace, view, answer, state=state, seconds=time.monotonic() - before)
    tell(1, 1)


def given(view: View, question: str) -> dict[str, Any]:
    """Give a view as `Workspace.ask` takes it.

    Raises
    ------
    SettingError
        If the question has no setting of that name.

    """
    from standout.workspace import asking  # noqa: PLC0415 - heavy

    held = {
        "subject": view.subject, "until": view.until, "since": view.since, "rivals": view.rivals, "where": view.where,
    }  # fmt: skip
    said = settings.resolve(asking.question(question).settings, {}, dict(view.given))
    return {name: value for name, value in held.items() if value} | {name: said[name] for name, _ in view.given}


def picture(tell: Tell, folder: str, question: str, query: str, index: int, form: str) -> bytes:
    """Give one picture of a kept answer as a file's bytes."""
    from standout.charts import out  # noqa: PLC0415 - heavy

    workspace = Workspace(Path(folder))
    found = kept.kept(workspace, View.of(query), question)
    if found is None or not 0 <= index < len(found.pictures):
        raise LookupError
    tell(0, 1)
    workspace.fonts()
    return out.rendered(found.pictures[index], form, found.answer.source)
