"""How far word goes is told in a caller's own ids, with its interval."""

import json

import numpy as np
import pytest

import standout
from standout.errors import StandoutError
from standout.workspace.spreading import spread

# Ann tells Bo, and Bo tells Cy, each every other time
PATH = (["Ann", "Bo"], ["Bo", "Cy"], 0.5)


def test_it_is_the_sum_of_the_chances_along_a_path():
    told = spread(*PATH, seeds=["Ann"], runs=40_000, per_person=True)

    assert standout.spread is spread
    assert told.low < 1 + 0.5 + 0.25 < told.high
    assert told.generations == pytest.approx([1, 0.5, 0.25], abs=0.02)
    reached = dict(zip(*(column.to_pylist() for column in told.table.columns), strict=True))
    assert reached == pytest.approx({"Ann": 1, "Bo": 0.5, "Cy": 0.25}, abs=0.02)
    assert told.runs == 40_000
    assert told.distribution[0] == 1
    assert told.distribution[-1] == 3


def test_hops_values_and_rivals_count_as_in_choosing():
    assert spread(*PATH, seeds=["Ann"], runs=20_000, hops=1).mean == pytest.approx(1.5, abs=0.03)
    # 1 x 2 + 1/2 x 4 + 1/4 x 8
    worth = spread(*PATH, seeds=["Ann"], runs=20_000, values={"Ann": 2, "Bo": 4, "Cy": 8})
    assert worth.mean == pytest.approx(6, abs=0.15)
    assert worth.text.startswith("What they reach is worth")
    assert spread(*PATH, seeds=["Ann"], rivals=["Bo"], runs=1_000).mean == 1


def test_the_same_seed_gives_the_same_on_any_number_of_threads():
    rng = np.random.default_rng(3)
    u, v = rng.integers(0, 200, (2, 600))

    one = spread(u, v, seeds=[int(u[0])], runs=500)
    assert spread(u, v, seeds=[int(u[0])], runs=500, threads=1).to_dict() == one.to_dict()


def test_it_is_said_in_words_and_plain_values():
    told = spread(*PATH[:2], seeds=["Ann"], runs=100)

    # nobody else may tell them, so each hears it for certain
    assert told.text.startswith(
        "They reach 3.0 of 3 people on average, between 3.0 and 3.0, if these chances are right."
    )
    assert told.text.endswith("You gave no chances. We took it that each person hears it from one of those who may "
                              "tell them, on average.")  # fmt: skip
    assert json.loads(json.dumps(told.to_dict()))["mean"] == 3


def test_linear_threshold_is_a_model_too():
    assert spread(["a", "b"], ["c", "c"], [0.5, 0.5], seeds=["a", "b"], model="lt", runs=50).mean == 3


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"seeds": []}, "Name at least one person who begins"),
        ({"seeds": "Ann"}, "seeds must be a list"),
        ({"seeds": ["Zoe"]}, "seeds names 1 id that no tie holds: Zoe"),
        ({"seeds": [3]}, "seeds holds 3, but the ties hold Ann"),
        ({"seeds": ["Ann"], "runs": 1}, "runs must be a whole number from 2 on"),
        ({"seeds": ["Ann"], "model": "x"}, "The model is ic or lt"),
        ({"seeds": ["Ann"], "values": {"Ann": -1, "Bo": 1, "Cy": 1}}, "It is -1.0 for Ann"),
    ],
)
def test_what_cannot_be_is_told(asked, says):
    with pytest.raises(StandoutError, match=says):
        spread(*PATH, **asked)


def test_how_often_each_is_reached_must_be_asked_for():
    with pytest.raises(StandoutError, match="per_person=True"):
        _ = spread(*PATH, seeds=["Ann"], runs=10).table
