"""Asked: an answer that was kept for a view, or the work that makes it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standout.app import page
from standout.errors import UsageError
from standout.report.chapter import Chapter
from standout.words import nearest, say

if TYPE_CHECKING:
    from starlette.requests import Request

    from standout.app.work import Job
    from standout.question import Question
    from standout.workspace.kept import Kept
    from standout.workspace.view import View

OURS = ("", "none", "same-origin")
"""Where a request may come from to start work: an address that was typed or bookmarked, or a page of ours."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is there of a view: an answer, or the job that makes one; neither where nobody asked for it."""

    kept: Kept | None
    job: Job | None


def question(request: Request, name: str) -> Question:
    """Give the question called ``name``.

    Raises
    ------
    UsageError
        If there is none; the message names those there are.

    """
    known = {one.name: one for one in page.desk(request).questions()}
    if name not in known:
        raise UsageError(say("workspace.no_question", name=name, near=nearest(name, known)))
    return known[name]


def asked(request: Request, name: str, view: View, *, start: bool = True) -> Asked:
    """Give what was kept for a view; where nothing was, start the work, unless another site led here."""
    desk = page.desk(request)
    kept = desk.kept(name, view)
    if kept is None and start and may_start(request):
        return Asked(None, desk.ask(name, view))
    return Asked(kept, under_way(request, name, view))


def under_way(request: Request, name: str, view: View) -> Job | None:
    """Give the work that makes an answer, where it is under way."""
    worker = page.desk(request).worker
    whole = replace(view, aspect="") == type(view)()
    return worker.under_way(f"ask {name} {view.query()}") or (worker.under_way("ask") if whole else None)


def may_start(request: Request) -> bool:
    """Tell whether opening this page may start work: a link on another site may not."""
    return request.headers.get("sec-fetch-site", "") in OURS


def chapter(kept: Kept, asks: str) -> Chapter:
    """Give a kept answer as what a report tells of it."""
    answer = kept.answer
    return Chapter(
        question=answer.question.name, asks=asks, findings=answer.findings, table=answer.table,
        pictures=kept.pictures, evidence=answer.evidence, fingerprint=answer.fingerprint,
    )  # fmt: skip


def command(folder: str, question: str, view: View, used: Mapping[str, object]) -> str:
    """Give the command that answers a view again, as typed in the folder above the workspace.

    Examples
    --------
    >>> from standout.workspace.view import View
    >>> command("mybiz", "est", View(subject="Corner Deli", where=(("Meal", "lunch"),)), {})
    "standout ask mybiz est --for 'Corner Deli' --where Meal=lunch"

    """
    words = ["standout", "ask", folder, question]
    words += ["--for", view.subject] if view.subject else []
    words += ["--rivals", ", ".join(view.rivals)] if view.rivals else []
    for label, value in view.where:
        words += ["--where", f"{label}={value}"]
    words += ["--since", view.since.isoformat()] if view.since else []
    words += ["--as-of", view.until.isoformat()] if view.until else []
    for setting, given in sorted(used.items()):
        words += ["--set", f"{setting}={given}"]
    return shlex.join(words)
