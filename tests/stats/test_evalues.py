import itertools
from functools import cache
from math import factorial, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.evalues import STAKES, pair_evalue

STARS = np.arange(5) / 4
counts = st.lists(st.integers(0, 40), min_size=5, max_size=5)


def expected(n_ours, n_rival, ours, rival):
    """Mean of the e-value over every pair of samples, each with its chance."""
    return sum(
        chance * other * pair_evalue(sample, against, STARS)
        for (sample, chance), (against, other) in itertools.product(samples(n_ours, ours), samples(n_rival, rival))
    )


def samples(n, chances):
    for sample in itertools.product(range(n + 1), repeat=5):
        if sum(sample) == n:
            ways = factorial(n) // prod(factorial(c) for c in sample)
            chance = ways * prod(p**c for p, c in zip(chances, sample, strict=True))
            if chance > 0:
                yield sample, chance


@pytest.mark.parametrize(
    ("ours", "rival"),
    [
        ([0.1, 0, 0, 0.1, 0.8], [0.1, 0, 0, 0.1, 0.8]),
        ([0.1, 0, 0, 0.1, 0.8], [0, 0, 0, 0.5, 0.5]),
        ([0, 0, 0, 0.5, 0.5], [0.1, 0, 0, 0.1, 0.8]),
        ([0.5, 0, 0, 0, 0.5], [0, 0, 1, 0, 0]),
        ([0.2, 0.2, 0.2, 0.2, 0.2], [0, 0, 0.5, 0.3, 0.2]),
    ],
)
def test_a_false_claim_gains_nothing_on_average_over_every_possible_sample(ours, rival):
    assert np.dot(ours, STARS) <= np.dot(rival, STARS) + 1e-12
    for n_ours, n_rival in ((1, 1), (2, 1), (1, 3), (3, 3)):
        assert expected(n_ours, n_rival, ours, rival) <= 1.0


PAIRS = [
    # two values each, the same mean: the ends against the middle, either way round, and close ones
    ([0.5, 0, 0, 0, 0.5], [0, 0.5, 0, 0.5, 0]),
    ([0, 0.5, 0, 0.5, 0], [0.5, 0, 0, 0, 0.5]),
    ([0.25, 0, 0, 0, 0.75], [0, 0, 0, 1, 0]),
    ([0, 0, 0, 1, 0], [0.25, 0, 0, 0, 0.75]),
    ([0.03, 0, 0, 0, 0.97], [0, 0, 0, 0.12, 0.88]),
    ([0, 0, 0, 0.12, 0.88], [0.03, 0, 0, 0, 0.97]),
    # the J shapes of the error tables
    ([0.1, 0, 0, 0.1, 0.8], [0, 0, 0, 0.5, 0.5]),
    ([0.8, 0.1, 0, 0, 0.1], [0.8, 0.1, 0, 0, 0.1]),
]


@cache
def evidence(ours, rival):
    return pair_evalue(ours, rival, STARS)


def outcomes(n_ours, n_rival, ours, rival):
    """Every e-value there may be, with its chance."""
    for (sample, chance), (against, other) in itertools.product(samples(n_ours, ours), samples(n_rival, rival)):
        yield evidence(sample, against), chance * other


@pytest.mark.parametrize(("ours", "rival"), PAIRS)
@pytest.mark.parametrize(("n_ours", "n_rival"), [(4, 4), (5, 5), (6, 6), (2, 6), (6, 2)])
def test_a_false_claim_gains_nothing_on_average_over_every_sample_of_up_to_six(ours, rival, n_ours, n_rival):
    assert np.dot(ours, STARS) <= np.dot(rival, STARS) + 1e-12
    found = list(outcomes(n_ours, n_rival, ours, rival))

    assert sum(chance for _, chance in found) == pytest.approx(1.0)
    assert sum(e * chance for e, chance in found) <= 1.0


@pytest.mark.parametrize(("ours", "rival"), PAIRS)
def test_over_periods_they_multiply_and_may_be_looked_at_after_each(ours, rival):
    # three periods of three scores each; whoever stops at the first product of ``bar`` or more is right too
    one = list(outcomes(3, 3, ours, rival))
    for bar in (1.1, 1.5, 2.0):
        running, stopped, reached = [(1.0, 1.0)], 0.0, 0.0
        for _ in range(3):
            grown = [(purse * e, chance * more) for purse, chance in merged(running) for e, more in one]
            stopped += sum(purse * chance for purse, chance in grown if purse >= bar)
            reached += sum(chance for purse, chance in grown if purse >= bar)
            running = [(purse, chance) for purse, chance in grown if purse < bar]
        left = sum(purse * chance for purse, chance in running)

        assert stopped + left <= 1.0  # on average nothing is gained by choosing when to stop
        assert reached <= 1 / bar  # Ville (1939)


def merged(outcomes):
    """Equal purses put together, to six digits upwards."""
    chances = {}
    for purse, chance in outcomes:
        key = np.ceil(purse * 1e6) / 1e6
        chances[key] = chances.get(key, 0.0) + chance
    return chances.items()


def test_one_score_each_by_hand():
    # ours one five, rival one one: the best a pair can do.  Bets at theta pay 1 + f (1/theta - 1) on ours and
    # 1 + f (1/(1-theta) - 1) on the rival's; by symmetry the least product is at theta = 1/2: (1 + mean f)^2
    least = (1 + STAKES.mean()) ** 2
    assert pair_evalue([0, 1], [1, 0], [0.0, 1.0]) == pytest.approx(least, rel=0.01)
    assert pair_evalue([0, 1], [1, 0], [0.0, 1.0]) <= least


@given(counts, counts)
def test_the_bound_lies_below_the_product_at_every_threshold(ours, rival):
    got = pair_evalue(ours, rival, STARS)
    for theta in np.linspace(0.01, 0.99, 23):
        up = np.mean(np.prod((1 + STAKES[:, None] * (STARS / theta - 1)) ** np.array(ours), axis=1))
        down = np.mean(np.prod((1 + STAKES[:, None] * ((1 - STARS) / (1 - theta) - 1)) ** np.array(rival), axis=1))
        assert got <= up * down * (1 + 1e-9)


@given(counts, counts)
def test_a_better_score_of_ours_is_never_less_evidence(ours, rival):
    better = [*ours[:-1], ours[-1] + 1]
    worse = [ours[0] + 1, *ours[1:]]
    # up to how closely the bound is bracketed
    assert pair_evalue(better, rival, STARS) >= pair_evalue(worse, rival, STARS) * 0.99


def test_no_scores_are_no_evidence():
    assert pair_evalue([0] * 5, [0] * 5, STARS) == pytest.approx(1.0)


def test_sixty_reviews_a_star_better_are_proof():
    ours, rival = [0, 0, 0, 12, 48], [6, 6, 12, 24, 12]
    assert pair_evalue(ours, rival, STARS) > 20


def test_values_beyond_the_scale_are_refused():
    with pytest.raises(ValueError, match=r"1\.25"):
        pair_evalue([1, 1], [1, 1], [0.0, 1.25])
