"""Every: what it takes to ask about all businesses of a market in one run, beside asking one after the other.

Run      python benchmarks/every_business.py [rows] [businesses]
Makes    a made-up market: 6 descriptors, 4 aspects scored 1 to 5 with a quarter missing, some people back again
Bar      the same findings for the businesses that are also asked alone; less work than one after the other
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date

import numpy as np
import pyarrow as pa

from standout.engine.duck import DuckEngine
from standout.finding import Finding
from standout.questions.est import QUESTION
from standout.questions.est.answer import answer
from standout.tables import table

AS_OF = date(2026, 1, 1)
VALUES = (4, 5, 6, 3, 8, 10)
ASPECTS = ("a_overall", "a_staff", "a_food", "a_price")
ALONE = 6
"""How many businesses are also asked about alone."""


def market(rows: int, businesses: int) -> dict[str, pa.Table]:
    """Give ``reviews`` and ``columns`` of a made-up market."""
    rng = np.random.default_rng(1)
    size = 1 / np.sqrt(np.arange(1, businesses + 1))
    who = rng.choice(businesses, rows, p=size / size.sum()).astype(np.int32)
    level = rng.normal(0, 0.25, (businesses, len(ASPECTS)))
    held: dict[str, pa.Array] = {
        "review_id": pa.array(np.arange(rows)), "business_id": pa.array(who),
        "reviewer_id": pa.array(rng.integers(0, int(rows * 0.8), rows)),
        "reviewed_at": pa.array(np.datetime64(AS_OF) - rng.integers(0, 700, rows).astype("timedelta64[D]")),
    }  # fmt: skip
    for place, many in enumerate(VALUES):
        codes = pa.array(rng.integers(0, many, rows).astype(np.int32))
        names = [f"v{value}" for value in range(many)]
        held[f"d_{place}"] = pa.DictionaryArray.from_arrays(codes, names).cast(pa.string())
    for place, name in enumerate(ASPECTS):
        score = np.clip(np.round(3.8 + level[who, place] + rng.normal(0, 1, rows)), 1, 5) * 100
        held[name] = pa.array(score.astype(np.int16), mask=rng.random(rows) < 0.25)
    free = [name for name in held if name[:2] in ("a_", "d_")]
    schema = table("reviews").schema(free)
    columns = [
        {"table": "reviews", "name": name, "label": name[2:], "kind": "aspect" if name in ASPECTS else "descriptor",
         "scale_low": 1.0 if name in ASPECTS else None, "scale_high": 5.0 if name in ASPECTS else None,
         "addressable": "before"}
        for name in free
    ]  # fmt: skip
    return {
        "reviews": pa.table({field.name: held.get(field.name, pa.nulls(rows)) for field in schema}).cast(schema),
        "columns": pa.Table.from_pylist(columns, schema=table("columns").schema()),
    }


def asked(made: dict[str, pa.Table], businesses: int, ours: set[int]) -> tuple[list[Finding], float]:
    """Give the findings of these businesses and the CPU-seconds it took."""
    rows = [
        {"business_id": i, "name": f"business {i:03}", "ours": i in ours, "rival": False} for i in range(businesses)
    ]
    named = pa.Table.from_pylist(rows, schema=table("businesses").schema())
    settings = {setting.name: setting.default for setting in QUESTION.settings}
    start = time.process_time()
    found, _ = answer(DuckEngine({}, made | {"businesses": named}), settings, 0, AS_OF)
    return found, time.process_time() - start


def main(rows: int, businesses: int) -> int:
    """Print the table; 1 where a business is told something else alone."""
    made = market(rows, businesses)
    asked(made, businesses, {0})  # kernels are compiled
    together, seconds = asked(made, businesses, set(range(businesses)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    same, spent = True, []
    for place in range(0, businesses, max(businesses // ALONE, 1)):
        alone, took = asked(made, businesses, {place})
        mine = [one.to_dict() for one in together if one.subject == f"business {place:03}"]
        same = same and mine == [one.to_dict() for one in alone]
        spent.append(took)
    print(
        "| rows | businesses | every, CPU-s | one after the other, CPU-s | peak RSS, MB | findings | the same alone |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    each = sum(spent) / len(spent) * businesses
    print(f"| {rows:,} | {businesses} | {seconds:.1f} | {each:.1f} | {peak} | {len(together):,} | {same} |")
    return not same


if __name__ == "__main__":
    given = [int(float(word)) for word in sys.argv[1:]]
    sys.exit(main(*(given + [100_000, 100][len(given) :])))
