import re

import pytest

from standout.charts import look
from standout.charts.drawing import inner, shape
from standout.charts.svg import svg

DOTS = {"type": "dots", "x": [10, 100, 10.04], "y": [20, 20, 90.5], "radius": 3, "fill": "#18212c", "color": "#18212c"}


def drawn(*shapes):
    return svg({"width": 120, "height": 100, "shapes": list(shapes)})


def points(path):
    """Follow a path of relative points to where each of them stands."""
    x = y = 0.0
    found = set()
    for dx, dy in re.findall(r"[mM](-?[\d.]+) ?(-?[\d.]+)h0", path):
        x, y = x + float(dx), y + float(dy)
        found.add((round(x, 1), round(y, 1)))
    return found


def test_dots_stand_where_they_are_told_to_within_a_tenth():
    [path] = re.findall(r'd="([^"]+)"', drawn(DOTS))
    assert points(path) == {(10, 20), (100, 20), (10, 90.5)}


def test_five_thousand_dots_do_not_drift_and_take_few_bytes():
    x, y = [(i * 7.123) % 640 for i in range(5000)], [(i * 3.456) % 640 for i in range(5000)]
    [path] = re.findall(r'd="([^"]+)"', drawn({**DOTS, "x": x, "y": y}))

    assert points(path) == {
        (round(round(10 * a) / 10, 1), round(round(10 * b) / 10, 1)) for a, b in zip(x, y, strict=True)
    }
    assert len(path) < 12 * 5000


def test_a_hollow_dot_is_a_line_around_paper():
    image = drawn({**DOTS, "fill": look.PAPER, "width": 1})
    assert re.findall(r'stroke="([^"]+)" stroke-width="([^"]+)"', image) == [("#18212c", "6"), (look.PAPER, "4")]


def test_rings_lines_and_diamonds_are_drawn():
    image = drawn(
        {"type": "rings", "x": 60, "y": 50, "radius": [10, 20.5], "color": look.FAINT, "width": 1},
        {"type": "lines", "x": [1], "y": [2], "x2": [3], "y2": [4.26], "color": look.FAINT, "width": 0.7},
        {"type": "diamonds", "x": [60], "y": [50], "radius": 5, "fill": look.INK, "color": look.INK},
    )
    assert re.findall(r' r="([^"]+)"', image) == ["10", "20.5"]
    assert "M1 2L3 4.3" in image
    assert "M60 45l5 5l-5 5l-5 -5z" in image


@pytest.mark.parametrize("kind", ["dots", "diamonds", "lines"])
def test_of_nothing_nothing_is_drawn(kind):
    assert inner({"shapes": [{**DOTS, "type": kind, "x": [], "y": [], "x2": [], "y2": [], "width": 1}]}) == ""


def test_a_text_is_only_a_text():
    image = drawn({"type": "text", "x": 1, "y": 2, "text": "<b>\u202e&", "size": 12, "color": look.INK, "halo": 4})
    assert ">&lt;b&gt;&amp;</text>" in image
    assert 'paint-order="stroke"' in image


def test_a_specification_of_shapes_is_told_from_one_of_vega_lite():
    assert shape({"shapes": []})
    assert not shape({"mark": "point"})
