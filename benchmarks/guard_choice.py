"""Which guard holds 94 % everywhere at the least cost.

    python benchmarks/guard_choice.py

A guard has two parts: how far a business's variance is held up towards the market's mean (0 not at all, 1 all
the way), and how many unseen scores at the far end of the scale are allowed for.  For each: cells of
rank_coverage in which intervals hold the truth less than 94 % of the time, the least coverage, mean width as
a share of the league, false first places at a nominal 5 % (worst cell), and how often a true lead of 0.6 is
shown with 39 scores of ours against four rivals with 40 to 200.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import numpy as np
from first_place import SIZES as TIED_SIZES
from first_place import TIES, tied_market
from numpy.typing import NDArray
from rank_coverage import ODD_SIZES, SIZES, sizes
from scipy.special import ndtri
from shapes import ODD, PATTERNS, SHAPES, Floats, histograms, lowered, market, moments, true_ranks

from standout.stats.ranks import rank_intervals
from standout.stats.welch import pairwise_z

GUARDS = ((0.0, 0), (1.0, 0), (0.0, 3), (0.5, 1), (0.5, 2), (0.5, 3), (1.0, 1), (1.0, 3))
BUSINESSES = (3, 4, 6, 10)
TOPS = {
    "bell": [0.0, 0.03, 0.12, 0.35, 0.50],
    "J": [0.10, 0.0, 0.0, 0.10, 0.80],
    "steady": [0.0, 0.0, 0.05, 0.35, 0.60],
}
RUNS, BAR = 3000, 0.94

Drawn = tuple[Floats, Floats, Floats]


def squared_error(drawn: Drawn, towards: float, unseen: int) -> Floats:
    """Squared errors under one guard."""
    n, mean, variance = drawn
    held_up = towards * variance.mean(axis=-1, keepdims=True) + (1 - towards) * variance
    far = np.maximum(mean - 1, 5 - mean)
    return np.maximum(np.maximum(variance, held_up) / n, unseen * (far / n) ** 2)


def leagues(k: int) -> Iterator[tuple[Floats, NDArray[np.int64]]]:
    """Chances and numbers of scores of every cell."""
    for shape, size, pattern in itertools.product(SHAPES, SIZES, PATTERNS):
        yield market(shape, pattern, k), sizes(size, k)
    for shape, size in itertools.product(ODD, ODD_SIZES):
        yield market(shape, "tied", k), sizes(size, k)


def drawn(rng: np.random.Generator, chances: Floats, n: NDArray[np.int64]) -> Drawn:
    return moments(histograms(rng, RUNS, n, chances))


def first(found: Drawn, towards: float, unseen: int) -> float:
    """How often business 0 is shown to be first."""
    z = pairwise_z(found[1], squared_error(found, towards, unseen), found[0] - 1)[:, 0, 1:].min(axis=-1)
    return float((z > -ndtri(0.05)).mean())


def main() -> None:
    rng = np.random.default_rng(17)
    start = time.process_time()
    covered: dict[tuple[float, int], list[float]] = {guard: [] for guard in GUARDS}
    width: dict[tuple[float, int], list[float]] = {guard: [] for guard in GUARDS}
    false: dict[tuple[float, int], list[float]] = {guard: [] for guard in GUARDS}
    power: dict[tuple[float, int], list[float]] = {guard: [] for guard in GUARDS}
    for k in BUSINESSES:
        for chances, n in leagues(k):
            low, high = true_ranks(chances)
            found = drawn(rng, chances, n)
            for guard in GUARDS:
                league = rank_intervals(found[1], squared_error(found, *guard), found[0] - 1)
                covered[guard].append(float(((league.low <= low) & (league.high >= high)).all(axis=-1).mean()))
                width[guard].append(float((league.high - league.low + 1).mean() / k))
    for (ours, best), rest, pair in itertools.product(TIES.values(), ("tied", "lower"), TIED_SIZES):
        found = drawn(rng, tied_market(ours, best, rest, 4), np.array([pair[0], *[pair[1]] * 3]))
        for guard in GUARDS:
            false[guard].append(first(found, *guard))
    for top in TOPS.values():
        chances = np.array([top, *[lowered(np.array(top), 0.6)] * 4])
        found = drawn(rng, chances, np.array([39, 40, 60, 80, 200]))
        for guard in GUARDS:
            power[guard].append(first(found, *guard))
    print(f"{len(covered[GUARDS[0]])} cells of ranks, {len(false[GUARDS[0]])} ties for first place, {RUNS} runs each")
    print(f"towards market, unseen | below 94 %  least  width | false first | power: {', '.join(TOPS)}")
    for guard in GUARDS:
        short = sum(share < BAR for share in covered[guard])
        shown = "  ".join(f"{share:.2f}" for share in power[guard])
        print(
            f"{guard[0]:14} {guard[1]:7} | {short:10} {min(covered[guard]):6.3f} {np.mean(width[guard]):6.3f}"
            f" | {max(false[guard]):11.3f} | {shown}"
        )
    print(f"{time.process_time() - start:.0f} CPU-seconds")


if __name__ == "__main__":
    main()
