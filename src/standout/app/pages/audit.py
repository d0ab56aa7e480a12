"""Audit: sentences of customers marked one by one by two keys, and what each mark does to what is known.

Reads    what `workspace.auditing` draws and holds; it works in a process of its own, which stays warm between marks
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from standout.app import page
from standout.errors import UsageError
from standout.words import figure, say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from standout.app.work import Job

LANE = "marking"
"""A mark is there at once, whatever else is worked on."""
PATIENCE, SECONDS = 2.5, 60.0
"""Seconds until a page says that it isn't ready yet, and until a mark is given up."""
KEYS = {"bad": "F", "good": "J", "neither": "N", "other": "X"}
"""The key for each mark: the two that most sentences need lie under the two forefingers."""
UNDO = "U"
MARK, LEFT, WIDE = 4, 2, 196
"""Of the picture of an interval: how thick it is, its margin and its width, in its own units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What is known of one business, in words and as ends of a bar."""

    business: str
    ours: bool
    marked: int
    now: str
    before: str
    shrunk: float
    takes: str
    at: tuple[float, float]
    at_before: tuple[float, float]


def show(request: Request) -> Response:
    """Give what can be marked; or, of the aspect that is named, the next sentence."""
    desk = page.desk(request)
    if desk.workspace() is None:
        return page.back(request, "/")
    aspect = request.query_params.get("aspect", "")
    return _marking(request, aspect) if aspect else _aspects(request)


def _aspects(request: Request) -> Response:
    job = _asked(request, "aspects", "app_audit.counting")
    found = job.result if job.state == "done" and isinstance(job.result, list) else []
    then = page.address("/audit", {"job": job.id})
    return page.render(request, "audit_index.html", aspects=found, job=None if job.state == "done" else job, then=then)


def _marking(request: Request, aspect: str) -> Response:
    job = _asked(request, "start", "app_audit.drawing", aspect=aspect)
    if job.error:
        raise UsageError(job.error)
    then = page.address("/audit", {"aspect": aspect, "job": job.id})
    found = job.result if job.state == "done" and isinstance(job.result, dict) else None
    return _page(request, aspect, found, job=None if found else job, then=then)


def _asked(request: Request, function: str, label: str, **arguments: str) -> Job:
    """Start a job, or give the one that the address names once it is done; it waits a moment for it."""
    desk = page.desk(request)
    key = f"audit {function} {arguments.get('aspect', '')}"
    before = desk.worker.job(request.query_params.get("job", ""))
    if before and before.key == key and before.error:
        return before
    job = desk.worker.start(
        f"standout.app.jobs_audit:{function}", label, key=key, lane=LANE, folder=str(desk.folder), **arguments
    )
    return desk.worker.wait(job, PATIENCE)


def _page(
    request: Request, aspect: str, found: Mapping[str, Any] | None, *, job: Job | None = None, then: str = "",
) -> Response:  # fmt: skip
    rows = [interval(one) for one in found["widths"]] if found else []
    spoken_of = found["next"]["business"] if found and found["next"] else ""
    return page.render(
        request, "_audit.html" if page.part(request) else "audit.html", aspect=found["aspect"] if found else aspect,
        found=found, job=job, then=then, keys=KEYS, undo=UNDO, first=_first(rows, spoken_of), rows=rows, left=LEFT,
        wide=WIDE, thick=MARK,
    )  # fmt: skip


def _first(rows: Sequence[Interval], business: str) -> list[Interval]:
    """Give what stands beside the sentence: ours, and the business that the sentence is about."""
    return [one for one in rows if one.ours or one.business == business]


def interval(width: Mapping[str, Any]) -> Interval:
    """Give what is known of one business in words.

    Parameters
    ----------
    width : mapping
        As `workspace.auditing.Width` has it; ends from -1, all bad, to 1, all good.

    """
    ends, before = (width["low"], width["high"]), (width["before_low"], width["before_high"])
    wide, was = ends[1] - ends[0], before[1] - before[0]
    return Interval(
        business=width["business"], ours=width["ours"], marked=width["marked"], now=_ends(*ends), before=_ends(*before),
        shrunk=1 - wide / was if was > 0 and wide < was else 0.0, takes=_takes(width), at=_at(*ends),
        at_before=_at(*before),
    )  # fmt: skip


def _ends(low: float, high: float) -> str:
    if (low, high) == (-1.0, 1.0):
        return say("app_audit.nothing_known")
    return say("app_audit.ends", low=figure(low, 2), high=figure(high, 2))


def _at(low: float, high: float) -> tuple[float, float]:
    """Give where a bar begins and how wide it is."""
    return round(LEFT + (low + 1) / 2 * WIDE, 1), round(max(MARK / 2, (high - low) / 2 * WIDE), 1)


def _takes(width: Mapping[str, Any]) -> str:
    """Give what it takes to make an interval half as wide."""
    if width["half"] is not None:
        return say("app_audit.half", n=width["half"])
    return say("app_audit.vain" if width["half_vain"] else "app_audit.few")


def mark(request: Request) -> Response:
    """Mark a sentence."""
    fields = page.form(request)
    return _changed(request, "mark", aspect=fields.get("aspect", ""), sentence=fields.get("key", ""),
                    mark=fields.get("mark", ""))  # fmt: skip


def undo(request: Request) -> Response:
    """Take the last mark back."""
    return _changed(request, "undo", aspect=page.form(request).get("aspect", ""))


def _changed(request: Request, function: str, *, aspect: str, **arguments: str) -> Response:
    desk = page.desk(request)
    if desk.workspace() is None or not aspect:
        raise HTTPException(404)
    job = desk.worker.start(
        f"standout.app.jobs_audit:{function}", "app_audit.marking", lane=LANE, folder=str(desk.folder), aspect=aspect,
        **arguments,
    )  # fmt: skip
    desk.worker.wait(job, SECONDS)
    if job.state != "done":
        raise UsageError(job.error or say("app.job.stopped"))
    if page.part(request):
        return _page(request, aspect, job.result)
    return RedirectResponse(page.address("/audit", {"aspect": aspect}) + "#sentence", status_code=303)


PAGE = page.Page(
    name="audit", place=55,
    routes=[("GET", "/audit", show), ("POST", "/audit/mark", mark), ("POST", "/audit/undo", undo)],
)  # fmt: skip
