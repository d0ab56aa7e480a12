"""Sharing: the share kit of a workspace: names put to the plan, consent looked at anew, files written."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout import __version__
from standout.charts.look import clean
from standout.errors import UsageError
from standout.network import codes
from standout.plan.offers import LOUD
from standout.questions.story.told_of import within
from standout.report import kit as kits
from standout.report.card_picture import picture
from standout.report.lists import Person
from standout.report.pass_on import Terms, checked
from standout.report.week_text import title
from standout.words import catalogue, nearest, say
from standout.workspace import kit_folder, plan_records, planning
from standout.workspace.barring import STORY, made_card

if TYPE_CHECKING:
    from standout.answer import Answer
    from standout.finding import Finding, Play
    from standout.workspace.planning import Asked, Made
    from standout.workspace.workspace import Workspace

NAME = "kit"
COUNTER_TACTIC = "counter_card"
FORMS = ("one_line", "short", "spoken", "pass_on")
CARDS = 6
"""So many cards are tried, the first first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A kit that was written: its files, the code of the card on the counter, and what to know of it.

    ``asked`` counts the people who get a code or a call by play, ``left_out`` those who may not be contacted.
    """

    folder: Path
    files: tuple[Path, ...]
    code: str
    asked: Mapping[str, int]
    left_out: int
    one_line: str
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``--json`` prints it; no name of a person stands in it."""
        return {
            "schema": 1, "folder": str(self.folder), "files": [str(file) for file in self.files], "code": self.code,
            "asked": dict(self.asked), "left_out": self.left_out, "one_line": self.one_line, "notes": list(self.notes),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Forms:
    """The same thing said in four ways: by us to all, by us in writing or face to face, and by a friend to a friend.

    ``pass_on`` may hold several, the best first.
    """

    line: str
    short: str
    spoken: str
    pass_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Story:
    """What the kit says, the claim it makes where it does, and notes for the owner."""

    forms: _Forms
    claim: kits.Claim | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Instead:
    """What a play says in place of words that may not be used any more, and what the owner is told of it."""

    text: str
    note: str


def kit(
    workspace: Workspace,
    answers: Mapping[str, Answer],
    today: date,
    *,
    play: str = "",
    link: str = "",
    reward: str = "",
    out: str | Path | None = None,
) -> Shared:
    """Write the share kit of this week's plan, or of one play.

    Parameters
    ----------
    workspace : Workspace
    answers : mapping of str to Answer
        What ``story`` and ``est`` answer.
    today : date
    play : str
        Such as ``2026-W48-1``; all of this week's where empty.
    link, reward : str
        Before those in ``standout.toml``.
    out : Path, optional
        A folder; ``kit`` in the workspace where not given.

    Raises
    ------
    UsageError
        If there is no such play, the link or the reward can't be printed, or the folder holds files of the owner's.

    """
    folder = kit_folder.checked(Path(out) if out else workspace.folder / NAME)
    held = workspace.config.kit
    link, reward = checked(link or held.get("link", ""), reward or held.get("reward", ""))
    made = _plan(workspace, play, today)
    story = _story(workspace, answers, today)
    forms = story.forms
    terms = Terms(business=workspace.config.ours, line=forms.line, pass_on=forms.pass_on, link=link, reward=reward)
    instead = _instead(workspace, answers, made, forms, today)
    people, left_out = _people(made, play, instead)
    papers = _papers(made, play)
    counter = papers.pop(COUNTER_TACTIC, "") or _counter(workspace, today)
    allowed = planning.may_be_asked(workspace.engine())
    printed = kits.Print(made=today, version=__version__, banner=workspace.config.banner)
    files = kits.kit(
        terms, people, counter, printed, allowed=allowed, claim=story.claim, papers=sorted(papers.values())
    )
    written = kit_folder.write(folder, files)
    asked = {one.play_id: sum(p.play_id == one.play_id for p in people) for one in people}
    return Shared(
        folder=folder, files=written, code=counter, asked=asked, left_out=left_out, one_line=files.one_line,
        notes=(*story.notes, *(one.note for number, one in instead.items() if play in ("", number)),
               *_notes(workspace, made, left_out)),
    )  # fmt: skip


def line(workspace: Workspace, answers: Mapping[str, Answer], today: date) -> str:
    """Give what may be said to everybody today, in one line: the story that is backed, else a plain one."""
    return _story(workspace, answers, today).forms.line


def _plan(workspace: Workspace, play: str, today: date) -> Made | None:
    """Give this week's plan, or that of a play.

    Raises
    ------
    UsageError
        If there is no such play.

    """
    if not play:
        return planning.latest(workspace, today)
    if made := planning.of_play(workspace, play):
        return made
    known = [row["play_id"] for row in workspace.index.rows("SELECT play_id FROM plays")] if _planned(workspace) else []
    if known:
        raise UsageError(say("kit.no_play", play=clean(play), near=nearest(play, known)))
    raise UsageError(say("kit.no_play_yet", play=clean(play), command=_command("week", workspace)))


def _planned(workspace: Workspace) -> bool:
    return workspace.index.has("plays")


def _command(verb: str, workspace: Workspace, *more: str) -> str:
    return shlex.join(["standout", verb, str(workspace.folder), *more])


def _instead(
    workspace: Workspace, answers: Mapping[str, Answer], made: Made | None, forms: _Forms, today: date
) -> dict[str, _Instead]:
    """Give what to say where a play was planned with a claim that may not be shown today, by play."""
    found = {}
    for one in made.week.plays if made else ():
        card = made_card(workspace, answers, one.card, today) if one.card else None
        if not one.card or (card and not card["bars"]):
            continue
        why = card["bars"][0]["why"] if card else say("kit.no_card")
        text = _with_words(one, forms)
        found[one.play_id] = _Instead(text, say("kit.old_words", play=one.play_id, why=why, text=text))
    return found


def _with_words(play: Play, forms: _Forms) -> str:
    """Give what a play says, with other words in place of those it was planned with."""
    key = f"plan.tactic.{play.tactic}.say"
    known = key in catalogue()
    return say(key, draft=forms.line, short=forms.short, spoken=forms.spoken) if known else forms.line


def _people(made: Made | None, play: str, instead: Mapping[str, _Instead]) -> tuple[list[Person], int]:
    """Give whom the plan asks, and how many of them may not be contacted any more."""
    if made is None:
        return [], 0
    wanted = [one for one in made.week.plays if play in ("", one.play_id)]
    people = [_person(one, p, instead.get(p.play_id)) for p in wanted for one in made.asked.get(p.play_id, ())]
    return people, sum(made.left_out.get(one.play_id, 0) for one in wanted)


def _person(one: Asked, play: Play, instead: _Instead | None) -> Person:
    what = title(play)
    known = Person(
        person_id=one.person_id, name=one.name, channel=one.channel, address=one.address, code=one.code,
        play_id=play.play_id, what=f"{what[:1].upper()}{what[1:]}", says=play.message,
    )  # fmt: skip
    return replace(known, says=instead.text, note=say("kit.old_note")) if instead else known


def _papers(made: Made | None, play: str) -> dict[str, str]:
    """Give the codes of what the plan puts on paper, by tactic."""
    plays = made.week.plays if made else ()
    held = made.codes if made else {}
    return {one.tactic: held[one.play_id] for one in plays if one.play_id in held and play in ("", one.play_id)}


def _counter(workspace: Workspace, today: date) -> str:
    """Give the code of the card on the counter that no play asked for: one for all time, made when first needed."""
    query = "SELECT code FROM codes WHERE person_id IS NULL AND play_id IS NULL ORDER BY made_at, code"
    if _planned(workspace) and (rows := workspace.index.rows(query)):
        return str(rows[0]["code"])
    key = plan_records.code_key(workspace)
    with workspace.index.writing() as db:
        taken = {row["code"] for row in db.execute("SELECT code FROM codes")}
        code = codes.made(key, plan_records.POSTER, "", 1, taken)
        db.execute("INSERT INTO codes VALUES (?, NULL, NULL, 1, ?)", (code, today.isoformat()))
    return code


def _story(workspace: Workspace, answers: Mapping[str, Answer], today: date) -> _Story:
    """Give what the kit says: the first backed drafts whose claim may be shown to everybody; else a plain line.

    A kit is advertising.  So a claim goes into it only where its card could be published.
    """
    notes: list[str] = []
    for card, forms in _drafts(answers).items():
        if not card:
            return _Story(forms, notes=tuple(notes))
        made = made_card(workspace, answers, card, today)
        if made and not made["bars"]:
            last = date.fromisoformat(made["expires"])
            claim = kits.Claim(until=last, proof=made["wording"][0], picture=picture(made))
            return _Story(forms, claim, tuple(notes))
        why = made["bars"][0]["why"] if made else say("kit.no_card")
        notes.append(say("kit.not_public", text=forms.line, why=why))
    plain = say("kit.plain", business=clean(workspace.config.ours))
    forms = _Forms(plain, plain, plain, (plain,))
    return _Story(forms, notes=(*notes, say("kit.nothing_backed", command=_command("ask", workspace, STORY))))


def _drafts(answers: Mapping[str, Answer]) -> dict[str, _Forms]:
    """Give the first draft of each card that is backed and doesn't shout, in all its forms, a few cards at most."""
    if STORY not in answers:
        return {}
    rows, held = answers[STORY].table.to_pylist(), dict[str, _Forms]()
    fit = [row for row in rows if row["backed"] and (row["loud"] or 0) < LOUD and clean(row["text"])]
    unfit = {row["text"] for row in rows} - {row["text"] for row in fit}
    for row in fit:
        if row["card"] not in held:
            facts = _facts(answers[STORY].findings, row)
            held[row["card"]] = _forms(row["text"], {name: facts.get(name) for name in FORMS}, unfit)
    return dict(list(held.items())[:CARDS])


def _facts(findings: Sequence[Finding], row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what story told of a draft: of these very words, else of its card."""
    told = [one.facts for one in findings if "draft" in one.facts]
    same = [facts for facts in told if row["text"] in {facts["draft"], *(facts.get(name) for name in FORMS)}]
    return next(iter(same or [facts for facts in told if row["card"] and facts.get("card") == row["card"]]), {})


def _forms(text: str, told: Mapping[str, str | None], unfit: Collection[str]) -> _Forms:
    """Give each form as it was told, where it may be used; our own line in its place, and in quotes for a friend."""
    said = {name: clean(form) for name, form in told.items() if form and form not in unfit}
    line = said.get("one_line") or clean(text)
    passed = (said.get("pass_on", ""), say("kit.quoted", line=within(line)))
    return _Forms(line, said.get("short") or line, said.get("spoken") or line, tuple(filter(None, passed)))


def _notes(workspace: Workspace, made: Made | None, left_out: int) -> Iterator[str]:
    if not plan_records.whole(workspace):
        yield say("plan.changed")
    if made is None:
        yield say("kit.no_plan", command=_command("week", workspace))
    if left_out:
        yield say("kit.left_out", n=left_out)
