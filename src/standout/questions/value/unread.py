"""Unread: in which languages reviews of ours are that no reader reads.

Reads    readings, reviews   the language of each text, and whether it was read
Makes    values              one row: a language that isn't read
Rule     the language its words tell, else the one its source states; what neither tells is a language nobody knows
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from standout.finding import Finding
from standout.questions.value.rows import row
from standout.questions.value.said import english, looked_at
from standout.words import catalogue, say

if TYPE_CHECKING:
    from standout.questions.value.held import Held


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give how many texts about us are in each language that isn't read."""
    del settings, seed
    texts = looked_at(held)
    texts = texts[held.of_ours()[texts]]
    left = texts[~english(held, texts)]
    if not len(left):
        return [], []
    told = dict(zip(held.readings["review_id"].to_pylist(), held.readings["language"].to_pylist(), strict=True))
    stated = held.reviews["language"].take(left).to_pylist()
    ids = held.review_ids[left].tolist()
    found = Counter(_name(told.get(one) or by_source) for one, by_source in zip(ids, stated, strict=True))
    ranked = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    listed = [say("details.unread.each", language=name, n=n) for name, n in ranked]
    finding = Finding(
        question="value", subject=held.name, aspect=say("details.unread.aspect"), verdict="counted", tier="counted",
        sentence_key="details.unread.found", rows=len(left),
        facts={"unread": len(left), "of": len(texts), "languages": dict(ranked)}, values={"listed": listed},
    )  # fmt: skip
    return [finding], [row("unread", name, n, estimate=n / len(texts)) for name, n in ranked]


def _name(code: str | None) -> str:
    key = f"read.language.{(code or 'none')[:2].lower()}"
    return say(key) if key in catalogue() else say("read.language.none")
