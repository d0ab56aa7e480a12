"""Whether "if they come like those so far" is right: what it says of made-up leagues, and what then came.

    python benchmarks/what_if.py

In each league every business has a true mean; scores are drawn, the verdict is given, and it is said how likely each
verdict is once so many more have come.  Then as many more are drawn from the same truth.  Of the verdicts that were
said to come in 30 to 40 of 100 cases, 30 to 40 of 100 should.
"""

from __future__ import annotations

import itertools
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapes import VALUES, lowered

from standout.stats import what_if
from standout.stats.ranks import all_pairs_critical
from standout.stats.retested import VERDICTS, held, verdict_of

TOPS = {
    "bell": np.array([0.03, 0.09, 0.28, 0.38, 0.22]),
    "J": np.array([0.08, 0.02, 0.02, 0.10, 0.78]),
}
MORE, WHOSE = (10, 50, 200), ("ours", "each")
RIVALS, LEAGUES = 5, 500
EDGES = np.array([0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0])

Floats = NDArray[np.float64]


def sums(scores: Floats) -> list[float]:
    """Give the eight sums of scores that as many people gave."""
    x = 100 * scores
    n, total, squares = float(len(x)), float(x.sum()), float((x * x).sum())
    return [n, n, total, squares, n, squares, total, n]


def league(rng: np.random.Generator, top: Floats) -> tuple[dict[str, Any], list[Floats]]:
    """Give the numbers of a verdict, and the truth behind each business."""
    truth = [lowered(top, step) for step in rng.uniform(0, 0.5, RIVALS + 1)]
    counts = rng.integers(30, 200, RIVALS + 1)
    inside = [sums(rng.choice(VALUES, n, p=chances)) for n, chances in zip(counts, truth, strict=True)]
    return {
        "low": 1.0, "high": 5.0, "least": 1.0, "most": 5.0, "unit": 1, "judged_from": 15, "spread_from": 15,
        "proven_from": 30, "rivals_from": 3, "testable": True, "proven_z": 1.75, "likely_z": 1.4, "rest": [0, 0, 0.0],
        "critical": [all_pairs_critical(many) for many in range(2, RIVALS + 2)], "inside": inside,
        "around": [[one[0], one[1], one[2], one[3], one[7]] for one in inside], "page": [None] * (RIVALS + 1),
    }, truth  # fmt: skip


def came(rng: np.random.Generator, given: dict[str, Any], truth: list[Floats], more: int, whose: str) -> str:
    """Give the verdict once so many more scores have come, drawn from the truth."""
    takes = held(given).takes(whose)
    scores = [
        rng.choice(VALUES, more, p=chances).tolist() if one else [] for one, chances in zip(takes, truth, strict=True)
    ]
    return verdict_of(given, scores)


def main() -> None:
    """Print how often verdicts came, by how often they were said to, and how far the shares are off."""
    rng, start = np.random.default_rng(3), time.process_time()
    told, came_so = [], []
    for (name, top), more, whose in itertools.product(TOPS.items(), MORE, WHOSE):
        said, seen = np.zeros((2, LEAGUES, len(VERDICTS)))
        for at in range(LEAGUES):
            given, truth = league(rng, top)
            likely = what_if.cases(held(given), more, whose).likely
            said[at] = [likely.get(one, 0.0) for one in VERDICTS]
            seen[at, VERDICTS.index(came(rng, given, truth, more, whose))] = 1
        right = said.argmax(axis=1) == seen.argmax(axis=1)
        off = ((said - seen) ** 2).sum(axis=1).mean()
        print(f"{name:5} {more:4} more {whose:5}  likeliest verdict: said {said.max(axis=1).mean():.3f}, came "
              f"{right.mean():.3f};  squared error {off:.3f}", flush=True)  # fmt: skip
        told.append(said)
        came_so.append(seen)
    by_share(np.concatenate(told).ravel(), np.concatenate(came_so).ravel())
    print(f"{time.process_time() - start:.0f} s of CPU")


def by_share(told: Floats, seen: Floats) -> None:
    """Print how often verdicts came, by how often they were said to."""
    print("\nsaid to come      on average   came    of")
    for low, high in itertools.pairwise(EDGES):
        inside = (told > low) & (told <= high) if low else (told > 0) & (told <= high)
        if inside.any():
            said, came_so = told[inside].mean(), seen[inside].mean()
            print(f"{low:.2f} to {high:.2f}     {said:.3f}      {came_so:.3f}   {inside.sum():6}")
    print(f"never said to come: came {seen[told == 0].mean():.5f} of {(told == 0).sum()}")


if __name__ == "__main__":
    main()
