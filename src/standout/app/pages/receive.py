"""Receive: a file as it comes, piece by piece, onto the disk; its page is `files`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse

from standout import words
from standout.app import page
from standout.errors import StandoutError, TooLarge, UsageError
from standout.words import say
from standout.workspace import made_up, receiving

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from standout.app.desk import Desk

PIECE = 1 << 20
"""Bytes that are written at once."""


async def receive(request: Request) -> Response:
    """Take a file in; give its number among those that wait, or what is wrong in words."""
    desk = page.desk(request)
    with words.speaking(await run_in_threadpool(desk.language)):
        try:
            number = await _received(request, await run_in_threadpool(_store, desk))
        except TooLarge as error:
            return JSONResponse({"error": str(error)}, 413)
        except StandoutError as error:
            return JSONResponse({"error": str(error)}, 400)
        except ClientDisconnect:
            return JSONResponse({"error": ""}, 400)
        return JSONResponse({"number": number}, 201)


def _store(desk: Desk) -> Path:
    """Give where files go.

    Raises
    ------
    UsageError
        If there is no workspace yet, or it is the made-up town.

    """
    workspace = desk.workspace()
    if workspace is None:
        raise UsageError(say("receiving.first"))
    if made_up.is_town(workspace):
        raise UsageError(say("made_up.here"))
    return workspace.store


async def _received(request: Request, store: Path) -> str:
    length = request.headers.get("content-length", "")
    size = int(length) if length.isdecimal() else None
    arrival = await run_in_threadpool(receiving.begin, store, request.query_params.get("name", ""), size)
    held = bytearray()
    try:
        async for piece in request.stream():
            held += piece
            if len(held) >= PIECE:
                await run_in_threadpool(arrival.write, bytes(held))
                held.clear()
        if held:
            await run_in_threadpool(arrival.write, bytes(held))
        return (await run_in_threadpool(arrival.finish, size)).number
    except BaseException:  # whatever ends it, nothing half-way stays
        arrival.abandon()
        raise


PAGE = page.Page(
    name="receive", place=99, nav=False, large=True,
    routes=(("PUT", "/files/receive", receive),),
)  # fmt: skip
