"""What a certificate says, beside every world gone through; benchmarks/certificate.py does it a thousand times."""

import numpy as np
import pytest
from scipy.stats import binomtest

from network import exact
from network.certified import KINDS, verdicts
from standout.network.choosing import Terms, chosen

pytestmark = pytest.mark.usefixtures("way")

DELTA = 0.2


@pytest.mark.parametrize("kind", KINDS)
def test_a_certificate_fails_no_more_often_than_it_says(kind):
    seen = list(verdicts(kind, 5, delta=DELTA, most_sets=8_000))
    failed = sum(not (one.low_held and one.high_held) for one in seen)
    bent = sum(not one.curve_held for one in seen)
    assert binomtest(failed, len(seen), DELTA, alternative="greater").pvalue > 1e-4
    assert binomtest(bent, len(seen), DELTA / 10, alternative="greater").pvalue > 1e-4
    assert np.mean([one.share for one in seen]) > 0.9
    assert all(one.ratio <= 1 for one in seen)


def test_the_choice_says_that_it_cannot_be_much_better_and_it_cannot():
    g = exact.tiny(np.random.default_rng(5), 8, 14, "own")
    ways = exact.worlds(g)
    best, _ = exact.best(ways, 3)
    made = chosen(g, Terms(k=3), ratio=0.97, delta=0.001, seed=4)
    spread = exact.spread(ways, made.people.tolist())
    assert made.ratio >= 0.97
    assert made.low <= spread <= best <= made.high
    assert spread >= 0.97 * best
    assert made.spread == pytest.approx(spread, rel=0.03)


def test_what_each_adds_is_what_enumeration_says():
    g = exact.tiny(np.random.default_rng(6), 8, 14, "one")
    ways = exact.worlds(g)
    made = chosen(g, Terms(k=3), ratio=0.95, delta=0.01, seed=2)
    people = made.people.tolist()
    spreads = [exact.spread(ways, people[:j]) for j in range(4)]
    np.testing.assert_allclose(made.adds, np.diff(spreads), atol=0.1)
    only = [spreads[3] - exact.spread(ways, [v for v in people if v != one]) for one in people]
    np.testing.assert_allclose(made.only, only, atol=0.1)
