import numpy as np
import pytest

from standout.network.chains import Told
from standout.questions.results.spread import LEVEL, decide
from standout.stats.branching import reproduction


def counted(asked=(), came=()):
    return Told(asked=tuple(asked), came=tuple(came), open=0, first=None, last=None)


def test_that_those_asked_tell_many_does_not_make_word_go_on():
    # 40 asked brought 3 each; the 60 of these who had their time brought nobody
    said = decide(counted([3] * 40, [0] * 60), 0, 0.0)

    assert (said.verdict, said.tier, said.rests_on) == ("no", "proven", "came")


def test_where_too_few_came_those_asked_speak_too_and_it_is_only_likely():
    assert (decide(counted([3] * 40, [1, 2]), 0, 0.0).verdict) == "probably"
    assert decide(counted([3] * 40, [0] * 2), 0, 0.0).tier == "likely"
    assert decide(counted([0] * 40, [1, 0]), 0, 0.0).verdict == "no"


def test_a_pooled_number_gives_way_to_those_who_came_where_they_point_the_other_way():
    # Together 120 + 2 by 50 people, yet the ten who came brought two between them: nobody can say that it goes on
    assert decide(counted([3] * 40, [1, 1] + [0] * 8), 0, 0.0).verdict not in ("yes", "probably")


def test_four_people_are_too_few_for_any_number():
    said = decide(counted([5, 5, 5, 5]), 0, 0.0)

    assert said.verdict == "not_enough"
    assert said.found is None


def test_links_that_may_all_be_lost_leave_it_open():
    assert decide(counted([0] * 40), 0, -1.0).verdict == "no"
    assert decide(counted([0] * 40), 60, -1.0).verdict == "close"


@pytest.mark.parametrize("number", [0.9, 1.0, 1.1])
def test_at_and_near_one_a_wrong_word_comes_at_most_once_in_twenty(number):
    # 400 runs of 30 asked and 20 who came, of whom few bring many: at most 20 wrong, with both looks and both sides
    rng = np.random.default_rng(2)
    wrong = 0
    for _ in range(400):
        brought = rng.poisson(rng.gamma(0.3, number / 0.3, 50))
        said = decide(counted(brought[:30], brought[30:]), 0, 0.0).verdict
        wrong += said in (("yes", "probably") if number <= 1 else ()) or said in (("no",) if number >= 1 else ())

    assert wrong <= 20


@pytest.mark.parametrize("lost", [0.0, 0.3, -1.0])
def test_the_number_has_the_interval_of_the_level_it_is_told_with(lost):
    together = [1, 2, 0, 0] * 5
    whole = reproduction(together, max(lost, 0.0), 4 if lost < 0 else 0, LEVEL)

    assert decide(counted(together), 4, lost).found == whole
    assert whole.low < reproduction(together, max(lost, 0.0)).low
