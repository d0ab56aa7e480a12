"""Descriptors: how often the rules that read companion, occasion, need, item and stage from words are right.

Run      python benchmarks/descriptors.py
Reads    benchmarks/marked: 300 sentences of a kind marked before the rules were, and 75 hits of a kind read after
Makes    precision and recall by kind, with intervals, and by descriptor; CPU time a review
Bar      precision of at least 0.9 by kind
"""

from __future__ import annotations

import csv
import time
from collections import Counter
from pathlib import Path

from scipy.stats import beta

from standout.text.descriptors import KINDS, RULES, mentioned

HERE = Path(__file__).parent / "marked"
LEVEL = 0.95
KIND = {rule.name: rule.kind for rule in RULES}
WORDS = 115


def rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a marked file, its head left out."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def interval(right: int, of: int) -> str:
    """Give a share with its Clopper-Pearson interval."""
    if not of:
        return "    -"
    low = beta.ppf((1 - LEVEL) / 2, right, of - right + 1) if right else 0.0
    high = beta.ppf((1 + LEVEL) / 2, right + 1, of - right) if right < of else 1.0
    return f"{right / of:5.3f} ({low:.2f}-{high:.2f})"


def main() -> None:
    """Print what was found."""
    hits, misses, wrong = Counter[str](), Counter[str](), Counter[str]()
    print("300 marked sentences of a kind, marked before the rules were written")
    print("kind        marks  hits  precision            recall")
    for kind in KINDS:
        for row in rows(f"descriptors_{kind}.csv"):
            marks = set(row["marks"].split())
            found = {name for name in mentioned(row["sentence"]) if KIND[name] == kind}
            hits.update(marks & found)
            misses.update(marks - found)
            wrong.update(found - marks)
        of = [name for name in KIND if KIND[name] == kind]
        right, lost, false = (sum(count[name] for name in of) for count in (hits, misses, wrong))
        precision, recall = interval(right, right + false), interval(right, right + lost)
        print(f"{kind:10} {right + lost:6} {right + false:5}  {precision}  {recall}")
    print("\n75 hits of a kind from sentences not read before, each read\nkind        hits  precision")
    read = rows("hits.csv")
    for kind in KINDS:
        own = [row for row in read if row["kind"] == kind]
        print(f"{kind:10} {len(own):5}  {interval(sum(row['right'] == '1' for row in own), len(own))}")
    print("\ndescriptor         marks  found  false   fresh right/read")
    fresh = Counter(row["descriptor"] for row in read)
    good = Counter(row["descriptor"] for row in read if row["right"] == "1")
    for name in KIND:
        print(f"{name:18} {hits[name] + misses[name]:5} {hits[name]:6} {wrong[name]:6}   {good[name]:3}/{fresh[name]}")
    print(f"\n{spent():.0f} microseconds of CPU a review of {WORDS} words")


def spent() -> float:
    """Give the CPU time a made-up review of ``WORDS`` words takes, put together from marked sentences."""
    words = [word for kind in KINDS for row in rows(f"descriptors_{kind}.csv") for word in row["sentence"].split()]
    texts = [" ".join(words[at : at + WORDS]) for at in range(0, len(words) - WORDS, WORDS)]
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            mentioned(text)
        best = min(best, time.process_time() - start)
    return 1e6 * best / len(texts)


if __name__ == "__main__":
    main()
