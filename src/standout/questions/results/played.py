"""Played: what came of each play that was done: planned against seen, and how much an hour brought.

Reads    plays, actions; orders and sends of the people asked; reviews and consents that came in meanwhile
Seen     people, each once, from the day it was done to the day to look at it; where the owner counted too, the
         larger of the two counts
Empty    where it is too early, where the files end before, and where nothing shows it, as where nobody was asked
         by name and no code tells: never 0
An hour  a range whose upper end lies beyond `OPEN` times what was seen says no more than "at least" or "at most"
Yes, no  only of what a play alone can bring about; those asked may have bought or come anyway
Source   stats/branching.py for what each person asked brought, Garwood's interval for a poster or an answer
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.finding import Finding, Needed
from standout.question import Engine
from standout.questions.results.gathered import DONE, Gathered
from standout.questions.results.meanwhile import MEANWHILE, came_in
from standout.stats.branching import reproduction
from standout.stats.rates import count_interval
from standout.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir

ITS_OWN = ("code_used", "replied")
"""Measures that nothing but the play can move."""

MINUTES = "saved"
"""The measure in minutes a week, not in people: the owner counts it, and it has no interval."""

OPEN = 10
"""An upper end beyond so many times the estimate (one person where nobody came) bounds nothing."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen of a play's measure.

    Attributes
    ----------
    play_id : str
    seen : int or None
        People, reviews or minutes; None where it can't be told.
    low, high : float or None
        95 % interval of what such a play brings; None for minutes.
    minutes : int or None
        What it took.
    asked : int
        How many people it asked by name.
    counted_by : str
        ``files``, ``owner``, ``meanwhile`` (by the files, whoever was asked); empty where ``seen`` is None.
    why_not : str
        ``early``, ``ended`` (the files end before), ``unseen``; empty where it was seen.

    """

    play_id: str
    seen: int | None = None
    low: float | None = None
    high: float | None = None
    minutes: int | None = None
    asked: int = 0
    counted_by: str = ""
    why_not: str = ""


def played(subject: str, engine: Engine, held: Gathered, ours: int) -> list[Finding]:
    """Give a finding for each play that was done, the newest first."""
    plays = engine.arrow(engine.table("plays").order_by(["made_at", "play_id"])).to_pylist()
    actions = {row["play_id"]: row for row in engine.arrow(engine.table("actions")).to_pylist()}
    done = [play for play in plays if actions.get(play["play_id"], {}).get("state") == DONE]
    shown = _seen_of(engine, done, held) | came_in(engine, ours, {play["measure"] for play in done})
    seen = seen_by_play(done, actions, held, shown)
    return [_finding(subject, play, seen[play["play_id"]], _until(play, held)) for play in reversed(done)]


def _until(play: Row, held: Gathered) -> date | None:
    """Give the last day that could show: reviews and consents come in whatever day the orders end."""
    return held.as_of or held.until if play["measure"] in MEANWHILE else held.until


def seen_by_play(
    plays: Iterable[Row],
    actions: Mapping[str, Row],
    held: Gathered,
    shown: Mapping[str, Iterable[tuple[int, date | None]] | None],
) -> dict[str, Seen]:
    """Give what was seen of each play that was done.

    Parameters
    ----------
    plays : iterable of rows
        Of ``plays``.
    actions : mapping
        Rows of ``actions`` by play.
    held : Gathered
        What there is to tell by.
    shown : mapping
        By measure, ``(person, day)`` of each time it showed: ``bought``, ``replied``, and as `came_in` gives them
        ``reviewed``, ``agreed``; None where nothing of the kind was kept.

    """
    return {play["play_id"]: _seen(play, actions[play["play_id"]], held, shown) for play in plays}


def _seen(play: Row, action: Row, held: Gathered, shown: Mapping[str, Any]) -> Seen:
    asked = {row["person_id"] for row in held.asks if row["play_id"] == play["play_id"]}
    base: dict[str, Any] = {"play_id": play["play_id"], "minutes": action["minutes"], "asked": len(asked)}
    start = action["done_at"] or play["made_at"]
    each, why_not = _each(play, start, asked, held, shown)
    own = action.get("seen")
    if own is not None and _owners(own, each, why_not, play["measure"]):
        ends = (None, None) if play["measure"] == MINUTES else count_interval(own)
        return Seen(**base, seen=own, low=ends[0], high=ends[1], counted_by="owner")
    if each is None:
        return Seen(**base, why_not=why_not)
    low, high = _interval(each, len(asked), play["measure"])
    by = "meanwhile" if play["measure"] in MEANWHILE else "files"
    return Seen(**base, seen=sum(each), low=low, high=high, counted_by=by)


def _owners(own: int, each: tuple[int, ...] | None, why_not: str, measure: str) -> bool:
    """Tell whether the owner's count stands: of what the files can't tell, and where it is the larger."""
    if each is None:
        return own > 0 or why_not != "early"
    return measure in MEANWHILE or own > sum(each)


def _each(
    play: Row, start: date, asked: set[int], held: Gathered, shown: Mapping[str, Any]
) -> tuple[tuple[int, ...] | None, str]:
    """Give how often the measure was seen of each person asked (of all, where nobody was), or why it wasn't."""
    measure, due, until = play["measure"], play["due_at"], _until(play, held)
    if measure in MEANWHILE:
        return _meanwhile(play, start, shown.get(measure) or (), until)
    kept = held.seen if measure == "code_used" else shown.get(measure) is not None and asked
    if not kept:
        return None, "unseen"
    if until is None or until < start:
        return None, "ended"
    if until < due:
        return None, "early"
    if measure == "code_used":
        brought = Counter(_by_its_codes(play, start, held).values())
        poster = sum(n for giver, n in brought.items() if giver not in asked)
        each = tuple(brought[person] for person in sorted(asked))
        return (*each, poster) if poster or not each else each, ""
    people = {person for person, day in shown[measure] if person in asked and day and start <= day <= due}
    return tuple(int(person in people) for person in sorted(asked)), ""


def _meanwhile(
    play: Row, start: date, shown: Iterable[tuple[int, date | None]], until: date | None
) -> tuple[tuple[int, ...] | None, str]:
    """Give how many came in while a play ran, whoever was asked, or why that isn't known."""
    if until is not None and until < play["due_at"]:
        return None, "early"
    found = len({one for one, day in shown if day and start <= day <= play["due_at"]})
    return ((found,), "") if found else (None, "unseen")


def _by_its_codes(play: Row, start: date, held: Gathered) -> dict[int, int | None]:
    """Give whose code of the play each person came with first; a code used by its giver doesn't count."""
    ours = [
        link for link in held.claimed
        if link.code and held.codes[link.code]["play_id"] == play["play_id"] and link.person != link.parent
        and (link.at is None or start <= link.at <= play["due_at"])
    ]  # fmt: skip
    return {link.person: link.parent for link in sorted(ours, key=lambda link: link.at or date.max, reverse=True)}


def _interval(each: tuple[int, ...], asked: int, measure: str) -> tuple[float, float]:
    """Give the interval of what such a play brings in all."""
    if measure == "code_used" and asked > 1:
        found = reproduction(each)
        return found.low * len(each), found.high * len(each)
    return count_interval(sum(each))


def _seen_of(engine: Engine, plays: Iterable[Row], held: Gathered) -> dict[str, list[tuple[int, date | None]] | None]:
    """Give when the people asked bought and when they answered; None where nothing of the kind was kept."""
    measures = {play["measure"] for play in plays}
    asks, orders, sends = engine.table("asks"), engine.table("orders"), engine.table("sends")
    shown: dict[str, list[tuple[int, date | None]] | None] = {"bought": None, "replied": None}
    if "bought" in measures and held.firsts.num_rows:
        kept = orders.filter(~orders.refunded).semi_join(asks, orders.customer_id == asks.person_id)
        shown["bought"] = _pairs(engine, kept.select("customer_id", "ordered_at").distinct())
    if "replied" in measures:
        noted = sends.filter(sends.replied.notnull())
        if engine.arrow(noted.count().as_table())[0][0].as_py():
            answered = noted.filter(noted.replied).semi_join(asks, "person_id")
            shown["replied"] = _pairs(engine, answered.select("person_id", "sent_at").distinct())
    return shown


def _pairs(engine: Engine, rows: ir.Table) -> list[tuple[int, date | None]]:
    held = engine.arrow(rows)
    return list(zip(held[0].to_pylist(), held[1].to_pylist(), strict=True))


def _finding(subject: str, play: Row, seen: Seen, until: date | None) -> Finding:
    verdict, tier = _verdict(play, seen)
    an_hour = _an_hour(seen)
    facts: dict[str, Any] = {
        "measure": play["measure"], "seen": seen.seen, "counted_by": seen.counted_by or None, "asked": seen.asked,
        "planned_minutes": play["minutes"], "minutes": seen.minutes, "expected_low": play["expected_low"],
        "expected_high": play["expected_high"],
    }  # fmt: skip
    key = f"unseen.{seen.why_not}" if seen.why_not else verdict
    planned = (
        say("results.play.planned", least=play["expected_low"], most=play["expected_high"])
        if play["expected_low"] is not None and play["expected_high"] is not None else ""
    )  # fmt: skip
    return Finding(
        question="results", subject=subject, aspect=say("results.play.aspect", play=play["play_id"]),
        claim=play["play_id"], verdict=verdict, tier=tier, sentence_key=f"results.play.{key}",
        estimate=an_hour[0] if an_hour else None, low=an_hour[1] if an_hour else None,
        high=an_hour[2] if an_hour else None, unit=say("results.play.unit"), rows=seen.seen or 0,
        needed=_needed(play, seen, until), facts=facts,
        reason=say(f"results.reason.{seen.why_not}") if seen.why_not else "",
        values={
            "play": play["play_id"], "due": play["due_at"], "hour": _hour(seen, an_hour), "anyway": _anyway(play, seen),
            "what": _what(play, seen),
            "planned": planned, "by": say("results.by.owner") if seen.counted_by == "owner" else "",
        },
    )  # fmt: skip


def _what(play: Row, seen: Seen) -> str:
    known = {"n": seen.seen or 0, "play": play["play_id"]}
    if seen.counted_by == "meanwhile":
        return say(f"results.meanwhile.{play['measure']}", **known)
    return say(f"results.measure.{play['measure']}", **known)


def _anyway(play: Row, seen: Seen) -> str:
    """Give that some would have bought, written or agreed anyway, where that may be; nothing of what was told us."""
    if seen.seen and (play["measure"] in ("bought", "reviewed") or seen.counted_by == "meanwhile"):
        return say(f"results.anyway.{play['measure']}")
    return ""


def _verdict(play: Row, seen: Seen) -> tuple[str, str]:
    least = play["expected_low"]
    if seen.seen is None:
        return "not_enough", "not_enough"
    if play["measure"] not in ITS_OWN or not least or seen.low is None or seen.high is None:
        return "counted", "counted"
    if seen.low >= least:
        return "yes", "proven"
    return ("no", "behind") if seen.high < least else ("close", "tied")


def _an_hour(seen: Seen) -> tuple[float, float, float | None] | None:
    """Give people an hour with their interval, its upper end None where it bounds nothing.

    None where nobody said how long it took.
    """
    if seen.seen is None or seen.low is None or seen.high is None or not seen.minutes:
        return None
    hours = seen.minutes / 60
    bounded = seen.high <= OPEN * max(seen.seen, 1)
    return seen.seen / hours, seen.low / hours, seen.high / hours if bounded else None


def _hour(seen: Seen, an_hour: tuple[float, float, float | None] | None) -> str:
    """Give people an hour in words, and no end of the interval that says nothing."""
    if an_hour is None:
        return ""
    rate, least, most = an_hour
    few = say("results.play.few", asked=seen.asked) if seen.asked else say("results.play.few_unasked")
    if most is None:
        key = "results.play.hour_least" if round(least, 1) else "results.play.hour_open"
        return say(key, least=least, few=few)
    return say("results.play.hour" if rate else "results.play.hour_most", rate=rate, least=least, most=most)


def _needed(play: Row, seen: Seen, until: date | None) -> Needed | None:
    """Give what it takes to be able to tell."""
    if not seen.why_not:
        return None
    days = max((play["due_at"] - until).days, 1) if seen.why_not == "early" and until else None
    of = {"early": "days", "ended": "files", "unseen": "counts"}[seen.why_not]
    return Needed(more=days or 1, of=of, days=days, step_key=f"results.step.{seen.why_not}")
