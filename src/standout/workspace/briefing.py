"""The brief of a workspace, and whether a brief still follows from its files."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout import __version__
from standout.answer import Answer
from standout.errors import UsageError, VerifyError
from standout.questions.est import QUESTION as EST
from standout.report import fonts, what_if
from standout.report import pdf as printing
from standout.report.brand import Brand
from standout.report.brief import body_digest, embedded, intact, render, sheet
from standout.report.chapter import Brief, Chapter, FileRead, Held, Inventory
from standout.words import FIRST, language, own, say, speaking
from standout.workspace import asking, branding, card_checking, kept, plan_records, planning
from standout.workspace.drawings import Drawings
from standout.workspace.view import View

if TYPE_CHECKING:
    from standout.charts.chart import Picture
    from standout.workspace.index import Index
    from standout.workspace.workspace import Workspace

NAME, PDF = "brief.html", ".pdf"
CALLED_AFTER = {"whatsapp_chat": "chat", "mailbox": "mailbox", "vcard": "cards"}
"""Sources whose files are often called after somebody, and what they are said to be where a page is passed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A brief that was written: its files, the page first, how it starts, and what its owner should know."""

    files: tuple[Path, ...]
    headline: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer, its pictures, and what more reviews could make of it."""

    answer: Answer
    pictures: Sequence[Picture]
    what_if: Sequence[Mapping[str, Any] | None]


def page(
    workspace: Workspace, answers: Iterable[Answer | Shown], check: str, week: str | None = None, *,
    brand: Brand | None = None, long: bool = False,
) -> Brief:  # fmt: skip
    """Give everything a brief of these answers shows.

    ``check`` is the command that checks it; ``week`` names the plan it shows, the latest where not given, none where
    it is empty.  ``brand`` is what ``standout.toml`` says where not given; ``long`` has everything printed.
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
        brand=branding.brand(workspace.folder, config.brief) if brand is None else brand, long=long,
    )  # fmt: skip


def write(
    workspace: Workspace, out: str | Path | None = None, *, pdf: bool = False, long: bool = False, **own: str
) -> Written:
    """Write the brief, from kept answers where nothing changed since they were given, else asked anew.

    Parameters
    ----------
    workspace : Workspace
    out : Path, optional
        Where; ``brief.html`` in the workspace where not given.  With ``pdf`` it may end in ``.pdf``; the page that
        can be checked stands beside it.
    pdf : bool
        Whether to write it as PDF too.
    long : bool
        Whether paper shows everything, and not the first page alone.
    **own
        In place of what ``standout.toml`` says: ``title``, ``text``, ``logo``, ``paper``, ``link``.

    Raises
    ------
    SettingError
        If what is the owner's own can't be printed.
    DataError
        If a PDF is wanted and can't be written here.

    """
    path = Path(out) if out else workspace.folder / NAME
    if path.suffix == PDF and not pdf:
        raise UsageError(say("brief.pdf.not_html", file=str(path)))
    brand = branding.brand(workspace.folder, workspace.config.brief, **own)
    if pdf:
        printing.library()
    shown = answered(workspace)
    html = path.with_suffix(".html") if path.suffix == PDF else path
    made = page(workspace, shown, check_command(html, workspace.folder), brand=brand, long=long)
    html.parent.mkdir(parents=True, exist_ok=True)
    drawings = Drawings(workspace)
    whole = render(made, drawings.draw)
    files = [_put(html, whole.encode("utf-8"))]
    if pdf:
        printed = whole if long else sheet(made, drawings.draw)
        files.append(_put(path.with_suffix(PDF), printing.pdf(printed, brand.paper)))
    drawings.swept()
    return Written(files=tuple(files), headline=headline(made), notes=letters(made))


def answered(workspace: Workspace) -> list[Shown]:
    """Give the answer of every question: those kept where all are of now, else each asked anew and kept."""
    names, plain = [one.name for one in asking.in_order()], View()
    held = [kept.kept(workspace, plain, name) for name in names]
    fresh = [Shown(answer=one.answer, pictures=one.pictures, what_if=one.what_if) for one in held if one and one.fresh]
    if len(fresh) == len(names):
        return fresh
    states = {name: kept.state(workspace, name) for name in names}
    found = []
    for answer in workspace.ask_all():
        asking.keep(workspace.store, answer)
        kept.keep(workspace, plain, answer, state=states[answer.question.name])
        found.append(_drawn(answer))
    return found


def letters(made: Brief) -> tuple[str, ...]:
    """Say which letters of the names on a page no font here has."""
    return unseen([made.business, *made.rivals, made.brand.title, made.brand.text])


def unseen(texts: Iterable[str]) -> tuple[str, ...]:
    """Say which letters of some texts no font here has, and what to install."""
    return tuple(say("brief.pdf.letters", letters=one.letters, package=one.package) for one in fonts.missing(texts))


def _put(path: Path, content: bytes) -> Path:
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(content)
    aside.replace(path)
    return path


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


def _drawn(answer: Answer) -> Shown:
    rows = what_if.rows(answer.findings, answer.evidence.settings)
    return Shown(answer=answer, pictures=answer.pictures(), what_if=rows)


def _chapter(one: Answer | Shown) -> Chapter:
    shown = one if isinstance(one, Shown) else _drawn(one)
    answer, name = shown.answer, shown.answer.question.name
    return Chapter(
        question=name, asks=own(f"question.{name}.asks", answer.question.asks), findings=answer.findings,
        table=answer.table, pictures=shown.pictures, evidence=answer.evidence, fingerprint=answer.fingerprint,
        what_if=shown.what_if,
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
        Of a brief: ``holds`` (true), ``kind``, ``findings`` and ``inputs`` (how many), ``fingerprint``, and ``own``:
        in words, what of it is the owner's own and nothing checks.  Of a card as
        `standout.workspace.card_checking.verify` says.

    Raises
    ------
    VerifyError
        If the page was changed, its files or settings are no longer those, or a figure comes out differently.

    """
    if not brief.exists():
        raise VerifyError(say("workspace.no_brief", file=str(brief)))
    html = brief.read_text(encoding="utf-8", errors="replace")
    if brief.suffix == ".json":
        html = card_checking.page_of(html)
    said = embedded(html)
    with speaking(said.get("language", FIRST)):
        return _verified(brief, html, said, folder, today)


def _verified(
    brief: Path, html: str, said: dict[str, Any], folder: Path | None, today: date | None
) -> dict[str, Any]:  # fmt: skip
    """Make a page again in the language it speaks."""
    from standout.workspace.workspace import Workspace  # noqa: PLC0415 - the two need each other

    home = folder or brief.resolve().parent
    if said.get("card") and said.get("public"):
        return card_checking.verify(brief, html, said, folder, today)
    if not Workspace.there(home):
        raise VerifyError(say("workspace.lost_workspace", file=str(brief)))
    if said.get("card"):
        return card_checking.verify(brief, html, said, home, today)
    workspace = Workspace(home, language=language())
    changed = VerifyError(say("workspace.page_changed", file=str(brief)))
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
        render(page(workspace, answers, said.get("check", ""), said.get("week", ""), brand=_own(said)))
    ) != body_digest(html):
        raise changed
    return {
        "holds": True,
        "kind": "brief",
        "findings": sum(len(answer.findings) for answer in answers),
        "inputs": max((len(answer.evidence.inputs) for answer in answers), default=0),
        "fingerprint": " ".join(answer.fingerprint for answer in answers),
        "own": _unchecked(said),
    }


def _unchecked(said: dict[str, Any]) -> str:
    """Say which parts of a page are the owner's own, and weren't checked; nothing where there are none."""
    held = {**said.get("front", {}), "logo": said.get("logo")}
    names = [say(f"brief.own.{name}") for name in ("title", "text", "logo", "link") if held.get(name)]
    return say("brief.own.unchecked", names=names) if names else ""


def _own(said: dict[str, Any]) -> Brand:
    """Give what was the owner's own on a page, as far as it is part of what it says."""
    return Brand(**said.get("front", {}), logo="data:," if said.get("logo") else "")


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
