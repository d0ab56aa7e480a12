import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from standout.network.bands import banded, drawn

SNAPSHOTS = 4000


def live(ties, number, seed=3):
    held = np.empty(len(ties.one), np.int32)
    return held[: drawn(ties, seed, number, held)].tolist()


def ends(count):
    return np.arange(count, dtype=np.int32), np.arange(1, count + 1, dtype=np.int32)


def frequencies(ties, count):
    """How often each tie is live, by its first end."""
    times = np.zeros(count)
    for number in range(SNAPSHOTS):
        times[ties.one[live(ties, number)]] += 1
    return times / SNAPSHOTS


@pytest.mark.parametrize("chance", [0.004, 0.019, 0.021, 0.1, 0.5, 0.77, 0.999])
def test_with_one_chance_for_all_each_tie_is_live_as_often_as_it_says(chance):
    found = frequencies(banded(*ends(150), chance), 150)  # 150: two words of 64 ties, and a part of one

    # 7 x 150 frequencies are looked at: 4.8 standard errors are passed by one of them in 1,500 runs of the test
    assert np.all(np.abs(found - chance) < 4.8 * np.sqrt(chance * (1 - chance) / SNAPSHOTS) + 1 / SNAPSHOTS)
    # all of them together: the mean of 150 has a 150th of the variance
    assert abs(found.mean() - chance) < 4.8 * np.sqrt(chance * (1 - chance) / SNAPSHOTS / 150)


def test_with_chances_of_their_own_each_tie_is_live_as_often_as_it_says():
    chance = np.array([1, 0.9, 0.5, 0.5001, 0.3, 0.25, 0.125, 0.03, 0.016, 0.004, 0.0009, 0, 1e-12], np.float32)

    found = frequencies(banded(*ends(13), chance), 13)

    assert np.all(np.abs(found - chance) <= 4.5 * np.sqrt(chance * (1 - chance) / SNAPSHOTS) + 1 / SNAPSHOTS)
    assert found[0] == 1
    assert found[11] == 0


def test_one_tie_says_nothing_of_another():
    ties = banded(*ends(70), 0.3)
    seen = np.zeros((SNAPSHOTS, 70))
    for number in range(SNAPSHOTS):
        seen[number, live(ties, number)] = 1

    together = np.corrcoef(seen.T)[np.triu_indices(70, 1)]

    # 2,415 correlations of standard error 1 / sqrt(4000): the largest of so many independent ones is about 3.6 of them
    assert np.abs(together).max() < 5 / np.sqrt(SNAPSHOTS)
    assert abs(together.std() * np.sqrt(SNAPSHOTS) - 1) < 0.1


def test_a_snapshot_is_the_same_whenever_it_is_drawn_and_another_one_is_another():
    ties = banded(*ends(200), 0.2)

    forth = [live(ties, number) for number in range(8)]
    back = [live(ties, number) for number in reversed(range(8))]

    assert forth == back[::-1]
    assert len({tuple(one) for one in forth}) == 8
    assert live(ties, 0, seed=4) != forth[0]


@given(arrays.arrays(np.float32, st.integers(0, 40), elements=st.floats(0, 1, width=32)))
def test_bands_hold_every_tie_that_can_be_live_once_with_its_chance(chance):
    ties = banded(*ends(len(chance)), chance)

    most = np.repeat(ties.most, np.diff(ties.first))
    assert sorted(ties.one) == np.flatnonzero(chance > 0).tolist()
    assert np.allclose(most * ties.part, chance[ties.one], rtol=1e-6, atol=0)
    assert np.all(ties.part <= 1)
    assert np.all(ties.part[most > 2.0**-31] > 0.5)  # so half of the candidates or more are kept


@pytest.mark.parametrize(("chance", "expected"), [(0.0, []), (1.0, [0, 1, 2])])
def test_a_chance_of_nothing_and_of_one_are_never_and_always(chance, expected):
    assert sorted(live(banded(*ends(3), chance), 5)) == expected
    assert sorted(live(banded(*ends(3), np.full(3, chance, np.float32)), 5)) == expected
