"""The street: ten made-up businesses, how good each truly is, and what follows from that.

Everything here is invented, so that what Standout finds can be checked against what is true.  Means are on
a scale of 1 to 5.  They hold whatever the visit was for, but for those in ``IN_ONE_VISIT``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TOWN = "Little Puddlewick"
STREET = "Unicorn Row"
BANNER = "Made-up town, so that you can check us"
OURS = "Otter and Crumb"

ASPECTS = ("Coffee", "Staff", "Waiting", "Value", "Quiet")
VISITS = {"breakfast": 0.25, "lunch": 0.25, "with children": 0.2, "working on a laptop": 0.3}
"""What people came for, and the share of each; the same for every business."""
LAPTOP = "working on a laptop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A business: its true means, how much was written about it, and what one sees from the street."""

    name: str
    aspects: tuple[float, ...]  # true means, in the order of ASPECTS
    guide: int  # reviews in the street guide
    overall: float  # true mean of its stars
    stars: int  # star reviews that the owner has a file of; 0 for none
    shown: tuple[float, int] | None  # average and count on its page, where no file of its stars is at hand
    prices: tuple[float, float, float]  # GBP, in the order of ITEMS
    hours: str  # as its door says
    choice: int  # things on the menu
    replies: str  # how long it takes to answer
    delivers: str  # how long it takes to deliver
    spellings: tuple[str, ...] = ()  # other ways files write it


ITEMS = ("flat white", "cinnamon bun", "toasted sandwich")

#                                    coffee staff wait value quiet
PLACES = (
    Place(name=OURS, aspects=(4.30, 4.60, 3.70, 4.00, 3.30), guide=340, overall=4.40,
          stars=180, shown=None, prices=(2.60, 2.40, 5.20),
          hours="Mon-Sat 8:00-17:00", choice=42, replies="20 hours", delivers="35 min"),
    Place(name="Bean There Twice", aspects=(4.30, 3.90, 3.60, 3.60, 3.20), guide=280, overall=4.20,
          stars=150, shown=None, prices=(3.10, 2.90, 5.60),
          hours="Mon-Sat 8:00-18:00", choice=30, replies="12 hours", delivers="30-40 min",
          spellings=("BEAN THERE TWICE", "Bean There, Twice")),
    Place(name="Moonbeam Mugs", aspects=(3.80, 3.80, 3.50, 3.50, 3.40), guide=240, overall=4.40,
          stars=170, shown=None, prices=(2.90, 3.10, 5.90),
          hours="Mon-Fri 8:00-18:00, Sat 9:00-17:00", choice=35, replies="30 hours", delivers="",
          spellings=("Moonbeam  Mugs", "moonbeam mugs")),
    Place(name="Dragon Toast", aspects=(3.50, 3.70, 4.45, 3.70, 2.80), guide=260, overall=4.00,
          stars=140, shown=None, prices=(2.80, 2.60, 4.60),
          hours="daily 7:00-19:00", choice=28, replies="26 hours", delivers="45 min",
          spellings=("Dragon-Toast", "Dragon Tost")),
    Place(name="Captain Bun", aspects=(3.60, 3.90, 3.70, 4.00, 2.90), guide=250, overall=4.10,
          stars=130, shown=None, prices=(2.90, 2.40, 5.40),
          hours="Mon-Fri 7:00-18:00, Sat 8:00-15:00", choice=24, replies="18 hours", delivers="25 min"),
    Place(name="Seven Sleepy Cats", aspects=(3.70, 3.80, 3.40, 3.40, 3.50), guide=230, overall=4.20,
          stars=120, shown=None, prices=(3.20, 3.30, 6.10),
          hours="Mon-Sat 9:00-17:00", choice=22, replies="3 hours", delivers="",
          spellings=("Seven sleepy cats",)),
    Place(name="The Paper Teapot", aspects=(3.60, 3.90, 3.30, 3.60, 4.30), guide=240, overall=4.10,
          stars=0, shown=(4.1, 212), prices=(3.40, 3.20, 6.30),
          hours="Mon-Fri 8:00-18:00", choice=31, replies="24 hours", delivers=""),
    Place(name="Gravity Cakes", aspects=(3.70, 3.80, 3.60, 4.00, 3.00), guide=250, overall=4.30,
          stars=0, shown=(4.3, 95), prices=(3.00, 2.80, 5.50),
          hours="daily 9:00-17:00", choice=65, replies="28 hours", delivers="40 min"),
    Place(name="The Velvet Turnip", aspects=(3.40, 3.50, 3.20, 3.30, 3.10), guide=210, overall=3.70,
          stars=0, shown=(3.7, 140), prices=(3.30, 3.00, 5.80),
          hours="Mon-Fri 8:00-17:00, Sat 9:00-16:00", choice=27, replies="40 hours", delivers=""),
    Place(name="Pickle Palace", aspects=(4.50, 4.70, 4.50, 4.40, 3.90), guide=8, overall=4.70,
          stars=0, shown=(4.9, 9), prices=(3.10, 3.40, 5.70),
          hours="Mon-Fri 9:00-17:00", choice=18, replies="50 hours", delivers=""),
)  # fmt: skip

IN_ONE_VISIT = {(OURS, "Quiet", LAPTOP): 4.70, ("The Paper Teapot", "Quiet", LAPTOP): 3.60}
"""Where the visit makes the difference: we have a quiet back room with tables and sockets."""

MISSPELT = {"Dragon Tost": "Dragon Toast"}
"""What an owner has to settle: Standout proposes it, and joins nothing unasked."""


def mean(place: Place, aspect: str, visit: str) -> float:
    """Give the true mean of an aspect among people who came for ``visit``."""
    return IN_ONE_VISIT.get((place.name, aspect, visit), place.aspects[ASPECTS.index(aspect)])


def mean_of_all(place: Place, aspect: str) -> float:
    """Give the true mean of an aspect over all visits."""
    return sum(share * mean(place, aspect, visit) for visit, share in VISITS.items())


@dataclass(frozen=True, slots=True)
class Planted:
    """Something true of the town: an aspect or fact, in one kind of visit or in all."""

    aspect: str
    visit: str
    why: str


TRUTH = (
    Planted("Staff", "", "our staff are the best on the street: 4.60, and nobody else above 3.90"),
    Planted("Quiet", LAPTOP, "for work on a laptop we are the quietest: 4.70 to the next one's 3.60"),
    Planted("flat white", "", "our flat white is the cheapest: 2.60, and the next one costs 2.80"),
)
"""What Standout has to find."""

FOLLOWS = tuple(Planted("Staff", visit, "our staff are the best, whatever people came for") for visit in VISITS)
"""True because of what is planted; it may be said, and need not be."""

DECOYS = (
    Planted("Coffee", "", "our coffee is as good as Bean There Twice's and no better: 4.30 both"),
    Planted("Value", "", "three places are equal on value: 4.00 each"),
    Planted("overall", "", "our stars are the same as Moonbeam Mugs': 4.40 both"),
    Planted("overall", "", "Pickle Palace shows 4.9, from 9 reviews"),
    Planted("Waiting", "", "Dragon Toast is truly the fastest: 4.45 to our 3.70"),
    Planted("Quiet", "", "The Paper Teapot is truly the quietest over all: 4.09 to our 3.72"),
    Planted("cinnamon bun", "", "Captain Bun asks the same 2.40 for a cinnamon bun: matched, not beaten"),
    Planted("longest opening time", "", "Dragon Toast is open 84 hours a week, we are open 54"),
)
"""What looks like a first place and isn't one; Standout must not claim any."""


def truth() -> dict[str, Any]:
    """Give what is true of the town: what must be found, what may be said besides, what must not be claimed."""
    return {"must": TRUTH, "may": FOLLOWS, "must_not": DECOYS}
