"""Rivals: who they are, and what ten minutes of looking around finds about each, typed row by row.

Reads    ``standout.toml``, and what is held about each business
Writes   rivals and spellings into ``standout.toml``; a row as `workspace.looking` stores it
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from standout.app import page, row_form
from standout.charts.look import clean
from standout.errors import UsageError
from standout.words import say
from standout.workspace import kept

if TYPE_CHECKING:
    from starlette.requests import Request

    from standout.app.row_form import Row
    from standout.app.work import Job
    from standout.workspace import Workspace

LANE = "drawing"
"""Short work that must not wait for a question that is being asked."""
PATIENCE = 2.5
"""Seconds a page waits for what is held, before it is shown without; one to type into never goes on by itself."""
SECONDS = 60.0
MOST, LONGEST = 1000, 200
"""Rivals that may be named by hand, and letters of a name."""
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A business as the page shows it: what is held about it is None while that is being counted."""

    name: str
    ours: bool
    reviews: int | None
    facts: tuple[Mapping[str, Any], ...]
    newest: str


def show(request: Request) -> Response:
    """Give every rival; the one that is named is open, with a field for each thing to look up."""
    workspace = page.desk(request).workspace()
    if workspace is None:
        return page.back(request, "/")
    items = request.query_params.getlist("item")
    return _page(request, workspace, request.query_params.get("look", ""), items)


def _page(
    request: Request, workspace: Workspace, look: str, items: Sequence[str] = (), *, row: Row | None = None,
    wrong: str = "", typed: Mapping[str, str] | None = None, status: int = 200,
) -> Response:  # fmt: skip
    job, held = _held(request, workspace, SECONDS if row or wrong or look else PATIENCE)
    listed, others = _listed(workspace, held)
    one = next((one for one in listed if one.name == look), None)
    if one and row is None:
        row = row_form.empty(one.name, one.facts, _items(held, items), page.desk(request).today())
    names = [one.name for one in listed]
    return page.render(
        request, "rivals.html", status=status, listed=listed, others=others, row=row, look=look if one else "",
        job=job if (job.under_way and not row) or job.error else None, wrong=wrong, typed=typed or {}, names=names,
        named=bool(workspace.config.rivals), looked=sum(bool(one.facts) for one in listed if not one.ours),
        then=page.address("/rivals", {"look": look}), told=row_form.told, linked=row_form.linked,
        counted=held is not None, today=page.desk(request).today(), longest=row_form.LONGEST,
    )  # fmt: skip


def _held(request: Request, workspace: Workspace, seconds: float) -> tuple[Job, list[dict[str, Any]] | None]:
    """Give what is held about each business, and the job that counts it; nothing while that is under way."""
    worker = page.desk(request).worker
    key = f"rivals {kept.state(workspace, 'est')}"
    known = (job for job in worker.jobs()[::-1] if job.key == key and (job.under_way or job.state == "done"))
    job = next(known, None) or worker.start(
        "standout.app.jobs_rivals:held", "app_rivals.counting", key=key, lane=LANE, folder=str(workspace.folder)
    )
    worker.wait(job, seconds)
    return job, job.result if job.state == "done" else None


def _listed(workspace: Workspace, held: Sequence[Mapping[str, Any]] | None) -> tuple[list[Shown], list[Shown]]:
    """Give ours and those it is compared with; and the others the files hold, where the owner names rivals."""
    config = workspace.config
    if held is None:
        names = [config.ours, *config.rivals]
        return [Shown(name=one, ours=one == config.ours, reviews=None, facts=(), newest="") for one in names], []
    found = [
        Shown(
            name=one["name"], ours=one["ours"], reviews=one["reviews"], facts=tuple(one["facts"]),
            newest=max((fact["seen_at"] for fact in one["facts"]), default=""),
        )
        for one in held
    ]  # fmt: skip
    named = {one["name"] for one in held if one["named"] or not config.rivals}
    return [one for one in found if one.name in named], [one for one in found if one.name not in named]


def _items(held: Sequence[Mapping[str, Any]] | None, more: Sequence[str]) -> list[str]:
    """Give the items whose prices are compared so far, and those that are asked for."""
    known = [fact["item"] for one in held or () for fact in one["facts"] if fact["fact"] == "price" and fact["item"]]
    return list(dict.fromkeys([*known, *(one.strip() for one in more if one.strip())]))[: row_form.ITEMS]


def look_up(request: Request) -> Response:
    """Store what was typed about one business; where it can't be, nothing that was typed is lost."""
    desk, fields = page.desk(request), page.form(request)
    workspace = _workspace(request)
    row = row_form.typed(fields, desk.today())
    if row.wrong:
        return _page(request, workspace, row.business, row=row, status=400)
    job = desk.worker.start(
        "standout.app.jobs_rivals:save", "app_rivals.saving", lane=LANE, folder=str(desk.folder), cells=row.cells,
        day=desk.today().isoformat(),
    )  # fmt: skip
    desk.worker.wait(job, SECONDS)
    if job.state != "done":
        wrong = say("app_rivals.busy") if job.under_way else job.error
        return _page(request, workspace, row.business, row=row, wrong=wrong, status=503 if job.under_way else 400)
    said = say("app_rivals.saved" if job.result else "app_rivals.known", name=clean(row.business))
    following = _following(workspace, row.business) if fields.get("then") == "next" else ""
    items = [("item", name) for name in row.items]
    path = page.address("/rivals", [("look", following), *items]) if following else "/rivals"
    return page.back(request, f"{path}#row" if following else path, said=said)


def _following(workspace: Workspace, name: str) -> str:
    """Give the business that is looked at after this one; nothing after the last."""
    order = [workspace.config.ours, *workspace.config.rivals]
    place = order.index(name) + 1 if name in order else len(order)
    return order[place] if place < len(order) else ""


def add(request: Request) -> Response:
    """Name rivals, a line each."""
    workspace, fields = _workspace(request), page.form(request)
    names = list(dict.fromkeys(" ".join(clean(line).split()) for line in fields.get("names", "").splitlines()))
    names = [name for name in names if name]
    many = len({*workspace.config.rivals, *names}) > MOST
    if not names or many or any(len(name) > LONGEST for name in names):
        wrong = say("app_rivals.wrong_names", most=MOST, longest=LONGEST)
        return _page(request, workspace, "", wrong=wrong, typed=fields, status=400)
    workspace.name_rivals(names)
    return page.back(request, "/rivals", said=say("app_rivals.added", names=names))


def same(request: Request) -> Response:
    """Settle that two spellings are one business."""
    workspace, fields = _workspace(request), page.form(request)
    spelling, name = clean(fields.get("spelling", "")), fields.get("name", "")
    known = (workspace.config.ours, *workspace.config.rivals)
    if not spelling or len(spelling) > LONGEST or spelling == name or name not in known:
        wrong = say("app_rivals.wrong_same", longest=LONGEST)
        return _page(request, workspace, "", wrong=wrong, typed=fields, status=400)
    workspace.join(spelling, name)
    return page.back(request, "/rivals", said=say("app_rivals.joined", spelling=spelling, name=clean(name)))


def sheet(request: Request) -> Response:
    """Give the sheet to fill, as a file."""
    desk, form = page.desk(request), request.path_params["form"]
    _workspace(request)
    if form not in KINDS:
        raise HTTPException(404)
    items = [clean(name)[: row_form.LONGEST] for name in request.query_params.get("items", "").split(",")]
    items = [name for name in items if name][: row_form.ITEMS]
    job = desk.worker.start(
        "standout.app.jobs_rivals:sheet", "app_rivals.writing", lane=LANE, folder=str(desk.folder), form=form,
        items=items,
    )  # fmt: skip
    desk.worker.wait(job, SECONDS)
    if job.state != "done":
        raise UsageError(job.error or say("app.job.stopped"))
    headers = {"content-disposition": f'attachment; filename="rivals.{form}"'}
    return Response(job.result, media_type=KINDS[form], headers=headers)


def _workspace(request: Request) -> Workspace:
    workspace = page.desk(request).workspace()
    if workspace is None:
        raise HTTPException(404)
    return workspace


PAGE = page.Page(
    name="rivals", place=50,
    routes=[
        ("GET", "/rivals", show), ("POST", "/rivals/look", look_up), ("POST", "/rivals/add", add),
        ("POST", "/rivals/same", same), ("GET", "/rivals/sheet.{form}", sheet),
    ],
)  # fmt: skip
