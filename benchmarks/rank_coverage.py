"""How often simultaneous rank intervals hold the truth, and how wide they are.

    python benchmarks/rank_coverage.py             all of it, under five minutes of CPU
    python benchmarks/rank_coverage.py --quick     a tenth of the runs

Every line is the worst of its cells (sizes x patterns).  A cell that comes near 94 % is run longer before it
is judged.  "plain" is Welch's error without the guard, the rest being the same.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from shapes import ODD, PATTERNS, SHAPES, Floats, clustered, histograms, market, moments, true_ranks

from standout.stats.bounded import shown_average
from standout.stats.guard import far_end, guarded_squared_error
from standout.stats.moments import clustered_variance
from standout.stats.ranks import rank_intervals
from standout.stats.welch import pairwise_z

BUSINESSES = (3, 4, 6, 10, 20, 50, 100)
SIZES = {"15": [15], "30": [30], "60": [60], "300": [300], "15-300": [15, 30, 60, 150, 300]}
ODD_SIZES = {"15": [15], "30": [30], "60": [60], "150": [150], "300": [300], "15/100": [15, 100], "30/300": [30, 300]}
BAR, NEAR, EACH = 0.94, 0.962, 5
LEVELS, PROVEN_FROM = (0.05, 0.045, 0.04, 0.03), 30

Drawn = dict[str, tuple[Floats, ...]]
"""By method: mean, squared error, degrees of freedom and, if there is one, slack; shape (runs, businesses)."""
Draw = Callable[[np.random.Generator, int], Drawn]


@dataclass
class Tally:
    """What came out in one cell, by method."""

    runs: int
    held: dict[str, float]
    width: dict[str, float]
    ours: dict[float, float]


def sizes(name: str, businesses: int) -> NDArray[np.int64]:
    """How many scores each business has: in turn, or the first and all others."""
    pattern = SIZES.get(name) or ODD_SIZES[name]
    if "/" in name:
        return np.array([pattern[0]] + [pattern[1]] * (businesses - 1))
    return np.array([pattern[i % len(pattern)] for i in range(businesses)])


def alone(n: NDArray[np.int64], chances: Floats) -> Draw:
    """Everybody writes once; one league over all scores."""

    def draw(rng: np.random.Generator, runs: int) -> Drawn:
        count, mean, variance = moments(histograms(rng, runs, n, chances))
        typical = variance.mean(axis=-1, keepdims=True)
        se2 = guarded_squared_error(count, variance, variance, typical, floor=far_end(mean, count, 1, 5))
        return {"plain": (mean, variance / count, count - 1), "guarded": (mean, se2, count - 1)}

    return draw


def loyal(n: NDArray[np.int64], chances: Floats) -> Draw:
    """Reviewers write five reviews each and lean one way by 0.7 of the rest's spread."""

    def draw(rng: np.random.Generator, runs: int) -> Drawn:
        totals, squares = clustered(rng, runs, n, chances, EACH)
        people = np.broadcast_to(n // EACH, totals.shape[:2])
        total = np.nansum(totals, axis=-1)
        mean = total / n
        variance = np.maximum(np.nansum(squares, axis=-1) - n * mean**2, 0) / (n - 1)
        error = clustered_variance(
            n, total, people, np.nansum(totals**2, axis=-1), total * EACH, people * EACH**2
        )  # fmt: skip
        se2 = guarded_squared_error(
            n, variance, variance, variance.mean(axis=-1, keepdims=True), error, far_end(mean, people, 1, 5)
        )
        return {"plain": (mean, variance / n, n - 1.0 + 0 * mean), "guarded": (mean, se2, people - 1.0)}

    return draw


def world(n: NDArray[np.int64], chances: Floats, rest: Floats) -> Draw:
    """A league inside one world: three times as many scores of each business lie outside it, spread as ``rest``."""

    def draw(rng: np.random.Generator, runs: int) -> Drawn:
        inside = histograms(rng, runs, n, chances)
        count, mean, variance = moments(inside)
        _, _, whole = moments(inside + histograms(rng, runs, 3 * n, rest))
        typical = whole.mean(axis=-1, keepdims=True)
        se2 = guarded_squared_error(count, variance, whole, typical, floor=far_end(mean, count, 1, 5))
        return {"plain": (mean, variance / count, count - 1), "guarded": (mean, se2, count - 1)}

    return draw


def shown(n: NDArray[np.int64], chances: Floats) -> Draw:
    """Only an average with one decimal and a count are known of each business."""
    said = np.vectorize(lambda mean, count: astuple(shown_average(mean, int(count), 1, 5, decimals=1)), otypes="ddd")

    def draw(rng: np.random.Generator, runs: int) -> Drawn:
        count, mean, variance = moments(histograms(rng, runs, n, chances))
        low, high, worst = said(np.round(mean + 1e-9, 1), count)
        middle, slack, known = (low + high) / 2, (high - low) / 2, 0 * mean
        return {
            "plain": (mean, variance / count, count - 1, known),
            "guarded": (middle, worst / count, count - 1, slack),
        }

    return draw


def measure(draw: Draw, chances: Floats, rng: np.random.Generator, runs: int, most: int) -> Tally:
    """Coverage and width of one cell.

    ``ours`` is the first business under the rule that is printed: 1st where the first-place test passes at a
    level (and we have scores from 30 people), else its interval.
    """
    done = 0
    held: dict[str, float] = {}
    width: dict[str, float] = {}
    ours: dict[float, float] = {}
    low, high = true_ranks(chances)
    while True:
        now = max(1, min(runs, 4_000_000 // len(low) ** 2))
        for method, figures in draw(rng, now).items():
            league = rank_intervals(*figures)
            inside = (league.low <= low) & (league.high >= high)
            if method == "guarded" and len(low) <= 20:
                z = pairwise_z(*figures)[:, 0, 1:].min(axis=-1)
                for level in LEVELS:
                    first = (z > -ndtri(level)) & (figures[2][:, 0] >= PROVEN_FROM - 1)
                    ours[level] = ours.get(level, 0) + float(np.where(first, high[0] == 1, inside[:, 0]).sum())
            held[method] = held.get(method, 0) + float(inside.all(axis=-1).sum())
            width[method] = width.get(method, 0) + float((league.high - league.low + 1).mean(axis=-1).sum())
        done += now
        if done >= most or (done >= runs and held["guarded"] / done > NEAR):
            shares = [{m: x / done for m, x in part.items()} for part in (held, width)]
            return Tally(done, *shares, {level: x / done for level, x in ours.items()})


def cells(k: int, family: str) -> Iterator[tuple[str, str, str, Draw, Floats]]:
    """Shape, size, pattern, how to draw it, and the truth."""
    if family == "made to break it":
        for shape in ODD:
            for size in ODD_SIZES:
                chances = market(shape, "tied", k)
                yield shape, size, "tied", alone(sizes(size, k), chances), chances
        return
    for shape in SHAPES:
        for size in SIZES:
            for pattern in PATTERNS:
                chances = market(shape, pattern, k)
                n = sizes(size, k)
                if family == "one world":
                    rest = np.tile([0.0, 0.0, 0.0, 0.5, 0.5], (k, 1))  # steadier than any world
                    yield shape, size, pattern, world(n, chances, rest), chances
                else:
                    how = {"loyal reviewers": loyal, "shown averages": shown}.get(family, alone)
                    yield shape, size, pattern, how(n, chances), chances


def main() -> None:
    """Print the table and what fell short."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    rng = np.random.default_rng(20261121)
    start = time.process_time()
    plan = {
        "everybody writes once": (BUSINESSES, SHAPES),
        "made to break it": ((3, 4, 10, 20), tuple(ODD)),
        "loyal reviewers": ((3, 4, 10, 20), SHAPES),
        "one world": ((3, 4, 10, 20), SHAPES),
        "shown averages": ((3, 4, 10), SHAPES),
    }
    print(f"{'family':22} {'shape':27} {'k':>3} {'cells':>5} | guarded: worst  mean  width | plain: worst  width")
    short: list[str] = []
    printed: dict[tuple[str, int], NDArray[np.float64]] = {}
    for family, (numbers, shapes) in plan.items():
        for k in numbers:
            runs = {3: 8000, 4: 8000, 6: 5000, 10: 2500, 20: 1200, 50: 400, 100: 200}[k] // (10 if quick else 1)
            tallies: dict[str, list[tuple[str, Tally]]] = {shape: [] for shape in shapes}
            for shape, size, pattern, draw, chances in cells(k, family):
                tally = measure(draw, chances, rng, runs, runs * (1 if quick else 5))
                tallies[shape].append((f"{size} {pattern}", tally))
                share = tally.held["guarded"]
                if share < BAR:
                    short.append(f"{family}, {shape}, k={k}, {size} {pattern}: {share:.4f} of {tally.runs}")
                if tally.ours:
                    worst = printed.get((family, k), np.ones(len(LEVELS)))
                    printed[family, k] = np.minimum(worst, list(tally.ours.values()))
            for shape, found in tallies.items():
                got = [tally for _, tally in found]
                width = np.mean([t.width["guarded"] for t in got])
                print(
                    f"{family:22} {shape:27} {k:3} {len(got):5} | {min(t.held['guarded'] for t in got):14.3f}"
                    f" {np.mean([t.held['guarded'] for t in got]):5.3f} {width:6.2f}"
                    f" | {min(t.held['plain'] for t in got):12.3f} {np.mean([t.width['plain'] for t in got]):6.2f}",
                    flush=True,
                )
    print(f"\n{time.process_time() - start:.0f} CPU-seconds.  Cells below {BAR:.0%}: {len(short)}")
    print("\n".join(short))
    print(f"\nThe rule printed for ours, worst cell, by the level of the first-place test: {LEVELS}")
    for (family, k), worst in printed.items():
        print(f"{family:22} k={k:3}  {'  '.join(f'{x:.3f}' for x in worst)}")


if __name__ == "__main__":
    main()
