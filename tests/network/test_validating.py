"""How far those chosen reach is asked of fresh sets, at sizes fixed beforehand."""

import numpy as np
import pytest

from standout.network.choosing import Terms
from standout.network.graph import graph
from standout.network.task import Limits, tasked
from standout.network.validating import SIZES, Best, share, validated

STAR = graph(11, np.zeros(10, int), np.arange(1, 11), 0.5)
"""0 reaches 1 + 10 x 0.5 = 6."""
NONE = Best(np.empty(0, np.int64), 0.0, 6.5, 0.0, 0, 0, 0)


def asked(people, before=NONE, *, goal=0.9, sets=4000, **how):
    rest = {"delta": 0.05, "limits": Limits(), "seed": 3, "threads": 1}
    with tasked(STAR, Terms(k=1), "ic", goal=goal, **rest) as task:
        return validated(task, task.sampler, np.array(people), sets, 2.0, before, **({"thorough": False} | how))


def test_the_low_is_below_the_truth_and_the_estimate_near_it():
    found = asked([0], thorough=True, goal=1.0)
    assert found.low < 6.0
    assert found.low == pytest.approx(6.0, rel=0.05)
    assert found.spread == pytest.approx(6.0, rel=0.03)
    assert found.tried == pytest.approx(2 * 4000 * 10 / 11, rel=0.03)  # sets with the root 0 say nothing


def test_it_ends_at_the_first_size_that_is_enough_and_goes_no_further_than_it_may():
    assert asked([0], goal=0.5).tried < 4000 * SIZES[0]
    assert asked([0], goal=1.0, thorough=True, most=1.0).tried == pytest.approx(4000 * 10 / 11, rel=0.05)


def test_people_who_reach_less_do_not_take_the_place_of_those_before():
    first = asked([0], thorough=True)
    after = asked([1], first, thorough=True)
    assert after.people.tolist() == [0]
    assert (after.low, after.spread, after.tried) == (first.low, first.spread, first.tried)
    assert after.validations == 2
    assert after.entries > first.entries


def test_what_all_looks_may_be_wrong_with_adds_up_to_one():
    assert sum(share(look) for look in range(10_000)) == pytest.approx(1.0, abs=1e-3)
