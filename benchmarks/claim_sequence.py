"""How often a stamped claim is found true that isn't: several claims on the same scores, each with its family.

    python benchmarks/claim_sequence.py

A workspace holds four aspects; the owner states one claim on each, one after the other, before any score is read.
Beside each claim stand two narrower worlds and "in the top so many".  A run is wrong if any claim, or any sentence
offered in its place, is false.  Bar: 5 % of runs, upper 95 % limit 8 %.  The second table says what it is worth to
state a claim before its scores are shown.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standout.questions.est.cells import Cell, Sums, cell_of, spread_of
from standout.questions.est.claims import LONE, Claim, Rules, claims
from standout.questions.est.family import Family
from standout.questions.est.market import Aspect, Condition, Descriptor
from standout.questions.est.spending import spending
from standout.questions.est.standing import standing

BELL, JAY, FIVES = (0.05, 0.15, 0.35, 0.30, 0.15), (0.10, 0.0, 0.0, 0.10, 0.80), (0.03, 0.0, 0.0, 0.0, 0.97)
SHAPES = {
    "bell": (BELL, BELL),
    "J": (JAY, JAY),
    "97% fives": (FIVES, FIVES),
    "ours J": (JAY, (0.0, 0.0, 0.10, 0.30, 0.60)),
}
"""Ours, and that of the others: the same mean."""
BUSINESSES, EACH, RUNS = 5, 120, 1_000
ALPHA = 0.05
ASPECT = Aspect("a_staff", "Staff", 1.0, 5.0, "", 1.0, 5.0)
HALVES = tuple((Condition(Descriptor("d_visit", "Visit", before=True), value),) for value in ("lunch", "dinner"))
PRICES = {"stated first": ALPHA * LONE, "overall, searched": ALPHA / 2 / 4, "a world of 60": ALPHA / 2 / 60}
"""What a claim may spend: alone; as one of four aspects of a search; as one of sixty worlds of it."""
SEQUENCES = {
    "all false, ours ties with the best": ("tie",) * 4,
    "all false, all are tied": ("level",) * 4,
    "the first true, the rest false": ("true", "tie", "tie", "tie"),
    "true and false in turn": ("true", "tie", "true", "tie"),
}


def drawn(random: np.random.Generator, shape: str, truth: str) -> NDArray[np.int64]:
    """Give how often each business got each score in each half: shape (2, businesses, 5)."""
    ours, best = (np.array(one) for one in SHAPES[shape])
    low = 0.6 * best + 0.4 * np.array([1.0, 0, 0, 0, 0])
    chances = {"tie": [ours, best, low, low, low], "level": [ours, *[best] * 4], "true": [ours, *[low] * 4]}[truth]
    return np.array([[random.multinomial(EACH // 2, chance) for chance in chances] for _ in range(2)])


def sums(counts: NDArray[np.int64]) -> Sums:
    """Give the sums of one cell from how often each score was given, everybody writing once."""
    scores = 100 * np.arange(1, 6)
    n, total, squares = counts.sum(axis=1), counts @ scores, counts @ scores**2
    return Sums(n, n, total, squares, n, squares, total, n)


def said(cell: Cell, level: float) -> Claim:
    """Give what may be said of one cell at its level."""
    rules = Rules(level / LONE, 15, 30, 3)
    [claim] = claims([standing(cell, 30 if cell.conditions else 15)], {}, rules)
    return claim


def wrong(random: np.random.Generator, shape: str, truths: Sequence[str]) -> bool:
    """State claims one after the other, and tell whether any false sentence was found true."""
    shown: list[bool] = []
    for truth in truths:
        counts = drawn(random, shape, truth)
        whole = sums(counts.sum(axis=0))
        around = spread_of(whole, 15)
        cells = [cell_of(ASPECT, (), whole, around)]
        cells += [cell_of(ASPECT, world, sums(half), around) for world, half in zip(HALVES, counts, strict=True)]
        levels = Family((), HALVES).levels(ALPHA * spending(shown))
        found = [said(cell, level) for cell, level in zip(cells, levels, strict=True)]
        place = {"tie": 2, "level": BUSINESSES, "true": 1}[truth]
        if (place > 1 and any(one.proven for one in found)) or 0 < found[0].top < place:
            return True
        shown.append(found[0].proven)
    return False


def power(reviews: int, lead: float, runs: int) -> NDArray[np.float64]:
    """Give how often a true claim is shown, bell-shaped scores: alone, overall in a search, in a searched world."""
    random, best = np.random.default_rng(5), np.array(BELL)
    share = lead / (best @ np.arange(1, 6) - 1)
    low = (1 - share) * best + share * np.array([1.0, 0, 0, 0, 0])
    shown = np.zeros(len(PRICES))
    for _ in range(runs):
        counts = [random.multinomial(reviews, best), *(random.multinomial(150, low) for _ in range(4))]
        whole = sums(np.array(counts))
        cell = cell_of(ASPECT, (), whole, spread_of(whole, 15))
        shown += [said(cell, price).proven for price in PRICES.values()]
    return shown / runs


def main() -> None:
    """Print the tables."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    print(f"{'claims':40} {'scores':10} {'runs':>5} {'wrong':>6} {'share':>7} {'CPU s':>6}")
    for name, truths in SEQUENCES.items():
        for shape in SHAPES:
            random, began = np.random.default_rng(7), time.process_time()
            bad = sum(wrong(random, shape, truths) for _ in range(runs))
            print(f"{name:40} {shape:10} {runs:5} {bad:6} {bad / runs:7.3f} {time.process_time() - began:6.1f}")
    print(f"\n{'our reviews':>11} {'lead':>5} " + " ".join(f"{name:>20}" for name in PRICES))
    for reviews in (39, 60, 120):
        for lead in (0.6, 0.8):
            row = " ".join(f"{one:20.2f}" for one in power(reviews, lead, min(runs, 400)))
            print(f"{reviews:11} {lead:5.1f} {row}")


if __name__ == "__main__":
    main()
