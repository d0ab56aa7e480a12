import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from standout.stats.unseen import undoing_mean

scores = st.floats(1, 5)


@given(scores, scores, st.floats(0.01, 10))
def test_with_that_average_added_we_are_level_with_the_rival(ours, rival, unseen):
    mean = undoing_mean(ours, rival, unseen, low=1, high=5)
    assume(mean is not None and mean < 5)

    assert (ours + unseen * mean) / (1 + unseen) == pytest.approx(rival)


@given(scores, scores, st.floats(0.01, 10))
def test_none_means_that_even_the_lowest_scores_leave_us_ahead(ours, rival, unseen):
    if undoing_mean(ours, rival, unseen, low=1, high=5) is None:
        assert (ours + unseen * 1) / (1 + unseen) > rival


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40), st.lists(st.integers(1, 5), min_size=1, max_size=40))
def test_as_many_again_at_that_average_undo_the_lead_of_real_lists(ours, rival):
    mean = undoing_mean(np.mean(ours), np.mean(rival), low=1, high=5)
    if mean is not None and np.mean(ours) > np.mean(rival):
        assert np.mean([*ours, *[mean] * len(ours)]) == pytest.approx(np.mean(rival))


@pytest.mark.parametrize(("unseen", "low", "high"), [(0, 1, 5), (-1, 1, 5), (1, 5, 1)])
def test_nobody_unseen_or_a_scale_upside_down_is_refused(unseen, low, high):
    with pytest.raises(ValueError, match=str(unseen)):
        undoing_mean(4.5, 4.0, unseen, low=low, high=high)
