import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.adjusted import alike_lead, by_kind, kinds


def simpson(rng, n=4000):
    """Families score a point higher: 80 % of ours, 20 % of the rival's.  With each kind the rival is 0.2 ahead."""
    ours = rng.random(n) < 0.5
    family = rng.random(n) < np.where(ours, 0.8, 0.2)
    weekday = rng.integers(1, 8, n)
    score = 3.0 + family + np.where(ours, 0.0, 0.2) + 0.5 * rng.standard_normal(n)
    return ours, (1 + family.astype(int), weekday), score


def test_a_lead_that_is_only_a_happier_mix_turns_into_the_true_deficit():
    ours, traits, score = simpson(np.random.default_rng(1))
    kind, used = kinds(traits, ours)
    found = alike_lead(*by_kind(kind, ours, score))

    # plain: 0.8 - 0.2 of a point for the mix, less 0.2
    assert score[ours].mean() - score[~ours].mean() == pytest.approx(0.4, abs=0.05)
    assert used == [0, 1]
    assert found.lead == pytest.approx(-0.2, abs=0.05)
    assert found.covered == 1.0


def test_over_many_tables_the_adjusted_lead_is_right_on_average():
    leads = []
    for seed in range(60):
        ours, traits, score = simpson(np.random.default_rng(seed), n=300)
        found = alike_lead(*by_kind(kinds(traits, ours)[0], ours, score))
        leads.append(found.lead)

    # one table: errors of 0.5 x sqrt(1/150 + more than 1/150); of 60: about 0.015
    assert np.mean(leads) == pytest.approx(-0.2, abs=0.04)


@given(st.lists(st.tuples(*[st.integers(1, 30)] * 2, *[st.floats(1, 5)] * 2), min_size=1, max_size=8))
def test_ours_stays_as_it_is_and_the_rival_gets_our_mix(rows):
    n_ours, n_rival, ours, rival = (np.array(x) for x in zip(*rows, strict=True))
    found = alike_lead([n_ours, n_rival], [ours, rival])

    assert found.ours == pytest.approx(np.average(ours, weights=n_ours))
    assert found.rival == pytest.approx(np.average(rival, weights=n_ours))
    assert found.lead == pytest.approx(found.ours - found.rival)
    assert 0 < found.rival_scores <= n_rival.sum() + 1e-9


def test_with_the_same_mix_the_lead_is_the_plain_one_and_every_score_of_the_rival_counts():
    found = alike_lead([[10, 30], [20, 60]], [[5.0, 4.0], [4.0, 3.0]])

    assert found.lead == pytest.approx(1.0)
    assert found.rival_scores == pytest.approx(80)


def test_where_the_rival_knows_too_few_of_our_kinds_there_is_no_answer():
    n, mean = [[40, 60], [50, 0]], [[4.0, 4.0], [3.0, np.nan]]

    assert alike_lead(n, mean, covers=0.5) is None
    assert alike_lead(n, mean, covers=0.4).covered == pytest.approx(0.4)
    assert alike_lead([[0], [5]], [[np.nan], [4.0]]) is None


def test_traits_that_would_leave_most_of_us_without_a_match_are_not_used():
    rng = np.random.default_rng(2)
    ours = rng.random(200) < 0.5
    person = np.arange(1, 201)  # everybody a kind of their own
    kind, used = kinds([rng.integers(1, 3, 200), person, rng.integers(1, 3, 200)], ours)

    assert used == [0, 2]
    assert len(set(kind.tolist())) == 4


def test_the_order_of_rows_is_of_no_account():
    ours, traits, score = simpson(np.random.default_rng(4), n=200)
    order = np.random.default_rng(5).permutation(200)
    mixed = [trait[order] for trait in traits]
    one = alike_lead(*by_kind(kinds(traits, ours)[0], ours, score))
    two = alike_lead(*by_kind(kinds(mixed, ours[order])[0], ours[order], score[order]))

    assert one.lead == pytest.approx(two.lead)
