import json
import re

import pyarrow as pa
import pytest

from circled import circles, crowd, finding, tied, told
from standout.charts import circle_map, look
from standout.charts.circle_people import known
from standout.charts.svg import svg
from standout.tables import table

SMALL = circles(
    {"person_id": 901, "circle": 3, "known_by": "contact"},
    {"person_id": 102, "place": 2, "channel": "phone", "known_by": "teller"},
    {"person_id": 101, "place": 1, "channel": "email"},
    {"person_id": 103, "channel": "in_person", "bridge": True},
    {"person_id": 201, "circle": 2, "known_by": "contact"},
)


def drawn(table, *findings):
    return circle_map.draw([finding(), *findings], table)


def shapes(picture, kind):
    return [one for one in picture.spec["shapes"] if one["type"] == kind]


def test_those_told_first_stand_first_in_their_order_whatever_the_order_of_the_rows():
    people = known([finding()], SMALL)
    assert people.rows["person_id"].to_pylist() == [101, 102, 901, 103, 201]
    assert people.first == 2


def test_every_person_is_one_mark_and_those_told_first_have_their_number():
    [picture] = drawn(SMALL)
    full, hollow, numbered = shapes(picture, "dots")

    assert [len(one["x"]) for one in (full, hollow, numbered)] == [0, 2, 2]  # 901 and 201 may not be asked
    assert [len(one["x"]) for one in shapes(picture, "diamonds")] == [1, 0, 0, 1]  # 103 is a bridge; we are the last
    assert [one["text"] for one in shapes(picture, "text")][:2] == ["1", "2"]


@pytest.mark.parametrize("size", [{}, {"first": 50, "one": 400, "two": 1150, "three": 3400}, {"first": 0}])
def test_no_person_is_lost_and_none_is_drawn_twice(size):
    people = crowd(**size)
    [picture] = drawn(people)
    for spec in (picture.spec, picture.narrow):
        marks = [one for one in spec["shapes"] if one["type"] in ("dots", "diamonds")]
        places = [(x, y) for one in marks[:-1] for x, y in zip(one["x"], one["y"], strict=True)]
        squared = len(marks[-2]["x"])  # a bridge who is told first: a disc with a diamond behind the number
        assert len(places) - squared == people.num_rows
        assert len(set(places)) == people.num_rows


def test_the_sentence_and_the_table_count_the_same_people():
    [picture] = drawn(SMALL)

    assert picture.sentence == (
        "Of 5 people in your files, 3 know you, 1 is linked to you through somebody who does, and nothing links the "
        "other 1 to you. 2 people to tell first stand in the middle, by number."
    )
    assert picture.rows == [
        ["1, they know you", "brought somebody", "1", "1", "1"],
        ["1, they know you", "bought from you", "2", "2", "1"],
        ["2, through somebody who does", "on a list of yours", "1", "0", "0"],
        ["3, everyone else", "on a list of yours", "1", "0", "0"],
    ]


def test_lines_lead_from_who_told_to_who_came_and_between_people_who_are_tied():
    [picture] = drawn(SMALL, told((101, 201)), tied((102, 103), (103, 102), (201, 101), (101, 77), (102, 102)))
    [lines] = shapes(picture, "lines")
    people = known([told((101, 201)), tied((102, 103), (103, 102), (201, 101))], SMALL)

    assert people.told.tolist() == [[0, 4]]
    assert people.links.tolist() == [[1, 3]]  # once, and not again where one told the other; 77 is on no list
    assert len(lines["x"]) == 2
    assert "Line:" in picture.key


def test_whoever_is_told_on_and_on_is_led_back_to_circle_1():
    rows = circles(*({"person_id": i, "circle": 1 if i == 1 else 2} for i in range(1, 6)))
    people = known([told((1, 2), (2, 3), (3, 4))], rows)

    assert people.through.tolist() == [-1, 0, 0, 0, -1]  # 5 came through nobody known


def test_who_leads_round_in_a_circle_is_through_nobody():
    rows = circles({"person_id": 1, "circle": 2}, {"person_id": 2, "circle": 2})
    assert known([told((1, 2), (2, 1))], rows).through.tolist() == [-1, -1]


def test_too_many_lines_are_cut_and_counted():
    people = crowd()
    ids = people["person_id"].to_pylist()
    pairs = [(ids[i], ids[j]) for i in range(40) for j in range(i + 1, 40)]  # 40 * 39 / 2 = 780
    [picture] = drawn(people, tied(*pairs))

    assert len(shapes(picture, "lines")[0]["x"]) == circle_map.LINES
    assert "The picture shows 600 of 780 lines." in picture.sentence


def test_nothing_is_drawn_of_nobody_and_of_another_answer():
    assert circle_map.draw([], SMALL) == []
    assert drawn(table("circles").schema().empty_table()) == []
    assert drawn(pa.table({"world": ["{}"]})) == []


def test_where_nobody_may_be_told_the_map_says_so():
    [picture] = drawn(circles({"person_id": 1, "circle": 3}))
    assert picture.sentence.endswith("Nobody may be told first today.")
    assert [one["text"] for one in shapes(picture, "text")] == [
        "they know you: 0", "through somebody: 0", "everyone else: 1"
    ]  # fmt: skip


def test_it_names_nobody():
    rows = circles(
        {"person_id": 7_000_000_011, "place": 1, "channel": "email", "reason": "brought Ann Quillfeather"},
        {"person_id": 7_000_000_012, "circle": 2, "reason": "came on 3 May 2026"},
    )
    [picture] = drawn(rows, told((7_000_000_011, 7_000_000_012)))
    shown = json.dumps([picture.spec, picture.narrow, picture.rows]) + picture.sentence + picture.alt + picture.title

    assert not re.search(r"70000000|Quillfeather|3 May", shown)


def test_it_is_plain_json_drawn_at_both_widths_without_a_script():
    [picture] = drawn(crowd(), told((10**15, 10**15 + 7 * 50)))
    for spec, width in ((picture.spec, 680), (picture.narrow, 350)):
        assert json.loads(json.dumps(spec, allow_nan=False)) == spec
        assert spec["width"] <= width
        image = svg(spec)
        assert image.startswith("<svg ")
        assert not re.search(r"NaN|<script|<image|<a\b|\son\w+=|href|url\(", image)


def test_marks_differ_by_more_than_colour_and_stand_out_from_the_paper():
    [picture] = drawn(crowd())
    full, hollow, numbered = shapes(picture, "dots")

    assert full["fill"] != hollow["fill"] == look.PAPER
    assert numbered["radius"] > full["radius"]
    outlines = {one["color"] for one in picture.spec["shapes"] if one["type"] != "text"}
    assert outlines <= {look.INK, look.MUTED, look.ACCENT, look.FAINT}  # each 3:1 or more, as `look` says


def test_a_brief_of_five_thousand_people_stays_small():
    [picture] = drawn(crowd(first=50, one=400, two=1150, three=3400))
    assert len(svg(picture.spec)) + len(svg(picture.narrow)) < 250_000
