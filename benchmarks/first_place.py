"""How often a first place is shown that isn't one: ties at the top, where it is easiest to err.

    python benchmarks/first_place.py

Ours ties with the best rival; bar 5 %, for one claim and for any of eight (Holm).  The last tables are the
exact guarantee of e-values, by listing every possible sample, and first places over shown averages.
"""

from __future__ import annotations

import itertools
import time
from math import factorial

import numpy as np
from numpy.typing import NDArray
from rank_coverage import EACH, alone, loyal
from scipy.special import ndtri
from shapes import BASES, ODD, UNEQUAL, VALUES, Floats, histograms, lowered, moments

from standout.stats.bounded import shown_average
from standout.stats.evalues import pair_evalue
from standout.stats.welch import pairwise_z

TIES = {name: (np.array(p), np.array(p)) for name, p in BASES.items()} | {
    "unequal: J, bell": (np.array(UNEQUAL[0]), np.array(UNEQUAL[1])),
    "unequal: J, steady": (np.array(UNEQUAL[0]), np.array(UNEQUAL[2])),
    "unequal: steady, J": (np.array(UNEQUAL[2]), np.array(UNEQUAL[0])),
    "97% fives, steady": tuple(np.array(p) for p in ODD["one 97% fives among steady"]),
}
SIZES = ((30, 30), (60, 60), (100, 100), (150, 150), (300, 300), (30, 300), (300, 30), (30, 15))
STEADY = np.array([0.5, 0.5, 0.0, 0.0, 0.0])
RUNS = 10_000


def tied_market(ours: Floats, best: Floats, rest: str, businesses: int) -> Floats:
    """Ours, the rival that ties with it, and the rest."""
    low = [1.0, 0.0, 0.0, 0.0, 0.0] if ours @ VALUES < 2.5 else lowered(best, 0.8)
    other = {"tied": best, "lower": np.array(low), "far and steady": STEADY}[rest]
    return np.array([ours, best, *[other] * (businesses - 2)])


def shown_wrongly(draw: dict[str, tuple[Floats, Floats, Floats]], level: float) -> dict[str, float]:
    """Share of runs in which the first business passes, by method."""
    return {
        method: float((pairwise_z(mean, se2, df)[:, 0, 1:].min(axis=-1) > -ndtri(level)).mean())
        for method, (mean, se2, df) in draw.items()
    }


def table(rng: np.random.Generator, reviewers: str) -> None:
    print(f"\n{reviewers}: share of runs with a false first place, worst over sizes (4 businesses)")
    print(f"{'the rest':16} {'shape':20} | guarded: one claim  any of eight | plain: one claim  any of eight")
    for rest, (name, (ours, best)) in itertools.product(("tied", "lower", "far and steady"), TIES.items()):
        worst = np.zeros(4)
        for sizes in SIZES:
            if reviewers != "everybody writes once" and min(sizes) < 30:
                continue
            n = np.array([sizes[0], *[sizes[1]] * 3])
            chances = tied_market(ours, best, rest, 4)
            draw = (alone if reviewers == "everybody writes once" else loyal)(n, chances)
            drawn = draw(rng, RUNS)
            one, eight = shown_wrongly(drawn, 0.05), shown_wrongly(drawn, 0.05 / 8)
            found = [one["guarded"], 1 - (1 - eight["guarded"]) ** 8, one["plain"], 1 - (1 - eight["plain"]) ** 8]
            worst = np.maximum(worst, found)
        guarded, plain = f"{worst[0]:18.3f} {worst[1]:13.3f}", f"{worst[2]:16.3f} {worst[3]:13.3f}"
        print(f"{rest:16} {name:20} | {guarded} | {plain}", flush=True)


def evalue_runs(rng: np.random.Generator) -> None:
    """Two tied businesses, many samples each: how often the e-value passes 20."""
    print("\ne-values: share of runs at or above 20 where ours ties with the rival (bar 5 %)")
    for name, (ours, best) in TIES.items():
        passed = []
        for n in ((30, 30), (100, 100), (300, 300), (30, 300)):
            counts = histograms(rng, 400, np.array(n), np.array([ours, best]))
            passed.append(np.mean([pair_evalue(a, b, (VALUES - 1) / 4) >= 20 for a, b in counts]))
        print(f"{name:20} {max(passed):.4f}")


def samples(n: int, values: int) -> NDArray[np.int64]:
    """Every histogram of n scores."""
    return np.array([x for x in itertools.product(range(n + 1), repeat=values) if sum(x) == n])


def expected_evalue(n: int, ours: Floats, rival: Floats) -> float:
    """Mean of the e-value over every pair of samples of n, with its chance."""
    every = samples(n, 5)
    ways = factorial(n) / np.array([np.prod([factorial(c) for c in row]) for row in every])
    first, second = (ways * np.prod(p**every, axis=1) for p in (ours, rival))
    pairs = [(i, j) for i in np.flatnonzero(first) for j in np.flatnonzero(second)]
    return float(sum(first[i] * second[j] * pair_evalue(every[i], every[j], (VALUES - 1) / 4) for i, j in pairs))


def exact() -> None:
    print("\nmean of the e-value over all samples, exactly (bar: at most 1)")
    for n in range(1, 7):
        pairs = TIES if n <= 4 else {k: TIES[k] for k in ("J", "unequal: J, steady", "97% fives, steady")}
        means = {name: expected_evalue(n, *pair) for name, pair in pairs.items()}
        print(f"n = {n}: largest {max(means.values()):.4f} of {len(means)} ties ({max(means, key=means.__getitem__)})")


def shown(rng: np.random.Generator) -> None:
    """Ours measured or shown, rivals only as a rounded average and a count."""
    print("\nshown averages (one decimal): share of runs with a false first place (bar 5 %), worst over sizes")
    for (name, (ours, best)), whole in itertools.product(TIES.items(), (False, True)):
        worst = 0.0
        for sizes in SIZES:
            n = np.array([sizes[0], *[sizes[1]] * 3])
            chances = tied_market(ours, best, "lower", 4)
            count, mean, _ = moments(histograms(rng, 1500, n, chances))
            rough = np.round(mean + 1e-9, 1)
            said = [
                [shown_average(m, int(c), 1, 5, 1) for m, c in zip(*row, strict=True)]
                for row in zip(rough, count, strict=True)
            ]
            middle, slack, variance = (
                np.array([[getattr(x, part) for x in row] for row in said]) for part in ("middle", "slack", "variance")
            )
            se2, df = variance / count, count - 1
            if not whole:
                _, (own, own_se2, own_df) = alone(n, chances)(rng, 1500).values()
                middle[:, 0], slack[:, 0], se2[:, 0], df[:, 0] = own[:, 0], 0, own_se2[:, 0], own_df[:, 0]
            z = pairwise_z(middle, se2, df, slack)[:, 0, 1:].min(axis=-1)
            worst = max(worst, float((z > -ndtri(0.05)).mean()))
        print(f"{name:20} {'all shown' if whole else 'ours measured':14} {worst:.4f}", flush=True)


def main() -> None:
    rng = np.random.default_rng(20261122)
    start = time.process_time()
    table(rng, "everybody writes once")
    table(rng, f"{EACH} reviews from each reviewer")
    evalue_runs(rng)
    shown(rng)
    exact()
    print(f"\n{time.process_time() - start:.0f} CPU-seconds")


if __name__ == "__main__":
    main()
