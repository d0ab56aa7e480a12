"""The map of what matters: every mark in the table, ends that fit, hollow where it can't be placed."""

import json
import re

import pyarrow as pa
import pytest

from standout.charts import look
from standout.charts.quadrant import FIRST, draw
from standout.charts.svg import svg
from standout.finding import Finding
from standout.tables import table

PLACES = ("keep", "fix", "relax", "spare", "unplaced")


def row(name, share=0.25, ahead=0.1, placed="unplaced", **changed):
    return {
        "kind": "driver", "name": name, "estimate": share, "low": share - 0.05, "high": share + 0.05, "ahead": ahead,
        "ahead_low": None if ahead is None else ahead - 0.05, "ahead_high": None if ahead is None else ahead + 0.05,
        "performance": 4.0, "market": 3.5, "placed": placed, "origin": "rated", "reviews": 100, **changed,
    }  # fmt: skip


def finding(**changed):
    known = {"question": "value", "subject": "Corner Deli", "aspect": "taste", "verdict": "probably", "tier": "likely"}
    return Finding(**known | {"sentence_key": "value.driver.told", "claim": "driver", "estimate": 0.3} | changed)


def held(*rows):
    return pa.Table.from_pylist(list(rows), schema=table("values").schema())


TOWN = held(
    row("taste", 0.4, 0.2, "keep"), row("staff", 0.3, -0.2, "fix"), row("light", 0.2, 0.3, "relax"),
    row("music", 0.1, -0.3, "spare"), row("price", 0.25, 0.0),
)  # fmt: skip
HOSTILE = held(*(row(name, 0.1 * i, 0.1 * i) for i, name in enumerate(
    ('<script>alert("1")</script>', "A" * 90, "Deli\u202eegnp", "datum['x'] || 1", "日本の喫茶店"), 1
)))  # fmt: skip


@pytest.fixture(params=[TOWN, HOSTILE], ids=["town", "hostile"])
def picture(request):
    [made] = draw([finding()], request.param)
    return made


def specs(picture):
    return picture.spec, picture.narrow


def marks(spec):
    found = set()
    for layer in spec["layer"]:
        for channel in ("x", "x2", "y", "y2"):
            field = layer["encoding"].get(channel, {}).get("field")
            if field and field != "at":
                found |= {(one["aspect"], field, one[field]) for one in layer["data"]["values"]}
    return found


def test_every_mark_is_in_the_table_as_printed_in_both_layouts(picture):
    cells = {line[0]: " ".join(line) for line in picture.rows}
    for spec in specs(picture):
        assert marks(spec)
        for aspect, _, value in marks(spec):
            assert look.figure(value, 1) in cells[aspect]
    assert marks(picture.spec) == marks(picture.narrow)


def test_it_has_a_title_a_sentence_a_key_and_a_text_alternative(picture):
    assert all(text.strip() for text in (picture.title, picture.sentence, picture.key, picture.alt))
    assert picture.alt != picture.sentence
    assert all(len(line) == len(picture.columns) for line in picture.rows)


def test_graphics_and_words_stand_out_from_the_paper(picture):
    for spec in specs(picture):
        assert spec["config"]["background"] == "#ffffff"
        for layer in spec["layer"]:
            mark = layer["mark"]
            assert mark.get("opacity", 1) == 1
            assert mark.get("color", look.INK) in {look.INK, look.MUTED, look.ACCENT, look.FAINT}
            assert mark["type"] != "text" or mark.get("color", look.INK) != look.FAINT


def test_it_is_drawn_without_a_script_or_anything_from_outside(picture):
    for spec in specs(picture):
        image = svg(spec)
        assert "NaN" not in image
        assert not re.search(r"<script|<image|<a\b|\son\w+=|href|url\(", image.replace("&lt;script", ""))
        assert json.loads(json.dumps(spec, allow_nan=False)) == spec


def test_what_cannot_be_placed_is_hollow_and_named():
    [picture] = draw([finding()], TOWN)
    for spec in specs(picture):
        hollow = [
            one["aspect"] for layer in spec["layer"]
            if layer["mark"]["type"] == "point" and layer["mark"]["fill"] == look.PAPER
            for one in layer["data"]["values"]
        ]  # fmt: skip
        assert hollow == ["price"]
    assert "Too close to place, drawn hollow: price." in picture.sentence


def test_the_sentence_says_which_aspects_stand_where():
    [picture] = draw([finding()], TOWN)

    assert "staff: more goes with it than with most, and Corner Deli is behind." in picture.sentence
    assert "light: less goes with it than with most, and Corner Deli is ahead." in picture.sentence


def test_an_aspect_nobody_scored_is_listed_and_not_drawn():
    [picture] = draw([finding()], held(row("taste"), row("staff"), row("price", ahead=None)))

    assert "Not drawn, for no rival or nothing to compare: price." in picture.sentence
    assert [line[3] for line in picture.rows] == ["10.0", "10.0", "–"]
    assert "price" not in {aspect for aspect, *_ in marks(picture.spec)}


def test_a_figure_without_an_interval_is_drawn_with_one_line_only():
    [picture] = draw([finding()], held(row("taste", ahead_low=None, ahead_high=None), row("staff")))

    assert ("taste", "ahead", 10.0) in marks(picture.spec)
    assert "ahead_low" not in {field for aspect, field, _ in marks(picture.spec) if aspect == "taste"}
    assert "NaN" not in svg(picture.spec)


def test_only_the_most_important_are_drawn_and_all_stand_in_the_table():
    [picture] = draw([finding()], held(*(row(f"aspect {i}", 0.05) for i in range(20))))

    assert len({aspect for aspect, *_ in marks(picture.spec)}) == FIRST
    assert len(picture.rows) == 20
    assert f"The {FIRST} that matter most are drawn; the table has all 20." in picture.sentence


@pytest.mark.parametrize(
    ("findings", "rows"),
    [
        ([], TOWN),
        ([finding()], held()),
        ([finding(estimate=None)], TOWN),  # no link was found: there is nothing to show
        ([finding(claim="penalty")], TOWN),
        ([finding()], held(row("taste", ahead=None))),
        ([finding()], held(row("taste") | {"kind": "theme"})),
    ],
)
def test_nothing_is_drawn_where_there_is_nothing_to_see(findings, rows):
    assert draw(findings, rows) == []
