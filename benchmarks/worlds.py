"""Worlds: CPU and memory of the world search, peers on the same table, and what it claims on planted tables.

    python benchmarks/worlds.py                              speed at 1M rows, 30 descriptors, 10M rows; DuckDB
    python benchmarks/worlds.py speed 1000000 10 3           one size: rows, descriptors, depth
    python benchmarks/worlds.py peers                        the group-bys alone in DuckDB; pysubgroup where it is
    python benchmarks/worlds.py planted 1000000 3 [1]        claims, false ones, niches found: rows, depth, seed

Every job runs in a process of its own that has compiled the kernels on a small table, and reads an Arrow table
of text.  CPU is the process's own, of all its threads: coding, sorting, the plan, the search, closure, and exact
sums with people as clusters for the claims that may pass, the surest thousand of them as in the product.  Memory
is the peak above the process with its table.  Each job runs three times, and the least counts: other work on the
machine only ever adds to it.

pysubgroup runs in an environment of its own:
    python -m venv ../peer && ../peer/bin/pip install -r benchmarks/peers/pysubgroup.txt
    PEER=../peer/bin/python python benchmarks/worlds.py peers
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import combinations, islice
from pathlib import Path

import numpy as np
import pyarrow as pa
from planted import ASPECTS, NAMES, OURS, planted
from pyarrow import csv
from worlds_error import RULES, cell, finalists, ours_first, sums

from standout.questions.est.claims import claims
from standout.questions.est.cover import Won, maximal
from standout.questions.est.standing import standing
from standout.questions.est.worlds import PROMISING_MOST
from standout.stats.worlds.encode import encoded, people_of, scores_of
from standout.stats.worlds.exact import exact
from standout.stats.worlds.plan import n_min_of
from standout.stats.worlds.rows import rows_of
from standout.stats.worlds.search import search

SPEED = ((1_000_000, 10, 3), (1_000_000, 10, 4), (1_000_000, 30, 3), (10_000_000, 10, 3), (10_000_000, 10, 4))
BARS = {SPEED[0]: 1.5, SPEED[1]: 3.0, SPEED[2]: 20.0, SPEED[3]: 8.0, SPEED[4]: 20.0}
REACH = np.tile([100.0, 500.0], (len(ASPECTS), 1))
TRIES = 3


def asked(held: pa.Table, depth: int, n_min: int) -> dict[str, float]:
    """Search a table of text, and give what was tested and how long each part took."""
    clock = [time.process_time()]
    names = [name for name in held.column_names if name not in (*ASPECTS, "business", "reviewer")]
    codes, _ = encoded([held[name] for name in names])
    [places], [[_, *shops]] = encoded([held["business"]])
    scores, people = [scores_of(held[name]) for name in ASPECTS], people_of(held["reviewer"])
    clock.append(time.process_time())
    rows = rows_of(places.astype(np.int32) - 1, codes, scores, people, None, len(shops))
    del codes, places, scores, people
    clock.append(time.process_time())
    ours = shops.index(f"shop {OURS}")
    least = n_min or n_min_of(rows, ours, depth, len(ASPECTS), RULES.alpha)
    found = search(rows, ours, depth, least, RULES.rivals_from, REACH)
    tested = {d: int(found.testable[found.depth == d].sum()) for d in range(1, depth + 1)}
    clock.append(time.process_time())
    worlds = sorted({world for world, _ in islice(finalists(found, tested), PROMISING_MOST)})
    exact(rows, worlds, range(len(ASPECTS)))
    clock.append(time.process_time())
    spent = dict(zip(("coding", "sorting", "search", "exact"), np.diff(clock).tolist(), strict=True))
    return {
        **spent, "cpu": clock[-1] - clock[0], "n_min": least, "worlds": len(found.depth),
        "tested": sum(tested.values()), "finalists": len(worlds),
    }  # fmt: skip


def measured(file: str, depth: int, n_min: int) -> dict[str, float]:
    """Do the job on a table in a file, with kernels compiled before."""
    asked(planted(200_000).table(), 2, 30)
    with pa.OSFile(file) as source:
        held = pa.ipc.open_file(source).read_all()
    best: dict[str, float] = {}
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before = _memory("VmRSS")
    for _ in range(TRIES):
        done = asked(held, depth, n_min)
        best = done if not best or done["cpu"] < best["cpu"] else best
    return {**best, "gigabytes": (_memory("VmHWM") - before) / 1e6}


def _memory(name: str) -> int:
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name)]
    return int(line.split()[1])


def speed(jobs: list[tuple[int, int, int]]) -> None:
    """Print CPU-seconds and memory of each size, with 30 scores from everybody and as many as the design asks."""
    print(
        f"{'rows':>10} {'descr.':>6} {'depth':>5} {'n_min':>5} | {'worlds':>8} {'tested':>9} {'exact':>6}"
        f" | {'coding':>6} {'sorting':>7} {'search':>6} {'exact':>6} | {'CPU s':>6} {'bar':>5} | GB above table"
    )
    for rows, descriptors in dict.fromkeys((rows, descriptors) for rows, descriptors, _ in jobs):
        with tempfile.TemporaryDirectory() as folder:
            file = _written(Path(folder) / "table.arrow", rows, descriptors)
            for depth in [d for n, p, d in jobs if (n, p) == (rows, descriptors)]:
                for n_min in (30, 0):
                    run = [sys.executable, __file__, "--job", file, str(depth), str(n_min)]
                    done = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)
                    print(_line(rows, descriptors, depth, done), flush=True)


def _line(rows: int, descriptors: int, depth: int, done: dict[str, float]) -> str:
    bar = BARS.get((rows, descriptors, depth))
    return (
        f"{rows:>10,} {descriptors:>6} {depth:>5} {done['n_min']:>5} | {done['worlds']:>8,} {done['tested']:>9,}"
        f" {done['finalists']:>6,} | {done['coding']:>6.2f} {done['sorting']:>7.2f} {done['search']:>6.2f}"
        f" {done['exact']:>6.2f} | {done['cpu']:>6.2f} {bar or '':>5} | {done['gigabytes']:.2f}"
    )


def _written(file: Path, rows: int, descriptors: int) -> str:
    """Write a planted table as Arrow, in a process of its own that gives its memory back."""
    run = [sys.executable, __file__, "--make", str(file), str(rows), str(descriptors)]
    subprocess.run(run, check=True)
    return str(file)


def make(file: str, rows: int, descriptors: int) -> None:
    """Write a planted table."""
    held = planted(rows, descriptors=descriptors).table()
    with pa.OSFile(file, "wb") as sink, pa.ipc.new_file(sink, held.schema) as out:
        out.write_table(held, max_chunksize=1 << 20)


def peers(rows: int = 1_000_000, depth: int = 3) -> None:
    """Print what the group-bys alone take in DuckDB, and one score without rivals in pysubgroup."""
    with tempfile.TemporaryDirectory() as folder:
        file = _written(Path(folder) / "table.arrow", rows, 10)
        job = [sys.executable, __file__, "--job", file, str(depth), "30"]
        ours = json.loads(subprocess.run(job, check=True, capture_output=True).stdout)["cpu"]
        duck = [sys.executable, __file__, "--duck", file, str(depth)]
        theirs = json.loads(subprocess.run(duck, check=True, capture_output=True).stdout)["cpu"]
        print(f"{rows:,} rows, depth {depth}: ours, all of it {ours:.2f} CPU-s")
        print(f"DuckDB, group-bys alone {theirs:.2f} CPU-s, {theirs / ours:.1f} x ours")
        if "PEER" in os.environ:
            with pa.OSFile(file) as source:
                csv.write_csv(pa.ipc.open_file(source).read_all(), f"{folder}/table.csv")
            script = str(Path(__file__).parent / "peers" / "pysubgroup_search.py")
            run = [os.environ["PEER"], script, f"{folder}/table.csv", str(depth)]
            theirs = float(subprocess.run(run, check=True, capture_output=True).stdout)
            print(f"pysubgroup, one aspect, no rivals {theirs:.2f} CPU-s, {theirs / ours:.1f} x ours")


def duck(file: str, depth: int) -> float:
    """CPU-seconds of one group-by a column set over a table that is in DuckDB already."""
    import duckdb

    with pa.OSFile(file) as source:
        held = pa.ipc.open_file(source).read_all()  # noqa: F841 - DuckDB sees it by its name
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET enable_progress_bar = false")
    for name in (*NAMES, "business"):
        connection.execute(f"CREATE TYPE t_{name} AS ENUM (SELECT DISTINCT {name} FROM held)")
    kept = ", ".join([*(f"{name}::t_{name} AS {name}" for name in (*NAMES, "business")), *ASPECTS])
    connection.execute(f"CREATE TABLE kept AS SELECT {kept} FROM held")
    sums = ", ".join(f"count({a}), sum({a}::INTEGER), sum({a}::INTEGER * {a})" for a in ASPECTS)
    began = time.process_time()
    for size in range(1, depth + 1):
        for names in combinations(NAMES, size):
            by = ", ".join([*names, "business"])
            connection.execute(f"SELECT {by}, count(*), {sums} FROM kept GROUP BY {by}").fetch_arrow_table()
    return time.process_time() - began


def claimed(rows: int, depth: int, seed: int = 20261122, wants: tuple[int, ...] = (30, 0)) -> None:
    """Print how many claims are proven on a planted table, how many are false, and which niches are found.

    A niche that lies in another on the same aspect is proven with it, and is no maximal world.
    """
    made = ours_first(planted(rows, seed))
    held = made.rows()
    niches = {(niche.world, niche.aspect) for niche in made.niches if len(niche.world) <= depth}
    for wanted in wants:
        n_min = wanted or n_min_of(held, 0, depth, len(ASPECTS), RULES.alpha)
        found = search(held, 0, depth, n_min, RULES.rivals_from, REACH)
        tested = {d: int(found.testable[found.depth == d].sum()) for d in range(1, depth + 1)}
        pairs = list(finalists(found, tested))
        worlds = sorted({world for world, _ in pairs})
        at = {world: place for place, world in enumerate(worlds, start=1)}
        figures = exact(held, [(), *worlds], range(len(ASPECTS)))
        around = [cell((), sums(figures, 0, a), _spread(figures, a)).around for a in range(len(ASPECTS))]
        known = [standing(cell(world, sums(figures, at[world], a), around[a]), n_min) for world, a in pairs]
        said = claims(known, {}, RULES, tested)
        proven = [(pair, one, claim) for pair, one, claim in zip(pairs, known, said, strict=True) if claim.proven]
        leads = made.true_leads([pair for pair, _, _ in proven], n_min)
        won = [
            Won(str(a), frozenset(world), float(one.lead[one.rivals].min()), claim.lead_low)
            for (world, a), one, claim in proven
        ]
        shown = {proven[place][0] for place in maximal(won)}
        print(
            f"{rows:>10,} rows, depth {depth}, n_min {n_min}: tested {sum(tested.values()):,}, proven {len(proven)},"
            f" false {int((leads <= 0).sum())}, maximal {len(shown)}; of {len(niches)} planted niches"
            f" {len({pair for pair, _, _ in proven} & niches)} proven, {len(shown & niches)} printed exactly",
            flush=True,
        )


def _spread(figures, aspect):
    from standout.questions.est.cells import spread_of

    return spread_of(sums(figures, 0, aspect), RULES.judged_from)


def main() -> None:
    """Run what was asked for."""
    match sys.argv[1:]:
        case ["--job", file, depth, n_min]:
            print(json.dumps(measured(file, int(depth), int(n_min))))
        case ["--make", file, rows, descriptors]:
            make(file, int(rows), int(descriptors))
        case ["--duck", file, depth]:
            print(json.dumps({"cpu": duck(file, int(depth))}))
        case ["speed", rows, descriptors, depth]:
            speed([(int(rows), int(descriptors), int(depth))])
        case ["peers"]:
            peers()
        case ["planted", rows, depth]:
            claimed(int(rows), int(depth))
        case ["planted", rows, depth, seed]:
            claimed(int(rows), int(depth), int(seed), wants=(0,))
        case _:
            speed(list(SPEED))
            peers()
            claimed(1_000_000, 3)
            claimed(10_000_000, 3)


if __name__ == "__main__":
    main()
