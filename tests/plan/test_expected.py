"""What a record of earlier plays lets one expect."""

import numpy as np
import pytest

from standout.plan.expected import LEVEL, expected


def test_without_a_record_nothing_is_expected():
    assert expected(0, 0, 5) is None
    assert expected(3, 10, 0) is None


def test_a_record_of_nothing_still_allows_for_one():
    # negative binomial of 1/2 and 1/2: P(0) = .71, P(<= 1) = .88, P(<= 2) = .95
    assert expected(0, 10, 10) == (0.0, 2.0)


@pytest.mark.parametrize("rate", [0.05, 0.3, 1.0, 2.0])
def test_the_count_lies_between_the_two_as_often_as_said(rate, rng):
    # counts are whole, so the range holds a little more than its level; never less
    runs, asked, now = 4_000, 30, 8
    before, later = rng.poisson(rate * asked, runs), rng.poisson(rate * now, runs)
    ranges = {int(seen): expected(int(seen), asked, now) for seen in np.unique(before)}
    inside = np.mean([ranges[int(b)][0] <= x <= ranges[int(b)][1] for b, x in zip(before, later, strict=True)])

    assert inside >= LEVEL - 0.02
