"""Laws the search must keep whatever the rows are, and tables at the edge of sense."""

from itertools import combinations

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.stats.worlds.exact import exact
from standout.stats.worlds.plan import n_min_of, plan
from standout.stats.worlds.rows import MISSING, rows_of
from standout.stats.worlds.search import search

REACH = np.array([[100.0, 500.0]] * 2)
seeds = st.integers(0, 2**32 - 1)


def market(seed, n=400, businesses=4, cards=(3, 4, 2)):
    """Give business, codes and scores of a small market, with gaps."""
    rng = np.random.default_rng(seed)
    codes = [rng.integers(0, card + 1, n) for card in cards]
    scores = [np.where(rng.random(n) < 0.2, MISSING, rng.integers(1, 6, n) * 100) for _ in range(2)]
    return rng.integers(0, businesses, n), codes, scores


def said(found, names=None):
    """What was found, by the words of each world."""
    told = {}
    for k in range(len(found.depth)):
        pairs = zip(found.columns[k].tolist(), found.values[k].tolist(), strict=True)
        world = frozenset((c, names[c][v] if names else v) for c, v in pairs if c >= 0)
        told[world] = tuple(
            np.round(np.nan_to_num(part[k], nan=-99.0), 9).tolist()
            for part in (
                found.rows,
                found.ours,
                found.n,
                found.mean,
                found.judged,
                found.judged_rows,
                found.lead,
                found.z,
            )
        )
    return told


@given(seeds)
@settings(max_examples=15)
def test_the_order_of_rows_has_no_say(seed):
    business, codes, scores = market(seed)
    order = np.random.default_rng(seed).permutation(len(business))

    one = search(rows_of(business, codes, scores), 0, 3, 5, 2, REACH)
    two = search(rows_of(business[order], [c[order] for c in codes], [s[order] for s in scores]), 0, 3, 5, 2, REACH)

    assert said(one) == said(two)
    assert (one.same_as == two.same_as).all()
    assert (one.testable == two.testable).all()


@given(seeds)
@settings(max_examples=15)
def test_the_names_of_values_have_no_say(seed):
    business, codes, scores = market(seed)
    rng = np.random.default_rng(seed)
    new = [np.concatenate([[0], 1 + rng.permutation(card)]) for card in (3, 4, 2)]
    old = [np.argsort(names) for names in new]

    one = search(rows_of(business, codes, scores), 0, 3, 5, 2, REACH)
    two = search(rows_of(business, [n[c] for n, c in zip(new, codes, strict=True)], scores), 0, 3, 5, 2, REACH)

    assert said(one) == said(two, old)


@given(seeds)
@settings(max_examples=10)
def test_chunks_of_any_size_give_the_same_sums(seed):
    from standout.stats.worlds import lanes

    business, codes, scores = market(seed, n=3000, businesses=2)
    rows = rows_of(business, codes, scores, businesses=3)
    whole = search(rows, 0, 2, 5, 1, REACH)
    chunks, lanes.CHUNKS = lanes.CHUNKS, (8,)
    try:
        assert lanes.layout_of(rows.scores).chunk == 255
        parts = search(rows, 0, 2, 5, 1, REACH)
    finally:
        lanes.CHUNKS = chunks

    assert said(whole) == said(parts)
    assert (whole.same_as == parts.same_as).all()


@given(seeds)
@settings(max_examples=10)
def test_worlds_are_the_same_however_they_are_looked_up(seed):
    business, codes, scores = market(seed)
    rows = rows_of(business, codes, scores)
    by_key = search(rows, 0, 3, 5, 2, REACH)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("standout.stats.worlds.plan.DENSE", -(10**9))
        assert plan(rows, 0, 1, 5).tree[6].all()
        by_value = search(rows, 0, 3, 5, 2, REACH)

    assert said(by_key) == said(by_value)
    assert (by_key.same_as == by_value.same_as).all()


def test_two_descriptors_with_many_values_each_ask_for_little_memory(rng):
    n = 60_000
    codes = [rng.integers(1, 20_001, n), rng.integers(1, 20_001, n)]

    made = plan(rows_of(np.zeros(n, int), codes, []), 0, 2, 2)

    often = np.unique(codes[0] * 100_000 + codes[1], return_counts=True)[1]
    assert (made.depth == 2).sum() == (often >= 2).sum() > 0
    assert len(made.lookup) < 4 * n


@given(seeds)
@settings(max_examples=10)
def test_weights_that_are_all_one_change_nothing(seed):
    business, codes, scores = market(seed)
    weight = np.ones(len(business), int)

    bare = search(rows_of(business, codes, scores), 0, 3, 5, 2, REACH)
    weighed = search(rows_of(business, codes, scores, weight=weight), 0, 3, 5, 2, REACH)

    assert said(bare).keys() == said(weighed).keys()
    np.testing.assert_allclose(weighed.z, bare.z, atol=1e-9)
    np.testing.assert_allclose(weighed.lead, bare.lead, atol=1e-9)


def test_a_mean_counts_each_score_by_its_weight():
    # ours: 100 twice weighed 3, 500 once weighed 2: (600 + 1000) / 8 = 200; the rival gives 300 each time
    rows = rows_of(
        np.array([0, 0, 0, 1, 1]), [np.ones(5, int)], [np.array([100, 100, 500, 300, 300])],
        weight=np.array([3, 3, 2, 1, 9]),
    )  # fmt: skip

    found = search(rows, 0, 1, 2, 1)

    assert found.mean[0, 0] == 200.0
    assert found.lead[0, 0] == -100.0


@given(seeds)
@settings(max_examples=15)
def test_a_new_rival_never_helps_us(seed):
    business, codes, scores = market(seed, businesses=5)
    kept = business != 4
    few = search(rows_of(business[kept], [c[kept] for c in codes], [s[kept] for s in scores]), 0, 3, 5, 1)
    more = search(rows_of(business, codes, scores), 0, 3, 5, 1)

    assert np.array_equal(few.values, more.values)
    judged = few.best >= 0
    assert (more.lead[judged] <= few.lead[judged] + 1e-9).all()
    assert (more.judged >= few.judged).all()
    won, still = few.z > 0, more.z > 0
    assert not (still & judged & ~won).any()


def test_a_column_that_is_another_in_other_words_adds_no_hypothesis(rng):
    business, codes, scores = market(1)
    renamed = np.array([0, 3, 1, 2])[codes[0]]

    one = search(rows_of(business, codes, scores), 0, 3, 5, 2, REACH)
    two = search(rows_of(business, [*codes, renamed], scores), 0, 3, 5, 2, REACH)

    assert len(two.depth) > len(one.depth)
    assert two.testable.sum() == one.testable.sum() > 0
    twin = np.flatnonzero((two.columns == 3).any(axis=1))
    assert (two.same_as[twin] != twin).all()
    assert (two.depth[two.same_as[twin]] <= two.depth[twin]).all()


def test_a_column_that_joins_values_of_another_adds_only_worlds_of_its_own(rng):
    business, codes, scores = market(2)
    joined = np.array([0, 1, 1, 2, 2])[codes[1]]  # two cities make a region

    two = search(rows_of(business, [*codes, joined], scores), 0, 3, 5, 2, REACH)

    both = (two.columns == 1).any(axis=1) & (two.columns == 3).any(axis=1)
    assert both.any()
    assert not two.testable[both].any()  # a city in its region is the city
    alone = (two.columns == 3).any(axis=1) & ~both
    assert two.testable[alone].any()


def test_a_world_of_everybody_is_no_world_of_its_own():
    business, codes, scores = market(3)

    found = search(rows_of(business, [np.ones(400, int), *codes], scores), 0, 1, 5, 1, REACH)

    assert found.same_as[0] == -1
    assert not found.testable[0].any()


def test_a_descriptor_with_many_values_makes_worlds_only_of_those_we_often_have(rng):
    n = 150_000
    business = rng.integers(0, 3, n)
    names = rng.permutation(n) % 100_000 + 1
    names[np.flatnonzero(business == 0)[:40]] = 77_777
    score = rng.integers(1, 6, n) * 100

    found = search(rows_of(business, [names, rng.integers(1, 3, n)], [score]), 0, 2, 30, 1)

    often = found.values[(found.columns[:, 0] == 0) & (found.depth == 1), 0]
    assert often.tolist() == [77_777]


def test_a_descriptor_that_is_the_business_leaves_no_rival_to_judge():
    business, _, scores = market(4)

    found = search(rows_of(business, [business + 1], scores), 2, 1, 5, 1, REACH)

    assert found.values.tolist() == [[3]]
    assert not found.testable.any()
    assert (found.best == -1).all()
    assert np.isnan(found.z).all()


def test_scores_that_are_all_equal_show_nobody_ahead():
    business, codes, _ = market(5)

    found = search(rows_of(business, codes, [np.full(400, 300)]), 0, 2, 5, 1, REACH[:1])

    assert (found.lead[found.best >= 0] == 0).all()
    assert (found.z[found.best >= 0] == 0).all()


@pytest.mark.parametrize("rows", [0, 60])
def test_a_table_without_a_row_of_ours_has_no_worlds(rows, rng):
    held = rows_of(rng.integers(1, 3, rows), [rng.integers(0, 3, rows)], [rng.integers(1, 6, rows)], businesses=3)

    found = search(held, 0, 2, 2)

    assert len(found.depth) == 0
    assert found.z.shape == (0, 1)
    assert exact(held, [(), ((0, 1),)], [0]).count[0].sum() == rows


def test_one_business_alone_is_ahead_of_nobody(rng):
    found = search(rows_of(np.zeros(50, int), [np.ones(50, int)], [rng.integers(1, 6, 50)]), 0, 1, 5, 1)

    assert not found.testable.any()


def test_what_makes_no_sense_is_refused():
    rows = rows_of(np.zeros(5, int), [np.ones(5, int)], [np.ones(5, int)])

    for wrong in (lambda: search(rows, 0, 0, 5), lambda: search(rows, 1, 1, 5), lambda: search(rows, 0, 1, 1)):
        with pytest.raises(ValueError, match=r"1 or more|2 or more|place in the league"):
            wrong()
    with pytest.raises(ValueError, match="each row"):
        rows_of(np.zeros(5, int), [np.ones(4, int)], [])
    with pytest.raises(ValueError, match="places"):
        rows_of(np.array([0, 3]), [], [], businesses=3)
    with pytest.raises(ValueError, match="weights"):
        rows_of(np.zeros(2, int), [], [], weight=np.array([1, 0]))
    with pytest.raises(ValueError, match="descriptors"):
        exact(rows, [((1, 1),)], [0])


def test_rows_lie_by_business_then_person_and_keep_their_order_otherwise():
    rows = rows_of(
        np.array([1, 0, 1, 1, 0]), [np.arange(1, 6)], [np.arange(5)], np.array([9, 2, -1, 9, 2]), businesses=3
    )  # fmt: skip

    assert rows.business.tolist() == [0, 0, 1, 1, 1]
    assert rows.starts.tolist() == [0, 2, 5, 5]
    assert rows.cluster.tolist() == [2, 2, -1, 9, 9]
    assert rows.codes[0].tolist() == [2, 5, 3, 1, 4]


def test_people_numbered_far_apart_are_sorted_all_the_same():
    rows = rows_of(np.zeros(4, int), [np.arange(4)], [], np.array([2**62, -1, 5, 2**62]))

    assert rows.codes[0].tolist() == [1, 2, 0, 3]


def test_n_min_is_the_least_from_which_the_lead_of_interest_can_be_shown():
    from scipy.special import ndtri

    business, codes, scores = market(6, n=4000)
    rows = rows_of(business, codes, scores)
    held = plan(rows, 0, 3, 30).held

    m = n_min_of(rows, 0, 3, aspects=2, alpha=0.05)

    def needed(m):
        return 2 * (ndtri(0.05 / 2 / (2 * max((held >= m).sum(), 1))) / 0.6) ** 2

    assert m >= needed(m)
    assert m == 30 or m - 1 < needed(m - 1)


def test_sums_are_those_of_a_database(rng):
    n, cards = 100_000, (4, 5, 6, 3, 8)
    business = rng.integers(0, 12, n)
    codes = [rng.integers(0, card + 1, n) for card in cards]
    score = np.where(rng.random(n) < 0.3, MISSING, rng.integers(1, 6, n) * 100)
    columns = {f"d{i}": codes[i] for i in range(5)} | {"business": business}
    held = pa.table({**columns, "score": pa.array(score, mask=score == MISSING)})

    found = search(rows_of(business, codes, [score]), 3, 3, 30, 1)

    at = {
        tuple((c, v) for c, v in zip(cs, vs, strict=True) if c >= 0): k
        for k, (cs, vs) in enumerate(zip(found.columns.tolist(), found.values.tolist(), strict=True))
    }
    met = 0
    with duckdb.connect() as connection:
        connection.register("held", held)
        for size in (1, 2, 3):
            for chosen in combinations(range(5), size):
                names = ", ".join(f"d{c}" for c in chosen)
                where = " AND ".join(f"d{c} > 0" for c in chosen)
                query = f"""
                    WITH each AS (
                        SELECT {names}, business, count(*) AS rows, count(score) AS n, avg(score) AS mean
                        FROM held WHERE {where} GROUP BY ALL)
                    SELECT {names}, sum(rows)::BIGINT, max(rows) FILTER (business = 3), max(n) FILTER (business = 3),
                        max(mean) FILTER (business = 3) - max(mean) FILTER (business <> 3 AND n >= 30),
                        count(*) FILTER (business <> 3 AND n >= 30)
                    FROM each GROUP BY {names} HAVING max(rows) FILTER (business = 3) >= 30"""
                for *values, rows, ours, n_ours, lead, judged in connection.execute(query).fetchall():
                    k, met = at[tuple(zip(chosen, values, strict=True))], met + 1
                    assert (found.rows[k], found.ours[k], found.n[k, 0]) == (rows, ours, n_ours)
                    if n_ours >= 30:
                        assert found.judged[k, 0] == judged
                        assert np.isnan(found.lead[k, 0]) if lead is None else found.lead[k, 0] == pytest.approx(lead)
    assert met == len(at) > 1000
