"""Circle sizes: how often the intervals of rings nobody can list hold the truth that was planted.

    python benchmarks/circle_sizes.py
    python benchmarks/circle_sizes.py --rounds 200      a fifth

Scale-up    300 people know us; whom they would tell is drawn anew in every round: some would tell many, and some
            friends are known to many.  A few of the 300 are asked, and a few of those who came; who is known to more
            comes more often.  Answers are exact, or rounded and misremembered.  Bar: 90 of 100 at a nominal 95 %
Recapture   200 people came through somebody; each of two lists misses some.  Some people stand on lists more easily
            than others, or a code makes it likelier (or less likely) that they were asked.  Bar: as above, as long as
            the odds hang together by no more than three to one; what is further off is printed too
"""

from __future__ import annotations

import argparse

import numpy as np

from standout.stats.recapture import recaptured
from standout.stats.scale_up import known_between, second_circle

KNOWERS, FRIENDS = 300, 900


def friendships(rng: np.random.Generator, uneven: float, popular: float) -> np.ndarray:
    """Give who would tell whom, bool of shape (knowers, friends): rows and columns uneven by the shapes given."""
    rows = rng.gamma(uneven, 1 / uneven, KNOWERS) if uneven else np.ones(KNOWERS)
    columns = rng.gamma(popular, 1 / popular, FRIENDS) if popular else np.ones(FRIENDS)
    chance = np.minimum(rows[:, None] * columns * 4 / FRIENDS, 0.9)
    return rng.random((KNOWERS, FRIENDS)) < chance


def scale_up(rng: np.random.Generator, rounds: int) -> None:
    print(
        "| would tell | known to | asked | came | come by a friend | answers | size held | shared held | half-width |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    cases = [
        (uneven, popular, asked, came, p, noisy)
        for uneven, popular in ((0.0, 0.0), (2.0, 2.0), (0.7, 0.7))
        for asked, came in ((10, 5), (10, 10), (30, 15))
        for p, noisy in ((0.05, False), (0.3, False), (0.05, True))
    ]
    for uneven, popular, asked, came, p, noisy in cases:
        held, shared, widths, done = 0, 0, [], 0
        while done < rounds:
            tells = friendships(rng, uneven, popular)
            known = tells.sum(axis=0)
            there = np.flatnonzero(known)
            arrived = there[rng.random(len(there)) < 1 - (1 - p) ** known[there]]
            if len(arrived) < came:
                continue
            would = tells[rng.choice(KNOWERS, asked, replace=False)].sum(axis=1)
            know = known[rng.choice(arrived, came, replace=False)]
            if noisy:
                would, know = misremembered(rng, would), np.maximum(misremembered(rng, know), 1)
            size = second_circle(KNOWERS, would, know)
            between = known_between(12, KNOWERS, would, know)
            truth = tells[rng.choice(KNOWERS, 12, replace=False)].any(axis=0).sum()
            held += size.low <= len(there) <= size.high
            shared += between.low <= truth <= between.high
            widths.append((size.high - size.low) / 2 / len(there))
            done += 1
        kind = "noisy" if noisy else "exact"
        shape = {0.0: "alike", 2.0: "unevenly", 0.7: "very unevenly"}
        print(
            f"| {shape[uneven]} | {shape[popular]} | {asked} | {came} | {100 * p:.0f} % | {kind} "
            f"| {100 * held / rounds:.1f} % | {100 * shared / rounds:.1f} % | {np.median(widths):.2f} |"
        )


def misremembered(rng: np.random.Generator, answers: np.ndarray) -> np.ndarray:
    """Give answers a third off either way, as often too high as too low on average."""
    return np.rint(answers * rng.gamma(9, 1 / 9, len(answers))).astype(np.int64)


def recapture(rng: np.random.Generator, rounds: int) -> None:
    print("\n| planted | chance of each list | odds | unevenly | held | told | half-width |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for people in (60, 200):
        for first, second in ((0.3, 0.4), (0.6, 0.3)):
            for odds, uneven in ((1.0, 0.0), (3.0, 0.0), (1 / 3, 0.0), (1.0, 4.0), (1.0, 2.0), (6.0, 0.0)):
                held, told, widths = 0, 0, []
                for _ in range(rounds):
                    one, other = lists(rng, people, first, second, odds, uneven)
                    both = int(np.sum(one & other))
                    if both < 7:
                        continue
                    told += 1
                    found = recaptured(int(one.sum()), int(other.sum()), both)
                    held += found.low <= people <= found.high
                    widths.append((found.high - found.low) / 2 / people)
                print(
                    f"| {people} | {first}, {second} | {odds:.2g} | {uneven or 'alike'} "
                    f"| {100 * held / max(told, 1):.1f} % | {100 * told / rounds:.0f} % "
                    f"| {np.median(widths) if widths else 0:.2f} |"
                )


def lists(
    rng: np.random.Generator, people: int, first: float, second: float, odds: float, uneven: float
) -> tuple[np.ndarray, np.ndarray]:
    """Give who stands on each list; ``odds`` are those of who is on the first, ``uneven`` the shape of all's ease."""
    ease = rng.gamma(uneven, 1 / uneven, people) if uneven else np.ones(people)
    one = rng.random(people) < np.minimum(first * ease, 0.95)
    base = np.minimum(second * ease, 0.95)
    ratio = base / (1 - base) * np.where(one, odds, 1)
    return one, rng.random(people) < ratio / (1 + ratio)


def main() -> None:
    """Print how often intervals hold what was planted, and how wide they are."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1000)
    rounds = parser.parse_args().rounds
    rng = np.random.default_rng(20261122)
    scale_up(rng, rounds)
    recapture(rng, rounds)


if __name__ == "__main__":
    main()
