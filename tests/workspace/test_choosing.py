"""Whom to tell first is answered in a caller's own ids, with what it is worth, or with what to write instead."""

import json
import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import standout
from standout.errors import StandoutError, TableError, UsageError
from standout.workspace.choice import about
from standout.workspace.choosing import choose

# Ann may tell three, Eve two; nobody may tell them
STAR = (["Ann", "Ann", "Ann", "Eve", "Eve"], ["Bo", "Cy", "Di", "Flo", "Gus"])


def star(**asked):
    return choose(*STAR, **asked)


def test_people_come_in_order_with_what_each_adds():
    choice = star(k=2)

    assert standout.choose is choose
    assert choice.people == ["Ann", "Eve"]
    # each of the others may be told by one alone, so hears it for certain: 1 + 3, then 1 + 2
    assert choice.adds == pytest.approx([4, 3], rel=0.1)
    assert choice.only == pytest.approx([4, 3], rel=0.1)
    assert choice.curve[:, 0] == pytest.approx([4, 7], rel=0.1)
    assert choice.low <= 7 * (1 + 1e-9) <= choice.high * (1 + 1e-6) + 1e-6
    assert choice.ratio >= 0.9


def test_ids_of_any_kind_and_columns_of_any_kind_give_one_answer():
    number = {name: 10 * i for i, name in enumerate(sorted({*STAR[0], *STAR[1]}))}
    as_numbers = [np.array([number[name] for name in side]) for side in STAR]
    frame = pd.DataFrame({"u": STAR[0], "v": STAR[1]})

    expected = star(k=2)
    for given in ([pa.array(side) for side in STAR], (frame["u"], frame["v"])):
        assert choose(*given, k=2).to_dict() == expected.to_dict()
    assert choose(*as_numbers, k=2).people == [number[name] for name in expected.people]


def test_the_order_of_rows_and_threads_change_nothing():
    rng = np.random.default_rng(7)
    u, v = rng.integers(0, 300, (2, 900))
    turned = rng.permutation(900)

    one = choose(u, v, k=5, eps=0.1)
    assert choose(u[turned], v[turned], k=5, eps=0.1, threads=1).to_dict() == one.to_dict()
    assert choose(u, v, k=5, eps=0.1, most_sets=one.sets).to_dict() == one.to_dict()


def test_each_person_may_cost_what_they_cost():
    choice = star(costs={"Ann": 9, "Eve": 2, "Bo": 2, "Cy": 2, "Di": 2, "Flo": 2, "Gus": 2}, budget=4.5)

    assert choice.people[0] == "Eve"  # Ann is beyond the budget
    assert len(choice.people) == 2
    assert "within these limits" in choice.text


def test_who_costs_nothing_is_told_where_that_helps():
    choice = star(costs={name: 0 if name == "Gus" else 3 for name in {*STAR[0], *STAR[1]}}, budget=3)

    assert set(choice.people) == {"Ann", "Gus"}


def test_who_costs_nothing_always_fits_beside_who_costs_the_whole_budget():
    # 0 tells 1 to 9 for certain and costs it all; 20 to 1,219 cost nothing, and tell only themselves
    free = [*range(20, 1220)]
    costs = {0: 10.0} | dict.fromkeys(range(1, 10), 11.0) | dict.fromkeys(free, 0.0)
    choice = choose([0] * 9 + free, [*range(1, 10), *free], 1.0, costs=costs, budget=10.0)

    assert sorted(choice.people) == [0, *free]
    assert choice.low <= 1210 <= choice.high


def test_where_nobody_who_may_be_told_reaches_anyone_who_counts_it_says_so():
    choice = choose([0] * 4, [1, 2, 3, 4], 0.0, k=1, values={i: float(i == 3) for i in range(5)}, exclude=[3])

    assert choice.text.endswith("nobody who may be told reaches anyone who counts.")
    assert "No other" not in choice.text


def test_where_all_who_may_be_told_are_told_nothing_is_said_of_others():
    choice = choose([0] * 9, [*range(1, 10)], 0.9, k=20, exclude=[0, 1, 2])

    assert choice.stopped == "all"
    assert "within these limits" not in choice.text


def test_reaching_somebody_may_be_worth_more():
    worth = dict.fromkeys({*STAR[0], *STAR[1]}, 1)
    choice = star(k=1, values={**worth, "Gus": 10})

    assert choice.people == ["Eve"]  # 1 + 1 + 10 against 1 + 3
    assert choice.text.startswith("Tell this person first: Eve. What that reaches is worth about 12.0")


def test_who_has_no_value_counts_as_one_and_who_is_in_no_tie_is_named():
    choice = star(k=1, values={"Gus": 10, "Zoe": 4})

    assert choice.people == ["Eve"]  # 1 + 1 + 10 against 1 + 3
    assert "6 people have no figure in values, so each counts as 1." in choice.text
    assert "Of those in values, 1 id stands in no tie, so nothing comes of that: Zoe." in choice.text


def test_everybody_who_may_be_told_comes_in_the_order_of_what_each_adds():
    # a hub that sorts last tells 30; the rest tell nobody
    choice = choose(["z"] * 30, [f"a{i:02d}" for i in range(30)], k=50)

    assert choice.people[0] == "z"
    assert choice.adds[0] == pytest.approx(31)  # each may be told by the hub alone, and so hears it for certain
    assert "That is everybody who may be told." in choice.text


def test_what_others_could_reach_never_says_more_than_there_are():
    assert "all but everybody" in star(k=2).text
    one = star(k=1)

    # 4 for certain: the sentence gives what is sure beside what is possible, and 4 lies between
    sure, most = (float(part) for part in re.search(r"At least (\S+) is sure.*more than ([\d.]+),", one.text).groups())
    assert sure <= 4 <= most <= 7


def test_figures_may_come_as_a_list_by_id_or_a_frame():
    u, v = [0, 0, 3], [1, 5, 5]
    by_id = [1.0, 1.0, np.nan, 50.0, np.nan, 1.0]  # nobody is 2 or 4
    with pytest.raises(TableError, match="values can't be below 0 or without end. It is nan for 2"):
        choose(u, v, k=1, values=by_id)
    frame = pd.DataFrame({"who": [0, 1, 3, 5], "worth": [1, 1, 50, 1]})

    assert choose(u, v, k=1, values=np.nan_to_num(by_id)).people == [3]
    assert choose(u, v, k=1, values=frame).people == [3]


def test_whom_we_may_not_tell_is_not_told():
    choice = star(k=1, exclude=["Ann", "Somebody else"])

    assert choice.people == ["Eve"]
    assert choice.strangers == 1
    assert "1 id stands in no tie: Somebody else." in choice.text


def test_of_a_group_there_are_so_many_at_least():
    groups = dict.fromkeys(["Bo", "Cy", "Di"], "north") | dict.fromkeys(["Ann", "Eve"], "south")
    choice = star(k=2, groups=groups, floors={"north": 1})

    assert "Ann" in choice.people
    assert set(choice.people) & {"Bo", "Cy", "Di"}


def test_who_tells_something_else_is_not_told_by_us():
    choice = choose([0, 0, 0, 1, 1], [2, 3, 4, 5, 6], k=1, rivals=[0])

    assert choice.people == [1]


def test_a_deadline_counts_steps():
    # 0 tells a long chain, 100 tells three at once
    chain, hub = ([*range(9)], [*range(1, 10)]), ([100] * 3, [101, 102, 103])
    both = [a + b for a, b in zip(chain, hub, strict=True)]

    assert choose(*both, k=1).people == [0]
    assert choose(*both, k=1, hops=1).people == [100]


@pytest.mark.parametrize(("asked", "when"), [
    ({"hops": 1}, " people within 1 step, those told first included,"),
    ({"rivals": [9]}, " people before your rivals do, those told first included,"),
    ({"hops": 2, "rivals": [9]}, " people within 2 steps and before your rivals do, those told first included,"),
])  # fmt: skip
def test_a_deadline_and_a_rival_are_said_with_the_reach_and_limit_the_bound(asked, when):
    choice = choose([0, 0, 0, 1, 1, 9], [2, 3, 4, 5, 6, 2], 0.5, k=1, **asked)

    assert when in choice.text
    assert "No other choice within these limits" in choice.text


def test_more_people_than_there_are_means_all_of_them():
    choice = star(k=50)

    assert sorted(choice.people) == sorted({*STAR[0], *STAR[1]})
    assert "No other choice could bring more." in choice.text


def test_it_says_what_was_taken_for_granted():
    assert "You gave no chances." in star(k=1).text
    assert "You gave no chances." not in star(k=1, probability=0.5).text
    assert "if these chances are right" in star(k=1, probability=0.5).text


def test_all_of_it_is_plain_values_and_a_table():
    choice = star(k=2, probability=[0.5] * 5)
    told = json.loads(json.dumps(choice.to_dict()))

    assert told["schema"] == 1
    assert told["people"] == choice.table["person"].to_pylist()
    assert choice.table.column_names == ["place", "person", "adds", "only", "reached", "reached_low", "reached_high"]
    assert choice.table["place"].to_pylist() == [1, 2]


@pytest.mark.parametrize(("figure", "said"), [(0.04, "0.0"), (99.94, "99.9"), (100.4, "100"), (12345.6, "12,346")])
def test_a_figure_has_as_many_digits_as_it_is_worth(figure, said):
    assert about(figure) == said


COSTS = dict.fromkeys({*STAR[0], *STAR[1]}, 5)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"k": 0}, "k must be a whole number from 1 on, and not 0"),
        ({"k": 2.5}, "and not 2.5"),
        ({"k": True}, "and not True"),
        ({"probability": 1.5}, "A chance lies from 0 to 1, and not 1.5"),
        ({"probability": float("nan")}, "A chance lies from 0 to 1"),
        ({"model": "sir"}, "The model is ic or lt"),
        ({"ratio": 1}, "ratio must be above 0 and below 1"),
        ({"eps": -0.1}, "eps must be above 0"),
        ({"delta": 0}, "delta must be above 0"),
        ({"delta": 0.99}, "delta must be 0.5 at most, and not 0.99"),
        ({"seconds": 0}, "seconds must be above 0"),
        ({"memory": -1}, "memory must be above 0"),
        ({"hops": -1}, "hops must be a whole number from 0 on"),
        ({"threads": 0}, "threads must be a whole number from 1 on"),
        ({"seed": 0.5}, "seed must be a whole number"),
        ({"costs": COSTS}, "Costs are given, but no budget"),
        ({"budget": 9}, "A budget is given, but no costs"),
        ({"budget": float("nan"), "costs": COSTS}, "budget must be above 0"),
        ({"costs": COSTS, "budget": 4}, "The budget is 4, but the cheapest person who may be told costs 5"),
        ({"costs": {**COSTS, "Bo": -1}, "budget": 9}, "costs can't be below 0 or without end. It is -1.0 for Bo"),
        ({"costs": {**COSTS, "Bo": None}, "budget": 9}, "It is nan for Bo"),
        ({"costs": {"Ann": 1}, "budget": 9}, "6 people have none: Bo, Cy, Di, Eve, Flo and 1 more. Add a row for each"),
        ({"costs": [1, 2], "budget": 9}, "costs can be a plain list only where ids are numbers"),
        ({"costs": 3, "budget": 9}, "costs must be a dictionary by id"),
        ({"costs": {1: 3}, "budget": 9}, "costs holds 1, but the ties hold Ann"),
        ({"costs": dict.fromkeys(COSTS, "dear"), "budget": 9}, "costs must hold figures, and not 'dear'"),
        ({"costs": {**dict.fromkeys(COSTS, "5"), "Gus": "2,5"}, "budget": 9}, "not '2,5' as in row .* Write it as"),
        ({"costs": pd.DataFrame({"a": ["Ann"] * 2, "b": [1, 2]}), "budget": 9}, "costs names Ann twice"),
        ({"costs": pd.DataFrame({"a": ["Ann"]}), "budget": 9}, "a frame with two columns"),
        ({"values": dict.fromkeys(COSTS, 0)}, "All of values are 0"),
        ({"exclude": list(COSTS)}, "Everybody is left out"),
        ({"exclude": "Ann"}, "exclude must be a list"),
        ({"exclude": [1]}, "exclude holds 1, but the ties hold Ann"),
        ({"rivals": ["Zoe"]}, "rivals names 1 id that no tie holds: Zoe"),
        ({"floors": {"north": 1}}, "There are least numbers, but no groups"),
        ({"groups": {"Ann": "north"}, "floors": {"nort": 1}}, "There is no group nort. There is: north"),
        ({"groups": {"Ann": "north"}, "floors": {"north": 2}}, "2 people are asked for, but only 1 may be told"),
        ({"groups": {"Ann": "north"}, "floors": {"north": 1}, "exclude": ["Ann"]}, "1 person is asked for, but only 0"),
        ({"groups": {"Ann": "north"}, "floors": {"north": -1}}, "must be a whole number from 0 on"),
        ({"groups": dict.fromkeys(COSTS, 1), "floors": {1: 3}, "k": 2}, "ask for 3 people together, but only 2 may"),
        (
            {"groups": dict.fromkeys(COSTS, 1), "floors": {1: 2}, "costs": COSTS, "budget": 9},
            "cost 10 together, and the budget is 9",
        ),
        ({"model": "lt", "probability": [1, 1, 1, 1, 1.1]}, "A chance lies from 0 to 1"),
    ],
)
def test_what_cannot_be_is_told_with_what_to_write_instead(asked, says):
    with pytest.raises(StandoutError, match=says):
        star(**asked)


def test_a_list_by_id_must_reach_the_largest_id():
    with pytest.raises(TableError, match="costs has 3 figures, but the largest id is 7"):
        choose([0, 1], [1, 7], costs=[1, 2, 3], budget=5)


def test_nobody_listens_to_more_than_one_in_linear_threshold():
    with pytest.raises(TableError, match=r"For Cy they add up to 1.200. Make them smaller"):
        choose(["Ann", "Bo"], ["Cy", "Cy"], [0.6, 0.6], k=1, model="lt")
    with pytest.raises(TableError, match="For Cy they add up to 1.200"):
        choose(["Ann", "Bo"], ["Cy", "Cy"], 0.6, k=1, model="lt")
    assert choose(["Ann", "Bo", "Bo"], ["Cy", "Cy", "Di"], [0.4, 0.6, 1], k=1, model="lt").people == ["Bo"]


def test_an_error_of_use_and_one_of_data_end_differently():
    assert UsageError.exit_code != TableError.exit_code
