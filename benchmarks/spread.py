"""Spreading: CPU of a run beside cynetdiff and NDlib, when a band pays, and how often the interval holds.

    python benchmarks/spread.py speed --graphs DIR [CELL ...]     CPU a run, ours and peers' by turns
    python benchmarks/spread.py rule --graphs DIR                 what a draw of how many fail costs
    python benchmarks/spread.py intervals                         of 95 % intervals, the share that hold

DIR holds NAME.npz as ``benchmarks/graphs.py`` makes them; a cell is NAME:wc, NAME:0.01, NAME:lt.  Those who begin
are the fifty who can tell most.  Each round makes some runs with ours, then as many with each peer; the medians of
nine rounds are shown.  CPU is of one thread, the graph made ready before.  Peers run in an environment of their own:

    python -m venv ../peer && ../peer/bin/pip install -r benchmarks/peers/simulators.txt
    PEER=../peer/bin/python python benchmarks/spread.py speed --graphs DIR
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
from pathlib import Path

import numpy as np

from standout.network.graph import Graph, graph
from standout.network.live_ties import DEAR, live_ties
from standout.network.spreading import spread

CELLS = (
    "nethept:wc", "nethept:0.01", "nethept:0.1", "nethept:lt", "epinions:wc", "epinions:0.01", "epinions:0.1",
    "epinions:lt", "slash:wc", "slash:0.01", "dblp:wc", "dblp:0.01", "youtube:wc", "youtube:0.01",
)  # fmt: skip
ROUNDS, BEGIN = 9, 50
AIM = 0.25
"""CPU-seconds of ours in a round."""


def opened(folder: Path, cell: str) -> tuple[Graph, str, str, np.ndarray]:
    """Give the graph of a cell, its model, its chance as peers take it, and who begins."""
    name, chance = cell.split(":")
    held = np.load(folder / f"{name}.npz")
    n, u, v = int(held["n"]), held["u"], held["v"]
    own = None if chance in {"wc", "lt"} else float(chance)
    begin = np.argsort(-np.bincount(u, minlength=n), kind="stable")[:BEGIN]
    return graph(n, u, v, own), "lt" if chance == "lt" else "ic", chance if own else "wc", begin


class Peer:
    """A peer in a process of its own, asked by lines."""

    def __init__(self, tool: str, folder: Path, cell: str, model: str, chance: str, begin: np.ndarray) -> None:
        script = Path(__file__).parent / "peers" / "simulators.py"
        name = folder / f"{cell.split(':', maxsplit=1)[0]}.npz"
        words = [os.environ["PEER"], str(script), tool, str(name), model, chance, ",".join(map(str, begin))]
        self.job = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.load = json.loads(self.job.stdout.readline())["load"]

    def cpu(self, runs: int, seed: int) -> tuple[float, float]:
        """Give CPU-seconds and the mean reached."""
        self.job.stdin.write(f"{runs} {seed}\n")
        self.job.stdin.flush()
        told = json.loads(self.job.stdout.readline())
        return told["cpu"], told["mean"]

    def end(self) -> None:
        """End it."""
        self.job.stdin.close()
        self.job.wait()


def cell_of(folder: Path, cell: str) -> None:
    """Print one cell."""
    g, model, chance, begin = opened(folder, cell)
    began = time.process_time()
    ties = live_ties(g, model)
    spread(ties, begin, runs=2, threads=1)
    began = time.process_time()
    live_ties(g, model)
    ready = time.process_time() - began
    ours, means = [], []
    runs = max(4, int(AIM / (_ours(ties, begin, 4, 0)[0] / 4)))
    tools = ["cynetdiff"] if "PEER" in os.environ else []
    if tools and cell == "nethept:wc":
        tools.append("ndlib")
    peers = {tool: Peer(tool, folder, cell, model, chance, begin) for tool in tools}
    theirs: dict[str, list[float]] = {tool: [] for tool in tools}
    peer_means: dict[str, list[float]] = {tool: [] for tool in tools}
    for turn in range(ROUNDS):
        cpu, mean = _ours(ties, begin, runs, turn)
        ours.append(cpu / runs * 1e6)
        means.append(mean)
        for tool, peer in peers.items():
            many = runs if tool == "cynetdiff" else 2
            cpu, mean = peer.cpu(many, turn)
            theirs[tool].append(cpu / many * 1e6)
            peer_means[tool].append(mean)
    for peer in peers.values():
        peer.end()
    mine = float(np.median(ours))
    beside = "".join(
        f"  {tool} {np.median(each):10.1f} ({np.median(each) / mine:6.2f}x) mean {np.mean(peer_means[tool]):10.1f}"
        f" load {peers[tool].load:.2f} s" for tool, each in theirs.items()
    )  # fmt: skip
    banded = len(ties.band_end)
    print(f"{cell:14} us a run {mine:10.1f} mean {np.mean(means):10.1f} ready {ready:.2f} s bands {banded:6}{beside}",
          flush=True)  # fmt: skip


def _ours(ties, begin, runs: int, seed: int) -> tuple[float, float]:
    began = time.process_time()
    mean = spread(ties, begin, runs=runs, seed=seed, threads=1).mean
    return time.process_time() - began, mean


def rule(folder: Path) -> None:
    """Print CPU a run by what drawing how many fail is taken to cost."""
    costs = (2.0, 4.0, 6.0, 8.0, 12.0, 16.0, np.inf)
    print("us a run, by the cost taken: ", *costs)
    for cell in CELLS:
        if cell.endswith("lt"):
            continue
        g, model, _, begin = opened(folder, cell)
        ready = [live_ties(g, model, cost) for cost in costs]
        runs = max(4, int(AIM / 2 / (_ours(ready[-1], begin, 4, 0)[0] / 4)))
        took = [[_ours(ties, begin, runs, turn)[0] / runs * 1e6 for ties in ready] for turn in range(ROUNDS)]
        print(f"{cell:14}", *(f"{x:10.1f}" for x in np.median(took, axis=0)), f"  taken: {DEAR}", flush=True)


def intervals() -> None:
    """Print how often the interval holds the truth, where few or rare runs go far."""
    rng = np.random.default_rng(0)
    size, cases = 3_000, {}
    u, v = rng.integers(0, size, 12_000), rng.integers(0, size, 12_000)
    cases["random, wc, 1 begins"] = graph(size, u, v), np.array([0])
    cases["random, p = 0.2, 1 begins"] = graph(size, u, v, 0.2), np.array([0])
    hub = graph(1_001, np.r_[0, np.ones(999, int)], np.r_[1, np.arange(2, 1_001)], np.r_[0.002, np.ones(999)])
    cases["one in 500 reaches 1,001"] = hub, np.array([0])
    cases["star of 1,000, p = 0.01"] = graph(1_001, np.zeros(1_000, int), np.arange(1, 1_001), 0.01), np.array([0])
    for name, (g, begin) in cases.items():
        ties = live_ties(g)
        truth = np.mean([spread(ties, begin, runs=1_000_000, seed=10**6 + i).mean for i in range(8)])
        for runs in (32, 200, None):
            found = [spread(ties, begin, runs=runs, seed=seed, threads=1) for seed in range(1_000 if runs else 60)]
            held = np.mean([each.low <= truth <= each.high for each in found])
            made_runs = int(np.median([each.runs for each in found]))
            print(
                f"{name:28} {'until close' if runs is None else runs:>12} runs {made_runs:8} held {held:.3f}",
                flush=True,
            )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=("speed", "rule", "intervals"))
    asked.add_argument("cells", nargs="*", default=CELLS)
    asked.add_argument("--graphs", type=Path, default=Path())
    words = asked.parse_intermixed_args()
    if words.what == "intervals":
        return intervals()
    if words.what == "rule":
        return rule(words.graphs)
    for cell in words.cells or CELLS:
        cell_of(words.graphs, cell)
    return None


if __name__ == "__main__":
    main()
