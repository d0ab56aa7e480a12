"""Jobs: how far long work is; a page asks for this part again and again until it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from standout.app import page
from standout.app.safety import inside

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """Give how far a job is; once it is done, where to go on."""
    job = page.desk(request).worker.job(request.path_params["job"])
    if job is None:
        raise HTTPException(404)
    then = inside(request.query_params.get("then", "") or job.then)
    if not page.part(request) and job.state == "done":
        return page.back(request, then)
    if not page.part(request):
        return page.render(request, "job.html", job=job, then=then)
    response = page.render(request, "_job.html", job=job, then=then)
    if job.state == "done":
        response.headers["HX-Redirect"] = then
    return response


PAGE = page.Page(name="jobs", place=99, nav=False, routes=[("GET", "/jobs/{job}", show)])
