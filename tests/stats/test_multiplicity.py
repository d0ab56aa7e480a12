import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from standout.stats.multiplicity import benjamini_hochberg, benjamini_yekutieli, holm, weighted_holm

values = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_holm_by_hand():
    # sorted 0.01 x 4, 0.02 x 3, 0.03 x 2, 0.2 x 1, never falling
    assert holm([0.2, 0.01, 0.03, 0.02]).tolist() == pytest.approx([0.2, 0.04, 0.06, 0.06])


def test_benjamini_hochberg_by_hand():
    # 0.01 x 4/1, 0.02 x 4/2, 0.03 x 4/3, 0.2 x 4/4
    assert benjamini_hochberg([0.2, 0.01, 0.03, 0.02]).tolist() == pytest.approx([0.2, 0.04, 0.04, 0.04])


def test_benjamini_yekutieli_by_hand():
    # as above times 1 + 1/2 + 1/3 + 1/4 = 25/12, at most 1
    assert benjamini_yekutieli([0.9, 0.01, 0.03, 0.02]).tolist() == pytest.approx([1, 1 / 12, 1 / 12, 1 / 12])


@given(values)
def test_step_up_rules_agree_with_scipy(p):
    assert benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p, method="bh"))
    assert benjamini_yekutieli(p) == pytest.approx(stats.false_discovery_control(p, method="by"))


@given(values)
def test_adjusting_never_makes_a_claim_surer_and_keeps_the_order(p):
    for adjust in (holm, benjamini_hochberg, benjamini_yekutieli):
        adjusted = adjust(p)
        assert (adjusted >= np.array(p) - 1e-15).all()
        assert (np.diff(adjusted[np.argsort(p)]) >= -1e-15).all()


@given(values)
def test_what_was_not_tested_doesnt_count(p):
    for adjust in (holm, benjamini_hochberg, benjamini_yekutieli):
        padded = adjust([*p, np.nan])
        assert np.isnan(padded[-1])
        assert padded[:-1] == pytest.approx(adjust(p))


def test_one_claim_stays_as_it_is():
    assert holm([0.03]).tolist() == [0.03]
    assert holm([]).tolist() == []


claims = st.lists(st.tuples(st.floats(0, 1), st.floats(0.01, 1)), min_size=1, max_size=8)


def closed(p, share):
    """Weighted Holm by closure: the largest, over every set of claims with this one, of its weighted Bonferroni p."""
    adjusted = np.zeros(len(p))
    for members in itertools.product([False, True], repeat=len(p)):
        inside = np.array(members)
        if inside.any():
            whole = min(1.0, (p[inside] / share[inside]).min() * share[inside].sum())
            adjusted[inside] = np.maximum(adjusted[inside], whole)
    return adjusted


@given(claims)
def test_weighted_holm_is_the_closure_over_every_set_of_claims(rows):
    p, share = np.array(rows).T
    share = share / share.sum()
    assert weighted_holm(p, share) == pytest.approx(closed(p, share))


@given(claims, claims)
def test_claims_settled_elsewhere_count_as_if_their_p_were_one(rows, gone):
    p, share = np.array([*rows, *[(1.0, own) for _, own in gone]]).T
    share, shown = share / share.sum(), len(rows)
    got = weighted_holm(p[:shown], share[:shown], rest=share[shown:].sum())
    assert got == pytest.approx(weighted_holm(p, share)[:shown])


@given(values)
def test_even_shares_make_holms_own_adjustment(p):
    assert weighted_holm(p, np.full(len(p), 1 / len(p))) == pytest.approx(holm(p))


@given(values, st.integers(0, 20))
def test_benjamini_yekutieli_counts_claims_that_are_not_shown(p, more):
    padded = stats.false_discovery_control([*p, *[1.0] * more], method="by")[: len(p)]
    assert benjamini_yekutieli(p, tests=len(p) + more) == pytest.approx(padded)


def test_what_is_kept_back_is_not_spent():
    # one claim that may spend 4/5 of alpha: 0.045 / 0.8 is above 0.05
    assert weighted_holm([0.045], [0.8], rest=0.2).tolist() == pytest.approx([0.045 / 0.8])


def test_shares_that_add_to_more_than_alpha_are_refused():
    with pytest.raises(ValueError, match=r"0\.6"):
        weighted_holm([0.1, 0.2], [0.6, 0.6])
    with pytest.raises(ValueError, match="0"):
        weighted_holm([0.1, 0.2], [0.5, 0.0])


def test_fewer_tests_than_p_values_are_refused():
    with pytest.raises(ValueError, match="1"):
        benjamini_yekutieli([0.1, 0.2], tests=1)
