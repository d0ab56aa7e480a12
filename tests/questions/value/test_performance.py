"""Performance: our mean and the rivals', with intervals that a lucky handful can't make too narrow."""

import pyarrow as pa
import pytest

from questions.value.markets import given, market
from standout.questions.value.performance import LEAST, performance
from standout.questions.value.undecided import no_figure
from standout.tables import table

ENDS = (1.0, 5.0)


def scored(*scores):
    """Give the tables of businesses with these scores, ours first."""
    business = [place for place, held in enumerate(scores) for _ in held]
    return market(business, {"a_taste": [100 * one for held in scores for one in held]})


def test_the_rivals_mean_counts_each_rival_the_same(engine):
    # North 2.0 from 10 scores, South 4.0 from 40: 3.0, not 3.6
    found = performance(given(engine, scored([4, 5] * 10, [1, 3] * 5, [3, 5] * 20)), "a_taste", ENDS)

    assert found.ours.estimate == pytest.approx(4.5)
    assert found.market.estimate == pytest.approx(3.0)
    assert found.ahead.estimate == pytest.approx(1.5 / 4)  # a share of the scale from 1 to 5
    assert (found.scores, found.rivals) == (20, 2)


def test_five_scores_that_are_all_alike_are_not_taken_for_certain(engine):
    found = performance(given(engine, scored([5] * LEAST, [1, 5] * 20)), "a_taste", ENDS)

    assert found.ours.low < 4
    assert found.ours.high == 5  # the scale ends there
    assert found.ahead.low < 0.2


def test_fewer_scores_than_five_are_not_judged(engine):
    ours = performance(given(engine, scored([5] * (LEAST - 1), [1, 5] * 20)), "a_taste", ENDS)
    theirs = performance(given(engine, scored([1, 5] * 20, [5] * (LEAST - 1))), "a_taste", ENDS)

    assert ours.ours is None
    assert theirs.ours.estimate == 3
    assert theirs.market is None
    assert theirs.ahead is None


def test_somebody_who_scored_ten_times_counts_once(engine):
    tables = scored([1, 5, 3, 4, 2, 5] * 10, [1, 5] * 30)
    reviews = tables["reviews"]
    people = [place % 6 if place < 60 else place for place in range(120)]  # six people wrote all of ours
    often = reviews.set_column(reviews.column_names.index("reviewer_id"), "reviewer_id", pa.array(people, pa.int64()))

    once = performance(given(engine, tables), "a_taste", ENDS)
    again = performance(given(engine, tables | {"reviews": often}), "a_taste", ENDS)

    assert again.error > 5 * once.error
    assert again.ours.estimate == once.ours.estimate


def estimates(*rows):
    known = {"world": "{}", "period": "", "kind": "plain", "n_read": 500, "origin": "read", "df": 20.0}
    made = [{"business_id": b, "aspect": "a_taste", **known, **row} for b, row in enumerate(rows)]
    return pa.Table.from_pylist(made, schema=table("scores").schema())


def test_an_estimate_read_from_words_stands_in_for_few_scores(engine):
    held = given(engine, scored([4, 5] * 10, [1, 3] * 10))
    held.__dict__["scores"] = estimates(
        {"estimate": 4.0, "variance": 0.01, "n_rated": 20}, {"estimate": 3.0, "variance": 0.01, "n_rated": 20}
    )

    found = performance(held, "a_taste", ENDS)

    assert found.ours.estimate == 4.0
    assert found.ahead.estimate == pytest.approx(0.25)
    assert found.ours.high - found.ours.low == pytest.approx(2 * 2.086 * 0.1, rel=0.01)  # t with 20 df


FEW = {"estimate": 4.0, "variance": None, "n_rated": 13}
NONE = {"estimate": 3.0, "variance": None, "n_rated": 0}
ENOUGH = {"estimate": 3.0, "variance": 0.01, "n_rated": 20}


def test_what_too_few_scored_to_put_words_right_is_told_by_scores_alone(engine):
    # 13 scores of ours with words: too few for an interval of what was read, enough for one of their own
    held = given(engine, scored([4, 5] * 6 + [4], [1, 3] * 10))
    held.__dict__["scores"] = estimates(FEW, ENOUGH)

    found = performance(held, "a_taste", ENDS)

    assert found.ours.estimate == pytest.approx((6 * 9 + 4) / 13)
    assert found.ours.low > 3
    assert found.market.estimate == pytest.approx(2.0)
    assert found.ahead.low > 0
    assert no_figure(held, found, "rated") is None


def test_of_rivals_too_few_scored_to_put_words_right_scores_alone_tell_too(engine):
    held = given(engine, scored([4, 5] * 10, [1, 3] * 5))
    held.__dict__["scores"] = estimates(ENOUGH, FEW | {"n_rated": 10})

    found = performance(held, "a_taste", ENDS)

    assert (found.ours.estimate, found.market.estimate) == (4.5, 2.0)


def test_one_that_nobody_scored_or_too_few_has_no_interval(engine):
    held = given(engine, scored([4, 5, 4], [1, 3]))
    held.__dict__["scores"] = estimates(FEW | {"n_rated": 2}, NONE)

    found = performance(held, "a_taste", ENDS)

    assert found.ours.estimate == 4.0
    assert found.ours.low is None
    assert found.ahead.low is None
    assert no_figure(held, found, "rated").needed.more == LEAST - 3


def test_the_scores_there_are_count_towards_those_it_takes(engine):
    held = given(engine, scored([4, 5, 4], [1, 3] * 10))

    assert no_figure(held, performance(held, "a_taste", ENDS), "rated").needed.more == LEAST - 3


def test_a_rival_whose_figure_may_be_anything_is_left_out_of_the_mean(engine):
    held = given(engine, scored([4, 5] * 10, [1, 3] * 10, [1, 3] * 10))
    held.__dict__["scores"] = estimates(
        {"estimate": 4.0, "variance": 0.01, "n_rated": 20},
        {"estimate": 3.0, "variance": 0.01, "n_rated": 20},
        {"estimate": 1.0, "variance": None, "n_rated": 0},
    )

    found = performance(held, "a_taste", ENDS)

    assert found.rivals == 1
    assert found.market.estimate == 3.0
