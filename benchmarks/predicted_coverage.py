"""How often the intervals of read scores hold the truth, how wide they are, and how often a first place is false.

    python benchmarks/predicted_coverage.py planted      reviewers made with known means, halo and a biased reader
    python benchmarks/predicted_coverage.py first        how often a first place read from words is false
    python benchmarks/predicted_coverage.py skewed       stars of which most are fives, 15 of them scored
    python benchmarks/predicted_coverage.py lounges      5 % of real ratings kept, 1,000 and 300 reviews a lounge

Nominal level 90 %.  "rated" is the t interval of the rated reviews alone, "judged" the guarded one that places are
judged by where scores alone speak, "text" that of the predictions alone,
"alone" puts each business's predictions right by its own ratings, "held" holds these towards each other too, and
"read" is what Standout prints: that, guarded against a lucky handful.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, t

from standout.measures.scores import READ, Estimated
from standout.measures.scores import Aspect as Scored
from standout.questions.est.cells import Cell, Sums, cell_of, spread_of
from standout.questions.est.claims import Rules, claims
from standout.questions.est.market import Aspect, Market
from standout.questions.est.read_scores import ReadScores, with_words
from standout.questions.est.standing import standing
from standout.stats.calibrated import calibrated
from standout.stats.guard import far_end, guarded_squared_error
from standout.stats.halo import covariances, halo_free
from standout.stats.predicted import interval, predicted
from standout.text.aspects import named
from standout.text.rated import ENOUGH, fit_predict
from standout.text.readers import reader
from standout.text.sentences import sentences

Floats = NDArray[np.float64]
LEVEL, SEED = 0.90, 20261122
POOL = 45
"""A lounge with fewer ratings of an aspect isn't drawn from."""
LOUNGES = Path(__file__).resolve().parents[1] / "demos" / "lounges" / "skytrax_lounge.csv"
RATED = (
    "comfort_rating", "cleanliness_rating", "bar_beverages_rating", "catering_rating", "washrooms_rating",
    "wifi_connectivity_rating", "staff_service_rating",
)  # fmt: skip
READ_AS = ("comfort", "cleanliness", "drinks", "food", "washrooms", "wifi", "staff")
"""What each is read as."""


class Tally:
    """Cover, width and squared error of each way, added up over runs."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[float, float, float]]] = {}

    def add(self, way: str, low: Floats, high: Floats, mean: Floats, truth: Floats) -> None:
        """Add one run: means over the businesses."""
        held = np.mean((low <= truth) & (truth <= high)), np.mean(high - low), np.mean((mean - truth) ** 2)
        self.rows.setdefault(way, []).append((float(held[0]), float(held[1]), float(held[2])))

    def lines(self, title: str) -> Iterator[str]:
        """Give a line for each way."""
        width = np.mean([row[1] for row in self.rows["rated"]])
        for way, rows in self.rows.items():
            cover, wide, error = np.mean(rows, axis=0)
            spread = np.std([row[0] for row in rows], ddof=1) / np.sqrt(len(rows))
            yield (
                f"{title:34s} {way:6s} cover {cover:.3f} ± {2 * spread:.3f}  width {wide:.3f} "
                f"({wide / width - 1:+.0%} of rated)  rmse {error**0.5:.3f}"
            )


def judged(tally: Tally, y: Floats, f: Floats, code: NDArray[np.int64], truth: Floats) -> None:
    """Judge one run by every way."""
    count, seen = len(truth), ~np.isnan(y)
    n = np.bincount(code[seen], minlength=count)
    mean = np.bincount(code[seen], y[seen], count) / n
    spread = np.bincount(code[seen], (y[seen] - mean[code[seen]]) ** 2, count) / (n - 1)
    reach = t.ppf((1 + LEVEL) / 2, n - 1) * np.sqrt(spread / n)
    tally.add("rated", mean - reach, mean + reach, mean, truth)
    error = guarded_squared_error(n, spread, spread, float(spread.mean()), None, far_end(mean, n, 1.0, 5.0))
    reach = t.ppf((1 + LEVEL) / 2, n - 1) * np.sqrt(error)
    tally.add("judged", mean - reach, mean + reach, mean, truth)
    rows = np.bincount(code, minlength=count)
    words = np.bincount(code, f, count) / rows
    reach = norm.ppf((1 + LEVEL) / 2) * np.sqrt((np.bincount(code, f**2, count) / rows - words**2) / rows)
    tally.add("text", words - reach, words + reach, words, truth)
    for way, shrink, guard in (("alone", False, False), ("held", True, False), ("read", True, True)):
        found = predicted(y, f, code, count, shrink=shrink, guard=guard)
        tally.add(way, *interval(found, LEVEL), found.mean, truth)


# planted reviewers


def reviewers(
    rng: np.random.Generator, businesses: int, each: int, *, equal: bool = False
) -> tuple[Floats, Floats, NDArray[np.int64], Floats]:
    """Give the scores, what a reader sees (tone, overall tone, mention), the businesses and their true means.

    Businesses differ in general (halo, 0.35) and on the aspect (0.25); people by 0.7 in general.  Customers speak of
    the aspect in 30 to 80 % of reviews; the reader sees the tone with noise, and is biased by business (0.25).
    """
    general, own = rng.normal(0, 0.35, businesses), rng.normal(0, 0.25, businesses)
    middle = 3.7 + (0 if equal else general + own)
    code = np.repeat(np.arange(businesses), each)
    person = rng.normal(0, 0.7, len(code))
    feeling = np.broadcast_to(middle, businesses)[code] + person + rng.normal(0, 0.8, len(code))
    score = np.clip(np.rint(feeling), 1, 5)
    truth = expected(np.broadcast_to(middle, businesses))
    bias = rng.normal(0, 0.25, businesses)
    mention = rng.random(len(code)) < rng.uniform(0.3, 0.8, businesses)[code]
    tone = np.tanh(0.5 * (score - 3.2) + bias[code] + rng.normal(0, 0.5, len(code)))
    overall = np.tanh(0.5 * (person + (0.0 if equal else general[code])) + 0.5 * bias[code])
    overall = overall + rng.normal(0, 0.3, len(code))
    x = np.where(mention, tone, overall)
    return score, np.stack([x, overall, x * mention, mention], axis=1), code, truth


def expected(middle: Floats) -> Floats:
    """Give the mean of scores that are a normal feeling (sd of 0.7 and 0.8) rounded to 1 to 5."""
    cuts = norm.cdf((np.arange(1.5, 5)[None, :] - middle[:, None]) / np.hypot(0.7, 0.8))
    means: Floats = 5 - cuts.sum(axis=1)
    return means


def planted(runs: int = 500) -> None:
    """Print cover and width for planted reviewers."""
    for businesses, each, share in (
        (8, 1000, 0.05),
        (8, 300, 0.05),
        (3, 1000, 0.05),
        (3, 300, 0.1),
        (20, 300, 0.05),
        (8, 300, 0.5),
    ):
        rng, tally = np.random.default_rng(SEED), Tally()
        for _ in range(runs):
            score, seen, code, truth = reviewers(rng, businesses, each)
            y = np.where(chosen(rng, code, int(share * each)), score, np.nan)
            judged(tally, y, calibrated(seen, y, code), code, truth)
        print(*tally.lines(f"planted {businesses} x {each}, {share:.0%} rated"), sep="\n", flush=True)


def chosen(rng: np.random.Generator, code: NDArray[np.int64], each: int) -> NDArray[np.bool_]:
    """Choose so many rows of each business, at random."""
    order = np.lexsort((rng.random(len(code)), code))
    place = np.empty(len(code), np.int64)
    place[order] = np.arange(len(code)) - np.searchsorted(code, np.arange(code.max() + 1))[code[order]]
    return place < each


# first places


def market(
    rng: np.random.Generator, middles: Floats, each: int, rated: int
) -> tuple[list[Floats], list[Floats], NDArray[np.int64]]:
    """Give the scores (NaN where unrated) and predictions of each aspect, and the businesses.

    ``middles`` has a row for each business and a column for each aspect; scores pile up at 5, as those of shops do.
    """
    code = np.repeat(np.arange(len(middles)), each)
    person = rng.normal(0, 0.8, len(code))
    seen = chosen(rng, code, rated)
    scores, words = [], []
    for aspect in range(middles.shape[1]):
        feeling = middles[code, aspect] + person + rng.normal(0, 1.0, len(code))
        score = np.clip(np.rint(feeling), 1, 5)
        bias = rng.normal(0, 0.25, len(middles))
        mention = rng.random(len(code)) < 0.6
        tone = np.tanh(0.5 * (score - 3.2) + bias[code] + rng.normal(0, 0.5, len(code)))
        overall = np.tanh(0.5 * person + 0.5 * bias[code]) + rng.normal(0, 0.3, len(code))
        y = np.where(seen, score, np.nan)
        features = np.stack([np.where(mention, tone, overall), overall, tone * mention, mention], axis=1)
        scores.append(y)
        words.append(calibrated(features, y, code))
    return scores, words, code


def claimed(scores: list[Floats], words: list[Floats], code: NDArray[np.int64], *, read: bool) -> list[bool]:
    """Tell on which aspects the first business is shown to be first, as ``est`` decides it."""
    count = int(code.max()) + 1
    league = Market(np.arange(count), tuple(map(str, range(count))), named=False)
    aspects, cells = [], []
    for place, (y, f) in enumerate(zip(scores, words, strict=True)):
        aspects.append(predicted(y, f, code, count, guard=True))
        cells.append(_cell(f"a_{place}", y, code, count))
    if read:
        mean = np.stack([one.mean for one in aspects], axis=1)
        variance = np.stack([one.variance for one in aspects], axis=1)
        influence = np.stack([one.influence for one in aspects], axis=1)
        free = halo_free(mean, covariances(influence, np.arange(len(code)), code, variance))
        found = [
            Scored(f"a_{a}", READ, one.mean, one.variance, one.df, free.estimate[:, a], free.variance[:, a], one.rated,
                   one.rows, one.rated)
            for a, one in enumerate(aspects)
        ]  # fmt: skip
        cells = with_words(cells, league, ReadScores(Estimated(np.arange(count), tuple(found))), 15)
    rules = Rules(0.05, 15, 30, 3)
    return [one.proven for one in claims([standing(cell, 15) for cell in cells], {}, rules)]


def _cell(column: str, y: Floats, code: NDArray[np.int64], count: int) -> Cell:
    seen = ~np.isnan(y)
    given, whose = np.rint(100 * y[seen]).astype(np.int64), code[seen]
    n = np.bincount(whose, minlength=count)
    total, squares = (np.bincount(whose, given**k, count).astype(np.int64) for k in (1, 2))
    sums = Sums(n, n, total, squares, n, squares, total, n)
    return cell_of(Aspect(column, column, 1.0, 5.0, least=1.0, most=5.0), (), sums, spread_of(sums, 15))


def first(runs: int = 200) -> None:
    """Print how often a first place is false where we are level with the best rival, and how often a true one is seen.

    Level: on the first aspect ours and one rival are the best by far, and stand out by as much.  Halo: ours is best
    at everything by as much, which is no best on an aspect.  True: ours leads on the first aspect by 0.6.  The first
    aspect has so many ratings, each of the others so many as stands behind it.
    """
    far, base = np.array([4.2, 3.0, 3.0]), np.array([3.0, 3.0, 3.0])
    wide = np.stack([np.full(5, 3.5)] + [np.full(5, 3.0)] * 9)
    for name, middles, counts in (
        ("level", np.stack([far, far, base, base, base]), ((30, 30), (100, 100), (300, 15))),
        ("all equal", np.stack([base] * 5) + 0.8, ((30, 30), (100, 100))),
        ("halo", np.stack([base + 0.8, base, base, base, base]), ((30, 30), (100, 100), (300, 30), (300, 15))),
        ("half halo", np.stack([base + 0.5, base, base, base, base]), ((300, 300), (300, 30), (300, 15))),
        ("2 aspects", np.stack([base[:2] + 0.5, *[base[:2]] * 4]), ((300, 15),)),
        ("10 x 5", wide, ((300, 15),)),
        ("true", np.stack([base + np.array([0.6, 0, 0])] + [base] * 4), ((30, 30), (100, 100), (300, 30), (300, 15))),
    ):
        for rated, others in counts:
            rng, told = np.random.default_rng(SEED), {True: 0, False: 0}
            for _ in range(runs):
                scores, words, code = thinned(rng, *market(rng, middles, 600, rated), others)
                for read in told:
                    shown = claimed(scores, words, code, read=read)
                    told[read] += any(shown) if name in ("level", "all equal", "halo") else shown[0]
            print(
                f"{name:10s} 600 reviews, {rated} and {others} rated: first place said {told[True] / runs:.3f} with "
                f"words, {told[False] / runs:.3f} by ratings alone",
                flush=True,
            )


def thinned(
    rng: np.random.Generator, scores: list[Floats], words: list[Floats], code: NDArray[np.int64], others: int
) -> tuple[list[Floats], list[Floats], NDArray[np.int64]]:
    """Keep so many scores of each aspect but the first, and calibrate their words on these."""
    for aspect in range(1, len(scores)):
        seen = ~np.isnan(scores[aspect])
        if seen.sum() <= others * (code.max() + 1):
            continue
        at = np.flatnonzero(seen)
        kept = at[chosen(rng, code[at], others)]
        fewer = np.full(len(code), np.nan)
        fewer[kept] = scores[aspect][kept]
        scores[aspect] = fewer
        words[aspect] = calibrated(words[aspect][:, None], fewer, code)
    return scores, words, code


# skewed stars


def skewed(runs: int = 400) -> None:
    """Print cover for stars of which 80 to 95 % are fives and the rest 1 to 4 as often, of 600 reviews a business."""
    for businesses, rated, fives in ((4, 15, 0.8), (4, 15, 0.9), (8, 15, 0.9), (4, 30, 0.9), (4, 15, 0.95)):
        rng, tally = np.random.default_rng(SEED), Tally()
        for _ in range(runs):
            code = np.repeat(np.arange(businesses), 600)
            score = np.where(rng.random(len(code)) < fives, 5.0, rng.integers(1, 5, len(code)))
            seen = np.stack([0.3 * (score - 4.5) + 0.7 * rng.normal(size=len(code)), rng.normal(size=len(code))], 1)
            y = np.where(chosen(rng, code, rated), score, np.nan)
            truth = np.bincount(code, score) / 600
            judged(tally, y, calibrated(seen, y, code), code, truth)
        print(*tally.lines(f"skewed {businesses}, {rated} rated, {fives:.0%} fives"), sep="\n", flush=True)


# lounges


def lounges(draws: int = 40, learnt: int = 8) -> None:
    """Print cover and width for real ratings: of each lounge 1,000 or 300 reviews are drawn, and 5 % of ratings kept.

    Words are read by the lexicon, and its tone calibrated on the ratings kept ("tone"); or by what the ratings kept
    teach ("ratings"), where there are ``ENOUGH``.  The truth is the mean of all ratings of a lounge.
    """
    texts, ratings, airline = _lounge_rows()
    seen = _lounge_tones(texts)
    for each in (1000, 300):
        for way, runs in (("tone", draws), ("ratings", learnt)):
            rng, tally = np.random.default_rng(SEED), Tally()
            for aspect in range(len(RATED)):
                pool = _pool(ratings[:, aspect], airline)
                if way == "ratings" and 0.05 * each * len(pool) < ENOUGH:
                    continue
                truth = np.array([ratings[own, aspect].mean() for own in pool])
                for _ in range(runs):
                    rows = np.concatenate([rng.choice(own, each) for own in pool])
                    code = np.repeat(np.arange(len(pool)), each)
                    y = np.where(chosen(rng, code, each // 20), ratings[rows, aspect], np.nan)
                    if way == "tone":
                        f = calibrated(seen[aspect][rows], y, code)
                    else:
                        f = _learnt(texts, seen, y, rows, code)
                    judged(tally, y, f, code, truth)
            if tally.rows:
                print(*tally.lines(f"lounges {each} each, 5% rated, {way}"), sep="\n", flush=True)


def _lounge_rows() -> tuple[list[str], Floats, NDArray[np.int64]]:
    with LOUNGES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ratings = np.array([[float(row[name] or 0) or np.nan for name in RATED] for row in rows])
    return (
        [row["content"] for row in rows],
        ratings,
        np.unique([r["airline_name"] for r in rows], return_inverse=True)[1],
    )


def _lounge_tones(texts: list[str]) -> list[Floats]:
    """Give for each aspect its tone where it is spoken of, else that of everything, that, and whether it is."""
    parts = [sentences(text) for text in texts]
    row = np.repeat(np.arange(len(texts)), [len(part) for part in parts])
    chances = reader("lexicon").read([one for part in parts for one in part], named(READ_AS)).astype(np.float64)

    def tone(held: Floats) -> tuple[Floats, Floats]:
        said = np.bincount(row, held[:, 1:].sum(axis=1), len(texts))
        return np.bincount(row, held[:, 3] - held[:, 1], len(texts)) / (said + 0.5), said

    every, _ = tone(chances.sum(axis=1))
    found = []
    for aspect in range(len(READ_AS)):
        own, said = tone(chances[:, aspect])
        spoken = said > 0.2
        found.append(np.stack([np.where(spoken, own, every), every, own * spoken, spoken], axis=1))
    return found


def _pool(score: Floats, airline: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    held = [np.flatnonzero((airline == one) & ~np.isnan(score)) for one in range(airline.max() + 1)]
    return [own for own in held if len(own) >= POOL]


def _learnt(
    texts: list[str], seen: list[Floats], y: Floats, rows: NDArray[np.int64], code: NDArray[np.int64]
) -> Floats:
    """Learn from the ratings kept; a review that was drawn many times is predicted once."""
    given = np.flatnonzero(~np.isnan(y))
    once, back = np.unique(rows, return_inverse=True)
    of = np.zeros(len(texts), np.int64)
    of[rows] = code
    at = np.concatenate([rows[given], once])
    features = np.concatenate([one[at] for one in seen], axis=1)
    target = np.concatenate([y[given], np.full(len(once), np.nan)])[:, None]
    found = fit_predict([texts[row] for row in at], target, of[at], [], features)
    return found.values[len(given) :, 0][back]


WAYS: dict[str, Callable[[], None]] = {"planted": planted, "first": first, "skewed": skewed, "lounges": lounges}

if __name__ == "__main__":
    for name in sys.argv[1:] or list(WAYS):
        WAYS[name]()
