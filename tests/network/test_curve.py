"""What each of those chosen adds is from fresh sets: as many as it takes, and in line with the bounds."""

import numpy as np
import pytest

from standout.network import curve
from standout.network.choosing import Terms
from standout.network.graph import graph
from standout.network.task import Limits, tasked
from standout.network.validating import Best

PAIR = graph(4, np.array([0, 0, 2]), np.array([1, 3, 3]), 0.5)
"""0 tells 1 and 3, 2 tells 3: from 0, 1 + 0.5 + 0.5; from 0 and 2, 2 + 0.5 + 0.75."""


def credited(best, *, most=1e6, g=PAIR, each=2.0, terms=None):
    asked = {"goal": 0.9, "delta": 0.05, "limits": Limits(), "seed": 3, "threads": 2}
    with tasked(g, terms or Terms(k=2), "ic", **asked) as task:
        return curve.credited(task, best, each, 0.05, most)


def best(people, low, high, spread, tried=1000):
    return Best(np.array(people), low, high, spread, 1, tried, 0)


def test_each_adds_what_those_before_do_not_reach():
    found = credited(best([0, 2], 0.0, 4.0, 3.25))

    assert found.adds == pytest.approx([2.0, 1.25], abs=0.03)
    # without 0 only 2 and a half of 3 are left: 3.25 - 1.5; without 2: 3.25 - 2
    assert found.only == pytest.approx([1.75, 1.25], abs=0.03)
    assert (found.bands[:, 1] <= [2.0, 3.25]).all()
    assert (found.bands[:, 2] >= [2.0, 3.25]).all()


@pytest.mark.parametrize(("low", "high", "said"), [(3.5, 3.6, 3.5), (2.0, 2.5, 2.5)])
def test_the_last_of_it_lies_within_the_bounds_and_the_rest_in_line_with_it(low, high, said):
    found = credited(best([0, 2], low, high, said))

    assert found.bands[-1, 0] == pytest.approx(said)
    assert found.adds.sum() == pytest.approx(said)
    assert found.adds[0] / found.adds[1] == pytest.approx(2 / 1.25, rel=0.03)
    assert (found.bands[:, 1] <= found.bands[:, 0]).all()
    assert (found.bands[:, 0] <= found.bands[:, 2]).all()


def test_many_sets_that_bounded_the_spread_outweigh_the_few_of_the_curve():
    found = credited(best([0, 2], 0.0, 4.0, 3.25, tried=10**9), most=64.0)  # 32 sets

    assert found.bands[-1, 0] == pytest.approx(3.25, abs=1e-4)


def test_sets_are_as_many_as_the_precision_takes_within_the_work_there_may_be(monkeypatch):
    drawn = []
    real = curve._enough
    monkeypatch.setattr(curve, "_enough", lambda *given: drawn.append(real(*given)) or drawn[-1])
    worth = Terms(k=1, values=np.array([1.0, 97.0, 1.0, 1.0]))

    credited(best([0], 0.0, 4.0, 2.0), most=1e9)  # half of all: a share of it known to 0.5 % takes 40,000
    credited(best([2], 0.0, 100.0, 1.5), terms=worth, most=1e9)  # a 67th of all: a few more than 2 million, so the most
    credited(best([2], 0.0, 100.0, 10.0), terms=worth, most=1e9)  # a tenth: 9 x 40,000
    credited(best([0], 0.0, 4.0, 2.0), most=1e5, each=1000.0)  # a hundred of a thousand people each
    credited(best([0], 0.0, 4.0, 2.0), most=1.0, each=1000.0)

    assert drawn == [50_000, 1_000_000, pytest.approx(360_000, abs=1), 100, 16]


def test_nobody_chosen_has_no_curve():
    assert credited(best([], 0.0, 4.0, 0.0)) is curve.NO_CURVE
