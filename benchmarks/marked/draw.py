"""Draw: sentences to mark by reading, for each kind of descriptor.

Run      python benchmarks/marked/draw.py FOLDER KIND
Reads    FOLDER with reviews/*.csv and text/*/ as their publishers give them (lounges, seats, burritos, MAMS, products)
Makes    300 sentences of five sources: half at random, half with a word of prefilter.toml, its groups in turn
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np

CUT = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'])|\n+")
LETTERS = (15, 400)
SEED = 20261122
HALF = {"lounges": 45, "seats": 30, "burritos": 12, "mams": 33, "products": 30}
"""Sentences of each source in each half."""


def pools(folder: Path) -> dict[str, list[str]]:
    """Give every sentence of a fit length by source, once each, in the order of the files."""
    found = {
        "lounges": _column(folder / "reviews" / "skytrax_lounge.csv", "content"),
        "seats": _column(folder / "reviews" / "skytrax_seat.csv", "content"),
        "burritos": _column(folder / "reviews" / "san_diego_burritos.csv", "Notes"),
        "mams": (
            row.text or ""
            for name in ("acsa_train.xml", "atsa_train.xml")
            for row in ET.parse(folder / "text" / "mams" / name).iter("text")
        ),
        "products": (
            line.partition("##")[2]
            for number in (1, 2)
            for path in sorted((folder / "text" / f"product_reviews_{number}").glob("*.txt"))
            if path.name != "README.txt"
            for line in path.read_text(encoding="latin-1").splitlines()
        ),
    }
    return {source: list(dict.fromkeys(_cut(texts))) for source, texts in found.items()}


def _column(path: Path, name: str) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        yield from (row[name] or "" for row in csv.DictReader(lines))


def _cut(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        for part in CUT.split(text):
            sentence = " ".join(part.split())
            if LETTERS[0] <= len(sentence) <= LETTERS[1]:
                yield sentence


def drawn(folder: Path, kind: str) -> list[dict[str, str]]:
    """Give the sentences to mark for one kind."""
    groups = tomllib.loads((Path(__file__).parent / "prefilter.toml").read_text(encoding="utf-8"))[kind]
    rng = np.random.default_rng([SEED, *kind.encode()])
    rows, turn, wanted = [], 0, 0
    for source, sentences in pools(folder).items():
        order = [sentences[place] for place in rng.permutation(len(sentences))]
        half = HALF[source]
        wanted += half
        rows += [{"source": source, "drawn": "at random", "sentence": one} for one in order[:half]]
        queues = {name: [one for one in order[half:] if _has(one, words)] for name, words in groups.items()}
        taken: set[str] = set()
        while sum(row["drawn"] == "by a word" for row in rows) < wanted and any(queues.values()):
            queue = list(queues.values())[turn % len(queues)]
            turn += 1
            while queue and queue[0] in taken:
                queue.pop(0)
            if queue:
                taken.add(queue[0])
                rows.append({"source": source, "drawn": "by a word", "sentence": queue.pop(0)})
    return [rows[place] for place in rng.permutation(len(rows))]


def _has(sentence: str, words: list[str]) -> bool:
    return not set(words).isdisjoint(re.findall(r"[a-z0-9-]+", sentence.lower()))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(drawn(Path(sys.argv[1]), sys.argv[2]), indent=0, ensure_ascii=False))
