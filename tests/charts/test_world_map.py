from dataclasses import replace

import pytest

from leagues import EMPTY, finding, league, spread, together
from standout.charts import look
from standout.charts import world_map as chart

VERDICTS = ("yes", "probably", "close", "no")


def worlds(*verdicts, aspect="coffee"):
    """Give findings and their table: the first over everybody, each other in a group of its own."""
    tables = [
        league(spread(top=4.7 if verdict != "no" else 3.0), aspect, {"Visit": f"kind {at}"} if at else None)
        for at, verdict in enumerate(verdicts)
    ]
    return [finding(table, verdict) for table, verdict in zip(tables, verdicts, strict=True)], together(*tables)


def points(spec):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]


def test_each_tier_has_a_shape_or_a_fill_of_its_own_and_not_a_colour_alone():
    [picture] = chart.draw(*worlds(*VERDICTS))
    looks = {
        layer["data"]["values"][0]["tier"]: (layer["mark"]["shape"], layer["mark"]["fill"] == look.PAPER)
        for layer in points(picture.spec)
    }
    assert set(looks) == set(VERDICTS)
    assert len(set(looks.values())) == len(VERDICTS)
    for word in ("Filled diamond: first.", "Hollow diamond", "Hollow dot", "Filled square"):
        assert word in picture.key


def test_a_mark_stands_at_our_scores_and_at_our_lead_over_the_best_rival():
    [picture] = chart.draw(*worlds("yes", "close"))
    # spread(): ours 4.7, the next 0.15 behind; every business has 40 scores
    marks = [row for layer in points(picture.spec) for row in layer["data"]["values"]]
    assert {(row["rows"], round(row["lead"], 2)) for row in marks} == {(40, 0.15)}
    assert picture.rows[0][:5] == ["1", "Coffee", "first", "40", "0.15"]


def test_the_lead_is_the_one_that_is_said_with_what_it_is_at_least_and_at_most():
    findings, table = worlds("yes", "close")
    facts = {**findings[0].facts, "lead_fair": 0.08, "lead_low": 0.03}
    [picture] = chart.draw([replace(findings[0], facts=facts), findings[1]], table)
    # leagues(): a lead over each rival is at most 1.5 x 0.1 more than it looks, and the least lead is 0.15
    assert picture.rows[0][4:6] == ["0.08", "0.03 to 0.30"]
    assert "A lead that was searched for is told as fresh scores would show it." in picture.key
    assert "as fresh scores" not in chart.draw(findings, table)[0].key


@pytest.mark.parametrize("scale", [0.01, 0.2, 5.0])
def test_no_format_rounds_the_figures_of_the_axis_to_the_same(scale):
    findings, table = worlds("close", "close")
    facts = [{**one.facts, "lead_fair": scale, "lead_low": -scale} for one in findings]
    [picture] = chart.draw([replace(one, facts=each) for one, each in zip(findings, facts, strict=True)], table)
    for layer in picture.spec["layer"]:
        assert "format" not in layer["encoding"].get("y", {}).get("axis", {})


def test_numbers_follow_the_order_of_the_table_and_every_mark_has_its_number_or_name():
    [picture] = chart.draw(*worlds(*["close"] * 12))
    assert [row[0] for row in picture.rows] == [str(n) for n in range(1, 13)]
    for spec in (picture.spec, picture.narrow):
        said = [
            row["label"] for layer in spec["layer"] if layer["mark"]["type"] == "text"
            for row in layer["data"]["values"]
        ]  # fmt: skip
        assert all(label.split()[0] in {row[0] for row in picture.rows} for label in said)


def test_where_a_name_has_no_room_its_number_stands_alone():
    findings, table = worlds(*["close"] * 8)  # eight marks in one place
    [picture] = chart.draw(findings, table)
    labels = {
        row["label"] for layer in picture.spec["layer"] if layer["mark"]["type"] == "text"
        for row in layer["data"]["values"]
    }  # fmt: skip
    assert any(" " in label for label in labels)
    assert any(label.isdigit() for label in labels)


def test_many_groups_are_cut_and_counted_and_all_stand_in_the_table():
    [picture] = chart.draw(*worlds(*["close"] * 30))
    assert sum(len(layer["data"]["values"]) for layer in points(picture.spec)) == chart.FIRST
    assert "The picture shows 24 of 30 groups; the table shows all." in picture.sentence
    assert len(picture.rows) == 30


def test_groups_are_named_by_tier_three_at_most():
    [picture] = chart.draw(*worlds("yes", *["no"] * 6))
    assert "First: Coffee." in picture.sentence
    assert "and 3 more." in picture.sentence


def test_a_hint_is_told_as_one():
    findings, table = worlds("close", "close")
    hints = [findings[0], replace(findings[1], sentence_key="est.rated.hint")]
    [picture] = chart.draw(hints, table)
    assert picture.rows[1][2] == "a hint"
    assert "Triangle: a hint." in picture.key


def test_facts_and_a_single_group_make_no_map():
    price = league(spread(top=1.0, step=-0.25), "cheapest cup", kind="fact", half=0.0, less=True)
    one, table = worlds("yes")
    assert chart.draw([*one, finding(price)], together(table, price)) == []
    assert chart.draw([], EMPTY) == []


@pytest.mark.parametrize("spec", ["spec", "narrow"])
def test_no_two_labels_cover_each_other(spec):
    [picture] = chart.draw(*worlds(*["close"] * 10))
    spec = getattr(picture, spec)
    boxes = []
    for layer in spec["layer"]:
        if layer["mark"]["type"] != "text" or "stroke" in layer["mark"]:
            continue
        x, y = (layer["encoding"][axis]["scale"]["domain"] for axis in ("x", "y"))
        for row in layer["data"]["values"]:
            from math import log10

            left = spec["width"] * (log10(row["rows"]) - log10(x[0])) / (log10(x[1]) - log10(x[0])) + row["dx"]
            top = spec["height"] * (1 - (row["lead"] - y[0]) / (y[1] - y[0])) + row["dy"]
            wide = look.breadth(row["label"], layer["mark"]["fontSize"])
            left -= {"left": 0, "right": wide, "center": wide / 2}[row["align"]]
            boxes.append((left, top - 6, left + wide, top + 6))
    for at, a in enumerate(boxes):
        for b in boxes[:at]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
