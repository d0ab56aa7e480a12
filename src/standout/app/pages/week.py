"""Week: what came of the last plays, what to stop, what to do now in which words; and what became of each finding.

Reads    plans as they were made, what was done of them, findings that were told
Names    of people are put to a play only when they are asked for, on this page of the owner's own
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from standout.app import page
from standout.app.asked import may_start
from standout.errors import UsageError, WorkspaceError
from standout.plan.objective import OBJECTIVES
from standout.plan.play import name_of
from standout.report.week_text import channel, heading
from standout.words import figure, say
from standout.workspace import plan_records, uses

if TYPE_CHECKING:
    from starlette.requests import Request

    from standout.finding import Play
    from standout.plan.play import Week
    from standout.workspace import Workspace

SECONDS = 60.0
LANE = "drawing"
"""Short work that must not wait for a question that is being asked."""
OPEN_SHOWN = 12
"""How many open findings are listed; the rest are counted."""
FORMS = {"txt": ("text", "text/plain; charset=utf-8"), "ics": ("calendar", "text/calendar; charset=utf-8")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A play as the page shows it."""

    play: Play
    heading: str
    channel: str
    state: str  # done, skipped, or empty
    minutes: int | None
    seen: int | None
    note: str


def show(request: Request) -> Response:
    """Give a week: the one that is named, else the newest."""
    desk = page.desk(request)
    workspace = desk.workspace()
    if workspace is None:
        return page.back(request, "/")
    known, wanted = plan_records.names(workspace), request.path_params.get("week", "")
    if wanted and wanted not in known:
        raise HTTPException(404)
    now = plan_records.names(workspace, desk.today())
    name = wanted or (now[-1] if now else known[-1] if known else "")
    plan, damaged = _plan(workspace, name)
    used = uses.uses(workspace)
    return page.render(
        request, "week.html", plan=plan, steps=_steps(workspace, plan) if plan else [], this=name in now,
        now=name_of(desk.today()), known=known[::-1], whole=plan_records.whole(workspace),
        damaged=damaged, missed=_missed(known, desk.today()), rate=uses.rate(workspace),
        open=[one for one in used if one.state == uses.OPEN][:OPEN_SHOWN],
        closed=[one for one in used if one.state != uses.OPEN and not one.play][::-1][:OPEN_SHOWN],
        open_left=max(0, sum(one.state == uses.OPEN for one in used) - OPEN_SHOWN), named=uses.named, asks=uses.asks,
        objectives=OBJECTIVES, aim=workspace.config.questions.get("strategy", {}),
        job=desk.worker.under_way("week"), today=desk.today(), kept_short=_kept_short(request),
        hours=_typed(plan.hours) if plan else _typed(1.0),
    )  # fmt: skip


def _plan(workspace: Workspace, name: str) -> tuple[Week | None, str]:
    """Give a plan, None where there is none; one whose record was damaged gives why, and the page stands without."""
    try:
        return (plan_records.record(workspace, name).plan if name else None), ""
    except WorkspaceError as error:
        return None, str(error)


def _kept_short(request: Request) -> list[str]:
    """Give why the plan that was asked for last has no play, and so wasn't kept."""
    made = [job for job in page.desk(request).worker.jobs() if job.key == "week" and job.state == "done" and job.result]
    return made[-1].result["notes"] if made and not made[-1].result["plays"] else []


def _steps(workspace: Workspace, plan: Week) -> list[Step]:
    states = plan_records.states(workspace)
    return [
        Step(
            play=play, heading=heading(play), channel=channel(play.channel), state=row["state"] if row else "",
            minutes=row["minutes"] if row else None, seen=row["seen"] if row else None, note=row["note"] if row else "",
        )
        for play in plan.plays for row in [states.get(play.play_id)]
    ]  # fmt: skip


def _missed(known: list[str], today: date) -> int:
    """Give how many whole weeks went by since the newest plan; nothing is broken by that."""
    return max(0, (_begin(name_of(today)) - _begin(known[-1])) // timedelta(days=7) - 1) if known else 0


def _begin(name: str) -> date:
    """Give the Monday of a week by its name."""
    year, _, rest = name.partition("-W")
    return date.fromisocalendar(int(year), int(rest.partition(".")[0]), 1)


def plan(request: Request) -> Response:
    """Make the week's plan."""
    desk, fields = page.desk(request), page.form(request)
    job = desk.worker.start(
        "standout.app.jobs_week:plan", "app_week.planning", key="week", then="/week", folder=str(desk.folder),
        today=desk.today().isoformat(), hours=_number(fields.get("hours", "1")),
        money=_number(fields.get("money", "0")), again=fields.get("again") == "yes",
    )  # fmt: skip
    return page.back(request, f"/jobs/{job.id}")


def aim(request: Request) -> Response:
    """Say what the plans are for."""
    desk, fields = page.desk(request), page.form(request)
    by = fields.get("by", "")
    if by:
        _day(by)
    job = desk.worker.start(
        "standout.app.jobs_week:aim", "app_week.aiming", key="week", then="/week", folder=str(desk.folder),
        name=fields.get("objective", ""), today=desk.today().isoformat(), target=_number(fields.get("target") or "0"),
        by=by,
    )  # fmt: skip
    return page.back(request, f"/jobs/{job.id}")


def did(request: Request) -> Response:
    """Note that a play was done, or left."""
    fields = page.form(request)
    state = "done" if fields.get("state") == "done" else "skipped"
    said: dict[str, Any] = {"note": fields.get("note", "")[: uses.LONGEST]}
    if state == "done":
        said |= {name: _whole(fields[name]) for name in ("minutes", "seen") if fields.get(name)}
    due = _now(request, "did", play=fields.get("play", ""), state=state, day=page.desk(request).today().isoformat(),
               said=said)  # fmt: skip
    told = say(f"app_week.said_{state}", play=fields.get("play", ""), due=date.fromisoformat(due))
    return page.back(request, _home(fields.get("week", "")), said=told)


def use(request: Request) -> Response:
    """Note that a finding was used or left, or take that back."""
    desk, fields = page.desk(request), page.form(request)
    workspace = desk.workspace()
    if workspace is None:
        return page.back(request, "/")
    cite = (fields.get("question", ""), fields.get("aspect", ""), fields.get("world", "{}"))
    state = fields.get("state", "")
    if cite not in uses.states(workspace):
        raise HTTPException(404)
    if state == uses.OPEN:
        noted = uses.undo(workspace, cite, desk.today())
    else:
        minutes = _whole(fields["minutes"]) if fields.get("minutes") and state == uses.USED else None
        noted = uses.mark(workspace, cite, state, desk.today(), minutes=minutes, note=fields.get("note", ""))
    return page.back(request, "/week#findings", said=say(f"uses.noted_{noted.state}", what=uses.named(noted)))


def whom(request: Request) -> Response:
    """Give whom the plays of a plan ask, by name."""
    name = _named(request)
    found = _now(request, "whom", week=name)
    template = "_whom.html" if page.part(request) else "whom.html"
    plays = plan_records.record(_workspace(request), name).plan.plays
    return page.render(request, template, week=name, plays=[(one, heading(one)) for one in plays], found=found,
                       channel=channel)  # fmt: skip


def take(request: Request) -> Response:
    """Give a plan as a file."""
    name, form = _named(request), request.path_params["form"]
    if form not in FORMS:
        raise HTTPException(404)
    function, kind = FORMS[form]
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return Response(_now(request, function, week=name), media_type=kind, headers=headers)


def _now(request: Request, function: str, **arguments: Any) -> Any:
    """Do short work in the worker's process and wait for it; not where another site led here."""
    if not may_start(request):
        raise UsageError(say("app_week.again_here"))
    desk = page.desk(request)
    job = desk.worker.start(
        f"standout.app.jobs_week:{function}", "app.job.asking", lane=LANE, folder=str(desk.folder), **arguments
    )
    desk.worker.wait(job, SECONDS)
    if job.state != "done":
        raise UsageError(job.error or say("app.job.stopped"))
    return job.result


def _workspace(request: Request) -> Workspace:
    workspace = page.desk(request).workspace()
    if workspace is None:
        raise HTTPException(404)
    return workspace


def _named(request: Request) -> str:
    name: str = request.path_params["week"]
    if name not in plan_records.names(_workspace(request)):
        raise HTTPException(404)
    return name


def _home(week: str) -> str:
    return f"/week/{week}" if week and week.replace("-", "").replace(".", "").isalnum() else "/week"


def _typed(number: float) -> str:
    """Give a number as its owner would type it."""
    return figure(number, 0 if number.is_integer() else 2)


def _number(given: str) -> float:
    """Give a number as typed, with a comma or a point."""
    try:
        return float(given.replace(",", "."))
    except ValueError:
        raise UsageError(say("app_week.number", given=given)) from None


def _whole(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) <= 7):
        raise UsageError(say("app_week.whole", given=given))
    return int(given)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(say("view.wrong_day", given=given)) from None


PAGE = page.Page(
    name="week", place=30,
    routes=[
        ("GET", "/week", show), ("POST", "/week/plan", plan), ("POST", "/week/aim", aim), ("POST", "/week/did", did),
        ("POST", "/week/use", use), ("GET", "/week/{week}", show), ("GET", "/week/{week}/whom", whom),
        ("GET", "/week/{week}/plan.{form}", take),
    ],
)  # fmt: skip
