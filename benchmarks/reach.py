"""Reach: what is expected of each person, which list should be believed, and what the whole answer takes.

    python benchmarks/reach.py
    python benchmarks/reach.py --rounds 40      a fifth

Each     people bring others at rates of their own; how often the interval of what each may bring holds the rate, of
         everybody and of the one who brought most.  Bar: 90 of 100 at a nominal 95 %
Lists    people talk more or less, and nobody knows who: strengths of ties are guessed alike for all.  The list is of
         those who brought most so far.  How often a list by ties takes over, how often it then reaches fewer, and how
         much further it goes on average: as the map has it, where that gains a tenth at every strength, and, the rule
         used, the same with a place kept for whoever brought somebody.  Bar for that: further on average in every row
Whole    the question asked of 300 people with 450 ties, in a process of its own: imports and all, and nothing
         compiled before.  Bar: 3 seconds.  Of 10,000 people, who are too many for plain arrays, the run that compiles
         is told apart
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from standout.network.graph import graph
from standout.network.spreading import spread
from standout.questions.circles.reach import FURTHER
from standout.questions.circles.tie_map import TieMap
from standout.questions.circles.ways import ways
from standout.stats.each import expected

AS_OF = date(2026, 11, 1)
FIRST = 12


def each(rng: np.random.Generator, rounds: int) -> None:
    print("| people | brought, mean | talk | held, all | held, of who brought most | width there |")
    print("| --- | --- | --- | --- | --- | --- |")
    for people in (30, 100, 400):
        for mean in (0.1, 0.5, 1.5):
            for shape, name in ((np.inf, "alike"), (1.0, "unevenly"), (0.3, "very unevenly")):
                held, best, widths = [], [], []
                for _ in range(rounds):
                    rates = np.full(people, mean) if np.isinf(shape) else rng.gamma(shape, mean / shape, people)
                    counts = rng.poisson(rates)
                    if not counts.any():
                        continue
                    found = expected(counts)
                    inside = (found.low <= rates) & (rates <= found.high)
                    top = int(counts.argmax())
                    held.append(inside.mean())
                    best.append(inside[top])
                    widths.append(found.high[top] - found.low[top])
                print(
                    f"| {people} | {mean} | {name} | {100 * np.mean(held):.1f} % | {100 * np.mean(best):.1f} % "
                    f"| {np.median(widths):.1f} |"
                )


def acquaintances(rng: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Give ties both ways: small groups in which all know each other, and a few ties across."""
    source, target = [], []
    for _ in range(people // 4):
        group = rng.choice(people, rng.integers(2, 6), replace=False)
        one, other = np.meshgrid(group, group)
        source.append(one[one != other])
        target.append(other[one != other])
    across = rng.choice(people, (people // 3, 2))
    across = across[across[:, 0] != across[:, 1]]
    one = np.concatenate([*source, across[:, 0], across[:, 1]])
    other = np.concatenate([*target, across[:, 1], across[:, 0]])
    pairs = np.unique(one * people + other)
    return pairs // people, pairs % people


RULES = ("as the map has it", "gains at every strength", "the same, tellers kept")


def lists(rng: np.random.Generator, rounds: int) -> None:
    print("\n| talk | of a year's | of 12 brought somebody | rule | takes over | reaches fewer | further on average |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for shape, name in ((5.0, "much alike"), (0.5, "unevenly"), (0.2, "very unevenly")):
        for seen in (0.0, 0.1, 0.5, 3.0):
            told: dict[str, list[float]] = {rule: [] for rule in RULES}
            tellers = [town(rng, shape, seen, number, told) for number in range(rounds)]
            for rule, further in told.items():
                fewer, mean = (f"{100 * np.mean(x):.0f} %" if further else "-" for x in (np.less(further, 0), further))
                print(
                    f"| {name} | {seen:g} | {np.mean(tellers):.1f} | {rule} | {100 * len(further) / rounds:.0f} % "
                    f"| {fewer} | {mean} |"
                )


def town(rng: np.random.Generator, shape: float, seen: float, number: int, told: dict[str, list[float]]) -> int:
    """Add by how much a list by ties goes further in one made-up town, by rule; give how many tellers were listed."""
    people, strengths = 300, {"low": 0.03, "likely": 0.1, "high": 0.25}
    source, target = acquaintances(rng, people)
    talk, out = rng.gamma(shape, 1 / shape, people), np.bincount(source, minlength=people)
    truth = graph(people, source, target, np.minimum(0.1 * talk[source], 0.9).astype(np.float32))
    brought = rng.poisson(seen * 0.1 * talk * out)
    first = np.lexsort((rng.random(people), -brought))[:FIRST]
    chances = {strength: np.full(len(source), p) for strength, p in strengths.items()}
    held = TieMap(people=people, source=source, target=target, chances=chances, learnt=0)
    free = np.ones(people, np.bool_)
    found = ways(held, first, free, number)
    kept = first[brought[first] > 0]
    base = spread(truth, first, runs=3000, seed=1).mean
    for rule, keeping in zip(RULES, (kept[:0], kept[:0], kept), strict=True):
        ours = found.chosen(free, FIRST, keeping)
        both = [found.compared(strength, ours, first) for strength in strengths]
        if rule == RULES[0] or min(each.low / each.other[-1, 0] for each in both) >= FURTHER:
            told[rule].append(spread(truth, ours, runs=3000, seed=1).mean / base - 1)
    return len(kept)


def planted(folder: Path, people: int, many: int) -> None:
    """Write a workspace's tables: people, what they bought, whom they know, and who told whom."""
    from standout.tables import table

    rng = np.random.default_rng(3)
    ids = np.arange(1, people + 1)
    ago = lambda n: [AS_OF - timedelta(int(days)) for days in rng.integers(1, 500, n)]  # noqa: E731 - two words
    buyers, pairs = rng.choice(ids, 4 * people), rng.choice(ids, (many, 2))
    rows: dict[str, list[dict[str, Any]]] = {
        "businesses": [{"business_id": 0, "name": "Deli", "ours": True, "rival": False}],
        "contacts": [{"person_id": int(n), "name": f"Person {n}"} for n in ids],
        "orders": [{"order_id": str(n), "customer_id": int(who), "ordered_at": at, "refunded": False}
                   for n, (who, at) in enumerate(zip(buyers, ago(len(buyers)), strict=True))],
        "adoptions": [{"person_id": int(child), "told_by": int(rng.integers(1, people // 10 + 1)), "item": "us",
                       "at": at}
                      for child, at in zip(ids[-people // 8:], ago(people // 8 + 1), strict=False)],
        "ties": [{"from_id": int(one), "to_id": int(other), "kind": "friend", "at": at, "evidence": "list"}
                 for (one, other), at in zip(pairs, ago(many), strict=True) if one != other],
    }  # fmt: skip
    for name, held in rows.items():
        pq.write_table(pa.Table.from_pylist(held, schema=table(name).schema()), folder / f"{name}.parquet")


ASKED = """
import sys, time
from datetime import date
from pathlib import Path
from standout.engine.duck import DuckEngine
from standout.questions.circles import QUESTION
from standout.questions.circles.answer import answer
parts = {file.stem: [file] for file in Path(sys.argv[1]).glob("*.parquet")}
settings = {one.name: one.default for one in QUESTION.settings}
findings, rows = answer(DuckEngine(parts), settings, 7, date(2026, 11, 1))
print(rows.num_rows, sum(one.facts.get("kind") == "reach" for one in findings))
"""


def whole(people: int, ties: int) -> None:
    with tempfile.TemporaryDirectory() as tables, tempfile.TemporaryDirectory() as cache:
        planted(Path(tables), people, ties)
        took = []
        for _ in range(4):
            start, before = time.perf_counter(), os.times()
            command = [sys.executable, "-c", ASKED, tables]
            said = subprocess.run(
                command, env={**os.environ, "NUMBA_CACHE_DIR": cache}, check=True, capture_output=True, text=True
            )
            after = os.times()
            cpu = after.children_user + after.children_system - before.children_user - before.children_system
            took.append((time.perf_counter() - start, cpu))
    first, later = took[0], min(took[1:])
    print(
        f"\nwhole: {people:,} people, {ties:,} ties, rows and reach {said.stdout.strip()}: the very first run "
        f"{first[0]:.1f} s ({first[1]:.1f} CPU-s), then {later[0]:.2f} s ({later[1]:.2f} CPU-s)"
    )


def main() -> None:
    """Print how often intervals hold, how often lists are wrong, and what an answer takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    rng = np.random.default_rng(20261122)
    whole(300, 450)
    whole(10_000, 30_000)
    each(rng, rounds)
    lists(rng, rounds)


if __name__ == "__main__":
    main()
