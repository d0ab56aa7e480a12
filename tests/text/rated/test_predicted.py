"""Ratings are read from words by customers' own ratings, and from nothing else."""

import numpy as np
import pytest
from scipy.stats import spearmanr
from threadpoolctl import threadpool_limits

from standout.text.rated import ENOUGH, features, fit_predict
from standout.text.rated.folds import by_business, by_text

GOOD, BAD = ("lovely", "clean", "quick", "warm", "friendly"), ("dirty", "slow", "cold", "rude", "broken")
FILLER = "we came by on a rainy day with the bus and stayed for an hour or two near the big window".split()
NAMES = ["Kawa", "Lumo", "Brisk", "Tondo", "Velda", "Quill"]


def told(seed, n=600, businesses=6, *, brand=0.0, tone=1.0):
    """Texts, true ratings (n, 2) and businesses; a rating rests on words (tone) and on the business (brand)."""
    rng = np.random.default_rng(seed)
    business = np.arange(n) % businesses
    mood = rng.normal(0, 1, (n, 2))
    level = brand * np.linspace(-1, 1, businesses)[business]
    texts = []
    for row in range(n):
        said = [*rng.choice(FILLER, 6), NAMES[business[row] % 6]]
        for place, thing in enumerate(("staff", "tea")):
            said += [str(rng.choice(GOOD if mood[row, place] > 0 else BAD)), thing] if tone else []
        texts.append(" ".join(said))
    ratings = np.clip(np.round(3 + level[:, None] + tone * mood), 1, 5)
    return texts, ratings, business


def rho(values, ratings, k=0):
    return spearmanr(values[:, k], ratings[:, k])[0]


def test_words_tell_the_rating_of_a_business_nobody_rated_before():
    texts, ratings, business = told(1)
    found = fit_predict(texts, ratings, business, NAMES)

    assert found.by == "business"
    assert min(rho(found.values, ratings, k) for k in (0, 1)) > 0.6
    assert all(len(set(found.fold[business == one])) == 1 for one in range(6))


def test_a_name_alone_gains_nothing():
    texts, ratings, business = told(2, brand=1.5, tone=0.0)
    found = fit_predict(texts, ratings, business, [])

    assert rho(found.values, ratings) < 0.1  # though the name tells all there is to tell


def test_of_two_businesses_texts_are_held_out_and_their_names_still_gain_nothing():
    texts, ratings, business = told(3, businesses=2, brand=1.5, tone=0.0)
    found, known = (fit_predict(texts, ratings, business, names) for names in (NAMES, []))

    assert found.by == "text"
    assert abs(rho(found.values, ratings)) < 0.15
    assert rho(known.values, ratings) > 0.5  # which a name that isn't left out would


def test_what_a_text_was_rated_is_never_seen_by_the_model_that_reads_it():
    texts, _, business = told(4)
    noise = np.random.default_rng(4).integers(1, 6, (600, 2)).astype(float)
    for given in (business, np.zeros(600, dtype=int)):
        found = fit_predict(texts, noise, given, NAMES)
        assert abs(rho(found.values, noise)) < 0.12


def test_the_same_words_share_a_fold_so_that_copies_show_nothing():
    noise = np.repeat(np.random.default_rng(5).integers(1, 6, 150), 4).astype(float)[:, None]
    texts = [f"copy number {chr(97 + n // 26)}{chr(97 + n % 26)} text" for n in range(150) for _ in range(4)]
    found = fit_predict(texts, noise, np.zeros(600, dtype=int), [])

    assert np.ptp(found.values) < 0.1


def test_unrated_texts_are_read_by_the_model_of_their_business_and_of_no_business_by_all():
    texts, ratings, business = told(6)
    some = ratings.copy()
    some[np.random.default_rng(0).random(600) < 0.5] = np.nan
    some[business == 5] = np.nan
    found = fit_predict(texts, some, business, NAMES)

    assert (found.fold[business == 5] == -1).all()
    assert all(len(set(found.fold[business == one])) == 1 for one in range(5))
    assert rho(found.values[np.isnan(some[:, 0])], ratings[np.isnan(some[:, 0])]) > 0.5


def test_fewer_than_enough_ratings_are_not_used():
    texts, ratings, business = told(7)
    ratings[ENOUGH - 1 :, 1] = np.nan
    found = fit_predict(texts, ratings, business, NAMES)

    assert found.rated.tolist() == [600, ENOUGH - 1]
    assert found.used.tolist() == [True, False]
    assert np.isnan(found.values[:, 1]).all()
    assert not np.isnan(found.values[:, 0]).any()
    nothing = fit_predict(texts, np.full((600, 2), np.nan), business, NAMES)
    assert np.isnan(nothing.values).all()
    assert nothing.by == ""
    assert fit_predict([], np.zeros((0, 2)), np.zeros(0, dtype=int), []).values.shape == (0, 2)


def test_of_very_many_texts_a_part_is_learnt_from_whatever_their_order(monkeypatch):
    monkeypatch.setattr("standout.text.rated.predicted.MOST", 250)
    texts, ratings, business = told(15)
    order = np.random.default_rng(0).permutation(600)
    one = fit_predict(texts, ratings, business, NAMES, seed=3)
    other = fit_predict([texts[row] for row in order], ratings[order], business[order], NAMES, seed=3)

    assert other.values == pytest.approx(one.values[order], abs=1e-9)
    assert rho(one.values, ratings) > 0.5


def test_aspects_that_nobody_rates_together_are_each_read_for_themselves():
    texts, ratings, business = told(14, n=900)
    ratings[::2, 0] = np.nan
    ratings[1::2, 1] = np.nan
    found = fit_predict(texts, ratings, business, NAMES)

    for k in (0, 1):
        rows = ~np.isnan(ratings[:, k])
        assert rho(found.values[rows], ratings[rows], k) > 0.6


def test_equal_ratings_are_read_as_that_rating():
    texts, ratings, business = told(8)

    assert fit_predict(texts, np.full(ratings.shape, 4.0), business, NAMES).values == pytest.approx(4.0)


@pytest.mark.parametrize("text", ["", "   ", "🎉🎉", "\x00\ud800"])
def test_texts_without_words_are_read_as_the_mean(text):
    _, ratings, business = told(9)
    found = fit_predict([text] * 600, ratings, business, NAMES)

    assert found.values == pytest.approx(np.broadcast_to(ratings.mean(0), ratings.shape))


def test_rows_in_another_order_and_on_two_threads_are_read_the_same():
    texts, ratings, business = told(10)
    order = np.random.default_rng(0).permutation(600)
    made = np.random.default_rng(1).normal(size=(600, 10))
    with threadpool_limits(1):
        one = fit_predict(texts, ratings, business, NAMES, made, seed=3)
    with threadpool_limits(2):
        other = fit_predict([texts[row] for row in order], ratings[order], business[order], NAMES, made[order], seed=3)

    assert other.values == pytest.approx(one.values[order], abs=1e-9)


def test_other_languages_are_read_alike():
    texts, ratings, business = told(11)
    chinese = "很好 干净 快速 温暖 友好 肮脏 太慢 很冷 粗鲁 坏了 员工 茶".split()
    foreign = dict(zip((*GOOD, *BAD, "staff", "tea"), chinese, strict=True))
    said = ["".join(foreign.get(word, "的") for word in text.split()) for text in texts]

    assert rho(fit_predict(said, ratings, business, NAMES).values, ratings) > 0.5


def test_a_readers_features_are_taken_in():
    _, ratings, business = told(12)
    alone = fit_predict(
        [""] * 600, ratings, business, [], (ratings - 3) + np.random.default_rng(1).normal(size=(600, 2))
    )

    assert rho(alone.values, ratings) > 0.5


def test_a_good_business_is_not_read_as_worse_because_its_own_ratings_were_held_out():
    texts, ratings, business = told(13, n=1200, brand=1.0)
    found = fit_predict(texts, ratings, business, NAMES).values[:, 0]
    blank = [""] * 1200
    level = fit_predict(blank, ratings, business, NAMES).values[:, 0]

    assert np.ptp(level) < 1e-9  # without words all are alike, and nobody is turned around
    assert np.isfinite(found).all()


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="2 texts"):
        fit_predict(["a", "b"], np.ones((3, 1)), np.zeros(2, dtype=int), [])


def test_folds_hold_whole_businesses_and_are_about_as_large():
    business = np.repeat(np.arange(20), np.arange(1, 21))
    fold = by_business(business, np.ones(210, dtype=bool))

    assert np.bincount(fold).tolist() == [42, 42, 42, 42, 42]
    assert len({(b, f) for b, f in zip(business, fold, strict=True)}) == 20
    texts = [f"text {n % 50}" for n in range(100)]
    assert (by_text(texts, np.ones(100, dtype=bool), 1)[:50] == by_text(texts, np.ones(100, dtype=bool), 1)[50:]).all()


def test_features_are_five_figures_an_aspect():
    # one review, aspect 1 said badly (.6) and well (.2) in two sentences: tone (.2 - .6) / (.8 + .5)
    found = features(np.array([0, 0]), np.array([1, 1]), np.array([[0.6, 0, 0], [0, 0, 0.2]]), 1, 2)

    assert found[0, :5].tolist() == [0.0] * 5
    assert found[0, 5:] == pytest.approx([-0.4 / 1.3, np.log(1.2), np.log(1.6), 0, np.log(1.8)])
