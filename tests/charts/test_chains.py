import json
import re

import pyarrow as pa
import pytest

from standout.charts import chains, look
from standout.charts.svg import svg
from standout.finding import Finding
from standout.tables import table

FINDING = Finding(
    question="results", subject="Deli\u202e North", aspect="word of mouth", verdict="counted", tier="counted",
    sentence_key="results.funnel.unseen",
)  # fmt: skip


def link(person, parent, generation, how="code"):
    return {"person_id": person, "parent_id": parent, "generation": generation, "how": how}


def drawn(*links):
    return chains.draw([FINDING], pa.Table.from_pylist(list(links), schema=table("chains").schema()))


# 1 was asked; 11 and 12 came through 1, 21 through 11. Nobody knows who told 13, through whom 22 came; 14 told nobody.
TREE = (
    link(11, 1, 1), link(12, 1, 1), link(21, 11, 2, "told"), link(13, None, None, "unknown"), link(22, 13, None),
    link(14, None, None, "unknown"),
)  # fmt: skip


def layers(picture):
    """Give the values of the lines, the dashed lines, the diamonds and the dots."""
    return [layer["data"]["values"] for layer in picture.spec["layer"]]


def test_each_person_stands_one_step_after_who_told_them():
    [picture] = drawn(*TREE)
    lines, dashed, diamonds, dots = layers(picture)

    assert {(line["from_x"], line["x"]) for line in lines} == {(0, 1), (1, 2)}
    assert len(lines) == 4
    assert [node["x"] for node in diamonds] == [0]
    assert sorted(node["x"] for node in dots) == [1, 1, 1, 2, 2]
    assert len(dashed) == 1  # 13, who told 22
    assert "Dashed" in picture.key
    assert all(line["x"] == line["from_x"] + 1 for line in lines)


def test_no_two_people_stand_in_one_place():
    [picture] = drawn(*TREE, *(link(100 + i, 12, 2) for i in range(9)))
    _, _, diamonds, dots = layers(picture)
    places = [(node["x"], node["y"]) for node in (*diamonds, *dots)]

    assert len(set(places)) == len(places)


def test_the_table_counts_everybody_step_by_step():
    [picture] = drawn(*TREE)

    assert picture.rows == [
        ["1", "2", "2", "0", "1"],  # 11 and 12; 11 told
        ["2", "1", "0", "1", "0"],  # 21
        ["not known", "3", "1", "0", "1"],  # 13 told 22; 14
    ]
    assert "4 people are known to have come to Deli North through somebody. 3 people brought them." in picture.sentence


def test_a_long_chain_and_a_wide_one_are_cut_and_counted():
    wide = [link(1000 + i, 1, 1) for i in range(200)]
    long = [link(5000 + i, 4999 + i, i + 1) for i in range(60)]
    [picture] = drawn(*wide, *long)
    _, _, _, dots = layers(picture)

    assert f"The picture shows {len(dots)} of the 260; the table counts all." in picture.sentence
    assert max(node["y"] for node in dots) < chains.ROWS
    assert max(node["x"] for node in dots) <= chains.STEPS


@pytest.mark.parametrize("links", [(), (link(14, None, None, "unknown"),), (link(15, None, 1),)])
def test_nothing_is_drawn_where_nobody_is_known_to_have_been_told(links):
    assert drawn(*links) == []
    assert chains.draw([], table("chains").schema().empty_table()) == []


def test_it_is_plain_json_without_a_script_and_drawn_at_both_widths():
    [picture] = drawn(*TREE)
    for spec in (picture.spec, picture.narrow):
        assert json.loads(json.dumps(spec, allow_nan=False)) == spec
        image = svg(spec)
        assert "NaN" not in image
        assert not re.search(r"<script|<image|<a\b|\son\w+=|href|url\(", image)
    assert [layer["data"] for layer in picture.spec["layer"]] == [layer["data"] for layer in picture.narrow["layer"]]
    assert picture.narrow["width"] < 390


def test_people_differ_by_shape_and_missing_links_by_their_dashes():
    [picture] = drawn(*TREE)
    marks = [layer["mark"] for layer in picture.spec["layer"]]

    assert marks[2]["shape"] != marks[3]["shape"]
    assert "strokeDash" in marks[1]
    assert "strokeDash" not in marks[0]
    assert {mark["color"] for mark in marks} <= {look.FAINT, look.MUTED, look.ACCENT}


def test_it_names_nobody():
    [picture] = drawn(*(link(7_000_000_011, 7_000_000_001, 1), link(7_000_000_012, 7_000_000_011, 2)))

    assert "70000000" not in json.dumps(picture.spec) + str(picture.rows) + picture.sentence + picture.alt
