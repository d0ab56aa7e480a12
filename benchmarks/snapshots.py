"""Snapshots: spread and CPU beside PaC-IM, what more snapshots buy, and how well their cost is foretold.

    python benchmarks/snapshots.py spread --graphs DIR [--peers DIR] [CELL ...]   ours and PaC-IM by turns, one judge
    python benchmarks/snapshots.py cost --graphs DIR [CELL ...]                   CPU beside `snapshots.cost`
    GRAPHS=DIR PEERS=DIR python run.py bench snapshots                            the first of them

DIR holds NAME.npz as ``benchmarks/graphs.py`` makes them; a cell is NAME:0.01, or NAME:wc for weighted cascade.  PaC-IM
(github.com/ucrparlay/Influence-Maximization, MIT) is built in PEERS/Influence-Maximization and reads
PEERS/graphs/NAME_sym.bin; it takes ties that go both ways with one chance only.  Everybody is judged by
``benchmarks/judged.py``.  CPU is user and system of all threads, the graph loaded before: ours by this process's clock,
PaC-IM's by its own, which PEERS/cpu_clock.so makes read CPU (``benchmarks/peers/cpu_clock.c``).
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import time
from pathlib import Path
from statistics import median

import numpy as np
from judged import judged

from standout.network.choosing import Terms
from standout.network.graph import graph
from standout.network.snapshots import chosen_by_snapshots, cost

CELLS = tuple(f"{name}:{chance}" for name in ("nethept", "epinions", "dblp", "youtube") for chance in ("0.01", "0.1"))
ONE_WAY = ("slash:0.01", "slash:0.1", "nethept:wc", "epinions:wc")
SIZES = (16, 64, 256)
K, ROUNDS, SETS = 50, 3, 4_000_000


def opened(folder, cell):
    """Give the graph of a cell, and its chance."""
    name, chance = cell.split(":")
    held = np.load(folder / f"{name}.npz")
    own = None if chance == "wc" else float(chance)
    return name, own, graph(int(held["n"]), held["u"], held["v"], own)


def ours(g, snapshots, seed):
    """Give CPU-seconds, wall and who was chosen."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = chosen_by_snapshots(g, Terms(k=K), snapshots=snapshots, seed=seed)
    return time.process_time() - cpu, time.perf_counter() - wall, found.people


def pacim(peers, name, chance):
    """Give CPU-seconds and who was chosen."""
    words = [peers / "Influence-Maximization" / "IM", peers / "graphs" / f"{name}_sym.bin", "-k", K, "-R", 256,
             "-UIC", chance, "-compact", 1, "-t", 1]  # fmt: skip
    more = {"LD_PRELOAD": str(peers / "cpu_clock.so"), "PARLAY_NUM_THREADS": "2"}
    said = subprocess.run([str(w) for w in words], env=os.environ | more, capture_output=True, text=True, check=True)
    people = re.findall(r"\d+", re.search(r"seeds:([\d ]+)", said.stdout + said.stderr).group(1))
    return float(re.search(r"total time: ([\d.]+)", said.stdout + said.stderr).group(1)), np.array(people, np.int64)


def spread_of(folder, peers, cell):
    """Print one cell: medians of the rounds, the spread of each round's list."""
    name, chance, g = opened(folder, cell)
    rows, lists = {}, []
    for round_ in range(ROUNDS):
        for snapshots in SIZES:
            cpu, wall, people = ours(g, snapshots, round_)
            rows.setdefault(f"ours, {snapshots}", []).append((cpu, wall, len(lists)))
            lists.append(people)
        if peers and chance and (peers / "graphs" / f"{name}_sym.bin").exists() and name not in {"slash", "pokec"}:
            cpu, people = pacim(peers, name, chance)
            rows.setdefault("PaC-IM, 256", []).append((cpu, float("nan"), len(lists)))
            lists.append(people)
    spreads, error, sets = judged(g.n, g.start, g.source, lists, chance=chance, sets=SETS)
    for tool, runs in rows.items():
        cpu, wall = (median(run[at] for run in runs) for at in range(2))
        found = [spreads[run[2]] for run in runs]
        print(f"{cell:14}  {tool:12}  CPU {cpu:8.3f} s  wall {wall:7.3f} s  spread "
              f"{min(found):10,.1f} {median(found):10,.1f} {max(found):10,.1f}", flush=True)  # fmt: skip
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{cell:14}  one standard error {error:.1f} of {sets:,} sets for all; {most} MB at most so far", flush=True)


def cost_of(folder, cell):
    """Print one cell: CPU of one thread beside what was foretold."""
    _, _, g = opened(folder, cell)
    for snapshots in SIZES[:2]:
        began = time.process_time()
        found = chosen_by_snapshots(g, Terms(k=K), snapshots=snapshots, threads=1)
        taken, foretold = time.process_time() - began, cost(g, snapshots) / 1e9
        print(f"{cell:14}  {snapshots:4} snapshots  {found.entries:11,} entries  CPU {taken:7.3f} s  "
              f"foretold {foretold:7.3f}  {taken / foretold:5.2f} of it", flush=True)  # fmt: skip


def main():
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["spread", "cost"], default="spread")
    parser.add_argument("cells", nargs="*")
    parser.add_argument("--graphs", type=Path, default=os.environ.get("GRAPHS"))
    parser.add_argument("--peers", type=Path, default=os.environ.get("PEERS"))
    asked = parser.parse_intermixed_args()
    if asked.graphs is None:
        print("Say with --graphs where the graphs are; benchmarks/graphs.py makes them.")
        return
    for ends in (([0, 1], [1, 0]), ([0], [1])):  # compile
        chosen_by_snapshots(graph(2, *np.array(ends), 0.5), Terms(k=1), snapshots=8)
    for cell in asked.cells or CELLS + ONE_WAY:
        if asked.what == "spread":
            spread_of(asked.graphs, asked.peers, cell)
        else:
            cost_of(asked.graphs, cell)


if __name__ == "__main__":
    main()
