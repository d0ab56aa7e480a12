"""Runs made by cynetdiff or NDlib, as many as each line of the input says: CPU-seconds and the mean reached.

Run      python simulators.py cynetdiff|ndlib graph.npz ic|lt wc|0.01 first,second,..., by ``benchmarks/spread.py``
Input    lines of ``runs seed``; the answer to each is a line of JSON
"""

import json
import sys
import time
from array import array

import numpy as np


def cynetdiff(n: int, u: np.ndarray, v: np.ndarray, model: str, own: np.ndarray | float, seeds: list[int]):
    from cynetdiff.models import IndependentCascadeModel, LinearThresholdModel

    start = array("I", np.concatenate([[0], np.cumsum(np.bincount(u, minlength=n))])[:-1].astype(np.uint32).tobytes())
    ties = array("I", v.astype(np.uint32).tobytes())
    if model == "lt":
        made = LinearThresholdModel(start, ties, influence=array("f", own.astype(np.float32).tobytes()))
    elif isinstance(own, float):
        made = IndependentCascadeModel(start, ties, activation_prob=own)
    else:
        made = IndependentCascadeModel(start, ties, activation_probs=array("f", own.astype(np.float32).tobytes()))
    made.set_seeds(seeds)

    def mean(runs: int, seed: int) -> float:
        made.set_rng(seed)
        total = 0
        for _ in range(runs):
            made.reset_model()
            made.advance_until_completion()
            total += made.get_num_activated_nodes()
        return total / runs

    return mean


def ndlib(n: int, u: np.ndarray, v: np.ndarray, model: str, own: np.ndarray | float, seeds: list[int]):
    import networkx as nx
    from ndlib.models import ModelConfig
    from ndlib.models.epidemics import IndependentCascadesModel, ThresholdModel

    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(zip(u.tolist(), v.tolist()))  # noqa: B905 - the same length by making
    made = (ThresholdModel if model == "lt" else IndependentCascadesModel)(graph)
    config = ModelConfig.Configuration()
    config.add_model_initial_configuration("Infected", seeds)
    chances = own if isinstance(own, np.ndarray) else np.full(len(u), own)
    for pair, chance in zip(zip(u.tolist(), v.tolist()), chances.tolist()):  # noqa: B905
        config.add_edge_configuration("threshold", pair, chance)
    made.set_initial_status(config)

    def mean(runs: int, seed: int) -> float:
        np.random.seed(seed)  # noqa: NPY002 - what NDlib draws from
        total = 0
        for _ in range(runs):
            made.reset(seeds)
            while True:
                state = made.iteration(node_status=False)
                if state["node_count"][1] == 0:
                    break
            total += n - state["node_count"][0]
        return total / runs

    return mean


def main() -> None:
    held, model, chance = np.load(sys.argv[2]), sys.argv[3], sys.argv[4]
    n, u, v = int(held["n"]), held["u"], held["v"]
    own = 1 / np.bincount(v, minlength=n)[v] if chance == "wc" else float(chance)
    began = time.process_time()
    made = {"cynetdiff": cynetdiff, "ndlib": ndlib}[sys.argv[1]](
        n, u, v, model, own, [int(x) for x in sys.argv[5].split(",")]
    )
    print(json.dumps({"load": time.process_time() - began}), flush=True)
    for line in sys.stdin:
        runs, seed = (int(x) for x in line.split())
        began = time.process_time()
        mean = made(runs, seed)
        print(json.dumps({"cpu": time.process_time() - began, "mean": mean}), flush=True)


if __name__ == "__main__":
    main()
