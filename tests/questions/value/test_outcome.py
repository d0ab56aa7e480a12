"""Outcome: an overall score that is only the mean of the aspects is told from one that people gave."""

import numpy as np
import pytest

from questions.value.markets import given, market, planted
from standout.questions.value.outcome import is_mean, outcomes, recommended


def scores(seed, n=400, k=5):
    return np.random.default_rng(seed).integers(1, 6, size=(n, k)).astype(float)


@pytest.mark.parametrize("rounded", [np.round, np.floor, np.ceil, lambda x: np.round(2 * x) / 2, lambda x: x])
def test_a_mean_is_known_however_it_is_rounded(rounded):
    aspects = scores(1)

    assert is_mean(rounded(aspects.mean(axis=1)), aspects)


def test_a_mean_of_those_aspects_that_were_given_is_known_too():
    aspects = np.where(np.random.default_rng(2).random((400, 5)) < 0.3, np.nan, scores(2))
    aspects[:, 0] = scores(3)[:, 0]

    assert is_mean(np.round(np.nanmean(aspects, axis=1)), aspects)


def test_a_mean_that_counts_what_is_missing_as_nothing_is_known_by_the_reviews_that_miss_nothing():
    given_ = np.random.default_rng(8).random((400, 5)) > 0.05
    overall = np.round(np.where(given_, scores(8), 0).mean(axis=1))

    assert is_mean(overall, np.where(given_, scores(8), np.nan))


def test_a_score_that_people_gave_by_themselves_is_none_even_where_all_aspects_count_the_same():
    rng = np.random.default_rng(4)
    mood = rng.normal(size=(800, 1))
    aspects = np.clip(np.round(3.5 + mood + 0.8 * rng.normal(size=(800, 5))), 1, 5)
    overall = np.clip(np.round(aspects.mean(axis=1) + 0.6 * rng.normal(size=800)), 1, 5)

    assert np.corrcoef(overall, aspects.mean(axis=1))[0, 1] > 0.8
    assert not is_mean(overall, aspects)


def test_people_who_score_everything_alike_show_no_mean():
    alike = np.repeat(np.random.default_rng(5).integers(1, 6, size=(400, 1)), 4, axis=1).astype(float)

    assert not is_mean(alike[:, 0], alike)


def test_few_scores_tell_nothing():
    assert not is_mean(scores(6, 20).mean(axis=1), scores(6, 20))


def test_a_mean_on_another_scale_is_known(engine):
    tables = planted()
    aspects = np.column_stack(
        [tables["reviews"][f"a_{name}"].to_numpy() for name in ("taste", "staff", "music", "light")]
    )
    of_ten = 100 + (aspects.mean(axis=1) - 100) / 4 * 9  # from 1 to 5 onto 1 to 10

    found, means = outcomes(given(engine, planted(a_overall_out_of_10=of_ten.astype(np.int16))))

    assert [one.column for one in found] == ["a_overall"]
    assert means == ["the score for overall out of 10"]


def test_what_people_give_overall_comes_first_then_what_most_give(engine):
    many, few = np.full(900, 700, dtype=np.int16), np.arange(900)
    tables = planted(a_overall_10=many, d_recommended=np.where(few % 2, "yes", "no"))

    found, _ = outcomes(given(engine, tables))

    assert [one.column for one in found] == ["a_overall", "a_overall_10", "d_recommended"]
    assert [one.shares for one in found] == [False, False, True]
    assert found[2].values.mean() == 0.5


@pytest.mark.parametrize(
    ("name", "values", "there"),
    [
        ("d_recommended", ["1", "0"], True),
        ("d_would_recommend", ["Yes", "No"], True),
        ("d_recommended_by", ["Ann", "Bo"], False),  # a name is no yes
        ("d_returning", ["yes", "no"], False),
    ],
)
def test_a_column_tells_who_recommends_by_its_name_and_its_values(engine, name, values, there):
    tables = market([0, 1] * 10, {"a_overall": np.full(20, 400, dtype=np.int16), name: values * 10})

    assert recommended(given(engine, tables)) == (name if there else "")
