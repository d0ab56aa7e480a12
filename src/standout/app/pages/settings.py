"""Settings: who we are, whom we are compared with, and the language, as ``standout.toml`` holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standout import words
from standout.app import page
from standout.charts.look import clean
from standout.errors import UsageError
from standout.words import say
from standout.workspace import config as configured

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LONGEST = 200
"""Letters a name may have."""
MOST = 1000
"""Rivals that may be named by hand."""


def show(request: Request) -> Response:
    """Give the form."""
    desk = page.desk(request)
    workspace = desk.workspace()
    if workspace is None:
        return page.back(request, "/")
    config = workspace.config
    return page.render(
        request, "settings.html", ours=config.ours, rivals="\n".join(config.rivals), spoken=desk.language(),
        languages=words.LANGUAGES, file=str(workspace.folder / configured.NAME),
    )  # fmt: skip


def save(request: Request) -> Response:
    """Write what was changed into ``standout.toml``, and nothing else of it."""
    desk, fields = page.desk(request), page.form(request)
    workspace = desk.workspace()
    if workspace is None:
        return page.back(request, "/")
    ours = _name(fields.get("ours", ""))
    rivals = list(dict.fromkeys(_name(line) for line in fields.get("rivals", "").splitlines() if line.strip()))
    language = fields.get("language", "")
    if language not in words.LANGUAGES or len(rivals) > MOST:
        raise UsageError(say("app_settings.wrong", most=MOST))
    changed = {"ours": ours, "rivals": rivals, "language": language}
    held = {"ours": workspace.config.ours, "rivals": list(workspace.config.rivals), "language": desk.language()}
    configured.change(workspace.folder, **{name: value for name, value in changed.items() if value != held[name]})
    with words.speaking(language):
        return page.back(request, "/", said=say("app_settings.saved"))


def _name(given: str) -> str:
    name = clean(given)
    if not name or len(name) > LONGEST:
        raise UsageError(say("app_settings.name", most=LONGEST))
    return name


PAGE = page.Page(name="settings", place=90, routes=[("GET", "/settings", show), ("POST", "/settings", save)])
