"""Tools that choose whom to tell first, each run on the same graph, for ``benchmarks/choose.py``.

Peers stand in a folder of their own, built there by whoever compares; nothing of them is part of this project:
  subsim/subsim, OPIM/OPIM1.1/opim, Influence-Maximization/IM    as their makers' own notes say
  venv/bin/python                                                with benchmarks/peers/choose.txt installed
  graphs/                                                        what they read; made here where it is missing

What they print as their time is CPU-seconds of the algorithm, load excluded, since their clocks are ours:
``benchmarks/peers/cpu_clock.c``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
K, EPS = 50, 0.1
TOO_LONG, ENOUGH = 120, 20
"""Seconds after which one run is ended, and CPU-seconds after which a tool is run no more."""

PROGRAMS = {
    "SUBSIM": "subsim/subsim",
    "HIST": "subsim/subsim",
    "OPIM-C": "OPIM/OPIM1.1/opim",
    "PaC-IM": "Influence-Maximization/IM",
}
"""Where each stands in the folder of peers; one that isn't there is left out."""


@dataclass(frozen=True)
class Cell:
    """A graph and how ties carry word: ``chance`` None is 1 / in-degree."""

    graph: str
    chance: float | None = None
    model: str = "ic"

    @property
    def name(self) -> str:
        """Give what a cell is called."""
        rule = "lt" if self.model == "lt" else "wc" if self.chance is None else f"u{self.chance:g}".replace("0.", ".")
        return f"{self.graph}-{rule}"


@dataclass
class Ran:
    """What a tool took and found, run by run; ``fault`` where it didn't."""

    tool: str
    cpu: list[float] = field(default_factory=list)
    people: list[list[int]] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    ratio: list[float] = field(default_factory=list)
    engine: list[str] = field(default_factory=list)
    load: float = 0.0
    fault: str = ""


class Peers:
    """The programs of other makers, in their folder."""

    def __init__(self, folder: Path, graphs: Path) -> None:
        self.folder, self.graphs, self.formatted = folder, graphs, folder / "graphs"
        self.formatted.mkdir(exist_ok=True)
        self.clock = folder / "cpu_clock.so"
        run = ["cc", "-O2", "-shared", "-fPIC", str(HERE / "peers" / "cpu_clock.c"), "-o", str(self.clock)]
        subprocess.run(run, check=True)

    def tools(self, cell: Cell) -> dict[str, object]:
        """Give those that are there and can do a cell, each as what runs it once with a seed."""
        by_name = {"SUBSIM": self.subsim, "HIST": self.hist, "OPIM-C": self.opim, "PaC-IM": self.pac}
        able = ["OPIM-C"] if cell.model == "lt" else [n for n in by_name if n != "PaC-IM" or cell.chance is not None]
        return {name: by_name[name] for name in able if (self.folder / PROGRAMS[name]).exists()}

    def subsim(self, cell: Cell, seed: int, ran: Ran, *more: str) -> None:
        """Run SUBSIM once."""
        name = self._subsim_graph(cell)
        said = self._run(ran, seed, [
            str(self.folder / "subsim/subsim"), "-func=im", f"-gname={name}", "-dir=.", f"-seedsize={K}", f"-eps={EPS}",
            f"-outpath={self.folder}/out", *more,
        ])  # fmt: skip
        if said:
            ran.cpu.append(float(re.search(r"Time \(sec\): (\S+)", said)[1]))
            ran.people.append(self._listed(re.search(r"The End of (\S+?)---", said)[1]))

    def hist(self, cell: Cell, seed: int, ran: Ran) -> None:
        """Run HIST once."""
        self.subsim(cell, seed, ran, "-hist=1")

    def opim(self, cell: Cell, seed: int, ran: Ran) -> None:
        """Run OPIM-C once."""
        name = self._text(cell.graph)
        if not (self.formatted / f"{name}.vec.rvs.graph").exists():
            self._made([self.folder / "OPIM/OPIM1.1/opim", "-func=0", f"-gname={name}", "-dir=."])
        more = ["-model=LT", "-pdist=WC"] if cell.model == "lt" else []
        more += [] if cell.chance is None else ["-pdist=UNI", f"-pedge={cell.chance}"]
        said = self._run(ran, seed, [
            str(self.folder / "OPIM/OPIM1.1/opim"), "-func=1", f"-gname={name}", "-dir=.", "-alg=opim-c",
            f"-seedsize={K}", f"-eps={EPS}", f"-outpath={self.folder}/out", *more,
        ])  # fmt: skip
        if said:
            ran.cpu.append(float(re.search(r"Influence via .*time: (\S+)", said)[1]))
            ran.people.append(self._listed(re.search(r"The End of (\S+?)---", said)[1]))

    def pac(self, cell: Cell, seed: int, ran: Ran) -> None:
        """Run PaC-IM once."""
        name = self._binary(cell.graph)
        if name is None:
            ran.fault = "undirected graphs only"
            return
        said = self._run(ran, seed, [
            str(self.folder / "Influence-Maximization/IM"), name, "-k", str(K), "-R", "256", "-UIC", str(cell.chance),
            "-compact", "1", "-t", "1",
        ])  # fmt: skip
        if said:
            ran.cpu.append(float(re.search(r"average total time: (\S+)", said)[1]))
            ran.people.append([int(v) for v in re.search(r"seeds: (.*)", said)[1].split()])

    def _run(self, ran: Ran, seed: int, command: list[str]) -> str:
        # each seed is another second to them; not 0, which some take for none
        around = {**os.environ, "LD_PRELOAD": str(self.clock), "SEED": str(1_000 + seed)}
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.Popen(command, cwd=self.formatted, env=around, stdout=said, stderr=subprocess.DEVNULL)
            until, most = time.monotonic() + TOO_LONG, 0.0
            while done.poll() is None:
                most = max(most, peak(done.pid))
                time.sleep(0.002)
                if time.monotonic() > until:
                    done.kill()
                    ran.fault = f"more than {TOO_LONG} s"
            if done.returncode < 0:
                ran.fault = ran.fault or f"crashed, signal {-done.returncode}"
                return ""
            ran.peak.append(most)
            said.seek(0)
            return said.read()

    def _listed(self, name: str) -> list[int]:
        return [int(line) for line in (self.folder / "out" / "seed" / f"seed_{name}").read_text().split()]

    def _made(self, command: list[object]) -> None:
        subprocess.run([str(c) for c in command], cwd=self.formatted, check=False, stdout=subprocess.DEVNULL)

    def _subsim_graph(self, cell: Cell) -> str:
        rule = "wc" if cell.chance is None else f"u{cell.chance:g}".replace("u0.", "u.")
        name = f"{cell.graph}_{rule}"
        if not (self.formatted / f"{name}.vec.rvs.graph").exists():
            (self.formatted / name).symlink_to(self._text(cell.graph))
            how = ["-pdist=wc"] if cell.chance is None else ["-pdist=uniform", f"-pedge={cell.chance}"]
            self._made([self.folder / "subsim/subsim", "-func=format", f"-gname={name}", "-dir=.", *how])
            (self.formatted / name).unlink()
        return name

    def _text(self, name: str) -> str:
        file = self.formatted / name
        if not file.exists():
            n, u, v = loaded(self.graphs / f"{name}.npz")
            with file.open("w") as out:
                out.write(f"{n} {len(u)}\n")
                for at in range(0, len(u), 1 << 20):
                    pairs = zip(u[at : at + (1 << 20)].tolist(), v[at : at + (1 << 20)].tolist(), strict=True)
                    out.writelines(f"{a} {b}\n" for a, b in pairs)
        return name

    def _binary(self, name: str) -> str | None:
        """Give the file of an undirected graph as PaC-IM reads it."""
        file = self.formatted / f"{name}_sym.bin"
        if not file.exists():
            n, u, v = loaded(self.graphs / f"{name}.npz")
            there = u.astype(np.int64) * n + v
            if not np.array_equal(np.sort(there), np.sort(v.astype(np.int64) * n + u)):
                return None
            there.sort()
            start = np.append(0, np.cumsum(np.bincount(u, minlength=n))).astype(np.uint64)
            with file.open("wb") as out:
                np.array([n, len(u), (n + 1) * 8 + len(u) * 4 + 24], np.uint64).tofile(out)
                start.tofile(out)
                (there % n).astype(np.uint32).tofile(out)
        return file.name


class Served:
    """A tool in a process of its own that has the graph ready, and answers a line with a line."""

    def __init__(self, command: list[str], cwd: Path) -> None:
        self.there = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=cwd, stderr=None
        )
        self.ready = json.loads(self.there.stdout.readline() or "{}")

    def ask(self, **what: object) -> dict[str, object]:
        """Send a line, and give the answer."""
        self.there.stdin.write(json.dumps(what) + "\n")
        self.there.stdin.flush()
        return json.loads(self.there.stdout.readline() or "{}")

    def end(self) -> None:
        """End the process."""
        self.there.stdin.close()
        self.there.wait()


def ours(cell: Cell, graphs: Path) -> Served:
    """Start Standout with the graph of a cell."""
    given = [str(graphs / f"{cell.graph}.npz"), "none" if cell.chance is None else str(cell.chance), cell.model]
    return Served([sys.executable, str(HERE / "choose.py"), "--serve", *given], HERE)


def pynetim(cell: Cell, graphs: Path, folder: Path) -> Served:
    """Start pynetim with the graph of a cell."""
    script = str(HERE / "peers" / "pynetim_choose.py")
    rule = "wc" if cell.chance is None else str(cell.chance)
    there = str(graphs / f"{cell.graph}.npz")
    return Served([str(folder / "venv/bin/python"), script, there, rule, str(K), str(EPS), cell.model.upper()], HERE)


def peak(number: int) -> float:
    """Give the most megabytes a process took since it began as what it is now; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{number}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), default=0.0)


def loaded(file: Path):
    """Give n, u, v of a graph."""
    held = np.load(file)
    return int(held["n"]), held["u"], held["v"]
