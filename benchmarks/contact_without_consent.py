"""Ten thousand random states of consent: who stands in a plan, a list or a kit without having agreed.

    python benchmarks/contact_without_consent.py [states]

Two things are drawn.  First, people with random histories of consent go through the question ``circles`` and a plan,
and from there into every list and card the kit can write; who may be asked is worked out again, a person at a time.
Second, lists are made of people and permissions that don't fit each other.  Bar: nobody without consent, and nobody
left out who agreed.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from standout.engine.duck import DuckEngine
from standout.finding import Finding
from standout.measures.allowed import allowed
from standout.network import codes
from standout.plan.offers import Heard
from standout.plan.week import week
from standout.questions.circles import QUESTION
from standout.questions.circles.answer import answer
from standout.report.lists import CHANNELS, Person, sheets, vcards
from standout.report.pass_on import Terms
from standout.tables import table

STATES, PEOPLE = 10_000, 200
AS_OF = date(2026, 11, 22)
SAID = ("email", "sms", "phone", "in_person", "any")
WORDS = ("given", "withdrawn", "unknown")
WRITTEN = {"email": "email", "sms": "phone", "phone": "phone"}
TERMS = Terms(business="Bean Street", line="We came first.")


Rows = list[dict[str, object]]


def newest(consents: Rows, person: object, channel: str) -> set[object]:
    """Give the states of the last day on which one person said something of one channel."""
    said = [(row["at"] or (date.max if row["state"] == "withdrawn" else date.min), row["state"])
            for row in consents if row["person_id"] == person and row["channel"] == channel]  # fmt: skip
    last = max((at for at, _ in said), default=None)
    return {state for at, state in said if at == last}


def by_hand(consents: Rows, contacts: Rows, contact: dict[str, object], channel: str) -> bool:
    """Tell whether one person may be asked by one channel, by the rule as it is written in the docs."""

    def refused(to: str, key: str) -> bool:
        """Whether they refused it, or somebody of their name or address did."""
        alike = [other for other in contacts if other is contact or (contact[key] and other[key] == contact[key])]
        return any("withdrawn" in newest(consents, other["person_id"], to) for other in alike)

    if refused("any", "name"):
        return False
    if channel == "in_person":
        return bool(contact["name"]) and not refused("in_person", "name")
    address = WRITTEN[channel]
    agreed = newest(consents, contact["person_id"], channel) == {"given"}
    return agreed and bool(contact[address]) and not refused(channel, address) and not refused("any", address)


def states(random: np.random.Generator) -> tuple[Rows, Rows]:
    """Give contacts and what they said, at random: dated or not, several a day, addresses there or not, or shared."""
    of = random.integers(0, 2 * PEOPLE, (PEOPLE + 1, 3)).tolist()
    contacts: Rows = [
        {"person_id": n, "name": f"P{of[n][0]}" if random.random() < 0.9 else None,
         "email": f"p{of[n][1]}@example.org" if random.random() < 0.8 else None,
         "phone": f"0{of[n][2]:06d}" if random.random() < 0.6 else None}
        for n in range(1, PEOPLE + 1)
    ]  # fmt: skip
    consents: Rows = [
        {"person_id": n, "channel": str(random.choice(SAID, p=(0.4, 0.2, 0.2, 0.1, 0.1))),
         "state": str(random.choice(WORDS)),
         "at": AS_OF - timedelta(int(random.integers(0, 4))) if random.random() < 0.75 else None}
        for n in range(1, PEOPLE + 1) for _ in range(random.integers(0, 5))
    ]  # fmt: skip
    return contacts, consents


def whole_way(random: np.random.Generator, folder: Path) -> tuple[int, int, int]:
    """Give states tried, people asked by a plan, and those of them who had not agreed."""
    contacts, consents = states(random)
    people = [{"person_id": row["person_id"], "evidence": "contacts", "met_at": AS_OF} for row in contacts]
    ours = [{"business_id": 1, "name": "Bean Street", "ours": True, "rival": False}]
    held = {"people": people, "contacts": contacts, "consents": consents, "businesses": ours}
    parts = {}
    for name, rows in held.items():
        pq.write_table(pa.Table.from_pylist(rows, schema=table(name).schema()), folder / f"{name}.parquet")
        parts[name] = [folder / f"{name}.parquet"]
    engine = DuckEngine(parts)
    findings, circles = answer(engine, {one.name: one.default for one in QUESTION.settings}, 0, AS_OF)
    aim = Finding(
        question="strategy", subject="Bean Street", aspect="objective", verdict="counted", tier="counted",
        sentence_key="plan.note.nobody", facts={"objective": "reach"},
    )  # fmt: skip
    drafts = [{"draft_id": "1", "text": "We came first.", "origin": "own", "card": "", "backed": True, "easy": 3.0,
               "memorable": 0.5, "loud": 0.0}]  # fmt: skip
    heard = {
        "circles": Heard(findings, circles), "strategy": Heard([aim], table("strategies").schema().empty_table()),
        "story": Heard([], pa.Table.from_pylist(drafts, schema=table("drafts").schema())),
    }  # fmt: skip
    plan = week(heard, engine, AS_OF, name="2026-W47", hours=5.0, money=0)
    by = {row["person_id"]: row for row in contacts}
    pairs = {pair for one in plan.planned for pair in zip(one.play.people, one.channels, strict=True)}
    free = engine.arrow(allowed(engine)).to_pylist()
    pairs |= {(row["person_id"], row["channel"]) for row in free}
    wrong = sum(not by_hand(consents, contacts, by[p], channel) for p, channel in pairs)
    return len(consents), len(pairs), wrong


def lists(random: np.random.Generator, many: int) -> tuple[int, int, int]:
    """Give contacts printed without consent, agreed but left out, and agreed in all, in lists and cards of the kit."""
    made = [codes.made(b"k" * 16, n, "p", 1, ()) for n in range(4)]
    wrong = lost = agreed = 0
    for _ in range(many):
        people = [
            Person(person_id=n, name=f"name{n}x{c}", channel=c, address="" if c == "in_person" else f"at{n}x{c}",
                   code=made[n], play_id="p")
            for n in range(1, 4) for c in random.permutation(CHANNELS)[:2].tolist()
        ]  # fmt: skip
        free = {(n, c) for n in range(1, 4) for c in CHANNELS if random.random() < 0.4}
        written = vcards(people, free) + "\n".join(
            str(row) for sheet in sheets(people, free, TERMS).values() for row in sheet.rows
        )
        for one in people:
            there = one.name in written or bool(one.address and one.address in written)
            may = (one.person_id, one.channel) in free
            wrong, lost, agreed = wrong + (there and not may), lost + (may and not there), agreed + may
    return wrong, lost, agreed


def main() -> None:
    """Try them and print who was wronged."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else STATES
    random = np.random.default_rng(2026)
    with TemporaryDirectory() as name:
        runs = [whole_way(random, Path(name)) for _ in range(max(1, many // PEOPLE))]
    said, pairs, wrong = (sum(column) for column in zip(*runs, strict=True))
    people = PEOPLE * len(runs)
    print(f"{people:,} people, {said:,} states: {pairs:,} may be asked or are asked, {wrong} of them without consent")
    bad, lost, agreed = lists(random, many)
    print(f"{many:,} random lists: {bad} contacts without consent, {lost} of {agreed:,} who agreed left out")


if __name__ == "__main__":
    main()
