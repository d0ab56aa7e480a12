"""How often a combination of aspects is called first where none is, and how often a planted one is found.

    python benchmarks/curation_error.py             400 runs a line
    python benchmarks/curation_error.py --quick     60 runs

Four aspects on a scale of 1 to 5, so six pairs and four threes; five businesses; one judgement in five leaves an
aspect out.  "J" scores are eight in ten fives and the rest low.  A run counts as false if any combination on which
ours is not truly ahead is called first.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from numpy.typing import NDArray

from standout.questions.est.claims import Rules, claims
from standout.questions.est.curation import combinations_of, removals
from standout.questions.est.market import Aspect
from standout.questions.est.standing import standing
from standout.stats.worlds.rows import MISSING, rows_of

RULES = Rules(0.05, 15, 30, 3)
ASPECTS = tuple(Aspect(f"a_{name}", name, 1.0, 5.0, "", 1.0, 5.0) for name in ("coffee", "staff", "quiet", "price"))
LOW = [2.5] * 4
MARKETS = {
    "all alike": [[3.8] * 4] * 5,
    "one rival alike": [[3.8] * 4] * 2 + [LOW] * 3,
    "tied together": [[3.8] * 4, [4.2, 3.4, 4.2, 3.4], [3.4, 4.2, 3.4, 4.2], LOW, LOW],
    "planted pair": [[4.0, 4.0, 3.0, 3.0], [4.3, 3.2, 3.0, 3.6], [3.2, 4.3, 3.6, 3.0], [3.0, 3.0, 3.6, 3.6], LOW],
}


def stars(rng: np.random.Generator, mean: NDArray[np.float64], shape: str) -> NDArray[np.int64]:
    """Draw a star for each mean: shaped like a bell, or with most at the top."""
    if shape == "bell":
        return 1 + (rng.random((4, len(mean))) < (mean - 1) / 4).sum(axis=0)
    return np.where(rng.random(len(mean)) < (mean - 1) / 4, 5, 1)


def run(rng: np.random.Generator, means: NDArray[np.float64], n: int, shape: str, people: int) -> tuple[int, int]:
    """Give whether a false first place was called, and how many true ones."""
    business = np.repeat(np.arange(len(means)), n)
    scores = [
        np.where(rng.random(len(business)) < 0.2, MISSING, 100 * stars(rng, means[business, a], shape))
        for a in range(len(ASPECTS))
    ]
    cluster = np.arange(len(business)) // people if people > 1 else None
    if cluster is not None:
        first = (np.arange(len(business)) // people) * people
        scores = [np.where(rng.random(len(business)) < 0.5, s[first], s) for s in scores]
    tested = combinations_of(rows_of(business, [], scores, cluster=cluster), ASPECTS, RULES)
    known = [standing(one.cell, RULES.proven_from) for one in tested]
    called = [
        [ASPECTS.index(part.aspect) for part in one.parts] for one in removals(tested, known, claims(known, {}, RULES))
    ]
    right = [means[0, at].mean() > means[1:, at].mean(axis=1).max() + 1e-9 for at in called]
    return int(not all(right)), sum(right)


def main() -> None:
    """Print a line for each market, shape and size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    runs = 60 if parser.parse_args().quick else 400
    print(f"{'market':18} {'scores':6} {'n':>4} {'each wrote':>10} {'false':>7} {'true a run':>10} {'s':>5}")
    for name, means in MARKETS.items():
        for shape, n, people in (("bell", 60, 1), ("bell", 300, 1), ("J", 60, 1), ("J", 300, 1), ("bell", 300, 3)):
            rng, began = np.random.default_rng(11), time.process_time()
            found = [run(rng, np.array(means), n, shape, people) for _ in range(runs)]
            false, true = np.mean(found, axis=0)
            print(
                f"{name:18} {shape:6} {n:4} {people:10} {100 * false:5.1f} % {true:10.2f} "
                f"{time.process_time() - began:5.1f}"
            )


if __name__ == "__main__":
    main()
