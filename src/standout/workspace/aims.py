"""Aims: the objective the owner chose, and what their time goes to now; both stand in ``standout.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from standout import settings
from standout.errors import UsageError
from standout.plan.objective import Objective, chosen
from standout.words import nearest, say
from standout.workspace import asking
from standout.workspace import config as configured
from standout.workspace.planned import effort as effort_row

if TYPE_CHECKING:
    from standout.answer import Answer
    from standout.workspace.workspace import Workspace

STRATEGY = "strategy"


def objective(
    workspace: Workspace, name: str, today: date, *, target: float = 0.0, by: date | None = None, item: str = ""
) -> Answer:
    """Keep what the plans are for, and give what ``strategy`` says of it.

    It is also noted, with the baseline of the day, so that nobody can say later that it was another.

    Raises
    ------
    UsageError
        If the day is past.
    SettingError
        If there is no such objective, or the target is no number that can be.

    """
    if by is not None and by <= today:
        raise UsageError(say("aims.past", by=by, today=today))
    said: dict[str, Any] = {"objective": name.strip().lower()}
    said |= {"target": target} if target else {}
    said |= {"by": by.isoformat()} if by else {}
    said |= {"item": item.strip()} if item.strip() else {}
    before = dict(workspace.config.questions.get(STRATEGY, {}))
    left = {key: value for key, value in before.items() if key not in ("objective", "target", "by", "item")}
    settings.resolve(asking.question(STRATEGY).settings, {**left, **said})
    if not said["objective"]:
        raise UsageError(say("aims.none"))
    said = {"target": 0.0, "by": "", "item": "", **said}  # what stood there was said of another aim
    answer = workspace.ask(STRATEGY, as_of=None, **{**left, **said})
    configured.change(workspace.folder, **{STRATEGY: said})
    _note(workspace, chosen(answer.findings), said, today)
    return answer


def _note(workspace: Workspace, found: Objective | None, said: dict[str, Any], today: date) -> None:
    into = "INSERT INTO objectives (said_at, objective, target, due_at, baseline, detectable) VALUES (?, ?, ?, ?, ?, ?)"
    known = (found.baseline, found.detectable) if found else (None, None)
    with workspace.index.writing() as db:
        db.execute(into, (today.isoformat(), said["objective"], said.get("target"), said.get("by"), *known))


def effort(workspace: Workspace, channel: str, **said: Any) -> dict[str, Any]:
    """Keep what time or money goes to each week; give it as a row of ``efforts``.

    Raises
    ------
    UsageError
        If it has no name.
    SettingError
        If a value can't be.

    """
    name = channel.strip().lower()
    if not name:
        raise UsageError(say("aims.no_channel"))
    held = dict(workspace.config.efforts.get(name, {}))
    given = {**held, **{key: value for key, value in said.items() if value not in (None, "")}}
    row = effort_row(name, given)
    configured.change(workspace.folder, efforts={name: given})
    return row


def forget(workspace: Workspace, channel: str) -> None:
    """Take an effort out of ``standout.toml``.

    Raises
    ------
    UsageError
        If there is none of that name; the message names those there are.

    """
    known: Sequence[str] = sorted(workspace.config.efforts)
    name = channel.strip().lower()
    if name not in known:
        near = nearest(name, known)
        raise UsageError(
            say("aims.unknown", channel=channel, near=near) if near else say("aims.empty", channel=channel)
        )
    configured.drop(workspace.folder, "efforts", name)
