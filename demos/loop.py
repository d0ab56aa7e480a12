"""Two weeks of the loop: what the owner of the town's café sends, plans and does, and the friends who come by it.

Everything here is invented.  The newsletters and what rivals say are the same on every run.  Who comes depends on
whom the plan asked, since friends come with the codes it gave out: :func:`friends` draws them with a seed of its own,
:data:`BRINGS` and :data:`TELLS` for each, and leaves some links out, as people do who don't say who told them.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from demos.street import OURS

if TYPE_CHECKING:
    from standout.workspace.planning import Made

SEED = 48
FIRST_WEEK, SECOND_WEEK = date(2025, 10, 27), date(2025, 11, 17)
BY = date(2026, 6, 30)
HOURS = 1.0
TARGET = 60
BRINGS, TELLS = 1.2, 0.5
"""How many friends somebody asked brings, and how many somebody who came brings."""
LOST = 0.2  # of those who come say neither a code nor who told them
DEEP = 4
NEWCOMERS = 900  # their numbers begin here, so that none is anybody else
CAME = "who-came.csv"

LETTERS = (
    (date(2025, 5, 6), "New beans", "We have new beans from the island of Java. Come and taste them this week."),
    (date(2025, 6, 3), "Open on Sundays", "From this month we open on Sundays, from ten to four."),
    (date(2025, 7, 1), "The quiet room", "Our back room has tables, sockets and no music. Bring your laptop."),
    (date(2025, 8, 5), "Plum cake", "The plums are in. There is cake from Thursday, until it is gone."),
    (date(2025, 9, 2), "We know your order", "Tell Wanda at the till your usual once. You won't have to say it again."),
)
"""The newsletters of the year: when, and what they said."""
OPENED, CLICKED, REPLIED = 0.5, 0.1, 0.04

SAY = {
    "Bean There Twice": "The best coffee in town. Friendly staff and a great atmosphere.",
    "Moonbeam Mugs": "Quality coffee, freshly roasted. Friendly service you can trust.",
    "Dragon Toast": "Your order in five minutes or the tea is on us.",
    "Captain Bun": "Fresh buns every day. Quality you can taste.",
    "Seven Sleepy Cats": "Great coffee, great cakes, great prices.",
    "The Paper Teapot": "Twenty-two teas and a room where nobody talks on the phone.",
    OURS: "Great coffee and friendly staff. Quality you can taste.",
}
"""What each says of itself on its door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Friend:
    """Somebody who came: by whom, in which generation, and whether they said so."""

    name: str
    told_by: str
    code: str
    generation: int
    day: date
    lost: bool


def write_letters(path: Path, audience: Path) -> Path:
    """Write the newsletters as they went out: a row for each reader of an audience and each letter."""
    with audience.open(encoding="utf-8", newline="") as file:
        readers = [row["Email Address"] for row in csv.DictReader(file)]
    random = np.random.default_rng(SEED)
    rows = []
    for day, subject, text in LETTERS:
        for reader in readers:
            opened = random.random() < OPENED
            clicked = opened and random.random() < CLICKED / OPENED
            marks = ["yes" if yes else "no" for yes in (opened, clicked, random.random() < REPLIED)]
            rows.append([reader, day.isoformat(), subject, text, *marks])
    return _write(path, ["Email", "Sent", "Subject", "Message", "Opened", "Clicked", "Replied"], rows)


def write_sayings(path: Path) -> Path:
    """Write what each place says of itself on its door."""
    rows = [[name, text, "2025-10-25", "on its door"] for name, text in SAY.items()]
    return _write(path, ["Business", "Slogan", "Seen on", "Where"], rows)


def friends(made: Made, done: Collection[str]) -> list[Friend]:
    """Give everybody who truly came after the plays that were done: by those asked, by those who came, and so on."""
    random = np.random.default_rng(SEED)
    came: list[Friend] = []
    telling = [(one.name, one.code, 1) for play, asked in made.asked.items() if play in done
               for one in asked if one.code]  # fmt: skip
    for generation in range(1, DEEP + 1):
        brought = []
        for teller, code, _ in telling:
            for _ in range(random.poisson(BRINGS if generation == 1 else TELLS)):
                days = int(random.integers(1, 6)) + 4 * (generation - 1)
                friend = Friend(
                    name=f"Neighbour {NEWCOMERS + len(came) + 1}", told_by=teller, code=code, generation=generation,
                    day=made.week.made_at + timedelta(days=days), lost=bool(random.random() < LOST),
                )  # fmt: skip
                came.append(friend)
                brought.append((friend.name, "", generation + 1))
        telling = brought
    return came


def write_came(path: Path, came: Iterable[Friend]) -> Path:
    """Write who came, as the owner notes it at the till: with a code, else with a name, else with nothing."""
    rows = [
        [one.name, one.day.isoformat(), "" if one.lost else one.code, "" if one.lost or one.code else one.told_by]
        for one in came
    ]
    return _write(path, ["Name", "Came on", "Code", "Who told you?"], rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return path
