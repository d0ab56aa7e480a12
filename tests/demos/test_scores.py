"""Scores of the made-up town have exactly the mean that was planted."""

import numpy as np
import pytest
from demos.scores import STARS, leaning, score, shares
from hypothesis import given
from hypothesis import strategies as st


@given(mean=st.floats(1.2, 4.9))
def test_the_shares_of_stars_have_the_mean_asked_for(mean):
    assert float(shares(mean) @ STARS) == pytest.approx(mean, abs=1e-9)
    assert float(shares(mean).sum()) == pytest.approx(1)


def test_a_person_who_leans_high_gives_no_fewer_stars():
    stars = [score(3.8, where) for where in np.linspace(0, 1, 101)]

    assert stars == sorted(stars)
    assert (stars[0], stars[-1]) == (1, 5)


def test_scores_of_one_person_lean_the_same_way(rng):
    twice = np.repeat(np.arange(2000), 2)

    where = leaning(rng, twice, 1)[:, 0]

    assert np.corrcoef(where[::2], where[1::2])[0, 1] > 0.05
    assert where.mean() == pytest.approx(0.5, abs=0.02)
