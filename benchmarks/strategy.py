"""How far the strategy question can be relied on: what would show, which strategy fits, what reviews usually say.

    python benchmarks/strategy.py [runs]

1. The smallest rise that shows: weekly counts that stay the same, and weekly counts that rise by just what was
   planned.  Said to have risen: at most 5 %, and about 80 %.  The baseline's interval: holds the truth 95 % of the
   time.  Counts vary by chance, three times as much, or with slow ups and downs (a third of the rate, over weeks).
2. Planted profiles: customers of one strategy do what speaks for it at 2, 4 or 8 times the usual odds (at 1 nothing
   differs), all else is usual.  How often that strategy comes first, and how often "fits best" is said, of the right
   one and of another.
3. The same with all judgement off by as much as it is said to be in doubt: how often "fits best" names the strategy
   that is best in truth, which is what its share of draws claims.
4. What share of packaged reviews holds each pattern: where ``usual`` says measured.
5. Where a baseline ends: files made 0 or 27 days before the day looked at.  The mean rate over the true one, and how
   often the interval holds it, for counting up to the day looked at, to the newest row, and to the day before it.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from standout.questions.strategy.followed import Span, _span, _weekly
from standout.questions.strategy.metric import Metric
from standout.questions.strategy.ranking import DOUBT, FIRM, STEPS, WEIGHTS, ranked, strength
from standout.questions.strategy.seen import Seen
from standout.questions.strategy.strategies import OBJECTIVES, strategies
from standout.questions.strategy.told import STEADY
from standout.stats.detectable import detectable_rate, dispersion, rate_interval, rose_p

REVIEWS = Path(__file__).parents[1] / "demos" / "lounges" / "skytrax_lounge.csv"
SPOKEN = [(one, signal) for one in strategies() for signal in one.signals if signal.kind == "reviews"]
RATES, WEEKS = (0.5, 2.0, 8.0), ((8, 13), (26, 13), (52, 8), (52, 26))
TIMES, PEOPLE = (1, 2, 4, 8), (40, 200, 1000)

Counts = NDArray[np.int64]


def weekly(rng: np.random.Generator, kind: str, rate: float, weeks: int) -> Counts:
    """Weekly counts of a kind."""
    if kind == "chance":
        return rng.poisson(rate, weeks)
    if kind == "threefold":
        return rng.poisson(rng.gamma(rate / 2, 2, weeks))  # variance three times the mean
    slow = np.empty(weeks)
    slow[0] = 0.3 * rng.standard_normal()
    for week in range(1, weeks):
        slow[week] = 0.8 * slow[week - 1] + 0.18 * rng.standard_normal()
    return rng.poisson(rate * np.exp(slow - 0.045))


def rises(rng: np.random.Generator, runs: int) -> None:
    """Print how often a rise is said, by kind, rate and weeks."""
    print("1. said to have risen: where it stayed | where it rose as planned | interval holds | planned rise")
    for kind in ("chance", "threefold", "slow"):
        for rate in RATES:
            for before, after in WEEKS:
                false = found = held = 0
                planned = []
                for _ in range(runs):
                    counts = weekly(rng, kind, rate, before)
                    over, seen, days = dispersion(counts), int(counts.sum()), 7 * before
                    target = 7 * detectable_rate(seen, days, 7 * after, over)
                    same, more = (int(weekly(rng, kind, r, after).sum()) for r in (rate, target))
                    false += rose_p(seen, days, same, 7 * after, over) <= 0.05
                    found += rose_p(seen, days, more, 7 * after, over) <= 0.05
                    known = rate_interval(seen, days, over)
                    held += 7 * known.low <= rate <= 7 * known.high
                    planned.append(target / rate)
                print(
                    f"{kind:10} {rate:4} a week, {before:2} weeks, then {after:2}: {false / runs:6.3f} |"
                    f" {found / runs:6.3f} | {held / runs:6.3f} | x{np.median(planned):.2f}",
                    flush=True,
                )


def drawn(rng: np.random.Generator, of: int, times: dict[str, float]) -> dict[str, Seen]:
    """What is seen of people who do all at the usual odds, or so many times these."""
    found = {}
    for one, signal in SPOKEN:
        odds = signal.usual / (1 - signal.usual) * times.get(one.name, 1.0)
        found[signal.name] = Seen(signal, int(rng.binomial(of, odds / (1 + odds))), of)
    return found


def profiles(rng: np.random.Generator, runs: int) -> None:
    """Print how often the planted strategy is found."""
    print("2. planted first | 'fits best' said of it | said of another, by times the usual odds and people")
    for times in TIMES:
        for of in PEOPLE:
            first = right = wrong = n = 0
            for one in strategies():
                for _ in range(runs // 5):
                    rows = ranked(drawn(rng, of, {one.name: times}), "", 3.0, int(rng.integers(2**31)), draws=400)
                    planted, said = rows[0].strategy.name == one.name, rows[0].first >= STEADY
                    first, right, wrong, n = (
                        first + planted,
                        right + (planted and said),
                        wrong + (said and not planted),
                        n + 1,
                    )
            print(f"x{times} {of:5} people: {first / n:6.3f} | {right / n:6.3f} | {wrong / n:6.3f}", flush=True)


def doubted(rng: np.random.Generator, runs: int) -> None:
    """Print how often the strategy said to fit best is the best in truth, all judgement being off as doubted."""
    said = right = first = 0
    claimed = []
    for _ in range(runs):
        objective, of = str(rng.choice(OBJECTIVES)), int(rng.choice(PEOPLE))
        weights = rng.dirichlet(WEIGHTS * FIRM)
        truth, seen = {}, {}
        for one, signal in SPOKEN:
            usual = signal.usual / (1 - signal.usual)
            odds = usual * np.exp(rng.normal(0, 1.2))
            share = odds / (1 + odds)
            true_usual = usual * np.exp(DOUBT["usual"] * rng.standard_normal())
            speaks = strength(share, true_usual / (1 + true_usual))
            serves = np.clip(one.fits[objective] / STEPS + DOUBT["fits"] * rng.standard_normal(), 0, 1)
            takes = min(1.0, 1.0 / (one.hours * np.exp(DOUBT["hours"] * rng.standard_normal())))
            truth[one.name] = float(weights @ [speaks, serves, takes])
            seen[signal.name] = Seen(signal, int(rng.binomial(of, share)), of)
        rows = ranked(seen, objective, 1.0, int(rng.integers(2**31)), draws=400)
        best = max(truth, key=truth.__getitem__)
        first += rows[0].strategy.name == best
        if rows[0].first >= STEADY:
            said += 1
            right += rows[0].strategy.name == best
            claimed.append(rows[0].first)
    print(
        f"3. judgement off as doubted, {runs} runs: first is best {first / runs:.3f};"
        f" 'fits best' said {said / runs:.3f}, of the best {right / max(said, 1):.3f} (claimed {np.mean(claimed):.3f})"
    )


def usual() -> None:
    """Print what share of packaged reviews holds each pattern."""
    with REVIEWS.open(encoding="utf-8", newline="") as file:
        texts = [row["content"].lower() for row in csv.DictReader(file) if row["content"]]
    print(f"4. share of {len(texts):,} reviews of airport lounges that hold the pattern | called usual | from")
    for _, signal in SPOKEN:
        share = sum(bool(re.search(signal.pattern, text)) for text in texts) / len(texts)
        print(f"{signal.name:17} {share:6.3f} | {signal.usual:5.3f} | {signal.anchor}")


def ended(rng: np.random.Generator, runs: int) -> None:
    """Print what it does to a baseline where it is taken to end."""
    print("5. mean of rate over truth, interval holds: to the day looked at | to the newest row | as it is done")
    as_of, one = date(2026, 11, 1), timedelta(days=1)
    for since in (0, 27):
        for rate in (0.25, 0.5, 2.0, 8.0):
            for weeks in (8, 26, 52):
                found: dict[int, list[tuple[float, bool]]] = {0: [], 1: [], 2: []}
                for _ in range(runs):
                    counts = rng.poisson(rate / 7, 7 * weeks)
                    old = since + 7 * weeks - 1
                    days = [(as_of - (old - k) * one, int(n)) for k, n in enumerate(counts) if n]
                    done = _span("orders", days, as_of)
                    if done is None:
                        continue
                    spans = (Span("orders", done.first, end, None) for end in (as_of, done.last + one, done.last))
                    for rule, span in enumerate(spans):
                        held = _weekly("new_customers", days, span)
                        if isinstance(held, Metric):
                            known = rate_interval(held.events, held.days, held.over)
                            found[rule].append((7 * known.rate / rate, 7 * known.low <= rate <= 7 * known.high))
                told = (f"x{np.mean([x for x, _ in f]):.2f} {np.mean([y for _, y in f]):.3f}" for f in found.values())
                print(f"{since:2} days, {rate:4} a week, {weeks:2} weeks: {' | '.join(told)}", flush=True)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rng = np.random.default_rng(29)
    start = time.process_time()
    rises(rng, runs)
    profiles(rng, runs)
    doubted(rng, 3 * runs)
    usual()
    ended(rng, runs)
    print(f"{time.process_time() - start:.0f} CPU-seconds")


if __name__ == "__main__":
    main()
