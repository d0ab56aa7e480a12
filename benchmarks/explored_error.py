"""How often a view picked by hand finds a first place that is none, when every view is tried and the best one taken.

    python benchmarks/explored_error.py [runs]
    python benchmarks/explored_error.py --last-days    # last days alone, where ours ties with the best

Five businesses are all alike, or ours ties with the best of them; two aspects; half of all customers come for
lunch. Somebody tries every choice of three rivals or four, every first day and every last day of a quarter, some
pairs of them, and every group, and stops at the first "yes". A run is wrong if there is one that is false. Bar: 5
% of runs. Beside it stands what the same views would say at the price of a search that nobody picked from, and
what a true lead is still worth.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from standout.questions.est.cells import Cell, Sums, cell_of, spread_of
from standout.questions.est.claims import COMBINED, Rules, claims
from standout.questions.est.market import Aspect, Condition, Descriptor
from standout.questions.est.price import SORTS, stretches
from standout.questions.est.standing import standing

BELL, JAY, FIVES = (0.05, 0.15, 0.35, 0.30, 0.15), (0.10, 0.0, 0.0, 0.10, 0.80), (0.03, 0.0, 0.0, 0.0, 0.97)
SHAPES = {"bell": BELL, "J": JAY, "97% fives": FIVES}
BUSINESSES, EACH, ASPECTS, DAYS, QUARTERS, RUNS = 5, 320, 2, 720, 8, 400
RULES = Rules(0.05, 15, 30, 3)
WORLDS = ((), *((Condition(Descriptor("d_visit", "Visit", before=True), value),) for value in ("lunch", "dinner")))
ASPECT = Aspect("a_staff", "Staff", 1.0, 5.0, "", 1.0, 5.0)
TESTED = {0: ASPECTS, 1: 2 * ASPECTS, COMBINED: 1}
"""What the search counts: aspects over everybody, in two groups, and both together."""

Scores = NDArray[np.int64]
Days = tuple[int, int]


def market(random: np.random.Generator, shape: str, *, level: bool, lead: float = 0.0) -> tuple[Scores, Scores, Scores]:
    """Give scores (businesses, reviews, aspects), their days and whether each is lunch, 1, or dinner, 2."""
    best = np.array(SHAPES[shape])
    low = 0.6 * best + 0.4 * np.array([1.0, 0, 0, 0, 0])
    share = lead / (float(best @ np.arange(1, 6)) - 1)
    behind = (1 - share) * best + share * np.array([1.0, 0, 0, 0, 0])
    chances = [best, best, *[best if level else low] * 3] if not lead else [best, *[behind] * 4]
    scores = np.array([random.choice(5, (EACH, ASPECTS), p=chance) + 1 for chance in chances])
    return scores, random.integers(0, DAYS, (BUSINESSES, EACH)), random.integers(1, 3, (BUSINESSES, EACH))


def sums(scores: Scores, inside: NDArray[np.bool_], of: Sequence[int]) -> Sums:
    """Give the sums of one cell, everybody writing once."""
    points = 100 * scores[list(of)]
    kept = inside[list(of)]
    n, total, squares = kept.sum(axis=1), (points * kept).sum(axis=1), (points**2 * kept).sum(axis=1)
    return Sums(n, n, total, squares, n, squares, total, n)


def cells(held: tuple[Scores, Scores, Scores], days: Days, of: Sequence[int]) -> Iterator[Cell]:
    """Give every cell of a view: of each aspect, over everybody and in each group."""
    scores, day, visit = held
    looked = (day >= days[0]) & (day < days[1])
    for aspect in range(ASPECTS):
        whole = sums(scores[:, :, aspect], looked, of)
        around = spread_of(whole, 15)
        yield cell_of(ASPECT, (), whole, around)
        for place, world in enumerate(WORLDS[1:], start=1):
            yield cell_of(ASPECT, world, sums(scores[:, :, aspect], looked & (visit == place), of), around)


def first(held: tuple[Scores, Scores, Scores], days: Days, of: Sequence[int], counted: Mapping[int, int]) -> list[bool]:
    """Give which cells of a view are told as first."""
    known = [standing(cell, 30 if cell.conditions else 15) for cell in cells(held, days, of)]
    return [one.proven for one in claims(known, {}, RULES, counted)]


def views() -> list[tuple[Days, tuple[int, ...]]]:
    """Give every view: its first day and the one after its last, and ours with the rivals picked."""
    rivals = [(0, *some) for size in (3, 4) for some in combinations(range(1, BUSINESSES), size)]
    ends = [quarter * DAYS // QUARTERS for quarter in range(QUARTERS + 1)]
    spans = [(one, DAYS) for one in ends[:-1]] + [(0, one) for one in ends[1:-1]]
    spans += list(zip(ends[1:-2], ends[3:], strict=True))[:-1]  # half a year somewhere in the middle
    return [(span, of) for span in spans for of in rivals]


def price(span: Days, of: Sequence[int], days: int) -> dict[int, int]:
    """Give what a view's claims pay, as `standout.questions.est.price` has it."""
    picked, since, until = len(of) < BUSINESSES, span[0] > 0, span[1] < DAYS
    dated = since or until
    times = (SORTS if picked or dated else 1) * (BUSINESSES - 1 if picked else 1)
    times *= stretches(days, ends=since and until) if dated else 1
    return {group: times * count for group, count in TESTED.items()}


def last_days() -> list[tuple[Days, tuple[int, ...]]]:
    """Give views that differ in their last day alone."""
    return [((0, until), tuple(range(5))) for until in range(60, DAYS, 20)]


def wrong(
    random: np.random.Generator, shape: str, looks: Sequence[tuple[Days, tuple[int, ...]]], *, level: bool
) -> tuple[bool, bool]:
    """Look at every view; tell whether one says a false "yes", at its price and at that of the search."""
    held = market(random, shape, level=level)
    days = len(np.unique(held[1]))
    paid = unpaid = False
    for span, of in looks:
        if not level and 1 not in of:
            continue  # without the best of them ours is first
        paid = paid or any(first(held, span, of, price(span, of, days)))
        unpaid = unpaid or any(first(held, span, of, TESTED))
    return paid, unpaid


def worth(lead: float, runs: int) -> list[float]:
    """Give how often a true lead over everybody is shown: as searched, rivals picked, days picked, and both."""
    random, asked = np.random.default_rng(5), [((since, DAYS), range(many)) for since in (0, 90) for many in (5, 4)]
    shown = np.zeros(len(asked))
    for _ in range(runs):
        held = market(random, "bell", level=False, lead=lead)
        days = len(np.unique(held[1]))
        shown += [first(held, span, list(of), price(span, of, days))[0] for span, of in asked]
    return [float(one) for one in shown / runs]


def main() -> None:
    """Print the tables."""
    last = sys.argv[1:] == ["--last-days"]
    runs, looks = (200, last_days()) if last else (int(sys.argv[1]) if len(sys.argv) > 1 else RUNS, views())
    markets = (("all are alike", True), ("ours ties with the best", False))[last:]
    print(f"{'market':28} {'scores':10} {'runs':>5} {'wrong':>6} {'share':>7} {'unpaid':>7} {'CPU s':>6}")
    for name, level in markets:
        for shape in SHAPES:
            random, began = np.random.default_rng(7), time.process_time()
            found = np.array([wrong(random, shape, looks, level=level) for _ in range(runs)])
            bad, free = found.sum(axis=0)
            took = time.process_time() - began
            print(f"{name:28} {shape:10} {runs:5} {bad:6} {bad / runs:7.3f} {free / runs:7.3f} {took:6.1f}", flush=True)
    if last:
        return
    print(f"\n{'true lead':>9} {'searched':>9} {'rivals picked':>14} {'days picked':>12} {'both':>6}")
    for lead in (0.4, 0.6, 0.8):
        one, two, three, four = worth(lead, min(runs, 200))
        print(f"{lead:9.1f} {one:9.2f} {two:14.2f} {three:12.2f} {four:6.2f}")


if __name__ == "__main__":
    main()
