"""Circle page: the map of the three circles to look around in, for the owner with names, for others without.

Reads    the answer of ``circles``, and for the owner's own page the name of each person
Makes    one HTML file: a canvas that a pointer, a finger and a keyboard move about on, what is under it read out;
         without a script, and on paper, the same map as a still picture
Script   one, inside the page; its hash stands in the page's policy, so that nothing else runs, and it asks no network
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from standout.charts import circle_canvas, circle_map
from standout.charts.circle_people import known
from standout.charts.look import clean
from standout.charts.svg import svg
from standout.charts.tellers import tellers
from standout.report.environment import environment
from standout.report.inline import digest, inert
from standout.words import count, language, listed, say

if TYPE_CHECKING:
    import pyarrow as pa

    from standout.charts.circle_people import Known
    from standout.finding import Finding
    from standout.report.kit import Print

SCRIPT = "circle_map.js"
WHOM = 5
"""How many of those somebody brought are named."""

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]


def page(
    findings: Sequence[Finding],
    table: pa.Table,
    printed: Print,
    names: Mapping[int, str] | None = None,
) -> str:
    """Give the map as a page.

    Parameters
    ----------
    findings, table
        The answer of ``circles``; it knows somebody.
    printed : Print
        When and by which version it is made.
    names : mapping of int to str, optional
        The name of each person, by ``person_id``.  Where it is left out the page names nobody, and shows of each
        only their circle, how they know us, and whether they may be asked.

    """
    [picture] = circle_map.draw(findings, table)
    people = known(findings, table)
    named = None if names is None else [names.get(one) for one in people.rows["person_id"].to_pylist()]
    counted = (say("circle_map.counted"), picture.columns, picture.rows)
    own = [] if named is None else [_first(people, named), _tellers(people, named)]
    business = findings[0].subject
    made = environment(frozenset({clean(business)}))
    script = _script(made.loader.get_source(made, SCRIPT)[0] if made.loader else "")
    return made.get_template("circle_page.html").render(
        picture=picture, key=circle_map.key(people), named=named is not None, business=business, printed=printed,
        svg=svg, script=script, hash=digest(script), move=circle_canvas.texts(),
        held=inert(circle_canvas.held(people, named)), tables=[*own, counted], language=language(),
    )  # fmt: skip


def _first(people: Known, names: Sequence[str | None]) -> Table:
    """Give those to tell first, by name, with the signs they show, how they may be asked and the next kind act."""
    first = people.rows.slice(0, people.first).to_pylist()
    acts = any(row.get("next_act") for row in first)
    columns = ["place", "name", "signs", "channel", *["act"] * acts]
    rows = [
        [
            str(place), clean(name or "") or say("circle_map.told.unnamed"), clean(row["reason"]),
            say(f"plan.channel.{row['channel']}"), *[clean(row.get("next_act") or "")] * acts,
        ]
        for place, (name, row) in enumerate(zip(names, first, strict=False), 1)
    ]  # fmt: skip
    return say("circle_map.tell"), [say(f"circle_map.person.{name}") for name in columns], rows


def _tellers(people: Known, names: Sequence[str | None]) -> Table:
    """Give who brought whom, by name, those who brought most first."""
    shown = [clean(name or "") for name in names]
    brought: dict[int, list[str]] = {}
    for teller, came in people.told.tolist():
        brought.setdefault(teller, []).extend(filter(None, [shown[came]]))
    unnamed = say("circle_map.told.unnamed")
    rows = [
        [shown[one.person_id] or unnamed, count(one.brought), count(one.through), _some(brought[one.person_id])]
        for one in tellers(map(tuple, people.told.tolist()))
    ]
    columns = [say("circle_map.person.name"), *(say(f"tellers.column.{name}") for name in ("brought", "through"))]
    return say("circle_map.tellers"), [*columns, say("circle_map.person.whom")], rows


def _some(names: Sequence[str]) -> str:
    """Give the first few names, and how many more there are."""
    left = len(names) - WHOM
    return listed([*names[:WHOM], say("circle_map.more", n=left)] if left > 0 else names or ["–"])


def _script(source: str) -> Markup:
    return Markup(source)  # noqa: S704 - our own file
