"""What InfluenceDiffusion takes to learn a cascade's chances by EM: CPU-seconds, and the chances, as JSON.

Run      python influence_diffusion.py log.npz, by ``benchmarks/learning.py``; the file holds ``source``, ``target``,
         and ``cascade``, ``person``, ``step``, sorted
Patch    0.0.22 can't make its own class, since one method has no body; it is given that of the EM, which stands there
"""

import json
import sys
import time
from itertools import pairwise

import numpy as np
from InfluenceDiffusion.estimation_models.EMEstimation import ICWeightEstimatorEM
from InfluenceDiffusion.Graph import Graph
from InfluenceDiffusion.Trace import Trace, Traces


def main() -> None:
    held = np.load(sys.argv[1])
    graph = Graph(list(zip(held["source"].tolist(), held["target"].tolist())))  # noqa: B905 - the same length by making
    edges = np.searchsorted(held["cascade"], np.arange(int(held["cascade"].max()) + 2))
    traces = []
    for first, last in pairwise(edges):
        step, person = held["step"][first:last], held["person"][first:last]
        sets = [set(person[step == at].tolist()) for at in range(int(step.max()) + 1)]
        traces.append(Trace(graph, (*sets, set()), check_feasibility=False))
    ICWeightEstimatorEM._fit_vertex_parent_params = ICWeightEstimatorEM._optimize_vertex_parent_params  # noqa: SLF001
    ICWeightEstimatorEM.__abstractmethods__ = frozenset()
    began = time.process_time()
    found = ICWeightEstimatorEM(graph)
    found.fit(Traces(graph, traces))
    cpu = time.process_time() - began
    print(json.dumps({"cpu": cpu, "edges": graph.edge_array.tolist(), "chance": np.asarray(found.weights_).tolist()}))


if __name__ == "__main__":
    main()
