"""Funnel: from asked to shared again, a count of people at each step; a step that can't be seen is empty, not 0."""

from __future__ import annotations

from collections import Counter
from typing import Any

from standout.finding import Finding
from standout.network.chains import Chains
from standout.questions.results.gathered import Gathered
from standout.words import say


def funnel(subject: str, held: Gathered, chains: Chains) -> list[Finding]:
    """Give one finding, or none where nobody was asked and nobody was brought."""
    linked = [link for link in chains.links if link.how != "unknown"]
    if not (held.asked or linked):
        return []
    facts = _facts(held, chains) if held.seen else {"asked": len(held.asked), **dict.fromkeys(STEPS)}
    key = "seen" if held.seen else "unseen"
    return [
        Finding(
            question="results", subject=subject, aspect=say("results.funnel.aspect"), verdict="counted",
            tier="counted", sentence_key=f"results.funnel.{key}", rows=len(chains.links), facts=facts,
        )
    ]  # fmt: skip


STEPS = (
    "shared", "visited", "brought", "bought", "shared_again", "new", "by_code", "by_name", "deepest", "beyond_first",
    "unknown",
)  # fmt: skip
"""What is counted besides those asked.  ``visited`` is always empty: nothing we read shows a visit."""


def _facts(held: Gathered, chains: Chains) -> dict[str, Any]:
    links = [link for link in chains.links if link.how != "unknown"]
    here = {link.person for link in links}
    tellers = {link.parent for link in links if link.parent is not None}
    first = dict(zip(*(held.firsts[name].to_pylist() for name in ("customer_id", "first_at")), strict=True))
    buyers = {person for person in here if person in first or person in held.unnamed}
    before = sum(
        1 for link in links if link.at and first.get(link.person) is not None and first[link.person] < link.at
    )  # fmt: skip
    known = Counter(link.generation for link in links if link.generation is not None)
    return {
        "asked": len(held.asked), "shared": len(tellers & set(held.asked)), "visited": None, "brought": len(links),
        "bought": len(buyers), "shared_again": len(tellers & here), "new": len(links) - before,
        "by_code": sum(link.how == "code" for link in links), "by_name": sum(link.how == "told" for link in links),
        "deepest": max(known, default=None), "beyond_first": sum(n for step, n in known.items() if step > 1),
        "unknown": len(chains.links) - len(links),
    }  # fmt: skip
