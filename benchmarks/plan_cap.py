"""Ten thousand random plans: how often one takes more hours or money than there is, or asks somebody twice.

    python benchmarks/plan_cap.py

Objective, people, channels, records, what was found, hours, money and the prices of all tactics are drawn at random.
Bar: none over the cap.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from standout.plan.choosing import Candidate, candidates, chosen
from standout.plan.objective import Objective
from standout.plan.offers import Offers, Person, Tried
from standout.plan.tactics import tactics

PLANS = 10_000
TODAY = date(2026, 11, 22)
OBJECTIVES = ("reach", "sell", "save", "learn", "launch")
STRATEGIES = ("access", "engage", "customize", "connect", "collaborate")
CHANNELS = ("in_person", "email", "sms", "phone")
KNOWN_BY = ("customer", "teller", "contact", "reader", "colleague")


def drawn(random: np.random.Generator) -> Offers:
    """Give what a plan could be made of, at random."""

    def some(text: str) -> str:
        return text if random.random() < 0.7 else ""

    people = [
        Person(
            person_id=n, channel=str(random.choice(CHANNELS)), known_by=str(random.choice(KNOWN_BY)),
            quiet=bool(random.random() < 0.3),
        )
        for n in range(random.integers(0, 16))
    ]  # fmt: skip
    tried = {
        name: Tried(done=int(random.integers(0, 4)), asked=int(random.integers(0, 20)), seen=int(random.integers(0, 3)),
                    last_at=TODAY - timedelta(days=int(random.integers(0, 120))))
        for name in tactics() if random.random() < 0.3
    }  # fmt: skip
    return Offers(
        today=TODAY, objective=Objective(name=str(random.choice(OBJECTIVES)), sentence="."), people=people,
        fits={name: float(random.random()) for name in STRATEGIES}, draft=some("a"), draft_card=some("a"),
        want=some("a"),
        complaint=some("a"), unanswered=int(random.integers(0, 9)), no_consent=int(random.integers(0, 9)), tried=tried,
    )  # fmt: skip


def priced(one: Candidate, random: np.random.Generator) -> Candidate:
    """Give a candidate that costs something."""
    cost, each = (int(random.integers(0, most)) for most in (2_000, 400))
    return replace(one, tactic=replace(one.tactic, cost=cost, cost_each=each))


def main() -> None:
    """Make the plans and print what is wrong with them."""
    random = np.random.default_rng(2026)
    over_minutes = over_money = twice = plays = empty = 0
    start = time.process_time()
    for _ in range(PLANS):
        minutes, money = int(random.integers(0, 240)), int(random.integers(0, 5_000))
        plan = chosen([priced(one, random) for one in candidates(drawn(random))], minutes, money)
        asked = [person.person_id for one in plan for person in one.people]
        over_minutes += sum(one.minutes for one in plan) > minutes
        over_money += sum(one.cost for one in plan) > money
        twice += len(asked) != len(set(asked))
        plays, empty = plays + len(plan), empty + (not plan)
    took = time.process_time() - start
    print(f"{PLANS:,} plans, {plays:,} plays, {empty:,} plans without one, {took:.0f} CPU-s")
    print(f"over the hours {over_minutes}, over the money {over_money}, somebody asked twice {twice}")


if __name__ == "__main__":
    main()
