"""How well the gauge of memorable agrees with what people recognised again.

Run: python benchmarks/memorable.py PATH/sentence_memorability_data.csv [--dev]

The file is that of Clark, Tuckute, Medina and Fedorenko (2026), "A distinctive meaning makes a sentence memorable",
Journal of Memory and Language 146: 2,500 sentences of six words, and how often 443 people told right whether they had
seen each before.  Its repository, thomashikaru/sentence_memorability_share, is under the MIT licence.  Rows are taken
in turn: the even ones were looked at while the gauge was made (``--dev``), the odd ones only here.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
from scipy.stats import rankdata

from standout.text.memorable import memorable

PARTS = ("concrete", "distinct", "frame", "rhythm", "share")
DRAWS = 2000


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    """Rank correlation."""
    return float(np.corrcoef(rankdata(x), rankdata(y))[0, 1])


def main() -> int:
    """Print the correlation of each part with recognition, with its bootstrap interval."""
    if len(sys.argv) < 2:
        print("Name the file sentence_memorability_data.csv; the head of this script says which.")
        return 0
    dev = "--dev" in sys.argv
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = [row for place, row in enumerate(csv.DictReader(file)) if (place % 2 == 0) == dev]
    held = [(found, float(row["acc"])) for row in rows if (found := memorable(row["sentence"]))]
    right = np.array([acc for _, acc in held])
    rng = np.random.default_rng(5)
    draws = rng.integers(0, len(held), (DRAWS, len(held)))
    print(
        f"{'development' if dev else 'untouched'} half: {len(held)} sentences; rank correlation with being told right"
    )
    for name in PARTS:
        x = np.array([getattr(found, name) for found, _ in held])
        low, high = np.percentile([spearman(x[draw], right[draw]) for draw in draws], (2.5, 97.5))
        print(f"{name:10} {spearman(x, right):6.3f}  ({low:.3f} to {high:.3f})")
    gauge = np.array([found.share for found, _ in held])
    order = np.argsort(right, kind="stable")
    third = len(order) // 3
    worst, best = gauge[order[:third]], gauge[order[-third:]]
    auc = ((best[:, None] > worst).mean() + 0.5 * (best[:, None] == worst).mean()).item()
    print(f"a line of the best-known third has the higher gauge than one of the least-known third: {auc:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
