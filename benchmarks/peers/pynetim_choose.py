"""What pynetim takes to load a graph and to choose: CPU-seconds, load apart from algorithm, and the people, as JSON.

Run      python pynetim_choose.py graph.npz probability k eps IC|LT, by ``benchmarks/choose.py``; probability ``wc`` is
         1 / in-degree.  A line ``{"seed": 1}`` is answered with a line.
"""

import json
import resource
import sys
import time

import numpy as np
from pynetim import IMGraph, OPIMCAlgorithm


def main() -> None:
    held, chance = np.load(sys.argv[1]), sys.argv[2]
    k, eps, model = int(sys.argv[3]), float(sys.argv[4]), sys.argv[5]
    n, u, v = int(held["n"]), held["u"], held["v"]
    began = time.process_time()
    pairs = list(zip(u.tolist(), v.tolist()))  # noqa: B905 - the same length by making
    weights = (1 / np.bincount(v, minlength=n)[v]).tolist() if chance == "wc" else float(chance)
    made = time.process_time()
    graph = IMGraph(pairs, weights, directed=True, renumber=False)
    print(json.dumps({"tuples": made - began, "load": time.process_time() - made}), flush=True)
    del pairs, weights
    for line in sys.stdin:
        start = time.process_time()
        found = OPIMCAlgorithm(graph, model=model, random_seed=1 + json.loads(line)["seed"]).run(k, epsilon=eps)
        print(json.dumps({
            "cpu": time.process_time() - start, "people": [int(v) for v in found],
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }), flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
