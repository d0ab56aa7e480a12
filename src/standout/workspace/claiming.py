"""Claiming: read a slogan, stamp it, and only then open the scores it speaks of.

The stamp is on the disk before any score is read.  A claim that nobody could have picked by its scores has the
price of one question; one whose scores were shown pays what the search pays, or waits for scores that are new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from standout.errors import DataError
from standout.questions.est import QUESTION
from standout.questions.est.claimed import Claimed, Stamped, concluded, of_fact
from standout.questions.est.claims import Rules
from standout.questions.est.clerk import Reading, read
from standout.questions.est.family import Family, family, within
from standout.questions.est.market import Aspect, Market
from standout.questions.est.praise import praise_of, praised
from standout.questions.est.spending import spending
from standout.questions.est.tried import Search, Tried, league_reviews, looked_for, searched_for, tried
from standout.tables.table import ASPECT
from standout.words import say
from standout.workspace import asking, remembered
from standout.workspace.holding import Held, held_now

if TYPE_CHECKING:
    from standout.engine.duck import DuckEngine
    from standout.finding import Finding
    from standout.workspace.workspace import Workspace


def claim(
    workspace: Workspace,
    text: str,
    aspect: str = "",
    where: Sequence[tuple[str, str]] | None = None,
    *,
    dry_run: bool = False,
) -> Claimed:
    """Read a claim, stamp it, test it, and give what came of it.

    Parameters
    ----------
    text : str
        The claim, as it would be printed.
    aspect : str
        What is meant, where the words don't say: the label of an aspect, or an est.
    where : sequence of (str, str), optional
        The world, where the words don't say: label and value of each condition; empty for everybody.
    dry_run : bool
        Only read it: nothing is stamped, and no score is looked at.

    Raises
    ------
    DataError
        If nothing is held that the claim could be tested on.
    UsageError
        If the words can't be read.

    """
    held = held_now(workspace)
    reading = read(text, held.names, aspect, where)
    market = _against(held.market, reading)
    given = Claimed(reading, rivals=len(market.ids) - 1, named=held.market.named)
    if reading.est.kind == "puffery":
        return replace(given, answer="neither")
    if reading.aspect is not None and reading.aspect.barred:
        why = say(f"est.reason.{reading.aspect.barred}")
        raise DataError(say("claim.barred", aspect=reading.aspect.label, why=why))
    if reading.aspect is not None and reading.conditions and reading.aspect not in held.aspects:
        raise DataError(say("claim.pages_only", world=[one.value for one in reading.conditions]))
    if dry_run:
        return given
    rules = _rules(held, reading)
    if reading.aspect is None:
        done = _by_fact(workspace, held, market, rules, given)
    else:
        done = _by_scores(workspace, held, market, rules, given, reading.aspect)
    return _with_claim(done)


def was_stamped(
    workspace: Workspace, text: str, aspect: str = "", where: Sequence[tuple[str, str]] | None = None
) -> bool:
    """Whether a claim was stamped with the files, names and settings of now, so that to test it stamps nothing."""
    held = held_now(workspace)
    reading = read(text, held.names, aspect, where)
    means = _means(held, _against(held.market, reading), _rules(held, reading), reading)
    return remembered.same(workspace.index, means) is not None


def _rules(held: Held, reading: Reading) -> Rules:
    """Give the rules of a claim: rivals that it names itself are as many as it takes."""
    return replace(held.rules, rivals_from=len(reading.than)) if reading.than else held.rules


def _against(market: Market, reading: Reading) -> Market:
    """Give the league of a claim: all of it, or ours and those that the claim names."""
    if not reading.than:
        return market
    kept = [0, *(market.names.index(name) for name in reading.than)]
    return Market(market.ids[kept], tuple(market.names[place] for place in kept), named=True)


def _by_fact(workspace: Workspace, held: Held, market: Market, rules: Rules, given: Claimed) -> Claimed:
    est = given.reading.est
    stamped = _stamped(workspace, held, market, rules, given, "fact", held.inputs)
    finding = looked_for(held.engine, market, est.fact, est.word, given.reading.item, held.as_of, rules)
    if finding is None:
        raise DataError(say("claim.no_fact", est=est.words[0]))
    done = of_fact(replace(given, stamped=stamped), finding)
    remembered.settle(workspace.index, stamped.number, shown=done.answer == "yes", answer=done.answer)
    return done


def _by_scores(
    workspace: Workspace, held: Held, market: Market, rules: Rules, given: Claimed, aspect: Aspect
) -> Claimed:
    reading = given.reading
    means = _means(held, market, rules, reading)
    before = remembered.same(workspace.index, means)
    price, inputs, engine = _price(workspace, held, market, rules, reading, before)
    reviews = league_reviews(engine, market, held.aspects, held.descriptors)
    worlds = _family(engine, reviews, market, aspect, reading, held, rules)
    stamped = _stamped(workspace, held, market, rules, given, price, inputs)
    # from here on scores are read
    if price == "search":
        search = Search(held.market, [one for one in held.aspects if not one.barred], held.descriptors)
        own, *beside = searched_for(engine, reviews, market, aspect, reading.conditions, search, rules, held.as_of)
    else:
        parts = worlds.levels(stamped.level or 0.0)
        own, *beside = tried(engine, reviews, market, aspect, worlds, parts, rules, held.as_of)
    others = [one for one in held.aspects if one.column.startswith(ASPECT)]
    said = praised(engine, int(market.ids[0]), reading.conditions)
    done = concluded(replace(given, stamped=stamped), own, beside)
    done = replace(done, praise=praise_of(said, reading.est, aspect, others, reading.left.kinds))
    remembered.settle(workspace.index, stamped.number, shown=_holds(done, own), answer=done.answer)
    remembered.remember(workspace.index, held.inputs, done.findings, workspace.config.aspects)
    return done


def _holds(done: Claimed, own: Tried) -> bool:
    """Whether the claim itself was shown: its part of alpha then passes on to the next."""
    return done.answer == "yes" and (done.reading.top == 1 or own.top <= done.reading.top)


def _family(
    engine: DuckEngine, reviews: Any, market: Market, aspect: Aspect, reading: Reading, held: Held, rules: Rules
) -> Family:
    if reading.than or reading.top > 1 or aspect.column not in reviews.columns:
        return Family(reading.conditions)
    return family(engine, reviews, market, aspect, reading.conditions, held.descriptors, rules)


def _price(
    workspace: Workspace, held: Held, market: Market, rules: Rules, reading: Reading, before: remembered.Stamp | None
) -> tuple[str, tuple[str, ...], DuckEngine]:
    """Give what a claim pays, on which files it is tested, and an engine over these."""
    if before is not None:
        old = set(held.inputs) - set(before.inputs)
        return before.price, before.inputs, _engine(workspace, held, old)
    labels = remembered.labels_of(reading.aspect.label if reading.aspect else "", workspace.config.aspects)
    seen = remembered.seen(workspace.index, labels, reading.world, held.inputs)
    if not seen:
        return "lone", held.inputs, held.engine
    fresh = _engine(workspace, held, seen)
    if set(held.inputs) - seen and _enough(fresh, held, market, rules, reading):
        return "fresh", tuple(sorted(set(held.inputs) - seen)), fresh
    return "search", held.inputs, held.engine


def _engine(workspace: Workspace, held: Held, without: set[str] | frozenset[str]) -> DuckEngine:
    if not without:
        return held.engine
    return asking.engine(workspace.store, workspace.index, workspace.config, without=without, reads=QUESTION.reads)


def _enough(engine: DuckEngine, held: Held, market: Market, rules: Rules, reading: Reading) -> bool:
    """Whether new scores alone could show a first place, by their counts."""
    aspect, reviews = reading.aspect, engine.table("reviews")
    needed = {one.descriptor.column for one in reading.conditions}
    if aspect is None or not {aspect.column, *needed} <= set(reviews.columns):
        return False
    inside = within(reviews, reading.conditions)
    scored = inside.filter(inside[aspect.column].notnull())
    rows = engine.arrow(scored.group_by("business_id").aggregate(n=scored.count())).to_pylist()
    enough = {row["business_id"] for row in rows if row["n"] >= rules.proven_from} & {int(i) for i in market.ids}
    return int(market.ids[0]) in enough and len(enough) > min(held.rules.rivals_from, len(market.ids) - 1)


def _means(held: Held, market: Market, rules: Rules, reading: Reading) -> dict[str, object]:
    """Give all that decides what is tested, and on what."""
    return {
        "est": reading.est.name, "aspect": reading.aspect.column if reading.aspect else "", "item": reading.item,
        "world": {one.descriptor.column: one.value for one in reading.conditions}, "top": reading.top,
        "than": list(reading.than), "league": list(market.names), "alpha": rules.alpha,
        "from": [rules.judged_from, rules.proven_from, rules.rivals_from, rules.depth],
        "files": hashlib.sha256(json.dumps(held.inputs).encode()).hexdigest(),
    }  # fmt: skip


def _stamped(
    workspace: Workspace,
    held: Held,
    market: Market,
    rules: Rules,
    given: Claimed,
    price: str,
    inputs: Sequence[str],
) -> Stamped:
    """Give the stamp of the very same claim, else a new one, on the disk when this returns."""
    means = _means(held, market, rules, given.reading)
    before = remembered.same(workspace.index, means)

    def level(shown: Sequence[bool]) -> float:
        return rules.alpha * spending(shown)

    priced = level if price in remembered.PRICED else None
    known = before or remembered.stamp(workspace.index, given.reading.text, means, inputs, price, priced)
    count = len(remembered.earlier(workspace.index, known.inputs, known.number)) if priced else 0
    return Stamped(known.number, known.at, known.price, known.level, count, again=before is not None)


def _with_claim(done: Claimed) -> Claimed:
    """Put what a card needs to know of the claim into its findings."""
    stamped = done.stamped
    about = {
        "claim_text": done.reading.text, "est": done.reading.est.name, "claim_class": done.reading.est.kind,
        "evidence": done.reading.est.evidence, "stamped_at": stamped.at if stamped else None,
        "stamp": stamped.number if stamped else None, "price": stamped.price if stamped else None,
        "claim_level": stamped.level if stamped else None, "praise": done.praise.reviews,
    }  # fmt: skip

    def told(finding: Finding) -> Finding:
        return replace(finding, facts={**finding.facts, **about}, quotes=done.praise.quotes)

    finding = told(done.finding) if done.finding else None
    return replace(done, finding=finding, instead=[told(one) for one in done.instead])
