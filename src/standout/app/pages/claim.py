"""Claim: a slogan typed, read back, stamped, and only then tested.

No score, and no answer that rests on one, stands on this page before the stamp is on the disk: a claim that was picked
after a look at its scores proves less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException

from standout.app import page
from standout.app.asked import may_start
from standout.app.looks import counted
from standout.errors import StandoutError, UsageError
from standout.words import say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LONGEST = 300
EVERYBODY = "all"
SECONDS = 120.0
SHOWN = 30
WORLDS = 20
"""Values of a descriptor that are proposed; any other may be typed."""


def show(request: Request) -> Response:
    """Give the form, what a claim that was typed is read as, and the claims stamped before."""
    given = {name: request.query_params.get(name, "").strip() for name in ("text", "aspect", "where")}
    return _page(request, given, _read(request, given) if given["text"] and may_start(request) else None)


def _page(request: Request, given: dict[str, str], found: dict[str, Any] | str | None) -> Response:
    from standout.workspace import remembered  # noqa: PLC0415 - only where there is a workspace

    desk = page.desk(request)
    workspace = desk.workspace()
    if workspace is None:
        return page.back(request, "/")
    wrong, read = (found, None) if isinstance(found, str) else ("", found)
    return page.render(
        request, "claim.html", status=400 if wrong else 200, given=given, wrong=wrong, read=read, longest=LONGEST,
        offered=_offered(request), stamps=remembered.stamps(workspace.index)[::-1][:SHOWN], everybody=EVERYBODY,
    )  # fmt: skip


def _read(request: Request, given: dict[str, str]) -> dict[str, Any] | str:
    """Give what a claim is read as, or why it can't be."""
    try:
        job = _started(request, "read", given, lane="drawing")
    except StandoutError as error:
        return str(error)
    page.desk(request).worker.wait(job, SECONDS)
    return job.result if job.state == "done" else job.error or say("app.job.stopped")


def read(request: Request) -> Response:
    """Lead to the page that says what a claim is read as."""
    fields = page.form(request)
    kept = {name: fields[name] for name in ("text", "aspect", "where") if fields.get(name)}
    return page.back(request, f"/claim?{urlencode(kept)}#read" if kept.get("text") else "/claim")


def test(request: Request) -> Response:
    """Stamp a claim and test it."""
    fields = page.form(request)
    given = {name: fields.get(name, "") for name in ("text", "aspect", "where")}
    try:
        job = _started(request, "test", given, lane="asking")
    except StandoutError as error:
        return _page(request, given, str(error))
    job.then = f"/claim/{job.id}"
    return page.back(request, f"/jobs/{job.id}")


def _started(request: Request, function: str, given: dict[str, str], *, lane: str) -> Any:
    if not given["text"] or any(len(value) > LONGEST for value in given.values()):
        raise UsageError(say("app_claim.long", most=LONGEST))
    desk = page.desk(request)
    return desk.worker.start(
        f"standout.app.jobs_claim:{function}", "app_claim.testing", key=f"claim {function} {sorted(given.items())}",
        lane=lane, folder=str(desk.folder), text=given["text"], aspect=given["aspect"], where=_where(given["where"]),
    )  # fmt: skip


def _where(given: str) -> list[list[str]] | None:
    """Give the world that was typed: as the words say where nothing was, everybody for ``all``."""
    if not given:
        return None
    if given.casefold() in (EVERYBODY, say("app_claim.everybody").casefold()):
        return []
    pairs = [one.partition("=") for one in given.split(";") if one.strip()]
    if not all(equals for _, equals, _ in pairs):
        raise UsageError(say("view.wrong_pair", given=given))
    return [[label.strip(), value.strip()] for label, _, value in pairs]


def _offered(request: Request) -> tuple[list[str], list[str]]:
    """Give the aspects a claim may be about and the worlds it may speak of: names alone, with no score."""
    workspace = page.desk(request).workspace()
    known = counted(workspace) if workspace else None
    if known is None:
        return [], []
    worlds = [f"{one.label}={value}" for one in known.descriptors for value, _ in one.values[:WORLDS]]
    return [one.label for one in known.aspects], worlds


def done(request: Request) -> Response:
    """Give what came of a claim that was stamped."""
    job = page.desk(request).worker.job(request.path_params["job"])
    if job is None or not isinstance(job.result, dict) or not job.result.get("answer"):
        raise HTTPException(404)
    lines, begins = job.result["lines"], say(f"claim.answer.{job.result['answer']}")
    at = next((place for place, line in enumerate(lines) if line.startswith(begins)), 0)
    return page.render(request, "claimed.html", text=lines[0], came=lines[at:], before=lines[1:at])


PAGE = page.Page(
    name="claim", place=40,
    routes=[("GET", "/claim", show), ("POST", "/claim/read", read), ("POST", "/claim/test", test),
            ("GET", "/claim/{job}", done)],
)  # fmt: skip
