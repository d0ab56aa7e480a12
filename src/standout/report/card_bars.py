"""Card bars: what keeps a claim off a public page, each with its reason and what to do about it.

The rules of advertising ask for proof before a claim is made: shown not to be luck, over rivals that stand
for the field, dated, fresh, and worded no wider than what was tested.

Source   FTC Policy Statement Regarding Advertising Substantiation (1984); UK CAP Code 3.7, 3.33 to 3.35 and
         the ASA's advice on superlative, best, leading and lowest price claims; Canada's Competition Act
         74.01(1)(b)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from standout.charts.look import clean
from standout.questions.est import phrases
from standout.questions.est.looked import FRESH
from standout.questions.est.rated import COVERED
from standout.report.card_words import whole
from standout.words import say

GROUP = 5
"""A public page speaks of groups of so many people or more."""
OPEN = ("close", "probably")
LEAST = 0.005
"""A lead that is printed as more than nothing, in points."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason not to publish: its key, the reason, and what to do."""

    key: str
    why: str
    do: str

    def to_dict(self) -> dict[str, str]:
        """Give it as JSON takes it."""
        return {"key": self.key, "why": self.why, "do": self.do}


def newest(numbers: Mapping[str, Any], last: date | None) -> date | None:
    """Give the day a claim is dated by; None where a part of it has no day.

    Parameters
    ----------
    numbers : mapping
        The proof.
    last : date or None
        The day of the newest score.

    Returns
    -------
    date or None
        That of the newest score; where figures or pages were looked up, the oldest look among those judged,
        as the claim is no younger than any part of it.

    """
    days: list[date | None] = []
    for one in numbers["businesses"]:
        look = one if numbers["kind"] == "fact" else one["page"]
        if look is None:
            days.append(last)
        else:
            days.append(date.fromisoformat(look["seen"]) if look["seen"] else None)
    known = [day for day in days if day]
    return min(known) if known and len(known) == len(days) else None


def expires(numbers: Mapping[str, Any], last: date | None) -> date | None:
    """Give the last day a claim holds: 90 days after `newest`; None where nothing dates it."""
    day = newest(numbers, last)
    return day + timedelta(days=FRESH) if day else None


def bars(card: Mapping[str, Any], today: date, step: str = "", wording: str = "") -> list[Bar]:
    """Give what keeps a card from being published; nothing where it may be.

    Parameters
    ----------
    card : mapping
        As `standout.report.card.card` makes it.
    today : date
        The day it would be published.
    step : str
        What the answer itself says to do next.
    wording : str
        The words the owner wants to print, if any.

    """
    return [*_of_the_verdict(card, step), *_of_the_rivals(card), *_of_the_days(card, today), *_of_people(card),
            *_of_the_wording(card, wording)]  # fmt: skip


def _of_the_verdict(card: Mapping[str, Any], step: str) -> Iterator[Bar]:
    verdict = card["verdict"]
    if verdict != "yes":
        key = "match" if card["matched"] else verdict
        named = f"{key}_fact" if card["kind"] == "fact" and key in OPEN else key
        yield Bar(key, say(f"card.bar.{named}.why"), step or say(f"card.bar.{named}.do"))
    elif not follows(card):
        asked = card["proof"]["rules"]["proven_from"]
        few = [clean(one["name"]) for one in card["figures"]["businesses"] if one.get("people", asked) < asked]
        if few:
            yield _bar("votes", names=phrases.names(few), asked=asked)
        else:
            yield _bar("thin" if card["place"] == 1 else "place")


def follows(card: Mapping[str, Any]) -> bool:
    """Tell whether what is claimed follows from the figures, with a lead that is more than next to nothing."""
    figures = card["figures"]
    if card["place"] > 1:
        return bool(figures["top"] and figures["top"] <= card["place"])
    least = LEAST if card["kind"] == "rating" else 0
    return bool(figures["verdict"] == "yes" and figures["lead_low"] and figures["lead_low"] > least)


def _of_the_rivals(card: Mapping[str, Any]) -> Iterator[Bar]:
    figures, asked = card["figures"], card["proof"]["rules"]["rivals_from"]
    if figures["rivals"] < asked and card["verdict"] == "yes":
        yield _bar("few", judged=figures["rivals"], asked=asked)
    covered = figures["coverage"]
    if covered is not None and covered < COVERED:
        left = phrases.names([clean(name) for name in card["proof"]["not_judged"]])
        yield _bar(f"coverage_{card['kind']}", covered=whole(covered), wanted=COVERED, names=left)


def _of_the_days(card: Mapping[str, Any], today: date) -> Iterator[Bar]:
    day = date.fromisoformat(card["newest"]) if card["newest"] else None
    last = date.fromisoformat(card["seen"]["last_at"]) if card["seen"]["last_at"] else day
    until = date.fromisoformat(card["expires"]) if card["expires"] else None
    if day is None or until is None:
        yield _bar(f"undated_{card['kind']}")
    elif today > until:
        yield _bar("stale", until=until)
    elif last and last > today:
        yield _bar("early", last=last)


def _of_people(card: Mapping[str, Any]) -> Iterator[Bar]:
    """Say where a public page would speak of a handful of people, or would let one work them out."""
    if card["kind"] != "rating":
        return
    own = [one for one in card["proof"]["businesses"] if not one["page"]]
    small = [one["name"] for one in own if min(one["world"]["rows"], one["world"]["clusters"]) < GROUP]
    if small and card["verdict"] == "yes":
        yield _bar("small", names=phrases.names(list(map(clean, small))), group=GROUP)
    rest = [one["name"] for one in own if 0 < one["all"]["rows"] - one["world"]["rows"] < GROUP]
    if rest:
        yield _bar("rest", names=phrases.names(list(map(clean, rest))), group=GROUP)


def _of_the_wording(card: Mapping[str, Any], wording: str) -> Iterator[Bar]:
    if wording and not allowed(wording, card["wording"]):
        yield _bar("wording", wording=clean(wording), allowed=card["wording"][0] if card["wording"] else "–")


def allowed(wording: str, allowed_wordings: Sequence[str]) -> bool:
    """Tell whether words are among those that may be printed; case and a last full stop don't matter.

    Examples
    --------
    >>> allowed("rated highest of 9", ["Rated highest of 9."]), allowed("The best", ["Rated highest of 9."])
    (True, False)

    """
    return _bare(wording) in {_bare(one) for one in allowed_wordings}


def _bare(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")


def _bar(key: str, **values: object) -> Bar:
    return Bar(key.partition("_")[0], say(f"card.bar.{key}.why", **values), say(f"card.bar.{key}.do", **values))
