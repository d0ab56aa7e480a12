"""What if: what more scores can do to a verdict, from its sums; by hand, and by laws that hold of any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.stats import what_if
from standout.stats.retested import VERDICTS, held, verdict_now, verdict_of
from standout.stats.what_if import WHOSE, cases, reach
from tried import any_numbers, numbers

LEVEL = VERDICTS.index
ANY = st.integers(0, 10_000).map(lambda seed: any_numbers(np.random.default_rng(seed)))


def test_far_ahead_of_everybody_is_a_yes_and_far_behind_a_no():
    assert verdict_now(held(numbers([4.6, 3.5, 3.4, 3.3], [80] * 4))) == "yes"
    assert verdict_now(held(numbers([3.0, 4.0, 4.4, 3.9], [80] * 4))) == "no"
    assert verdict_now(held(numbers([4.0, 4.0, 3.9, 3.9], [80] * 4))) == "close"


def test_too_few_of_ours_or_too_few_rivals_are_not_enough():
    assert verdict_now(held(numbers([4.6, 3.5, 3.4, 3.3], [14, 80, 80, 80]))) == "not_enough"
    assert verdict_now(held(numbers([4.6, 3.5, 3.4, 3.3], [80, 80, 80, 14]))) == "not_enough"


def test_a_claim_asks_for_the_level_it_was_tested_at():
    near = [4.15, 3.75, 3.7, 3.7]
    assert verdict_now(held(numbers(near, [80] * 4, proven_z=1.0))) == "yes"
    assert verdict_now(held(numbers(near, [80] * 4, proven_z=9.0, likely_z=1.0))) == "probably"
    assert verdict_now(held(numbers(near, [80] * 4, proven_z=9.0, likely_z=None))) == "close"
    assert verdict_now(held(numbers(near, [80] * 4, proven_z=1.0, testable=False))) == "close"


def test_few_scores_cant_be_more_than_likely_by_sums_alone():
    assert verdict_now(held(numbers([4.8, 3.0, 3.0, 3.0], [29, 80, 80, 80]))) == "probably"
    assert verdict_now(held(numbers([4.8, 3.0, 3.0, 3.0], [80, 80, 29, 80]))) == "probably"


def test_enough_good_scores_lift_it_and_enough_bad_ones_bring_it_down():
    now = held(numbers([4.0, 3.9, 3.8, 3.8], [60] * 4))
    assert verdict_now(now) == "close"
    found = cases(now, 100)
    assert found.best == what_if.Case("yes", 5.0, 1.0)
    assert found.worst.verdict == "no"
    assert found.worst.score == 1.0
    way = reach(now)
    assert way["rise"][0] <= 100
    assert way["fall"][0] <= 100
    assert cases(now, way["rise"][0] - 1).best.verdict == "close"  # not one sooner
    assert cases(now, way["fall"][0] - 1).worst.verdict == "close"
    assert cases(now, way["rise"][0]).best.verdict == way["rise"][1]


def test_what_cant_be_lifted_by_two_hundred_is_said_to_be_so():
    now = held(numbers([3.9, 4.9, 4.95, 4.9], [3000] * 4))
    assert reach(now) == {"rise": None, "fall": None}  # it is a No already, and stays one
    assert cases(now, 200).best.verdict == "no"


def test_rivals_low_scores_lift_us_too():
    now = held(numbers([4.1, 4.0, 3.9, 3.9], [80] * 4))
    found = cases(now, 100, "theirs")
    assert LEVEL(found.best.verdict) > LEVEL("close")
    assert (found.best.score, found.best.other) == (5.0, 1.0)
    assert found.worst.verdict == "no"


@settings(max_examples=60, deadline=None)
@given(ANY, st.sampled_from(WHOSE))
def test_with_nothing_more_everything_is_todays_verdict(given_, whose):
    now = held(given_)
    today, found = verdict_now(now), cases(now, 0, whose)
    assert found.best.verdict == found.worst.verdict == today
    assert found.likely == {today: 1.0}


@settings(max_examples=60, deadline=None)
@given(ANY, st.sampled_from(WHOSE), st.integers(1, 40).map(lambda steps: 5 * steps))
def test_no_best_case_is_below_a_worst_one_and_shares_add_to_one(given_, whose, more):
    found = cases(held(given_), more, whose)
    assert LEVEL(found.worst.verdict) <= LEVEL(found.best.verdict)
    assert sum(found.likely.values()) == pytest.approx(1)
    assert given_["low"] <= found.best.score <= given_["high"]


@settings(max_examples=60, deadline=None)
@given(ANY, st.integers(1, 40).map(lambda steps: 5 * steps), st.integers(0, 100))
def test_no_score_of_ours_does_better_than_the_best_case_or_worse_than_the_worst(given_, more, share):
    """Scores that are all the same vary least; here they are a mix of both ends."""
    found = cases(held(given_), more)
    good = more * share // 100
    mixed = [given_["high"]] * good + [given_["low"]] * (more - good)
    verdict = verdict_of(given_, [mixed, *[[]] * (len(given_["page"]) - 1)])
    assert LEVEL(verdict) <= LEVEL(found.best.verdict)


@settings(max_examples=40, deadline=None)
@given(ANY, st.integers(1, 40))
def test_a_case_is_what_comes_of_these_very_scores(given_, steps):
    found = cases(held(given_), 5 * steps)
    same = [[found.best.score] * (5 * steps), *[[]] * (len(given_["page"]) - 1)]
    assert verdict_of(given_, same) == found.best.verdict


def test_a_page_gets_no_further_scores():
    given_ = numbers([4.0, 3.9, 3.8, 3.8], [60] * 4, page=[None, [200.0, 4.6, 1.0, 199.0, 0.05], None, None])
    assert held(given_).takes("each").tolist() == [1.0, 0.0, 1.0, 1.0]


def test_people_like_those_so_far_leave_a_clear_verdict_as_it_is():
    assert cases(held(numbers([4.8, 3.0, 3.0, 3.0], [200] * 4)), 50).likely == {"yes": 1.0}


def test_people_like_those_so_far_make_a_near_verdict_open():
    likely = cases(held(numbers([4.35, 3.95, 3.9, 3.9], [50] * 4, seed=1, proven_z=2.2)), 100).likely
    assert len(likely) > 1
    assert all(share < 0.95 for share in likely.values())


def test_spots_fill_every_dimension_like_a_normal():
    for places in (1, 2, 6, 41):
        found = what_if.spots(places)
        assert found.shape == (what_if.DRAWS, places)
        assert np.abs(found.mean(axis=0)).max() < 1e-9
        assert np.abs(found.std(axis=0) - 1).max() < 0.01
        if places > 1:
            assert np.abs(np.corrcoef(found.T) - np.eye(places)).max() < 0.15


def test_verdicts_come_as_often_as_they_were_said_to():
    """A short form of benchmarks/what_if.py: true means are drawn, then scores, then as many more as were asked of."""
    rng, said, came = np.random.default_rng(8), [], []
    for _ in range(120):
        means, n = rng.uniform(3.4, 4.1, 4).tolist(), [60] * 4
        given_ = numbers(means, n, seed=int(rng.integers(2**31)))
        likely = cases(held(given_), 60).likely
        more = np.clip(np.rint(rng.normal(means[0], 0.9, 60)), 1, 5).tolist()
        verdict = verdict_of(given_, [more, [], [], []])
        said.append(max(likely.values()))
        came.append(verdict == max(likely, key=likely.get))
    # 120 leagues: three standard errors of a share are 0.12
    assert np.mean(said) == pytest.approx(np.mean(came), abs=0.12)
    assert 0.5 < np.mean(said) < 0.95
