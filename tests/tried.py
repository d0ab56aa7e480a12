"""Verdicts made by hand for the slider: the numbers behind them, drawn at random but always the same."""

from typing import Any

import numpy as np

from standout.stats.ranks import all_pairs_critical
from standout.stats.retested import AROUND, KINDS

SCALES = ((1.0, 5.0), (0.0, 10.0), (0.0, 100.0))


def sums(scores: np.ndarray, who: np.ndarray, unit: int = 1) -> list[int]:
    """Give the eight sums of scores in points, by the people who gave them."""
    x = np.rint(100 * scores).astype(np.int64)
    total, n = np.bincount(who, unit * x), np.bincount(who, np.full(len(x), unit))
    total, n = total[n > 0].astype(np.int64), n[n > 0].astype(np.int64)
    found = (len(x), unit * len(x), unit * x.sum(), unit * (x * x).sum(), len(n),
             (total * total).sum(), (total * n).sum(), (n * n).sum())  # fmt: skip
    return [int(one) for one in found]


def around(inside: list[int]) -> list[int]:
    """Give of these sums what is kept over all worlds."""
    return [inside[KINDS.index(kind)] for kind in AROUND]


def numbers(means: list[float], n: list[int], seed: int = 0, **other: Any) -> dict[str, Any]:
    """Give the numbers of a verdict on stars, each by somebody else; ours first."""
    rng = np.random.default_rng(seed)
    inside = [
        sums(np.clip(np.rint(rng.normal(mean, 0.9, many)), 1, 5), np.arange(many))
        for mean, many in zip(means, n, strict=True)
    ]
    usual = {
        "low": 1.0, "high": 5.0, "least": 1.0, "most": 5.0, "unit": 1, "judged_from": 15, "spread_from": 15,
        "proven_from": 30, "rivals_from": 3, "testable": True, "proven_z": 1.75, "likely_z": 1.7, "rest": [0, 0, 0.0],
        "critical": [all_pairs_critical(many) for many in range(2, len(n) + 1)], "inside": inside,
        "around": [around(one) for one in inside], "page": [None] * len(n),
    }  # fmt: skip
    return usual | other


def any_numbers(rng: np.random.Generator) -> dict[str, Any]:
    """Give the numbers of a verdict of any kind: scale, people who wrote often, worlds, pages, weights, rules."""
    low, high = SCALES[rng.integers(3)]
    wide, unit = high - low, int(rng.choice([1, 1, 1, 4, 9]))
    centre = low + wide * rng.uniform(0.5, 0.9)
    inside, whole, page = [], [], []
    for place in range(int(rng.integers(2, 8))):
        n = int(rng.integers(5, 20)) if rng.random() < 0.2 else int(rng.integers(15, 300))
        who = rng.integers(0, max(n * 2 // 3, 1), n) if rng.random() < 0.4 else np.arange(n)
        mean, spread = centre + wide * rng.normal(0, 0.05), wide * rng.uniform(0.02, 0.3)
        scores = np.clip(np.rint(rng.normal(mean, spread, n)), low, high)
        more = np.clip(np.rint(rng.normal(centre, 0.2 * wide, int(rng.integers(0, 200)))), low, high)
        inside.append(sums(scores, who, unit))
        everybody = np.concatenate([who, n + np.arange(len(more))])
        whole.append(around(sums(np.concatenate([scores, more]), everybody, unit)))
        shown = place > 0 and low == 1 and rng.random() < 0.15
        page.append([n, round(float(np.clip(centre, low, high)), 1), 1.2, n - 1.0, 0.05] if shown else None)
    rest = int(rng.integers(0, 3))
    return {
        "low": low, "high": high, "least": low if rng.random() < 0.9 else None, "most": high, "unit": unit,
        "judged_from": 15, "spread_from": 15, "proven_from": 30, "rivals_from": int(rng.choice([1, 2, 3])),
        "testable": bool(rng.random() < 0.9), "proven_z": float(rng.uniform(1.5, 4)),
        "likely_z": float(rng.uniform(1, 3)) if rng.random() < 0.95 else None,
        "rest": [rest, rest, rest * (0.2 * wide) ** 2],
        "critical": [all_pairs_critical(many) for many in range(2, rest + len(page) + 1)],
        "inside": inside, "around": whole, "page": page,
    }  # fmt: skip
