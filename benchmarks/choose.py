"""Choosing whom to tell first: CPU, spread, certificate and memory on eight graphs, other tools beside ours.

    python benchmarks/choose.py --graphs DIR                                 ours alone, every cell there is a graph for
    python benchmarks/choose.py --graphs DIR --peers DIR [nethept-wc ...]    with SUBSIM, HIST, OPIM-C, PaC-IM, pynetim
    python benchmarks/choose.py --graphs DIR ratio [nethept-wc ...]          what it takes to be sure of 0.9 of the best
    python benchmarks/choose.py --graphs DIR large                           4.8 million people: build, choose, memory
    python benchmarks/choose.py --graphs DIR --peers DIR load                building a graph, beside pynetim

``--graphs`` is what ``benchmarks/graphs.py --to`` made; without it two are made in a folder that goes again.
``--peers`` is described in ``choose_tools.py``.  ``GRAPHS`` and ``PEERS`` in the environment say the same.

Tables are of 20 seeds, k = 50, eps = 0.1, delta = 1 / people.  CPU-seconds are the algorithm's, all threads together,
the load of the graph left out, and of ours also the one run before that loads the compiled kernels.  Ours gives no
curve here, since the others give none.  Runs of all tools take turns, seed by seed.  Spread is judged by
``judged.py`` on the same fresh sets for all.  Memory is the most a process of its own ever took, with all it loads.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
from choose_tools import ENOUGH, EPS, HERE, Cell, K, Peers, Ran, loaded, ours, peak, pynetim
from graphs import NAMES

SEEDS = 20
CELLS = (
    *(Cell(name) for name in NAMES),
    *(Cell(name, p) for p in (0.01, 0.1) for name in ("nethept", "epinions", "slash", "dblp", "youtube")),
    Cell("pokec", 0.01),
    *(Cell(name, None, "lt") for name in ("nethept", "epinions", "slash", "dblp", "youtube", "lj")),
)
PAC_RUNS = 3


def compared(cells: list[Cell], graphs: Path, peers: Path | None, seeds: int) -> None:
    """Print each cell: ours, and peers where there are any."""
    there = Peers(peers, graphs) if peers else None
    print(f"{'cell':>14} {'tool':>8} | {'CPU s':>7} {'least':>7} {'most':>7} {'most/median':>11} | {'wall':>6}"
          f" | {'spread':>9} {'lowest':>9} | {'sure of':>7} | {'MB':>5}")  # fmt: skip
    for cell in cells:
        report(cell, graphs, _cell(cell, graphs, peers, there, seeds))


def _cell(cell: Cell, graphs: Path, peers: Path | None, there: Peers | None, seeds: int) -> list[Ran]:
    ours_ran, mine = Ran("ours"), ours(cell, graphs)
    runs = {name: (Ran(name), tool) for name, tool in (there.tools(cell) if there else {}).items()}
    small = cell.chance is None and cell.graph in {"nethept", "epinions", "dblp", "youtube"}
    there_too = peers is not None and (peers / "venv").exists() and small
    net, net_ran = (pynetim(cell, graphs, peers) if there_too else None), Ran("pynetim")
    for seed in range(seeds):
        _take(ours_ran, mine.ask(seed=seed, eps=EPS))
        for name, (ran, tool) in runs.items():
            if not ran.fault and sum(ran.cpu) < ENOUGH and (name != "PaC-IM" or seed < PAC_RUNS):
                tool(cell, seed, ran)
        if net and seed < (seeds if cell.graph == "nethept" else PAC_RUNS):
            _take(net_ran, net.ask(seed=seed))
    found = [ours_ran, *(ran for ran, _ in runs.values()), *([net_ran] if net else [])]
    if cell.chance is not None:
        # what ours finds in the time that the best by spread takes
        longest = max((median(ran.cpu) for ran in found[1:] if ran.cpu), default=0)
        as_long = Ran("as long")
        for seed in range(min(seeds, 5) if longest else 0):
            _take(as_long, mine.ask(seed=seed, ratio=0.99, seconds=longest / 2))
        found += [as_long] if longest else []
    for served in (mine, net):
        if served:
            served.end()
    return found


def _take(ran: Ran, told: dict) -> None:
    if "fault" in told or not told:
        ran.fault = told.get("fault", "ended")
        return
    for name, held in told.items():
        getattr(ran, name).append(held)


def report(cell: Cell, graphs: Path, found: list[Ran]) -> None:
    """Judge all lists on the same sets, and print a line for each tool."""
    from judged import judged

    from standout.network.graph import graph

    n, u, v = loaded(graphs / f"{cell.graph}.npz")
    g = graph(n, u, v)
    lists = [people for ran in found for people in ran.people]
    spreads, error, drawn = (
        judged(n, g.start, g.source, lists, chance=cell.chance, model=cell.model) if lists else ([], 0, 0)
    )
    for ran in found:
        mine, spreads = spreads[: len(ran.people)], spreads[len(ran.people) :]
        if not ran.cpu:
            print(f"{cell.name:>14} {ran.tool:>8} | {ran.fault}", flush=True)
            continue
        middle = median(ran.cpu)
        sure = f"{median(ran.ratio):7.3f}" if ran.ratio else f"{'':>7}"
        wall = f"{median(ran.wall):6.3f}" if ran.wall else f"{'':>6}"
        peak = f"{max(ran.peak):5.0f}" if ran.peak else f"{'':>5}"
        print(
            f"{cell.name:>14} {ran.tool:>8} | {middle:7.4f} {min(ran.cpu):7.4f} {max(ran.cpu):7.4f}"
            f" {max(ran.cpu) / middle:11.1f} | {wall} | {np.mean(mine):9,.1f} {min(mine):9,.1f} | {sure} | {peak}"
            f" {'/'.join(sorted(set(ran.engine)))} {ran.fault}",
            flush=True,
        )
    print(f"{'':>14} judged on {drawn:,} sets, standard error {error:,.1f}", flush=True)


def sure(cells: list[Cell], graphs: Path, ratio: float = 0.9, seconds: float = 30) -> None:
    """Print what being sure of a share of the best takes, or what is reached before time is up."""
    print(f"{'cell':>14} | {'CPU s':>7} {'most':>7} | {'wall':>6} | {'sure of':>7} {'least':>7} | {'MB':>5}")
    for cell in cells:
        mine, ran = ours(cell, graphs), Ran("ours")
        for seed in range(5):
            _take(ran, mine.ask(seed=seed, ratio=ratio, seconds=seconds))
        mine.end()
        spent = f"{median(ran.cpu):7.3f} {max(ran.cpu):7.3f} | {median(ran.wall):6.2f}"
        sure_of = f"{median(ran.ratio):7.3f} {min(ran.ratio):7.3f}"
        engines = "/".join(sorted(set(ran.engine)))
        print(f"{cell.name:>14} | {spent} | {sure_of} | {max(ran.peak):5.0f} {engines}", flush=True)


def serve(file: str, chance: str, model: str) -> None:
    """Choose on one graph as often as a line asks for it."""
    from standout.network.choosing import Terms, chosen
    from standout.network.graph import graph

    n, u, v = loaded(Path(file))
    graph(n, u[:100_000], v[:100_000])  # so that its kernels are there
    clock = time.process_time()
    g = graph(n, u, v, None if chance == "none" else float(chance))
    load = time.process_time() - clock
    del u, v
    chosen(g, Terms(k=K), model=model, eps=EPS, seed=999, curve=False)
    print(json.dumps({"load": load}), flush=True)
    for line in sys.stdin:
        asked = {"eps": None, "ratio": 0.9, "seconds": None, **json.loads(line)}
        wall, clock = time.perf_counter(), time.process_time()
        found = chosen(g, Terms(k=K), model=model, curve=False, **asked)
        clock, wall = time.process_time() - clock, time.perf_counter() - wall
        print(json.dumps({
            "cpu": clock, "wall": wall, "people": found.people.tolist(), "ratio": found.ratio, "engine": found.engine,
            "peak": peak(os.getpid()),
        }), flush=True)  # fmt: skip


def large(graphs: Path) -> None:
    """Print what 69 million ties take, in a process of its own."""
    subprocess.run([sys.executable, str(HERE / "choose.py"), "--large", str(graphs / "lj.npz")], check=True)


def one_large(file: str) -> None:
    from standout.network.choosing import Terms, chosen
    from standout.network.graph import circles, graph

    def kernels(many: int) -> None:
        rng = np.random.default_rng(0)
        g = graph(many // 10, *rng.integers(0, many // 10, (2, many)).astype(np.int32))
        chosen(g, Terms(k=K), eps=EPS, curve=False)
        circles(g, np.arange(9))

    kernels(100_000)
    n, u, v = loaded(Path(file))
    own = np.random.default_rng(0).choice(n, 10_000, replace=False)
    before, given = _memory("VmRSS"), (u.nbytes + v.nbytes) / 2**20
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    for seed in range(5):
        clock = [(time.perf_counter(), time.process_time())]

        def lap(clock=clock) -> None:
            clock.append((time.perf_counter(), time.process_time()))

        g = graph(n, u, v)
        lap()
        found = chosen(g, Terms(k=K), eps=EPS, seed=seed, curve=False)
        lap()
        circles(g, own)
        lap()
        names = ("build", "choose", "circles")
        spent = zip(names, np.diff(np.array(clock), axis=0), strict=True)
        print(
            *(f"{name} {wall:.2f} s wall {cpu:.2f} CPU-s," for name, (wall, cpu) in spent), f"sure of {found.ratio:.3f}"
        )
        size = g.nbytes / 2**20
        del g
    most, bar = _memory("VmHWM") - given, 150 + 1.5 * size
    print(f"graph {size:.0f} MB; peak above the caller's arrays {most:.0f} MB, of which Python and what it loads"
          f" {before - given:.0f} MB; bar {bar:.0f} MB")  # fmt: skip


def _memory(name: str) -> float:
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name)]
    return int(line.split()[1]) / 1024


def load(graphs: Path, peers: Path | None) -> None:
    """Print what building a graph from arrays takes, and what it takes pynetim."""
    for name in ("epinions", "dblp", "youtube"):
        cell = Cell(name)
        mine = ours(cell, graphs)
        line = f"{name:>10}: ours {mine.ready['load']:.3f} CPU-s"
        mine.end()
        if peers:
            net = pynetim(cell, graphs, peers)
            took = net.ready["load"]
            line += f"; pynetim {took:.2f}, {took / mine.ready['load']:.0f} x, and its tuples {net.ready['tuples']:.2f}"
            net.end()
        print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graphs", type=Path, default=os.environ.get("GRAPHS"))
    parser.add_argument("--peers", type=Path, default=os.environ.get("PEERS"))
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--serve", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--large", help=argparse.SUPPRESS)
    parser.add_argument("what", nargs="*", metavar="ratio | large | load | cell")
    asked = parser.parse_args()
    if asked.serve:
        return serve(*asked.serve)
    if asked.large:
        return one_large(asked.large)
    graphs, peers = asked.graphs and Path(asked.graphs).resolve(), asked.peers and Path(asked.peers).resolve()
    with tempfile.TemporaryDirectory() as folder:
        if not graphs:
            graphs = Path(folder)
            subprocess.run([sys.executable, str(HERE / "graphs.py"), "--to", folder, "slash", "dblp"], check=True)
        wanted = [what for what in asked.what if what not in {"ratio", "large", "load"}]
        cells = [c for c in CELLS if (graphs / f"{c.graph}.npz").exists() and (not wanted or c.name in wanted)]
        if "large" in asked.what:
            return large(graphs)
        if "load" in asked.what:
            return load(graphs, peers)
        return sure(cells, graphs) if "ratio" in asked.what else compared(cells, graphs, peers, asked.seeds)


if __name__ == "__main__":
    main()
