"""Learning: from who came when, how likely each tie carried word; nothing is learnt where nothing was tried."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.network import sharing
from standout.network import trials as tried
from standout.network.expected import expected_of
from standout.network.graph import Graph, graph
from standout.network.learning import interval, learnt
from standout.network.logs import Log, cascades, log_of
from standout.network.pooling import pooled
from standout.network.sharing import shared
from standout.network.trials import trials

A, B, C, D = range(4)


def rows(*came, until=None):
    """Give a log of ``(cascade, person, at)`` or ``(cascade, person, at, told_by)``."""
    columns = [np.array(column) for column in zip(*((*row, -1)[:4] for row in came), strict=True)]
    return log_of(*columns, until=until)


def unsaid(log):
    """Give a log in which nobody says who told them."""
    return dataclasses.replace(log, told_by=np.full(log.rows, -1, np.int32))


def made_by_hand(random, people=6, many=4, days=6, saying=0.3):
    """Give a graph and a log drawn at random, with no model behind them."""
    ties = np.argwhere((random.random((people, people)) < 0.4) & ~np.eye(people, dtype=bool))
    g = graph(people, ties[:, 0], ties[:, 1])
    came = [
        (c, p, int(random.integers(0, days)), int(random.integers(0, people)) if random.random() < saying else -1)
        for c in range(many) for p in random.permutation(people)[: random.integers(1, people + 1)]
    ]  # fmt: skip
    return g, rows(*came, until=np.full(many, days))


def counted(log, g, window):
    """Give tries, the ties of each event and risk as they are defined, person by person and step by step."""
    told = np.repeat(np.arange(g.n), g.indegree())
    tries, events, risk = np.zeros(g.ties, int), [], {}
    for c in range(log.cascades):
        held = log.cascade == c
        at = dict(zip(log.person[held].tolist(), log.at[held].tolist(), strict=True))
        by = dict(zip(log.person[held].tolist(), log.told_by[held].tolist(), strict=True))
        first = min(at.values())
        for step in range(first + 1, int(log.until[c]) + 1):
            for v in range(g.n):
                if v in at and at[v] < step:
                    continue
                came, said = at.get(v) == step, by.get(v, -1) if at.get(v) == step else -1
                risk[step - first] = risk.get(step - first, 0) + (said < 0)
                for e in np.flatnonzero(told == v):
                    u = g.source[e]
                    tries[e] += u in at and 0 < step - at[u] <= window and said in (-1, u)
                if came:
                    able = [e for e in np.flatnonzero(told == v) if said in {-1, int(g.source[e])}]
                    near = [e for e in able if 0 < step - at.get(int(g.source[e]), 99) <= window]
                    events.append((c, v, near))
    return tries, events, risk


@given(st.integers(0, 10_000), st.sampled_from([1, 2, 4]))
@settings(max_examples=60)
def test_tries_are_counted_as_they_are_defined(number, window):
    g, log = made_by_hand(np.random.default_rng(number))

    found = trials(log, g, window)

    tries, events, risk = counted(log, g, window)
    assert found.tries.tolist() == tries.tolist()
    first = np.array([log.at[log.cascade == c].min() for c in range(log.cascades)])
    came = log.at > first[log.cascade]
    mine = {
        (int(c), int(v)): found.tie[found.start[i] : found.start[i + 1]].tolist()
        for i, (c, v) in enumerate(zip(log.cascade[came], log.person[came], strict=True))
    }  # fmt: skip
    assert mine == {(c, v): [int(e) for e in ties] for c, v, ties in events}
    assert {step: int(many) for step, many in enumerate(found.risk) if many} == {k: v for k, v in risk.items() if v}


def test_a_tie_is_tried_until_the_other_comes_or_its_window_ends_or_nobody_looks():
    g = graph(4, np.array([A, A, A]), np.array([B, C, D]))
    # B came after 2 days: tried on days 1 and 2.  C after 9: on days 1 to 5, in vain.  D never: on days 1 to 5
    found = trials(rows((0, A, 0), (0, B, 2), (0, C, 9), until=[9]), g, window=5)
    assert found.tries.tolist() == [2, 5, 5]
    assert (found.start.tolist(), found.tie.tolist()) == ([0, 1, 1], [0])
    assert trials(rows((0, A, 0), (0, B, 2), until=[3]), g, window=5).tries.tolist() == [2, 3, 3]


def test_where_it_is_known_who_told_only_that_tie_did():
    g = graph(4, np.array([A, B]), np.array([C, C]))
    found = trials(rows((0, A, 0), (0, B, 0), (0, C, 1, B)), g)
    assert (found.tries.tolist(), found.tie.tolist(), found.known.tolist()) == ([0, 1], [1], [True])
    told_by_a_stranger = trials(rows((0, A, 0), (0, B, 0), (0, C, 1, D)), g)
    assert (told_by_a_stranger.tries.tolist(), told_by_a_stranger.tie.tolist()) == ([0, 0], [])
    assert shared(told_by_a_stranger, np.array([0.5, 0.5]), np.full(2, 0.1)).alone.sum() == 0


def test_who_came_on_one_day_did_not_bring_each_other():
    g = graph(3, np.array([B, C]), np.array([C, B]))
    found = trials(rows((0, A, 0), (0, B, 1), (0, C, 1)), g, window=5)
    assert (found.tries.tolist(), found.tie.tolist()) == ([0, 0], [])


@given(st.integers(0, 10_000))
@settings(max_examples=40)
def test_the_likelihood_is_the_product_over_everybody_and_every_step(number):
    random = np.random.default_rng(number)
    g, log = made_by_hand(random, saying=0.0)
    found = trials(log, g, 2)
    chance, outside = random.uniform(0.05, 0.9, g.ties), random.uniform(0.05, 0.3, len(found.risk))
    told, fit = np.repeat(np.arange(g.n), g.indegree()), 0.0
    for c in range(log.cascades):
        held = log.cascade == c
        at = dict(zip(log.person[held].tolist(), log.at[held].tolist(), strict=True))
        first = min(at.values())
        for step in range(first + 1, int(log.until[c]) + 1):
            for v in range(g.n):
                if v in at and at[v] < step:
                    continue
                none = 1 - outside[step - first]
                for e in np.flatnonzero(told == v):
                    if 0 < step - at.get(int(g.source[e]), 99) <= 2:
                        none *= 1 - chance[e]
                fit += math.log(1 - none if at.get(v) == step else none)
    assert shared(found, chance, outside).fit == pytest.approx(fit)


def test_two_who_may_both_have_told_share_by_their_chances():
    g = graph(3, np.array([A, B]), np.array([C, C]))
    found = shared(trials(rows((0, A, 0), (0, B, 0), (0, C, 1)), g), np.array([0.6, 0.2]), np.zeros(2))
    # C came with 1 - 0.4 x 0.8 = 0.68: A told in 0.6 / 0.68 of it, B in 0.2 / 0.68
    assert found.came.tolist() == pytest.approx([0.6 / 0.68, 0.2 / 0.68])
    assert found.lost.tolist() == pytest.approx([0.6 / 0.68 * 0.08 / 0.68, 0.2 / 0.68 * 0.48 / 0.68])


@given(st.integers(0, 10_000), st.booleans(), st.booleans())
@settings(max_examples=40)
def test_the_likelihood_never_falls_and_chances_are_chances(number, outside, by_step):
    g, log = made_by_hand(np.random.default_rng(number))
    found = learnt(trials(log, g, 2), "em", outside=outside, by_step=by_step)
    assert (np.diff(found.fit) >= -1e-8 * (1 + np.abs(found.fit[1:]))).all()
    assert ((found.chance >= 0) & (found.chance <= 1)).all()
    tried = found.tried
    assert ((found.low[tried] <= found.chance[tried] + 1e-9) & (found.chance[tried] <= found.high[tried] + 1e-9)).all()


@pytest.mark.parametrize("method", ["credit", "em"])
def test_a_tie_never_tried_learns_nothing_and_keeps_what_it_was_given(method):
    # D never came, so D's tie was never tried; A's was, ten times, and carried word four times
    g = graph(4, np.array([A, D]), np.array([B, C]))
    log = rows(*((c, A, 0) for c in range(10)), *((c, B, 1) for c in range(4)), until=np.ones(10))
    found = learnt(trials(log, g), method, outside=False, prior=np.array([0.9, 0.07]))
    assert found.tried.tolist() == [True, False]
    assert found.chance.tolist() == pytest.approx([0.4, 0.07])
    assert np.isnan(found.low).tolist() == np.isnan(found.high).tolist() == [False, True]
    assert learnt(trials(log, g), method, outside=False).chance[1] == 0


def test_over_a_window_a_tie_has_the_chance_of_any_of_its_days():
    # tried on two days in each of ten cascades; five came, all on the second day: 5 in 20 a day, 1 - 0.75^2 over both
    g = graph(2, np.array([A]), np.array([B]))
    log = rows(*((c, A, 0) for c in range(10)), *((c, B, 2) for c in range(5)), until=np.full(10, 2))
    assert learnt(trials(log, g, 2), outside=False).chance[0] == pytest.approx(1 - 0.75**2)


def planted(seed, people=300, many=400, alone=0.0):
    """Give a graph with chances of its own and the log of its runs, in which some come of themselves on each step."""
    random = np.random.default_rng(seed)
    source, target = random.integers(0, people, 1_200), random.integers(0, people, 1_200)
    bare = graph(people, source, target)
    chance = random.beta(2, 8, bare.ties).astype(np.float32)
    told = np.repeat(np.arange(people), bare.indegree())
    g = Graph(people, bare.start, bare.source, chance)
    days = 8
    if not alone:
        return g, unsaid(cascades(g, [random.integers(0, people, 5) for _ in range(many)], seed=seed))
    clock = people + np.arange(days)  # somebody who comes on each day, and tells everybody with one small chance
    wide = graph(
        people + days,
        np.concatenate([g.source, clock[:-1], np.repeat(clock, people)]),
        np.concatenate([told, clock[1:], np.tile(np.arange(people), days)]),
        np.concatenate([chance, np.ones(days - 1), np.full(people * days, alone)]),
    )
    begin = [np.append(random.integers(0, people, 5), clock[0]) for _ in range(many)]
    log = cascades(wide, begin, hops=days, seed=seed)
    kept = log.person < people
    return g, Log(log.cascades, log.cascade[kept], log.person[kept], log.at[kept],
                  np.full(int(kept.sum()), -1, np.int32), np.full(many, days))  # fmt: skip


@pytest.mark.parametrize("method", ["credit", "em"])
def test_planted_chances_are_found_and_intervals_hold_them(method):
    g, log = planted(1)
    found = learnt(trials(log, g), method)
    off = found.chance - g.chances()
    assert abs(off.mean()) < 0.01
    assert np.abs(off).mean() < 0.06
    held = (found.low <= g.chances()) & (g.chances() <= found.high)
    assert 0.92 < held.mean() < 0.98
    assert np.corrcoef(found.chance, g.chances())[0, 1] > 0.75


def test_those_who_come_of_themselves_are_not_credited_to_their_friends():
    g, log = planted(2, alone=0.03)
    with_it, without = (learnt(trials(log, g), "em", outside=said) for said in (True, False))
    assert with_it.outside[1] == pytest.approx(0.03, rel=0.1)
    assert abs(with_it.chance.mean() - g.chances().mean()) < 0.01
    assert without.chance.mean() > g.chances().mean() + 0.01
    assert without.alone == 0


def test_each_step_may_have_its_own_chance_of_coming_unasked():
    g, log = planted(2, alone=0.01)
    by_step = learnt(trials(log, g), by_step=True).outside
    assert by_step[1:].tolist() == pytest.approx([0.01] * (len(by_step) - 1), rel=0.5)


def test_nobody_came_so_every_tie_that_was_tried_stands_low():
    g = graph(3, np.array([A, A]), np.array([B, C]))
    found = learnt(trials(rows(*((c, A, 0) for c in range(50)), until=np.ones(50)), g), "em")
    assert found.chance.tolist() == pytest.approx([0, 0], abs=1e-6)
    assert (found.high < 0.1).all()


def test_an_empty_log_and_no_ties_are_no_error():
    empty = Log(0, *(np.empty(0, kind) for kind in (np.int64, np.int32, np.int64, np.int32, np.int64)))
    found = learnt(trials(empty, graph(3, np.array([A]), np.array([B]))), "em", prior=0.2)
    assert (found.chance.tolist(), found.tried.tolist()) == ([0.2], [False])
    nothing = np.empty(0, np.int64)
    assert learnt(trials(rows((0, A, 0), (0, B, 1)), graph(3, nothing, nothing)), "em").alone == pytest.approx(1)


def test_the_interval_widens_by_what_is_not_known_of_who_brought_whom():
    low, high = interval(np.array([0.3, 0.3]), np.array([100.0, 100.0]), np.array([0.0, 10.5]))
    # 10.5 / (0.3 x 0.7) = 50 of 100 tries are lost
    assert high[1] - low[1] == pytest.approx((high[0] - low[0]) * math.sqrt(2), rel=0.05)


def test_ties_of_one_teller_let_expect_of_each_other_and_none_of_itself():
    # four ties of A carry 30 in 100, four of B 10: the last of each was tried only once, in vain
    came, tries = np.array([30.0, 30, 30, 0, 10, 10, 10, 0]), np.array([100, 100, 100, 1, 100, 100, 100, 1])
    teller = np.repeat([A, B], 4)
    like = expected_of(came, np.zeros(8), tries, np.zeros(8, int), (teller,))
    assert like.chance[3] > 0.25
    assert like.chance[7] < 0.15
    swapped = came.copy()
    swapped[0] = 90.0
    moved = expected_of(swapped, np.zeros(8), tries, np.zeros(8, int), (np.arange(8),))
    assert np.ptp(moved.chance) == 0  # each alone in its group: nothing but the kind is expected


def test_ties_that_do_not_differ_are_expected_as_surely_as_can_be():
    random = np.random.default_rng(0)
    came = random.binomial(50, 0.2, 400).astype(float)
    assert expected_of(came, np.zeros(400), np.full(400, 50), np.zeros(400, int)).counts > 300
    # nine ties that don't differ at all count as the eight others do
    assert expected_of(np.full(9, 10.0), np.zeros(9), np.full(9, 50), np.zeros(9, int)).counts == 400


def test_kinds_are_learnt_apart_with_intervals_that_hold_them():
    random = np.random.default_rng(3)
    source, target = random.integers(0, 400, 1_600), random.integers(0, 400, 1_600)
    bare = graph(400, source, target)
    kind = random.integers(0, 2, bare.ties)
    truth = np.array([0.05, 0.2])
    held = []
    for seed in range(20):
        log = cascades(Graph(400, bare.start, bare.source, truth[kind].astype(np.float32)),
                       [random.integers(0, 400, 60)], seed=seed)  # fmt: skip
        found = pooled(trials(unsaid(log), bare), kind, 3)
        held.append((found.low[:2] <= truth) & (truth <= found.high[:2]))
        assert np.isnan([found.chance[2], found.low[2]]).all()
    assert np.mean(held) >= 0.85


def test_where_ties_can_not_be_told_from_the_outside_the_interval_says_so():
    # everybody who could come had one tie to somebody who had: 30 in 100 came, by ties or of themselves
    pairs = graph(200, np.arange(100), np.arange(100, 200))
    found = pooled(trials(log_of(np.zeros(130, int), np.arange(130), np.repeat([0, 1], [100, 30])), pairs),
                   np.zeros(100, int), 1)  # fmt: skip
    assert found.low[0] < 0.01
    assert found.high[0] > 0.9


def test_tellers_who_differ_widen_the_interval_of_their_kind():
    # 20 tellers with 10 ties each; half of them bring all ten, half nobody: far from 100 in 200 by chance
    source, target = np.repeat(np.arange(20), 10), np.arange(20, 220)
    g = graph(320, source, target)
    every_other = np.arange(20, 120)
    evenly = np.arange(20, 220)[np.arange(200) % 2 == 0]
    wide, narrow = (
        pooled(trials(log_of(np.zeros(120, int), np.r_[np.arange(20), came], np.repeat([0, 1], [20, 100])), g),
               np.zeros(200, int), 1)
        for came in (every_other, evenly)
    )  # fmt: skip
    assert wide.high[0] - wide.low[0] > 2 * (narrow.high[0] - narrow.low[0])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"method": "jaccard"}, "method is credit or em, not jaccard"),
        ({"prior": 1.2}, "from 0 to 1"),
        ({"prior": np.array([np.nan])}, "from 0 to 1"),
        ({"alike": ("friend",)}, "teller or listener, not friend"),
    ],
)
def test_what_can_not_be_learnt_so_is_said(asked, said):
    found = trials(rows((0, A, 0), (0, B, 1)), graph(2, np.array([A]), np.array([B])))
    with pytest.raises(ValueError, match=said):
        learnt(found, **asked)


def test_a_log_must_be_of_the_people_of_the_graph():
    with pytest.raises(ValueError, match="from 0 to 1"):
        trials(rows((0, A, 0), (0, C, 1)), graph(2, np.array([A]), np.array([B])))
    with pytest.raises(ValueError, match="window is 1 or more"):
        trials(rows((0, A, 0)), graph(2, np.array([A]), np.array([B])), window=0)


def test_few_are_counted_and_shared_out_without_compiled_code_to_the_same(monkeypatch):
    random = np.random.default_rng(12)
    for _ in range(10):
        g, log = made_by_hand(random)
        chance, ways = random.uniform(0, 0.9, g.ties), []
        for few in (1 << 30, -1):
            monkeypatch.setattr(tried, "FEW", few)
            monkeypatch.setattr(sharing, "FEW", few)
            found = trials(log, g, 3)
            ways.append((found, shared(found, chance, np.full(len(found.risk), 0.1))))
        (plain, mine), (compiled, theirs) = ways

        for name in ("tries", "start", "tie"):
            assert getattr(plain, name).tolist() == getattr(compiled, name).tolist()
        for name in ("came", "lost", "alone", "fit"):
            assert getattr(mine, name) == pytest.approx(getattr(theirs, name), abs=1e-9)
