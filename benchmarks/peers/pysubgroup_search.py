"""What pysubgroup takes to search one score for its 50 best worlds, exhaustively: CPU-seconds on the output.

Run      python pysubgroup_search.py table.csv depth, by ``benchmarks/worlds.py peers``
"""

import sys
import time

import pandas as pd
import pysubgroup as ps

LEFT_OUT = ["business", "reviewer", "food", "price", "speed"]


def main() -> None:
    held = pd.read_csv(sys.argv[1]).drop(columns=LEFT_OUT).dropna(subset=["staff"])
    began = time.process_time()
    selectors = ps.create_nominal_selectors(held, ignore=["staff"])
    task = ps.SubgroupDiscoveryTask(
        held, ps.NumericTarget("staff"), selectors, result_set_size=50, depth=int(sys.argv[2]),
        qf=ps.StandardQFNumeric(1.0),
    )  # fmt: skip
    ps.DFS(ps.BitSetRepresentation).execute(task)
    print(time.process_time() - began)


if __name__ == "__main__":
    main()
