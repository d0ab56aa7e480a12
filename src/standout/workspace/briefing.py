"""The brief of a workspace, and whether a brief still follows from its files."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout import __version__
from standout.answer import Answer
from standout.errors import VerifyError
from standout.questions.est import QUESTION as EST
from standout.report.brief import body_digest, embedded, intact, render
from standout.report.chapter import Brief, Chapter, FileRead, Held, Inventory
from standout.words import say
from standout.workspace import asking, card_checking, plan_records, planning

if TYPE_CHECKING:
    from standout.workspace.index import Index
    from standout.workspace.workspace import Workspace

NAME = "brief.html"
CALLED_AFTER = {"whatsapp_chat": "chat", "mailbox": "mailbox", "vcard": "cards"}
"""Sources whose files are often called after somebody, and what they are said to be where a page is passed on."""


def page(workspace: Workspace, answers: Sequence[Answer], check: str, week: str | None = None) -> Brief:
    """Give everything a brief of these answers shows.

    ``check`` is the command that checks it; ``week`` names the plan it shows, the latest where not given, none where
    it is empty.
    """
    config = workspace.config
    chapters = [_chapter(answer) for answer in answers]
    return Brief(
        business=config.ours, rivals=config.rivals, chapters=chapters,
        inventory=inventory(workspace.index, passed_on=True),
        as_of=max((c.evidence.as_of for c in chapters if c.evidence.as_of), default=None),
        version=__version__, banner=config.banner, notes=config.notes, check=check,
        week=planning.plan_of(workspace, week),
        warning="" if plan_records.whole(workspace) else say("plan.changed"),
    )  # fmt: skip


def write(workspace: Workspace, out: str | Path | None) -> tuple[Path, str]:
    """Ask every question, keep the answers, write the brief; give its path and its first sentence."""
    answers = workspace.ask_all()
    for answer in answers:
        asking.keep(workspace.store, answer)
    path = Path(out) if out else workspace.folder / NAME
    made = page(workspace, answers, check_command(path, workspace.folder))
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(render(made), encoding="utf-8")
    aside.replace(path)
    return path, headline(made)


def check_command(path: Path, folder: Path) -> str:
    """Give the command that checks a page, as typed in the folder it lies in."""
    command = ["standout", "verify", path.name]
    if path.resolve().parent != folder.resolve():
        command += ["--workspace", os.path.relpath(folder.resolve(), path.resolve().parent)]
    return shlex.join(command)


def headline(made: Brief) -> str:
    """Give the first sentence of a brief: what we are best at, where that was asked."""
    asked = sorted(made.chapters, key=lambda chapter: chapter.question != EST.name)
    first = next((finding for chapter in asked for finding in chapter.findings), None)
    return first.sentence if first else say("workspace.headline_empty")


def _chapter(answer: Answer) -> Chapter:
    return Chapter(
        question=answer.question.name, asks=answer.question.asks, findings=answer.findings, table=answer.table,
        pictures=answer.pictures(), evidence=answer.evidence, fingerprint=answer.fingerprint,
    )  # fmt: skip


def inventory(index: Index, *, passed_on: bool = False) -> Inventory:
    """Give what was read, what is held and what was turned away.

    Where it is ``passed_on``, files that are called after somebody the owner knows go by what they are, such as a chat.
    """
    shown = _plainly if passed_on else _shown
    imports = index.imports()
    files = [
        FileRead(
            path=shown(one.path, one.member, one.source, one.table_name), source=one.source, table=one.table_name,
            records=one.records, loaded=one.loaded, rejected=one.rejected, known=one.known, sha256=one.sha256,
            added_at=one.added_at,
        )
        for one in imports
    ]  # fmt: skip
    rows = index.rows(
        "SELECT p.table_name AS name, sum(p.rows) AS held, group_concat(DISTINCT i.source) AS sources, "
        "min(i.oldest) AS oldest, max(i.newest) AS newest "
        "FROM parts p JOIN imports i USING (import_id) GROUP BY p.table_name ORDER BY p.table_name"
    )
    held = [
        Held(
            table=row["name"], rows=row["held"], sources=tuple(sorted(row["sources"].split(","))),
            oldest=_day(row["oldest"]), newest=_day(row["newest"]),
        )
        for row in rows
    ]  # fmt: skip
    turned = index.rows("SELECT * FROM rejects JOIN imports USING (import_id) ORDER BY import_id, line")
    rejects = [
        {"path": shown(row["path"], row["member"], row["source"], row["table_name"]), "line": row["line"],
         "reason": row["reason"], "text": row["record"]}
        for row in turned
    ]  # fmt: skip
    return Inventory(files=files, held=held, rejects=rejects)


def _shown(path: str, member: str, *_: str) -> str:
    return f"{Path(path).name} › {member}" if member else Path(path).name


def _plainly(path: str, member: str, source: str, table: str) -> str:
    """Give what a file is where its name may be a friend's, else its name."""
    kind = CALLED_AFTER.get(source) or ("ties" if table == "ties" else "")
    return say(f"ties.file.{kind}") if kind else _shown(path, member)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def verify(brief: Path, folder: Path | None = None, today: date | None = None) -> dict[str, Any]:
    """Make every figure of a brief or a card again, and compare.

    Parameters
    ----------
    brief : Path
        The page.
    folder : Path, optional
        Its workspace; the folder the page stands in where not given.  The public page of a card needs none.
    today : date, optional
        The day to judge the age of a card by.

    Returns
    -------
    dict
        Of a brief: ``holds`` (true), ``kind``, ``findings`` and ``inputs`` (how many), ``fingerprint``.  Of a
        card as `standout.workspace.card_checking.verify` says.

    Raises
    ------
    VerifyError
        If the page was changed, its files or settings are no longer those, or a figure comes out differently.

    """
    from standout.workspace.workspace import Workspace  # noqa: PLC0415 - the two need each other

    if not brief.exists():
        raise VerifyError(say("workspace.no_brief", file=str(brief)))
    html = brief.read_text(encoding="utf-8", errors="replace")
    if brief.suffix == ".json":
        html = card_checking.page_of(html)
    said = embedded(html)
    home = folder or brief.resolve().parent
    if said.get("card") and said.get("public"):
        return card_checking.verify(brief, html, said, folder, today)
    if not Workspace.there(home):
        raise VerifyError(say("workspace.lost_workspace", file=str(brief)))
    if said.get("card"):
        return card_checking.verify(brief, html, said, home, today)
    workspace, changed = Workspace(home), VerifyError(say("workspace.page_changed", file=str(brief)))
    if not intact(html):
        raise changed
    answers = []
    for chapter in said["chapters"]:
        evidence = chapter["evidence"]
        day = date.fromisoformat(evidence["as_of"]) if evidence["as_of"] else None
        answer = workspace.ask(evidence["question"], as_of=day, **evidence["settings"])
        _same(chapter, answer, home)
        answers.append(answer)
    if said["version"] == __version__ and body_digest(
        render(page(workspace, answers, said.get("check", ""), said.get("week", "")))
    ) != body_digest(html):
        raise changed
    return {
        "holds": True,
        "kind": "brief",
        "findings": sum(len(answer.findings) for answer in answers),
        "inputs": max((len(answer.evidence.inputs) for answer in answers), default=0),
        "fingerprint": " ".join(answer.fingerprint for answer in answers),
    }


def _same(chapter: dict[str, Any], answer: Answer, home: Path) -> None:
    """Raise where a chapter isn't what its files give now; name the first thing that differs."""
    if tuple(chapter["evidence"]["inputs"]) != answer.evidence.inputs:
        raise VerifyError(say("workspace.inputs_changed", folder=shlex.quote(str(home))))
    found = [finding.sentence for finding in answer.findings]
    for one, other in zip(chapter["sentences"], found, strict=False):
        if one != other:
            raise VerifyError(say("workspace.figures_differ", said=one, found=other, folder=shlex.quote(str(home))))
    if chapter["fingerprint"] != answer.fingerprint or len(chapter["sentences"]) != len(found):
        raise VerifyError(say("workspace.settings_changed", folder=shlex.quote(str(home))))
