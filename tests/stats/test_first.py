import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from standout.stats.first import first_place, lead_low
from standout.stats.ranks import rank_intervals

figures = st.lists(st.tuples(st.floats(1, 5), st.floats(0.001, 0.5), st.floats(5, 500)), min_size=2, max_size=10).map(
    lambda rows: tuple(np.array(column) for column in zip(*rows, strict=True))
)


def test_first_place_is_tested_against_the_hardest_rival():
    # errors 0.2 each: 0.8 / 0.2 = 4 and 0.4 / 0.2 = 2; the second decides
    test = first_place([4.8, 4.0, 4.4], [0.02] * 3, [np.inf] * 3, ours=0)
    assert test.rival == 2
    assert test.z == pytest.approx(2.0)
    assert test.p == pytest.approx(stats.norm.sf(2.0))
    assert test.lead == pytest.approx(0.4)


def test_the_hardest_rival_may_be_one_with_few_scores_and_a_lower_mean():
    # 4.4 with error 0.2: z 2; 4.3 with error 0.5: z 1
    test = first_place([4.8, 4.4, 4.3], [0.02, 0.02, 0.23], [np.inf] * 3, ours=0)
    assert test.rival == 2
    assert test.lead == pytest.approx(0.4)


def test_without_rivals_there_is_no_first_place():
    test = first_place([4.8], [0.02], [30], ours=0)
    assert (test.p, test.rival) == (1.0, -1)
    assert np.isnan(lead_low([4.8], [0.02], [30], ours=0, critical=1.645))


@given(figures, st.tuples(st.floats(1, 5), st.floats(0.001, 0.5), st.floats(5, 500)))
def test_one_more_rival_never_makes_a_first_place_surer(market, rival):
    more = tuple(np.append(column, value) for column, value in zip(market, rival, strict=True))
    assert first_place(*more, ours=0).p >= first_place(*market, ours=0).p


@given(figures, st.floats(0, 1), st.floats(0, 1))
def test_more_rounding_never_makes_a_first_place_surer(market, some, more):
    slack = np.full(len(market[0]), some)
    narrow, wide = first_place(*market, ours=0, slack=slack), first_place(*market, ours=0, slack=slack + more)
    assert wide.p >= narrow.p or narrow.z <= 0


@given(figures)
def test_first_place_and_upper_rank_one_agree_at_the_same_critical_value(market):
    league = rank_intervals(*market)
    for ours in range(len(market[0])):
        assert (first_place(*market, ours=ours).z > league.critical) == (league.high[ours] == 1)


@given(figures, st.floats(1, 4), st.floats(0, 0.3))
def test_the_lead_is_above_nothing_exactly_where_the_test_passes(market, critical, slack):
    loose = np.full(len(market[0]), slack)
    test = first_place(*market, ours=0, slack=loose)
    low = lead_low(*market, ours=0, critical=critical, slack=loose)
    if abs(test.z - critical) > 1e-6 and test.z > 0:
        assert (low > 0) == (test.z > critical)
    assert low <= test.lead


def test_lead_low_is_difference_less_critical_errors_less_slack():
    # 0.4 - 1.645 x 0.2 - 0.05
    got = lead_low([4.8, 4.4], [0.02, 0.02], [np.inf] * 2, ours=0, critical=1.645, slack=[0.0, 0.05])
    assert got == pytest.approx(0.4 - 0.329 - 0.05)
