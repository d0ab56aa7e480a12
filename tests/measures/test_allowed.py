"""Allowed: nobody is contacted by a channel they did not say yes to."""

from collections import defaultdict
from datetime import date, timedelta

import pyarrow as pa
import pytest

from standout.measures.allowed import allowed, reachable
from standout.tables import table

DAY = date(2026, 3, 1)
CHANNELS = ("email", "sms", "phone", "any", "in_person")
STATES = ("given", "withdrawn", "unknown")
SAID = ("person_id", "channel", "state", "at")
ADDRESS = {"email": "email", "sms": "phone", "phone": "phone"}


def arrow(name, rows):
    return pa.Table.from_pylist(rows, schema=table(name).schema())


def pairs(engine, contacts=(), consents=(), orders=()):
    """Give who may be contacted how; a person of a contact is 1 unless it says otherwise."""
    held = engine(
        contacts=arrow("contacts", [{"person_id": 1, **row} for row in contacts]),
        consents=arrow("consents", [dict(zip(SAID, row, strict=True)) for row in consents]),
        orders=arrow("orders", [{"order_id": str(n), "customer_id": n, "refunded": False} for n in orders]),
    )
    rows = held.arrow(allowed(held)).to_pylist()
    found = {(row["person_id"], row["channel"]) for row in rows}
    assert len(rows) == len(found)
    return found


FULL = {"name": "Ann", "email": "ann@b.example", "phone": "123"}
LATER = DAY + timedelta(1)


def test_silence_is_not_consent_and_a_person_with_a_name_can_be_spoken_to(engine):
    assert pairs(engine, [FULL]) == {(1, "in_person")}


NEWEST = [
    ([("given", DAY)], True),
    ([("given", None)], True),
    ([("withdrawn", DAY)], False),
    ([("unknown", DAY)], False),
    ([("withdrawn", DAY), ("given", LATER)], True),  # the newest counts
    ([("given", DAY), ("withdrawn", LATER)], False),
    ([("given", DAY), ("unknown", LATER)], False),
    ([("given", DAY), ("withdrawn", DAY)], False),  # of one day, the no
    ([("withdrawn", None), ("given", DAY)], False),  # nobody knows that the yes came after it
    ([("given", None), ("withdrawn", DAY)], False),
    ([("given", DAY), ("withdrawn", None)], False),
    ([("unknown", None), ("given", DAY)], True),  # what else has no day is oldest
    ([("given", None), ("withdrawn", None)], False),
]


def test_the_newest_state_counts_and_of_equals_the_no(engine):
    people = range(len(NEWEST))
    contacts = [{"email": f"p{person}@b.example", "person_id": person} for person in people]
    consents = [(person, "email", state, at) for person in people for state, at in NEWEST[person][0]]

    found = pairs(engine, contacts, consents)
    assert [(person, "email") in found for person in people] == [yes for _, yes in NEWEST]


def test_a_yes_to_one_channel_is_none_to_another(engine):
    assert pairs(engine, [FULL], [(1, "sms", "given", DAY)]) == {(1, "sms"), (1, "in_person")}
    assert pairs(engine, [FULL], [(1, "any", "given", DAY)]) == {(1, "in_person")}


def test_a_channel_needs_its_address(engine):
    yes = [(1, channel, "given", DAY) for channel in ADDRESS]

    assert pairs(engine, [{"name": "Ann", "email": " ", "phone": None}], yes) == {(1, "in_person")}
    assert pairs(engine, [{"email": "a@b.example"}], yes) == {(1, "email")}
    assert pairs(engine, [{"phone": "123"}], yes) == {(1, "sms"), (1, "phone")}


def test_whoever_asked_to_be_left_alone_is_left_alone_by_every_channel(engine):
    yes = [(1, "email", "given", LATER), (1, "in_person", "given", LATER)]

    assert pairs(engine, [FULL], [*yes, (1, "any", "withdrawn", DAY)], orders=[1]) == set()
    assert pairs(engine, [FULL], [*yes, (1, "any", "withdrawn", DAY), (1, "any", "given", LATER)]) == {
        (1, "email"), (1, "in_person"),
    }  # fmt: skip


def test_who_takes_back_a_channel_can_still_be_spoken_to_but_not_who_takes_that_back(engine):
    assert pairs(engine, [FULL], [(1, "email", "withdrawn", DAY)]) == {(1, "in_person")}
    assert pairs(engine, [FULL], [(1, "in_person", "withdrawn", DAY)]) == set()


def test_a_buyer_is_met_in_person_without_a_name_and_a_bare_address_is_nobody_to_speak_to(engine):
    assert pairs(engine, [{"email": "a@b.example"}], orders=[7]) == {(7, "in_person")}


def test_a_person_on_two_lists_has_what_either_holds_once(engine):
    twice = [{"name": "Ann"}, {"name": "Ann B", "email": "a@b.example"}]

    assert pairs(engine, twice, [(1, "email", "given", DAY)], orders=[1]) == {(1, "email"), (1, "in_person")}


ANN, LISTED, OTHER = 1, 2, 3
TWO_LISTS = [
    {"person_id": ANN, "name": "Ann Kowalski", "email": "ann@b.example"},
    {"person_id": LISTED, "name": " Kowalski,  ÁNN "},
    {"person_id": OTHER, "name": "Ann Kowalska"},
]


@pytest.mark.parametrize("channel", ["any", "in_person"])
def test_who_asked_to_be_left_alone_is_left_alone_on_every_list_of_that_name(engine, channel):
    gone = [(ANN, channel, "withdrawn", DAY), (LISTED, "in_person", "given", LATER)]

    assert pairs(engine, TWO_LISTS, gone, orders=[LISTED]) == {(OTHER, "in_person")}


def test_a_no_that_was_taken_back_bars_nobody_else(engine):
    said = [(ANN, "any", "withdrawn", DAY), (ANN, "any", "given", LATER)]

    assert pairs(engine, TWO_LISTS, said) == {(ANN, "in_person"), (LISTED, "in_person"), (OTHER, "in_person")}


def test_a_no_to_one_channel_reaches_the_same_name_by_none_but_the_same_address_by_that_one(engine):
    contacts = [*TWO_LISTS, {"person_id": 4, "email": " ANN@b.example"}, {"person_id": 5, "email": "bob@b.example"}]
    yes = [(person, "email", "given", LATER) for person in (4, 5)]

    assert pairs(engine, contacts, [(ANN, "email", "withdrawn", DAY), *yes]) == {
        (5, "email"), (ANN, "in_person"), (LISTED, "in_person"), (OTHER, "in_person"),
    }  # fmt: skip
    assert pairs(engine, contacts, [(ANN, "any", "withdrawn", DAY), *yes]) == {(5, "email"), (OTHER, "in_person")}


@pytest.mark.parametrize(
    ("number", "same"),
    [("+44 (0)20 7946-0958", True), ("00442079460958", True), ("020.7946.0958", True), ("020 7946 0959", False)],
)
def test_a_number_is_the_same_however_it_is_written(engine, number, same):
    contacts = [{"phone": "020 7946 0958"}, {"person_id": 2, "phone": number}]
    yes = [(2, "sms", "given", DAY), (2, "phone", "given", DAY)]

    found = pairs(engine, contacts, [(1, "sms", "withdrawn", DAY), *yes])
    assert found == ({(2, "phone")} if same else {(2, "sms"), (2, "phone")})


def test_without_a_name_or_a_number_nobody_is_taken_for_somebody_else(engine):
    blank = [
        {"person_id": person, "name": name, "phone": "-", "email": " "} for person, name in enumerate(("", "", None))
    ]
    more = [{"person_id": 8, "email": "b@b.example"}]

    found = pairs(engine, [*blank, *more], [(0, "any", "withdrawn", DAY), (8, "email", "given", DAY)], orders=[1, 2])
    assert found == {(8, "email"), (1, "in_person"), (2, "in_person")}


def by_hand(contacts, consents, orders):
    """The rule once more, a person at a time; names here are one word, and numbers short."""
    said = defaultdict(list)
    for person, channel, state, at in consents:
        said[person, channel].append((at or (date.max if state == "withdrawn" else date.min), state))

    def newest(person, channel):
        last = max((at for at, _ in said[person, channel]), default=None)
        return {state for at, state in said[person, channel] if at == last}

    def barred(row, channel, key):
        """Whether they took the channel back, or somebody did who has the same key."""
        return any("withdrawn" in newest(other["person_id"], channel) for other in contacts
                   if other is row or (row[key] and other[key] == row[key]))  # fmt: skip

    found = set()
    for row in contacts:
        person = row["person_id"]
        if not barred(row, "any", "name"):
            found |= {
                (person, c) for c, held in ADDRESS.items()
                if row[held] and newest(person, c) == {"given"}
                and not barred(row, c, held) and not barred(row, "any", held)
            }  # fmt: skip
            if (row["name"] or person in orders) and not barred(row, "in_person", "name"):
                found.add((person, "in_person"))
    return found


def test_in_no_state_of_consent_is_anybody_contacted_without_it(engine, rng):
    people = range(1, 801)
    filled, shared = rng.random((800, 3)) < 0.7, rng.integers(0, 500, (800, 3))  # most are two or more people's
    contacts = [
        {
            "person_id": person,
            **{key: f"{key}{n}" if there else None for key, there, n in zip(FULL, row, of, strict=True)},
        }
        for person, row, of in zip(people, filled, shared.tolist(), strict=True)
    ]
    said = zip(*(rng.integers(0, n, 2000).tolist() for n in (800, 5, 3, 3)), strict=True)
    days = (None, DAY, LATER)
    consents = [(person + 1, CHANNELS[channel], STATES[state], days[day]) for person, channel, state, day in said]
    orders = {int(person) for person in rng.choice(people, 120)}
    may = by_hand(contacts, consents, orders)

    assert {channel for _, channel in may} == {*ADDRESS, "in_person"}
    assert pairs(engine, contacts, consents, orders) == may


def reached(engine, contacts, said, groups=()):
    """Give the addresses each may be written to; by text; said is of (person_id, row_id, state, at)."""
    consents = [{"person_id": p, "row_id": row, "channel": "sms", "state": s, "at": at} for p, row, s, at in said]
    held = engine(
        contacts=arrow("contacts", contacts), consents=arrow("consents", consents),
        merged_ids=arrow("merged_ids", [{"person_id": p, "group_id": g} for p, g in groups]),
    )  # fmt: skip
    return {(row["person_id"], row["address"]) for row in held.arrow(reachable(held)).to_pylist()}


TWO_NUMBERS = [{"person_id": 1, "row_id": 10, "phone": "07700 900123"},
               {"person_id": 1, "row_id": 11, "phone": "07700 111222"}]  # fmt: skip


@pytest.mark.parametrize(
    ("contacts", "said", "numbers"),
    [
        (TWO_NUMBERS, [(1, 10, "given", DAY)], {"07700 900123"}),
        (TWO_NUMBERS, [(1, 12, "given", DAY)], set()),  # on a row without a number: nobody knows which is meant
        (TWO_NUMBERS, [(1, None, "given", DAY)], set()),
        (TWO_NUMBERS[:1], [(1, 12, "given", DAY)], {"07700 900123"}),
        ([*TWO_NUMBERS[:1], {"person_id": 1, "phone": "+44 7700 900123"}], [(1, 12, "given", DAY)],
         {"07700 900123", "+44 7700 900123"}),  # one number, written twice
        (TWO_NUMBERS, [(1, 10, "given", DAY), (1, 11, "given", LATER)], {"07700 900123", "07700 111222"}),
        # a yes before the no is gone, though a yes for the other number came after it
        (TWO_NUMBERS, [(1, 10, "given", DAY), (1, 12, "withdrawn", LATER), (1, 11, "given", LATER + timedelta(1))],
         {"07700 111222"}),
        (TWO_NUMBERS, [(1, 10, "given", DAY), (1, 11, "withdrawn", DAY)], set()),
    ],
)  # fmt: skip
def test_a_yes_is_for_the_number_of_its_own_row_and_for_no_other_of_that_person(engine, contacts, said, numbers):
    assert {number for _, number in reached(engine, contacts, said)} == numbers


def test_a_no_counts_for_all_of_a_group_though_nothing_shows_them_as_one(engine):
    contacts = [{"person_id": p, "row_id": p, "phone": f"07700 90012{p}"} for p in (1, 2, 3)]
    said = [(1, 1, "given", LATER), (2, 2, "withdrawn", DAY), (3, 3, "given", DAY)]

    assert {person for person, _ in reached(engine, contacts, said)} == {1, 3}
    assert {person for person, _ in reached(engine, contacts, said, [(1, 9), (2, 9), (8, 9)])} == {3}
