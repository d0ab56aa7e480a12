"""Details: how often planted ones are found, and how often ones are told where there are none.

Run: python run.py bench details

Terms      the packaged reviews of airport lounges, drawn again to 100,000: CPU seconds and peak memory
Only here  the lounges' own sentences, dealt out at random to us and to rivals, so that nothing is only here; then a
           detail of two words that no lounge has, put into some of our reviews
Triggers   the same texts with recommending dealt out within each business; then a detail after which more recommend
Shifts     reviews of ours twice as long as rivals', and rivals in other proportions, with nothing planted
Open       complaints of eight topics at us and five rivals, alike everywhere; a reader that hears more of them at some
           rivals; one topic of one rival complained of more
"""

from __future__ import annotations

import csv
import random
import resource
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.questions.value.only_here import counted, only_here
from standout.questions.value.said import tones
from standout.questions.value.triggers import Details, bands, triggers
from standout.questions.value.unanswered import often
from standout.text.sentences import sentences
from standout.text.terms import Terms, terms

LOUNGES = Path(__file__).resolve().parents[1] / "demos" / "lounges" / "skytrax_lounge.csv"
REVIEWS = 100_000
RUNS = 60
TOLD_FROM = 3
DETAIL = "satin ribbon"
PRAISED = f"They tied it with a lovely {DETAIL}."
NAMED = f"There was a {DETAIL} on it."

Flags = NDArray[np.bool_]


def texts() -> list[str]:
    """Give the packaged reviews."""
    with LOUNGES.open(encoding="utf-8") as file:
        return [row["content"] for row in csv.DictReader(file)]


def speed(held: list[str]) -> None:
    """Print the CPU seconds and the memory of the terms of 100,000 reviews."""
    drawn = random.Random(7).choices(held, k=REVIEWS)
    start = time.process_time()
    found = terms(drawn)
    spent, peak = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = found.words.mean()
    print(f"terms: {REVIEWS:,} reviews of {words:.0f} words: {spent:.1f} CPU-s, {spent * 115 / words:.1f} at 115 words")
    print(f"terms: {len(found.names):,} found, peak {peak:.0f} MB")


class Market:
    """Sentences of many reviews, what they name, and in which tone: made once, dealt out many times."""

    def __init__(self, reviews: list[str]) -> None:
        each = [sentences(text) for text in reviews]
        self.sentences = [one for held in each for one in held]
        self.review = np.repeat(np.arange(len(reviews)), [len(held) for held in each])
        self.reviews = len(reviews)
        self.terms: Terms = terms(self.sentences)
        self.praises, _ = tones(self.sentences)
        self.words = np.bincount(self.review, self.terms.words, minlength=self.reviews).astype(np.int64)

    def only_here(self, ours: Flags) -> list[str]:
        """Give what is told to be praised at ours only."""
        praise = self.praises[self.terms.text]
        term, review = self.terms.term[praise], self.review[self.terms.text[praise]]
        counts = counted(term, review, ours[review], len(self.terms.names), self.words, ours)
        return [self.terms.names[one] for one in only_here(counts, TOLD_FROM)]

    def triggers(self, business: NDArray[np.int64], recommends: Flags) -> list[str]:
        """Give what is told to go with recommending."""
        codes = np.unique(self.terms.term * self.reviews + self.review[self.terms.text])
        details = Details(
            self.terms.names, codes // self.reviews, codes % self.reviews, recommends, business,
            bands(self.words, business), np.arange(self.reviews), self.words,
        )  # fmt: skip
        return [self.terms.names[one.detail] for one in triggers(details, business == 0, TOLD_FROM)]


def planted(
    held: list[str], rng: np.random.Generator, ours: Flags, share: float, sentence: str
) -> tuple[list[str], Flags]:  # fmt: skip
    """Give the reviews with a sentence added to a share of ours, and which these are."""
    said = ours & (rng.random(len(held)) < share)
    return [f"{text} {sentence}" if one else text for text, one in zip(held, said, strict=True)], said


def recommended(business: NDArray[np.int64], rng: np.random.Generator, named: Flags, lift: float) -> Flags:
    """Give who recommends: a share of each business's own, and more of those who name the detail."""
    base = rng.uniform(0.2, 0.7, 5)[business]
    return np.asarray(rng.random(len(business)) < base + lift * named)


def alarms(held: list[str]) -> None:
    """Print in how many runs something is told where there is nothing."""
    rng = np.random.default_rng(7)
    market = Market(held)
    few = np.zeros(len(held), dtype=np.bool_)
    here, links = 0, 0
    for _ in range(200):
        business = rng.choice(5, len(held), p=[0.3, 0.3, 0.2, 0.15, 0.05])
        here += bool(market.only_here(business == 0))
        links += bool(market.triggers(business, recommended(business, rng, few, 0.0)))
    print(f"dealt out at random, 200 runs: only here told in {here}, a trigger in {links}")
    order = np.argsort(-market.words)
    long, short = order[: len(order) // 2], order[len(order) // 2 :]
    told = {"ours long, theirs short": (long, short), "ours short, theirs long": (short, long)}
    for name, (mine, theirs) in told.items():
        some = 0
        for _ in range(200):
            ours = np.zeros(len(held), dtype=np.bool_)
            ours[rng.choice(mine, 500, replace=False)] = True
            kept = ours.copy()
            kept[theirs] = True
            some += bool(Part(market, kept).only_here(ours))
        print(f"{name}, 200 runs: only here told in {some}")


def openings(at_ours: float, *, heard: float = 0.0, at_one: float | None = None, runs: int = 2000) -> float:
    """Give how often a complaint of a rival is told; where one is planted, how often that is.

    Parameters
    ----------
    at_ours : float
        The share that complains of each topic.
    heard : float
        How much more of it a reader hears at a rival: the standard deviation of what comes on top.
    at_one : float, optional
        The share that complains of the first topic at the first rival.

    """
    rng = np.random.default_rng(7)
    told = 0
    for _ in range(runs):
        ours = np.repeat(rng.binomial(100, at_ours, 8), 5)
        share = at_ours + np.abs(rng.normal(0, heard, 40))
        share[0] = at_one or share[0]
        found = often(ours, rng.binomial(150, share), 100, np.full(40, 150), TOLD_FROM)
        told += bool(found[0] if at_one else found.any())
    return told / runs


class Part(Market):
    """Some reviews of a market."""

    def __init__(self, market: Market, kept: Flags) -> None:
        self.terms, self.review, self.reviews = market.terms, market.review, market.reviews
        self.praises = market.praises & kept[market.review]
        self.words = np.where(kept, market.words, 0)


def power(held: list[str]) -> None:
    """Print how often a planted detail is found, by how many of ours name it."""
    for n in (100, 300, 1000):
        for share in (0.02, 0.05, 0.1):
            found = besides = 0
            for seed in range(RUNS):
                rng = np.random.default_rng(seed)
                some = [held[one] for one in rng.choice(len(held), min(2 * n, len(held)), replace=False)]
                ours = np.arange(len(some)) < n
                told = Market(planted(some, rng, ours, share, PRAISED)[0]).only_here(ours)
                found += DETAIL in told
                besides += any(not set(one.split()) & set(DETAIL.split()) for one in told)
            print(f"only here, {n} of ours and as many rivals', {share:.0%} praise it: found {found / RUNS:.2f}, "
                  f"another told in {besides / RUNS:.2f}")  # fmt: skip
    for n, lift in ((600, 0.2), (600, 0.3), (2000, 0.1), (2000, 0.2), (2000, 0.3)):
        found = besides = 0
        for seed in range(RUNS):
            rng = np.random.default_rng(seed)
            some = [held[one] for one in rng.choice(len(held), n, replace=False)]
            business = rng.choice(5, n)
            made, named = planted(some, rng, np.ones(n, dtype=np.bool_), 0.1, NAMED)
            told = Market(made).triggers(business, recommended(business, rng, named, lift))
            found += DETAIL in told
            besides += any(not set(one.split()) & set(DETAIL.split()) for one in told)
        print(f"trigger, {n} reviews of five businesses, 10% name it, {lift:+.0%} recommend: found {found / RUNS:.2f}, "
              f"another told in {besides / RUNS:.2f}")  # fmt: skip


def main() -> None:
    """Print everything."""
    held: list[Any] = texts()
    speed(held)
    for share in (0.15, 0.05):
        print(f"open, {share:.0%} complain everywhere: told in {openings(share):.3f}, "
              f"heard more at some rivals (.03, .06): {openings(share, heard=0.03):.3f}, "
              f"{openings(share, heard=0.06):.3f}")  # fmt: skip
        for more in (2, 3, 4):
            found = openings(share, at_one=more * share)
            print(f"open, {share:.0%} complain, {more} times as many at one: told in {found:.2f}")
    alarms(held)
    power(held)


if __name__ == "__main__":
    main()
