"""Clerk: which est, which world and which rivals the words of a claim mean.

Reads    the words of the claim, and the names that the files hold: aspects, values of descriptors, items, businesses
Makes    a reading   what is to be tested; no score is looked at
Raises   where the words mean nothing that is held, or several things: it says which, and how to choose
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from standout.errors import UsageError
from standout.questions.est.against import not_held, places_open, rivals_said
from standout.questions.est.lexicon import Est, Signal, lexicon, signals, speaks_for
from standout.questions.est.market import Aspect, Condition, Descriptor
from standout.questions.est.shown import OVERALL
from standout.questions.est.words_left import Left, left_over
from standout.questions.est.worlds_named import named_worlds
from standout.text.english import english
from standout.text.folded import folded, places, written
from standout.words import nearest, say

MOST_WORDS = 40
"""Nobody prints a longer slogan."""
KINDS = english("trade")
Meant = tuple[Est, str, Aspect | None, tuple[str, ...], set[int]]
"""Est, item, aspect, labels of other aspects that fit, and the places of the words that say so."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the files hold, by name alone.

    ``items`` gives the items of each fact that ours is known on, ``values`` those of each descriptor.
    """

    ours: str
    others: tuple[str, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    values: Mapping[Descriptor, tuple[str, ...]] = field(default_factory=dict)
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a claim is taken to mean.

    Attributes
    ----------
    text : str
        The claim as it was given.
    est : Est
    aspect : Aspect or None
        The scores it is tested on; None where it rests on a fact, or can't be tested.
    item : str
        Of a fact: which item; ``*`` for the basket of all.
    conditions : tuple of Condition
        The world; empty for everybody.
    than : tuple of str
        Rivals named in the claim itself; empty for all.
    top : int
        1 for a first place, 3 for "one of the top three".
    left : Left
        Words that name no world in the files.
    others : tuple of str
        Aspects that could be meant as well.

    """

    text: str
    est: Est
    aspect: Aspect | None = None
    item: str = ""
    conditions: tuple[Condition, ...] = ()
    than: tuple[str, ...] = ()
    top: int = 1
    left: Left = field(default_factory=Left)
    others: tuple[str, ...] = ()

    @property
    def world(self) -> dict[str, str]:
        """The world by label and value."""
        return {one.descriptor.label: one.value for one in self.conditions}


def read(text: str, names: Names, aspect: str = "", where: Sequence[tuple[str, str]] | None = None) -> Reading:
    """Give what a claim means.

    Parameters
    ----------
    text : str
    names : Names
    aspect : str
        The label of an aspect, or the name of an est, where the caller says which is meant.
    where : sequence of (str, str), optional
        Label and value of each condition, in place of what the words say; empty for everybody.

    Raises
    ------
    UsageError
        If the words can't be read as one claim about something that is held.

    """
    text = text.encode("utf-8", "replace").decode("utf-8")  # a terminal may hand on bytes that are no letters
    plain = text.replace("#", " number ")
    words = folded(plain)
    if not words:
        raise UsageError(say("claim.no_words"))
    if len(words) > MOST_WORDS:
        raise UsageError(say("claim.too_long", n=len(words), most=MOST_WORDS))
    top, counting = places_open(words)
    found = [one for one in signals(words) if not counting & _span(one)]
    than, named = rivals_said(words, names.ours, names.others)
    taken = {place for one in found for place in _span(one)} | counting | named
    if unknown := not_held(words, taken):
        said = " ".join(written(plain)[at] for at in unknown)
        raise UsageError(say("claim.no_rival", name=said, near=nearest(said, names.others) or say("claim.nobody")))
    scored = {place for _, span in _mentioned(words, names, set()) for place in span}
    worlds, standing = named_worlds(words, names.values, taken, where, scored)
    est, item, meant, others, used = _meant(text, words, found, names, aspect, standing, top)
    spoken = taken | standing | used
    return Reading(text, est, meant, item, worlds, than, top, left_over(words, written(plain), spoken, names), others)


def _span(one: Signal) -> set[int]:
    return set(range(one.at, one.at + one.size))


def _meant(
    text: str,
    words: Sequence[str],
    found: Sequence[Signal],
    names: Names,
    aspect: str,
    standing: set[int],
    top: int,
) -> Meant:
    """Give what the words mean, or what the caller says they do."""
    if aspect:
        return _said(aspect, found, names)
    if puffed := [one for one in found if one.est.kind == "puffery"]:
        return puffed[0].est, "", None, (), _span(puffed[0])
    found = [_of_trade(one, words) for one in found]
    ests = list(dict.fromkeys(one.est for one in found))
    if len(ests) > 1 and _best() in ests:
        ests.remove(_best())
    if not ests and top > 1:
        ests = [_best()]
    if not ests:
        raise UsageError(_unread(text, words, names))
    if len(ests) > 1:
        raise UsageError(say("claim.several", ests=[est.words[0] for est in ests]))
    [est] = ests
    if est.evidence == "fact":
        item, used = _item(est, words, names)
        return est, item, None, (), used
    return _scored(est, found, words, names, standing)


def _best() -> Est:
    return next(est for est in lexicon() if est.evidence == "overall")


def _of_trade(one: Signal, words: Sequence[str]) -> Signal:
    """Read "best coffee shop" as the best of the coffee shops."""
    after = words[one.at + one.size : one.at + one.size + 1]
    general = words[one.at] in ("best", "better", "finest", "greatest") and one.est.evidence == "aspect"
    return Signal(_best(), one.at, 1) if general and one.size > 1 and KINDS & set(after) else one


def _said(aspect: str, found: Sequence[Signal], names: Names) -> Meant:
    """Take the aspect, or the est, that the caller names."""
    used = {place for one in found for place in _span(one)}
    wanted = folded(aspect)
    for one in names.aspects:
        if folded(one.label) == wanted or one.column == aspect:
            near = [est for est in (signal.est for signal in found) if speaks_for(est, one.label) >= 0]
            return near[0] if near else _est_for(one), "", one, (), used
    for est in lexicon():
        if aspect == est.name or wanted in est.phrases:
            if est.evidence == "fact":
                return est, _item(est, wanted, names)[0], None, (), used
            return (*_scored(est, [], wanted, names, set())[:4], used)
    raise UsageError(say("claim.no_aspect", name=aspect, near=_labels(aspect, names)))


def _est_for(aspect: Aspect) -> Est:
    """Give the est that is nearest to an aspect's label; best where none is."""
    if aspect.column == OVERALL:
        return _best()
    near = [(rank, place) for place, est in enumerate(lexicon()) if (rank := speaks_for(est, aspect.label)) >= 0]
    return lexicon()[min(near)[1]] if near else _best()


def _scored(est: Est, found: Sequence[Signal], words: Sequence[str], names: Names, standing: set[int]) -> Meant:
    """Find the aspect: one that the words name beside the est, else the one whose label is nearest to it."""
    mentioned = _mentioned(words, names, standing)
    if est.evidence == "overall":
        if mentioned:
            one, used = mentioned[0]
            return _est_for(one), "", one, (), used
        overall = [one for one in names.aspects if one.column == OVERALL]
        if not overall and not names.shown:
            raise UsageError(say("claim.no_overall", near=_labels("", names)))
        return est, "", overall[0] if overall else Aspect(OVERALL, say("est.overall"), 1.0, 5.0), (), set()
    for one, used in mentioned:
        if speaks_for(est, one.label) >= 0 or any(min(used) == signal.at + signal.size for signal in found):
            return est, "", one, (), used
    fits = sorted((rank, one.label, one) for one in names.aspects if (rank := speaks_for(est, one.label)) >= 0)
    if not fits:
        near = _labels(" ".join(est.labels[:1]), names)
        raise UsageError(say("claim.not_scored", est=est.words[0], wanted=list(est.labels[:3]), near=near))
    return est, "", fits[0][2], tuple(label for _, label, _ in fits[1:]), set()


def _mentioned(words: Sequence[str], names: Names, standing: set[int]) -> list[tuple[Aspect, set[int]]]:
    """Aspects whose label is said, longest first; not where it is a world's word, or names the trade."""
    found = []
    for one in names.aspects:
        label = folded(one.label) if one.column != OVERALL else ()
        for at in places(label, words):
            span, after = set(range(at, at + len(label))), set(words[at + len(label) : at + len(label) + 1])
            if not standing & span and not KINDS & after:
                found.append((one, span))
    return sorted(found, key=lambda pair: -len(pair[1]))


def _item(est: Est, words: Sequence[str], names: Names) -> tuple[str, set[int]]:
    """Find which item of a fact is meant; ``*`` where it is the basket of all."""
    held = names.items.get(est.fact, ())
    if not held:
        raise UsageError(say("claim.no_fact", est=est.words[0]))
    for item in sorted(held, key=len, reverse=True):
        phrase = folded(item)
        for at in places(phrase, words)[:1]:
            return item, set(range(at, at + len(phrase)))
    if len(held) == 1:
        return held[0], set()
    if est.basket:
        return "*", set()
    if "" in held:
        return "", set()
    raise UsageError(say("claim.which_item", est=est.words[0], items=list(held)))


def _labels(wanted: str, names: Names) -> str:
    held = [one.label for one in names.aspects if not one.barred]
    return nearest(wanted, held) if held else say("claim.nothing_scored")


def _unread(text: str, words: Sequence[str], names: Names) -> str:
    every = {phrase: est for est in lexicon() if est.kind != "puffery" for phrase in est.words}
    near = nearest(max(words, key=len), every, most=4)
    shown = text if len(text) <= 80 else text[:77] + "..."
    return say("claim.unread", text=shown, ests=near, near=_labels("", names))
