import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.charts.two_axes import LEAST, held_share


def columns(*rows):
    return [dict(enumerate(row)) for row in rows]


X, Y = (1, 2, 3, 4, 5, 6, 7.0), (3, 1, 3, 1, 3, 1, 3.0)


def test_aspects_that_follow_from_the_two_lose_nothing():
    both = [x + y for x, y in zip(X, Y, strict=True)]
    assert held_share(columns(X, Y, both), 0, 1) == pytest.approx(1.0)


def test_an_aspect_that_goes_its_own_way_is_lost():
    own = (9, -9, -9, 9, 9, -9, 0.0)
    # squares about the mean: x 28, y 48 / 7 = 6.86, own 486: all but a part of own is lost
    assert held_share(columns(X, Y, own), 0, 1) < 0.4


def test_few_businesses_or_no_other_aspect_tell_nothing():
    assert held_share(columns(X[: LEAST - 1], Y[: LEAST - 1], X[: LEAST - 1]), 0, 1) is None
    assert held_share(columns(X, Y), 0, 1) is None
    assert held_share(columns([4.0] * 7, [4.0] * 7, [4.0] * 7), 0, 1) is None


@given(st.integers(6, 20), st.integers(3, 6), st.integers(0, 2**31))
def test_it_is_a_share(businesses, aspects, seed):
    held = np.random.default_rng(seed).normal(size=(aspects, businesses))
    assert 0 <= held_share(columns(*held.tolist()), 0, 1) <= 1


def test_an_ellipse_root_two_wider_than_the_intervals_holds_both_figures_however_they_go_together():
    random = np.random.default_rng(1)
    for together in (-1.0, -0.5, 0.0, 0.6, 0.9, 1.0):
        first = random.normal(size=400_000)
        other = together * first + np.sqrt(1 - together**2) * random.normal(size=400_000)
        inside = first**2 + other**2 <= 2 * 1.96**2
        assert inside.mean() >= 0.949  # 0.95 at the worst, where both are one; 0.978 where they are apart
