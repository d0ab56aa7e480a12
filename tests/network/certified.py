"""Certified: choices on tiny graphs, each beside what enumeration of every world says is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from network import exact
from standout.network.choosing import Terms, chosen

KINDS = (
    "one over in-degree",
    "one chance",
    "own chances",
    "threshold, even",
    "threshold, weights",
    "values",
    "left out",
    "deadline",
    "rivals",
    "budget",
    "budget and heads",
    "floors",
    "all at once",
)
"""Chances, models and terms that are tried."""
FIXED = {
    "one over in-degree": "none",
    "one chance": "one",
    "own chances": "own",
    "threshold, even": "none",
    "threshold, weights": "weights",
}
N, TIES, LISTENED = 8, 12, 9


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a certificate held."""

    low_held: bool
    high_held: bool
    curve_held: bool
    share: float  # of the best possible
    ratio: float
    stopped: str


def verdicts(kind: str, graphs: int, *, delta: float, most_sets: int = 50_000, seed: int = 0) -> Iterator[Verdict]:
    """Give the verdict on a choice on each of so many graphs drawn at random."""
    random = np.random.default_rng([KINDS.index(kind), seed])
    for number in range(graphs):
        yield _verdict(kind, random, number, delta, most_sets)


def _verdict(kind: str, random: np.random.Generator, number: int, delta: float, most_sets: int) -> Verdict:
    model = "lt" if kind.startswith("threshold") else "ic"
    g = exact.tiny(random, N, LISTENED if model == "lt" else TIES, _chances(kind, random))
    terms, limits, counts = _terms(kind, random)
    ways = exact.worlds(g, model)
    most, _ = exact.best(ways, **limits, **counts)
    made = chosen(g, terms, model=model, delta=delta, seed=number, threads=1, most_sets=most_sets)
    people = made.people.tolist()
    assert tuple(sorted(people)) in set(exact.choices(N, **limits)), (kind, number, people)
    true = [exact.spread(ways, people[: j + 1], **counts) for j in range(len(people))]
    curve = made.curve
    within = (curve[:, 1] <= np.array(true) + 1e-9) & (np.array(true) - 1e-9 <= curve[:, 2])
    spread = true[-1] if true else 0.0
    return Verdict(
        made.low <= spread + 1e-9, made.high >= most - 1e-9, bool(within.all()), spread / most if most else 1.0,
        made.ratio, made.stopped,
    )  # fmt: skip


def _chances(kind: str, random: np.random.Generator) -> str:
    fixed = {
        "one over in-degree": "none",
        "one chance": "one",
        "threshold, even": "none",
        "threshold, weights": "weights",
    }
    return fixed.get(kind) or ("own" if kind == "own chances" else str(random.choice(["none", "one", "own"])))


def _terms(kind: str, random: np.random.Generator) -> tuple[Terms, dict[str, Any], dict[str, Any]]:
    """Give the terms, and the same as the oracle takes them: limits of a choice, and what counts."""
    every = kind == "all at once"
    limits: dict[str, Any] = {"k": int(random.integers(1, 4))}
    counts: dict[str, Any] = {}
    if kind == "values" or every:
        counts["values"] = random.exponential(size=N)
    if kind == "deadline" or every:
        counts["hops"] = int(random.integers(0, 3))
    if kind == "rivals" or every:
        counts["rivals"] = random.choice(N, 2, replace=False)
    if kind == "left out" or every:
        limits["exclude"] = random.random(N) < 0.3
        limits["exclude"][0] = False
    if kind.startswith("budget") or every:
        limits |= {"costs": random.uniform(0.2, 3, N), "budget": float(random.uniform(3, 6))}
        limits["k"] = None if kind == "budget" else limits["k"]
    if kind == "floors" or every:
        limits |= {"groups": random.integers(0, 2, N), "floors": {1: 1}}
        limits["groups"][0] = 1
    if "rivals" in counts:  # who tells something else isn't asked to tell ours
        limits["exclude"] = limits.get("exclude", np.zeros(N, bool)).copy()
        limits["exclude"][counts["rivals"]] = True
        counts["rivals"] = counts["rivals"][counts["rivals"] != 0]
        limits["exclude"][0] = False
    return Terms(**limits, **counts), limits, counts
