"""How long a week's plan takes with 10,000 people and 100,000 sends, and what it costs to read them in.

    python benchmarks/week.py

A workspace is filled from CSV files as a newsletter tool and a shop would write them: contacts with consent, sends of
twenty letters, 30,000 orders, 3,000 reviews of ten businesses.  Then ``standout week`` runs in a process of its own,
twice anew.  Bar: 5 CPU-s for the whole command.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from standout.workspace import Workspace

PEOPLE, LETTERS, SENDS, ORDERS, REVIEWS = 10_000, 20, 100_000, 30_000, 3_000
TODAY = date(2026, 11, 23)
NAMES = ("Deli", *(f"Rival {n}" for n in range(1, 10)))
RUNS = 3


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def files(folder: Path) -> list[tuple[Path, str]]:
    """Write the files; give each with the table it goes to."""
    random = np.random.default_rng(2026)

    def day() -> str:
        return (TODAY - timedelta(days=int(random.integers(2, 700)))).isoformat()

    contacts = ([f"Person {n}", f"p{n}@example.org", random.choice(["yes", "no", ""]), day()] for n in range(PEOPLE))
    sends = (
        [f"p{random.integers(PEOPLE)}@example.org", day(), f"Letter {n % LETTERS}: number {n % LETTERS} is for you.",
         random.choice(["yes", "no"]), random.choice(["yes", "no"], p=[0.05, 0.95]), "no"]
        for n in range(SENDS)
    )  # fmt: skip
    orders = ([n, f"p{random.integers(PEOPLE)}@example.org", day(), "Latte", 1, "3.50", "GBP"] for n in range(ORDERS))
    reviews = (
        [NAMES[n % len(NAMES)], day(), random.integers(1, 6), random.integers(1, 6), f"Visit {n} was fine.", f"r{n}"]
        for n in range(REVIEWS)
    )
    return [
        (_write(folder / "contacts.csv", ["Name", "Email", "E-mail consent", "Consent date"], contacts), "people"),
        (_write(folder / "sends.csv", ["Email", "Sent", "Message", "Opened", "Clicked", "Replied"], sends), "sends"),
        (
            _write(folder / "orders.csv", ["Order", "Email", "Date", "Item", "Quantity", "Amount", "Currency"], orders),
            "orders",
        ),
        (
            _write(folder / "reviews.csv", ["Business", "Date", "Stars", "Staff", "Text", "Reviewer"], reviews),
            "reviews",
        ),
    ]


def _cpu(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Read the files in, plan, and print CPU seconds."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shop = Workspace.new(folder / "shop", ours="Deli", objective="reach")
        before = resource.getrusage(resource.RUSAGE_SELF)
        for file, table in files(folder):
            [outcome] = shop.add(file, as_table=table, yes=True)
            print(f"{file.name}: {outcome.loaded:,} of {outcome.records:,} records")
        after = resource.getrusage(resource.RUSAGE_SELF)
        print(f"writing and reading them: {after.ru_utime - before.ru_utime:.1f} CPU-s")
        command = [sys.executable, "-m", "standout", "week", str(folder / "shop"), "--on", TODAY.isoformat(), "--again"]
        print("a week planned anew: " + ", ".join(f"{_cpu(command):.2f}" for _ in range(RUNS)) + " CPU-s")


if __name__ == "__main__":
    main()
