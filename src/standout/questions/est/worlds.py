"""Worlds: every conjunction of descriptors that a buyer can recognise, searched for our first places.

What is tested is chosen from counts alone, so that the number of claims is fixed before a score is read.
The search gives a first z for each; those that may matter are then worked out in full, people who wrote
often put together.

Reads    reviews   once, as arrays
Makes    cells     of the worlds that may be said, and how many claims were tested at each depth
Source   docs/explanation/world-search.md
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from standout.question import Engine
from standout.questions.est.cells import Cell, Spread, Sums, cell_of
from standout.questions.est.claims import Rules, depth_shares
from standout.questions.est.market import Aspect, Condition, Descriptor, Market
from standout.questions.est.placing import Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.questions.est.gathered import Gathered
    from standout.stats.worlds.exact import Figures
    from standout.stats.worlds.rows import Rows
    from standout.stats.worlds.search import Found

Picked = tuple[tuple[int, int], ...]
"""A world as column places and value codes."""

PLAIN_MOST = 120
"""So many worlds of one condition are worked out in full, the largest of ours first."""
NEAR_MOST = 24
"""So many claims that lack a little are worked out in full."""
PROMISING_MOST = 2_000
"""So many claims that may be first are worked out in full, the surest first."""
MARGIN = 0.5
"""How far below what it has to pass a first z may lie to be worked out in full."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What the search of one league's worlds gives.

    Attributes
    ----------
    cells : tuple of Cell
        Those worked out in full.
    presence : mapping of tuple of Condition to int64, shape (k,)
        For the worlds of these: everybody's reviews, scored or not, by place in the league.
    tested : mapping of int to int
        How many claims were tested, by how many conditions the world has.
    n_min : int
        From how many scores a business is judged in a world.
    looked : int
        Into how many worlds it looked.
    gathered : Gathered or None
        The rows it ran over.
    found : Found or None
        The whole search among worlds that a buyer can recognise.
    before : tuple of int
        The places, among the descriptors of ``gathered``, of those searched in ``found``.

    """

    cells: tuple[Cell, ...] = ()
    presence: Mapping[tuple[Condition, ...], Ints] = field(default_factory=dict)
    tested: Mapping[int, int] = field(default_factory=dict)
    n_min: int = 0
    looked: int = 0
    gathered: Gathered | None = None
    found: Found | None = None
    before: tuple[int, ...] = ()


def searched(
    engine: Engine,
    reviews: ir.Table,
    market: Market,
    aspects: Sequence[Aspect],
    descriptors: Sequence[Descriptor],
    overall: Sequence[Cell],
    rules: Rules,
) -> Searched:
    """Search the worlds of one league.

    Parameters
    ----------
    aspects : sequence of Aspect
        Those a best may rest on.
    overall : sequence of Cell
        The cell of each aspect over everybody, whose spread guards those of the worlds.

    """
    if not aspects or not descriptors or len(market.ids) <= rules.rivals_from:
        return Searched()
    from standout.questions.est.gathered import gathered  # noqa: PLC0415 - compiled kernels, only where there are worlds

    return searched_in(gathered(engine, reviews, market, aspects, descriptors), aspects, overall, rules)


def weighed_sums(
    engine: Engine, reviews: ir.Table, league: Sequence[Market], aspects: Sequence[Aspect]
) -> list[list[Sums]]:
    """Give, for each league, the sums of every aspect over all its reviews, each counting by its weight."""
    from standout.questions.est.gathered import gathered  # noqa: PLC0415 - as above
    from standout.stats.worlds.exact import exact  # noqa: PLC0415

    found = []
    for market in league:
        figures = exact(gathered(engine, reviews, market, aspects, ()).rows, [()], range(len(aspects)))
        found.append([_sums(figures, 0, a) for a in range(len(aspects))])
    return found


def searched_in(held: Gathered, aspects: Sequence[Aspect], overall: Sequence[Cell], rules: Rules) -> Searched:
    """Search the worlds of a league whose rows are gathered."""
    from standout.stats.worlds.exact import exact  # noqa: PLC0415 - as above
    from standout.stats.worlds.plan import n_min_of  # noqa: PLC0415
    from standout.stats.worlds.search import search  # noqa: PLC0415

    before = tuple(place for place, one in enumerate(held.descriptors) if one.before)
    after = tuple(place for place, one in enumerate(held.descriptors) if not one.before)
    reach = np.array([[_hundredths(one.least), _hundredths(one.most)] for one in aspects])
    least = max(rules.judged_from, rules.proven_from)
    known = _only(held.rows, before)
    n_min = n_min_of(known, 0, rules.depth, len(aspects), rules.alpha, least)
    found = search(known, 0, rules.depth, n_min, rules.rivals_from, reach)
    hints = search(_only(held.rows, after), 0, 1, n_min, rules.rivals_from, reach) if after else None
    tested = {
        depth: int(found.testable[found.depth == depth].sum())
        for depth in sorted(set(found.depth.tolist()))
        if found.testable[found.depth == depth].any()
    }
    chosen = {**_plain(found, before, n_min), **_promising(found, before, tested, rules)}
    if hints is not None:
        chosen |= _plain(hints, after, n_min)
    worlds = sorted(chosen, key=lambda world: (len(world), world))
    figures = exact(held.rows, worlds, range(len(aspects)))
    made = tuple(
        cell_of(aspects[a], _conditions(world, held), sums, overall[a].around)
        for w, world in enumerate(worlds)
        for a in sorted(chosen[world])
        if (sums := _sums(figures, w, a)).voices[0] >= n_min and not _everybody(sums, overall[a].sums)
    )
    presence = {_conditions(world, held): figures.rows[w] for w, world in enumerate(worlds)}
    return Searched(made, presence, tested, n_min, len(found.depth), held, found, before)


def _only(rows: Rows, columns: Iterable[int]) -> Rows:
    return replace(rows, codes=tuple(rows.codes[column] for column in columns))


def _hundredths(end: float | None) -> float:
    return float("nan") if end is None else 100 * end


def _plain(found: Found, columns: Sequence[int], n_min: int) -> dict[Picked, set[int]]:
    """Worlds of one condition, the largest of ours first, with the aspects that we have scores on."""
    single = np.flatnonzero((found.depth == 1) & (found.same_as == np.arange(len(found.depth))))
    largest = single[np.argsort(-found.ours[single], kind="stable")][:PLAIN_MOST]
    return {_world(found, w, columns): set(np.flatnonzero(found.n[w] >= n_min).tolist()) for w in largest.tolist()}


def _promising(found: Found, columns: Sequence[int], tested: Mapping[int, int], rules: Rules) -> dict[Picked, set[int]]:
    """Claims that may be first, and those nearest to it."""
    pairs = np.argwhere(found.testable & (found.lead > 0) & (found.z > 0))
    if not len(pairs):
        return {}
    share = depth_shares(tested)
    critical = np.full(int(found.depth.max()) + 1, np.inf)
    for depth, each in share.items():
        critical[depth] = -ndtri(rules.alpha * each)
    z = found.z[pairs[:, 0], pairs[:, 1]]
    short = critical[found.depth[pairs[:, 0]]] - z
    order = np.argsort(short, kind="stable")
    # a step-down test, and one for a share of false claims, may pass what a single step doesn't
    passing = int((z >= _likely_from(z, tested, rules.alpha) - MARGIN).sum())
    kept = pairs[order][: min(max(passing, NEAR_MOST), PROMISING_MOST)]
    chosen: dict[Picked, set[int]] = {}
    for w, a in kept.tolist():
        chosen.setdefault(_world(found, w, columns), set()).add(a)
    return chosen


def _likely_from(z: NDArray[np.float64], tested: Mapping[int, int], alpha: float) -> float:
    """The least z that could be among the likely: as many claims pass it as a false share of alpha asks for."""
    total = sum(tested.values())
    penalty = float(np.log(total) + np.euler_gamma) if total > 1 else 1.0
    ranked = np.sort(z)[::-1]
    place = np.arange(1, len(ranked) + 1)
    passed = np.flatnonzero(ranked >= -ndtri(np.minimum(alpha * place / total / penalty, 0.5)))
    return float(ranked[passed[-1]]) if len(passed) else float(-ndtri(alpha / total / penalty))


def _world(found: Found, w: int, columns: Sequence[int]) -> Picked:
    depth = int(found.depth[w])
    pairs = zip(found.columns[w, :depth].tolist(), found.values[w, :depth].tolist(), strict=True)
    return tuple((columns[column], value) for column, value in pairs)


def _conditions(world: Picked, held: Gathered) -> tuple[Condition, ...]:
    return tuple(Condition(held.descriptors[column], held.values[column][value]) for column, value in world)


def _sums(figures: Figures, w: int, a: int) -> Sums:
    kinds = (figures.count, figures.n, figures.total, figures.squares, figures.clusters, figures.css, figures.csn)
    return Sums(*(one[w, :, a] for one in (*kinds, figures.cnn)))


def _everybody(sums: Sums, overall: Sums) -> bool:
    """Whether a world holds every score there is, and so is no world of its own."""
    total: Ints = overall.rows
    return bool(sums.rows.sum() == total.sum())


__all__ = ["Searched", "Spread", "searched", "searched_in"]
