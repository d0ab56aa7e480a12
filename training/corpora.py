"""Corpora: the sentences and reviews from which the readers learn, and those on which they are tested.

Reads    ``training/data/``, as listed with hash and licence in ``manifest.toml``
Makes    sentences with what is known of aspects in them, and reviews with the ratings their writers gave
Rule     no lounge review is read here.  A training sentence whose bare letters are in any test set is left out
Unit     a rating runs from -1 (worst) to 1 (best); a target is four chances: absent, negative, neutral, positive
"""

from __future__ import annotations

import csv
import gzip
import io
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).parent / "data"
HELD_OUT = ("Diaper_Champ", "norton", "Nokia_6600")
"""Products that no reader learns from: their marked features are a test."""
CATEGORIES = {
    "food": ("food", "food and drinks", "the meals"),
    "service": ("service", "quality of service", "how they were served"),
    "staff": ("staff", "waiters and employees", "the people who work there"),
    "price": ("price", "cost", "value for money"),
    "ambience": ("ambience", "atmosphere", "mood and decoration"),
    "place": ("place", "location and building"),
    "menu": ("menu", "choice on the menu"),
    "miscellaneous": ("miscellaneous", "other things"),
}
"""The categories of MAMS in words."""
OVERALL = ("overall experience", "overall", "in general")
SEATS = {
    "seat_legroom_rating": ("legroom", "space for the legs", "seat pitch"),
    "seat_recline_rating": ("recline", "how far the seat leans back"),
    "seat_width_rating": ("seat width", "width of the seat"),
    "aisle_space_rating": ("aisle space", "room in the aisle"),
    "viewing_tv_rating": ("viewing the screen", "entertainment screen", "inflight entertainment"),
    "power_supply_rating": ("power supply", "power sockets"),
    "seat_storage_rating": ("storage", "space for bags"),
    "overall_rating": OVERALL,
}
"""What seat reviews rate, in words."""
POLARITIES = {"negative": 1, "neutral": 2, "positive": 3}

Target = tuple[float, float, float, float]
ABSENT: Target = (1.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is known of one aspect in a sentence: the aspect in words or as a span of letters, and four chances."""

    aspect: str | tuple[int, int]
    target: Target
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what is known of it."""

    text: str
    asks: tuple[Ask, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A review's sentences, and what its writer rated: words for the aspect, and -1 to 1."""

    sentences: tuple[str, ...]
    ratings: tuple[tuple[tuple[str, ...], float], ...] = field(default=())


def target(polarity: str) -> Target:
    """Give the four chances of a marked polarity."""
    row = [0.0, 0.0, 0.0, 0.0]
    row[POLARITIES[polarity]] = 1.0
    return (row[0], row[1], row[2], row[3])


def bare(text: str) -> str:
    """Give the letters and digits alone, by which two texts count as the same."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def text_of(name: str) -> str:
    """Give a file of the training data, unpacked."""
    return gzip.decompress((DATA / f"{name}.gz").read_bytes()).decode("utf-8")


def split(text: str) -> list[str]:
    """Give the sentences of a review, roughly."""
    parts = re.split(r"(?<=[.!?])[\"')]*\s+(?=[A-Z0-9\"'(])|\s*\n+\s*", text.strip())
    return [part.strip() for part in parts if part and re.search(r"[A-Za-z]{2}", part)]


def mams(kind: str, part: str) -> list[tuple[str, list[tuple[str | tuple[int, int], str]]]]:
    """Give MAMS' sentences with aspects and polarities: kind ``acsa`` (categories) or ``atsa`` (terms as spans)."""
    found = []
    for node in ET.fromstring(text_of(f"mams_{kind}_{part}.xml")).iter("sentence"):
        marked: list[tuple[str | tuple[int, int], str]] = [
            (held.get("category", ""), held.get("polarity", "")) for held in node.iter("aspectCategory")
        ]
        marked += [
            ((int(held.get("from", 0)), int(held.get("to", 0))), held.get("polarity", ""))
            for held in node.iter("aspectTerm")
        ]
        found.append((node.findtext("text") or "", marked))
    return found


_FEATURE = re.compile(r"([^\[\],]+?)\s*\[\s*([+-])\s*([1-3]?)\s*[\]}]((?:\s*\[\w+\])*)")


def products() -> Iterator[tuple[str, str, list[tuple[str, int, str]]]]:
    """Give (product, sentence, [(feature, -3 to 3, flags)]) for every line of the product reviews."""
    for line in text_of("product_reviews.txt").split("\n"):
        product, _, rest = line.partition("\t")
        marks, hashes, text = rest.partition("##")
        if not hashes or not text.strip():
            continue
        found = [
            (name.strip().lower(), int(sign + (size or "2")), flags.strip())
            for name, sign, size, flags in _FEATURE.findall(marks)
        ]
        yield product, plain(text), found


def plain(text: str) -> str:
    """Give a line that was split at every mark as people write it."""
    text = re.sub(r"\s+([.,!?;:)])", r"\1", text.strip())
    return re.sub(r"\s+'\s*(?=(?:s|t|m|re|ve|d|ll)\b)", "'", text)


def held_out_products() -> list[tuple[str, list[tuple[str, bool]]]]:
    """Give the test of products: sentences with their marked features, True where positive."""
    found = []
    for product, text, marks in products():
        if product not in HELD_OUT:
            continue
        said: dict[str, set[bool]] = {}
        for name, size, _ in marks:
            said.setdefault(name, set()).add(size > 0)
        asked = [(name, sides.pop()) for name, sides in said.items() if len(sides) == 1]
        if asked:
            found.append((text, asked))
    return found


def tested() -> set[str]:
    """Give the bare texts of every test set."""
    texts = [text for kind in ("acsa", "atsa") for text, _ in mams(kind, "test")]
    return {bare(text) for text in texts} | {bare(text) for name, text, _ in products() if name in HELD_OUT}


def tone(sides: Sequence[str]) -> Target:
    """Give the chances of a sentence's tone as a whole, from the polarities marked in it."""
    counts = [sides.count(name) for name in ("negative", "neutral", "positive")]
    if counts[0] + counts[2]:
        counts[1] = 0
    whole = sum(counts) or 1
    return (0.0, counts[0] / whole, counts[1] / whole, counts[2] / whole)


def mams_sentences(kind: str, part: str, rng: random.Random, neutral: float = 0.8) -> list[Sentence]:
    """Give MAMS as training sentences; neutral marks weigh less, for MAMS has far more of them than reviews have.

    Categories weigh more than terms, for a sentence has fewer of them.
    """
    found = []
    for text, marks in mams(kind, part):
        asks = []
        for aspect, side in marks:
            weight = neutral if side == "neutral" else 1.0
            if isinstance(aspect, str):
                asks.append(Ask(rng.choice(CATEGORIES[aspect]), target(side), weight * (1.0 if aspect in
                            ("place", "miscellaneous") else 1.5)))  # fmt: skip
            else:
                asks.append(Ask(aspect, target(side), weight))
        if kind == "acsa":
            said = {aspect for aspect, _ in marks}
            near = {"service": "staff", "staff": "service", "menu": "food", "food": "menu", "place": "ambience"}
            asks += [
                Ask(rng.choice(names), ABSENT, 0.6)
                for category, names in CATEGORIES.items()
                if category not in said and near.get(category) not in said
            ]
        asks.append(Ask(rng.choice(OVERALL), tone([side for _, side in marks]), 0.5))
        found.append(Sentence(text, tuple(asks), f"mams_{kind}"))
    return found


def product_sentences(rng: random.Random) -> list[Sentence]:
    """Give the product reviews as training sentences, with features of other lines as absent ones."""
    rows = [row for row in products() if row[0] not in HELD_OUT]
    names = sorted({name for _, _, marks in rows for name, _, _ in marks if len(name) > 2})
    found = []
    for _, text, marks in rows:
        asks = []
        for name, size, flags in marks:
            weight = (0.6, 0.9, 1.0)[abs(size) - 1] * (0.5 if "[c" in flags or "[s]" in flags else 1.0)
            asks.append(Ask(name, target("positive" if size > 0 else "negative"), weight))
        words = set(re.findall(r"[a-z]+", text.lower()))
        others = [name for name in rng.sample(names, 5) if not words & set(re.findall(r"[a-z]{3,}", name))]
        asks += [Ask(name, ABSENT, 0.5) for name in others[:4]]
        if marks:
            asks.append(Ask(rng.choice(OVERALL), tone(["positive" if s > 0 else "negative" for _, s, _ in marks])))
        elif rng.random() > 0.5:
            asks.append(Ask(rng.choice(OVERALL), (0.0, 0.15, 0.7, 0.15), 0.3))
        found.append(Sentence(text, tuple(asks), "products"))
    return found


def seat_reviews() -> list[Review]:
    """Give the seat reviews with their ratings, those of 1 to 10 and of 1 to 5 brought to -1 to 1."""
    found = []
    for row in csv.DictReader(io.StringIO(text_of("skytrax_seat.csv"), newline="")):
        ratings = []
        for column, names in SEATS.items():
            value = float(row[column] or 0)
            if value > 0:
                most = 10.0 if column == "overall_rating" else 5.0
                ratings.append((names, 2.0 * (value - 1.0) / (most - 1.0) - 1.0))
        parts = split(row["content"])[:14]
        if parts and ratings:
            found.append(Review(tuple(parts), tuple(ratings)))
    return found


def comparative_sentences() -> list[str]:
    """Give the plain sentences of the comparative corpus; its marks are not used."""
    lines = [re.sub(r"</?cs-?\d*>", "", line).strip() for line in text_of("comparative_sentences.txt").split("\n")]
    return [plain(line) for line in lines if 4 <= len(line.split()) <= 45 and re.match(r"[A-Za-z\"']", line)]
