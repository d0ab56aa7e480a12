"""Exact sums against the same sums over plain Python dictionaries."""

from collections import defaultdict

import numpy as np
import pytest

from standout.stats.worlds.exact import exact
from standout.stats.worlds.rows import MISSING, rows_of

WORLDS = [
    (),
    ((0, 1),),
    ((1, 2),),
    ((0, 2), (1, 3)),
    ((0, 1), (2, 2)),
    ((0, 1), (1, 1), (2, 1)),
    ((0, 99),),
    ((2, 2), (0, 1)),
    ((0, 1), (0, 2)),
    ((0, 1), (0, 1)),
]


ROUGH, FINE = [-100, 0, 250, 300, 4000], [-99, 0, 250, 301, 4002]


def market(rng, n=500, clusters=True, weights=False, levels=ROUGH):
    """Give the parts of a small market in which some people judge again and some have no name."""
    business = rng.integers(0, 4, n)
    codes = [rng.integers(0, card + 1, n) for card in (2, 3, 2)]
    scores = [np.where(rng.random(n) < 0.3, MISSING, rng.choice(levels, n)) for _ in range(2)]
    cluster = rng.integers(-1, 60, n) if clusters else None
    weight = rng.integers(1, 5000, n) if weights else None
    return business, codes, scores, cluster, weight


def by_hand(business, codes, scores, cluster, weight, world, place, aspect):
    """Give all figures of one world, business and aspect, one row at a time."""
    people = defaultdict(lambda: [0, 0, 0])
    rows, everybody = 0, set()
    squares = total = n = count = 0
    for i in range(len(business)):
        if business[i] != place or any(codes[c][i] != v for c, v in world):
            continue
        rows += 1
        who = i + 1000 if cluster is None or cluster[i] < 0 else int(cluster[i])
        everybody.add(who)
        if scores[aspect][i] == MISSING:
            continue
        w, x = 1 if weight is None else int(weight[i]), int(scores[aspect][i])
        count, n, total, squares = count + 1, n + w, total + w * x, squares + w * x * x
        people[who][0] += w * x
        people[who][1] += w
    css, csn, cnn = (sum(f(t, m) for t, m, _ in people.values()) for f in (
        lambda t, m: t * t, lambda t, m: t * m, lambda t, m: m * m))  # fmt: skip
    return {
        "rows": rows, "reviewers": len(everybody), "count": count, "n": n, "total": total, "squares": squares,
        "clusters": len(people), "css": css, "csn": csn, "cnn": cnn,
    }  # fmt: skip


@pytest.mark.parametrize("levels", [ROUGH, FINE])
@pytest.mark.parametrize(("clusters", "weights"), [(False, False), (True, False), (False, True), (True, True)])
def test_every_figure_is_the_plain_sum(rng, clusters, weights, levels):
    parts = market(rng, clusters=clusters, weights=weights, levels=levels)
    figures = exact(rows_of(*parts, businesses=5), WORLDS, [1, 0])

    for w, world in enumerate(WORLDS):
        for place in range(5):
            for a, aspect in enumerate([1, 0]):
                for name, value in by_hand(*parts, world, place, aspect).items():
                    found = getattr(figures, name)
                    assert (found[w, place] if found.ndim == 2 else found[w, place, a]) == value, name


def test_nobody_is_in_a_world_of_things_not_said(rng):
    assert exact(rows_of(*market(rng)), [((0, 0),), ((0, 1), (1, 0))], [0]).rows.sum() == 0


def test_scores_of_ones_own_are_summed_like_an_aspect(rng):
    rows = rows_of(*market(rng))
    own = np.where(rows.scores[0] == MISSING, MISSING, rows.scores[0] // 2)

    figures = exact(rows, WORLDS, [0, own])

    assert (figures.n[..., 0] == figures.n[..., 1]).all()
    assert figures.total[0, :, 1].sum() == own[own != MISSING].sum()


def test_a_person_votes_once_the_first_time():
    # business 0: person 5 gives 300 then 500, person 6 gives 400, two without a name give 100; business 1: 5 and 7
    rows = rows_of(
        np.array([0, 0, 0, 0, 0, 1, 1]), [np.ones(7, int)], [np.array([300, 500, 400, 100, 100, 200, 500])],
        np.array([5, 5, 6, -1, -1, 5, 7]),
    )  # fmt: skip

    values, counts = exact(rows, [((0, 1),)], [0]).votes(0, 0, [0, 1])

    assert values.tolist() == [100, 300, 400, 500]
    assert counts.tolist() == [[2, 1, 1, 0], [0, 0, 0, 1]]


def test_doubling_rows_under_the_same_people_leaves_the_error_of_a_mean_alone(rng):
    from standout.stats.moments import clustered_variance

    business, codes, scores, cluster, _ = market(rng)
    cluster = np.where(cluster < 0, 1000 + np.arange(len(cluster)), cluster)
    once = exact(rows_of(business, codes, scores, cluster), WORLDS, [0])
    twice = [np.concatenate([part, part]) for part in (business, cluster)]
    both = [[np.concatenate([part, part]) for part in parts] for parts in (codes, scores)]
    again = exact(rows_of(twice[0], *both, twice[1]), WORLDS, [0])

    assert (again.clusters == once.clusters).all()
    error, same = (clustered_variance(f.n, f.total, f.clusters, f.css, f.csn, f.cnn) for f in (once, again))
    assert np.isfinite(error).any()
    np.testing.assert_allclose(same, error, rtol=1e-12)
