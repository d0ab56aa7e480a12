"""Paper: the page to hand over, and cards: made as the commands make them, and taken away as files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from standout.app import page
from standout.errors import UsageError
from standout.words import say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from standout.finding import Finding

KINDS = {
    "brief.html": ("text/html", "app_paper.kind.brief_html"),
    "brief.pdf": ("application/pdf", "app_paper.kind.brief_pdf"),
    "card.html": ("text/html", "app_paper.kind.card_html"),
    "card.json": ("application/json", "app_paper.kind.card_json"),
    "card-public.html": ("text/html", "app_paper.kind.card_public_html"),
    "card-public.json": ("application/json", "app_paper.kind.card_public_json"),
}
"""The files that may be taken away: their media types, and the keys of what they are in words."""
PAPERS = ("a4", "letter")
OWN = ("title", "text", "link")
LONGEST = 600
TELLING = ("yes", "probably")
CARDS = 40


def show(request: Request) -> Response:
    """Give what can be made, and what was."""
    desk = page.desk(request)
    workspace = desk.workspace()
    if workspace is None:
        return page.back(request, "/")
    made = [_made(path, key) for name, (_, key) in KINDS.items() if _ours(path := workspace.folder / name)]
    said = workspace.config.brief
    return page.render(
        request, "paper.html", made=made, papers=PAPERS, said=said, cards=_cards(request),
        job=desk.worker.under_way("paper"), longest=LONGEST,
    )  # fmt: skip


def _ours(path: Path) -> bool:
    """Tell whether a file is there, and not a link to one elsewhere."""
    return path.is_file() and not path.is_symlink()


def _made(path: Path, key: str) -> dict[str, Any]:
    there = path.stat()
    at = datetime.fromtimestamp(there.st_mtime).astimezone()
    return {"name": path.name, "kind": say(key), "at": at, "size": there.st_size}


def _cards(request: Request) -> list[tuple[str, str]]:
    """Give each answer a card can be made of: its address, and its first words."""
    found = page.desk(request).kept("est")
    told: list[Finding] = [one for one in found.answer.findings if one.verdict in TELLING] if found else []
    return [(str(place), one.sentence.partition(". ")[0] + ".") for place, one in enumerate(told[:CARDS])]


def brief(request: Request) -> Response:
    """Write the brief."""
    desk, fields = page.desk(request), page.form(request)
    own = {name: fields[name] for name in OWN if fields.get(name)}
    if any(len(value) > LONGEST for value in own.values()):
        raise UsageError(say("app_paper.long", most=LONGEST))
    paper = fields.get("paper", "")
    if paper in PAPERS:
        own["paper"] = paper
    return _started(
        request, "standout.app.jobs_paper:brief", "app_paper.writing_brief", folder=str(desk.folder),
        pdf=fields.get("form") != "html", long=fields.get("long") == "yes", own=own,
    )  # fmt: skip


def card(request: Request) -> Response:
    """Write the card of the answer that was picked."""
    desk, fields = page.desk(request), page.form(request)
    found, place = desk.kept("est"), fields.get("card", "")
    told = [one for one in found.answer.findings if one.verdict in TELLING] if found else []
    if not (place.isascii() and place.isdigit() and len(place) < 5) or int(place) >= len(told):
        raise UsageError(say("app_paper.which"))
    one = told[int(place)]
    return _started(
        request, "standout.app.jobs_paper:card", "app_paper.writing_card", folder=str(desk.folder), aspect=one.aspect,
        where=[[label, value] for label, value in one.world.items()], today=desk.today().isoformat(),
        public=fields.get("public") == "yes",
    )  # fmt: skip


def _started(request: Request, function: str, label: str, **arguments: Any) -> Response:
    job = page.desk(request).worker.start(function, label, key="paper", lane="drawing", then="/paper", **arguments)
    return page.back(request, f"/jobs/{job.id}")


def take(request: Request) -> Response:
    """Give a file that was made, to keep: its own styles can't stand under this server's policy."""
    desk, name = page.desk(request), request.path_params["name"]
    path: Path = desk.folder / name
    if name not in KINDS or not _ours(path):
        raise HTTPException(404)
    return FileResponse(path, media_type=KINDS[name][0], filename=name)


PAGE = page.Page(
    name="paper", place=80,
    routes=[("GET", "/paper", show), ("POST", "/paper/brief", brief), ("POST", "/paper/card", card),
            ("GET", "/paper/{name}", take)],
)  # fmt: skip
