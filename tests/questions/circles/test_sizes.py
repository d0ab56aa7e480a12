"""Sizes: rings that no list shows are told with their interval, or with the cheapest way to get there."""

import pytest

from acquaintances import bought, named
from standout.errors import SettingError
from standout.questions.circles.answers import answers
from standout.words import say

FRIENDS, THROUGH = (say(f"circles.aspect.{name}") for name in ("friends", "through"))
TEN = [row for n in range(1, 11) for row in bought(n, 1, 40)]
"""Ten people who know us."""


def came(*, code=(), name=(), neither=()):
    """Give people who came with a friend's code, by naming a friend, by both or by neither."""
    rows = [
        {"person_id": person, "code": "1-F7KQ2-M" if person in code else None, "told_by": 1 if person in name else None}
        for person in {*code, *name, *neither}
    ]
    return {"adoptions": rows, "codes": [{"code": "1-F7KQ2-M", "person_id": 2}]}


def test_where_nobody_was_asked_it_says_what_to_ask(told):
    finding = told(orders=TEN)[0][FRIENDS]

    assert finding.verdict == "not_enough"
    assert finding.needed.more == 5
    assert finding.needed.step_key == "circles.step.would_tell"
    assert "Ask ten of them how many they would tell" in finding.sentence


def test_with_one_question_asked_the_most_there_can_be_is_said_and_the_other_question_asked(told):
    finding = told(orders=TEN, settings={"would_tell": "2 4 3, 0 1"})[0][FRIENDS]

    assert finding.verdict == "not_enough"
    assert finding.facts["most"] > 20
    assert f"would probably tell no more than {finding.facts['most']:,} people." in finding.sentence
    assert finding.needed.step_key == "circles.step.know_us"


def test_with_both_asked_the_size_has_an_interval_and_says_on_how_much_it_rests(told):
    finding = told(orders=TEN, settings={"would_tell": "2 4 3 0 1", "know_us": "1 2 1 1 1"})[0][FRIENDS]

    # 10 people x 2 friends each, counted once: x (1 + 1/2 + 1 + 1 + 1) / 5
    assert finding.verdict == "probably"
    assert finding.estimate == pytest.approx(10 * 2 * 0.9)
    assert finding.low < finding.estimate < finding.high
    assert f"Probably {finding.low:.0f} to {finding.high:.0f} people are friends of the 10 people" in finding.sentence
    assert "rests on 10 answers" in finding.sentence
    assert "If the 10 to tell first are like the rest" not in finding.sentence  # nobody may be asked


def test_those_to_tell_first_are_taken_to_be_like_the_rest_and_that_is_said(told):
    answers = {"would_tell": "2 4 3 0 1", "know_us": "1 2 1 1 1"}
    finding = told(orders=TEN, contacts=named(1, 2), settings=answers)[0][FRIENDS]

    assert " If the 2 to tell first are like the rest, they would tell " in finding.sentence


def test_answers_that_are_no_numbers_are_refused_with_what_to_write():
    with pytest.raises(SettingError, match="would_tell holds “many”. Write whole numbers from 0 to 5000"):
        answers({"would_tell": "3 many"}, "would_tell")
    with pytest.raises(SettingError, match="“0”"):
        answers({"know_us": "1 0"}, "know_us", least=1)


def test_who_came_by_word_is_told_from_codes_and_names_together(told):
    finding = told(**came(code=range(10, 30), name=range(20, 40), neither=range(40, 100)))[0][THROUGH]

    # 21 x 21 / 11 - 1 = 39.1 of the 90 who came
    assert finding.verdict == "probably"
    assert finding.estimate == pytest.approx(21 * 21 / 11 - 1)
    assert 30 <= finding.low < finding.estimate < finding.high <= 90
    assert "20 came with a code, 20 named a friend, and 10 did both" in finding.sentence


def test_too_few_on_both_lists_ask_for_more_answers(told):
    finding = told(**came(code=range(10, 22), name=range(20, 32), neither=range(40, 60)))[0][THROUGH]

    assert finding.verdict == "not_enough"
    assert finding.needed.more == 30  # 2 of 12 answers stand on both; 5 more take 5 x 12 / 2
    assert finding.needed.step_key == "circles.step.told"


@pytest.mark.parametrize("rows", [came(code=range(10, 20)), came(code=range(10, 20), name=range(10, 20))])
def test_with_one_list_or_nobody_on_neither_there_is_nothing_to_estimate(told, rows):
    assert THROUGH not in told(**rows)[0]
