"""Jobs of explore: what may be picked is counted, and the map of the three circles made, in the worker's process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout.app.jobs import given
from standout.charts.look import clean
from standout.words import say
from standout.workspace import Workspace, choices, kept
from standout.workspace.view import View

if TYPE_CHECKING:
    from standout.charts.circle_people import Known

Tell = Callable[..., None]
CIRCLES = "circles"


def count(tell: Tell, folder: str) -> None:
    """Count what a view may be picked from."""
    tell(0, 1)
    choices.choices(Workspace(Path(folder)))
    tell(1, 1)


def picture(tell: Tell, folder: str, name: str, query: str, index: int, form: str) -> bytes:
    """Give a picture of one aspect as a file's bytes."""
    from standout.app import looks  # noqa: PLC0415 - draws
    from standout.charts import out  # noqa: PLC0415 - heavy

    look, view, workspace = looks.looks()[name], View.of(query), Workspace(Path(folder))
    found = kept.kept(workspace, looks.fitting(look, view), look.question.name)
    drawn = looks.drawn(look, found, view.aspect) if found else []
    if found is None or not 0 <= index < len(drawn):
        raise LookupError
    tell(0, 1)
    workspace.fonts()
    return out.rendered(drawn[index], form, found.answer.source)


def circles(tell: Tell, folder: str, query: str, *, names: bool) -> dict[str, Any]:
    """Give what the map to look around in draws, and whom to tell first.

    With ``names`` both hold the names and signs of people; they are handed to the server, and written nowhere.
    """
    from standout.charts import circle_canvas  # noqa: PLC0415 - heavy
    from standout.charts.circle_people import known  # noqa: PLC0415 - as above
    from standout.workspace import circle_lists  # noqa: PLC0415 - as above

    workspace = Workspace(Path(folder))
    tell(0, 2)
    answer = workspace.ask(CIRCLES, **given(View.of(query), CIRCLES))
    people = known(answer.findings, answer.table)
    tell(1, 2)
    shown = None
    if names:
        named = circle_lists.shown_names(workspace)
        shown = [named.get(one) for one in people.rows["person_id"].to_pylist()]
    if not len(people.circle):
        return {"map": None, "first": []}
    return {"map": circle_canvas.held(people, shown), "first": _first(people, shown)}


def _first(people: Known, names: Sequence[str | None] | None) -> list[Mapping[str, str]]:
    """Give those to tell first: how they know us, how they may be asked, and with names also who and why."""
    rows = people.rows.slice(0, people.first).to_pylist()
    held = [None] * len(rows) if names is None else names[: len(rows)]
    return [
        {
            "name": clean(name or "") or ("" if names is None else say("circle_map.told.unnamed")),
            "by": say(f"circle_map.by.{row['known_by']}") if row["known_by"] else "",
            "channel": say(f"plan.channel.{row['channel']}") if row["channel"] else "",
            "why": "" if names is None else clean(row["reason"] or ""),
        }
        for name, row in zip(held, rows, strict=True)
    ]  # fmt: skip
