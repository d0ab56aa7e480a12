"""Worlds named: which values of which descriptors the words of a claim, or its flags, ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from standout.errors import UsageError
from standout.questions.est.market import Condition, Descriptor
from standout.questions.est.words_left import LIMITS, MARKET, SMALL
from standout.text.folded import folded, places
from standout.words import nearest, say

YES = frozenset("yes y true x 1 ja oui si on".split())
NO = frozenset("no n false 0 nein non off".split())
LONG = 5
"""A word with so many letters may stand for the value it is part of, where it is part of one only."""

Values = Mapping[Descriptor, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Match:
    condition: Condition
    span: tuple[int, ...]
    sure: int


def named_worlds(
    words: Sequence[str],
    values: Values,
    taken: set[int],
    where: Sequence[tuple[str, str]] | None,
    scored: Collection[int] = (),
) -> tuple[tuple[Condition, ...], set[int]]:
    """Give the conditions of a claim, by label, and the places of the words that ask for them.

    ``scored`` are the places of words that name an aspect: they ask for no world that was read from words.

    Raises
    ------
    UsageError
        If words fit values of several descriptors, or a flag names what isn't there.

    """
    matches = [
        one
        for one in _matches(words, values)
        if not (taken.union(scored) if one.condition.descriptor.said else taken) & set(one.span)
    ]
    kept: list[_Match] = []
    for one in sorted(matches, key=lambda match: (-match.sure, -len(match.span), match.span)):
        if not any(set(one.span) & set(other.span) and one.span != other.span for other in kept):
            kept.append(one)
    span = {place for one in kept for place in one.span}
    if where is not None:
        return flagged(where, values), span
    best = {one.span: max(other.sure for other in kept if other.span == one.span) for one in kept}
    kept = [one for one in kept if one.sure == best[one.span]]
    for one in kept:
        same = [other.condition for other in kept if other.span == one.span]
        if len(same) > 1:
            said = " ".join(words[place] for place in one.span)
            ways = [f'--where "{other.descriptor.label}={other.value}"' for other in same]
            raise UsageError(say("claim.which_world", word=said, ways=ways))
    return _sorted([one.condition for one in kept]), span


def flagged(where: Sequence[tuple[str, str]], values: Values) -> tuple[Condition, ...]:
    """Give conditions from labels and values as somebody wrote them, by column.

    Raises
    ------
    UsageError
        If there is no such label or value, or two values of one; the message names the nearest.

    """
    return _sorted([_flagged(label, value, values) for label, value in where])


def _sorted(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    unique = {(one.descriptor.column, one.value): one for one in conditions}
    columns = [column for column, _ in unique]
    twice = [one for one in unique.values() if columns.count(one.descriptor.column) > 1]
    if twice:
        raise UsageError(say("claim.two_values", label=twice[0].descriptor.label, values=[one.value for one in twice]))
    return tuple(unique[key] for key in sorted(unique))


def _matches(words: Sequence[str], values: Values) -> list[_Match]:
    content = [place for place, word in enumerate(words) if word not in SMALL | LIMITS]
    plain = [words[place] for place in content]
    owner: dict[str, list[Condition]] = {}
    found = []
    for descriptor, held in values.items():
        for value in held:
            condition = Condition(descriptor, value)
            if descriptor.said:
                found += _read(condition, plain, content)
                continue
            phrase = _phrase(descriptor, value)
            for word in set(phrase):
                owner.setdefault(word, []).append(condition)
            for at in places(phrase, plain):
                span = tuple(content[at : at + len(phrase)])
                exact = tuple(words[place] for place in span) == phrase
                found.append(_Match(condition, span, 2 if exact else 1))
    for at, word in enumerate(plain):
        if len(word) >= LONG and word not in MARKET and len(owner.get(word, ())) == 1:
            found.append(_Match(owner[word][0], (content[at],), 0))
    return found


def _read(condition: Condition, plain: Sequence[str], content: Sequence[int]) -> list[_Match]:
    """Words that ask for what texts mention, spelt as its names are; anything else they may mean goes before."""
    from standout.text.descriptors import RULES  # noqa: PLC0415 - the rules are read only where texts were

    names = [name for rule in RULES if rule.column == condition.descriptor.column for name in (rule.what, *rule.also)]
    phrases = dict.fromkeys(tuple(word for word in folded(name) if word not in SMALL | LIMITS) for name in names)
    return [
        _Match(condition, tuple(content[at : at + len(phrase)]), -1)
        for phrase in phrases
        for at in places(phrase, plain, exact=True)
    ]


def _phrase(descriptor: Descriptor, value: str) -> tuple[str, ...]:
    """The words that ask for a value; for a tick the words of its label."""
    words = tuple(word for word in folded(value) if word not in SMALL | LIMITS)
    if len(words) == 1 and words[0] in NO:
        return ()
    if len(words) == 1 and words[0] in YES:
        return tuple(word for word in folded(descriptor.label) if word not in SMALL | LIMITS)
    return words if len("".join(words)) > 1 else ()


def _flagged(label: str, value: str, values: Values) -> Condition:
    known = {descriptor.label: descriptor for descriptor in values}
    found = [descriptor for name, descriptor in known.items() if folded(name) == folded(label)]
    if not found:
        near = nearest(label, known) or say("claim.nothing_described")
        raise UsageError(say("claim.no_label", name=label, near=near))
    held = values[found[0]]
    same = [one for one in held if one == value] or [one for one in held if folded(one) == folded(value)]
    if not same:
        raise UsageError(say("claim.no_value", label=found[0].label, value=value, near=nearest(value, held)))
    return Condition(found[0], same[0])
