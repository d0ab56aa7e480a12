import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.concentration import concentration


def test_share_and_concentration_are_what_one_works_out_by_hand():
    # 10 of 100 ours; rivals 60, 20, 10: hhi .01 + .36 + .04 + .01 = .42; among rivals (3600 + 400 + 100) / 8100
    found = concentration([[10, 60, 20, 10]])

    assert found.share.tolist() == [0.1]
    assert found.hhi == pytest.approx([0.42])
    assert found.effective == pytest.approx([1 / 0.42])
    assert found.rivals == pytest.approx([8100 / 4100])


def test_many_worlds_are_worked_out_at_once_and_ours_may_stand_anywhere():
    found = concentration([[[1, 3], [2, 2]], [[0, 5], [5, 0]]], ours=1)

    assert found.share.tolist() == [[0.75, 0.5], [1.0, 0.0]]
    assert found.rivals.tolist()[0] == [1.0, 1.0]


def test_a_world_without_rivals_has_no_number_of_rivals_and_an_empty_one_has_nothing():
    found = concentration([[7, 0, 0], [0, 0, 0]])

    assert (found.share[0], found.hhi[0], found.effective[0]) == (1.0, 1.0, 1.0)
    assert np.isnan(found.rivals).all()
    assert np.isnan([found.share[1], found.hhi[1], found.effective[1]]).all()


def test_fewer_than_no_judgements_is_refused():
    with pytest.raises(ValueError, match="fewer than no"):
        concentration([1, -1])


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=8).filter(lambda held: sum(held[1:]) > 0), st.integers(2, 5))
def test_effective_rivals_lie_between_one_and_as_many_as_there_are(counts, times):
    found = concentration(counts)
    present = sum(count > 0 for count in counts[1:])

    assert 1 - 1e-9 <= found.rivals <= present + 1e-9
    assert concentration([times * count for count in counts]).hhi == pytest.approx(float(found.hhi))
