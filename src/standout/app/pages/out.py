"""Out: the pictures of an answer as files: PNG, SVG, CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from standout.app import page
from standout.app.asked import may_start
from standout.workspace.view import View

if TYPE_CHECKING:
    from starlette.requests import Request

KINDS = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}
SECONDS = 60.0


def picture(request: Request) -> Response:
    """Give one picture of a kept answer as a file."""
    desk, parts = page.desk(request), request.path_params
    view = View.of(request.query_params.multi_items())
    question, index, form = parts["question"], parts["index"], parts["form"]
    found = desk.kept(question, view) if form in KINDS and may_start(request) else None
    if found is None or index >= len(found.pictures):
        raise HTTPException(404)
    job = desk.worker.start(
        "standout.app.jobs:picture", "app.job.drawing", lane="drawing", folder=str(desk.folder), question=question,
        query=view.query(), index=index, form=form,
    )  # fmt: skip
    desk.worker.wait(job, SECONDS)
    if job.state != "done":
        return page.wrong(request, job.error, status=500)
    name = f"standout-{question}-{found.pictures[index].name}-{index + 1}.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(job.result, media_type=KINDS[form], headers=headers)


PAGE = page.Page(
    name="out", place=98, nav=False, routes=[("GET", "/out/{question:str}/{index:int}.{form:str}", picture)]
)
