"""Bonds: how people hang together, always as the lists show it."""

from datetime import date

from acquaintances import named
from standout.words import say

BONDS = say("circles.aspect.bonds")


def tied(*pairs, **more):
    return [{"from_id": one, "to_id": other, **more} for one, other in pairs]


def test_pairs_bridges_and_groups_are_counted_without_the_owner(told):
    # 1-2-3 are tied, and so are 3-4-5-6 in a ring: 3 alone links 1 and 2 to the rest.  7 and 8 stand apart
    pairs = [(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 6), (6, 3), (7, 8), (0, 1), (1, 1)]
    findings, people = told(ties=tied(*pairs, kind="friend"), contacts=named(*range(1, 9)))

    assert findings[BONDS].sentence == (
        "Among the 8 people your files tie together, 8 pairs are tied, as these lists show it. That is 2.0 ties each. "
        "They stand in 2 groups, and the largest holds 6. 1 person alone links others to the rest, up to 2 of "
        "them. A list shows only its own ties, so there are more."
    )
    assert [person for person, row in people.items() if row["bridge"]] == [3]
    assert findings[BONDS].behind.num_rows == 8


def test_ties_that_one_side_makes_are_told_by_how_many_go_back(told):
    follows = tied((1, 2), (2, 1), (2, 3), (3, 4), kind="follows") + tied((5, 6), kind="friend")
    findings, _ = told(ties=follows)

    assert findings[BONDS].facts["back"] == 0.5
    assert "Of ties that one side makes, 50 % go both ways." in findings[BONDS].sentence


def test_growth_is_told_of_whole_quarters_only(told):
    days = [date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1), date(2026, 9, 30), date(2026, 10, 1)]
    dated = [row for n, day in enumerate(days) for row in tied((n, n + 1), at=day)]
    findings, _ = told(ties=[{**row, "from_id": row["from_id"] + 1, "to_id": row["to_id"] + 1} for row in dated])

    assert findings[BONDS].facts["quarters"] == {"2026-Q1": 1, "2026-Q2": 1, "2026-Q3": 2, "2026-Q4": 1}
    assert "In quarter 3 of 2026 2 new pairs were made, and 1 in the one before." in findings[BONDS].sentence


def test_with_no_ties_among_people_nothing_is_said_and_nobody_is_a_bridge(told):
    findings, people = told(ties=tied((0, 1), (0, 2)))

    assert BONDS not in findings
    assert not any(row["bridge"] for row in people.values())


def test_who_links_somebody_to_us_is_named_by_number(told):
    _, people = told(
        people=[{"person_id": 1, "evidence": "linkedin"}], contacts=named(1), ties=tied((1, 2)),
        adoptions=[{"person_id": 3, "told_by": 1}],
    )  # fmt: skip

    assert [people[n]["through_id"] for n in (1, 2, 3)] == [None, 1, 1]
