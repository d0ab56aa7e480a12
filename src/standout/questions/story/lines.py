"""Lines: what we have put out lately, held against what rivals say, what everybody says, and what is shown.

Reads    claims, messages   ours
Makes    findings           lines that rivals say too, lines all trades say, claims without proof, selling and telling
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import compress
from typing import Any

from standout.finding import Finding
from standout.questions.story.backed import unbacked, why_of
from standout.questions.story.cards import Card
from standout.questions.story.gauges import Rivals, alike
from standout.questions.story.told_of import NAMED, why, within
from standout.questions.story.unread import of_lines
from standout.text.language import in_english
from standout.text.loudness import loudness
from standout.text.passages import worn
from standout.words import say

SELLS = 0.5
"""A message with this share of loud sentences sells more than it tells."""
NAMED_OURS = 3
"""So many of our lines that rivals say too are named."""
LATEST = 20
"""So many of our newest messages are looked at."""


def newest(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give our newest messages, each text once."""
    held = sorted(messages, key=lambda row: (row["said_at"] or date.min, row["message_id"]), reverse=True)
    return list(dict.fromkeys(row["text"] for row in held if row["text"].strip()))[:LATEST]


def findings(
    claims: Sequence[str], messages: Sequence[str], cards: Sequence[Card], rivals: Rivals, subject: str
) -> Iterator[Finding]:
    """Give what there is to tell of what we have put out."""
    every = list(dict.fromkeys((*claims, *messages)))
    lines = list(compress(every, in_english(every)))
    messages = [text for text in messages if text in lines]
    if len(lines) < len(every):
        yield of_lines(len(every) - len(lines), len(every), subject)
    if lines and rivals.who:
        yield _metoo(lines, rivals, subject)
    if lines:
        yield from _worn(lines, subject)
        yield from _unbacked(lines, cards, subject)
    if messages:
        yield from _loud(messages, subject)


def _found(name: str, key: str, subject: str, rows: int, facts: dict[str, Any], values: dict[str, Any]) -> Finding:
    return Finding(
        question="story", subject=subject, aspect=say(f"story.aspect.{name}"), verdict="counted", tier="counted",
        sentence_key=key, rows=rows, facts=facts, values=values,
    )  # fmt: skip


def _metoo(lines: Sequence[str], rivals: Rivals, subject: str) -> Finding:
    same = [found for line in lines if (found := alike(line, rivals))]
    named = tuple(dict.fromkeys(ours for ours, _, _ in same))[:NAMED_OURS]
    facts: dict[str, Any] = {"lines": len(lines), "same": len(same), "rivals": rivals.count, "me_too_ours": named}
    key = _key("story.metoo", len(lines))
    if not same:
        values: dict[str, Any] = {"theirs": len(rivals.who)}
        return _found("metoo", f"{key}_none", subject, len(lines), facts, values)
    ours, theirs, rival = same[0]
    facts |= {"ours": ours, "nearest": theirs}
    values = {"rival": rival, "theirs": within(theirs), "ours": within(ours)}
    return _found("metoo", key, subject, len(lines), facts, values)


def _key(key: str, lines: int) -> str:
    """Give the key of a sentence on so many lines: it has one of its own where there is only one."""
    return f"{key}_only" if lines == 1 else key


def _worn(lines: Sequence[str], subject: str) -> Iterator[Finding]:
    same = [found[0] for line in lines if (found := worn(line))]
    if same:
        facts = {"lines": len(lines), "same": len(same)}
        yield _found("worn", _key("story.worn", len(lines)), subject, len(lines), facts, {"ours": within(same[0])})


def _unbacked(lines: Sequence[str], cards: Sequence[Card], subject: str) -> Iterator[Finding]:
    found = [one for line in lines if (held := unbacked(line, cards)) for one in [why_of(held)]]
    if found:
        first = why_of(found)
        facts = {"lines": len(lines), "n": len(found), "reason_key": first.why}
        values = {"sentence": within(first.sentence), "why": why(first, subject)}
        yield _found("unbacked", _key("story.unbacked", len(lines)), subject, len(lines), facts, values)


def _loud(messages: Sequence[str], subject: str) -> Iterator[Finding]:
    each = [loudness(text) for text in messages]
    words = list(dict.fromkeys(word for one in each for _, word in one.found))[:NAMED]
    facts: dict[str, Any] = {
        "messages": len(each), "loud": sum(one.share >= SELLS for one in each),
        "asking": sum(one.asking for one in each), "giving": sum(one.giving for one in each),
        "capitals": sum(kind == "capitals" for one in each for kind, _ in one.found),
        "exclamations": sum(len(mark) for one in each for kind, mark in one.found if kind == "exclamations"),
        "discounts": sum(kind == "discounts" for one in each for kind, _ in one.found),
    }  # fmt: skip
    values = {
        "words": say("story.loud_words", words=words) if words else "", "sells": _sells(facts, subject),
        "asks": say(f"story.asks.{'some' if facts['asking'] else 'none'}", n=facts["asking"]),
        "gives": say(f"story.gives.{'some' if facts['giving'] else 'none'}", n=facts["giving"]),
    }  # fmt: skip
    yield _found("loud", "story.loud", subject, len(each), facts, values)


def _sells(facts: Mapping[str, Any], subject: str) -> str:
    """Give how many of the messages sell more than they tell."""
    loud, messages = facts["loud"], facts["messages"]
    if messages == 1:
        return say("story.sells.only" if loud else "story.sells.only_none", subject=subject)
    return say("story.sells.some" if loud else "story.sells.none", subject=subject, messages=messages, loud=loud)
