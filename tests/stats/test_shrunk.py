"""Leads of the best of many worlds; the large tables are in benchmarks/worlds_lead.py."""

import itertools

import numpy as np
import pytest

from standout.stats.shrunk import fair_best, fair_means, held_down


def cells(rng, conditions=24, scores=60, niche=0.8):
    """Worlds of one and two conditions from six traits of four values: true means, our scores and their means.

    Every value adds up to 0.1, and one world of two conditions adds ``niche``.
    """
    traits, values = 6, conditions // 6
    main = rng.uniform(-0.1, 0.1, (traits, values))
    columns, codes, truth = [], [], []
    for size in (1, 2):
        for those in itertools.combinations(range(traits), size):
            for picked in itertools.product(range(values), repeat=size):
                columns.append([*those, *[-1] * (2 - size)])
                codes.append([*picked, *[-1] * (2 - size)])
                extra = niche if those == (0, 1) and picked == (0, 0) else 0.0
                truth.append(4 + sum(main[t, v] for t, v in zip(those, picked, strict=True)) + extra)
    size = np.array([scores if row[1] >= 0 else scores * values for row in columns])
    mean = np.array(truth) + rng.standard_normal(len(truth)) / np.sqrt(size)
    return np.array(columns), np.array(codes), size[:, None], mean[:, None], np.array(truth)


def test_the_best_looking_worlds_are_brought_back_to_what_they_are():
    raw, fair = [], []
    for seed in range(30):
        columns, values, n, mean, truth = cells(np.random.default_rng(seed))
        made = fair_means(columns, values, n, mean, [1.0], [4.0])[:, 0]
        top = np.argsort(-mean[:, 0])[:10]
        raw.append(mean[top, 0] - truth[top])
        fair.append(made[top] - truth[top])

    assert np.mean(raw) > 0.1
    assert abs(np.mean(fair)) < 0.03
    assert np.sqrt(np.mean(np.square(fair))) < 0.5 * np.sqrt(np.mean(np.square(raw)))


def test_a_real_niche_among_many_worlds_stays():
    made = []
    for seed in range(30):
        columns, values, n, mean, _ = cells(np.random.default_rng(seed))
        niche = np.flatnonzero((columns == [0, 1]).all(axis=1) & (values == [0, 0]).all(axis=1))
        made.append(fair_means(columns, values, n, mean, [1.0], [4.0])[niche, 0] - mean[niche, 0])

    assert np.mean(made) == pytest.approx(0, abs=0.1)


def test_parts_are_added_up_over_every_set_of_fewer_conditions():
    # with endless scores nothing is held down: the mean of a world of three conditions stays what it is
    traits, rng = 3, np.random.default_rng(2)
    worlds = [those for size in (1, 2, 3) for those in itertools.combinations(range(traits), size)]
    columns = np.array([[*those, *[-1] * (traits - len(those))] for those in worlds])
    mean = rng.normal(4, 1, (len(worlds), 1))
    n = 10**12 + np.arange(len(worlds))[:, None]

    made = fair_means(columns, np.zeros_like(columns), n, mean, [1.0], [4.0])

    assert made == pytest.approx(mean, abs=1e-4)


def test_a_world_with_the_same_scores_as_a_simpler_one_is_that_one():
    # the second trait holds for everybody who has the first
    columns, values = np.array([[0, -1], [1, -1], [2, -1], [0, 1]]), np.array([[1, -1], [1, -1], [1, -1], [1, 1]])
    made = fair_means(columns, values, [[50], [200], [90], [50]], [[4.6], [4.1], [3.9], [4.6]], [1.0], [4.0])

    assert made[3, 0] == made[0, 0]


def test_order_of_worlds_and_names_of_values_are_of_no_account():
    columns, values, n, mean, _ = cells(np.random.default_rng(6))
    order = np.random.default_rng(7).permutation(len(n))
    made = fair_means(columns, values, n, mean, [1.0], [4.0])
    other = fair_means(columns[order], np.where(values < 0, -1, 7 - values)[order], n[order], mean[order], [1.0], [4.0])

    assert other == pytest.approx(made[order], abs=1e-9)


def test_scales_of_ten_and_of_five_are_treated_alike():
    columns, values, n, mean, _ = cells(np.random.default_rng(8))
    both = fair_means(columns, values, np.tile(n, 2), np.hstack([mean, 2 * mean]), [1.0, 4.0], [4.0, 8.0])

    assert both[:, 1] == pytest.approx(2 * both[:, 0])


def test_without_scores_there_is_no_mean():
    made = fair_means([[0], [1]], [[0], [0]], [[0], [40]], [[np.nan], [4.2]], [1.0], [4.0])

    assert np.isnan(made[0, 0])
    assert 4.0 < made[1, 0] < 4.2


def test_worlds_without_those_they_lie_in_are_refused():
    with pytest.raises(ValueError, match="fewer conditions"):
        fair_means(np.array([[0, -1], [0, 1]]), np.zeros((2, 2), int), [[50], [40]], [[4.6], [4.1]], [1.0], [4.0])


def test_no_worlds_at_all_and_scores_that_are_all_equal_make_no_trouble():
    assert fair_means(np.zeros((0, 3), int), np.zeros((0, 3), int), np.zeros((0, 2)), np.zeros((0, 2)),
                      [1.0, 1.0], [4.0, 4.0]).shape == (0, 2)  # fmt: skip
    assert fair_means([[0], [1]], [[0], [0]], [[9], [40]], [[5.0], [5.0]], [0.0], [5.0]).tolist() == [[5.0], [5.0]]


def test_held_down_is_the_exact_posterior_mean_of_a_normal_prior():
    # true parts with variance 0.04, errors 0.01: kept is 0.04 / 0.05
    rng = np.random.default_rng(9)
    true = 0.2 * rng.standard_normal(20_000)
    part = true + 0.1 * rng.standard_normal(20_000)
    made = held_down(part, np.full(20_000, 0.01))

    assert np.polyfit(part, made, 1)[0] == pytest.approx(0.8, abs=0.02)
    assert np.mean(true[part > 0.4] - made[part > 0.4]) == pytest.approx(0, abs=0.02)


def test_held_down_never_grows_or_turns_a_part():
    rng = np.random.default_rng(10)
    part, error = rng.standard_normal(500), rng.uniform(0.01, 4, 500)
    made = held_down(part, error)

    assert (np.abs(made) <= np.abs(part)).all()
    assert (np.sign(made) * np.sign(part) >= 0).all()
    assert held_down([], []).tolist() == []


def rivals(rng, worlds=60, count=12, n=40):
    """True means of rivals in worlds, their scores there and everywhere: a level, a shift of the world, a part."""
    level = rng.normal(3.6, 0.2, count)
    truth = level + rng.normal(0, 0.2, (worlds, 1)) + rng.normal(0, 0.1, (worlds, count))
    mean = truth + rng.standard_normal(truth.shape) / np.sqrt(n)
    everywhere = np.tile(level + rng.standard_normal(count) / np.sqrt(2000), (worlds, 1))
    return truth, mean, np.full(truth.shape, n), everywhere, np.full(truth.shape, 2000)


def test_the_best_of_rivals_is_not_the_luckiest_of_them():
    raw, fair = [], []
    for seed in range(20):
        truth, mean, n, mean_all, n_all = rivals(np.random.default_rng(seed))
        best = truth.max(axis=1)
        raw.append(mean.max(axis=1) - best)
        fair.append(fair_best(n, mean, np.ones(n.shape), n_all, mean_all) - best)

    assert np.mean(raw) > 0.05
    assert abs(np.mean(fair)) < 0.01
    assert np.std(fair) < 0.7 * np.std(raw)


def test_the_largest_of_two_even_rivals_by_hand():
    # two rivals, each normal around 4 with error s after all is held together: mean of the larger is 4 + s / sqrt(pi).
    # Nothing tells them apart anywhere, so s is 0 and the best is 4
    best = fair_best([[30, 30]] * 3, [[4.0, 4.0]] * 3, [[1.0, 1.0]] * 3, [[900, 900]] * 3, [[4.0, 4.0]] * 3)

    assert best == pytest.approx([4.0] * 3, abs=1e-3)


def test_rivals_that_are_not_judged_have_no_say():
    _, mean, n, mean_all, n_all = rivals(np.random.default_rng(30))
    wild = np.hstack([mean, np.full((len(mean), 1), np.nan)])
    more = [np.hstack([x, np.full((len(mean), 1), fill)]) for x, fill in ((n, 0), (n_all, 5), (mean_all, 99.0))]
    spread = np.ones(wild.shape)

    assert fair_best(more[0], wild, spread, more[1], more[2]) == pytest.approx(
        fair_best(n, mean, spread[:, :-1], n_all, mean_all)
    )
    assert np.isnan(fair_best([[0, 0]], [[np.nan] * 2], [[1, 1]], [[9, 9]], [[4, 4]]))[0]


def test_a_lone_rival_is_held_to_what_it_scores_elsewhere_no_further():
    best = fair_best([[100]], [[4.2]], [[1.0]], [[900]], [[4.0]])

    assert best[0] == pytest.approx(4.2, abs=0.01)  # a shift of the world, as far as one can tell


def test_the_mean_of_the_largest_agrees_with_draws():
    from standout.stats.shrunk import _largest

    rng = np.random.default_rng(11)
    middle, sd = rng.normal(4, 0.1, (5, 8)), rng.uniform(0.02, 0.3, (5, 8))
    drawn = (middle + sd * rng.standard_normal((40_000, 5, 8))).max(axis=2).mean(axis=0)

    assert _largest(middle, sd, np.ones((5, 8), bool)) == pytest.approx(drawn, abs=0.005)
