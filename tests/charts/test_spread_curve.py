import json
import re
from itertools import pairwise

import pytest

from circled import circles, finding, reach
from standout.charts import spread_curve
from standout.charts.svg import svg
from standout.tables import table


def drawn(held, verdict="probably"):
    more = {"verdict": verdict, "tier": "likely" if verdict == "probably" else "not_enough"}
    return spread_curve.draw([finding(), finding("reach", held, **more)], circles({"person_id": 1}))


def lines(spec):
    """Give the points of each line by its colour and its dashes, and those of the band."""
    return [
        ([(row["k"], row["estimate"]) for row in layer["data"]["values"]], layer["mark"].get("strokeDash"))
        for layer in spec["layer"] if layer["mark"]["type"] == "line"
    ]  # fmt: skip


def test_the_curves_are_those_of_the_table_from_nobody_told_on():
    [picture] = drawn(reach())
    told, low, high, likely = lines(picture.spec)

    assert told[0] == [(0, 0.0), (12, 12)]  # if word goes no further
    assert likely[0] == [(k, 4.0 * k) for k in range(13)]
    assert low[0] == [(k, 2.0 * k) for k in range(13)]
    assert high[0] == [(k, 8.0 * k) for k in range(13)]
    assert likely[1] is None
    assert low[1] == high[1] != told[1]
    [band] = [layer for layer in picture.spec["layer"] if layer["mark"]["type"] == "area"]
    assert band["data"]["values"][-1]["low"] == pytest.approx(43.2)  # 12 * 4 * 0.9


def test_the_sentence_says_what_it_hangs_on():
    [picture] = drawn(reach(), "not_enough")

    assert picture.sentence == (
        "If these tie strengths are right, word from the first 12 people you tell reaches about 48 people, themselves "
        "too. With weak or strong ties it is 24 to 96. The strengths are guesses until your own chains show them."
    )
    [learnt] = drawn(reach())
    assert "guesses" not in learnt.sentence


def test_every_point_is_in_the_table():
    [picture] = drawn(reach(3))
    assert picture.columns == ["told first", "weak ties", "likely ties", "strong ties"]
    assert picture.rows[2] == ["3", "6.0 (5.4 to 6.6)", "12.0 (10.8 to 13.2)", "24.0 (21.6 to 26.4)"]


def test_the_names_of_curves_that_end_together_do_not_hide_each_other():
    [picture] = drawn(reach(50, low=1.01, likely=1.02, high=1.03))
    for spec in (picture.spec, picture.narrow):
        at = sorted(row["estimate"] for layer in spec["layer"] if layer["mark"]["type"] == "text"
                    for row in layer["data"]["values"])  # fmt: skip
        top = spec["layer"][0]["encoding"]["y"]["scale"]["domain"][1]
        apart = [(b - a) * spec["height"] / top for a, b in pairwise(at)]
        assert len(at) == 4
        assert min(apart) >= 15.9  # pixels; a line of letters


def test_one_person_and_one_strength_are_drawn():
    [picture] = drawn(reach(1, likely=5.0))
    assert lines(picture.spec)[-1][0] == [(0, 0.0), (1, 5.0)]
    assert "With weak" not in picture.sentence
    assert picture.columns == ["told first", "likely ties"]


def test_a_table_of_reach_alone_will_do():
    assert spread_curve.draw([finding()], reach())


def test_without_a_reach_nothing_is_drawn():
    assert spread_curve.draw([finding()], circles({"person_id": 1})) == []
    assert spread_curve.draw([], table("circles").schema().empty_table()) == []
    assert drawn(reach(0)) == []


def test_it_is_plain_json_drawn_at_both_widths_without_a_script():
    [picture] = drawn(reach())
    assert picture.narrow["width"] < 300
    for spec in (picture.spec, picture.narrow):
        assert json.loads(json.dumps(spec, allow_nan=False)) == spec
        assert not re.search(r"NaN|<script|<image|<a\b|\son\w+=|href|url\(", svg(spec))
