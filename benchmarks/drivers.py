"""Which aspects move the stars: how often the order, the intervals and the places are right, and what noise claims.

Run: python run.py bench drivers

Planted   made-up reviews of six businesses: scores of 1 to 5 that lean to the top, aspects that move together, a
          business that is good at everything, an overall score made from the aspects by known slopes and chance
Truth     relative weights in 400,000 reviews made the same way
Missing   three in ten aspect scores left blank: correlations of pairs against people who scored everything
Noise     every business the same and the overall score by chance; the whole question is asked
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from standout import settings
from standout.engine.duck import DuckEngine
from standout.questions.value import QUESTION
from standout.questions.value.answer import answer
from standout.stats.contrast import contrast
from standout.stats.importance import Importance, centred, importance
from standout.stats.relative_weights import relative_weights
from standout.tables import table

RUNS = 300
BUSINESSES = 6
STEPS = (-1.5, -1.0, -0.4, 0.4)
TOGETHER = 0.5
PLANTED = {
    "one leads": (0.5, 0.3, 0.15, 0.0, 0.0, 0.0),
    "two lead": (0.35, 0.35, 0.0, 0.0),
    "all the same": (0.25, 0.25, 0.25),
}


def market(rng, people, slopes, missing=0.0):
    """Give aspects, overall scores and businesses of made-up reviews."""
    k, business = len(slopes), rng.integers(0, BUSINESSES, people)
    good = 0.6 * np.random.default_rng(5).normal(size=(BUSINESSES, 1))[business]
    mood = rng.normal(size=(people, 1))
    felt = np.sqrt(TOGETHER) * mood + np.sqrt(1 - TOGETHER) * rng.normal(size=(people, k)) + good
    aspects = np.digitize(felt, STEPS) + 1.0
    overall = 3.6 + (aspects - 3.6) @ np.array(slopes) + rng.normal(size=people) + 0.5 * good[:, 0]
    if missing:
        aspects[rng.random((people, k)) < missing] = np.nan
    return aspects, np.clip(np.round(overall), 1, 5), business


def truth(slopes):
    aspects, overall, business = market(np.random.default_rng(0), 400_000, slopes)
    weights = relative_weights(np.corrcoef(centred(np.column_stack([aspects, overall]), business).T))
    return weights / weights.sum()


def found(aspects, overall, business, seed) -> Importance:
    return importance(aspects, overall, np.arange(len(overall)), business, seed)


def intervals(runs: int) -> None:
    """Print how often intervals of 95 % hold the truth, and how often the order and the places are right."""
    print("planted        people  blank  coverage  least  width  first right  placed  placed wrongly")
    for name, slopes in PLANTED.items():
        true = truth(slopes)
        even = 1 / len(true)
        for people, missing in ((100, 0.0), (300, 0.0), (1000, 0.0), (300, 0.3)):
            held, width, first, placed, wrong = [], [], [], 0, 0
            for seed in range(runs):
                made = found(*market(np.random.default_rng(1000 + seed), people, slopes, missing), seed)
                held.append((made.low <= true) & (true <= made.high))
                width.append(made.high - made.low)
                first.append(made.share.argmax() in np.flatnonzero(true > true.max() - 0.01))
                above, below = made.low > even, made.high < even
                placed += int((above | below).sum())
                wrong += int((above & (true < even - 0.005)).sum() + (below & (true > even + 0.005)).sum())
            print(
                f"{name:<14} {people:>6}  {missing:>5.0%}  {np.mean(held):>8.1%} {np.mean(held, axis=0).min():>6.1%}"
                f"  {np.mean(width):>5.3f}  {np.mean(first):>11.1%}  {placed / (runs * len(true)):>6.1%}"
                f"  {wrong / (runs * len(true)):>14.2%}"
            )


def blanks(runs: int) -> None:
    """Print what pairs and complete reviews give where three in ten scores are blank."""
    slopes = PLANTED["one leads"]
    true = truth(slopes)
    for name in ("pairs", "complete"):
        held, width = [], []
        for seed in range(runs):
            aspects, overall, business = market(np.random.default_rng(1000 + seed), 300, slopes, 0.3)
            rows = ~np.isnan(aspects).any(axis=1) if name == "complete" else np.ones(len(overall), dtype=bool)
            made = found(aspects[rows], overall[rows], business[rows], seed)
            held.append((made.low <= true) & (true <= made.high))
            width.append(made.high - made.low)
        print(f"3 in 10 blank, {name}: coverage {np.mean(held):.1%}, width {np.mean(width):.3f}")


def leak(runs: int) -> None:
    """Print how often an aspect that moves nothing looks important, because good businesses are good at it too."""
    told = {"taken off": 0, "left in": 0}
    for seed in range(runs):
        rng = np.random.default_rng(seed)
        business = rng.integers(0, BUSINESSES, 400)
        good = rng.normal(size=BUSINESSES)[business]
        aspects = rng.normal(size=(400, 3)) + good[:, None] * np.array([0.0, 0.0, 1.5])
        overall = aspects[:, 0] + 1.5 * good + rng.normal(size=400)
        told["taken off"] += found(aspects, overall, business, seed).low[2] > 1 / 3
        told["left in"] += found(aspects, overall, np.zeros(400, dtype=int), seed).low[2] > 1 / 3
    for name, times in told.items():
        print(f"businesses' own averages {name}: a thing that moves nothing called important in {times / runs:.1%}")


def penalties(runs: int) -> None:
    """Print how often what is basic, delights or moves both ways is found, and what is told of what does nothing."""
    kinds = {"basic": (-0.9, 0.0), "delight": (0.0, 0.7), "performance": (-0.7, 0.6), "nothing": (0.0, 0.0)}
    both = np.array(list(kinds.values()))
    for people in (300, 1000):
        costs, brings, held = np.zeros(4), np.zeros(4), []
        for seed in range(runs):
            rng = np.random.default_rng(seed)
            aspects, _, business = market(rng, people, (0.0,) * 4)
            low, high = aspects <= 2, aspects == 5
            overall = 3.5 + low @ both[:, 0] + high @ both[:, 1] + rng.normal(size=people)
            person = rng.integers(0, people * 2 // 3, people)
            made = contrast(low, high, np.ones_like(low), overall, person, business)
            costs += (made.penalty_p <= 0.05) & (made.penalty[:, 0] < 0)
            brings += (made.reward_p <= 0.05) & (made.reward[:, 0] > 0)
            held.append((made.penalty[:, 1] <= both[:, 0]) & (both[:, 0] <= made.penalty[:, 2]))
        told = ", ".join(
            f"{kind}: costs {cost / runs:.1%}, brings {win / runs:.1%}"
            for kind, cost, win in zip(kinds, costs, brings, strict=True)
        )
        print(f"{people} reviews: {told}; 95 % intervals hold {np.mean(held):.1%}")


def noise(runs: int) -> None:
    """Print how often the question says yes or probably where there is nothing to find, by what it says it of."""
    said = {"driver": 0, "penalty": 0, "anything": 0}
    for seed in range(runs):
        findings = asked(np.random.default_rng(seed))
        loud = [one.claim or "another" for one in findings if one.verdict in {"yes", "probably"}]
        for name in said:
            said[name] += name in loud or (name == "anything" and bool(loud))
    print("nothing planted: " + ", ".join(f"{name} {times / runs:.1%}" for name, times in said.items()))


def asked(rng):
    """Ask the question of 600 reviews of five businesses in which nothing depends on anything."""
    n = 600
    drawn = {f"a_{name}": rng.choice([1, 2, 3, 4, 5], n, p=[0.12, 0.06, 0.12, 0.2, 0.5]) * 100 for name in
             ("overall", "staff", "food", "price", "room")}  # fmt: skip
    schema = table("reviews").schema(list(drawn))
    made = {"review_id": np.arange(n), "business_id": np.arange(n) % 5, "reviewer_id": np.arange(n), **drawn}
    reviews = pa.table({f.name: made.get(f.name, pa.nulls(n)) for f in schema}).cast(schema)
    columns = [
        {"table": "reviews", "name": name, "label": name[2:], "kind": "aspect", "addressable": "after",
         "scale_low": 1.0, "scale_high": 5.0}
        for name in drawn
    ]  # fmt: skip
    businesses = [{"business_id": i, "name": f"Business {i}", "ours": i == 0, "rival": False} for i in range(5)]
    held = {
        "reviews": reviews,
        "columns": pa.Table.from_pylist(columns, schema=table("columns").schema()),
        "businesses": pa.Table.from_pylist(businesses, schema=table("businesses").schema()),
    }
    with tempfile.TemporaryDirectory() as folder:
        parts = {}
        for name, one in held.items():
            path = Path(folder) / f"{name}.parquet"
            pq.write_table(one, path)
            parts[name] = [path]
        return answer(DuckEngine(parts), settings.resolve(QUESTION.settings, {}, {}), 7, None)[0]


def main(runs: int = RUNS) -> None:
    intervals(runs)
    blanks(runs)
    leak(runs)
    penalties(runs)
    noise(runs)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
