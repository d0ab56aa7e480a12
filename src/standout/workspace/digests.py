"""Digests: the mail of each week, written into a folder; nobody is sent anything.

Writes   <week>.txt, .html, .eml     into the folder that is named
         held/digests.json           of each week what was told, and a SHA-256 of each file
Rule     written twice from the same answers, plan and uses it is the same to the byte; a file that somebody changed is
         never written over
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout.charts.look import clean
from standout.charts.rows import heading
from standout.errors import SettingError, UsageError
from standout.finding import Finding
from standout.plan.offers import Cite, cite
from standout.report.digest import Digest, html, mail, text
from standout.text.own_sentences import own_sentences
from standout.words import nearest, say
from standout.workspace import briefing, past_cards, uses

if TYPE_CHECKING:
    from standout.workspace.planning import Made
    from standout.workspace.workspace import Workspace

NAME = "digests.json"
KEYS = ("subject", "text", "to")
LEARNT = ("results", "est", "value", "wants", "story", "strategy")
"""Questions a thing to know may come from, the first that has a new one; none of these says whom we know."""
FIRST_PLACE = "est"
TOLD = 2
"""How many sentences of a finding are told."""
ASIDE = 7
"""Days of a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A week's mail that was written: its files, those that were as they are already, and those left as changed."""

    digest: Digest
    files: tuple[Path, ...]
    same: tuple[Path, ...]


def write(workspace: Workspace, made: Made, folder: Path) -> Written:
    """Write the mail of a week's plan.

    Parameters
    ----------
    workspace : Workspace
    made : Made
        The plan, as `standout.workspace.planning.week` gives it.
    folder : Path
        Made where it isn't there.

    Raises
    ------
    UsageError
        If a file of that name was changed by somebody, or the folder can't be one.
    SettingError
        If ``[digest]`` in ``standout.toml`` can't be used.

    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(say("digest.not_folder", folder=str(folder)))
    log = _log(workspace)
    name = made.week.week.partition(".")[0]
    findings = [finding for shown in briefing.answered(workspace) for finding in shown.answer.findings]
    mine = _told(log.get(name, {}))
    before = {one for week, held in log.items() if week < name for one in _told(held)}
    learnt = _learnt(findings, made, before, mine)
    _known_keys(workspace)
    if learnt:
        uses.tell(workspace, [cite(learnt)], made.week.made_at)
    digest = _digest(workspace, made, name, log, findings, learnt)
    contents = {
        ".txt": text(digest).encode("utf-8"), ".html": html(digest).encode("utf-8"), ".eml": mail(digest),
    }  # fmt: skip
    known = log.get(name, {}).get("files", {})
    paths = {kind: folder / f"{name}{kind}" for kind in contents}
    there = {kind: path.read_bytes() for kind, path in paths.items() if path.exists()}
    for kind, held in there.items():
        if held != contents[kind] and _sha(held) != known.get(kind):
            raise UsageError(say("digest.changed", file=str(paths[kind])))
    folder.mkdir(parents=True, exist_ok=True)
    new = [kind for kind, content in contents.items() if there.get(kind) != content]
    for kind in new:
        _put(paths[kind], contents[kind])
    log[name] = {
        "files": {kind: _sha(content) for kind, content in contents.items()},
        "told": [list(one) for one in dict.fromkeys([*mine, *([cite(learnt)] if learnt else [])])],
        "first": [list(cite(one)) for one in _firsts(findings) if cite(one) in _named(made, learnt)],
    }  # fmt: skip
    _put(workspace.store / NAME, json.dumps(log, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8"))
    return Written(
        digest=digest, files=tuple(paths[kind] for kind in new),
        same=tuple(path for kind, path in paths.items() if kind not in new),
    )  # fmt: skip


def _digest(
    workspace: Workspace, made: Made, name: str, log: Mapping[str, Any], findings: Sequence[Finding],
    learnt: Finding | None,
) -> Digest:  # fmt: skip
    config = workspace.config
    last = max((week for week in log if week < name), default="")
    alarms = [] if made.whole else [say("plan.changed")]
    alarms += _lost(log[last], last, findings) if last else []
    rate = uses.rate(workspace)
    return Digest(
        name=name, business=config.ours, week=made.week, banner=config.banner,
        alarms=[*alarms, *past_cards.past(workspace, monday(name) + timedelta(days=ASIDE - 1))],
        missed=_missed(last, name) if last else "",
        learnt=" ".join(own_sentences(clean(learnt.sentence))[:TOLD]) if learnt else "",
        unused=rate.sentence if rate.told else "", folder=shlex.quote(str(workspace.folder)),
        currency=made.currency, **config.digest,
    )  # fmt: skip


def _known_keys(workspace: Workspace) -> None:
    """Raise where ``[digest]`` says what no mail has a use for."""
    for key in workspace.config.digest:
        if key not in KEYS:
            raise SettingError(say("digest.unknown", key=key, near=nearest(key, KEYS)))


def monday(name: str) -> date:
    """Give the Monday of a week by its name.

    Examples
    --------
    >>> monday("2026-W48")
    datetime.date(2026, 11, 23)

    """
    year, _, week = name.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def _missed(last: str, name: str) -> str:
    """Say how many weeks went by without a mail."""
    gone = (monday(name) - monday(last)).days // ASIDE - 1
    return say("digest.missed", n=gone, week=last) if gone > 0 else ""


def _told(week: Mapping[str, Any]) -> list[Cite]:
    """Give what the mail of a week told as the one thing to know, each time it was written."""
    told = week.get("told") or []
    return [(one[0], one[1], one[2]) for one in ([told] if told and isinstance(told[0], str) else told)]


def _learnt(
    findings: Sequence[Finding], made: Made, before: Collection[Cite], mine: Sequence[Cite]
) -> Finding | None:  # fmt: skip
    """Give one thing known that no earlier mail told, and that the plan doesn't tell either.

    What this week's mail told when it was written before is told again while it holds.
    """
    said = {one.sentence for one in made.week.back}
    there = [one for one in findings if one.verdict != "not_enough" and one.sentence not in said]
    by_cite = {cite(one): one for one in there}
    again = next((by_cite[one] for one in mine if one in by_cite), None)
    new = (one for name in LEARNT for one in there if one.question == name and cite(one) not in before)
    return again or next(new, None)


def _named(made: Made, learnt: Finding | None) -> set[Cite]:
    """Give the findings a mail speaks of: the one thing to know, and those its plays rest on."""
    plays = {one for planned in made.week.planned for one in planned.cites}
    return plays | {cite(learnt)} if learnt else plays


def _firsts(findings: Sequence[Finding]) -> list[Finding]:
    return [one for one in findings if one.question == FIRST_PLACE and one.verdict == "yes"]


def _lost(before: Mapping[str, Any], week: str, findings: Sequence[Finding]) -> list[str]:
    """Say which first places of an earlier mail aren't shown any more."""
    now = {cite(one) for one in _firsts(findings)}
    known = {cite(one): heading(one) for one in findings}
    gone = [tuple(one) for one in before.get("first", ()) if tuple(one) not in now]
    return [say("digest.lost", what=known.get(one, clean(one[1])), week=week) for one in gone]


def _log(workspace: Workspace) -> dict[str, Any]:
    """Give what earlier mails told, by week; nothing where it can't be read."""
    try:
        held = json.loads((workspace.store / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _put(path: Path, content: bytes) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)
