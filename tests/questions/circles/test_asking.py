"""Asking: consent, rest and the yearly cap come before everything else."""

from datetime import timedelta

import pytest

from acquaintances import AS_OF, bought, days_ago, named, side_by_side, tables
from standout.measures.allowed import allowed
from standout.questions.circles import QUESTION
from standout.questions.circles.answer import answer

AGREED = [{"person_id": 1, "channel": "email", "state": "given"}]
ADDRESS = [{"person_id": 1, "name": "Ann", "email": "a@b.example"}]


def asked(*ago, state="done"):
    return [{"person_id": 1, "asked_at": days_ago(days), "state": state} for days in ago]


def state(row):
    return row["channel"], row["barred"], row["rest_until"]


ASKED = [
    (asked(29), ("in_person", "rest", 1)),
    (asked(30), ("in_person", None, None)),  # rested for thirty days
    (asked(29, state="planned"), ("in_person", "rest", 1)),
    (asked(-3, state="planned"), ("in_person", "rest", 33)),  # planned for a day to come
    (asked(2, state="skipped"), ("in_person", None, None)),
    (asked(300, 200, 150, 100, 50, 40), ("in_person", "cap", 65)),  # six in a year; the first is a year old in 65 days
    (asked(370, 200, 150, 100, 50, 40), ("in_person", None, None)),
    (asked(364, 200, 150, 100, 50, 2), ("in_person", "cap", 28)),  # two days ago, so rest goes on beyond the cap
    (asked(300, 290, 200, 150, 100, 50, 40), ("in_person", "cap", 75)),  # of seven, two have to grow old
]


def test_who_was_asked_rests_and_nobody_is_asked_more_often_than_the_cap(told):
    cases = [{"orders": bought(1, 1), "contacts": named(1), "asks": asks} for asks, _ in ASKED]
    _, people = told(**side_by_side(cases))

    expected = [
        (None if barred else channel, barred, AS_OF + timedelta(days) if days else None)
        for _, (channel, barred, days) in ASKED
    ]
    assert [state(people[1000 * place + 1]) for place in range(len(ASKED))] == expected


def test_rest_days_and_the_cap_can_be_set(told):
    rows = {"orders": bought(1, 1), "contacts": named(1), "asks": asked(10)}

    assert told(**rows, settings={"rest_days": 10})[1][1]["barred"] is None
    assert told(**rows, settings={"rest_days": 10, "asks_a_year": 1})[1][1]["barred"] == "cap"


MAY = [
    ({"contacts": [{"person_id": 1, "email": "a@b.example"}]}, (None, "consent", None)),
    ({"contacts": [{"person_id": 1, "email": "a@b.example"}], "consents": AGREED}, ("email", None, None)),
    ({"contacts": ADDRESS}, ("in_person", None, None)),
    ({"contacts": ADDRESS, "consents": AGREED}, ("email", None, None)),
    ({"contacts": ADDRESS, "consents": AGREED, "orders": bought(1, 60)}, ("in_person", None, None)),  # they come in
    ({"contacts": ADDRESS, "consents": AGREED, "orders": bought(1, 61)}, ("email", None, None)),
    ({"contacts": ADDRESS, "consents": AGREED, "orders": bought(1, 2),
      "sends": [{"person_id": 1, "message_id": 7, "replied": True}]}, ("email", None, None)),  # they answered by it
    ({"contacts": ADDRESS, "consents": [{**AGREED[0], "channel": "any", "state": "withdrawn"}]},
     (None, "withdrawn", None)),
    ({"contacts": [{"person_id": 1, "email": "a@b.example"}], "consents": [{**AGREED[0], "state": "withdrawn"}]},
     (None, "withdrawn", None)),
    ({"orders": bought(1, 2)}, (None, "name", None)),  # nothing is held to know them by
]  # fmt: skip


def test_the_channel_is_one_they_may_be_asked_by_and_the_bar_says_why_not(told):
    cases = [{"people": [{"person_id": 1, "evidence": "linkedin"}], **rows} for rows, _ in MAY]
    message = {"message_id": 7, "text": "News", "said_by": 0, "channel": "email"}
    _, people = told(**side_by_side(cases), messages=[message])

    assert [state(people[1000 * place + 1]) for place in range(len(MAY))] == [expected for _, expected in MAY]


@pytest.mark.parametrize("as_of", [AS_OF, None])
def test_whoever_is_offered_a_channel_is_allowed_it_and_does_not_rest(engine, rng, as_of):
    rows = crowd(rng)
    held = engine(**tables(**rows))
    may = {(row["person_id"], row["channel"]) for row in held.arrow(allowed(held)).to_pylist()}
    _, found = answer(held, {setting.name: setting.default for setting in QUESTION.settings}, 7, as_of)
    people = found.to_pylist()

    assert {(row["person_id"], row["channel"]) for row in people if row["channel"]} <= may
    assert all((row["channel"] is None) == (row["barred"] is not None) for row in people)
    lately = {row["person_id"] for row in rows["asks"] if row["asked_at"] > AS_OF - timedelta(30)}
    assert len(lately) > 5
    assert not [row for row in people if row["channel"] and row["person_id"] in lately]
    chosen = [row for row in people if row["place"]]
    assert sorted(row["place"] for row in chosen) == list(range(1, 13))
    assert all(row["channel"] and row["circle"] == 1 for row in chosen)


def crowd(rng):
    """Give three hundred people of whom this and that is known; the newest ask is of the day itself."""
    some = lambda n: [int(person) for person in rng.choice(300, n) + 1]  # noqa: E731 - three words
    channels, states = ["email", "sms", "phone", "any"], ["given", "withdrawn"]
    return {
        "people": [{"person_id": n, "evidence": "linkedin" if n % 2 else "mailchimp"} for n in range(1, 301)],
        "contacts": [
            {"person_id": n, "name": f"Ann {n}", "email": f"a{n}@b.example", "phone": f"{n}"} for n in some(200)
        ],
        "consents": [
            {"person_id": n, "channel": channels[rng.choice(4)], "state": states[rng.random() < 0.2],
             "at": days_ago(int(rng.integers(3)))}
            for n in some(300)
        ],
        "orders": [row for n in some(150) for row in bought(n, int(rng.integers(400)))],
        "asks": [{"person_id": n, "asked_at": days_ago(int(rng.integers(400)))} for n in some(200)] + asked(0),
    }  # fmt: skip
