"""Dominance: how often luck makes somebody the largest, and how often limits of shares miss the truth.

Run      python benchmarks/dominance_error.py
Makes    markets with known shares: 2 to 50 businesses tied for the first place with others far behind, 100 to
         5,000 people; people who write once, and people who write five times each
Bar      a wrong "largest" in at most 5 %; all limits of a market right in at least 95 %, less what chance gives
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from standout.stats.largest import largest_p, share_intervals

RUNS = 4000
ALPHA = 0.05
Ints = NDArray[np.int64]


def shares(tied: int, behind: int = 8) -> NDArray[np.float64]:
    """Give shares of which the first ``tied`` are the same and the others a fifth of them."""
    part = np.r_[np.ones(tied), np.full(behind, 0.2)]
    return np.asarray(part / part.sum())


def drawn(share: NDArray[np.float64], people: int, each: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Give reviews and people of each business: with ``each`` above 1, a tenth of the people write so often."""
    once = rng.multinomial(people - people // 10, share, size=RUNS)
    often = rng.multinomial(people // 10, share, size=RUNS)
    return once + each * often, once + often


def wrong(people: Ints) -> float:
    """Give how often one of several that are tied is called the largest."""
    return float(np.mean(largest_p(people) <= ALPHA))


def missed(counts: Ints, share: NDArray[np.float64]) -> float:
    """Give how often the limits of a market miss one of its shares."""
    count = 0
    for row in counts[:1000]:
        low, high = share_intervals(row, int(row.sum()), len(share))
        count += bool(((share < low) | (share > high)).any())
    return count / 1000


def goodman(counts: Ints, share: NDArray[np.float64]) -> float:
    """Give the same for the limits of Goodman (1965), which need less work and are too narrow for small shares."""
    people = counts[:1000].sum(axis=1, keepdims=True)
    a = ndtri(1 - ALPHA / (2 * len(share))) ** 2
    middle = a + 2 * counts[:1000]
    half = np.sqrt(a * (a + 4 * counts[:1000] * (1 - counts[:1000] / people)))
    low, high = (middle - half) / (2 * (people + a)), (middle + half) / (2 * (people + a))
    return float(((share < low) | (share > high)).any(axis=1).mean())


def main() -> None:
    """Print the table."""
    rng = np.random.default_rng(11)
    print(
        "| tied | people | reviews each | wrong: people counted | wrong: reviews counted | limits miss: people counted "
        "| reviews counted | Goodman's limits |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    worst = [0.0, 0.0]
    for tied in (2, 3, 10, 50):
        for people in (100, 300, 1000, 5000):
            for each in (1, 5):
                share = shares(tied)
                reviews, who = drawn(share, people, each, rng)
                found = wrong(who), wrong(reviews), missed(who, share), missed(reviews, share), goodman(who, share)
                worst = [max(worst[0], found[0]), max(worst[1], found[2])]
                print(
                    f"| {tied} | {people} | {each} | {found[0]:.3f} | {' | '.join(f'{one:.3f}' for one in found[1:])} |"
                )
    print(f"\nworst: wrong largest {worst[0]:.3f}, limits miss {worst[1]:.3f} ({RUNS} and 1,000 markets each)")
    sys.exit(worst[0] > ALPHA + 0.01)


if __name__ == "__main__":
    main()
