"""Importance: planted drivers are found in their order, businesses' own averages don't leak in, noise has no link."""

import numpy as np
import pytest

from standout.stats.importance import GROUPS, centred, importance

ONE = np.zeros(300, dtype=np.int64)


def together(rng, n, k):
    """k aspects that move together."""
    return rng.normal(size=(n, k)) + rng.normal(size=(n, 1))


def test_what_was_planted_is_found_in_its_order(rng):
    aspects = together(rng, 600, 4)
    stars = aspects @ [0.3, 0.9, 0.0, 0.5] + rng.normal(size=600)

    found = importance(aspects, stars, np.arange(600), np.zeros(600, dtype=int), seed=1)

    assert found.share.argsort().tolist() == [2, 0, 3, 1]
    assert found.share.sum() == pytest.approx(1)
    assert found.low[1] > 1 / 4 > found.high[2]
    assert found.p_value < 1e-6
    assert (found.low <= found.share).all()
    assert (found.share <= found.high).all()


def test_the_intervals_hold_what_was_planted_about_as_often_as_they_say():
    # Slopes 1, 1, 0, 0 of aspects that don't move together: true shares are a half, a half and none.
    # An interval of a share that is none can't hold it (no share is below 0), so only the first two are counted.
    held = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        aspects = rng.normal(size=(300, 4))
        stars = aspects @ [1.0, 1.0, 0.0, 0.0] + 2 * rng.normal(size=300)
        found = importance(aspects, stars, np.arange(300), ONE, seed, draws=100)
        held += [low <= 0.5 <= high for low, high in zip(found.low[:2], found.high[:2], strict=True)]

    # 80 intervals, two of a run leaning on each other: fewer than 68 of 95 % would come once in 1,000 such tests
    assert sum(held) >= 68


def test_a_business_that_is_good_at_everything_makes_nothing_important(rng):
    # Stars go with the first aspect and with the business; the third aspect only with the business.
    business = rng.integers(0, 6, 400)
    good = np.array([-1.5, -1.0, -0.5, 0.5, 1.0, 1.5])[business]
    aspects = rng.normal(size=(400, 3)) + good[:, None] * [0.0, 0.0, 1.5]
    stars = aspects[:, 0] + 1.5 * good + rng.normal(size=400)

    inside = importance(aspects, stars, np.arange(400), business, seed=1)
    across = importance(aspects, stars, np.arange(400), np.zeros(400, dtype=int), seed=1)

    assert inside.share.argmax() == 0
    assert inside.high[2] < 0.1
    assert across.share.argmax() == 2


def test_noise_has_no_link_more_often_than_it_says():
    # p at most 0.05 in 5 % of 120 runs: 6; 14 or more would come once in 350
    seen = 0
    for seed in range(120):
        rng = np.random.default_rng(seed)
        found = importance(together(rng, 120, 3), rng.normal(size=120), np.arange(120), ONE[:120], seed, draws=2)
        seen += found.p_value <= 0.05

    assert seen < 14


def test_somebody_who_wrote_ten_times_counts_once(rng):
    aspects = together(rng, 80, 2)
    stars = aspects @ [1.0, 0.5] + rng.normal(size=80)
    times = np.repeat(np.arange(80), 10)

    once = importance(aspects, stars, np.arange(80), ONE[:80], seed=1)
    often = importance(aspects[times], stars[times], times, np.zeros(800, dtype=int), seed=1)

    assert often.people == 80
    assert often.share == pytest.approx(once.share)
    assert often.high - often.low == pytest.approx(once.high - once.low)
    assert often.p_value == pytest.approx(once.p_value)


def test_scores_that_were_not_given_are_left_out_pair_by_pair(rng):
    aspects = together(rng, 3000, 3)
    stars = aspects @ [1.0, 0.5, 0.0] + rng.normal(size=3000)
    blank = np.where(rng.random((3000, 3)) < 0.3, np.nan, aspects)

    whole = importance(aspects, stars, np.arange(3000), np.zeros(3000, dtype=int), seed=1)
    found = importance(blank, stars, np.arange(3000), np.zeros(3000, dtype=int), seed=1)

    assert found.share == pytest.approx(whole.share, abs=0.04)
    assert found.rows == int((~np.isnan(blank).all(axis=1)).sum())


def test_more_people_than_groups_give_intervals_as_wide_as_they_should_be(rng):
    # Errors shrink as 1/sqrt(n): from 900 people to 3,600 intervals are half as wide
    aspects = together(rng, 4 * 900, 2)
    stars = aspects @ [1.0, 0.5] + rng.normal(size=3600)
    assert GROUPS < 3600

    few = importance(aspects[:900], stars[:900], np.arange(900), np.zeros(900, dtype=int), seed=1, draws=1000)
    many = importance(aspects, stars, np.arange(3600), np.zeros(3600, dtype=int), seed=1, draws=1000)

    assert (many.high - many.low) / (few.high - few.low) == pytest.approx([0.5, 0.5], abs=0.1)


def test_an_outcome_that_never_varies_has_no_link(rng):
    found = importance(together(rng, 50, 2), np.full(50, 5.0), np.arange(50), ONE[:50], seed=1)

    assert found.explained == 0
    assert found.p_value == 1
    assert found.share.tolist() == [0.5, 0.5]


def test_fewer_people_than_aspects_tell_nothing(rng):
    found = importance(together(rng, 3, 3), rng.normal(size=3), np.arange(3), ONE[:3], seed=1)

    assert found.p_value == 1


def test_the_same_seed_gives_the_same_interval_and_the_order_of_rows_changes_no_share(rng):
    aspects = together(rng, 200, 3)
    stars = aspects @ [1.0, 0.5, 0.0] + rng.normal(size=200)
    order = rng.permutation(200)

    one, two = (importance(aspects, stars, np.arange(200), ONE[:200], seed=4) for _ in range(2))
    turned = importance(aspects[order], stars[order], np.arange(200), ONE[:200], seed=4)

    assert (one.low == two.low).all()
    assert (one.high == two.high).all()
    assert turned.share == pytest.approx(one.share)


def test_one_aspect_alone_or_no_row_at_all_is_refused():
    with pytest.raises(ValueError, match="1"):
        importance(np.ones((5, 1)), np.ones(5), np.arange(5), ONE[:5], seed=1)
    with pytest.raises(ValueError, match="0"):
        importance(np.full((5, 2), np.nan), np.ones(5), np.arange(5), ONE[:5], seed=1)


def test_values_are_centred_by_business_over_what_was_given():
    values = np.array([[1, np.nan], [3, 4], [10, 8], [np.nan, 6]])

    assert np.nan_to_num(centred(values, np.array([1, 1, 2, 2])), nan=99).tolist() == [
        [-1, 99], [1, 0], [0, 1], [99, -1],
    ]  # fmt: skip
