"""Application: the pages of a folder put together: routes, files of its own, safety before all of it."""

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Awaitable, Callable
from functools import wraps
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from standout import __version__, words
from standout.app import page as pages
from standout.app.desk import Desk
from standout.app.safety import HEADERS, OURS, Safety
from standout.app.work import Worker
from standout.errors import StandoutError
from standout.words import say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

STATIC = f"/static/{__version__}"
"""Where files of the app lie; the version is in the address, so that a browser may keep them."""


def application(folder: Path, *, token: str = "", host: str = "127.0.0.1", worker: Worker | None = None) -> Starlette:
    """Give the app of a folder, by ASGI.

    Parameters
    ----------
    folder : Path
        A workspace, or a folder that will be one.
    token : str
        What a browser must bring; empty where only this machine can connect.
    host : str
        Where it listens; one more name of this machine.
    worker : Worker, optional
        Where long work is done; a new one where not given.

    """
    desk = Desk(folder, worker or Worker(), token=token)
    routes: list[Route | Mount] = [
        Route(path, _spoken(handler), methods=[method], name=f"{page.name} {method} {path}")
        for page in pages.pages() for method, path, handler in page.routes
    ]  # fmt: skip
    routes.append(Mount(STATIC, StaticFiles(directory=str(files("standout.app") / "static")), name="static"))
    made = Starlette(routes=routes, exception_handlers={HTTPException: _spoken(_missing), Exception: _broken})
    made.state.desk = desk
    large = tuple(path for page in pages.pages() if page.large for _, path, _ in page.routes)
    made.add_middleware(Safety, token=token, names={*OURS, host}, large=lambda path: path in large)
    pages.templates().globals["static"] = STATIC
    return made


def _spoken(handler: Callable[..., Response | Awaitable[Response]]) -> Callable[..., Awaitable[Response]]:
    """Give a handler that runs in a thread, in the owner's language; what is wrong becomes a page that says so."""
    if inspect.iscoroutinefunction(handler):
        return handler
    plain = cast("Callable[..., Response]", handler)

    @wraps(handler)
    def shown(request: Request, *rest: object) -> Response:
        with words.speaking(request.app.state.desk.language()):
            try:
                return plain(request, *rest)
            except HTTPException:
                raise
            except StandoutError as error:
                return pages.wrong(request, str(error))
            except Exception as error:  # noqa: BLE001 - whatever it is, the page says so and the log says what
                return _broke(request, error)

    @wraps(handler)
    async def called(request: Request, *rest: object) -> Response:
        return await run_in_threadpool(shown, request, *rest)

    return called


def _missing(request: Request, error: HTTPException) -> Response:
    known = error.status_code in (404, 405)
    return pages.wrong(request, say("app.missing") if known else error.detail, status=error.status_code)


def _broke(request: Request, error: Exception) -> Response:
    traceback.print_exception(error, file=sys.stderr)
    return pages.wrong(request, say("app.broken"), status=500)


async def _broken(request: Request, error: Exception) -> Response:
    """Answer what went wrong outside of a handler, where `Safety` no longer stands before it."""
    response = await run_in_threadpool(_broke, request, error)
    response.headers.update(HEADERS)
    return response
