"""Levels: what one claim's p may be at most, tried against the rules that test all claims at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.stats.levels import holm_levels, yekutieli_levels
from standout.stats.multiplicity import benjamini_yekutieli, weighted_holm

ALPHA = 0.05
P = st.floats(1e-6, 1.0)
CLAIMS = st.lists(st.tuples(P, st.sampled_from([1.0, 2.0, 4.0])), min_size=1, max_size=8)


def moved(p, at, level, by):
    other = p.copy()
    other[at] = min(level * by, 1.0)
    return other


@settings(max_examples=300, deadline=None)
@given(CLAIMS, st.sampled_from([0.0, 0.3]))
def test_a_claim_is_shown_by_holm_exactly_up_to_its_level(claims, rest):
    p = np.array([one for one, _ in claims])
    share = np.array([two for _, two in claims])
    share = (1 - rest) * share / share.sum()

    levels = holm_levels(p, share, ALPHA, rest)

    for at, level in enumerate(levels):
        assert weighted_holm(moved(p, at, level, 0.999), share, rest)[at] <= ALPHA
        assert weighted_holm(moved(p, at, level, 1.001), share, rest)[at] > ALPHA


@settings(max_examples=300, deadline=None)
@given(st.lists(P, min_size=1, max_size=8), st.integers(0, 3))
def test_a_claim_is_likely_by_benjamini_yekutieli_exactly_up_to_its_level(p, more):
    values, tests = np.array(p), len(p) + more

    levels = yekutieli_levels(values, ALPHA, tests)

    for at, level in enumerate(levels):
        assert benjamini_yekutieli(moved(values, at, level, 0.999), tests)[at] <= ALPHA
        assert benjamini_yekutieli(moved(values, at, level, 1.001), tests)[at] > ALPHA


def test_a_claim_that_is_alone_has_all_of_its_share():
    assert holm_levels([0.2], [0.8], ALPHA, rest=0.2).tolist() == pytest.approx([0.04])  # 0.8 x 0.05
    assert yekutieli_levels([0.2], ALPHA).tolist() == pytest.approx([0.05])


def test_without_claims_there_are_no_levels():
    assert holm_levels([], [], ALPHA).size == 0
    assert yekutieli_levels([], ALPHA).size == 0
