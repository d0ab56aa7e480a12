"""Answer: what we say, and whether it is different, easy, memorable and new.

Reads    findings, reviews, columns, businesses, facts, claims, messages, sends, contacts
Makes    findings, drafts first, and the table ``drafts``
Rule     drafts are put together from what est has shown and from customers' words, by fixed sentences
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from standout.finding import Finding, Needed
from standout.questions.story import lines, told_of
from standout.questions.story.cards import MOST, Card, cards
from standout.questions.story.gauges import Gauged, gauged, rivals_of
from standout.questions.story.quotes import FROM, quotes, texts
from standout.questions.story.told import told
from standout.questions.story.unread import of_draft
from standout.questions.story.wordings import FORMS, Draft, of_card, of_customers, own
from standout.tables import table as table_of
from standout.words import say

if TYPE_CHECKING:
    from standout.question import Engine

LOUD = 0.5
"""A draft with this share of loud sentences goes behind the others."""
STALE = 0.5
"""So does one of which less than this is new, or different."""


def answer(
    engine: Engine, settings: Mapping[str, Any], seed: int, as_of: date | None
) -> tuple[list[Finding], pa.Table]:
    """Give what to say.

    Parameters
    ----------
    engine : Engine
    settings : mapping
        Those of the question.
    seed : int
        Not used: nothing here is drawn at random.
    as_of : date or None
        Not used: what was said before is told with its day.

    Returns
    -------
    findings : list of Finding
        About ours: the drafts, then what we have put out.
    table : pyarrow.Table
        ``drafts``: the owner's own first, then by card; those to use before those to mend.

    """
    del seed, as_of
    businesses = engine.arrow(engine.table("businesses")).to_pylist()
    mine = [row for row in businesses if row["ours"]]
    if len(mine) != 1:
        return [], _table([])
    ours, subject = mine[0]["business_id"], mine[0]["name"]
    known = cards(engine, ours, subject)
    claims = engine.arrow(engine.table("claims")).to_pylist()
    rivals = rivals_of(claims, _rivals(businesses))
    drafts = _drafts(engine, ours, subject, known, settings["draft"])
    heard = told(engine, ours, [draft.text for draft in drafts], posts=settings["people"] == "everyone")
    held = [gauged(draft, known, rivals, heard) for draft in drafts]
    groups = _groups(held)
    messages = engine.table("messages")
    said = engine.arrow(messages.filter(messages.said_by == ours)).to_pylist()
    stated = [row["text"] for row in claims if row["business_id"] == ours and row["text"].strip()]
    found = [of_draft(group[0], told_of.of_draft(group[0], group[1:], subject, rivals, heard)) for group in groups]
    found += [again for group in groups if (again := told_of.before(group[0], subject, heard))][:1]
    found += lines.findings(stated, lines.newest(said), known, rivals, subject)
    if not any(group[0].draft.origin != "customers" for group in groups):
        found.append(_nothing(subject))
    return found, _table([one.row() for group in groups for one in group])


def _table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=table_of("drafts").schema())


def _rivals(businesses: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """Those the owner named, else everybody else in the files."""
    named = any(row["rival"] for row in businesses)
    return {row["business_id"]: row["name"] for row in businesses if not row["ours"] and (row["rival"] or not named)}


def _drafts(engine: Engine, ours: int, subject: str, known: Sequence[Card], given: str) -> list[Draft]:
    mine = own(given)
    used = known[:MOST]
    said = texts(engine, ours, used)
    quoted = len(said) >= FROM
    scales = {
        row["name"]: (row["scale_low"], row["scale_high"])
        for row in engine.arrow(engine.table("columns")).to_pylist()
        if row["table"] == "reviews" and row["scale_low"] is not None and row["scale_high"] is not None
    }
    drafts = [mine] if mine else []
    for card in used:
        drafts += of_card(card, subject, quotes(said, card, scales.get(card.column)) if quoted else ())
    drafts += of_customers(quotes(said, None), subject) if quoted else []
    return list({draft.text: draft for draft in reversed(drafts)}.values())[::-1]


def _groups(held: Sequence[Gauged]) -> list[list[Gauged]]:
    """The drafts by what they rest on, in order; in each, those to use first."""
    groups: dict[tuple[str, str], list[Gauged]] = {}
    for one in held:
        card = one.draft.card
        groups.setdefault((one.draft.origin, card.name if card else ""), []).append(one)
    return [sorted(group, key=_fitness) for group in groups.values()]


def _fitness(one: Gauged) -> tuple[Any, ...]:
    """What keeps a draft from use, gravest first; nothing is added up."""
    stale = one.fresh is not None and one.fresh < STALE
    same = one.different is not None and one.different < STALE
    form = FORMS.index(one.draft.form) if one.draft.form in FORMS else 0
    return bool(one.unbacked), one.loudness.share >= LOUD, stale, same, form


def _nothing(subject: str) -> Finding:
    needed = Needed(more=1, of="cards", step_key="story.step")
    return Finding(
        question="story", subject=subject, aspect=say("story.aspect.nothing"), verdict="not_enough",
        tier="not_enough", sentence_key="story.nothing", needed=needed, reason=say("story.nothing_reason"),
        facts={"cards": 0}, values={"step": say("story.step")},
    )  # fmt: skip
