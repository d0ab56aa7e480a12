"""Every chart of a league: a sentence, a text alternative, a table that holds every mark, nothing by colour alone.

A chart that draws something else is held to the same in ``tests/charts``.
"""

import json
import re
from collections.abc import Iterator

import pytest

from leagues import EMPTY, TOWN, finding, held_by, league, past, shares, spread, together
from standout import registry
from standout.charts import look
from standout.charts.svg import svg
from standout.words import LANGUAGES, speaking

QUESTIONS = registry.catalogue("standout.questions", "QUESTION")
CHARTS = {
    name: chart for name, chart in registry.catalogue("standout.charts", "CHART").items()
    if name in QUESTIONS["est"].charts
}  # fmt: skip
COUNTED = {
    "dominance": "it draws shares, and every share has its limits",
    "world_map": "it draws leads on scores",
    "gap_over_time": "as above",
}
LEADS = dict.fromkeys(("world_map", "gap_over_time"), "every mark in it is a lead of ours")
MANY = (TOWN[0], *(f"Rival number {i}" for i in range(1, 60)))
HOSTILE = (
    '<script>alert("1")</script>', "مطعم الأرز", "日本の喫茶店", "A" * 90, "Deli\u202egnp North", "O'Neil & Sons",
    "datum['x'] || 1", "{{7*7}}",
)  # fmt: skip

PHONE = 358
"""Pixels: a screen of 390 with a margin of 16 on both sides."""
NAMES_OF_OURS = {look.clean(names[0]) for names in (TOWN, MANY, HOSTILE)}


def _town(names):
    tables = [
        league(spread(names), "coffee"),
        league(spread(names, turn=2), "service"),
        league(spread(names, top=1.0, step=-0.25), "cheapest cup", kind="fact", half=0.0, less=True),
        league(spread(names) | {names[-1]: None}, "coffee", {"visit": "family"}),
    ]
    quarters = past([0.6, -0.1, 0.2, -0.7], names=names[:2])
    return [finding(table) for table in tables], together(*tables, held_by(names), quarters)


def _draw(name, findings, table):
    return registry.load(f"{name}:{CHARTS[name].draw}", "standout.charts")(findings, table)


CASES = [(name, case) for name in CHARTS for case in ("town", "many", "hostile")]
NAMES = {"town": TOWN, "many": MANY, "hostile": HOSTILE}


@pytest.fixture(params=CASES, ids="-".join)
def drawn(request):
    name, case = request.param
    pictures = _draw(name, *_town(NAMES[case]))
    assert pictures
    return pictures


def _layers(spec) -> Iterator[dict]:
    if "mark" in spec:
        yield spec
    for part in (*spec.get("layer", ()), *spec.get("hconcat", ()), *spec.get("vconcat", ())):
        yield from _layers(part)


def _specs(picture):
    return [spec for spec in (picture.spec, picture.narrow) if spec]


def _marks(spec) -> set[tuple[str, str, str, float]]:
    """Give every figure a mark stands at: whose, on which channel, of which field, and the figure."""
    marks = set()
    for layer in _layers(spec):
        encoding = layer["encoding"]
        for channel in ("x", "x2", "y", "y2"):
            field = encoding.get(channel, {}).get("field")
            if field and field != "day" and encoding[channel].get("axis", True) is not None:
                rows = [row for row in layer["data"]["values"] if row.get("business")]  # a line of reference has none
                marks |= {(row["business"], channel, field, row[field]) for row in rows}
    return marks


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(colour):
    return 1.05 / (_luminance(colour) + 0.05)  # on white paper


def test_a_picture_has_a_title_a_sentence_a_key_and_a_text_alternative(drawn):
    for picture in drawn:
        assert all(text.strip() for text in (picture.title, picture.sentence, picture.key, picture.alt))
        assert picture.alt != picture.sentence


def test_every_mark_is_in_the_table_as_printed(drawn):
    for picture in drawn:
        assert all(len(row) == len(picture.columns) for row in picture.rows)
        cells = {cell: " ".join(row) for row in picture.rows for cell in row}
        for spec in _specs(picture):
            marks = _marks(spec)
            assert marks
            for business, channel, field, value in marks:
                forms = [form.replace("-", "\N{MINUS SIGN}") for form in (f"{value:z,.2f}", f"{value:z,.0f}")]
                if field.startswith("rank") or field == "rank_high":
                    forms = [look.rank(int(value), int(value))]
                assert any(form in cells[business] for form in forms), (business, channel, field, value)


def test_the_narrow_layout_has_the_same_marks_as_the_wide_one(drawn):
    for picture in drawn:
        if picture.narrow:
            assert _marks(picture.narrow) == _marks(picture.spec)


def test_graphics_have_three_to_one_and_text_four_and_a_half_to_one_against_the_paper(drawn):
    for picture in drawn:
        for spec in _specs(picture):
            assert spec["config"]["background"] == "#ffffff"
            for layer in _layers(spec):
                mark = layer["mark"]
                if mark.get("stroke") == look.PAPER or mark["type"] == "area":
                    continue  # the halo behind a name; a band, whose edges are lines
                colour = mark.get("color", spec["config"]["text"]["color"])
                assert mark["opacity"] == 1 if mark["type"] != "text" else "opacity" not in mark
                assert _contrast(colour) >= (4.5 if mark["type"] == "text" else 3), mark


def test_ours_differs_by_shape_and_weight_and_not_by_colour_alone(drawn):
    for picture in drawn:
        if picture.name in LEADS:
            continue
        for spec in _specs(picture):
            shapes = {}
            weights = {}
            for layer in _layers(spec):
                mine = {row["ours"] for row in layer["data"]["values"] if "ours" in row}
                assert len(mine) <= 1
                if layer["mark"]["type"] == "point" and mine:
                    shapes.setdefault(mine.pop(), set()).add(layer["mark"]["shape"])
                elif layer["mark"]["type"] == "text" and mine:
                    weights.setdefault(mine.pop(), set()).add(layer["mark"].get("fontWeight"))
            assert not shapes[True] & shapes[False]
            assert weights[True] == {700}
            assert weights[False] == {None}


def test_ours_is_named_in_the_picture(drawn):
    for picture in drawn:
        if picture.name in LEADS:
            assert NAMES_OF_OURS & {
                word for word in TOWN + MANY + tuple(map(look.clean, HOSTILE)) if word in picture.alt
            }
            continue
        for spec in _specs(picture):
            named = [
                row["label"] for layer in _layers(spec) if layer["mark"]["type"] == "text"
                for row in layer["data"]["values"] if row.get("ours") and "label" in row
            ]  # fmt: skip
            assert named
            assert all(named)


def test_it_is_drawn_without_a_script_an_event_or_anything_from_outside(drawn):
    for picture in drawn:
        for spec in _specs(picture):
            image = svg(spec)
            assert image.startswith("<svg ")
            assert "NaN" not in image
            assert not re.search(r"<script|<image|<a\b|\son\w+=|href|url\(", image.replace("&lt;script", ""))
            assert re.findall(r"https?://[^\"]+", image) == ["http://www.w3.org/2000/svg"]


def test_the_figures_in_it_are_plain_json(drawn):
    for picture in drawn:
        for spec in _specs(picture):
            assert json.loads(json.dumps(spec, allow_nan=False)) == spec


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_drawn_of_nothing(name):
    assert _draw(name, [], EMPTY) == []
    assert _draw(name, [], league(spread())) == []
    assert _draw(name, [finding(league(spread()))], EMPTY) == []


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_drawn_of_a_business_alone(name):
    table = league({"Corner Deli": 4.5})
    assert _draw(name, [finding(table)], table) == []


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_drawn_where_ours_is_not_judged(name):
    tables = [league({"Corner Deli": None, "Lark": 4.1, "Old Mill": 3.9}, aspect) for aspect in ("coffee", "service")]
    assert _draw(name, [finding(table) for table in tables], together(*tables)) == []


@pytest.mark.parametrize("name", CHARTS)
def test_businesses_that_are_all_alike_are_drawn(name):
    tables = [league(dict.fromkeys(TOWN, 4.0), aspect, half=0.0) for aspect in ("coffee", "service")]
    alike = together(shares({"lunch": ("open", dict.fromkeys(TOWN, 20), "open")}), past([0.0, 0.0], half=0.0))
    pictures = _draw(name, [finding(table) for table in tables], together(*tables, alike))
    assert pictures
    for picture in pictures:
        assert "NaN" not in svg(picture.spec)


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in COUNTED])
def test_facts_without_an_interval_are_drawn(name):
    tables = [league(spread(), aspect, kind="fact", half=None) for aspect in ("cheapest cup", "longest open")]
    pictures = _draw(name, [finding(table) for table in tables], together(*tables))
    assert pictures
    for picture in pictures:
        assert "NaN" not in svg(picture.spec)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_the_narrow_layout_fits_a_phone_in_every_language(name, language):
    with speaking(language):
        pictures = _draw(name, *_town(TOWN))
        widths = [float(re.search(r'viewBox="0 0 ([\d.]+)', svg(picture.narrow))[1]) for picture in pictures]
    assert max(widths) <= PHONE


@pytest.mark.parametrize("name", CHARTS)
def test_whoever_points_at_a_mark_is_told_its_printed_figures(name):
    for picture in _draw(name, *_town(TOWN)):
        for spec in _specs(picture):
            points = [layer for layer in _layers(spec) if layer["mark"]["type"] == "point"]
            told = [layer for layer in points if "tooltip" in layer["encoding"]]
            assert told
            for layer in told:
                fields = [one["field"] for one in layer["encoding"]["tooltip"]]
                assert all(isinstance(row[field], str) for row in layer["data"]["values"] for field in fields)
