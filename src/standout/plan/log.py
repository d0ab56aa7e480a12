"""Log: what came of each play, planned against done against seen, and how many findings were ever used.

Reads    plays, actions; the findings of ``results``, which name the play they speak of in ``claim``
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from standout.plan.offers import SHOWN, Cite, Heard, cite
from standout.plan.play import Back
from standout.plan.tactics import tactics
from standout.words import say

if TYPE_CHECKING:
    from standout.finding import Finding
    from standout.question import Engine

LOOK_BACK_DAYS = 60
"""Plays that were due longer ago are no news any more."""


def came_back(engine: Engine, heard: Mapping[str, Heard], today: date) -> list[Back]:
    """Give what came of each play that isn't long past, the newest first."""
    plays = engine.arrow(engine.table("plays")).to_pylist()
    done = {row["play_id"]: row for row in engine.arrow(engine.table("actions")).to_pylist()}
    said = {one.claim: one for one in heard["results"].findings if one.claim} if "results" in heard else {}
    gone = {number for number, row in done.items() if row["state"] == "replaced"}
    recent = [
        play for play in plays
        if play["play_id"] not in gone and play["due_at"] + timedelta(days=LOOK_BACK_DAYS) >= today
    ]  # fmt: skip
    backs = []
    for play in sorted(recent, key=lambda row: (row["made_at"], row["play_id"]), reverse=True):
        number = play["play_id"]
        finding = said.get(number)
        facts = finding.facts if finding else {}
        backs.append(_back(play, done.get(number), facts, finding.sentence if finding else ""))
    return backs


def _back(play: Mapping[str, Any], deed: Mapping[str, Any] | None, facts: Mapping[str, Any], sentence: str) -> Back:
    state = deed["state"] if deed else "open"
    name = say(f"plan.tactic.{play['tactic']}.short") if play["tactic"] in tactics() else play["tactic"]
    known = {"play": play["play_id"], "what": name, "planned": play["minutes"], "minutes": deed and deed["minutes"]}
    told = say(
        f"plan.back.{state}" if state != "done" or known["minutes"] is not None else "plan.back.done_untimed", **known
    )
    return Back(
        play_id=play["play_id"], tactic=play["tactic"], state=state, planned_minutes=play["minutes"],
        minutes=deed["minutes"] if deed else None, seen=facts.get("seen"),
        sentence=f"{told} {sentence}" if sentence and state == "done" else told,
    )  # fmt: skip


def used_rate(told: Collection[Cite], used: Collection[Cite]) -> str:
    """Give how many findings that were told led to something that was done; empty where none was told yet."""
    if not told:
        return ""
    return say("plan.used", used=len(set(told) & set(used)), told=len(set(told)))


def citable(findings: Iterable[Finding]) -> set[Cite]:
    """Give the findings that a play can rest on: shown claims, wants, drafts, and whom to tell first."""
    found = set()
    for place, one in enumerate(findings):
        shown = {
            "est": one.verdict in SHOWN, "wants": bool(one.facts.get("want")), "story": bool(one.facts.get("draft")),
            "circles": place == 0 and one.verdict == "counted",
        }  # fmt: skip
        if shown.get(one.question, False):
            found.add(cite(one))
    return found
