from hypothesis import given
from hypothesis import strategies as st

from standout.charts.look import SIZE, breadth
from standout.charts.placing import Point, placed

WIDTH, HEIGHT = 300, 300
NAMES = st.text("abc MW喫", min_size=1, max_size=20)
POINTS = st.lists(st.builds(Point, st.floats(0, WIDTH), st.floats(0, HEIGHT), NAMES), min_size=1, max_size=25)


def _box(point, place):
    x, y, wide = point.x + place.dx, point.y + place.dy, breadth(point.name)
    left = x if place.align == "left" else x - wide if place.align == "right" else x - wide / 2
    return left, y - SIZE * 0.6, left + wide, y + SIZE * 0.6


def _meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@given(POINTS)
def test_ours_always_has_its_name(points):
    assert placed(points, WIDTH, HEIGHT)[0] is not None


@given(POINTS)
def test_no_name_covers_another(points):
    places = placed(points, WIDTH, HEIGHT)
    boxes = [_box(point, place) for point, place in zip(points, places, strict=True) if place]
    assert not any(_meet(a, b) for i, a in enumerate(boxes) for b in boxes[:i])


@given(POINTS)
def test_a_rivals_name_covers_no_dot_and_stays_on_the_map(points):
    for i, (point, place) in enumerate(zip(points, placed(points, WIDTH, HEIGHT), strict=True)):
        if i and place:
            left, top, right, bottom = _box(point, place)
            assert left >= 0
            assert top >= 0
            assert right <= WIDTH
            assert bottom <= HEIGHT
            for j, other in enumerate(points):
                dot = (other.x - 5, other.y - 5, other.x + 5, other.y + 5)
                assert i == j or not _meet((left, top, right, bottom), dot)


def test_a_lone_name_stands_above_and_to_the_right_of_its_dot():
    [place] = placed([Point(100, 100, "Lark")], WIDTH, HEIGHT)
    assert place.align == "left"
    assert place.dx > 0
    assert place.dy < 0


def test_a_name_at_the_right_edge_stands_to_the_left_of_its_dot():
    [place] = placed([Point(298, 100, "Lark")], WIDTH, HEIGHT)
    assert place.align == "right"


def test_where_two_dots_lie_on_each_other_the_second_gives_way():
    first, second = placed([Point(150, 150, "Corner Deli"), Point(150, 150, "Lark")], WIDTH, HEIGHT)
    assert first is not None
    assert second != first
