import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.questions.strategy.ranking import WEIGHTS, ranked, strength
from standout.questions.strategy.seen import Seen
from standout.questions.strategy.strategies import OBJECTIVES, strategies

SIGNALS = {signal.name: signal for one in strategies() for signal in one.signals}


def said(**shares):
    """Give signals that were seen, from how many of 200 people."""
    return {name: Seen(SIGNALS[name], hits, 200) for name, hits in shares.items()}


def usual(of=2000, **times):
    """Give every review signal at its usual odds, or so many times these."""
    found = {}
    for name, one in SIGNALS.items():
        if one.kind == "reviews":
            odds = one.usual / (1 - one.usual) * times.get(name, 1)
            found[name] = Seen(one, round(of * odds / (1 + odds)), of)
    return found


def order(rows):
    return [one.strategy.name for one in rows]


def test_a_fit_is_half_behaviour_three_tenths_objective_two_tenths_hours():
    # 40.5 of 201 at a usual .02: odds .2523 against .0204, connect serves reach much, 3 of 4
    [first] = [one for one in ranked(said(says_connect=40), "reach", 1.0, seed=1) if one.strategy.name == "connect"]
    share = 40.5 / 201

    assert first.fit == pytest.approx(0.5 * strength(share, 0.02) + 0.3 * 3 / 4 + 0.2 * 1)


def test_the_usual_share_says_nothing():
    assert strength(0.07, 0.07) == 0.5


def test_what_could_not_be_seen_is_no_zero():
    # engage isn't seen at all, access is seen and is nothing
    rows = {one.strategy.name: one for one in ranked(said(says_access=0), "", 5.0, seed=1)}

    assert rows["engage"].fit == pytest.approx(0.5 * 0.5 + 0.3 * 0.5 + 0.2)
    assert rows["engage"].fit > rows["access"].fit
    assert rows["engage"].missing == ("says_engage", "clicks", "opens")
    assert rows["engage"].rank_high > rows["engage"].rank_low


def test_without_an_objective_none_speaks_for_any():
    rows = ranked({}, "", 10.0, seed=1)

    assert len({round(one.fit, 9) for one in rows}) == 1


def test_hours_that_do_not_suffice_take_off():
    few, many = (
        {one.strategy.name: one.fit for one in ranked(usual(), "reach", hours, seed=1)} for hours in (1.0, 2.0)
    )

    assert many["engage"] - few["engage"] == pytest.approx(0.2 * (1 - 0.5))  # two hours are asked
    assert many["connect"] == few["connect"]  # one is


@pytest.mark.parametrize("name", ["access", "engage", "customize", "connect", "collaborate"])
def test_a_behaviour_that_is_much_commoner_than_usual_puts_its_strategy_first(name):
    rows = ranked(usual(**{f"says_{name}": 12}), "", 3.0, seed=1)

    assert rows[0].strategy.name == name
    assert rows[0].first > 0.8


def test_where_nothing_differs_the_first_is_not_stable():
    rows = ranked(usual(), "", 3.0, seed=1)

    assert rows[0].first < 0.5
    assert rows[0].rank_high >= 4


def test_the_same_seed_draws_the_same():
    assert ranked(usual(), "sell", 1.0, seed=5) == ranked(usual(), "sell", 1.0, seed=5)


def test_weights_are_a_whole():
    assert WEIGHTS.sum() == pytest.approx(1.0)


shares = st.dictionaries(st.sampled_from(sorted(SIGNALS)), st.integers(0, 200), max_size=8)


@settings(max_examples=30)
@given(shares, st.sampled_from(("", *OBJECTIVES)), st.floats(0, 20), st.integers(0, 2**31))
def test_a_ranking_is_a_ranking(held, objective, hours, seed):
    rows = ranked(said(**held), objective, hours, seed, draws=200)

    assert [one.rank for one in rows] == [1, 2, 3, 4, 5]
    assert sum(one.first for one in rows) == pytest.approx(1.0)
    for one in rows:
        assert 0 <= one.fit <= 1
        assert 1 <= one.rank_low <= one.rank <= one.rank_high <= 5
    assert np.all(np.diff([one.fit for one in rows]) <= 1e-9)


@settings(max_examples=30)
@given(st.sampled_from(sorted(SIGNALS)), st.integers(0, 150), st.integers(1, 50))
def test_more_of_a_behaviour_never_lowers_its_strategy(name, hits, more):
    low, high = (ranked(said(**{name: n}), "learn", 1.0, 3, draws=50) for n in (hits, hits + more))
    fit = lambda rows: next(one.fit for one in rows if one.strategy.name == SIGNALS[name].strategy)  # noqa: E731

    assert fit(high) > fit(low)
