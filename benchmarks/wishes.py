"""What customers ask for: how much of what is planted is heard, and how long 100,000 reviews take.

Run: python run.py bench wishes

Planted   nine ways of asking or missing, each for forty things, in the middle of made-up reviews that ask for nothing
Speed     the question over the packaged reviews of airport lounges, drawn again to 100,000, a third of them ours
"""

from __future__ import annotations

import csv
import random
import tempfile
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from standout import settings
from standout.engine.duck import DuckEngine
from standout.questions.wants import QUESTION
from standout.questions.wants.answer import answer
from standout.tables import table
from standout.text.wishes import wishes

LOUNGES = Path(__file__).resolve().parents[1] / "demos" / "lounges" / "skytrax_lounge.csv"
REVIEWS = 100_000
WAYS = (
    "I wish they had {}.", "They should offer {}.", "Please add {}.", "It would be nice to have {}.",
    "{} would be nice.", "There are no {}.", "Sadly, no {} available.", "The only fault is the lack of {}.",
    "They ran out of {}.",
)  # fmt: skip
THINGS = (
    "showers", "towels", "oat milk", "decaf", "croissants", "high chairs", "power sockets", "newspapers", "umbrellas",
    "gluten-free bread", "plants", "blankets", "board games", "bike racks", "hot meals", "herbal teas", "lockers",
    "mirrors", "vegan cakes", "windows", "cushions", "coat hooks", "salads", "loyalty cards", "gift vouchers",
    "student discounts", "soup", "wifi", "benches", "heaters", "sandwiches", "water bottles", "napkins", "toys",
    "crayons", "dog bowls", "olives", "sourdough", "matcha", "straws",
)  # fmt: skip
AROUND = ("Came by on a rainy Monday. ", "We sat by the window and talked for an hour. ", "Took a cake away. ")


def planted() -> list[tuple[str, int, int, int]]:
    """Give for each way of asking: how many were planted, how many heard by name, how many besides."""
    rows = []
    for way in WAYS:
        heard = besides = 0
        for place, thing in enumerate(THINGS):
            said = way.format(thing)
            asks = [one.thing for one in wishes(AROUND[place % 3] + said[:1].upper() + said[1:]) if one.kind == "asks"]
            heard += thing in asks
            besides += len(asks) - (thing in asks)
        rows.append((way, len(THINGS), heard, besides))
    return rows


def seconds() -> tuple[float, int]:
    """Give the CPU seconds of the question over 100,000 reviews, and how many things it told."""
    with LOUNGES.open(encoding="utf-8") as file:
        texts = [row["content"] for row in csv.DictReader(file)]
    drawn = random.Random(7).choices(texts, k=REVIEWS)
    rows = [
        {"review_id": n, "business_id": n % 3, "reviewer_id": n, "text": text, "reviewed_at": date(2026, 1, 1)}
        for n, text in enumerate(drawn)
    ]
    businesses = [{"business_id": n, "name": name, "ours": n == 0, "rival": False} for n, name in enumerate("ABC")]
    with tempfile.TemporaryDirectory() as folder:
        parts = {}
        for name, held in (("reviews", rows), ("businesses", businesses)):
            path = Path(folder) / f"{name}.parquet"
            pq.write_table(pa.Table.from_pylist(held, schema=table(name).schema()), path)
            parts[name] = [path]
        start = time.process_time()
        findings, _ = answer(DuckEngine(parts), settings.resolve(QUESTION.settings, {}, {}), 7, None)
        return time.process_time() - start, len(findings)


def main() -> None:
    """Print what was heard, and how long it took."""
    for way, n, heard, besides in planted():
        print(f"{way:40} {heard:3} of {n} heard, {besides} besides")
    spent, told = seconds()
    print(f"{REVIEWS:,} reviews, a third of them ours: {spent:.1f} CPU-s, {told} things told")


if __name__ == "__main__":
    main()
