"""Whether "n more needed" is right: the real test, run on fresh made-up scores at the planned number.

    python benchmarks/needed_power.py

The plan is for a power of 80 %; between 75 and 85 % is right.  Rivals' scores are drawn anew as well, and
spread, market mean and guard are estimated from what is drawn.
"""

from __future__ import annotations

import itertools
import time

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from shapes import VALUES, Floats, histograms, lowered, moments

from standout.stats.guard import far_end, guarded_squared_error
from standout.stats.needed import more_needed, more_needed_each
from standout.stats.welch import pairwise_z

TOPS = {
    "bell": np.array([0.03, 0.09, 0.28, 0.38, 0.22]),
    "J": np.array([0.08, 0.02, 0.02, 0.10, 0.78]),
}
RIVALS, LEADS, CLAIMS = (3, 6, 10), (0.2, 0.4, 0.6, 0.8), (1, 4, 12)
OWN, RUNS, MOST = 39, 4000, 20_000


def passed(rng: np.random.Generator, n: NDArray[np.int64], chances: Floats, critical: float, runs: int) -> float:
    """How often the guarded test shows the first place of business 0."""
    wins = 0
    for part in np.array_split(np.arange(runs), max(1, runs // 2000)):
        count, mean, variance = moments(histograms(rng, len(part), n, chances))
        typical = variance.mean(axis=-1, keepdims=True)
        se2 = guarded_squared_error(count, variance, variance, typical, floor=far_end(mean, count, 1, 5))
        z = pairwise_z(mean, se2, count - 1)[:, 0, 1:].min(axis=-1)
        wins += int((z >= critical).sum())
    return wins / runs


def main() -> None:
    """Print power at the planned number, by shape, number of rivals, lead and number of claims."""
    rng = np.random.default_rng(7)
    start = time.process_time()
    powers: list[float] = []
    print(f"{'who gets more':13} {'shape':5} {'rivals':>6} {'claims':>6} | planned number and power at leads {LEADS}")
    for (shape, top), rivals, claims, spread in itertools.product(TOPS.items(), RIVALS, CLAIMS, ("tied", "apart")):
        for who in ("ours", "each"):
            line = []
            for lead in LEADS:
                steps = np.zeros(rivals) if spread == "tied" else np.linspace(0, 0.5, rivals)
                chances = np.array([top, *(lowered(top, lead + step) for step in steps)])
                n = np.array([OWN, *([400] * rivals if who == "ours" else [40] * rivals)])
                power = planned(rng, chances, n, claims, who)
                line.append("-" if power is None else f"{power[0]:5} {power[1]:.3f}")
                powers += [] if power is None else [power[1]]
            row = "   ".join(f"{x:>11}" for x in line)
            print(f"{who + ' ' + spread:13} {shape:5} {rivals:6} {claims:6} | {row}", flush=True)
    inside = np.mean([0.75 <= power <= 0.85 for power in powers])
    low, high, mean = min(powers), max(powers), np.mean(powers)
    print(f"\n{len(powers)} plans: power {low:.3f} to {high:.3f}, mean {mean:.3f}, {inside:.1%} inside 75-85 %")
    print("- : nothing more is needed, or no number of ours alone can do it")
    print(f"{time.process_time() - start:.0f} CPU-seconds")


def planned(
    rng: np.random.Generator, chances: Floats, n: NDArray[np.int64], claims: int, who: str
) -> tuple[int, float] | None:
    """The planned number of our scores more, and the power found there; None where there is no plan."""
    mean = chances @ VALUES
    variance = chances @ VALUES**2 - mean**2
    critical = float(-ndtri(0.05 / claims))

    def error(numbers: Floats) -> Floats:
        return guarded_squared_error(numbers, variance, variance, variance.mean(), floor=far_end(mean, numbers, 1, 5))

    ask = more_needed if who == "ours" else more_needed_each
    more = ask(mean, np.sqrt(variance), n, 0, critical, most=MOST, error=error)
    if not more:
        return None
    after = n + more if who == "each" else n + more * (np.arange(len(n)) == 0)
    return more, passed(rng, after, chances, critical, RUNS)


if __name__ == "__main__":
    main()
