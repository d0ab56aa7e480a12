"""Our rank intervals beside those of the package multiple-inference, where both apply.

    python -m venv ../oracle && ../oracle/bin/pip install -r benchmarks/peers/multiple-inference.txt
    PYTHONPATH=src ../oracle/bin/python benchmarks/rank_oracle.py

Both apply to normal estimates with known errors.  The peer finds its critical value from random draws, ours
is a quadrature.  Its single-step rule is ours where all errors are equal; where they differ, ours
(Tukey-Kramer) may only be wider.  Its default goes on in steps and may only be narrower than ours.
"""

from __future__ import annotations

import time
import warnings

import numpy as np
from multiple_inference.confidence_set import SimultaneousRanking

from standout.stats.ranks import all_pairs_critical, rank_intervals

LEAGUES, DRAWS = 40, 20_000


def main() -> None:
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(3)
    print(
        f"{'businesses':>10} {'errors':8} | critical: ours  theirs | equal intervals  we wider  we narrower"
        " | width: ours  single-step  stepwise | ms a league: ours  theirs"
    )
    for k in (3, 6, 10, 20, 40):
        for errors in ("equal", "mixed"):
            print(line(rng, k, errors), flush=True)


def line(rng: np.random.Generator, k: int, errors: str) -> str:
    counts = np.zeros(3)
    widths, criticals, spent = [], [], np.zeros(2)
    for seed in range(LEAGUES):
        se2 = np.full(k, 0.02) if errors == "equal" else rng.choice([0.01, 0.02, 0.05, 0.1], k)
        mean = rng.normal(0, 0.4, k) + rng.normal(0, 1, k) * np.sqrt(se2)
        start = time.process_time()
        ours = rank_intervals(mean, se2, np.full(k, np.inf))
        middle = time.process_time()
        peer = SimultaneousRanking(mean, np.diag(se2), random_state=seed).fit(n_samples=DRAWS)
        step = peer.conf_int(0.05, fast=False)
        single = peer.conf_int(0.05, fast=True)
        spent += [middle - start, time.process_time() - middle]
        criticals.append(np.quantile(peer._pairwise_comparison._max_z_stats, 0.95))  # noqa: SLF001 - not told otherwise
        wide = (ours.high - ours.low) - (single[:, 1] - single[:, 0])
        counts += [(wide == 0).mean(), (wide > 0).mean(), (wide < 0).mean()]
        widths.append([(ours.high - ours.low + 1).mean(), *((x[:, 1] - x[:, 0] + 1).mean() for x in (single, step))])
    same, wider, narrower = counts / LEAGUES
    width = np.mean(widths, axis=0)
    return (
        f"{k:10} {errors:8} | {all_pairs_critical(k):14.3f} {np.mean(criticals):7.3f}"
        f" | {same:15.1%} {wider:9.1%} {narrower:12.1%} | {width[0]:11.2f} {width[1]:12.2f} {width[2]:9.2f}"
        f" | {spent[0] / LEAGUES * 1e3:17.2f} {spent[1] / LEAGUES * 1e3:7.0f}"
    )


if __name__ == "__main__":
    main()
