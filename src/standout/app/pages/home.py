"""Home: what customers say, what we are best at, this week's plays, then a card for each question.

Reads    answers that were kept, and this week's plan; nothing is asked for it, but the made-up town once
Part     while questions are asked the page asks for itself, and what is new is put in without a reload
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from standout.app import asked, heard, page, ways
from standout.app.cards import cards
from standout.charts.look import clean
from standout.errors import WorkspaceError
from standout.report.answers import Answer, shown
from standout.report.sections import LEAGUE
from standout.report.week_text import heading
from standout.words import say
from standout.workspace import past_cards

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from standout.app.desk import Desk
    from standout.app.work import Job
    from standout.finding import Finding
    from standout.plan.play import Week
    from standout.workspace import Workspace
    from standout.workspace.kept import Kept

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Play:
    """One play of this week's plan: what to do, its minutes, and whether it was done or left."""

    heading: str
    minutes: int
    state: str


def show(request: Request) -> Response:
    """Give the first page."""
    desk = page.desk(request)
    workspace = desk.workspace()
    if workspace is None:
        return RedirectResponse("/files", status_code=303)
    config, imports = workspace.config, workspace.index.imports()
    held = {one.name: kept for one in desk.questions() if (kept := desk.kept(one.name))}
    found = {name: kept.answer.findings for name, kept in held.items()}
    names = [config.ours, *config.rivals]
    rows = sum(one.loaded for one in imports)
    job = desk.worker.under_way("ask") or _town(request, workspace, asked_before=bool(held), rows=rows)
    return page.render(
        request,
        "_home.html" if page.part(request) else "home.html",
        business=clean(config.ours),
        rows=rows,
        files=len({(one.path, one.sha256) for one in imports}),
        answered=max((kept.made_at for kept in held.values()), default=None),
        heard=heard.heard([finding for findings in found.values() for finding in findings]),
        best=_best(found.get(LEAGUE, ()), names),
        plays=_plays(workspace, desk),
        cards=cards(found.get, names),
        stale=not all(kept.fresh for kept in held.values()),
        unasked=len(desk.questions()) - len(held),
        cost=cost(held),
        job=job,
        failed="" if job else _failed(desk),
        counts="value" in found and "wants" in found,
        past=[(ways.said(one), ways.ways(one)) for one in past_cards.past(workspace, desk.today())],
    )


def ask(request: Request) -> Response:
    """Ask every question anew."""
    desk = page.desk(request)
    if desk.workspace() is not None:
        desk.ask_all()
    return page.back(request, "/")


def cost(held: Mapping[str, Kept]) -> str:
    """Give in words what asking everything again would take, from what it took last; empty where that isn't known."""
    seconds = sum(kept.seconds for kept in held.values())
    if not seconds:
        return ""
    if seconds < MINUTE:
        return say("app_home.cost_seconds", n=max(1, round(seconds)))
    return say("app_home.cost_minutes", n=max(1, round(seconds / MINUTE)))


def _town(request: Request, workspace: Workspace, *, asked_before: bool, rows: int) -> Job | None:
    """Ask everything of the made-up town when it is first opened; None where this isn't that."""
    from standout.workspace import made_up  # noqa: PLC0415 - only where nothing was asked yet

    desk = page.desk(request)
    if asked_before or not rows or not asked.may_start(request) or _failed(desk) or not made_up.is_town(workspace):
        return None
    return desk.ask_all()


def _failed(desk: Desk) -> str:
    """Give why asking everything ended before it was done the last time; empty where it didn't."""
    last = next((job for job in reversed(desk.worker.jobs()) if job.key == "ask"), None)
    return last.error if last and last.state == "failed" else ""


def _best(findings: Sequence[Finding], names: Sequence[str]) -> Answer | None:
    """Give what we are best at as it is told, None where it wasn't asked or nothing was found."""
    return next(iter(ways.told(shown(findings[:1], names))), None)


def _plays(workspace: Workspace, desk: Desk) -> list[Play]:
    """Give the plays of this week's plan; none where there is no plan, or it can't be read."""
    from standout.workspace import plan_records  # noqa: PLC0415 - only where there is a workspace

    with suppress(WorkspaceError):
        known = plan_records.names(workspace, desk.today())
        plan: Week | None = plan_records.record(workspace, known[-1]).plan if known else None
        states = plan_records.states(workspace)
        return [
            Play(heading(play), play.minutes, states[play.play_id]["state"] if play.play_id in states else "")
            for play in (plan.plays if plan else ())
        ]
    return []


PAGE = page.Page(name="home", place=10, routes=(("GET", "/", show), ("POST", "/ask", ask)))
