"""Tie strengths: how strong the tie is by which one person may tell another, and why it is taken to be so.

Reads    ties, adoptions, shared_ties
Makes    tie_strengths   one row: two people, in the direction in which word may pass
Unit     0 to 1, a rule of thumb that only orders ties: how often a tie passes something on is learnt elsewhere
Rule     what kind of tie it is says where it starts; days of contact, an answer and a late day move it up, a long
         silence down.  A contact more never weakens a tie, nor does a later one
Way      who is followed may tell who follows; who wrote may tell who was written to; friends, family and people who
         are seen together may tell each other; who told somebody did
Source   recency, frequency and reciprocity as in Granovetter (1973), "The Strength of Weak Ties", AJS 78(6)
No row   where a tie runs from somebody to themselves
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from standout.question import Engine, Measure
from standout.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir

MEASURE = Measure(name="tie_strengths", reads=("ties", "adoptions", "shared_ties"), make="tie_strengths:tie_strengths")

STARTS = {"family": 0.7, "referred": 0.6, "friend": 0.5, "chatted": 0.5, "wrote": 0.3, "contact": 0.3, "knows": 0.3,
          "linkedin": 0.2, "follows": 0.1, "reviewed_with": 0.1, "bought_with": 0.1}  # fmt: skip
"""Where each kind starts; a guess that says so, and so is that of any other kind."""

OTHER = 0.3
ONE_WAY = ("wrote", "chatted", "follows", "referred")
"""Kinds in which word passes one way only, unless the other does the same."""

MUTUAL = ("family", "friend", "linkedin")
"""Kinds that both have agreed to, or were born to."""

SEEN = ("reviewed_with", "bought_with")
"""Kinds that are no contact: however often two people are seen together, they may not know each other."""

OFTEN, LATELY, LONG_AGO = 5, 180, 730
"""Days of contact that make it often; days since the last that make it lately, and long ago."""

HALF = 5
"""Days of contact that bring a tie half-way from where it starts to 1."""

FADES = 1_460
"""Days of silence that halve what a tie has; family doesn't fade."""

REASONS = ("often", "answered", "lately", "long_ago")
"""What is said of a tie besides its kinds; no kind is called so."""

KNOWS = "knows"
PLAIN = r"^[\pL\pM]{1,20}$"
"""A kind of a file's own that is shown: one short word; anything longer may name somebody."""


def tie_strengths(engine: Engine) -> ir.Table:
    """Give how strong each tie is.

    Parameters
    ----------
    engine : Engine
        Where ``ties``, ``adoptions`` and ``shared_ties`` are.

    Returns
    -------
    Table
        ``from_id`` may tell ``to_id``, both int64, 0 the owner; ``kinds`` string, sorted, a space between; ``contacts``
        int32, days of contact, at least 1; ``last_at`` date, null where no day is known; ``two_way`` bool; ``strength``
        double, 0 to 1; ``reason`` string, its kinds and then keys of REASONS, that :func:`said` puts in
        words.  Each pair once a direction.

    """
    met = _met(engine)
    newest = met.aggregate(newest=met["at"].max())
    back = _turned(met.filter(met.kind.isin(ONE_WAY)))
    back = back.select("from_id", "to_id").distinct().mutate(back=ibis.literal(value=True))
    pairs = met.group_by("from_id", "to_id").aggregate(
        kinds=met.kind.group_concat(" ", order_by=met.kind), contacts=_contacts(met), last_at=met["at"].max(),
        start=met.start.max(), stays=(met.kind == "family").any(), reached=met.kind.isin(ONE_WAY).any(),
        mutual=met.kind.isin(MUTUAL).any(), days=met["at"].nunique(where=met.kind.notin(SEEN)),
    )  # fmt: skip
    held = pairs.left_join(back, ["from_id", "to_id"]).cross_join(newest)
    held = held.mutate(silent=held.newest.delta(held.last_at, unit="day"), answered=held.reached & held.back.notnull())
    return held.select(
        "from_id", "to_id", kinds=_once(held.kinds), contacts=held.contacts, last_at=held.last_at,
        two_way=held.answered | held.mutual, strength=_strength(held), reason=_reason(held),
    )  # fmt: skip


def _met(engine: Engine) -> ir.Table:
    """Give every contact in the direction word may pass, with where its kind starts."""
    ties, came, shared = engine.table("ties"), engine.table("adoptions"), engine.table("shared_ties")
    told = ties.select("from_id", "to_id", "kind", "at", times=ibis.literal(1, "int32"))
    referred = came.filter(came.told_by.notnull()).select(
        from_id=came.told_by, to_id=came.person_id, kind=ibis.literal("referred"), at=came["at"],
        times=ibis.literal(1, "int32"),
    )  # fmt: skip
    seen = shared.select("from_id", "to_id", "kind", at=shared.last_at, times=shared.times)
    every = ibis.union(
        told.filter(told.kind != "follows"), _turned(told.filter(told.kind == "follows")), referred, seen
    )
    both = every.union(_turned(every.filter(every.kind.notin(ONE_WAY))))
    others = both.filter(both.from_id != both.to_id).mutate(kind=_word(both.kind))
    return others.mutate(start=others.kind.cases(*STARTS.items(), else_=OTHER))


def _word(kind: ir.StringValue) -> ir.StringValue:
    """Give a kind as one word that is no reason; any other text only says that they know each other."""
    plain = kind.re_search(PLAIN) & kind.notin(REASONS)
    return (kind.isin(tuple(STARTS)) | plain).ifelse(kind, KNOWS)


def _turned(ties: ir.Table) -> ir.Table:
    return ties.select("kind", "at", "times", from_id=ties.to_id, to_id=ties.from_id).select(
        "from_id", "to_id", "kind", "at", "times"
    )


def _contacts(met: ir.Table) -> ir.Value:
    """Give the days of contact: the different days that are known, or as often as people were seen together."""
    return ibis.greatest(met["at"].nunique(), met.times.max(), 1).cast("int32")


def _once(kinds: ir.StringValue) -> ir.StringValue:
    """Give each kind once, in order."""
    return kinds.split(" ").unique().sort().join(" ")


def _strength(held: ir.Table) -> ir.Value:
    """Give the strength: from where it starts towards 1 by contacts and an answer, less what a silence takes."""
    left = (2.0 ** (-(ibis.greatest(held.days, 1) - 1) / HALF)) * held.answered.ifelse(0.75, 1.0)
    faded = held.stays.ifelse(1.0, 2.0 ** (-held.silent.coalesce(0) / FADES))
    return ((1.0 - (1.0 - held.start) * left) * faded).cast("float64")


def _reason(held: ir.Table) -> ir.StringValue:
    """Give the keys of what speaks for a tie's strength, and against it."""
    told = {"often": held.days >= OFTEN, "answered": held.answered, "lately": held.silent <= LATELY,
            "long_ago": held.silent > LONG_AGO}  # fmt: skip
    keys = [true.ifelse(f" {key}", "").coalesce("") for key, true in told.items()]
    return ibis.coalesce(_once(held.kinds).concat(*keys), "")


def said(reason: str) -> str:
    """Give a reason in words; a kind of a file's own, which is one word, is said as it is written.

    Examples
    --------
    >>> said("friend often")
    'friends; many days of contact'

    """
    return "; ".join(_said(key) for key in reason.split())


def _said(key: str) -> str:
    known = key in STARTS or key in REASONS
    return say(f"ties.reason.{key}") if known else key
