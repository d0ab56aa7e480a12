"""Question: one question answered: sentence, picture, table, quotes, what isn't known yet, and how we know.

Reads    the answer that was kept for the address; where none was, the work that makes it is started and shown
Address  /questions/<name>?<view>, with the settings of the question as ``set=name=value``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from standout import settings
from standout.app import asked as asking
from standout.app import fields, looks, page, slices, sure, ways
from standout.app.cards import asks, known_first
from standout.app.doubts import doubts
from standout.charts.look import clean
from standout.errors import UsageError
from standout.plan import offers
from standout.report import known
from standout.report.answers import BEST, Answer, shown, told
from standout.report.sections import LEAGUE, MOST
from standout.words import marked, say
from standout.workspace import uses
from standout.workspace.view import View

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from standout.app.ways import Way
    from standout.charts.chart import Picture
    from standout.finding import Finding
    from standout.question import Question
    from standout.workspace import Workspace
    from standout.workspace.kept import Kept
    from standout.workspace.uses import Use

QUOTES, UNKNOWN, OPEN = 8, 12, 3
"""How many sentences are quoted, how many answers that aren't enough yet have a card, and how many stand unfolded."""
RIVALS = ("est.step.look", "est.step.add", "est.step.name")
"""Steps that need rivals: no more reviews of ours could do."""
PICTURE_ROWS = 40
"""Rows of a picture's table on the page; its CSV has all."""
DRAWN, DRAWINGS = 180_000, 2
"""Letters of the pictures on the page, and how many there are at most; those that come after are linked to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer in full: what it was used for, and the sums that tell what more reviews could change, where known.

    ``lacking`` tells that rivals are missing, and no review of ours could change it; ``ways`` lead to what it needs.
    """

    answer: Answer
    cite: tuple[str, str, str]
    use: Use | None
    what_if: Mapping[str, Any] | None
    lacking: bool
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class Unknown:
    """What can't be told yet: the answer, the cheapest step to know it, and where that is done."""

    answer: Answer
    steps: Sequence[str]
    ways: Sequence[Way]


def show(request: Request) -> Response:
    """Give the page of a question; an address with fields of its form leads to the shorter one."""
    name = request.path_params["question"]
    if name not in {one.name for one in page.desk(request).questions()}:
        raise HTTPException(404)
    one = asking.question(request, name)
    params = request.query_params
    view = View.of(params.multi_items())
    typed = fields.given(one, dict(params))
    sent = any(setting.name in params for setting in one.settings)
    values, wrong = fields.read(one, typed)
    if sent and not wrong:
        return RedirectResponse(_address(name, _changed(request, one, view, values)), status_code=303)
    found = asking.Asked(None, None) if wrong else asking.asked(request, name, view, start=view != View())
    return page.render(request, "question.html", status=400 if wrong else 200, **_values(request, one, view, found),
                       fields=_form(request, one, view, typed, wrong), marked=marked)  # fmt: skip


def ask(request: Request) -> Response:
    """Ask a question anew, as its address says."""
    one = asking.question(request, request.path_params["question"])
    view = View.of(page.form(request).get("view", ""))
    page.desk(request).ask(one.name, view)
    return page.back(request, _address(one.name, view))


def use(request: Request) -> Response:
    """Note that an answer was used or left, or take that back."""
    form, desk = page.form(request), page.desk(request)
    one, workspace = asking.question(request, request.path_params["question"]), page.desk(request).workspace()
    cite = (one.name, form.get("aspect", ""), form.get("world", "{}"))
    state, said = form.get("state", ""), ""
    if workspace is not None and cite not in _known(workspace, desk.kept(one.name)):
        raise HTTPException(404)
    if workspace is not None and state == "open":
        uses.undo(workspace, cite, desk.today())
        said = say("app_question.use.undone")
    elif workspace is not None:
        minutes = _minutes(form.get("minutes", "")) if state == uses.USED else None
        noted = uses.mark(workspace, cite, state, desk.today(), minutes=minutes, note=form.get("note", ""))
        said = say(f"app_question.use.said_{noted.state}")
    return page.back(request, _address(one.name, View.of(form.get("view", ""))), said=said)


def _known(workspace: Workspace, kept: Kept | None) -> set[tuple[str, str, str]]:
    """Give the findings that were told: those of the usual answer, and those of before."""
    shown = {offers.cite(finding) for finding in kept.answer.findings} if kept else set()
    return shown | set(uses.states(workspace))


def _minutes(given: str) -> int | None:
    """Give minutes as typed, None where nothing was.

    Raises
    ------
    UsageError
        If it is no whole number.

    """
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= _DIGITS):
        raise UsageError(say("app_question.use.wrong_minutes", given=given))
    return int(given)


_DIGITS = 5


def _address(name: str, view: View) -> str:
    return page.address(f"/questions/{name}", view.pairs())


def _changed(request: Request, one: Question, view: View, values: Mapping[str, object]) -> View:
    """Give the view with the settings that were sent, of which only those that differ from what is used anyway."""
    usual = _usual(request, one)
    kept = tuple((name, str(value)) for name, value in sorted(values.items()) if value != usual[name])
    return replace(view, given=kept)


def _usual(request: Request, one: Question) -> Mapping[str, object]:
    """Give the settings as ``standout.toml`` says, or by default."""
    workspace = page.desk(request).workspace()
    held = workspace.config.questions.get(one.name, {}) if workspace else {}
    return settings.resolve(one.settings, held)


def _form(
    request: Request, one: Question, view: View, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> list[fields.Field]:
    return fields.fields(one, _usual(request, one), {**dict(view.given), **typed}, wrong)


def _values(request: Request, one: Question, view: View, found: asking.Asked) -> dict[str, Any]:
    """Give what the page shows besides the form."""
    workspace = page.desk(request).workspace()
    rows = sum(row.loaded for row in workspace.index.imports()) if workspace else 0
    held: dict[str, Any] = {
        "question": one.name, "asks": asks(one), "view": view, "query": view.query(), "rows": rows,
        "here": _address(one.name, view), "plain": _address(one.name, View()), "kept": found.kept, "job": found.job,
        "with_what_if": False, "pictures": [],
    }  # fmt: skip
    if found.kept and workspace:
        names = [workspace.config.ours, *workspace.config.rivals]
        folder = workspace.folder.resolve().name
        held |= {"rivals": view.rivals or workspace.config.rivals} | _told(request, found.kept, asks(one), names)
        held["command"] = asking.command(folder, one.name, view, dict(view.given))
    return held


def _told(request: Request, kept: Kept, asked: str, names: Sequence[str]) -> dict[str, Any]:
    """Give the answer as the page tells it."""
    from standout.report import what_if  # noqa: PLC0415 - heavy, and the first page needs none of it

    made = asking.chapter(kept, asked)
    answers = ways.told(shown(made.findings, names))
    known_now = [one for one in answers if one.verdict != "not_enough"] or answers[:1]
    known_now = _led(made.findings, answers, known_now)
    full, rest = told(known_now, BEST if made.question == LEAGUE else MOST)
    whole = _whole(request, kept, answers, full)
    start = request.query_params.get("rows", "1")
    columns, part = slices.arrow_part(made.table, start)
    drawn, more = _fitting(made.pictures)
    return {
        "chapter": made, "known": known, "sure": sure.sure(made.findings),
        "first": next(iter(whole), None), "lesser": whole[1:],
        "league": made.question == LEAGUE,
        "pictures": drawn, "more_pictures": more,
        "quotes": _quotes(answers), "unknown": _unknown(made.findings, answers), "open_unknown": OPEN,
        "doubts": doubts(known_first(made.findings), made.evidence) if made.findings else [],
        "with_what_if": any(one.what_if for one in whole), "what_if_words": what_if.words,
        "rest": slices.part(rest, request.query_params.get("answers", "1")),
        "columns": columns, "table": part, "open_rows": "rows" in request.query_params, "to": _to(request),
    }  # fmt: skip


def _whole(request: Request, kept: Kept, answers: Sequence[Answer], full: Sequence[Answer]) -> list[Told]:
    """Give the answers told in full, each with what is known besides."""
    findings = kept.answer.findings
    places = {(one.heading, one.headline): place for place, one in reversed(list(enumerate(answers)))}
    workspace = page.desk(request).workspace()
    states = uses.states(workspace) if workspace else {}
    rows = kept.what_if or [None] * len(findings)
    found = []
    for one in full:
        place = places[one.heading, one.headline]
        finding = findings[place]
        cite, lacking = offers.cite(finding), lacks_rivals(finding)
        found.append(Told(
            answer=one, cite=cite, use=states.get(cite), what_if=None if lacking else rows[place],
            lacking=lacking and rows[place] is not None, ways=_ways(finding) if one.verdict == "not_enough" else (),
        ))  # fmt: skip
    return found


def _led(findings: Sequence[Finding], answers: Sequence[Answer], known_now: Sequence[Answer]) -> list[Answer]:
    """Give the answers with that first which answers the question, as its card has it."""
    if not findings:
        return list(known_now)
    first = answers[next(at for at, one in enumerate(findings) if one is known_first(findings))]
    return [first, *(one for one in known_now if one is not first)]


def lacks_rivals(finding: Finding) -> bool:
    """Tell whether a finding waits for rivals, so that no more reviews of ours could settle it."""
    step = finding.needed.step_key if finding.needed else ""
    return finding.verdict == "not_enough" and step in RIVALS


def _ways(finding: Finding) -> tuple[Way, ...]:
    """Give where in the app it is done what a finding needs, or its sentence says."""
    found = (*ways.way(finding.needed, finding.aspect), *ways.ways(clean(finding.sentence)))
    return tuple({one.path: one for one in found}.values())


def _quotes(answers: Sequence[Answer]) -> list[str]:
    """Give what customers wrote, each sentence once."""
    return list(dict.fromkeys(quote for answer in answers for quote in answer.quotes))[:QUOTES]


def _unknown(findings: Sequence[Finding], answers: Sequence[Answer]) -> list[Unknown]:
    """Give the answers that aren't enough yet, each with what it takes."""
    pairs = [pair for pair in zip(findings, answers, strict=True) if pair[1].verdict == "not_enough"]
    return [Unknown(answer, _steps(finding), _ways(finding)) for finding, answer in pairs[:UNKNOWN]]


def _steps(finding: Finding) -> list[str]:
    from standout.report.steps import steps  # noqa: PLC0415 - heavy, and the first page needs none of it

    told_of = steps([finding], ()) if finding.needed else [clean(finding.reason)] * bool(finding.reason)
    return [one for one in map(ways.said, told_of) if one]


def _fitting(pictures: Sequence[Picture]) -> tuple[list[tuple[int, Picture]], list[Picture]]:
    """Give the pictures there is room for, each with its place, and the others; one of each kind before a second.

    The table of each is cut to what a page bears.
    """
    kinds = [one.name for one in pictures]
    order = sorted(range(len(pictures)), key=lambda at: (kinds[:at].count(kinds[at]), at))
    sizes = list(accumulate(looks.size(pictures[at]) for at in order))
    many = max(bool(sizes) and sizes[0] <= looks.LARGEST, sum(size <= DRAWN for size in sizes))
    many = min(many, DRAWINGS)
    shown_now = [(at, replace(ways.drawn(pictures[at]), rows=pictures[at].rows[:PICTURE_ROWS])) for at in order[:many]]
    return shown_now, [pictures[at] for at in order[many:]]


def _to(request: Request) -> Callable[[str, int], str]:
    """Give what makes the address of another part of a table on this page."""

    def to(name: str, row: int) -> str:
        kept = [(key, value) for key, value in request.query_params.multi_items() if key != name]
        return f"{request.url.path}?{urlencode([*kept, (name, row)])}#{name}"

    return to


PAGE = page.Page(
    name="question", place=90, nav=False,
    routes=(
        ("GET", "/questions/{question}", show), ("POST", "/questions/{question}", ask),
        ("POST", "/questions/{question}/use", use),
    ),
)  # fmt: skip
