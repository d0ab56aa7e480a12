"""Looks: the pictures one can look around in, from the charts that the questions name, and what may be picked in each.

Reads    the registry of questions, and what a workspace holds to pick from
Makes    `Look`, one for each chart; the fields of a form; what is wrong with an address that picks what isn't there
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standout import registry
from standout.app.cards import asks, questions
from standout.charts.look import clean
from standout.words import catalogue, close, count, say
from standout.workspace import choices, kept
from standout.workspace.view import View

if TYPE_CHECKING:
    from standout.charts.chart import Picture
    from standout.finding import Finding
    from standout.question import Question
    from standout.workspace.choices import Choices
    from standout.workspace.folder import Folder
    from standout.workspace.kept import Kept

LARGEST = 400_000
"""Letters of a picture that a page can hold; one that is larger can be taken as a file."""
RATED = {"positioning": False, "gap_over_time": False, "dominance": True, "world_map": None}
"""Pictures of ratings, and whether of groups of customers, of all of them, or both; no price is drawn in them."""
DRAWS = {"quadrant": "driver", "spread_curve": "reach"}
"""What a picture draws, by the claim of its findings."""
LONGEST = 300
"""Businesses or aspects a list offers; where there are more, one is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One picture to look around in: the chart, the question it draws, what it is called and what it shows."""

    name: str
    question: Question
    title: str
    shows: str
    asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to pick: its value in an address, how it is called, and whether it is picked."""

    value: str
    label: str
    picked: bool


def looks() -> dict[str, Look]:
    """Give every picture of every question, in the order they are read; one drawn by two questions is the first's."""
    found: dict[str, Look] = {}
    for question in questions():
        for chart in question.charts:
            found.setdefault(chart, _look(chart, question))
    return found


def _look(chart: str, question: Question) -> Look:
    plain = chart.replace("_", " ").capitalize()
    known = f"app_explore.view.{chart}" in catalogue()
    return Look(
        name=chart, question=question, asks=asks(question),
        title=say(f"app_explore.view.{chart}") if known else plain,
        shows=say(f"app_explore.shows.{chart}") if known else "",
    )  # fmt: skip


def fitting(look: Look, view: View) -> View:
    """Give the view without what this picture's question can't be asked of."""
    shown = replace(view, given=())
    return shown if look.question.worlds else View(since=view.since, until=view.until)


def drawn(look: Look, found: Kept, aspect: str) -> list[Picture]:
    """Give the pictures of a kept answer; of one aspect, where one is picked and the picture is about one."""
    if not aspect:
        return [one for one in found.pictures if one.name == look.name]
    findings = found.answer.findings
    of = [one for one in findings if one.aspect.casefold() == aspect.casefold()]
    chart = registry.catalogue("standout.charts", "CHART")[look.name]
    draw = registry.load(f"{look.name}:{chart.draw}", "standout.charts")
    table = found.answer.table
    first: list[Picture] = draw(of, table) or draw([*of, *(one for one in findings if one not in of)], table)
    return first


def beside(look: Look, findings: Sequence[Finding]) -> list[Finding]:
    """Give the findings a picture draws first: of ratings where it draws ratings; where it draws groups, theirs."""
    if look.name not in RATED:
        return [one for one in findings if one.claim == DRAWS.get(look.name, one.claim)] or list(findings)
    rated = [one for one in findings if one.facts.get("kind") != "fact"]
    drawn = [one for one in rated if bool(one.world) == RATED[look.name]] if RATED[look.name] is not None else rated
    return drawn or rated or list(findings)


def lacking(look: Look, findings: Sequence[Finding]) -> Finding | None:
    """Give the finding that is missing for a picture: the first that isn't enough yet, of those it draws."""
    missing = [one for one in findings if one.verdict == "not_enough"]
    own = [one for one in missing if one.claim == DRAWS.get(look.name)]
    return next(iter(own or (missing if look.name not in DRAWS else ())), None)


def size(picture: Picture) -> int:
    """Give how many letters a picture takes on a page."""
    return len(json.dumps((picture.spec, picture.narrow), separators=(",", ":")))


def aspects(found: Kept | None) -> list[str]:
    """Give the aspects of an answer, in its order; none where its table isn't by aspect."""
    if found is None or "aspect" not in found.answer.table.column_names:
        return []
    return list(dict.fromkeys(one.aspect for one in found.answer.findings))


def counted(folder: Folder) -> Choices | None:
    """Give what may be picked, None where it wasn't counted since something changed."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads((folder.store / choices.FILE).read_text(encoding="utf-8"))
        if held["state"] == kept.state(folder, "est"):
            return choices.choices(folder)
    return None


def wrong(view: View, offered: Choices | None, known_aspects: Sequence[str]) -> str:
    """Give what is wrong with an address, in words with the nearest there is; empty where nothing is."""
    if offered is None:
        return ""
    names = [one.name for one in offered.businesses]
    for name in filter(None, (view.subject, *view.rivals)):
        if name.casefold() not in _folded(names):
            return _none("business", name, names)
    values = {one.label.casefold(): [value for value, _ in one.values] for one in offered.descriptors if not one.more}
    labels = [one.label for one in offered.descriptors]
    for label, value in view.where:
        if label.casefold() not in _folded(labels):
            return _none("descriptor", label, labels)
        if label.casefold() in values and value.casefold() not in _folded(values[label.casefold()]):
            return _none("value", value, values[label.casefold()])
    if view.aspect and known_aspects and view.aspect.casefold() not in _folded(known_aspects):
        return _none("aspect", view.aspect, known_aspects)
    return _outside(view, offered)


def _outside(view: View, offered: Choices) -> str:
    """Give what is wrong with days between which nothing is held."""
    first, last = offered.first, offered.last
    if not first or not last or offered.undated:
        return ""
    outside = (view.until and view.until < first) or (view.since and view.since > last)
    return say("app_explore.no_rows", first=first, last=last) if outside else ""


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def _none(kind: str, name: str, known: Iterable[str]) -> str:
    said = say(f"app_explore.none.{kind}", name=clean(name))
    near = close(name, [clean(one) for one in known])
    return f"{said} {say('app_explore.near', near=near)}" if near else said


def sides(offered: Choices, view: View) -> list[Option]:
    """Give whose side may be taken besides our own."""
    return _businesses(offered, {view.subject.casefold()}, without={one.name for one in offered.businesses if one.ours})


def rivals(offered: Choices, view: View, ours: str) -> list[Option]:
    """Give who may be picked as a rival of the side that is taken."""
    return _businesses(offered, _folded(view.rivals), without={view.subject or ours})


def _businesses(offered: Choices, picked: Collection[str], without: Collection[str]) -> list[Option]:
    return [
        Option(value=one.name, label=_with_rows(one.name, one.rows), picked=one.name.casefold() in picked)
        for one in offered.businesses[:LONGEST]
        if one.name.casefold() not in _folded(without)
    ]


def worlds(offered: Choices, view: View) -> list[tuple[str, list[Option]]]:
    """Give the kinds of customers by what they are told apart by."""
    picked = {(label.casefold(), value.casefold()) for label, value in view.where}
    return [
        (clean(one.label), [
            Option(
                value=f"{one.label}={value}", label=_with_rows(f"{one.label}: {value}", rows),
                picked=(one.label.casefold(), value.casefold()) in picked,
            )
            for value, rows in one.values
        ])
        for one in offered.descriptors
    ]  # fmt: skip


def _with_rows(name: str, rows: int) -> str:
    return f"{clean(name)} ({count(rows)})"


def picked(view: View, ours: str) -> Mapping[str, str]:
    """Give what is picked, each with its words, for the line that says what is looked at."""
    said = {
        "ours": view.subject or ours, "rivals": ", ".join(view.rivals), "aspect": view.aspect,
        "where": ", ".join(f"{label}: {value}" for label, value in view.where),
    }  # fmt: skip
    return {name: clean(text) for name, text in said.items() if text}
