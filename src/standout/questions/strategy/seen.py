"""Seen: how many customers were seen to do what speaks for a strategy, out of how many that could be seen.

Reads    reviews, orders, sends, ties, adoptions, codes, people
Makes    seen      one row: a signal
Unit     people, once each, but sends for what was opened, clicked and answered
Source   intervals of a share: Jeffreys, as in Brown, Cai & DasGupta (2001), Statistical Science 16
Unknown  who said nothing of what is counted: they may all have done it or none, and the interval holds both
No row   where fewer than ``SEEN_FROM`` could be seen, or the files don't hold it: never a zero
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scipy.special import betaincinv

from standout.questions.strategy.strategies import Signal, strategies

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.question import Engine

SEEN_FROM = 20
SETTLED_DAYS = 90
"""Who first bought later than this has not had the time to come back."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A signal that was seen: ``hits`` of ``of``, and of ``unknown`` more it isn't known."""

    signal: Signal
    hits: int
    of: int
    unknown: int = 0

    @property
    def least(self) -> bool:
        """Whether the share is the least it may be: only those who did it could say so, all others said nothing."""
        return bool(self.unknown) and self.hits == self.of

    @property
    def share(self) -> float:
        """The share that was seen, of those of whom it is known; of all, where nobody could say they didn't."""
        return self.hits / (self.everybody if self.least else self.of)

    @property
    def everybody(self) -> int:
        """How many there are, known or not."""
        return self.of + self.unknown

    @property
    def low(self) -> float:
        """The least the share may be (95 %)."""
        return float(betaincinv(self.hits + 0.5, self.everybody - self.hits + 0.5, 0.025)) if self.hits else 0.0

    @property
    def high(self) -> float:
        """The most it may be."""
        if self.hits == self.of:
            return 1.0
        return float(betaincinv(self.hits + self.unknown + 0.5, self.of - self.hits + 0.5, 0.975))


Counted = tuple[int, ...]
"""How many did it, of how many of whom it is known; where that may be, how many more of whom it isn't."""
WHY = ("none", "column", "few", "never")
"""Why a signal wasn't seen: no file holds it; what was sent is held, but not that; it is held of too few; not once."""
SENT = {"clicks": "clicked", "opens": "opened", "replies": "replied"}
Counter = Callable[["Engine", Signal, "date | None"], Counted]


def seen(engine: Engine, ours: int, as_of: date | None) -> dict[str, Seen]:
    """Give every signal that could be seen, by name.

    Parameters
    ----------
    engine : Engine
    ours : int
        Our business, whose reviews are read.
    as_of : date or None
        The day it is about.

    """
    signals = [signal for one in strategies() for signal in one.signals]
    counted: dict[str, Counted] = _said(engine, ours, [signal for signal in signals if signal.kind == "reviews"])
    counted["writes_again"] = _writes_again(engine, ours)
    counted |= {
        signal.name: COUNTERS[signal.kind](engine, signal, as_of) for signal in signals if signal.kind in COUNTERS
    }
    return {signal.name: Seen(signal, *counted[signal.name]) for signal in signals if _shows(signal, counted)}


def _shows(signal: Signal, counted: Mapping[str, Counted]) -> bool:
    hits, of, *_ = counted[signal.name]
    return of >= SEEN_FROM and (hits > 0 or signal.name not in NEVER_ZERO)


def unseen(engine: Engine, missing: Iterable[Signal], as_of: date | None) -> dict[str, str]:
    """Give why each of some signals wasn't seen: one of `WHY`.

    Parameters
    ----------
    engine : Engine
    missing : iterable of Signal
        Those that `seen` doesn't give.
    as_of : date or None

    """
    return {signal.name: _why(engine, signal, as_of) for signal in missing}


def _why(engine: Engine, signal: Signal, as_of: date | None) -> str:
    table, filled = HELD_IN[signal.name]
    rows = engine.table(table)
    known = rows
    for column in filled:
        known = known.filter(known[column].notnull())
    if not _rows(engine, known):
        return "column" if signal.name in SENT and _rows(engine, rows) else "none"
    many = signal.name in NEVER_ZERO and COUNTERS[signal.kind](engine, signal, as_of)[1] >= SEEN_FROM
    return "never" if many else "few"


def _rows(engine: Engine, rows: ir.Table) -> int:
    return int(engine.arrow(rows.count().as_table())[0][0].as_py())


def _two(engine: Engine, expr: ir.Table) -> Counted:
    [row] = engine.arrow(expr).to_pylist()
    return int(row["hits"] or 0), int(row["n"] or 0)


def _said(engine: Engine, ours: int, signals: list[Signal]) -> dict[str, Counted]:
    """Give for each pattern how many reviewers wrote it, of all who wrote anything."""
    reviews = engine.table("reviews")
    wrote = reviews.filter((reviews.business_id == ours) & reviews.text.notnull() & (reviews.text.length() > 0))
    low = wrote.text.lower()
    found = {signal.name: low.re_search(signal.pattern).cast("int8") for signal in signals}
    who = wrote.reviewer_id.fill_null(wrote.review_id)
    each = wrote.select(who=who, own=wrote.reviewer_id.isnull(), **found)
    one = each.group_by(["who", "own"]).aggregate(**{name: each[name].max() for name in found})
    sums = one.aggregate(n=one.count(), **{name: one[name].sum() for name in found})
    [row] = engine.arrow(sums).to_pylist()
    return {name: (int(row[name] or 0), int(row["n"])) for name in found}


def _writes_again(engine: Engine, ours: int) -> Counted:
    reviews = engine.table("reviews")
    named = reviews.filter((reviews.business_id == ours) & reviews.reviewer_id.notnull())
    each = named.group_by("reviewer_id").aggregate(times=named.count())
    return _two(engine, each.aggregate(hits=(each.times > 1).sum(), n=each.count()))


def _bought(engine: Engine) -> ir.Table:
    orders = engine.table("orders")
    return orders.filter(orders.customer_id.notnull() & ~orders.refunded)


def _newest(engine: Engine, dated: ir.Table) -> date | None:
    """Give the newest order's day: what came after it isn't in the file."""
    [row] = engine.arrow(dated.aggregate(at=dated.ordered_at.max())).to_pylist()
    newest: date | None = row["at"]
    return newest


def _buys_again(engine: Engine, _: Signal, as_of: date | None) -> Counted:
    """Who bought on another day besides, of all who first bought long enough ago."""
    bought = _bought(engine)
    dated = bought.filter(bought.ordered_at.notnull())
    each = dated.group_by("customer_id").aggregate(first=dated.ordered_at.min(), times=dated.ordered_at.nunique())
    until = min(filter(None, (_newest(engine, dated), as_of)), default=None)
    if until is not None:
        each = each.filter(each["first"] <= until - timedelta(days=SETTLED_DAYS))
    return _two(engine, each.aggregate(hits=(each.times > 1).sum(), n=each.count()))


def _buys_varied(engine: Engine, _: Signal, __: date | None) -> Counted:
    """Who chose different things, of all who bought more than once; no zero where only one thing is sold."""
    bought = _bought(engine)
    known = bought.filter(bought.item.notnull())
    each = known.group_by("customer_id").aggregate(times=known.order_id.nunique(), items=known.item.nunique())
    again = each.filter(each.times > 1)
    hits, n = _two(engine, again.aggregate(hits=(again["items"] > 1).sum(), n=again.count()))
    return hits, n


def _buys_elsewhere(engine: Engine, _: Signal, __: date | None) -> Counted:
    """Who bought from a place that isn't the commonest; no zero where only one place is known."""
    bought = _bought(engine)
    placed = bought.filter(bought.place.notnull())
    counts = engine.arrow(placed.group_by("place").aggregate(n=placed.count())).to_pylist()
    commonest = min(counts, key=lambda row: (-row["n"], row["place"]), default={"place": ""})["place"]
    each = placed.group_by("customer_id").aggregate(away=(placed.place != commonest).max())
    return _two(engine, each.aggregate(hits=each.away.cast("int8").sum(), n=each.count()))


def _gives(engine: Engine, signal: Signal, _: date | None) -> Counted:
    """Orders of something to give; no zero where none was ever bought: it may not be on sale."""
    orders = engine.table("orders")
    known = orders.filter(orders.item.notnull() & ~orders.refunded)
    gift = known.select("order_id", gift=known.item.lower().re_search(signal.pattern).cast("int8"))
    each = gift.group_by("order_id").aggregate(gift=gift.gift.max())
    hits, n = _two(engine, each.aggregate(hits=each.gift.sum(), n=each.count()))
    return hits, n


def _answered(column: str) -> Counter:
    def counted(engine: Engine, _: Signal, __: date | None) -> Counted:
        """Sends of which something came, of those where that is known; no zero where it never came."""
        sends = engine.table("sends")
        known = sends.filter(sends[column].notnull())
        hits, n = _two(engine, known.aggregate(hits=known[column].cast("int8").sum(), n=known.count()))
        return hits, n

    return counted


def _told(engine: Engine, _: Signal, __: date | None) -> Counted:
    """Who came because somebody told them, of those of whom it is known; no zero where nobody was ever asked.

    A code of a poster is known to be nobody's.  Neither a name nor a code: they said nothing.
    """
    adoptions, codes = engine.table("adoptions"), engine.table("codes")
    posters = codes.filter(codes.person_id.isnull()).select(code=codes.code, poster=True)
    known = adoptions.left_join(posters, "code").select("person_id", "told_by", "code", "poster")
    told = known.told_by.notnull() | (known.code.notnull() & known.poster.isnull())
    rows = known.select("person_id", told=told.cast("int8"), said=(told | known.code.notnull()).cast("int8"))
    each = rows.group_by("person_id").aggregate(told=rows.told.max(), said=rows.said.max())
    hits, n = _two(engine, each.aggregate(hits=each.told.sum(), n=each.said.sum()))
    return hits, n, _rows(engine, each) - n


def _tied(engine: Engine, _: Signal, __: date | None) -> Counted:
    """Who knows another of our people, of all on our lists; no zero where no such tie is held."""
    people, ties = engine.table("people").select("person_id").distinct(), engine.table("ties")
    between = ties.filter((ties.from_id != 0) & (ties.to_id != 0) & (ties.from_id != ties.to_id))
    ends = between.select(person_id=between.from_id).union(between.select(person_id=between.to_id), distinct=True)
    there = people.semi_join(ends, "person_id")
    hits = int(engine.arrow(there.aggregate(n=there.count())).to_pylist()[0]["n"])
    n = int(engine.arrow(people.aggregate(n=people.count())).to_pylist()[0]["n"])
    return hits, n


COUNTERS: dict[str, Counter] = {
    "buys_again": _buys_again,
    "buys_varied": _buys_varied,
    "buys_elsewhere": _buys_elsewhere,
    "gives": _gives,
    "clicks": _answered("clicked"),
    "opens": _answered("opened"),
    "replies": _answered("replied"),
    "told_by_others": _told,
    "tied": _tied,
}

NEVER_ZERO = ("buys_varied", "buys_elsewhere", "gives", "clicks", "opens", "replies", "told_by_others", "tied")
"""Signals that are not seen where nobody was ever seen to do it: it may never have been noted, or never on sale."""

HELD_IN: dict[str, tuple[str, tuple[str, ...]]] = {
    **{f"says_{one.name}": ("reviews", ("text",)) for one in strategies()},
    "writes_again": ("reviews", ("reviewer_id",)),
    "buys_again": ("orders", ("customer_id", "ordered_at")),
    "buys_varied": ("orders", ("customer_id", "item")),
    "buys_elsewhere": ("orders", ("customer_id", "place")),
    "gives": ("orders", ("item",)),
    **{name: ("sends", (column,)) for name, column in SENT.items()},
    "told_by_others": ("adoptions", ("told_by",)),
    "tied": ("ties", ()),
}
"""Where each signal would be seen: the table, and its columns that must be filled."""
