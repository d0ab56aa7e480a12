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
from scipy.special import ndtr, ndtri

from standout.question import Engine
from standout.questions.est.cells import Cell, Sums, cell_of
from standout.questions.est.claims import SAID, Rules, depth_shares
from standout.questions.est.market import Aspect, Condition, Descriptor, Market
from standout.questions.est.placing import Ints
from standout.questions.est.said import sayable
from standout.stats.multiplicity import benjamini_yekutieli

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
PROMISING_MOST = 1_000
"""So many claims that may be first are worked out in full, the surest first."""
LOOSELY = 4.0
"""A claim is worked out in full if it may be likely at so many times alpha: a first z is a little off."""


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
        How many claims were tested in each group of `claims.depth_shares`.
    n_min : int
        From how many scores a business is judged in a world.
    gathered : Gathered or None
        The rows it ran over.
    found : Found or None
        The whole search among worlds that a buyer can recognise, but those read from words.
    spots : mapping of tuple of Condition to int
        Where in ``found`` the worlds of the cells are; those that a buyer can't recognise aren't.
    told : Found or None
        The search among worlds read from words, each of one condition.
    told_spots : mapping of tuple of Condition to int
        Where in ``told`` the worlds of the cells are.
    overall : tuple of Cell
        Everybody's cell of each aspect, in the order of the aspects of ``found``.

    """

    cells: tuple[Cell, ...] = ()
    presence: Mapping[tuple[Condition, ...], Ints] = field(default_factory=dict)
    tested: Mapping[int, int] = field(default_factory=dict)
    n_min: int = 0
    gathered: Gathered | None = None
    found: Found | None = None
    spots: Mapping[tuple[Condition, ...], int] = field(default_factory=dict)
    told: Found | None = None
    told_spots: Mapping[tuple[Condition, ...], int] = field(default_factory=dict)
    overall: tuple[Cell, ...] = ()


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

    held = gathered(engine, reviews, market, aspects, descriptors)
    return searched_in(held, aspects, overall, rules, named=market.named)


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


def searched_in(
    held: Gathered, aspects: Sequence[Aspect], overall: Sequence[Cell], rules: Rules, *, named: bool
) -> Searched:
    """Search the worlds of a league whose rows are gathered.

    ``named`` tells that the owner chose the rivals.  Then all with enough scores for a test are judged; of a whole
    market only those are whom a search so wide could tell from us.
    """
    from standout.stats.worlds.exact import exact  # noqa: PLC0415 - as above
    from standout.stats.worlds.plan import n_min_of  # noqa: PLC0415
    from standout.stats.worlds.search import search  # noqa: PLC0415

    before = tuple(place for place, one in enumerate(held.descriptors) if one.before and not one.said)
    said = tuple(place for place, one in enumerate(held.descriptors) if one.before and one.said)
    after = tuple(place for place, one in enumerate(held.descriptors) if not one.before)
    reach = np.array([[_hundredths(one.least), _hundredths(one.most)] for one in aspects])
    least = max(rules.judged_from, rules.proven_from)
    known = _only(held.rows, before)
    deep = (known, rules.depth) if before or not said else (_only(held.rows, said), 1)
    n_min = least if named else n_min_of(deep[0], 0, deep[1], len(aspects), rules.alpha, least)
    found = search(known, 0, rules.depth, n_min, rules.rivals_from, reach)
    hints = search(_only(held.rows, after), 0, 1, n_min, rules.rivals_from, reach) if after else None
    tested = {
        depth: int(found.testable[found.depth == depth].sum())
        for depth in sorted(set(found.depth.tolist()))
        if found.testable[found.depth == depth].any()
    }
    told = None
    if said:
        told = sayable(search(_only(held.rows, said), 0, 1, n_min, rules.rivals_from, reach), held, said, aspects)
        tested |= {SAID: int(told.testable.sum())} if told.testable.any() else {}
    chosen: dict[Picked, set[int]] = {}
    spots: dict[Picked, int] = {}
    told_spots: dict[Picked, int] = {}
    for source, columns, at in ((found, before, spots), (told, said, told_spots)):
        if source is None:
            continue
        for w, some in [*_plain(source, n_min), *_promising(source, tested, rules, said=source is told)]:
            world = _world(source, w, columns)
            chosen.setdefault(world, set()).update(some)
            at[world] = w
    if hints is not None:
        chosen |= {_world(hints, w, after): set(some) for w, some in _plain(hints, n_min)}
    worlds = sorted(chosen, key=lambda world: (len(world), world))
    figures = exact(held.rows, worlds, range(len(aspects)))
    made = tuple(
        cell_of(aspects[a], held.conditions(world), sums, overall[a].around)
        for w, world in enumerate(worlds)
        for a in sorted(chosen[world])
        if (sums := _sums(figures, w, a)).voices[0] >= n_min and not _everybody(sums, overall[a].sums)
    )
    conditions = {world: held.conditions(world) for world in worlds}
    return Searched(
        cells=made,
        presence={conditions[world]: figures.rows[w] for w, world in enumerate(worlds)},
        tested=tested,
        n_min=n_min,
        gathered=held,
        found=found,
        spots={conditions[world]: w for world, w in spots.items()},
        told=told,
        told_spots={conditions[world]: w for world, w in told_spots.items()},
        overall=tuple(overall),
    )


def _only(rows: Rows, columns: Iterable[int]) -> Rows:
    return replace(rows, codes=tuple(rows.codes[column] for column in columns))


def _hundredths(end: float | None) -> float:
    return float("nan") if end is None else 100 * end


def _plain(found: Found, n_min: int) -> list[tuple[int, list[int]]]:
    """Worlds of one condition, the largest of ours first, with the aspects that we have scores on."""
    single = np.flatnonzero((found.depth == 1) & (found.same_as == np.arange(len(found.depth))))
    largest = single[np.argsort(-found.ours[single], kind="stable")][:PLAIN_MOST]
    return [(w, np.flatnonzero(found.n[w] >= n_min).tolist()) for w in largest.tolist()]


def _promising(found: Found, tested: Mapping[int, int], rules: Rules, *, said: bool) -> list[tuple[int, list[int]]]:
    """Claims that may be first by either rule, and those nearest to it, each with its aspect."""
    pairs = np.argwhere(found.testable & (found.lead > 0) & (found.z > 0))
    if not len(pairs):
        return []
    each = depth_shares(tested)
    share = np.array([each.get(SAID if said else depth, np.nan) for depth in range(int(found.depth.max()) + 1)])
    own = share[found.depth[pairs[:, 0]]]
    z, total = found.z[pairs[:, 0], pairs[:, 1]], sum(tested.values())
    likely = benjamini_yekutieli(np.minimum(ndtr(-z) / (own * total), 1.0), total) <= LOOSELY * rules.alpha
    order = np.argsort(-ndtri(rules.alpha * own) - z, kind="stable")
    kept = pairs[order][: min(max(int(likely.sum()), NEAR_MOST), PROMISING_MOST)]
    return [(w, [a]) for w, a in kept.tolist()]


def _world(found: Found, w: int, columns: Sequence[int]) -> Picked:
    depth = int(found.depth[w])
    pairs = zip(found.columns[w, :depth].tolist(), found.values[w, :depth].tolist(), strict=True)
    return tuple((columns[column], value) for column, value in pairs)


def _sums(figures: Figures, w: int, a: int) -> Sums:
    return Sums(
        rows=figures.count[w, :, a],
        n=figures.n[w, :, a],
        total=figures.total[w, :, a],
        squares=figures.squares[w, :, a],
        clusters=figures.clusters[w, :, a],
        css=figures.css[w, :, a],
        csn=figures.csn[w, :, a],
        cnn=figures.cnn[w, :, a],
    )


def _everybody(sums: Sums, overall: Sums) -> bool:
    """Whether a world holds every score there is, and so is no world of its own."""
    total: Ints = overall.rows
    return bool(sums.rows.sum() == total.sum())
