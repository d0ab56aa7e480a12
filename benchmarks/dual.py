"""How tight the bound on the best choice is, beside greedy's, and what it costs: on samples of reverse sets.

    python benchmarks/dual.py [--graphs DIR] [name ...]

``--graphs`` holds NAME.npz as benchmarks/graphs.py makes them; without it, two made ones are used.  Each row is one
sample; "greedy" and "dual" are what a greedy choice covers as a share of either bound (1 says that no choice covers
more), CPU seconds are of the bound alone, compiled before.  Bar: the dual at 0.95 or more wherever greedy is a good
choice, and never below greedy's own.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import numpy as np
from graphs import NAMES, QUICK, made

from standout.network.choosing import Terms
from standout.network.dual import dual_bound
from standout.network.graph import graph
from standout.network.picking import pick
from standout.network.sampling import key
from standout.network.task import Limits, tasked

K = 50
CHANCES = {"cascade": (None, 400_000), "p = .1": (0.1, 50_000)}
"""1 / in-degree, or one for all; and how many sets."""
ENTRIES = 10_000_000
"""Or fewer, where they hold so many people."""


def terms(n: int, cell: str, random: np.random.Generator) -> Terms:
    """Give the terms of a row."""
    costs = random.lognormal(size=n)
    if cell == "budget":
        return Terms(k=None, costs=costs, budget=50.0)
    if cell == "budget, 30":
        return Terms(k=30, costs=costs, budget=20.0)
    if cell == "floors":
        return Terms(k=K, groups=random.integers(0, 10, n).astype(np.int32), floors={3: 15, 4: 10})
    return Terms(k=K)


def row(g, cell: str, sets: int) -> str:
    """Give one row: draw, choose, bound."""
    asked = terms(g.n, cell, np.random.default_rng(3))
    limits = Limits()
    with tasked(g, asked, "ic", goal=0.9, delta=1e-4, limits=limits, seed=1, threads=1) as task:
        sampler = task.sampler
        sample = sampler.more(sampler.empty(), sets, key(1, 1), most=ENTRIES)
        found = pick(task, sample, np.empty(0, np.int64))
        began = time.process_time()
        dual = dual_bound(
            sample.flat, sample.offsets, g.n, k=task.k, order=found.people, adds=found.adds, alone=sample.alone(),
            count=sample.count, allowed=task.allowed, costs=asked.costs, budget=asked.budget, groups=asked.groups,
            floors=asked.floors,
        )  # fmt: skip
        spent = time.process_time() - began
    greedy = found.covered / found.bound if math.isfinite(found.bound) else math.nan
    tight = found.covered / min(dual.bound, found.bound)
    return f"{len(found.people):6} {greedy:8.3f} {tight:8.4f} {dual.steps:6} {spent:8.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graphs", type=Path, help="the folder of NAME.npz")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    asked = parser.parse_args()
    print(
        f"{'graph':>10} {'chances':>8} {'limits':>11} {'chosen':>6} {'greedy':>8} {'dual':>8} {'steps':>6} {'CPU s':>8}"
    )
    for name in asked.names or QUICK:
        if asked.graphs:
            with np.load(asked.graphs / f"{name}.npz") as file:
                n, u, v = int(file["n"]), file["u"], file["v"]
        else:
            n, u, v = made(name, None)
        for chance, (p, sets) in CHANCES.items():
            g = graph(n, u, v, p)
            row(g, "heads", 1_000)  # compiled
            for cell in ("heads", "budget", "budget, 30", "floors") if p is None else ("heads",):
                print(f"{name:>10} {chance:>8} {cell:>11} {row(g, cell, sets)}", flush=True)


if __name__ == "__main__":
    main()
