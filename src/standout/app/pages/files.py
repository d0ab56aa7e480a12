"""Files: the first visit, files that wait to be accepted, and what is held.

Reads    the inbox of the workspace (`workspace.inbox`) and the index; nothing heavy is loaded in the server
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import StreamingResponse

from standout import words
from standout.app import page, waiting_form
from standout.charts.look import clean
from standout.errors import StandoutError, WorkspaceError
from standout.tables.spreadsheet import csv_pieces
from standout.words import LANGUAGES, say
from standout.workspace import Workspace, accepting, inbox, made_up
from standout.workspace.file_names import in_words, shown_name
from standout.workspace.inbox import Said, Waiting
from standout.workspace.receiving import LARGEST

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from standout.app.desk import Desk
    from standout.app.work import Job

LANE = "reading"
TABLES = ("reviews", "orders", "people", "sends", "facts", "claims", "adoptions", "ties")
MESSAGES = {"mailbox", "whatsapp_chat"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One file that was added: ``number`` is its first import, by which it is asked for."""

    number: int
    name: str
    what: tuple[str, ...]
    loaded: int
    rejected: int
    known: int
    added: str
    oldest: str
    newest: str
    imports: tuple[int, ...]


def show(request: Request) -> Response:
    """Give the page: what waits and what is held; before there is a workspace, the first page of all."""
    desk = page.desk(request)
    workspace = desk.workspace()
    if workspace is None:
        return _welcome(request)
    done = desk.worker.job(request.query_params.get("done", ""))
    return page.render(
        request, "files.html", town=made_up.is_town(workspace), waiting=inbox.waiting(workspace.store),
        held=held(workspace), largest=LARGEST, most=in_words(LARGEST), job=_under_way(desk),
        came=_came(done), ours=clean(workspace.config.ours), then="/files",
    )  # fmt: skip


def _welcome(request: Request, *, wrong: str = "", name: str = "", language: str = "", status: int = 200) -> Response:
    desk = page.desk(request)
    if job := desk.worker.under_way("town"):
        return page.render(request, "job.html", job=job, then="/")
    spoken = language or request.query_params.get("language", "") or _preferred(request)
    with words.speaking(spoken if spoken in LANGUAGES else ""):
        empty = not desk.folder.exists() or not any(desk.folder.iterdir())
        return page.render(
            request, "files_first.html", status=status, wrong=wrong, name=name, spoken=words.language(),
            languages=_languages(), empty=empty,
        )  # fmt: skip


def _languages() -> list[tuple[str, str]]:
    """Give each language by its own name for itself."""
    found = []
    for code in LANGUAGES:
        with words.speaking(code):
            found.append((code, say("app_files.itself")))
    return found


def _preferred(request: Request) -> str:
    """Give the language the browser asks for first, where we speak it."""
    first = request.headers.get("accept-language", "").split(",")[0].strip()[:2].lower()
    return first if first in LANGUAGES else ""


def begin(request: Request) -> Response:
    """Make a workspace of an empty folder, by the name of the business."""
    desk, fields = page.desk(request), page.form(request)
    name, language = fields.get("business", ""), fields.get("language", "")
    language = language if language in LANGUAGES else ""
    if desk.workspace() is not None:
        return page.back(request, "/files")
    with words.speaking(language):
        if not name.strip():
            return _welcome(request, wrong=say("app_files.nameless"), language=language, status=400)
        try:
            Workspace.new(desk.folder, ours=clean(name), language=language)
        except StandoutError as error:
            return _welcome(request, wrong=str(error), name=name, language=language, status=400)
        return page.back(request, "/files", said=say("app_files.made", name=clean(name)))


def town(request: Request) -> Response:
    """Set up the made-up town, where the folder is empty."""
    desk = page.desk(request)
    if desk.workspace() is not None:
        return page.back(request, "/files")
    job = desk.worker.start(
        "standout.app.reading:made_up_town", "app_files.adding_town", key="town", lane=LANE, then="/",
        folder=str(desk.folder),
    )  # fmt: skip
    return page.back(request, f"/jobs/{job.id}?then=/")


def clear_town(request: Request) -> Response:
    """Take the made-up town away."""
    if page.desk(request).worker.under_way("town"):
        raise WorkspaceError(say("app_files.town_coming"))
    made_up.clear(page.desk(request).folder)
    return page.back(request, "/files", said=say("app_files.town_cleared"))


def part(request: Request) -> Response:
    """Give one file that waits, as a part of the page; where it wasn't looked at yet, that begins."""
    desk, workspace = page.desk(request), _workspace(request)
    number = request.path_params["number"]
    file = inbox.one(workspace.store, number)
    job = None if file.look else _looking(desk, file, request.query_params.get("job", ""))
    if job and not job.under_way and not job.error:  # it ended between the two looks
        file, job = inbox.one(workspace.store, number), None
    return page.render(
        request, "_waiting.html", **_of(file, workspace), job=job, wrong="", opened="opened" in request.query_params
    )


def _of(file: Waiting, workspace: Workspace) -> dict[str, Any]:
    """Give what the form of a file needs."""
    config = workspace.config
    return {
        "file": file, "ours": config.ours, "rivals": config.rivals, "tables": TABLES, "size": in_words(file.size),
        "marks": [] if file.look is None else [_mark(file, place) for place in range(len(file.look.proposals))],
    }  # fmt: skip


def _mark(file: Waiting, place: int) -> str:
    """Give how a table stands: ``left``, ``ready``, ``asks`` or ``unusable``."""
    proposal = file.look.proposals[place]  # type: ignore[union-attr]
    told = file.said.get(proposal.member, Said())
    if told.leave_out:
        return "left"
    return "ready" if proposal.ready else "unusable" if not proposal.columns else "asks"


def _looking(desk: Desk, file: Waiting, before: str) -> Job | None:
    """Give the job that looks at a file: the one that was begun, if it is of no use no more."""
    known = desk.worker.job(before) if before else None
    if known and known.key == _key(file) and not known.under_way and known.error:
        return known
    return desk.worker.start(
        "standout.app.reading:look", "app_files.looks", key=_key(file), lane=LANE, folder=str(desk.folder),
        number=file.number,
    )  # fmt: skip


def _key(file: Waiting) -> str:
    return f"look {file.number} {hash(str(file.said))} {words.language()}"


def look(request: Request) -> Response:
    """Keep what the form of a file says, and look at it anew."""
    workspace = _workspace(request)
    number = request.path_params["number"]
    try:
        _noted(request, workspace, number)
    except StandoutError as error:
        file = inbox.one(workspace.store, number)
        values = _of(file, workspace) | {"job": None, "wrong": str(error), "opened": True}
        template = "_waiting.html" if page.part(request) else "files_one.html"
        return page.render(request, template, status=200 if page.part(request) else 400, **values)
    if page.part(request):
        return part(request)
    return page.back(request, f"/files#f-{number}")


def _noted(request: Request, workspace: Workspace, number: str) -> None:
    """Keep what the form of a file says of its tables."""
    file, fields = inbox.one(workspace.store, number), page.form(request)
    if file.look is None:
        return
    told = {
        one.member: waiting_form.said(
            place, one, file.said.get(one.member, Said()), fields, workspace.config.ours
        )
        for place, one in enumerate(file.look.proposals)
        if any(name.startswith(f"{place}.") for name in fields) or fields.get("by_hand") == str(place)
    }  # fmt: skip
    inbox.note(workspace.store, number, told)


def accept(request: Request) -> Response:
    """Store a file that waits, as its form says."""
    desk, workspace = page.desk(request), _workspace(request)
    number = request.path_params["number"]
    _noted(request, workspace, number)
    return _accepted(request, desk, [number])


def accept_all(request: Request) -> Response:
    """Store every file that waits and needs nothing said."""
    desk, workspace = page.desk(request), _workspace(request)
    ready = [
        file.number for file in inbox.waiting(workspace.store)
        if file.look and file.look.proposals and all(_mark(file, i) == "ready" for i in range(len(file.look.proposals)))
    ]  # fmt: skip
    if not ready:
        return page.back(request, "/files", said=say("app_files.none_ready"))
    return _accepted(request, desk, ready)


def _accepted(request: Request, desk: Desk, numbers: Sequence[str]) -> Response:
    job = desk.worker.start(
        "standout.app.reading:accept", "app_files.accepting", key=f"accept {' '.join(numbers)}", lane=LANE,
        folder=str(desk.folder), numbers=list(numbers),
    )  # fmt: skip
    job.then = f"/files?done={job.id}"
    return page.back(request, job.then)


def _under_way(desk: Desk) -> Job | None:
    """Give the job that changes what is held, while there is one."""
    return next(
        (job for job in desk.worker.jobs() if job.under_way and job.key.startswith(("accept ", "undo ", "town"))), None
    )


def _came(job: Job | None) -> list[dict[str, object]]:
    """Give what came of the files that were accepted last, a line each."""
    if job is None or not isinstance(job.result, list):
        return [] if job is None or not job.error else [{"line": job.error, "wrong": True, "alike": []}]
    return [_line(one) for one in job.result]


def _line(one: Mapping[str, object]) -> dict[str, object]:
    if one.get("left_out"):
        told = say("app_files.could_not", name=clean(str(one["name"])), why=clean(str(one["left_out"])))
        return {"line": told, "wrong": True, "alike": []}
    figures = {name: one[name] for name in ("records", "loaded", "rejected", "known")}
    mapped = one["source"] == "mapped"
    figures["what"] = say(f"app_files.table.{one['table']}") if mapped else one["what"]
    useless = bool(one["records"]) and not one["loaded"] and not one["known"]
    told = say("app_files.came", name=clean(str(one["name"])), **figures)
    return {
        "line": f"{told} {say('app_files.useless')}" if useless else told, "wrong": useless, "alike": one["alike"],
        "notes": one["notes"],
    }  # fmt: skip


def leave(request: Request) -> Response:
    """Take a file that waits away."""
    desk, number = page.desk(request), request.path_params["number"]
    if any(job.under_way and job.key.startswith("accept ") and number in job.key for job in desk.worker.jobs()):
        raise WorkspaceError(say("app_files.too_late"))
    name = inbox.leave_out(_workspace(request).store, number)
    return page.back(request, "/files", said=say("app_files.left_out", name=name))


def held(workspace: Workspace) -> list[Held]:
    """Give every file that is held, the newest first."""
    grouped: dict[tuple[str, str], list[object]] = {}
    for one in workspace.index.imports():
        grouped.setdefault((one.path, one.sha256), []).append(one)
    found = []
    for (path, _), group in grouped.items():
        tables = tuple(dict.fromkeys(one.table_name for one in group))  # type: ignore[attr-defined]
        sums = {name: sum(getattr(one, name) for one in group) for name in ("loaded", "rejected", "known")}
        days = sorted(day for one in group for day in (one.oldest, one.newest) if day)  # type: ignore[attr-defined]
        found.append(
            Held(
                number=group[0].import_id, name=clean(shown_name(path)), what=tables, **sums,  # type: ignore[attr-defined]
                added=group[0].added_at, oldest=days[0] if days else "", newest=days[-1] if days else "",  # type: ignore[attr-defined]
                imports=tuple(one.import_id for one in group),  # type: ignore[attr-defined]
            )
        )  # fmt: skip
    return found[::-1]


def _one_held(request: Request) -> Held:
    """Give the file that is asked for.

    Raises
    ------
    WorkspaceError
        If it isn't held any more.

    """
    number = request.path_params["number"]
    found = next((one for one in held(_workspace(request)) if str(one.number) == number), None)
    if found is None:
        raise WorkspaceError(say("app_files.no_such"))
    return found


def sure(request: Request) -> Response:
    """Ask once more before a file is taken back."""
    return page.render(request, "files_undo.html", file=_one_held(request))


def undo(request: Request) -> Response:
    """Take a file back."""
    desk, file = page.desk(request), _one_held(request)
    job = desk.worker.start(
        "standout.app.reading:take_back", "app_files.undoing", key=f"undo {file.number}", lane=LANE,
        folder=str(desk.folder), numbers=list(file.imports), then="/files",
    )  # fmt: skip
    desk.worker.wait(job, 5)
    if job.state == "done":
        return page.back(request, "/files", said=say("app_files.undone", name=file.name, n=job.result))
    if job.error:
        raise WorkspaceError(job.error)
    return page.back(request, "/files")


def same(request: Request) -> Response:
    """Settle that two names are one business."""
    fields, workspace = page.form(request), _workspace(request)
    read, known = fields.get("read", ""), fields.get("known", "")
    if read and known in (workspace.config.ours, *workspace.config.rivals):
        workspace.join(read, known)
    return page.back(request, "/files", said=say("app_files.same_said", read=clean(read), known=clean(known)))


def rejected(request: Request) -> Response:
    """Give the rows of a file that were turned away, as CSV."""
    file, workspace = _one_held(request), _workspace(request)
    head = [say(f"app_files.{name}") for name in ("line", "why", "record")]
    rows = csv_pieces(head, accepting.rejected(workspace, list(file.imports)))
    named = {"content-disposition": f'attachment; filename="rejected-{file.number}.csv"'}
    return StreamingResponse(rows, media_type="text/csv; charset=utf-8", headers=named)


def _workspace(request: Request) -> Workspace:
    """Give the workspace.

    Raises
    ------
    WorkspaceError
        If there is none yet.

    """
    workspace = page.desk(request).workspace()
    if workspace is None:
        raise WorkspaceError(say("receiving.first"))
    return workspace


PAGE = page.Page(
    name="files", place=30,
    routes=(
        ("GET", "/files", show),
        ("POST", "/files/begin", begin),
        ("POST", "/files/town", town),
        ("POST", "/files/town/clear", clear_town),
        ("POST", "/files/accept", accept_all),
        ("POST", "/files/same", same),
        ("GET", "/files/held/{number}/undo", sure),
        ("POST", "/files/held/{number}/undo", undo),
        ("GET", "/files/held/{number}/rejected.csv", rejected),
        ("GET", "/files/waiting/{number}", part),
        ("POST", "/files/waiting/{number}/look", look),
        ("POST", "/files/waiting/{number}/accept", accept),
        ("POST", "/files/waiting/{number}/leave", leave),
    ),
)  # fmt: skip
