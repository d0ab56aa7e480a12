"""Praise: what our own customers call us the best at, in their own words, counted est by est.

Reads    reviews   the texts about us; contacts, so that nobody is quoted by name
Makes    praise    for each est and each aspect that is named: how many reviews say so, and a few of them word for word
Rule     no quote holds an address or what may be a name; it is counted all the same
Rule     a quote supports a claim and proves nothing: it says what we are loved for, and nothing of any rival
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standout.questions.est.family import World, within
from standout.questions.est.lexicon import Est, signals
from standout.questions.est.market import Aspect
from standout.text.english import english
from standout.text.folded import folded, places
from standout.text.private import parts, private, words
from standout.text.superlatives import Superlative, superlatives

if TYPE_CHECKING:
    from standout.question import Engine

QUOTED = 3
LONGEST = 280
"""Longer sentences are counted and not quoted."""
LIKELY = r"est\b|\bmost\b|#1|number one|no\.? 1|second to none|unbeat|unriv|unmatch|unsurpass|unparal|peerless|\btop\b"


@dataclass(frozen=True, slots=True)
class Praise:
    """How many reviews of ours hold praise of one kind, and the newest of their sentences."""

    reviews: int = 0
    quotes: tuple[str, ...] = ()


def praised(engine: Engine, ours: int, world: World = ()) -> list[tuple[Superlative, int]]:
    """Give every superlative that praises us in one world, newest first, with the number of its review.

    The sentence is left out where it holds an address, a number or what may be a name.
    """
    reviews = within(engine.table("reviews"), world)
    mine = reviews.filter((reviews.business_id == ours) & reviews.text.notnull())
    likely = mine.filter(mine.text.lower().re_search(LIKELY)).select("review_id", "reviewed_at", "text")
    rows = engine.arrow(likely).to_pylist()
    rows.sort(key=lambda row: (row["reviewed_at"] is not None, row["reviewed_at"], -row["review_id"]), reverse=True)
    names, known = _held(engine), words(row["text"] for row in rows)
    return [
        (replace(one, sentence="") if private(one.sentence, names, known) else one, number)
        for number, row in enumerate(rows) for one in superlatives(row["text"]) if one.praise
    ]  # fmt: skip


def _held(engine: Engine) -> frozenset[str]:
    """Give the parts of the names that are held; no sentence that has one of them is quoted."""
    contacts = engine.arrow(engine.table("contacts").select("name").distinct())
    return parts(name for name in contacts["name"].to_pylist() if name)


def praise_of(
    found: Iterable[tuple[Superlative, int]],
    est: Est,
    aspect: Aspect | None,
    others: Sequence[Aspect] = (),
    trade: Sequence[str] = (),
) -> Praise:
    """Give the praise that speaks for an est, or for the aspect it is tested on.

    Parameters
    ----------
    found : iterable of (Superlative, int)
        As `praised` gives it.
    est : Est
    aspect : Aspect or None
        What the est is tested on.
    others : sequence of Aspect
        The aspects that are held: praise of one of these is no praise overall.
    trade : sequence of str
        Words for the kind of business, such as café: praise of these is praise overall.

    """
    business = english("trade") | {word for words in trade for word in folded(words)}
    held = [one for one in found if _speaks(one[0], est, aspect, others, business)]
    quotes = dict.fromkeys(one.sentence for one, _ in held if 0 < len(one.sentence) <= LONGEST)
    return Praise(len({number for _, number in held}), tuple(quotes)[:QUOTED])


def _speaks(
    one: Superlative, est: Est, aspect: Aspect | None, others: Sequence[Aspect], business: frozenset[str]
) -> bool:
    said = folded(f"{one.word} {one.about}")
    named = [other for other in others if places(folded(other.label), said)]
    if aspect is not None and any(other.column == aspect.column for other in named):
        return True
    meant = [signal.est for signal in signals(said)]
    if est.evidence == "overall":
        return not named and est in meant[:1] and (not one.about or bool(business & set(folded(one.about))))
    return est in meant
