"""How much of a planted chain is read back when links are missing, and whether anybody is put under the wrong one.

    python benchmarks/chains.py

A town in which each person asked or brought passes a code on.  Some come with no code and no name, some type the code
with one sign wrong; of some it is written down who told them.  Tables go in as an owner's do, and the table
``chains`` that comes out is held against what was planted.
"""

from __future__ import annotations

import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from standout.engine.duck import DuckEngine
from standout.network.codes import SIGNS, made
from standout.questions.results import QUESTION
from standout.questions.results.answer import answer
from standout.tables import table

KEY, PLAY, START = b"a key of sixteen bytes", "2026-W01-1", date(2026, 1, 1)
RUNS, SEEDS, MEAN = 20, 60, 0.9
CASES = {
    "nothing missing": (0.0, 0.0, 0.0),
    "30 % without a code, no names": (0.3, 0.0, 0.0),
    "30 % without a code, a name for half of all": (0.3, 0.5, 0.0),
    "30 % without a code, 10 % typed wrongly": (0.3, 0.0, 0.1),
}


def planted(rng: np.random.Generator) -> list[tuple[int, int, int, int]]:
    """Give (who came, who told them, generation, day)."""
    front = [(one, 0, 0) for one in range(1, SEEDS + 1)]
    links: list[tuple[int, int, int, int]] = []
    while front and len(links) < 2_000:
        teller, step, day = front.pop(0)
        for wait in rng.integers(1, 30, rng.negative_binomial(1, 1 / (1 + MEAN))):
            child = SEEDS + len(links) + 1
            links.append((child, teller, step + 1, day + int(wait)))
            front.append((child, step + 1, day + int(wait)))
    return links


def recovered(rng: np.random.Generator, missing: float, named: float, slipped: float) -> np.ndarray:
    """Give how many links there were, were read back, were wrong, slipped, and were told as slips."""
    links = planted(rng)
    taken: set[str] = set()
    code: dict[int, str] = {}
    givers = [(one, 0, 0) for one in range(1, SEEDS + 1)] + [(child, step, day) for child, _, step, day in links]
    for person, step, _ in givers:
        code[person] = made(KEY, person, PLAY, min(step + 1, 9), taken)
        taken.add(code[person])
    codes = [
        {"code": code[person], "person_id": person, "play_id": PLAY, "generation": min(step + 1, 9),
         "made_at": START + timedelta(days=day)}
        for person, step, day in givers
    ]  # fmt: skip
    orders, adoptions, slips = [], [], 0
    for child, teller, _, day in links:
        typed: str | None = code[teller] if rng.random() >= missing else None
        if typed and rng.random() < slipped:
            at = int(rng.choice([0, 2, 3, 4, 5, 6, 8]))
            typed = typed[:at] + str(rng.choice([s for s in SIGNS if s != typed[at]])) + typed[at + 1 :]
            slips += 1
        at_day = START + timedelta(days=day)
        orders.append({"order_id": str(child), "customer_id": child, "ordered_at": at_day, "code": typed,
                       "refunded": False})  # fmt: skip
        if rng.random() < named:
            adoptions.append({"person_id": child, "item": "us", "at": at_day, "told_by": teller})
    held = {
        "businesses": [{"business_id": 0, "name": "Deli", "ours": True, "rival": False}], "codes": codes,
        "orders": orders, "adoptions": adoptions,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        parts = {}
        for name, rows in held.items():
            parts[name] = [Path(folder) / f"{name}.parquet"]
            pq.write_table(pa.Table.from_pylist(rows, schema=table(name).schema()), parts[name][0])
        settings = {setting.name: setting.default for setting in QUESTION.settings}
        findings, chains = answer(DuckEngine(parts), settings, 7, None)
    found = {(r["person_id"], r["parent_id"]) for r in chains.to_pylist() if r["parent_id"] is not None}
    true = {(child, teller) for child, teller, _, _ in links}
    told = sum(finding.facts.get("typed_wrongly", 0) for finding in findings)
    return np.array([len(true), len(found & true), len(found - true), slips, told])


def main() -> None:
    start = time.process_time()
    print(f"{'':46} {'links':>6} {'read back':>10} {'wrong parent':>13} {'typed wrongly':>14} {'told':>5}")
    for name, shares in CASES.items():
        rng = np.random.default_rng(3)
        links, right, wrong, slips, told = sum(recovered(rng, *shares) for _ in range(RUNS))
        print(f"{name:46} {links:6d} {right / links:10.3f} {wrong:13d} {slips:14d} {told:5d}")
    print(f"{RUNS} towns each, {time.process_time() - start:.0f} s of CPU")


if __name__ == "__main__":
    main()
