"""How often the interval of the reproduction number holds it, and how often "goes on" or "dies out" is wrong.

    python benchmarks/branching.py             all of it, about 25 minutes of CPU
    python benchmarks/branching.py --quick     12, 50 and 200 asked only, two thirds of the runs: about 10 minutes

Everybody, asked or come, brings a number of people drawn once: Poisson, or negative binomial of shape 1 or 0.3 (of
those who come at R = 1, half or a third bring anybody).  Each comes some days later within the window; we stop
looking on day 90, or when the chain has grown to 400 people or eight times those asked, so that the time of the last
is never over.  Links are lost by chance.  The chains go through the same code as an owner's: rebuilt, counted, decided.
A word is wrong where it says "goes on" at R = 1 or below, or "dies out" at R = 1 or above.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from datetime import date, timedelta
from heapq import heappop, heappush

import numpy as np

from standout.network.chains import Chains, Link, Told, rebuilt, told
from standout.questions.results.spread import decide
from standout.stats.branching import reproduction

NUMBERS = (0.3, 0.6, 0.9, 1.0, 1.1, 1.3)
SEEDS = (12, 25, 50, 100, 200)
SHAPES = {"Poisson": np.inf, "shape 1": 1.0, "shape 0.3": 0.3}
WINDOW, LOOKED, MOST = 30, 90, 8
START = date(2026, 1, 1)
Case = tuple[float, str]
CASES: tuple[Case, ...] = (
    (0.0, "known"), (0.25, "known"), (0.5, "known"), (0.25, "not known"), (0.5, "not known"), (0.25, "some alone"),
)  # fmt: skip
"""The share of links lost, and whether it is known; "some alone": for each two brought another came by itself."""
COLUMNS = ("95 % interval holds", "printed interval holds", "goes on, wrongly", "dies out, wrongly", "rightly said")
Held = dict[tuple[str, float, str], list[tuple[list[float], str]]]


def planted(rng: np.random.Generator, seeds: int, mean: float, shape: float) -> tuple[list[Link], int]:
    """Give everybody who came, with who told them, and the day we stopped looking."""
    days = dict.fromkeys(range(seeds), 0.0)
    waiting, links, until = [(0.0, one) for one in days], [], float(LOOKED)
    while waiting:
        teller = heappop(waiting)[1]
        if days[teller] > until:
            break
        rate = mean if np.isinf(shape) else rng.gamma(shape, mean / shape)
        for wait in rng.uniform(0, WINDOW, rng.poisson(rate)):
            child, day = len(days), days[teller] + wait
            days[child] = day
            links.append((day, child, teller))
            heappush(waiting, (day, child))
        if len(days) > max(400, MOST * seeds):
            until = min(until, sorted(days.values())[max(400, MOST * seeds)])
    seen = [(int(day), child, teller) for day, child, teller in links if day <= until]
    return [_link(day, child, teller) for day, child, teller in seen], int(until)


def _link(day: int, child: int, teller: int) -> Link:
    return Link(person=child, parent=teller, at=START + timedelta(days=day), how="code")


def seen(
    rng: np.random.Generator, links: list[Link], seeds: int, until: int, lost: float, alone: float
) -> tuple[Told, int]:
    """Give what each brought as far as it was seen, and how many came by whom nobody knows."""
    kept = [
        link if rng.random() >= lost else Link(person=link.person, at=link.at) for link in links
    ]  # fmt: skip
    more = rng.integers(0, max(until, 1), int(alone * len(links)))
    kept += [Link(person=10**6 + i, at=START + timedelta(days=int(day))) for i, day in enumerate(more)]
    asked = dict.fromkeys(range(seeds), START)
    chains: Chains = rebuilt(kept, asked)
    begun = {**asked, **{link.person: link.at for link in chains.links if link.at and link.person < 10**6}}
    counted = told(chains.links, begun, asked, START + timedelta(days=until), WINDOW)
    inside = [link for link in chains.links if link.how == "unknown" and counted.first and counted.last]
    return counted, sum(counted.first <= link.at <= counted.last for link in inside)


def cell(rng: np.random.Generator, runs: int, seeds: int, mean: float, shape: float) -> dict[Case, list[float]]:
    """Give, by share lost and what is known of it, how often these came: see `COLUMNS`."""
    sums: dict[Case, list[float]] = defaultdict(lambda: [0.0] * len(COLUMNS))
    for _ in range(runs):
        links, until = planted(rng, seeds, mean, shape)
        for lost, how in CASES:
            counted, unknown = seen(rng, links, seeds, until, lost, 0.5 if how == "some alone" else 0.0)
            both = (*counted.asked, *counted.came)
            found = reproduction(both, lost) if how == "known" else reproduction(both, unknown=unknown)
            said = decide(counted, unknown, lost if how == "known" else -1.0)
            alive, dying = said.verdict in ("yes", "probably"), said.verdict == "no"
            printed = said.found is None or said.found.low <= mean <= said.found.high
            wrong = alive and mean <= 1, dying and mean >= 1
            held = found.low <= mean <= found.high, printed, *wrong, (alive or dying) and not any(wrong)
            sums[lost, how] = [x + y for x, y in zip(sums[lost, how], held, strict=True)]
    return {key: [x / runs for x in row] for key, row in sums.items()}


def words_of(held: Held) -> None:
    """Print how often a word was wrong, and how often right, by R and by whether the share lost is known."""
    print("\nwords    R   wrong: mean, most of all cells  where                                right: mean")
    for how in ("known", "not known", "some alone"):
        for mean in NUMBERS:
            rows = [
                (row, f"{name}, {lost:.0%} lost, {at}")
                for (name, lost, known), cells in held.items() if known == how
                for row, at in cells if at.endswith(f"R {mean}")
            ]  # fmt: skip
            wrong = [row[2] + row[3] for row, _ in rows]
            sides = (
                f"goes on {np.mean([row[2] for row, _ in rows]):.3f}, dies out {np.mean([r[3] for r, _ in rows]):.3f}"
            )
            most, where = max(zip(wrong, (at for _, at in rows), strict=True))
            right = np.mean([row[4] for row, _ in rows])
            print(f"{how:10} {mean:4} {np.mean(wrong):.3f} ({sides}), {most:.3f}  {where:45} {right:.3f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true")
    quick = asked.parse_args().quick
    runs, sizes = (200, SEEDS[::2]) if quick else (300, SEEDS)
    rng, start = np.random.default_rng(11), time.process_time()
    held: Held = defaultdict(list)
    for name, shape in SHAPES.items():
        for seeds in sizes:
            for mean in NUMBERS:
                for (lost, how), row in cell(rng, runs, seeds, mean, shape).items():
                    held[name, lost, how].append((row, f"{seeds} asked, R {mean}"))
    print(f"{'brought':10} {'lost':>5} {'it is':10} {'mean':>6} {'least':>6}  where{'':20} {'printed':>7}, least")
    for (name, lost, how), rows in held.items():
        covered = [row[0] for row, _ in rows]
        worst, where = min((row[0], at) for row, at in rows)
        told = [row[1] for row, _ in rows]
        print(
            f"{name:10} {lost:5.2f} {how:10} {np.mean(covered):6.3f} {worst:6.3f}  {where:25} {np.mean(told):.3f},"
            f" {min(told):.3f}"
        )
    known = [(row, at, key) for key, rows in held.items() if key[2] == "known" for row, at in rows]
    inside = np.mean([0.93 <= row[0] <= 0.97 for row, _, _ in known])
    print(
        f"known: mean {np.mean([row[0] for row, _, _ in known]):.3f}; "
        f"{inside:.0%} of {len(known)} cells in 0.93 to 0.97"
    )
    low = sorted(((row[0], *key, at) for row, at, key in known))[:8]
    print("lowest:", *low, sep="\n  ")
    by_size = {seeds: np.mean([row[0] for row, at, _ in known if at.startswith(f"{seeds} ")]) for seeds in sizes}
    print("by people asked:", {k: round(float(v), 3) for k, v in by_size.items()})
    words_of(held)
    print(f"{runs} runs a cell, {time.process_time() - start:.0f} s of CPU")


if __name__ == "__main__":
    main()
