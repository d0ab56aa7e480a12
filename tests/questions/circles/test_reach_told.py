"""Reach told: guesses are called guesses, and every figure of the sentence is one of the answer."""

from types import SimpleNamespace

import numpy as np
import pytest

from standout.questions.circles.reach import Reached
from standout.questions.circles.reach_told import told_reach
from standout.questions.circles.tie_map import TieMap
from standout.words import say

CURVE = {"low": [[2, 1.8, 2.2], [3, 2.8, 3.2]], "likely": [[3, 2.9, 3.1], [5, 4.8, 5.2]],
         "high": [[6, 5.5, 6.5], [9, 8.5, 9.5]]}  # fmt: skip


def told(learnt=0, named=0, share=None, **more):
    """Give the finding of two people who reach five at likely ties; the best there is is 6."""
    ties = TieMap(people=40, source=np.arange(20), target=np.arange(10, 30), chances={}, learnt=learnt,
                  learnt_share=learnt / 20 if share is None else share)  # fmt: skip
    given = {"by_map": False, "kept": 0, "swapped": 0, **more}
    found = Reached(
        people=np.array([4, 2]), curve={name: np.array(rows) for name, rows in CURVE.items()},
        gain={"low": 0.0, "likely": 0.1, "high": 0.2}, best=6.0, least=4.8, **given,
    )  # fmt: skip
    people = SimpleNamespace(subject="Deli", signs=SimpleNamespace(told=SimpleNamespace(named=np.arange(named))))
    return told_reach(people, ties, found)


def test_guessed_strengths_are_no_promise_and_still_tell_what_they_would_mean():
    finding = told()

    # 6 / 4.8 - 1, the most of any over the least that these reach
    assert finding.verdict == "not_enough"
    assert finding.facts["more_at_most"] == pytest.approx(0.25)
    assert finding.needed.more == 10
    assert finding.sentence == (
        "Not enough yet to promise a reach. If these tie strengths are right, telling these 2 reaches about 5 of the "
        "people in your files, themselves too. No other 2 you may ask could reach more than 25 % more. At these "
        "strengths that holds with a chance of 99 %. With weak ties 3 are reached, with strong ones 9. The map of ties "
        "picks the same people. The strengths are guesses. Ask each new customer who told them, and they are learnt."
    )
    assert finding.behind.num_rows == 6
    assert finding.rows == 30


def test_learnt_strengths_are_probable_and_name_what_they_cannot_tell_apart():
    finding = told(learnt=20)

    assert finding.verdict == "probably"
    assert (finding.estimate, finding.low, finding.high) == (5, 4.8, 5.2)
    assert finding.needed is None
    assert finding.sentence.endswith(say("circles.basis.learnt").strip())


def test_many_weak_ties_that_are_learnt_do_not_make_a_promise_of_strong_ones_that_are_guessed():
    weak, strong = told(learnt=15, share=0.5), told(learnt=15, share=0.95)

    assert weak.verdict == "not_enough"
    assert "The strengths of 15 of 20 ties are learnt and the others are guesses, on which too much" in weak.sentence
    assert strong.verdict == "probably"
    assert "The strengths of 15 of 20 ties are learnt from who told whom, and little hangs on" in strong.sentence


@pytest.mark.parametrize(("given", "keys"), [
    ({"by_map": True, "swapped": 1}, ["by_map"]),
    ({"by_map": True, "swapped": 1, "kept": 1}, ["kept", "by_map"]),
    ({"swapped": 1}, ["by_marks"]),
    ({"kept": 2}, ["kept"]),
])  # fmt: skip
def test_it_says_whose_list_stands(given, keys):
    finding = told(**given)

    assert "".join(say(f"circles.reach.{key}", swapped=1) if key != "kept" else say("circles.reach.kept")
                   for key in keys) in finding.sentence  # fmt: skip
    assert say("circles.reach.both") not in finding.sentence


def test_fewer_answers_are_needed_where_some_were_given():
    assert told(named=6).needed.more == 4
    assert told(named=90).needed.more == 1
