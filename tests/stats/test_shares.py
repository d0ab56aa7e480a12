import itertools
from math import comb, factorial, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from standout.stats.largest import largest_p
from standout.stats.shares import larger_share_p, most_chosen_p

counts = st.lists(st.integers(0, 60), min_size=2, max_size=6)


def test_most_chosen_by_hand():
    # 5 against 2 of the nearest rival: (21 + 7 + 1) / 128
    assert most_chosen_p([5, 1, 2]) == pytest.approx(29 / 128)
    assert most_chosen_p([1, 5, 2], ours=1) == pytest.approx(29 / 128)
    assert most_chosen_p([0, 0]) == 1
    assert most_chosen_p([7]) == 1


@given(counts)
def test_most_chosen_is_the_worst_binomial_test_over_rivals(held):
    us, *rivals = held
    worst = max(stats.binomtest(us, us + b, 0.5, alternative="greater").pvalue if us + b else 1.0 for b in rivals)

    assert most_chosen_p(held) == pytest.approx(worst)


@given(counts, st.integers(0, 60))
def test_one_more_rival_never_helps(held, rival):
    assert most_chosen_p([*held, rival]) >= most_chosen_p(held)


@given(counts)
def test_saying_beforehand_who_it_is_halves_the_price_of_asking_who_it_is(held):
    held = sorted(held, reverse=True)
    if held[0] > held[1]:
        assert largest_p(held) == pytest.approx(min(1, 2 * most_chosen_p(held)))


@pytest.mark.parametrize("chances", [(0.4, 0.4, 0.2), (1 / 3, 1 / 3, 1 / 3), (0.3, 0.5, 0.2), (0.5, 0.5, 0.0)])
@pytest.mark.parametrize("people", [5, 8, 15])
def test_a_tie_is_called_most_chosen_no_more_often_than_alpha_over_every_outcome(chances, people):
    wrong = 0.0
    for a, b in itertools.product(range(people + 1), repeat=2):
        c = people - a - b
        if c >= 0 and most_chosen_p([a, b, c]) <= 0.05:
            ways = factorial(people) // (factorial(a) * factorial(b) * factorial(c))
            wrong += ways * prod(p**x for p, x in zip(chances, (a, b, c), strict=True))

    assert wrong <= 0.05


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=2, max_size=5))
def test_a_larger_share_is_the_worst_of_fishers_tests_over_rivals(rows):
    hits = [hit for hit, _ in rows]
    n = [hit + miss for hit, miss in rows]
    worst = max(
        stats.fisher_exact([[hits[0], n[0] - hits[0]], [hit, of - hit]], alternative="greater").pvalue
        for hit, of in zip(hits[1:], n[1:], strict=True)
    )

    assert larger_share_p(hits, n) == pytest.approx(worst)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.8, 0.97])
@pytest.mark.parametrize(("n", "m"), [(8, 8), (15, 15), (8, 39)])
def test_equal_shares_are_told_apart_no_more_often_than_alpha_over_every_outcome(share, n, m):
    ours, rival = (np.array([comb(k, x) * share**x * (1 - share) ** (k - x) for x in range(k + 1)]) for k in (n, m))
    wrong = sum(
        ours[a] * rival[b]
        for a, b in itertools.product(range(n + 1), range(m + 1))
        if larger_share_p([a, b], [n, m]) <= 0.05
    )

    assert wrong <= 0.05


def test_more_saying_so_than_were_asked_is_refused():
    with pytest.raises(ValueError, match="9"):
        larger_share_p([9, 1], [8, 8])
