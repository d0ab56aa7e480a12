import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from standout.stats.multiplicity import benjamini_hochberg, benjamini_yekutieli, holm

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
