"""Explore: look around in a picture: take another's side, pick rivals, an aspect, a kind of customers, days.

Address  /explore/<picture>?ours=&rival=&aspect=&where=&since=&until=: what is picked stands in it, and nothing else
Reads    the answer that was kept for the address; where none was, the worker makes it, and the page shows how far it is
Names    of people are shown on the map of the circles to the owner alone, on this machine, who asks for them
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from standout.app import asked as asking
from standout.app import looks, page, ways
from standout.app.pages.out import KINDS, SECONDS
from standout.charts.look import clean
from standout.errors import UsageError
from standout.report.answers import Answer, shown
from standout.words import say
from standout.workspace.view import View

if TYPE_CHECKING:
    from starlette.requests import Request

    from standout.app.looks import Look
    from standout.app.work import Job
    from standout.workspace.choices import Choices
    from standout.workspace.kept import Kept

CIRCLES = "circle_map"
ROWS = 60
"""Rows of a picture's table on the page; its CSV has all."""
TOLD = 4
"""How many answers stand beside a picture."""
MAPS = 8
"""How many maps of the circles are held ready."""


def index(request: Request) -> Response:
    """Give every picture there is to look around in; or lead to the one that was picked, with what is looked at."""
    desk = page.desk(request)
    if desk.workspace() is None:
        return RedirectResponse("/files", status_code=303)
    if (picked := request.query_params.get("look", "")) in looks.looks():
        rest = [(name, value) for name, value in request.query_params.multi_items() if name != "look"]
        fits = looks.fitting(looks.looks()[picked], View.of(rest))
        return RedirectResponse(page.address(f"/explore/{picked}", fits.pairs()), status_code=303)
    there = {one.name for one in desk.questions() if desk.kept(one.name)}
    return page.render(request, "explore_index.html", looks=list(looks.looks().values()), there=there)


def show(request: Request) -> Response:
    """Give one picture as its address says; an address with empty fields leads to the shorter one."""
    desk, look = page.desk(request), _look(request)
    workspace = desk.workspace()
    if workspace is None:
        return RedirectResponse("/files", status_code=303)
    pairs = request.query_params.multi_items()
    given, slip = _read(pairs)
    view = looks.fitting(look, given)
    if any(not value for _, value in pairs) and not slip:
        named = [("names", "1")] if request.query_params.get("names") else []
        return RedirectResponse(page.address(f"/explore/{look.name}", [*view.pairs(), *named]), status_code=303)
    offered = looks.counted(workspace)
    counting = None if offered else _count(request)
    found = desk.kept(look.question.name, view)
    wrong = slip or looks.wrong(view, offered, looks.aspects(found))
    there = asking.Asked(found if slip else None, None)
    if not wrong:
        there = asking.asked(request, look.question.name, replace(view, aspect=""))
    return page.render(
        request, "explore.html", status=400 if slip else 404 if wrong else 200, wrong=wrong,
        **_form(look, view, offered, there.kept, clean(workspace.config.ours)),
        **_shown(request, look, view, there.kept), job=there.job, counting=counting,
        **_circles(request, look, view, there.kept),
    )  # fmt: skip


def _read(pairs: Sequence[tuple[str, str]]) -> tuple[View, str]:
    """Give the view of an address, and what is wrong with it; what can't be read is left out of the view."""
    try:
        return View.of(pairs), ""
    except UsageError as error:
        slip = error.message
    held: list[tuple[str, str]] = []
    for pair in pairs:
        with suppress(UsageError):
            View.of([*held, pair])
            held.append(pair)
    return View.of(held), slip


def pick(request: Request) -> Response:
    """Give the form of a picture as a part of its page, or how far it is counted what may be picked."""
    desk, look = page.desk(request), _look(request)
    workspace = desk.workspace()
    if workspace is None:
        raise HTTPException(404)
    view = looks.fitting(look, _read(request.query_params.multi_items())[0])
    offered = looks.counted(workspace)
    counting = None if offered else _counted_last(request) or _count(request)
    held = _form(look, view, offered, desk.kept(look.question.name, view), clean(workspace.config.ours))
    return page.render(request, "_pick.html", **held, counting=counting, named=False, wrong="")


def ask(request: Request) -> Response:
    """Work a view out, which another site led to, or anew."""
    look, view = _look(request), View.of(page.form(request).get("view", ""))
    page.desk(request).ask(look.question.name, replace(looks.fitting(look, view), aspect=""))
    return page.back(request, page.address(f"/explore/{look.name}", view.pairs()))


def picture(request: Request) -> Response:
    """Give a picture of this page as a file."""
    desk, look, form = page.desk(request), _look(request), request.path_params["form"]
    if form not in KINDS:
        raise HTTPException(404)
    view = looks.fitting(look, View.of(request.query_params.multi_items()))
    job = desk.worker.start(
        "standout.app.jobs_explore:picture", "app.job.drawing", lane="drawing", folder=str(desk.folder),
        name=look.name, query=view.query(), index=request.path_params["index"], form=form,
    )  # fmt: skip
    desk.worker.wait(job, SECONDS)
    if job.state != "done":
        return page.wrong(request, say("app.missing"), status=404)
    name = f"standout-{look.name}-{request.path_params['index'] + 1}.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(job.result, media_type=KINDS[form], headers=headers)


def _look(request: Request) -> Look:
    found = looks.looks().get(request.path_params["look"])
    if found is None:
        raise HTTPException(404)
    return found


def _counted_last(request: Request) -> Job | None:
    """Give the last counting where it is under way or failed: it isn't begun again and again."""
    jobs = reversed(page.desk(request).worker.jobs())
    return next((job for job in jobs if job.key == "choices" and job.state != "done"), None)


def _count(request: Request) -> Job | None:
    """Start counting what may be picked, where this page may start work."""
    desk = page.desk(request)
    if not asking.may_start(request):
        return None
    return desk.worker.start(
        "standout.app.jobs_explore:count", "app_explore.counting", key="choices", folder=str(desk.folder)
    )


def _form(look: Look, view: View, offered: Choices | None, found: Kept | None, ours: str) -> dict[str, Any]:
    """Give what the form offers."""
    worlds = look.question.worlds
    held: dict[str, Any] = {
        "look": look, "looks": list(looks.looks().values()), "view": view, "query": view.query(),
        "here": page.address(f"/explore/{look.name}", view.pairs()), "offered": offered, "business": ours,
        "aspects": looks.aspects(found) if worlds else [], "picked": looks.picked(view, ours),
        "searched": worlds,
    }  # fmt: skip
    if offered and worlds:
        held["ours"] = looks.sides(offered, view)
        held["rivals"] = looks.rivals(offered, view, ours)
        held["worlds"] = looks.worlds(offered, view)
    return held


def _shown(request: Request, look: Look, view: View, found: Kept | None) -> dict[str, Any]:
    """Give what the page shows of the answer: its pictures, and the answers they draw."""
    if found is None:
        return {"kept": None, "pictures": [], "large": (), "answers": [], "missing": "", "ways": (), "answers_of": 0}
    workspace = page.desk(request).workspace()
    names = [workspace.config.ours, *workspace.config.rivals] if workspace else []
    findings = found.answer.findings
    of = [one for one in findings if one.aspect.casefold() == view.aspect.casefold()] if view.aspect else findings
    beside = looks.beside(look, of)
    answers: list[Answer] = ways.told(shown(beside[:TOLD], names))
    drawn = [replace(ways.drawn(one), rows=one.rows[:ROWS]) for one in looks.drawn(look, found, view.aspect)]
    large = {place for place, one in enumerate(drawn) if looks.size(one) > looks.LARGEST}
    lacking = looks.lacking(look, findings)
    [told] = ways.told(shown([lacking], names)) if lacking and not drawn else [None]
    missing = f"{told.headline} {told.more}".strip() if told else ""
    return {
        "kept": found, "pictures": drawn, "large": large, "answers": answers, "answers_of": len(findings),
        "missing": missing, "ways": ways.way(lacking.needed, lacking.aspect) if missing and lacking else (),
    }  # fmt: skip


def _circles(request: Request, look: Look, view: View, found: Kept | None) -> dict[str, Any]:
    """Give the map to look around in, once it is made; who stands on it by name only where the owner asks for it."""
    held: dict[str, Any] = {"map": None, "first": [], "making": None, "named": False, "may_name": False}
    if look.name != CIRCLES or found is None or not found.answer.table.num_rows:
        return held
    desk = page.desk(request)
    may_name = not desk.token
    names = may_name and request.query_params.get("names") == "1"
    maps: dict[tuple[str, str, bool], Job] = request.app.state.__dict__.setdefault("circle_maps", {})
    key = (found.answer.fingerprint, view.query(), names)
    job = maps.get(key)
    if job is None or job.state == "failed":
        job = desk.worker.start(
            "standout.app.jobs_explore:circles", "app_explore.mapping", key=f"map {key}", folder=str(desk.folder),
            query=view.query(), names=names,
        )  # fmt: skip
        maps[key] = job
        for old in list(maps)[:-MAPS]:
            del maps[old]
    held |= {"named": names, "may_name": may_name}
    if job.state != "done":
        return held | {"making": job}
    made: Mapping[str, Any] = job.result
    from standout.charts import circle_canvas  # noqa: PLC0415 - only this picture needs it

    return held | {"map": made["map"], "first": made["first"], "move": circle_canvas.texts()}


PAGE = page.Page(
    name="explore", place=20,
    routes=(
        ("GET", "/explore", index),
        ("GET", "/explore/{look}", show),
        ("GET", "/explore/{look}/pick", pick),
        ("POST", "/explore/{look}", ask),
        ("GET", "/explore/{look}/{index:int}.{form}", picture),
    ),
)  # fmt: skip
