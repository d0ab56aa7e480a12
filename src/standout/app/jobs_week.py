"""Jobs of the week: a plan made, whom it asks by name, what was done of it, and the plan as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from standout.workspace import Workspace

Tell = Callable[..., None]


def plan(tell: Tell, folder: str, *, today: str, hours: float, money: float, again: bool) -> dict[str, Any]:
    """Make the week's plan; give its name, and what keeps it short."""
    tell(0, 1)
    made = Workspace(Path(folder)).week(date.fromisoformat(today), hours=hours, money=money, again=again)
    tell(1, 1)
    return {"week": made.week.week, "plays": len(made.week.plays), "notes": list(made.week.notes)}


def aim(tell: Tell, folder: str, *, name: str, today: str, target: float, by: str) -> None:
    """Say what the plans are for."""
    tell(0, 1)
    due = date.fromisoformat(by) if by else None
    Workspace(Path(folder)).objective(name, date.fromisoformat(today), target=target, by=due)
    tell(1, 1)


def whom(tell: Tell, folder: str, *, week: str) -> dict[str, Any]:
    """Give whom each play of a plan asks, with names and addresses, as it may be given out now."""
    tell(0, 1)
    made = _made(folder, week)
    return {
        "asked": {
            play: [{"name": one.name, "channel": one.channel, "code": one.code, "address": one.address} for one in them]
            for play, them in made.asked.items()
        },
        "codes": dict(made.codes), "left_out": dict(made.left_out), "currency": made.currency,
    }  # fmt: skip


def did(tell: Tell, folder: str, *, play: str, state: str, day: str, said: dict[str, Any]) -> str:
    """Note what was done of a play; give the day to look what came of it."""
    tell(0, 1)
    return Workspace(Path(folder)).did(play, state, date.fromisoformat(day), **said).play.due.isoformat()


def text(tell: Tell, folder: str, *, week: str) -> str:
    """Give a plan as plain text, with the names its owner knows."""
    from standout.report.week_text import week_text  # noqa: PLC0415 - heavy
    from standout.workspace import uses  # noqa: PLC0415 - as above

    tell(0, 1)
    made = _made(folder, week)
    people = {play: [(one.name, one.channel, one.code) for one in them] for play, them in made.asked.items()}
    return week_text(
        made.week, people=people, codes=made.codes, left_out=made.left_out, currency=made.currency,
        used=uses.rate(Workspace(Path(folder))).sentence,
    )  # fmt: skip


def calendar(tell: Tell, folder: str, *, week: str) -> str:
    """Give a plan as a calendar, without names."""
    from standout.report.calendar import calendar as dated  # noqa: PLC0415 - heavy

    tell(0, 1)
    made, home = _made(folder, week), Path(folder)
    return dated(made.week, Workspace(home).config.ours, str(home), made.left_out)


def _made(folder: str, week: str) -> Any:
    from standout.workspace import plan_records, planning  # noqa: PLC0415 - heavy

    workspace = Workspace(Path(folder))
    return planning.with_names(workspace, plan_records.record(workspace, week), fresh=False)
