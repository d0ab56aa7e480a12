import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from standout.charts.circle_layout import EDGE, LEAST, laid


def people(first, one, two, three):
    return np.repeat([1, 2, 3], [first + one, two, three]).astype(np.int64)


def from_us(layout):
    return np.hypot(layout.x - layout.size / 2, layout.y - layout.size / 2)


def nearest(layout, rows):
    """Give how far each of some stands from the nearest other of them."""
    places = np.stack([layout.x[rows], layout.y[rows]], axis=1)
    return cKDTree(places).query(places, k=2)[0][:, 1]


@settings(max_examples=60)
@given(
    first=st.integers(0, 50), one=st.integers(0, 300), two=st.integers(0, 300), three=st.integers(0, 900),
    size=st.sampled_from([340, 640]),
)  # fmt: skip
def test_everybody_stands_within_their_own_circle(first, one, two, three, size):
    circle = people(first, one, two, three)
    layout = laid(circle, first, size)
    rings = np.array([0.0, *layout.rings])

    assert np.all(np.diff(rings) >= LEAST - 1e-9)
    assert rings[3] == pytest.approx(size / 2 - EDGE)
    assert np.all(from_us(layout) < rings[circle])
    assert np.all(from_us(layout)[circle > 1] > rings[circle[circle > 1] - 1])
    assert np.all(from_us(layout)[:first] < np.min(from_us(layout)[first:], initial=np.inf))


@pytest.mark.parametrize(("first", "size"), [(12, 640), (50, 640), (12, 340), (50, 340)])
def test_no_two_who_are_told_first_hide_each_other(first, size):
    layout = laid(people(first, 40, 80, 300), first, size)

    assert nearest(layout, np.arange(first)).min() >= 2 * layout.numbered
    assert np.min(from_us(layout)) > 7  # we stand in the middle


@pytest.mark.parametrize("shape", [(12, 30, 60, 200), (50, 400, 1150, 3400), (12, 5000, 0, 0), (0, 1, 0, 5000)])
@pytest.mark.parametrize("size", [640, 340])
def test_the_marks_of_five_thousand_people_hardly_ever_touch(shape, size):
    layout = laid(people(*shape), shape[0], size)
    others = np.arange(shape[0], sum(shape))

    assert np.mean(nearest(layout, others) < 2 * layout.mark) < (0.01 if size == 640 else 0.1)


def test_whoever_comes_through_somebody_stands_beside_them():
    circle = people(12, 60, 48, 0)
    through = np.full(len(circle), -1)
    through[72:112] = np.arange(40) % 10  # each of the first ten brought four
    layout = laid(circle, 12, 640, through)
    plain = laid(circle, 12, 640)

    def turned(held):
        angle = np.arctan2(held.x - 320, held.y - 320)
        apart = np.abs(angle[72:112] - angle[through[72:112]])
        return np.minimum(apart, 2 * np.pi - apart)

    assert turned(layout).mean() < 0.5 * turned(plain).mean()
    assert sorted(np.round(layout.x, 6)) == sorted(np.round(plain.x, 6))  # the same places, given to others


@given(st.lists(st.integers(-1, 11), min_size=1, max_size=40))
def test_nobody_takes_the_place_of_another(through):
    circle = people(12, 0, len(through), 0)
    layout = laid(circle, 12, 640, np.array([-1] * 12 + through))

    assert len({(round(x, 6), round(y, 6)) for x, y in zip(layout.x, layout.y, strict=True)}) == len(circle)


def test_the_same_people_stand_in_the_same_places():
    one, other = (laid(people(12, 30, 60, 200), 12, 640) for _ in range(2))
    assert np.array_equal(one.x, other.x)
    assert np.array_equal(one.y, other.y)


def test_with_nobody_there_are_three_empty_circles():
    layout = laid(people(0, 0, 0, 0), 0, 340)
    assert len(layout.x) == 0
    assert layout.rings[2] == pytest.approx(158)  # half of 340 less the edge of 12
