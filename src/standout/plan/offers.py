"""Offers: what the questions found that a plan can be made of.

Reads    the answers of circles, story, strategy, wants, est and results; reviews, orders, plays, asks, actions,
         efforts
Makes    offers: people who may be asked, drafts, claims that were shown, what is wanted, what was tried
No row   where a question found nothing; the tactics that need it are then left out
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from standout.plan.objective import Objective, chosen
from standout.questions.story.cards import card_of

if TYPE_CHECKING:
    import pyarrow as pa

    from standout.finding import Finding
    from standout.question import Engine

SHOWN = ("yes", "probably")
QUIET_DAYS, CAME_AGAIN = 60, 2
"""A customer is quiet who came at least twice and not in the last so many days of the orders."""
OLD_DAYS = 30
"""Orders that end longer ago don't tell who stayed away."""
UNANSWERED_DAYS = 180
LOUD = 0.5
Cite = tuple[str, str, str]


class Heard(NamedTuple):
    """What a question answered: its findings and its table."""

    findings: Sequence[Finding]
    table: pa.Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may be asked now, and by which channel."""

    person_id: int
    channel: str
    known_by: str
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of a tactic so far: how often it was done, how many it asked, how many were seen to answer.

    ``seen`` leaves out the plays of which nothing can be told yet.
    """

    done: int = 0
    asked: int = 0
    seen: int = 0
    last_at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """Everything a week's plan chooses from."""

    today: date
    objective: Objective | None = None
    fits: Mapping[str, float] = field(default_factory=dict)
    people: Sequence[Person] = ()
    draft: str = ""  # in one line
    short: str = ""  # in a few, to be written
    spoken: str = ""  # as one would say it
    draft_card: str = ""
    draft_cite: tuple[Cite, ...] = ()
    want: str = ""
    want_cite: tuple[Cite, ...] = ()
    complaint: str = ""
    complaint_cite: tuple[Cite, ...] = ()
    people_cite: tuple[Cite, ...] = ()
    unanswered: int = 0
    no_consent: int = 0
    tried: Mapping[str, Tried] = field(default_factory=dict)
    efforts: Sequence[Mapping[str, Any]] = ()

    def has(self, need: str) -> bool:
        """Tell whether what a tactic needs is there; ``teller`` and ``quiet`` are met by the people themselves."""
        return bool(getattr(self, need)) if hasattr(self, need) else True


def gathered(heard: Mapping[str, Heard], engine: Engine, today: date, barred: Collection[str] = ()) -> Offers:
    """Give what there is to make a plan of.

    Parameters
    ----------
    heard : mapping of str to Heard
        Answers by question; one that is missing offers nothing.
    engine : Engine
        Where the tables are.
    today : date
        The day the plan is made.
    barred : collection of str
        Claims that may not be made on that day, as ``aspect | world``.

    """
    est, wants = _findings(heard, "est"), _rows(heard, "wants")
    want = next((row["want"] for row in wants if row["kind"] == "asks"), "")
    complaint = next((row["want"] for row in wants if row["kind"] == "complains"), "")
    draft, forms = _draft(_rows(heard, "drafts"), _findings(heard, "story"), barred)
    people = _rows(heard, "circles")
    quiet = _quiet(engine, today)
    return Offers(
        today=today,
        objective=chosen(_findings(heard, "strategy")),
        fits={row["strategy"]: row["fit"] for row in _rows(heard, "strategies")},
        people=[_person(row, quiet) for row in _in_place(people)],
        **forms,
        draft_card=draft["card"] if draft else "",
        draft_cite=_cites_of_draft(draft, est, _findings(heard, "story")) if draft else (),
        want=want,
        want_cite=_cite_of("asks", want, _findings(heard, "wants")),
        complaint=complaint,
        complaint_cite=_cite_of("complains", complaint, _findings(heard, "wants")),
        people_cite=tuple(cite(one) for one in _findings(heard, "circles") if one.verdict == "counted")[:1],
        unanswered=_unanswered(engine, today),
        no_consent=max((one.facts.get("unasked", 0) for one in _findings(heard, "circles")), default=0),
        tried=tried(engine, _findings(heard, "results")),
        efforts=engine.arrow(engine.table("efforts")).to_pylist(),
    )


def _findings(heard: Mapping[str, Heard], question: str) -> Sequence[Finding]:
    return heard[question].findings if question in heard else ()


def _rows(heard: Mapping[str, Heard], table: str) -> list[dict[str, Any]]:
    home = {"drafts": "story", "strategies": "strategy"}.get(table, table)
    return heard[home].table.to_pylist() if home in heard else []


def _in_place(people: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Give those of the first circle who may be asked, first those to tell first."""
    free = [row for row in people if row["circle"] == 1 and row["channel"] and not row["barred"]]
    return sorted(free, key=lambda row: (row["place"] is None, row["place"] or 0))  # of the rest as they stand


def _person(row: Mapping[str, Any], quiet: set[int]) -> Person:
    number = row["person_id"]
    return Person(person_id=number, channel=row["channel"], known_by=row["known_by"], quiet=number in quiet)


def _draft(
    rows: Iterable[Mapping[str, Any]], findings: Iterable[Finding], barred: Collection[str]
) -> tuple[Mapping[str, Any] | None, dict[str, str]]:
    """Give the first draft whose every claim may be made and that doesn't shout, and its text in each length."""
    fit = (row for row in rows if row["backed"] and (row["loud"] or 0) < LOUD and row["card"] not in barred)
    draft = next(fit, None)
    if draft is None:
        return None, {}
    facts = next((one.facts for one in findings if one.facts.get("draft") == draft["text"]), {})
    return draft, {
        "draft": facts.get("one_line") or draft["text"], "short": facts.get("short") or draft["text"],
        "spoken": facts.get("spoken") or draft["text"],
    }  # fmt: skip


def cite(finding: Finding) -> Cite:
    """Give a finding as a play names it: its question, aspect and world."""
    return finding.question, finding.aspect, json.dumps(dict(finding.world), sort_keys=True)


def _cite_of(kind: str, what: str, findings: Iterable[Finding]) -> tuple[Cite, ...]:
    """Give the finding that says customers ask for something, or complain of it."""
    heard = (one for one in findings if (one.facts.get("heard"), one.facts.get("want")) == (kind, what))
    return next(((cite(one),) for one in heard if what), ())


def _cites_of_draft(draft: Mapping[str, Any], est: Iterable[Finding], story: Iterable[Finding]) -> tuple[Cite, ...]:
    """Give the finding a draft's claim rests on, and the one that speaks of the draft."""
    shown = (one for one in est if draft["card"] and card_of(one.aspect, one.world) == draft["card"])
    told = (one for one in story if one.facts.get("draft") == draft["text"])
    return tuple(cite(one) for one in (*list(shown)[:1], *list(told)[:1]))


def _quiet(engine: Engine, today: date) -> set[int]:
    orders = engine.table("orders")
    known = orders.filter(orders.customer_id.notnull() & orders.ordered_at.notnull())
    by_person = known.group_by("customer_id").agg(days=known.ordered_at.nunique(), last=known.ordered_at.max())
    rows = engine.arrow(by_person).to_pylist()
    newest = max((row["last"] for row in rows), default=None)
    if newest is None or newest < today - timedelta(days=OLD_DAYS):
        return set()  # nobody knows whether they came since
    before = newest - timedelta(days=QUIET_DAYS)
    return {row["customer_id"] for row in rows if row["days"] >= CAME_AGAIN and row["last"] < before}


def _unanswered(engine: Engine, today: date) -> int:
    """Count our written reviews of the last half-year that nobody answered, in sources that show answers."""
    reviews, businesses = engine.table("reviews"), engine.table("businesses")
    reviews = reviews.semi_join(reviews.filter(reviews.reply_at.notnull()).select("source").distinct(), "source")
    ours = businesses.filter(businesses.ours).select("business_id")
    since = today - timedelta(days=UNANSWERED_DAYS)
    open_ones = reviews.filter(
        reviews.reply_at.isnull() & (reviews.text.fill_null("") != "") & (reviews.reviewed_at >= since)
    )
    return int(engine.arrow(open_ones.semi_join(ours, "business_id").count().as_table())[0][0].as_py())


def tried(engine: Engine, results: Iterable[Finding]) -> dict[str, Tried]:
    """Give what came of each tactic so far; a play that is planned and not done counts only its day."""
    plays = engine.arrow(engine.table("plays")).to_pylist()
    states = {row["play_id"]: row["state"] for row in engine.arrow(engine.table("actions")).to_pylist()}
    seen = {one.claim: one.facts.get("seen") for one in results if one.claim}
    made: dict[str, Tried] = {}
    for play in plays:
        number, held = play["play_id"], made.get(play["tactic"], Tried())
        if states.get(number) in ("skipped", "replaced"):
            continue
        last = max(filter(None, (held.last_at, play["made_at"])))
        told = states.get(number) == "done" and seen.get(number) is not None
        made[play["tactic"]] = Tried(
            done=held.done + told, asked=held.asked + max(play["many"], 1) * told,
            seen=held.seen + int(seen.get(number) or 0) * told, last_at=last,
        )  # fmt: skip
    return made
