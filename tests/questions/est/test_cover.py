"""Which won worlds are printed, against trying every way there is."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.questions.est.cover import Won, cover, maximal


def won(*conditions, aspect="coffee", lead=0.5, low=0.2):
    return Won(aspect, frozenset(conditions), lead, low)


def test_a_world_inside_a_won_one_is_no_news():
    assert maximal([won("leith", "morning"), won("leith"), won("morning", "vegan")]) == [1, 2]


def test_a_world_inside_one_won_on_another_aspect_stays():
    assert maximal([won("leith", "morning", aspect="staff"), won("leith")]) == [0, 1]


def test_a_world_inside_a_won_one_stays_where_its_least_lead_is_more_than_the_wider_ones_lead():
    wide = won("leith", lead=0.3, low=0.1)

    assert maximal([wide, won("leith", "morning", low=0.31)]) == [0, 1]
    assert maximal([wide, won("leith", "morning", low=0.3)]) == [0]
    assert maximal([wide, won("leith", "morning", lead=2.0, low=float("nan"))]) == [0]


def test_a_first_place_overall_is_the_widest_world_of_all():
    assert maximal([won(), won("leith"), won("vegan", "morning")]) == [0]


def test_a_world_lies_in_another_when_all_its_rows_do_whatever_its_words():
    leith, edinburgh, early = np.array([3, 4]), np.array([1, 2, 3, 4]), np.array([4, 9])
    worlds = [won("place: leith"), won("city: edinburgh"), won("early")]

    assert maximal(worlds) == [0, 1, 2]
    assert maximal(worlds, [leith, edinburgh, early]) == [1, 2]


def test_of_two_worlds_with_the_same_rows_the_one_in_fewer_words_is_printed():
    rows = np.array([1, 2, 3])

    assert maximal([won("leith", "vegan"), won("early")], [rows, rows]) == [1]
    assert maximal([won("vegan"), won("early")], [rows, rows]) == [0]
    assert maximal([won("early"), won("early")]) == [0]


worlds = st.frozensets(st.sampled_from("abcd"), max_size=3)
leads = st.integers(0, 4).map(lambda tenths: tenths / 10)
lattices = st.lists(st.builds(Won, st.sampled_from(["x", "y"]), worlds, leads, leads), max_size=9)


@given(lattices)
def test_what_is_printed_is_what_the_definition_says_world_by_world(lattice):
    def spare(one, other):
        wider = other.aspect == one.aspect and other.conditions < one.conditions
        return wider and one.lead_low <= other.lead

    expected = [
        place
        for place, one in enumerate(lattice)
        if not any(spare(one, other) for other in lattice)
        and not any(
            (other.aspect, other.conditions) == (one.aspect, one.conditions) and one.lead_low <= other.lead
            for other in lattice[:place]
        )
    ]

    assert maximal(lattice) == expected


@given(lattices)
def test_every_world_left_out_lies_in_one_that_is_printed(lattice):
    kept = [lattice[place] for place in maximal(lattice)]

    for one in lattice:
        assert any(other.aspect == one.aspect and other.conditions <= one.conditions for other in kept)


units = 7
sets = st.lists(st.sets(st.integers(0, units - 1)), max_size=5)
worths = st.lists(st.integers(-3, 6), min_size=units, max_size=units)


def arrays(held):
    return [np.array(sorted(one), dtype=np.int64) for one in held]


@given(sets, st.none() | worths)
def test_each_step_adds_the_most_that_any_could_and_nothing_that_adds_is_left_out(held, worth):
    value = [0] * units if worth is None else [max(one, 0) for one in worth]
    steps = cover(arrays(held), units, None if worth is None else np.array(worth))

    covered = set()
    for step in steps:
        gains = [(sum(value[u] for u in one - covered), len(one - covered)) for one in held]
        assert (step.worth, step.added) == max(gains) == gains[step.world]
        assert step.world == gains.index(max(gains))
        covered |= held[step.world]
    assert covered == set().union(*held)
    assert all(step.added > 0 for step in steps)


@given(sets)
def test_greedy_steps_cover_at_least_63_in_100_of_what_any_as_many_worlds_can(held):
    steps = cover(arrays(held), units)

    for k in range(1, len(steps) + 1):
        best = max(len(set().union(*some)) for some in combinations(held, k))
        assert sum(step.added for step in steps[:k]) >= (1 - 1 / np.e) * best


def test_masks_and_places_say_the_same():
    masks = [np.array([True, True, False]), np.array([False, True, True])]

    assert cover(masks, 3) == cover([np.array([0, 1]), np.array([1, 2])], 3)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_worlds_come_in_changes_no_answer_where_no_two_are_equal(order):
    held = [np.array([0, 1, 2]), np.array([2, 3]), np.array([4])]
    steps = cover([held[place] for place in order], 5, np.array([1, 1, 1, 5, 2]))

    # worth: 3, 1 + 5 and 2; after the second, the first still adds rows 0 and 1, worth 1 + 1, as much as the
    # third with fewer rows
    assert [order[step.world] for step in steps] == [1, 0, 2]
    assert [(step.worth, step.added) for step in steps] == [(6, 2), (2, 2), (2, 1)]


def test_worth_must_be_one_number_for_each_unit_and_a_mask_one_answer():
    with pytest.raises(ValueError, match="one number"):
        cover([np.array([0])], 2, np.array([1]))
    with pytest.raises(ValueError, match="each unit"):
        cover([np.array([True])], 2)
