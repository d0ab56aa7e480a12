import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import false_discovery_control, norm

from standout.stats.top import top_place

ps = st.lists(st.floats(0, 1), max_size=8)


def partial_conjunction(p, k):
    """Least p, by trying every set: "fewer than k rivals are at least as good" needs len(p) - k + 1 behind us.

    The largest, over each set of k rivals, of Bonferroni's p against "all of these are at least as good".
    """
    return max(min(1.0, k * min(those)) for those in itertools.combinations(p, k))


@given(ps, st.sampled_from([0.01, 0.05, 0.2]))
def test_the_place_is_that_of_trying_every_set_of_rivals_from_the_last_place_down(p, alpha):
    place = len(p) + 1
    while place > 1 and partial_conjunction(p, place - 1) <= alpha:
        place -= 1

    assert top_place(p, alpha) == place


def test_in_the_top_two_by_hand():
    # 3 x 0.01 = 0.03, 2 x 0.02 = 0.04, then 1 x 0.06: ahead of two rivals of three
    assert top_place([0.02, 0.06, 0.01], 0.05) == 2


def test_nothing_shown_is_the_last_place():
    assert top_place([0.5, 1.0, 0.9], 0.05) == 4
    assert top_place([0.0, 0.0, 0.0], 0.05) == 1


@given(ps, st.floats(0, 1), st.sampled_from([0.01, 0.05, 0.2]))
def test_one_more_rival_never_helps_us_and_costs_what_it_costs(p, rival, alpha):
    assert top_place([*p, rival], alpha) >= top_place(p, alpha)


def test_a_missing_p_is_refused():
    with pytest.raises(ValueError, match="nan"):
        top_place([0.1, float("nan")], 0.05)


@pytest.mark.parametrize("rho", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("better", [0, 1, 4, 9])
@pytest.mark.parametrize("gap", [0.0, 0.5, 6.0])
def test_a_place_better_than_the_true_one_is_shown_no_more_often_than_alpha(rho, better, gap):
    # ten rivals: ``better`` are tied with us or ahead by ``gap`` errors, the rest a mile or half an error behind;
    # errors share ours in part (rho). True place: better + 1, ties counting as ahead
    rng = np.random.default_rng(7)
    runs, alpha, rivals = 4000, 0.1, 10
    behind = np.where(np.arange(rivals) % 2, 8.0, 0.5)
    lead = np.where(np.arange(rivals) < better, -gap, behind)
    shared, own = rng.standard_normal((runs, 1)), rng.standard_normal((runs, rivals))
    p = ndtr(-(lead + np.sqrt(rho) * shared + np.sqrt(1 - rho) * own))

    wrong = np.mean([top_place(row, alpha) <= better for row in p])

    assert wrong <= alpha + 3 * np.sqrt(alpha * (1 - alpha) / runs)


def test_far_ahead_of_seven_of_nine_is_the_top_three():
    p = norm.sf([6.0] * 7 + [0.0, -3.0])

    assert top_place(p, 0.05) == 3
    assert (false_discovery_control(p) <= 0.05).sum() == 7  # no rule could say more here
