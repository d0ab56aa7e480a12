"""Whether certificates hold: choices on tiny graphs, each beside the enumeration of every world.

    python benchmarks/certificate.py [graphs]

A certificate says: our spread is at least ``low``, and nobody's more than ``high``, both at once with probability
1 - delta.  Each kind of chances, models and terms gets 1,000 graphs of 8 people and up to 12 ties; all worlds and all
choices are gone through.  Delta is made large, so that there is something to see.  Bar: not more certificates fail than
delta allows (binomial test, one-sided, at 0.001); nor more curves, which have a tenth of delta.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.stats import binomtest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from network.certified import KINDS, verdicts

GRAPHS, DELTAS, LEAST = 1_000, (0.2,), 0.001
CURVE = 0.1
"""What the curve has of delta."""


def main() -> int:
    graphs = int(sys.argv[1]) if len(sys.argv) > 1 else GRAPHS
    print("kind                  delta   failed    p      curve    p     of the best  least   ratio  stopped")
    wrong = 0
    for kind in KINDS:
        for delta in DELTAS:
            began = time.perf_counter()
            seen = list(verdicts(kind, graphs, delta=delta, seed=int(1000 * delta)))
            failed = sum(not (one.low_held and one.high_held) for one in seen)
            bent = sum(not one.curve_held for one in seen)
            p = binomtest(failed, graphs, delta, alternative="greater").pvalue
            p_curve = binomtest(bent, graphs, CURVE * delta, alternative="greater").pvalue
            wrong += (p < LEAST) + (p_curve < LEAST)
            shares, ratios = [one.share for one in seen], [one.ratio for one in seen]
            why = ", ".join(f"{name} {times}" for name, times in Counter(one.stopped for one in seen).most_common())
            print(
                f"{kind:20} {delta:6.2f} {failed / graphs:8.3f} {p:6.3f} {bent / graphs:8.3f} {p_curve:6.3f} "
                f"{np.mean(shares):10.4f} {min(shares):8.3f} {np.mean(ratios):8.3f}  {why}  "
                f"({time.perf_counter() - began:.0f} s)",
                flush=True,
            )
    print(f"{wrong} of {2 * len(DELTAS) * len(KINDS)} rates are above what they may be")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
