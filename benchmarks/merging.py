"""Planted people on several lists: how many pairs the merge finds, and how many of those it makes one are one.

    python benchmarks/merging.py [repeats]

People are made in households: couples who share a number or an address, fathers and sons of one name.  Each stands on
one to three lists, as lists have them: a workplace and no address, a number and no workplace, an address alone; with
typos, short forms, initials, names the other way round, a new family name, a second address.  Whoever has the same
address on two lists has one id already and is no pair; two people whom one list can't tell apart are left out.
Bar: of the pairs made one, 99 in 100 are one person.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from itertools import combinations

import duckdb
import numpy as np
from splink import DuckDBAPI, Linker

from standout.engine import linking, merging, people_groups
from standout.engine.linking import Entry, Pair

SIZES = {39: 100, 80: 50, 500: 20, 5_000: 4}
GIVEN = (
    "James John Robert Michael William David Richard Joseph Thomas Charles Daniel Matthew Anthony Mark Steven "
    "Paul Andrew Kenneth George Edward Brian Timothy Ronald Jason Gary Ryan Eric Peter Adam Henry Mary "
    "Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Nancy Margaret Lisa Betty Sandra "
    "Ashley Dorothy Emily Donna Michelle Carol Amanda Melissa Deborah Rebecca Laura Helen Anna Maria Katarzyna "
    "Piotr Sofia Lukas Emma Noah Mia Leon Hannah Oscar Ida Hugo Alma Ali Fatima Omar Aisha Wei Mei Hiro Yuki "
    "Ravi Priya "
).split()
SHORT = {
    "James": "Jim", "John": "Jack", "Robert": "Bob", "Michael": "Mike", "William": "Bill", "David": "Dave",
    "Richard": "Rick", "Joseph": "Joe", "Thomas": "Tom", "Charles": "Charlie", "Daniel": "Dan", "Matthew": "Matt",
    "Andrew": "Andy", "Elizabeth": "Liz", "Jennifer": "Jenny", "Susan": "Sue", "Patricia": "Pat",
    "Margaret": "Maggie", "Rebecca": "Becky", "Deborah": "Debbie", "Katarzyna": "Kasia", "Steven": "Stevo",
}  # fmt: skip
SYLLABLES = "ka ro mi len ber sto wick ford man son ley ham dor vin tes ko wal ska gar ning hol den bur ton lis".split()
DOMAINS = ("post.example", "mail.example", "home.example", "net.example")


def surnames(random: np.random.Generator, count: int) -> list[str]:
    """Give family names, each once."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(random.choice(SYLLABLES, int(random.integers(2, 4)))).capitalize()] = None
    return list(found)


def people(random: np.random.Generator, count: int) -> list[dict[str, str]]:
    """Give people in households: a couple in three, a father and a son of one name in 250 people."""
    family = surnames(random, 1_500)
    weight = 1 / (np.arange(len(family)) + 5.0)
    weight /= weight.sum()
    firms = [f"{name} Ltd" for name in surnames(random, 200)]
    found: list[dict[str, str]] = []
    while len(found) < count:
        last, line = str(random.choice(family, p=weight)), f"0{random.integers(10**9, 10**10)}"
        kind = random.choice(["one", "couple", "father"], p=[0.667, 0.33, 0.003])
        given = str(random.choice(GIVEN))
        home = [(given, last, "")]
        if kind == "couple":
            home.append((str(random.choice(GIVEN)), last if random.random() < 0.7 else str(random.choice(family)), ""))
        elif kind == "father":
            marks = ("Sr", "Jr") if random.random() < 0.4 else ("", "")
            home = [(given, last, marks[0]), (given, last, marks[1])]
        shared = random.random() < 0.5
        for first, name, mark in home:
            own = line if shared else f"0{random.integers(10**9, 10**10)}"
            email = address(random, first, name)
            found.append({"first": first, "last": name, "mark": mark, "phone": own, "home": line, "email": email,
                          "firm": str(random.choice(firms))})  # fmt: skip
    return found[:count]


TAKEN: set[str] = set()


def address(random: np.random.Generator, first: str, last: str) -> str:
    """Give an address as people make them."""
    made = [f"{first}.{last}", f"{first[0]}{last}", f"{first}{random.integers(1, 99)}", f"{last}.{first[0]}"]
    wanted = f"{random.choice(made)}@{random.choice(DOMAINS)}".lower()
    while wanted in TAKEN:  # an address is one household's alone, as they are
        wanted = f"{random.integers(10, 99)}{wanted}"
    TAKEN.add(wanted)
    return wanted


def typo(random: np.random.Generator, word: str) -> str:
    """Give a word with one letter left out, doubled or swapped with the next."""
    if len(word) < 4:
        return word
    at = int(random.integers(1, len(word) - 1))
    return [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :]][int(random.integers(3))]  # fmt: skip


def spelled(random: np.random.Generator, person: dict[str, str]) -> str:
    """Give a name as one list has it."""
    first, last = person["first"], person["last"]
    if first in SHORT and random.random() < 0.25:
        first = SHORT[first]
    if random.random() < 0.05:
        first = first[0]
    if random.random() < 0.01:
        last = "Newname"
    if random.random() < 0.05:
        first, last = (typo(random, first), last) if random.random() < 0.5 else (first, typo(random, last))
    name = f"{last}, {first}" if random.random() < 0.1 else f"{last} {first}" if random.random() < 0.02 else (
        f"{first} {last}")  # fmt: skip
    return f"{name} {person['mark']}".strip()


def listed(random: np.random.Generator, everybody: list[dict[str, str]]) -> tuple[list[Entry], dict[int, int]]:
    """Give the entries of all lists, and by the id of each who it really is."""
    rows: dict[tuple[str, str], Entry] = {}
    whose: dict[int, int] = {}
    shared: set[int] = set()
    for number, person in enumerate(everybody):
        second = address(random, person["first"], person["last"])
        for kind in random.choice(["work", "phone", "mail", "till"], int(random.choice([1, 2, 3], p=[0.6, 0.3, 0.1])),
                                  replace=False):  # fmt: skip
            email = second if random.random() < 0.15 else person["email"]
            line = typo(random, person["phone"]) if random.random() < 0.01 else person["phone"]
            phone = f"+44 {line[1:5]} {line[5:]}" if random.random() < 0.5 else line
            entry = Entry(
                person_id=0, name=spelled(random, person) if kind != "mail" or random.random() < 0.7 else "",
                email=email if kind in ("mail", "till") else "", phone=phone if kind in ("phone", "till") else "",
                organisation=person["firm"] if kind == "work" or (kind == "phone" and random.random() < 0.4) else "",
            )  # fmt: skip
            who = entry.email or f"{entry.name} {entry.organisation}"
            person_id = hash_of(who)
            rows[who, kind] = Entry(person_id=person_id, name=entry.name, email=entry.email, phone=entry.phone,
                                    organisation=entry.organisation)  # fmt: skip
            shared |= {person_id} if whose.setdefault(person_id, number) != number else set()
    return [entry for entry in rows.values() if entry.person_id not in shared], whose


def hash_of(who: str) -> int:
    """Give an id as a workspace makes them: by address, else by name and organisation."""
    return int.from_bytes(__import__("hashlib").md5(who.lower().encode(), usedforsecurity=False).digest()[:7], "big")


def truth(found: list[Entry], whose: dict[int, int]) -> set[tuple[int, int]]:
    """Give every pair of ids that is one person."""
    own: dict[int, set[int]] = {}
    for entry in found:
        own.setdefault(whose[entry.person_id], set()).add(entry.person_id)
    return {pair for ids in own.values() for pair in combinations(sorted(ids), 2)}


def alike(one: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether two people are father and son of one name, and nothing marks which is which."""
    return all(one[key] == other[key] for key in ("home", "first", "last")) and not (one["mark"] or other["mark"])


def closed(links: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Give every pair that links put into one group."""
    groups: dict[int, list[int]] = {}
    for person, group in people_groups.groups(links).items():
        groups.setdefault(group, []).append(person)
    return {pair for ids in groups.values() for pair in combinations(sorted(ids), 2)}


def learnt(found: list[Entry], least: float) -> list[Pair]:
    """Give the pairs with ``m`` and ``u`` learnt from the lists themselves, as splink offers."""
    with duckdb.connect() as connection:
        connection.register("entries", linking.compared(found))
        linker = Linker(DuckDBAPI(connection=connection).register("entries"), linking.settings(len(found)),
                        log_level=None)  # fmt: skip
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for rule in ("l.last = r.last", "l.phone = r.phone"):
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        table = linker.inference.predict(threshold_match_weight=least).as_pyarrow_table()
    columns = [table.column(name).to_pylist() for name in ("place_l", "place_r", "match_weight")]
    return [Pair(min(a, b), max(a, b), w) for a, b, w in zip(*columns, strict=True)]


def main(repeats: float) -> None:
    """Print what was found, by how many people there are."""
    kinds: Counter[tuple[str, bool]] = Counter()
    print(
        "people  entries  pairs  certain  precision  (*)     recall  F1     shown  recall with those to look at  CPU s"
    )
    for size, times in SIZES.items():
        made = right = real = shown = entries = shown_right = namesakes = 0
        took = 0.0
        for seed in range(max(1, round(times * repeats))):
            random = np.random.default_rng([size, seed])
            TAKEN.clear()
            everybody = people(random, size)
            found, whose = listed(random, everybody)
            started = time.process_time()
            judged = merging.verdicts(found)
            certain = people_groups.followed(found, [(o.one, o.other) for o in judged if o.verdict == merging.CERTAIN])
            took += time.process_time() - started
            pairs, links = truth(found, whose), closed(certain)
            look = {(o.one, o.other) for o in judged if o.verdict == merging.LOOK}
            entries += len({entry.person_id for entry in found})
            namesakes += sum(alike(everybody[whose[a]], everybody[whose[b]]) for a, b in links - pairs)
            made, right, real = made + len(links), right + len(links & pairs), real + len(pairs)
            shown, shown_right = shown + len(look), shown_right + len((look | links) & pairs)
            for one in judged:
                pair = (one.one, one.other)
                kinds[f"{size} {one.verdict:8}{'+'.join(one.reasons)} but {'+'.join(one.doubts)}", pair in pairs] += 1
        runs = max(1, round(times * repeats))
        precision, recall = right / max(made, 1), right / max(real, 1)
        print(f"{size:6}  {entries / runs:7.0f}  {real / runs:5.0f}  {made / runs:7.0f}  {precision:9.4f}  "
              f"{right / max(made - namesakes, 1):.4f}  {recall:6.3f}  "
              f"{2 * precision * recall / max(precision + recall, 1e-9):.3f}  {shown / runs:6.0f}  "
              f"{shown_right / max(real, 1):29.3f}  {took / runs:5.2f}")  # fmt: skip
    print("(*) without fathers and sons of one home, one name, and no mark: nothing on the lists tells them apart")
    print("\nby what agrees, all sizes: right, wrong")
    for kind in sorted({kind for kind, _ in kinds}, key=lambda k: -kinds[k, True] - kinds[k, False])[:24]:
        print(f"  {kinds[kind, True]:6} {kinds[kind, False]:6}  {kind}")


def against_learnt() -> None:
    """Print what learning ``m`` and ``u`` from the lists themselves changes."""
    random = np.random.default_rng([5_000, 0])
    found, whose = listed(random, people(random, 5_000))
    pairs = truth(found, whose)
    known = merging.known(found)
    print("\n5,000 people, m and u      certain  right")
    for name, way in (("written down", linking.pairs), ("learnt", learnt)):
        verdicts = [merging.verdict(found[p.one], found[p.other], p, known) for p in way(found, 0.0)]
        links = closed(
            people_groups.followed(found, [(o.one, o.other) for o in verdicts if o and o.verdict == merging.CERTAIN])
        )
        print(f"  {name:24} {len(links):7}  {len(links & pairs):5}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
    against_learnt()
