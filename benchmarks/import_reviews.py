"""Import of a review file of a million rows, against DuckDB's own CSV reader writing Parquet.

::

    python benchmarks/import_reviews.py [--rows 1000000] [--repeat 5] [--folder DIR]

The file is seeded: 400 businesses, 60,000 reviewers, an overall score and six aspects (some empty), six
descriptors, and texts of which one in twenty runs over several lines.  DuckDB is told the dialect and the types
and only copies; ours sniffs, checks, hashes, accounts for every record and notes where each row came from.
Each runs in a process of its own, the two by turns; CPU is user and system time, memory the largest resident set.
A busy machine slows both, ours more: look at ``uptime`` first.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

ASPECTS = ("Food", "Service", "Speed", "Price", "Place", "Coffee")
DESCRIPTORS = {
    "Party": ("alone", "couple", "family", "friends", "work"),
    "Meal": ("breakfast", "brunch", "lunch", "dinner"),
    "District": ("North", "Süd", "Centre", "Łódź Road", "Quay", "Hill", "Park"),
    "Way": ("eat in", "take away", "delivery"),
    "Age": ("under 25", "25 to 40", "40 to 60", "over 60"),
    "Visits": ("first", "second", "regular"),
}
WORDS = (
    "the a we and it was very coffee staff friendly slow queue table window bread warm cold fresh price high low "
    "quiet loud music kids street menu again never always best good fine café naïve crème lovely waited minutes"
).split()


def make(path: Path, rows: int, seed: int = 7) -> None:
    """Write the file."""
    draw = random.Random(seed)
    sentences = [" ".join(draw.choices(WORDS, k=draw.randint(6, 16))) for _ in range(5_000)]
    start = date(2021, 1, 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["Business", "Date", "Reviewer", "Overall", *ASPECTS, *DESCRIPTORS, "Review"])
        for _ in range(rows):
            apart = "\n" if draw.random() < 0.05 else ", " if draw.random() < 0.3 else ". "
            out.writerow(
                [
                    f"Business {draw.randrange(400)}",
                    start + timedelta(draw.randrange(1_800)),
                    f"reviewer {draw.randrange(60_000)}",
                    draw.randint(1, 5),
                    *(draw.randint(1, 5) if draw.random() < 0.7 else "" for _ in ASPECTS),
                    *(draw.choice(values) if draw.random() < 0.93 else "" for values in DESCRIPTORS.values()),
                    apart.join(draw.choices(sentences, k=3)),
                ]
            )


def theirs(path: Path, folder: Path) -> int:
    """Copy with DuckDB's own reader; give the rows written."""
    import duckdb

    kinds = {"Business": "VARCHAR", "Date": "DATE", "Reviewer": "VARCHAR", "Overall": "SMALLINT"}
    kinds |= dict.fromkeys(ASPECTS, "SMALLINT") | dict.fromkeys([*DESCRIPTORS, "Review"], "VARCHAR")
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items())
    [(rows,)] = duckdb.execute(
        f"COPY (FROM read_csv('{path}', delim=',', quote='\"', escape='\"', header=true, auto_detect=false, "
        f"columns={{{columns}}})) TO '{folder / 'theirs.parquet'}' (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()
    return int(rows)


def ours(path: Path, folder: Path) -> int:
    """Open and load as ``standout add`` does; give the records accounted for."""
    from standout.sources import loading, reading
    from standout.sources.source import Field, Mapping

    fields = (
        Field(column="Business", target="business"),
        Field(column="Date", target="reviewed_at", kind="date", date_format="iso"),
        Field(column="Reviewer", target="reviewer"),
        Field(column="Overall", target="overall", kind="score", scale=(1.0, 5.0)),
        *(Field(column=a, target="aspect", kind="score", label=a, scale=(1.0, 5.0)) for a in ASPECTS),
        *(Field(column=d, target="descriptor", kind="category", label=d) for d in DESCRIPTORS),
        Field(column="Review", target="text"),
    )
    with tempfile.TemporaryDirectory(dir=folder) as workplace:
        connection = reading.connect(workplace)
        [raw] = reading.open_file(path, connection)
        context = loading.Context(connection=connection, folder=folder, salt="salt", today=date(2026, 1, 1))
        loaded = loading.load(raw, Mapping(source="mapped", table="reviews", fields=fields), context)
    if loaded.records != loaded.loaded + loaded.known + len(loaded.rejects):
        raise SystemExit("a record is not accounted for")
    return loaded.records


def measured(who: str, path: Path, folder: Path) -> dict[str, float]:
    """Run one side in a process of its own."""
    run = [sys.executable, __file__, "--side", who, "--file", str(path), "--folder", str(folder)]
    return dict(json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout))


def side(who: str, path: Path, folder: Path) -> None:
    """Do one side's work and print its cost."""
    start = time.perf_counter()
    rows = {"ours": ours, "theirs": theirs}[who](path, folder)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"rows": rows, "wall": time.perf_counter() - start, "cpu": used.ru_utime + used.ru_stime,
                      "megabytes": used.ru_maxrss / 1024}))  # fmt: skip


def main() -> None:
    """Make the file, run both sides, print the table."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--rows", type=int, default=1_000_000)
    given.add_argument("--repeat", type=int, default=5)
    given.add_argument("--folder", type=Path)
    given.add_argument("--side", choices=("ours", "theirs"), help=argparse.SUPPRESS)
    given.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    told = given.parse_args()
    if told.side:
        side(told.side, told.file, told.folder)
        return
    with tempfile.TemporaryDirectory(dir=told.folder) as temporary:
        folder = Path(temporary)
        file = folder / "reviews.csv"
        make(file, told.rows)
        print(f"{told.rows:,} rows, {file.stat().st_size / 1e6:,.0f} MB; medians of {told.repeat} runs by turns")
        sides = ("theirs", "ours")
        turns = [{who: measured(who, file, folder) for who in sides} for _ in range(told.repeat)]
        for who in sides:
            wall, cpu = (median(turn[who][key] for turn in turns) for key in ("wall", "cpu"))
            megabytes = max(turn[who]["megabytes"] for turn in turns)
            print(f"{who:7} wall {wall:6.2f} s   cpu {cpu:6.2f} s   memory {megabytes:6.0f} MB")
        for key in ("wall", "cpu"):
            ratios = sorted(turn["ours"][key] / turn["theirs"][key] for turn in turns)
            print(f"{key:4} ratio {median(ratios):.2f}   from {ratios[0]:.2f} to {ratios[-1]:.2f}")


if __name__ == "__main__":
    main()
