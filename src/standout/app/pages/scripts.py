"""Scripts: what pages for offline hold inside, served as files: the same script in both."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from standout.app import page

if TYPE_CHECKING:
    from starlette.requests import Request

SCRIPTS = ("circle_map.js", "what_if.js")


def show(request: Request) -> Response:
    """Give one script of a report's templates."""
    name = request.path_params["name"]
    if name not in SCRIPTS:
        raise HTTPException(404)
    text = (files("standout.report") / "templates" / name).read_text(encoding="utf-8")
    return Response(text, media_type="text/javascript; charset=utf-8")


PAGE = page.Page(name="scripts", place=97, nav=False, routes=[("GET", "/scripts/{name}", show)])
