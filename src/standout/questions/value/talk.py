"""Talk: how much of what is said is about the product, and how much about the experience around it.

Reads    mentions, messages, claims   what customers speak of; what we and rivals say of ourselves
Makes    values                       one row: whose words
Unit     share of all mentions that are about the product; no interval, for readers and lists of words miss some
Rule     which of the two an aspect belongs to is listed in text/aspects.toml; a sentence about both counts for both
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.finding import Finding
from standout.questions.value.rows import row
from standout.text.aspects import kind_of, known
from standout.text.folded import folded
from standout.text.language import in_english
from standout.text.sentences import sentences
from standout.text.wishes import singular
from standout.words import say

if TYPE_CHECKING:
    from standout.questions.value.held import Held

Ints = NDArray[np.int64]

SURE = 500
"""From so many thousandths on, in all tones together, a sentence speaks of an aspect."""
FEWEST = 10
"""People, or sentences of our own, that a share is told from."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of what is said that is about the product."""

    share: float
    mentions: int
    people: int


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give the share of product talk in customers' words, ours and rivals', and in what we say ourselves."""
    del settings, seed
    customers, own = _customers(held), _own(held)
    findings = [one for one in (_told(held, "customers", *customers), _told(held, "own", *own)) if one]
    names = ("customers", "customers_rivals", "own", "own_rivals")
    rows = [
        row("talk", say(f"details.talk.{name}_row"), one.mentions, estimate=one.share)
        for name, one in zip(names, (*customers, *own), strict=True) if one
    ]  # fmt: skip
    return findings, rows


def _customers(held: Held) -> tuple[Share | None, Share | None]:
    """Give the shares in what our customers say, and the rivals'."""
    mentions = held.mentions
    total = np.add.reduce([mentions[tone].to_numpy().astype(np.int64) for tone in ("negative", "neutral", "positive")])
    at = np.searchsorted(held.review_ids, mentions["review_id"].to_numpy())
    encoded = mentions["aspect"].combine_chunks().dictionary_encode()
    kinds = np.array([kind_of(name) == "product" for name in encoded.dictionary.to_pylist()], dtype=np.bool_)
    if kinds.all() or not kinds.any():
        return None, None  # only things of one kind were looked for, or nothing
    product = kinds[encoded.indices.to_numpy()] if mentions.num_rows else np.zeros(0, dtype=np.bool_)
    sure = (total >= SURE) & held.read[at]
    found = []
    for ours in (True, False):
        kept = sure & (held.of_ours()[at] == ours)
        found.append(ratio(product[kept], held.people[at][kept]))
    return found[0], found[1]


def ratio(product: NDArray[np.bool_], people: Ints) -> Share | None:
    """Give the share of mentions about the product; None from too few people.

    Examples
    --------
    Ten people, each with one mention of the product and one of the experience:

    >>> ratio(np.tile([True, False], 10), np.repeat(np.arange(10), 2))
    Share(share=0.5, mentions=20, people=10)

    """
    many = len(np.unique(people))
    return Share(float(product.mean()), len(people), many) if many >= FEWEST else None


def _own(held: Held) -> tuple[Share | None, Share | None]:
    """Give the shares in what we say of ourselves, and in what rivals say."""
    claims = held.engine.arrow(held.engine.table("claims")).to_pylist()
    messages = held.engine.arrow(held.engine.table("messages")).to_pylist()
    ours = [each["text"] for each in claims if each["business_id"] == held.ours]
    ours += [each["text"] for each in messages if each["said_by"] in (None, held.ours)]
    theirs = [each["text"] for each in claims if each["business_id"] in held.rivals]
    return _of_texts(ours), _of_texts(theirs)


def _of_texts(texts: Sequence[str | None]) -> Share | None:
    """Give the share of sentences with a word of the product, of those with a word of either."""
    said = sorted({text for text in texts if text})
    read = [text for text, one in zip(said, in_english(said), strict=True) if one]
    kinds = [kind for text in read for sentence in sentences(text) for kind in _kinds(sentence)]
    if len(kinds) < FEWEST:
        return None
    return Share(kinds.count("product") / len(kinds), len(kinds), len(read))


def _kinds(sentence: str) -> set[str]:
    said = {singular(word) for word in folded(sentence)}
    return {kind for kind, words in _words().items() if said & words}


@cache
def _words() -> dict[str, frozenset[str]]:
    held: dict[str, set[str]] = {"product": set(), "experience": set()}
    for aspect in known().values():
        held[kind_of(aspect.name)] |= {singular(one) for one in (*aspect.words, *aspect.implied) if " " not in one}
    return {kind: frozenset(words) for kind, words in held.items()}


def _told(held: Held, whose: str, ours: Share | None, theirs: Share | None) -> Finding | None:
    if ours is None:
        return None
    values: dict[str, Any] = {"rest": 1 - ours.share, "who": held.population(held.read & held.of_ours())}
    facts: dict[str, Any] = {"whose": whose, "mentions": ours.mentions, "people": ours.people}
    if theirs:
        facts |= {"rivals": theirs.share, "rivals_mentions": theirs.mentions}
    values["rivals_say"] = say("details.talk.rivals", **facts) if theirs else ""
    return Finding(
        question="value", subject=held.name, aspect=say(f"details.talk.{whose}_aspect"), verdict="counted",
        tier="counted", sentence_key=f"details.talk.{whose}", estimate=ours.share,
        unit="share", rows=ours.mentions, facts=facts, values=values,
    )  # fmt: skip
