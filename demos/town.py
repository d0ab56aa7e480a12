"""The town's files: what the owner of a made-up café would have, in the formats such files come in.

The same seed gives the same bytes.  :mod:`demos.street` holds what is true; nothing here knows what will be
found.  On purpose, as real files have them: reviews without words, names spelled in several ways, one review in
two files, two impossible dates.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from demos import texts
from demos.loop import write_letters, write_sayings
from demos.scores import leaning, score
from demos.sheet import write_sheet
from demos.street import ASPECTS, OURS, PLACES, VISITS, Place, mean
from demos.trade import write_audience, write_contacts, write_orders, write_tables

SEED = 2026
FIRST, DAYS = date(2024, 3, 1), 600
STAR_WORDS = ("ONE", "TWO", "THREE", "FOUR", "FIVE")
STAR_ONLY = 0.35  # of the stars come without a word
COMMENTED = 0.6
ANSWERED = 0.4
ASKED_FOR = 0.07  # of the comments on us ask for the same thing, which nobody on the street has
IN_BOTH = 5  # reviews that stand on both pages of our export
IMPOSSIBLE = {40: "01/01/1970", 400: "03/05/2199"}  # by row: a date that was never filled in, and one to come
SEEN = date(2025, 10, 25)  # when we looked around
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
PLACE_ID = "accounts/1001/locations/2002"


class Star(NamedTuple):
    """A review with one to five stars."""

    day: date
    person: str
    stars: int
    text: str


def write(folder: Path, seed: int = SEED) -> list[Path]:
    """Write every file of the town into ``folder`` and give their paths, in the order an owner would add them."""
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    stars = {place.name: list(_stars(place, random)) for place in PLACES if place.stars}
    takeout = folder / "Takeout" / "Google Business Profile" / "account-1001" / "location-2002"
    written = [
        *write_takeout(takeout, stars[OURS], random),
        write_stars(folder / "rivals-stars.csv", stars, random),
        write_guide(folder / "street-guide.csv", random),
        write_sheet(folder / "rivals.csv", {name: [row.stars for row in rows] for name, rows in stars.items()}, SEEN),
        write_orders(folder / "square-transactions.csv", random),
        write_contacts(folder / "contacts.csv", random),
        write_audience(folder / "subscribed_members_export.csv", random),
    ]
    tables = write_tables(folder / "who-sits-with-whom.csv", written[-2])
    letters = write_letters(folder / "newsletters.csv", written[-1])
    return [*written, tables, letters, write_sayings(folder / "slogans.csv")]


def write_takeout(folder: Path, stars: Sequence[Star], random: np.random.Generator) -> list[Path]:
    """Write our own star reviews as Google Takeout gives them: two pages, and a few reviews on both."""
    folder.mkdir(parents=True, exist_ok=True)
    reviews = [_takeout_review(number, star, random) for number, star in enumerate(stars)]
    half = len(reviews) // 2
    pages = {"reviews.json": reviews[: half + IN_BOTH], "reviews_001.json": reviews[half:]}
    for name, page in pages.items():
        said = {"reviews": page, "totalReviewCount": len(reviews)}
        (folder / name).write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return [folder / name for name in pages]


def _takeout_review(number: int, star: Star, random: np.random.Generator) -> dict[str, Any]:
    at = datetime.combine(star.day, time(8 + number % 10, number % 60), UTC)
    review: dict[str, Any] = {
        "name": f"{PLACE_ID}/reviews/made-up-{number:04d}",
        "reviewer": {"displayName": star.person, "isAnonymous": False},
        "starRating": STAR_WORDS[star.stars - 1],
        "createTime": f"{at:{MOMENT}}",
        "updateTime": f"{at:{MOMENT}}",
    }
    if star.text:
        review["comment"] = star.text
    if random.random() < ANSWERED:
        answered = at + timedelta(hours=float(random.exponential(40)))
        review["reviewReply"] = {"comment": texts.reply(star.stars), "updateTime": f"{answered:{MOMENT}}"}
    return review


def write_stars(path: Path, stars: Mapping[str, Sequence[Star]], random: np.random.Generator) -> Path:
    """Write the rivals' star reviews: semicolons, day first, names in several spellings, two impossible dates."""
    rows = [
        [_spelled(place, random), star.person, star.stars, star.text, f"{star.day:%d/%m/%Y}"]
        for place in PLACES
        if place.name != OURS
        for star in stars.get(place.name, ())
    ]
    for at, impossible in IMPOSSIBLE.items():
        rows[at][-1] = impossible
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";", lineterminator="\r\n")
        lines.writerows([["Business", "Reviewer", "Stars", "Review", "Date"], *rows])
    return path


def write_guide(path: Path, random: np.random.Generator) -> Path:
    """Write the street guide: every place scored aspect by aspect, with what people came for."""
    rows = [row for place in PLACES for row in _guide(place, random)]
    order = random.permutation(len(rows))
    _write(path, ["Place", "Date", "Reviewer", "Visit", *ASPECTS, "Comment"], (rows[i] for i in order))
    return path


def _guide(place: Place, random: np.random.Generator) -> Iterable[list[object]]:
    people = random.integers(0, max(place.guide * 2 // 3, 2), place.guide)  # some come and write again
    visits = random.choice(list(VISITS), place.guide, p=list(VISITS.values()))
    where = leaning(random, people, len(ASPECTS))
    asking = np.random.default_rng(SEED)  # of its own, so that what else is drawn stays as it is
    for day, person, visit, places in zip(_days(random, place.guide), people, visits, where, strict=True):
        scores = {
            aspect: score(mean(place, aspect, str(visit)), at) for aspect, at in zip(ASPECTS, places, strict=True)
        }
        given = [scores[aspect] if random.random() < 0.93 else "" for aspect in ASPECTS]
        text = _comment(random, scores) if random.random() < COMMENTED else ""
        if text and place.name == OURS and asking.random() < ASKED_FOR:
            text = f"{text} {texts.WANTED}"
        yield [place.name, day.isoformat(), neighbour(int(person)), str(visit), *given, text]


def _comment(random: np.random.Generator, scores: Mapping[str, int]) -> str:
    whole = round(sum(scores.values()) / len(scores))
    return f"{texts.visit(random, whole)} {texts.about(random, scores, int(random.integers(1, 3)))}"


def _stars(place: Place, random: np.random.Generator) -> Iterable[Star]:
    people = random.permutation(4 * place.stars)[: place.stars]
    where = leaning(random, people, 1)[:, 0]
    for day, person, at in zip(_days(random, place.stars), people, where, strict=True):
        stars = score(place.overall, at)
        text = "" if random.random() < STAR_ONLY else texts.visit(random, stars)
        yield Star(day, neighbour(int(person)), stars, text)


def _days(random: np.random.Generator, many: int) -> list[date]:
    return [FIRST + timedelta(days=int(day)) for day in np.sort(random.integers(0, DAYS, many))]


def _spelled(place: Place, random: np.random.Generator) -> str:
    known = (place.name, *place.spellings)
    return known[int(random.integers(len(known)))] if random.random() < 0.2 else place.name


def neighbour(person: int) -> str:
    """Give the name of a made-up person."""
    return f"Neighbour {person + 1}"


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
