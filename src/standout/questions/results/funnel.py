"""Funnel: from asked to shared again, a count of people at each step; a step that can't be seen is empty, not 0.

Brought  came on or after the day we asked who told them, or with the code we gave; and whom these brought in turn
Apart    who came by word of mouth before we asked anybody, and in other ways: through people we hadn't asked, by a
         poster's code, on a day nobody noted
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from standout.finding import Finding
from standout.network.chains import Chains, Link
from standout.questions.results.gathered import DONE, Gathered
from standout.words import say


def funnel(subject: str, held: Gathered, chains: Chains) -> list[Finding]:
    """Give one finding, or none where nobody was asked and nobody was brought."""
    linked = [link for link in chains.links if link.how != "unknown"]
    if not (held.asked or linked):
        return []
    facts = _facts(held, chains) if held.seen else {"asked": len(held.asked), **dict.fromkeys(STEPS)}
    key = ("seen" if held.asked else "unasked") if held.seen else "unseen"
    return [
        Finding(
            question="results", subject=subject, aspect=say("results.funnel.aspect"), verdict="counted",
            tier="counted", sentence_key=f"results.funnel.{key}", rows=len(chains.links), facts=facts,
            values=_words(facts),
        )
    ]  # fmt: skip


STEPS = (
    "shared", "visited", "brought", "bought", "shared_again", "new", "by_code", "by_name", "deepest", "beyond_first",
    "before", "others", "unknown",
)  # fmt: skip
"""What is counted besides those asked.  ``visited`` is always empty: nothing we read shows a visit.  All steps but
``before``, ``others`` and ``unknown`` are of those brought since we asked."""


def _words(facts: Mapping[str, Any]) -> dict[str, str]:
    """Give the parts of the sentence that are said only where there is somebody to say them of."""
    new = say("results.funnel.part.new", new=facts["new"], brought=facts["brought"]) if facts["brought"] else ""
    apart = {
        f"{name}_said": say(f"results.funnel.part.{name}", n=facts[name]) if facts[name] else ""
        for name in ("before", "others")
    }
    return {"new_said": new, **apart}


def _facts(held: Gathered, chains: Chains) -> dict[str, Any]:
    linked = [link for link in chains.links if link.how != "unknown"]
    days = _asked(held)
    since = _since(linked, days)
    links = [link for link in linked if link.person in since]
    tellers = {link.parent for link in links if link.parent is not None}
    first = dict(zip(*(held.firsts[name].to_pylist() for name in ("customer_id", "first_at")), strict=True))
    known_before = sum(
        1 for link in links if link.at and first.get(link.person) is not None and first[link.person] < link.at
    )  # fmt: skip
    known = Counter(link.generation for link in links if link.generation is not None)
    begun = min((day for day in days.values() if day), default=None)
    before = sum(
        link.parent is not None and link.person not in since
        and link.at is not None and (begun is None or link.at < begun) for link in linked
    )  # fmt: skip
    return {
        "asked": len(held.asked), "shared": len(tellers & set(held.asked)), "visited": None, "brought": len(links),
        "bought": sum(person in first or person in held.unnamed for person in since),
        "shared_again": len(tellers & since), "new": len(links) - known_before,
        "by_code": sum(link.how == "code" for link in links), "by_name": sum(link.how == "told" for link in links),
        "deepest": max(known, default=None), "beyond_first": sum(n for step, n in known.items() if step > 1),
        "before": before, "others": len(linked) - len(links) - before, "unknown": len(chains.links) - len(linked),
    }  # fmt: skip


def _asked(held: Gathered) -> dict[int, date | None]:
    """Give the day each was asked: by a play that was done, else the day their code went out."""
    done = sorted(((row["person_id"], row["asked_at"]) for row in held.asks if row["state"] == DONE), reverse=True)
    return {**held.asked, **{person: day for person, day in done if person in held.asked}}


def _since(linked: Iterable[Link], asked: Mapping[int, date | None]) -> set[int]:
    """Give everybody who came through somebody after we asked them, and whom these brought in turn."""
    children: dict[int, list[int]] = defaultdict(list)
    found = []
    for link in linked:
        if link.parent is None:
            continue
        children[link.parent].append(link.person)
        if link.parent in asked and _after(link, asked[link.parent]):
            found.append(link.person)
    since: set[int] = set()
    while found:
        person = found.pop()
        if person not in since:
            since.add(person)
            found += children[person]
    return since


def _after(link: Link, day: date | None) -> bool:
    """Tell whether somebody came after their teller was asked: by the day, or with a code that was given for it."""
    return link.how == "code" or (link.at is not None and day is not None and link.at >= day)
