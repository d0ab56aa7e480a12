"""Few scores: how often a first place is shown wrongly, and how often rightly, at 8, 15 and 39 scores each.

    python benchmarks/small_samples.py
    python benchmarks/small_samples.py --runs 100     a tenth

Ours and three rivals have the same number of scores; one claim, stated beforehand, at 5 %.  "e-value" is the
least over rivals, at least 20; the product lets nothing else speak under 30.  "guarded t" is what it uses from 30
on.  "permutation" mixes up the labels of ours and each rival (999 mixes) and is the usual advice for few scores.
"fives" is Fisher's exact test on the share of fives: another claim than one about means, exact at any number.
"""

from __future__ import annotations

import argparse
import time
from math import comb

import numpy as np
from first_place import TIES, tied_market
from numpy.typing import NDArray
from scipy.special import ndtri
from shapes import VALUES, Floats, histograms, lowered, moments

from standout.stats.evalues import pair_evalue
from standout.stats.guard import far_end, guarded_squared_error
from standout.stats.shares import larger_share_p, most_chosen_p
from standout.stats.welch import pairwise_z

SIZES, RIVALS, ALPHA, MIXES = (8, 15, 39), 3, 0.05, 999
METHODS = ("e-value", "guarded t", "Welch", "permutation", "fives")
TOPS = {"bell": np.array([0.03, 0.09, 0.28, 0.38, 0.22]), "J": np.array([0.08, 0.02, 0.02, 0.10, 0.78])}
LEADS = (0.4, 0.8, 1.2, 2.0)
SCALED = (VALUES - 1) / 4


def shown(rng: np.random.Generator, n: int, chances: Floats, runs: int) -> dict[str, float]:
    """Share of runs in which each method shows business 0 to be first."""
    counts = histograms(rng, runs, np.full(len(chances), n), chances)
    size, mean, variance = moments(counts)
    typical = variance.mean(axis=-1, keepdims=True)
    guarded = guarded_squared_error(size, variance, variance, typical, floor=far_end(mean, size, 1, 5))
    z = {"guarded t": pairwise_z(mean, guarded, size - 1), "Welch": pairwise_z(mean, variance / size, size - 1)}
    least = {method: one[:, 0, 1:].min(axis=-1) for method, one in z.items()}
    found = {method: float((one > -ndtri(ALPHA)).mean()) for method, one in least.items()}
    hard = np.argsort(-mean[:, 1:], axis=1, kind="stable") + 1
    found["e-value"] = float(np.mean([by_evalues(one, order) for one, order in zip(counts, hard, strict=True)]))
    found["permutation"] = float(np.mean([by_mixing(rng, one, n) for one in counts]))
    found["fives"] = float(np.mean([larger_share_p(one[:, 4], one.sum(axis=1)) <= ALPHA for one in counts]))
    return found


def by_evalues(counts: Floats, order: NDArray[np.int64]) -> bool:
    return all(pair_evalue(counts[0], counts[rival], SCALED) >= 1 / ALPHA for rival in order)


def by_mixing(rng: np.random.Generator, counts: Floats, n: int) -> bool:
    """Labels of ours and each rival mixed up; every rival has to be passed."""
    for rival in counts[1:]:
        both = (counts[0] + rival).astype(np.int64)
        mixed = rng.multivariate_hypergeometric(both, n, MIXES) @ VALUES
        if (1 + (mixed >= counts[0] @ VALUES - 1e-9).sum()) / (MIXES + 1) > ALPHA:
            return False
    return True


def errors(rng: np.random.Generator, runs: int) -> None:
    print("\nOurs ties with the best rival, the others are far behind: wrong first places (bar 5 %)\n")
    print(f"| scores each | ours, best rival | {' | '.join(METHODS)} |")
    print(f"| --- | --- | {' | '.join(['---'] * len(METHODS))} |")
    for n in SIZES:
        for name, (ours, best) in TIES.items():
            got = shown(rng, n, tied_market(ours, best, "lower", RIVALS + 1), runs)
            cells = [f"{got[method]:.1%}" for method in METHODS]
            if ours[4] > best[4]:
                cells[-1] = "true"
            print(f"| {n} | {name} | {' | '.join(cells)} |", flush=True)


def powers(rng: np.random.Generator, runs: int) -> None:
    print("\nOurs is truly ahead of three tied rivals: how often that is shown\n")
    print("| scores each | shape | true lead | e-value | guarded t | fives |")
    print("| --- | --- | --- | --- | --- | --- |")
    for n in SIZES:
        for shape, top in TOPS.items():
            for lead in LEADS:
                got = shown(rng, n, np.array([top, *[lowered(top, lead)] * RIVALS]), runs)
                t = f"{got['guarded t']:.0%}" + (" (not used)" if n < 30 else "")
                print(f"| {n} | {shape} | {lead} | {got['e-value']:.0%} | {t} | {got['fives']:.0%} |", flush=True)


def chosen() -> None:
    """The exact test of "most chosen", by listing every outcome among those who chose one of the first two."""
    print("\n'Most chosen', exactly: chance that it is shown, of those who chose us or the nearest rival\n")
    print("| people | truly tied (bar 5 %) | 60 % ours | 70 % | 80 % |")
    print("| --- | --- | --- | --- | --- |")
    for n in SIZES:
        passed = [a for a in range(n + 1) if most_chosen_p([a, n - a]) <= ALPHA]
        share = [sum(comb(n, a) * p**a * (1 - p) ** (n - a) for a in passed) for p in (0.5, 0.6, 0.7, 0.8)]
        print(f"| {n} | {share[0]:.1%} | {' | '.join(f'{x:.0%}' for x in share[1:])} |")


def periods(rng: np.random.Generator, runs: int) -> None:
    """E-values of separate periods multiply: five periods of fifteen scores, claimed at whichever passes first."""
    print("\nE-values multiplied over five periods of 15 scores each, looked at after every one\n")
    print("| ours, rival | shown by the 1st | 2nd | 3rd | 4th | 5th |")
    print("| --- | --- | --- | --- | --- | --- |")
    cases = {
        "tied, J": (TIES["J"][0], TIES["J"][1]),
        "tied, J and steady": TIES["unequal: J, steady"],
        "bell, a lead of 0.8": (TOPS["bell"], lowered(TOPS["bell"], 0.8)),
        "J, a lead of 0.8": (TOPS["J"], lowered(TOPS["J"], 0.8)),
    }
    for name, pair in cases.items():
        purse = np.ones((runs, 5))
        for period in range(5):
            counts = histograms(rng, runs, np.array([15, 15]), np.array(pair))
            purse[:, period] = [pair_evalue(a, b, SCALED) for a, b in counts]
        reached = np.maximum.accumulate(np.cumprod(purse, axis=1), axis=1) >= 1 / ALPHA
        print(f"| {name} | {' | '.join(f'{x:.1%}' for x in reached.mean(axis=0))} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    rng = np.random.default_rng(20261122)
    start = time.process_time()
    errors(rng, runs)
    powers(rng, runs // 2)
    chosen()
    periods(rng, runs // 2)
    print(f"\n{time.process_time() - start:.0f} CPU-seconds")


if __name__ == "__main__":
    main()
