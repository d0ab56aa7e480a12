"""Circles: nobody is contacted who didn't agree; planted circles are found; what the question takes.

    python benchmarks/circles.py
    python benchmarks/circles.py --people 1000      a tenth

Consent   random histories of consent for every channel, in any order, dated, undated and on one day, against a
          rule written a second time in plain Python; names and addresses are some of them two people's, spelt
          otherwise; bar: 0 people and channels without consent, and nobody left out who agreed
Circles   people made to know us, to have come through somebody, or to be strangers; some of who told whom is lost,
          and strangers click by chance.  Published
Speed     10,000 people, 100,000 messages to them, 40,000 orders; bar: at most 1.5 CPU-seconds for the question
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from standout.engine.duck import DuckEngine
from standout.questions.circles import QUESTION
from standout.questions.circles.answer import answer
from standout.tables import table

AS_OF = date(2026, 11, 1)
SETTINGS = {setting.name: setting.default for setting in QUESTION.settings}
CHANNELS = ("email", "sms", "phone", "any", "in_person")
STATES = ("given", "withdrawn", "unknown")
NEEDS = {"email": "email", "sms": "phone", "phone": "phone"}

Rows = list[dict[str, Any]]


def engine(folder: Path, **tables: Rows | pa.Table) -> DuckEngine:
    """Give an engine over these rows."""
    held = {
        name: rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows, schema=table(name).schema())
        for name, rows in tables.items()
    }
    for name, rows in held.items():
        pq.write_table(rows.cast(table(name).schema()), folder / f"{name}.parquet")
    return DuckEngine({name: [folder / f"{name}.parquet"] for name in held})


SPELT = (("Ann {n}", "{n}, ÁNN", " ann  {n}."), ("a{n}@b.example", " A{n}@B.example"), ("0{n:06d}", "(0) {n:06d}"))


def known_by(rng: np.random.Generator, people: int) -> list[str]:
    """Give a name, an address and a number, each shared by one in two or so, in one of its spellings."""
    return [str(rng.choice(forms)).format(n=int(rng.integers(2 * people))) for forms in SPELT]


def same(word: str | None) -> str:
    """Give what a name, an address or a number is told by: its signs in order, however it is spelt."""
    plain = "".join(sign for sign in (word or "").lower().replace("á", "a") if sign.isalnum() or sign in "@ ")
    return "".join(sorted(plain.split()))


def histories(rng: np.random.Generator, people: int) -> tuple[Rows, Rows, Rows]:
    """Give contacts, consents and orders of people of whom anything may be known or not."""
    contacts, consents, orders = [], [], []
    for person in range(1, people + 1):
        has = rng.random(4) < (0.8, 0.7, 0.5, 0.3)
        name, email, phone = (
            word if there else rng.choice(["", None])
            for word, there in zip(known_by(rng, people), has[:3], strict=True)
        )
        contacts.append({"person_id": person, "name": name, "email": email, "phone": phone})
        orders += [{"order_id": str(person), "customer_id": person, "refunded": False}] * int(has[3])
        for _ in range(rng.integers(0, 7)):
            at = None if rng.random() < 0.25 else AS_OF - timedelta(int(rng.integers(0, 4)))
            channel, state = rng.choice(CHANNELS, p=(0.4, 0.2, 0.2, 0.1, 0.1)), rng.choice(STATES, p=(0.6, 0.25, 0.15))
            consents.append({"person_id": person, "channel": str(channel), "state": str(state), "at": at})
    return contacts, consents, orders


def by_hand(contacts: Rows, consents: Rows, orders: Rows) -> set[tuple[int, str]]:
    """The rule of ``allowed``, a person at a time."""
    said: dict[tuple[int, str], list[tuple[date, str]]] = defaultdict(list)
    for row in consents:
        undated = date.max if row["state"] == "withdrawn" else date.min
        said[row["person_id"], row["channel"]].append((row["at"] or undated, row["state"]))

    def newest(person: int, channel: str) -> set[str]:
        last = max((day for day, _ in said[person, channel]), default=None)
        return {state for day, state in said[person, channel] if day == last}

    gone: set[tuple[str, str]] = set()
    for row in contacts:
        for channel in CHANNELS:
            if "withdrawn" in newest(row["person_id"], channel):
                gone.add((channel, f"person {row['person_id']}"))
                gone.add((channel, same(row[NEEDS.get(channel, "name")])))
                if channel == "any":
                    gone |= {(written, same(row[address])) for written, address in NEEDS.items()}

    def barred(row: dict[str, Any], channel: str) -> bool:
        word = same(row[NEEDS.get(channel, "name")])
        return (channel, f"person {row['person_id']}") in gone or (bool(word) and (channel, word) in gone)

    bought = {row["customer_id"] for row in orders}
    found = set()
    for row in contacts:
        person = row["person_id"]
        if barred(row, "any"):
            continue
        found |= {(person, channel) for channel, address in NEEDS.items()
                  if row[address] and newest(person, channel) == {"given"} and not barred(row, channel)}  # fmt: skip
        if (row["name"] or person in bought) and not barred(row, "in_person"):
            found.add((person, "in_person"))
    return found


def consent(rng: np.random.Generator, people: int) -> None:
    contacts, consents, orders = histories(rng, people)
    ours = [{"business_id": 0, "name": "Deli", "ours": True, "rival": False}]
    with tempfile.TemporaryDirectory() as folder:
        held = engine(Path(folder), contacts=contacts, consents=consents, orders=orders, businesses=ours)
        rows = held.arrow(held.table("allowed")).to_pylist()
        _, circles = answer(held, SETTINGS, 7, AS_OF)
    got, may = {(row["person_id"], row["channel"]) for row in rows}, by_hand(contacts, consents, orders)
    named = circles.filter(pc.is_valid(circles["channel"]))
    offered = set(zip(named["person_id"].to_pylist(), named["channel"].to_pylist(), strict=True))
    print(f"consent: {people:,} people, {len(consents):,} states, {len(may):,} pairs of a person and a channel allowed")
    print(
        f"  allowed without consent {len(got - may)}, left out though they agreed {len(may - got)}, "
        f"offered by the question without consent {len(offered - may)}, the same pair twice {len(rows) - len(got)}"
    )


def planted(rng: np.random.Generator, people: int, lost: float, clicks: float) -> tuple[dict[str, Rows], np.ndarray]:
    """Give tables of people whose circle is known, and their circles."""
    circle = rng.choice([1, 2, 3], people, p=(0.3, 0.2, 0.5))
    ids = np.arange(1, people + 1)
    first = ids[circle == 1]
    made: dict[str, Rows] = {"people": [], "orders": [], "adoptions": [], "sends": [], "contacts": []}
    for person, ring in zip(ids.tolist(), circle.tolist(), strict=True):
        made["people"].append({"person_id": person, "evidence": "mailchimp"})
        made["contacts"].append({"person_id": person, "name": f"Person {person}", "email": f"p{person}@b.example"})
        days = int(rng.integers(2, 20)) if ring == 1 else int(ring == 2)
        bought = [AS_OF - timedelta(int(at)) for at in rng.choice(500, days, replace=False)]
        made["orders"] += [
            {"order_id": f"{person}-{n}", "customer_id": person, "ordered_at": at, "refunded": False}
            for n, at in enumerate(bought)
        ]
        if ring == 2:
            parent = None if rng.random() < lost else int(rng.choice(first))
            made["adoptions"].append({"person_id": person, "item": "us", "told_by": parent})
        made["sends"] += [
            {"message_id": n, "person_id": person, "sent_at": AS_OF, "clicked": bool(rng.random() < clicks)}
            for n in range(10)
        ]
    return made, circle


def circles(rng: np.random.Generator, people: int) -> None:
    ours = [{"business_id": 0, "name": "Deli", "ours": True, "rival": False}]
    print(f"\ncircles: {people:,} people, ten messages each\n")
    print("| who told whom, lost | clicks by chance, a message | circle 1 found | circle 2 found | circle 3 found |")
    print("| --- | --- | --- | --- | --- |")
    for lost in (0.0, 0.3):
        for clicks in (0.0, 0.01, 0.03):
            made, true = planted(rng, people, lost, clicks)
            with tempfile.TemporaryDirectory() as folder:
                _, rows = answer(engine(Path(folder), businesses=ours, **made), SETTINGS, 7, AS_OF)
            told = rows.sort_by("person_id")["circle"].to_numpy()
            right = [f"{100 * np.mean(told[true == ring] == ring):.1f} %" for ring in (1, 2, 3)]
            print(f"| {100 * lost:.0f} % | {100 * clicks:.0f} % | {' | '.join(right)} |")


def large(rng: np.random.Generator, people: int) -> dict[str, Any]:
    """Give a workspace of many people, ten messages and four orders each."""
    ids = np.sort(rng.integers(1, 2**62, people))
    sends, orders = 10 * people, 4 * people
    days = lambda n: np.datetime64(AS_OF) - rng.integers(0, 900, n).astype("timedelta64[D]")  # noqa: E731 - two words
    some = lambda n: rng.choice(ids, n)  # noqa: E731 - two words
    codes = [{"code": f"1-{n:05d}-0", "person_id": int(who), "generation": 1, "made_at": AS_OF}
             for n, who in enumerate(some(people // 20))]  # fmt: skip
    given = [row["code"] for row in codes]
    columns: dict[str, dict[str, Any]] = {
        "people": {"person_id": ids, "evidence": rng.choice(["mailchimp", "mapped", "linkedin"], people),
                   "organisation": rng.choice([f"Works {n}" for n in range(people // 5)], people)},
        "contacts": {"person_id": ids, "name": [f"Person {n}" for n in range(people)],
                     "email": [f"p{n}@b.example" for n in range(people)]},
        "consents": {"person_id": ids, "channel": ["email"] * people, "state": rng.choice(STATES, people),
                     "at": days(people)},
        "orders": {"order_id": [str(n) for n in range(orders)], "customer_id": some(orders), "ordered_at": days(orders),
                   "code": np.where(rng.random(orders) < 0.02, rng.choice(given, orders), None),
                   "currency": ["GBP"] * orders, "refunded": rng.random(orders) < 0.02},
        "messages": {"message_id": np.arange(1, 501), "text": [f"News {n}" for n in range(500)],
                     "said_by": np.zeros(500, np.int32), "said_at": days(500), "channel": ["email"] * 500},
        "sends": {"message_id": rng.integers(1, 501, sends), "person_id": some(sends), "sent_at": days(sends),
                  "opened": rng.random(sends) < 0.4, "clicked": rng.random(sends) < 0.05,
                  "replied": rng.random(sends) < 0.01},
        "ties": {"from_id": some(people // 2), "to_id": some(people // 2), "kind": ["wrote"] * (people // 2),
                 "evidence": ["mail"] * (people // 2)},
        "adoptions": {"person_id": some(people // 5), "item": ["us"] * (people // 5), "told_by": some(people // 5)},
        "asks": {"play_id": ["2026-W40-1"] * (people // 10), "person_id": some(people // 10),
                 "channel": ["email"] * (people // 10), "asked_at": days(people // 10),
                 "state": rng.choice(["planned", "done", "skipped"], people // 10)},
    }  # fmt: skip
    made: dict[str, Any] = {
        "codes": codes,
        "businesses": [{"business_id": 0, "name": "Deli", "ours": True, "rival": False}],
    }
    for name, given_columns in columns.items():
        schema = table(name).schema()
        n = len(next(iter(given_columns.values())))
        made[name] = pa.table(
            [given_columns.get(field.name, pa.nulls(n, field.type)) for field in schema], schema.names
        )
    return made


def speed(rng: np.random.Generator, people: int) -> None:
    made = large(rng, people)
    took = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(5):
            held = engine(Path(folder), **made)
            start = time.process_time()
            findings, rows = answer(held, SETTINGS, 7, AS_OF)
            took.append(time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\nspeed: {people:,} people, {10 * people:,} sends, {4 * people:,} orders: first {took[0]:.2f} CPU-s, "
        f"then {min(took[1:]):.2f} to {max(took[1:]):.2f}; {rows.num_rows:,} rows, {memory:.0f} MB"
    )
    for finding in findings:
        print(" ", finding.sentence)


def main() -> None:
    """Print what is allowed, what is found, and what it takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=10_000)
    people = parser.parse_args().people
    rng = np.random.default_rng(20261122)
    speed(rng, people)
    consent(rng, people)
    circles(rng, max(people // 5, 100))


if __name__ == "__main__":
    main()
