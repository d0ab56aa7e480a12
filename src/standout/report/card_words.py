"""Card words: what may be printed, no wider than what was tested, and what may not.

Source   UK CAP Code 3.7 and the ASA's advice on superlative claims: an unqualified superlative is a comparison
         with all competing products; users of a narrower proof narrow the words
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

from standout.charts.look import clean
from standout.questions.est import phrases
from standout.questions.est.shown import OVERALL
from standout.words import say


def on(card: Mapping[str, Any]) -> str:
    """Give what was scored: ``on staff``, ``overall``."""
    aspect = card["proof"]["aspect"]
    if aspect.get("column") == OVERALL:
        return say("card.on_overall")
    return say("card.on", aspect=clean(card["aspect"]))


def where(card: Mapping[str, Any]) -> str:
    """Give the world in brackets, nothing for everybody."""
    return phrases.where({clean(label): clean(value) for label, value in card["world"].items()})


def seen(card: Mapping[str, Any]) -> str:
    """Give the days the evidence is from: ``2 May 2026``, ``3 March 2026 to 1 June 2026``."""
    first, last = card["seen"]["first_at"], card["seen"]["last_at"] or card["newest"]
    if not last:
        return say("card.undated")
    first = first or last
    return say("card.day" if first == last else "card.days", first=first, last=last)


def sources(card: Mapping[str, Any]) -> list[str]:
    """Give where the scores are from, as anybody may read it; the owner's own files last."""
    own, names = say("est.own_files"), card["seen"]["sources"] or []
    there = [clean(name) for name in names if name != own]
    if own in names:
        there.append(say("card.own_files"))
    return there or [say("card.pages")]


def population(card: Mapping[str, Any]) -> str:
    """Give whom the scores came from, with the days."""
    names, own = sources(card), say("est.own_files")
    if not card["seen"]["sources"]:
        return say("card.population.pages", days=seen(card))
    key = "own" if card["seen"]["sources"] == [own] else "sources"
    return say(f"card.population.{key}", sources=names, days=seen(card))


def headline(card: Mapping[str, Any]) -> str:
    """Give the one sentence of a card, scoped to what was tested; its words follow the verdict."""
    subject, of, verdict = clean(card["subject"]), card["figures"]["of"], card["verdict"]
    if card["kind"] == "fact":
        known = {"of": of, "aspect": clean(card["aspect"]), "seen": seen(card)}
        key = "match" if card["matched"] else verdict
        return say(f"card.looked.{key}", **known, subject=subject)
    known = {"subject": subject, "on": on(card), "where": where(card), "population": population(card)}
    if verdict == "yes" and card["than"]:
        return say("card.than.sentence", **known, names=_than(card))
    if verdict == "yes" and card["place"] > 1:
        return say("card.top.sentence", **known, of=of, place=card["place"])
    return say(f"card.rated.{verdict}", **known, of=of)


def _than(card: Mapping[str, Any]) -> list[str]:
    return [clean(name) for name in card["than"]]


def whole(share: float) -> float:
    """Give a share cut down to a whole percent, so that a page never says more than there is.

    Examples
    --------
    >>> whole(0.7995), whole(1.0)
    (0.79, 1.0)

    """
    return floor(100 * share) / 100


def wordings(card: Mapping[str, Any]) -> list[str]:
    """Give the words that may be printed where the card may be published."""
    figures, days = card["figures"], seen(card)
    if card["kind"] == "fact":
        label = clean(card["aspect"])
        said = say("card.wording.fact", what=label[:1].upper() + label[1:], of=figures["of"], days=days)
    else:
        said = _rated(card, {"on": on(card), "where": where(card), "sources": sources(card), "days": days})
    return [said, say("card.wording.with_name", subject=clean(card["subject"]), words=said[:1].lower() + said[1:])]


def _rated(card: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    if card["than"]:
        return say("card.than.wording", **known, names=_than(card))
    of = card["figures"]["of"]
    if card["place"] > 1:
        return say("card.top.wording", **known, of=of, place=card["place"])
    return say("card.wording.rating", **known, of=of)


def forbidden(card: Mapping[str, Any]) -> list[str]:
    """Give what may not be printed on the strength of this card."""
    figures = card["figures"]
    said = [say(f"card.never.plain_{card['kind']}", of=figures["of"]), say("card.never.scope")]
    if card["world"]:
        said.append(say("card.never.wider", where=where(card).strip(" ()")))
    if card["kind"] == "rating":
        said.append(say("card.never.cause"))
    else:
        said.append(say("card.never.promise"))
    return said
