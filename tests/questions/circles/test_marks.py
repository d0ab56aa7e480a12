"""Marks: which circle somebody stands in, and by what signs."""

import pytest

from acquaintances import bought, days_ago, named, side_by_side
from standout.words import say

READS = [{"person_id": 1, "clicked": True}, {"person_id": 1, "clicked": True}]
FRIEND = bought(2, 1, 2)  # person 2 came back, so is in circle 1
OURS, THEIRS = {"from_id": 0, "to_id": 1}, {"from_id": 1, "to_id": 0}
FOLLOWS = THEIRS | {"kind": "follows"}


CIRCLES = [
    ({"orders": bought(1, 30, 3)}, 1, "customer"),
    ({"orders": bought(1, 3)}, 1, "customer"),
    ({"people": [{"person_id": 1}], "sends": [{"person_id": 1, "replied": True}]}, 1, "reader"),
    ({"people": [{"person_id": 1}], "sends": READS}, 1, "reader"),
    ({"people": [{"person_id": 1, "evidence": "linkedin"}]}, 1, "contact"),
    ({"ties": [OURS | {"kind": "friend"}]}, 1, "contact"),
    ({"ties": [THEIRS | {"kind": "family"}]}, 1, "contact"),
    ({"ties": [OURS | {"kind": "wrote"}, THEIRS | {"kind": "wrote"}]}, 1, "contact"),
    ({"ties": [OURS | {"kind": "chatted"}, THEIRS | {"kind": "chatted"}]}, 1, "contact"),
    ({"ties": [OURS | {"kind": "wrote"}, THEIRS | {"kind": "chatted"}]}, 2, "contact"),
    ({"ties": [THEIRS | {"kind": "wrote"}]}, 2, "contact"),
    ({"ties": [FOLLOWS]}, 2, "contact"),
    ({"ties": [OURS | {"kind": "follows"}, FOLLOWS]}, 2, "contact"),
    ({"ties": [THEIRS | {"kind": "likes"}]}, 2, "contact"),
    ({"ties": [FOLLOWS], "people": [{"person_id": 1, "evidence": "linkedin"}]}, 1, "contact"),
    ({"ties": [FOLLOWS], "orders": bought(1, 3)}, 1, "customer"),
    ({"people": [{"person_id": 1, "evidence": "mapped"}], "contacts": named(1)}, 1, "contact"),
    ({"people": [{"person_id": 1, "evidence": "mapped", "met_at": days_ago(9)}]}, 1, "contact"),
    ({"people": [{"person_id": 1, "organisation": " DELI "}]}, 1, "colleague"),
    ({"adoptions": [{"person_id": 3, "told_by": 1}]}, 1, "teller"),
    ({"orders": bought(1, 3) + FRIEND, "adoptions": [{"person_id": 1, "told_by": 2}]}, 2, "customer"),
    ({"orders": bought(1, 9, 3) + FRIEND, "adoptions": [{"person_id": 1, "told_by": 2}]}, 1, "customer"),
    ({"people": [{"person_id": 1}], "ties": [{"from_id": 1, "to_id": 2}], "orders": FRIEND}, 2, "contact"),
    ({"people": [{"person_id": 1}], "ties": [{"from_id": 2, "to_id": 1}], "orders": FRIEND}, 2, "contact"),
    ({"people": [{"person_id": 1}]}, 3, "contact"),
    ({"people": [{"person_id": 1, "evidence": "mapped"}]}, 3, "contact"),  # an address, and no name
    ({"people": [{"person_id": 1}], "sends": [{"person_id": 1, "clicked": True, "opened": True}]}, 3, "reader"),
    ({"people": [{"person_id": 1}], "ties": [{"from_id": 1, "to_id": 4}]}, 3, "contact"),  # 4 is a stranger too
    ({"orders": bought(1, 3, refunded=True), "people": [{"person_id": 1}]}, 3, "contact"),
]


def test_a_sign_of_ones_own_makes_circle_one_and_a_link_to_one_of_those_circle_two(told):
    _, people = told(**side_by_side(rows for rows, _, _ in CIRCLES))

    found = [people[1000 * place + 1] for place in range(len(CIRCLES))]
    assert [(one["circle"], one["known_by"]) for one in found] == [(circle, by) for _, circle, by in CIRCLES]


def test_who_only_follows_us_does_not_know_us_and_nobody_of_those_is_told_first(told):
    # 1 and 2 follow us, we follow 3 and 4; nothing else is held of them
    follows = [{"from_id": n, "to_id": 0, "kind": "follows"} for n in (1, 2)]
    followed = [{"from_id": 0, "to_id": n, "kind": "follows"} for n in (3, 4)]
    findings, people = told(ties=follows + followed, contacts=named(1, 2, 3, 4), people=[{"person_id": 5}])

    assert findings[say("circles.aspect.circles")].sentence == (
        "Of 5 people in your files, 0 know you. 4 more are tied to you in a way that does not show you know each "
        "other, such as following. Nothing links the other 1 to you."
    )
    assert findings[say("circles.aspect.first")].reason == say("circles.reason.strangers")
    assert say("circles.aspect.friends") not in findings  # they are none of those who know us
    assert [people[n]["circle"] for n in range(1, 6)] == [2, 2, 2, 2, 3]
    assert people[1]["reason"] == "follows you"
    assert people[3]["reason"] == "you follow them"


@pytest.mark.parametrize(("kind", "reason"), [
    ("friend", "on your list of friends"), ("family", "family of yours"), ("linkedin", "on your own contact list"),
    ("wrote", "one of you wrote, and no answer is held"), ("likes", "stands beside you on a list"),
])  # fmt: skip
def test_the_reason_says_what_kind_of_tie_it_is(told, kind, reason):
    assert told(ties=[OURS | {"kind": kind}])[1][1]["reason"] == reason


def test_who_follows_somebody_we_know_is_tied_to_them_and_is_not_said_to_know_them(told):
    findings, people = told(ties=[{"from_id": 1, "to_id": 2, "kind": "follows"}], orders=FRIEND)

    assert people[1]["reason"] == "tied to 1 person; tied to somebody you know"
    assert "1 is linked to you through somebody who does." in findings[say("circles.aspect.circles")].sentence


def test_a_list_with_names_is_no_sign_once_three_messages_met_with_silence(told):
    listed = {"people": [{"person_id": 1, "evidence": "mapped"}], "contacts": named(1)}

    assert told(**listed, sends=[{"person_id": 1}] * 2)[1][1]["circle"] == 1
    assert told(**listed, sends=[{"person_id": 1, "opened": True}] * 3)[1][1]["circle"] == 3


def test_who_works_at_a_small_place_with_somebody_we_know_is_in_circle_two(told):
    small = [{"person_id": n, "organisation": "Mill" if n % 2 else "MILL "} for n in range(1, 21)]
    large = [*small, {"person_id": 21, "organisation": "Mill"}]

    assert told(people=small, orders=FRIEND)[1][1]["circle"] == 2
    assert told(people=large, orders=FRIEND)[1][1]["circle"] == 3


MARKS = [
    ({"people": [{"person_id": 1}]}, (0, 0, 0)),
    ({"orders": bought(1, 1)}, (1, 0, 0)),
    ({"orders": bought(1, 1, 2)}, (1, 1, 0)),
    ({"orders": bought(1, 1, 2, 3, 4, 5)}, (2, 2, 0)),
    ({"orders": bought(1, 1) * 5}, (1, 0, 0)),  # five lines of one day are one day
    ({"sends": [{"person_id": 1, "replied": True}]}, (1, 1, 1)),
    ({"sends": [{"person_id": 1, "replied": True}] * 2}, (2, 1, 2)),
    ({"sends": READS}, (1, 0, 1)),
    ({"adoptions": [{"person_id": 3, "told_by": 1}]}, (2, 2, 1)),
    ({"adoptions": [{"person_id": 3, "told_by": 1}, {"person_id": 4, "told_by": 1}]}, (2, 2, 2)),
    ({"contacts": [{"person_id": 1, "email": "a@b.example"}],
      "consents": [{"person_id": 1, "channel": "email", "state": "given"}]}, (0, 1, 0)),
]  # fmt: skip


def test_know_trust_and_interest_each_rest_on_something_that_was_counted(told):
    _, people = told(**side_by_side(rows for rows, _ in MARKS))

    found = [people[1000 * place + 1] for place in range(len(MARKS))]
    assert [(one["know"], one["trust"], one["interest"]) for one in found] == [marks for _, marks in MARKS]


def test_the_reason_gives_every_sign_with_its_figure(told):
    _, people = told(
        people=[{"person_id": 1, "evidence": "linkedin"}, {"person_id": 5}],
        contacts=[{"person_id": 1, "name": "Ann", "email": "a@b.example"}],
        consents=[{"person_id": 1, "channel": "email", "state": "given"}],
        orders=bought(1, 31, 3) + bought(2, 9),
        sends=[{"person_id": 1, "replied": True, "clicked": True}],
        adoptions=[{"person_id": 2, "told_by": 1}, {"person_id": 3, "told_by": 1}],
    )

    assert people[1]["reason"] == (
        "brought 2 people; bought on 2 days; last on 29 October 2026; answered 1 message; clicked in 1 message; "
        "on your own contact list; agreed to be written to"
    )
    assert people[2]["reason"] == "bought on 1 day; last on 23 October 2026; came through somebody you know"
    assert people[5]["reason"] == "on a list, and nothing links them to you"


def test_orders_without_a_day_are_told_without_one(told):
    _, people = told(orders=[{"customer_id": 1}])

    assert people[1]["reason"] == "bought on 1 day"
