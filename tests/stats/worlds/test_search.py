"""Search against a group-by over plain Python rows, and against laws it must keep."""

import itertools

import numpy as np
import pytest

from standout.stats.guard import far_end, guarded
from standout.stats.welch import z_of_t
from standout.stats.worlds.rows import MISSING, rows_of
from standout.stats.worlds.search import search


def made(rng, n=600, businesses=5, cards=(3, 4, 2), aspects=2, levels=(100, 200, 300, 400, 500)):
    """Give business, codes and scores of a small market, with gaps in codes and scores."""
    business = rng.integers(0, businesses, n)
    codes = [rng.integers(0, card + 1, n) for card in cards]
    scores = [np.where(rng.random(n) < 0.2, MISSING, rng.choice(levels, n)) for _ in range(aspects)]
    return business, codes, scores


def every_world(cards, depth):
    """Give all conjunctions of up to ``depth`` conditions."""
    for size in range(1, depth + 1):
        for columns in itertools.combinations(range(len(cards)), size):
            for values in itertools.product(*(range(1, cards[c] + 1) for c in columns)):
                yield tuple(zip(columns, values, strict=True))


def worlds_of(found):
    """Give the conjunctions of what was found, by their place."""
    return {
        tuple((int(c), int(v)) for c, v in zip(cs, vs, strict=True) if c >= 0): k
        for k, (cs, vs) in enumerate(zip(found.columns, found.values, strict=True))
    }


def by_hand(business, codes, scores, world, n_min, reach):
    """Give the figures of one world, business by business, in plain floats."""
    inside = np.ones(len(business), bool)
    for column, value in world:
        inside &= codes[column] == value
    found = []
    for score, (low, high) in zip(scores, reach, strict=True):
        overall = {b: score[(business == b) & (score != MISSING)] for b in np.unique(business)}
        typical = np.mean([s.var(ddof=1) for s in overall.values() if len(s) >= n_min])
        cells = {}
        for b, everything in overall.items():
            held = score[inside & (business == b) & (score != MISSING)].astype(float)
            if len(held) < n_min:
                continue
            spread = guarded(held.var(ddof=1), everything.var(ddof=1), typical)
            error = max(float(spread) / len(held), float(far_end(held.mean(), len(held), low, high)))
            cells[int(b)] = (len(held), held.mean(), error)
        found.append(cells)
    return inside, found


def z_between(ours, theirs):
    (n, mean, e), (m, other, f) = ours, theirs
    df = (e + f) ** 2 / (e**2 / (n - 1) + f**2 / (m - 1))
    return float(z_of_t((mean - other) / np.sqrt(e + f), df))


@pytest.mark.parametrize("levels", [(100, 200, 300, 400, 500), tuple(range(0, 10001, 7)), (-50, 0, 25)])
def test_every_world_has_the_figures_of_a_plain_group_by(rng, levels):
    n_min, depth, cards = 4, 3, (3, 4, 2)
    business, codes, scores = made(rng, levels=levels)
    reach = [(min(levels), max(levels))] * 2

    found = search(rows_of(business, codes, scores), 1, depth, n_min, rivals_from=2, reach=np.array(reach))

    at = worlds_of(found)
    for world in every_world(cards, depth):
        inside, aspects = by_hand(business, codes, scores, world, n_min, reach)
        mine = int((inside & (business == 1)).sum())
        assert (world in at) == (mine >= n_min)
        if world not in at:
            continue
        k = at[world]
        assert found.ours[k] == mine
        assert found.rows[k] == inside.sum()
        for a, cells in enumerate(aspects):
            assert found.n[k, a] == (inside & (business == 1) & (scores[a] != MISSING)).sum()
            rivals = {b: cell for b, cell in cells.items() if b != 1}
            if 1 not in cells or not rivals:
                assert found.best[k, a] == -1
                assert np.isnan(found.z[k, a])
                continue
            top = max(rivals, key=lambda b: rivals[b][1])
            ahead = rivals[top][1] < cells[1][1]
            z = {b: z_between(cells[1], cell) for b, cell in rivals.items()}
            best = min(z, key=z.get) if ahead else top
            assert found.mean[k, a] == pytest.approx(cells[1][1])
            assert found.judged[k, a] == len(rivals)
            assert found.judged_rows[k, a] == sum(cell[0] for cell in rivals.values())
            assert found.lead[k, a] == pytest.approx(cells[1][1] - rivals[top][1])
            assert found.z[k, a] == pytest.approx(z[best], abs=1e-9)
            assert found.z[k, a] == pytest.approx(z[int(found.best[k, a])], abs=1e-9)
            assert found.testable[k, a] == (len(rivals) >= 2 and found.same_as[k] == k)
