"""League: CPU and memory from the start of a process to the JSON of ``est``, on a large market.

Run      python benchmarks/league.py [reviews] [businesses]
Makes    a seeded market: 6 aspects scored 1-5 with gaps, 6 descriptors, shares by Zipf's law, a fifth of
         the reviews by people who wrote before
Bar      1,000,000 reviews, 400 businesses: at most 8 CPU-seconds and 1 GB
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from standout.engine.duck import DuckEngine
from standout.questions.est import QUESTION
from standout.questions.est.answer import answer
from standout.tables import table

ASPECTS = ("overall", "staff", "food", "price", "place", "speed")
DESCRIPTORS = {"party": 5, "day": 7, "city": 8, "age": 5, "visit": 3, "channel": 4}
AS_OF = date(2026, 11, 1)


def market(folder: Path, reviews: int, businesses: int, seed: int = 3) -> None:
    """Write the parts of a market into a folder; business 0 is ours and among the largest."""
    rng = np.random.default_rng(seed)
    share = 1 / np.arange(1, businesses + 1)
    business = rng.choice(businesses, reviews, p=share / share.sum())
    again = rng.random(reviews) < 0.2
    reviewer = np.where(again, rng.integers(0, reviews // 10, reviews), np.arange(reviews) + reviews)
    columns: dict[str, object] = {
        "review_id": np.arange(reviews),
        "business_id": business.astype(np.int32),
        "reviewer_id": reviewer,
        "reviewed_at": np.datetime64("2023-01-01") + rng.integers(0, 1400, reviews).astype("timedelta64[D]"),
        "text": pa.nulls(reviews, pa.string()),
        "language": pa.nulls(reviews, pa.string()),
        "reply_at": pa.nulls(reviews, pa.date32()),
        "source": pa.repeat("google_takeout", reviews),
    }
    level = rng.normal(3.8, 0.15, (businesses, len(ASPECTS)))
    level[0] = 4.25
    for place, aspect in enumerate(ASPECTS):
        score = np.clip(np.rint(rng.normal(level[business, place], 0.9)), 1, 5) * 100
        columns[f"a_{aspect}"] = pa.array(score.astype(np.int16), mask=rng.random(reviews) < 0.2)
    for name, values in DESCRIPTORS.items():
        words = pa.array([f"{name} {value}" for value in range(values)])
        columns[f"d_{name}"] = words.take(pa.array(rng.integers(0, values, reviews)))
    schema = table("reviews").schema([name for name in columns if name[:2] in ("a_", "d_")])
    pq.write_table(pa.table({f.name: columns[f.name] for f in schema}).cast(schema), folder / "reviews.parquet")
    named = [{"business_id": b, "name": f"Shop {b}", "ours": b == 0, "rival": False} for b in range(businesses)]
    meant = [_column(f"a_{aspect}", aspect, "aspect") for aspect in ASPECTS]
    meant += [_column(f"d_{name}", name, "descriptor") for name in DESCRIPTORS]
    for name, rows in (("businesses", named), ("columns", meant)):
        pq.write_table(pa.Table.from_pylist(rows, schema=table(name).schema()), folder / f"{name}.parquet")


def _column(name: str, label: str, kind: str) -> dict[str, object]:
    low, high = (1.0, 5.0) if kind == "aspect" else (None, None)
    return {
        "table": "reviews", "name": name, "label": label, "kind": kind, "scale_low": low, "scale_high": high,
        "addressable": "before", "barred": None,
    }  # fmt: skip


def ask(folder: Path) -> str:
    """Give the JSON of ``est`` over the parts in a folder."""
    engine = DuckEngine({file.stem: [file] for file in sorted(folder.glob("*.parquet"))})
    settings = {setting.name: setting.default for setting in QUESTION.settings}
    findings, rows = answer(engine, settings, 0, AS_OF)
    return json.dumps({"rows": rows.num_rows, "findings": [finding.to_dict() for finding in findings]})


def main() -> None:
    """Print what a process of its own takes."""
    if sys.argv[1:2] == ["--ask"]:
        sys.stdout.write(ask(Path(sys.argv[2])))
        return
    reviews, businesses = (int(word) for word in (sys.argv[1:] or ["1000000", "400"]))
    with tempfile.TemporaryDirectory() as folder:
        market(Path(folder), reviews, businesses)
        began = time.perf_counter()
        done = subprocess.run([sys.executable, __file__, "--ask", folder], check=True, capture_output=True)
        wall = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = json.loads(done.stdout)
    verdicts = [finding["verdict"] for finding in found["findings"]]
    print(f"reviews {reviews:,}  businesses {businesses}  table rows {found['rows']:,}  findings {len(verdicts)}")
    print("verdicts", {verdict: verdicts.count(verdict) for verdict in sorted(set(verdicts))})
    print(f"CPU {used.ru_utime + used.ru_stime:.2f} s  wall {wall:.2f} s  memory {used.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
