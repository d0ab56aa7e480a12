"""Small, seeded versions of benchmarks/rank_coverage.py and first_place.py."""

import numpy as np
import pytest
from scipy.special import ndtri

from standout.stats.evalues import pair_evalue
from standout.stats.guard import far_end, guarded_squared_error
from standout.stats.moments import clustered_variance
from standout.stats.ranks import rank_intervals
from standout.stats.welch import pairwise_z

STARS = np.arange(1.0, 6.0)
BELL = [0.05, 0.15, 0.35, 0.30, 0.15]
J = [0.10, 0.0, 0.0, 0.10, 0.80]
STEADY = [0.0, 0.0, 0.0, 0.50, 0.50]  # the same mean as J, 4.5
FIVES = [0.03, 0.0, 0.0, 0.0, 0.97]
RUNS = 1000


def drawn(seed, n, chances):
    rng = np.random.default_rng(seed)
    counts = np.stack([rng.multinomial(size, p, RUNS) for size, p in zip(n, chances, strict=True)], axis=1)
    mean = counts @ STARS / n
    return counts, mean, (counts @ STARS**2 - n * mean**2) / (n - 1)


def guarded_error(n, mean, variance):
    typical = variance.mean(axis=-1, keepdims=True)
    return guarded_squared_error(n, variance, variance, typical, floor=far_end(mean, n, 1, 5))


def held(mean, se2, df, truth):
    league = rank_intervals(mean, se2, df)
    better = (truth[None, :] > truth[:, None]).sum(axis=1)
    worse = (truth[None, :] < truth[:, None]).sum(axis=1)
    return ((league.low <= 1 + better) & (league.high >= len(truth) - worse)).all(axis=-1).mean()


@pytest.mark.parametrize("businesses", [3, 10, 30])
@pytest.mark.parametrize(("ours", "others"), [(BELL, BELL), (J, J), (FIVES, FIVES), (J, STEADY), (STEADY, J)], ids=str)
def test_rank_intervals_hold_the_truth_of_tied_businesses(businesses, ours, others):
    n = np.array([15, *[[15, 30, 60, 150, 300][i % 5] for i in range(1, businesses)]])
    _, mean, variance = drawn(1, n, [ours, *[others] * (businesses - 1)])
    assert held(mean, guarded_error(n, mean, variance), n - 1.0, np.zeros(businesses)) >= 0.94


def test_rank_intervals_hold_the_truth_of_a_staircase():
    steps = np.linspace(0, 0.3, 6)
    chances = np.array([(1 - s) * np.array(J) + s * np.eye(5)[0] for s in steps])
    n = np.full(6, 60)
    _, mean, variance = drawn(2, n, chances)
    assert held(mean, guarded_error(n, mean, variance), n - 1.0, chances @ STARS) >= 0.94


def test_without_the_guard_lucky_handfuls_would_pass_for_proof():
    n = np.array([15, 30, 60, 150, 300] * 4)
    _, mean, variance = drawn(3, n, [J] * 20)
    assert held(mean, variance / n, n - 1.0, np.zeros(20)) < 0.7
    assert held(mean, guarded_error(n, mean, variance), n - 1.0, np.zeros(20)) >= 0.94


def test_without_people_as_clusters_loyal_reviewers_would_pass_for_proof():
    rng = np.random.default_rng(4)
    people, each, businesses = 30, 5, 6
    leaning = 0.7 * rng.standard_normal((RUNS, businesses, people, 1))
    scores = np.clip(np.round(3.5 + leaning + rng.standard_normal((RUNS, businesses, people, each))), 1, 5)
    n, totals = people * each, scores.sum(axis=-1)
    total = totals.sum(axis=-1)
    mean, variance = total / n, scores.reshape(RUNS, businesses, n).var(axis=-1, ddof=1)
    error = clustered_variance(n, total, people, (totals**2).sum(axis=-1), total * each, people * each**2)
    se2 = guarded_squared_error(
        n, variance, variance, variance.mean(axis=-1, keepdims=True), error, far_end(mean, people, 1, 5)
    )
    assert held(mean, variance / n, np.full(businesses, n - 1.0), np.zeros(businesses)) < 0.8
    assert held(mean, se2, np.full(businesses, people - 1.0), np.zeros(businesses)) >= 0.94


@pytest.mark.parametrize(("ours", "best"), [(BELL, BELL), (J, J), (FIVES, FIVES), (J, STEADY)], ids=str)
@pytest.mark.parametrize("claims", [1, 8])
def test_a_tie_at_the_top_is_seldom_called_a_first_place(ours, best, claims):
    lower = 0.75 * np.array(best) + 0.25 * np.eye(5)[0]
    n = np.array([60, 60, 60, 60])
    _, mean, variance = drawn(5, n, [ours, best, lower, lower])
    z = pairwise_z(mean, guarded_error(n, mean, variance), n - 1.0)[:, 0, 1:].min(axis=-1)
    once = (z > -ndtri(0.05 / claims)).mean()
    assert 1 - (1 - once) ** claims <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / RUNS)


def test_evidence_by_betting_is_never_fooled_by_a_tie():
    counts, _, _ = drawn(6, np.array([60, 60]), [J, STEADY])
    assert np.mean([pair_evalue(a, b, (STARS - 1) / 4) >= 20 for a, b in counts[:200]]) <= 0.01
