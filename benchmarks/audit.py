"""Whether "so many more marks until it is half as wide" is right: sentences of made-up businesses, marked one by one.

    python benchmarks/audit.py

The reader's tone is right more often or less; some of what it takes to be about the aspect isn't.  People write one to
three sentences.  After some marks of ours it is said how many more halve the interval; then these are made, and the
interval is looked at again: its width over what it was should be a half.
"""

from __future__ import annotations

import itertools
import time

import numpy as np
from numpy.typing import NDArray

from standout.measures.marked_tones import Sentences, tones
from standout.questions.est.rows import Z, intervals
from standout.stats.halving import more_to_halve
from standout.workspace.audit_held import guard_of, words_variance

BUSINESSES, OTHERS = 4, 25
FIRST, SIZES, NOISE = (10, 25, 40), (150, 600), (0.3, 0.8)
RUNS = 150

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def sentences(rng: np.random.Generator, size: int, noise: float) -> tuple[Floats, Floats, Floats, Ints, Ints]:
    """Give the reader's tones, true marks, whether they are about it, whose they are and by whom."""
    code = np.repeat(np.arange(BUSINESSES), size)
    person = np.concatenate([np.sort(rng.integers(0, size * 2 // 3, size)) + 10_000 * b for b in range(BUSINESSES)])
    good = rng.uniform(0.4, 0.8, BUSINESSES)[code]
    mark = np.where(rng.uniform(size=len(code)) < good, 1.0, np.where(rng.uniform(size=len(code)) < 0.3, 0.0, -1.0))
    about = (rng.uniform(size=len(code)) < 0.9).astype(float)
    tone = np.tanh(mark * about + noise * rng.normal(size=len(code)))
    return tone, mark * about, about, code, person


def spread(ratios: list[float]) -> str:
    """Give median, and 10 to 90 %."""
    low, middle, high = np.quantile(ratios, [0.1, 0.5, 0.9])
    return f"{middle:.2f}, {low:.2f} to {high:.2f}"


def main() -> None:
    """Print how much narrower the interval became, by marks so far, sentences held and noise of the reader."""
    rng, start = np.random.default_rng(5), time.process_time()
    every: list[float] = []
    print("marks  sentences  noise | more marks (median)   width over half of what it was: median, 10 % to 90 %   vain")
    for first, size, noise in itertools.product(FIRST, SIZES, NOISE):
        ratios, asked, vain = [], [], 0
        for _ in range(RUNS):
            tone, mark, about, code, person = sentences(rng, size, noise)
            order = np.concatenate([b * size + rng.permutation(size) for b in range(BUSINESSES)]).reshape(
                BUSINESSES, -1
            )

            def known(many: int, order: Ints = order, held: tuple[Floats, ...] = (tone, mark, about),
                      whose: tuple[Ints, Ints] = (code, person)) -> tuple[float, int | None]:  # fmt: skip
                said = [np.full(len(held[0]), np.nan) for _ in range(2)]
                for b in range(BUSINESSES):
                    some = order[b, : many if b == 0 else OTHERS]
                    said[0][some], said[1][some] = held[1][some], held[2][some]
                one = Sentences("staff", np.arange(len(held[0])), held[0], said[0], said[1])
                found = tones(one, *whose, BUSINESSES)
                low, high = intervals(found.mean, found.variance, found.df, np.zeros(BUSINESSES), -1.0, 1.0)
                words = words_variance(one, *whose, BUSINESSES)[0]
                more = more_to_halve(
                    float(found.mean[0]), float(found.variance[0]), float(found.df[0]), many, int(found.people[0]),
                    float(words), float(guard_of(one, *whose, found)[0]), z=Z, low=-1.0, high=1.0,
                )  # fmt: skip
                return float(high[0] - low[0]), more

            width, more = known(first)
            if more is None or first + more > size:
                vain += 1
                continue
            asked.append(more)
            ratios.append(known(first + more)[0] / (width / 2))
        every += ratios
        told = f"{np.median(asked):5.0f}                {spread(ratios)}" if ratios else "    -"
        print(f"{first:5}  {size:9}  {noise:5} | {told}   {vain}", flush=True)
    print(f"all: {spread(every)}")
    print(f"{time.process_time() - start:.0f} s of CPU")


if __name__ == "__main__":
    main()
