"""An import that is killed: nothing acknowledged is lost, and no reader is ever blocked or misled.

Each writer is a process of its own, killed with SIGKILL at a random moment of its imports, 50 times over,
while another process keeps reading.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import standout.sources.loading
import standout.workspace.adding
import standout.workspace.asking  # noqa: F401 - loaded before the forks, so that a kill falls into work and not into imports
from standout import registry
from standout.workspace import Workspace
from standout.workspace.parts import PARTS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork are not there on Windows")

KILLS, FILES, ROWS = 50, 400, 20


def write_files(folder: Path) -> list[Path]:
    """Write small review files, every review in them its own."""
    folder.mkdir()
    files = []
    for number in range(FILES):
        rows = [f"North,2026-01-{1 + row:02d},{1 + row % 5},review {number} {row}" for row in range(ROWS)]
        file = folder / f"{number:03d}.csv"
        file.write_text("Business,Date,Stars,Text\n" + "\n".join(rows) + "\n", encoding="utf-8")
        files.append(file)
    return files


def forked(work: Callable[[], None]) -> int:
    """Run ``work`` in a process of its own; give its process id."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - whatever it is, the parent must see that it failed
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def import_and_acknowledge(home: Path, files: list[Path], pipe: int) -> None:
    """Add file after file; name each in the pipe once it is acknowledged."""
    workspace = Workspace(home)
    for file in files:
        workspace.add(file, yes=True)
        os.write(pipe, f"{file.name}\n".encode())


def read_until_told(home: Path, stop: Path) -> None:
    """Read again and again; every answer holds whole files only, and none takes long."""
    workspace, reads = Workspace(home), 0
    while not stop.exists() or not reads:
        started = time.monotonic()
        engine = workspace.engine()
        rows = engine.arrow(engine.table("reviews").count().as_table())[0][0].as_py()
        assert rows % ROWS == 0, rows
        workspace.inventory()
        assert time.monotonic() - started < 30  # a reader that waits for a writer would wait for its whole import
        reads += 1
        time.sleep(0.2)  # leave the writers some of the machine


def check(home: Path, acknowledged: set[str]) -> None:
    """Everything acknowledged is held, everything held is whole, and the index is sound."""
    workspace = Workspace(home)
    imports = workspace.index.imports()
    held = {Path(one.path).name for one in imports}
    assert acknowledged <= held, acknowledged - held
    assert len(imports) == len(held)
    assert all(one.records == ROWS == one.loaded for one in imports)
    parts = workspace.index.rows("SELECT file, rows FROM parts")
    assert len(parts) == 2 * len(imports)  # its reviews, and where they came from
    assert all(pq.read_metadata(workspace.store / PARTS / row["file"]).num_rows == row["rows"] for row in parts)
    with closing(sqlite3.connect(workspace.index.path)) as index:
        assert index.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def finished(child: int) -> int:
    """Wait for a process; give its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_fifty_kills_lose_nothing_acknowledged_and_never_mislead_a_reader(tmp_path: Path) -> None:
    home, stop = tmp_path / "shop", tmp_path / "stop"
    files = write_files(tmp_path / "files")
    workspace = Workspace.new(home, ours="Ours")
    registry.catalogue("standout.sources", "SOURCE")
    # accept the mapping once, so that later files of the same shape are known
    started = time.monotonic()
    assert finished(forked(lambda: import_and_acknowledge(home, files[:1], os.open(os.devnull, os.O_WRONLY)))) == 0
    one_import = time.monotonic() - started
    reader = forked(lambda: read_until_told(home, stop))
    chance, acknowledged, cut_short = random.Random(7), {files[0].name}, 0
    try:
        for _ in range(KILLS):
            left = [file for file in files if file.name not in acknowledged]
            inward, outward = os.pipe()
            writer = forked(lambda left=left, outward=outward: import_and_acknowledge(home, left, outward))
            os.close(outward)
            time.sleep(chance.uniform(0.05, 2) * one_import)
            os.kill(writer, signal.SIGKILL)
            cut_short += finished(writer) == -signal.SIGKILL
            with os.fdopen(inward, "rb") as pipe:
                acknowledged |= {line.decode() for line in pipe.read().splitlines()}
            check(home, acknowledged)
    finally:
        stop.touch()
    assert finished(reader) == 0
    assert cut_short == KILLS
    assert len(acknowledged) > 1
    assert len(acknowledged) > 1
    assert sum(1 for _ in (workspace.store / PARTS).rglob("*.parquet")) >= len(acknowledged)
