"""Tie strengths: which way word passes, and what makes a tie stronger."""

import random

import pytest

from acquaintances import AS_OF, days_ago, tables
from standout.engine.duck import DuckEngine
from standout.measures import tie_strengths as measure
from standout.measures.tie_strengths import MUTUAL, ONE_WAY, SEEN, STARTS, said


def strengths(ties=(), adoptions=(), orders=()):
    """Give the rows by their two people."""
    engine = DuckEngine({}, tables(ties=list(ties), adoptions=list(adoptions), orders=list(orders)))
    rows = engine.arrow(engine.table("tie_strengths")).to_pylist()
    found = {(row["from_id"], row["to_id"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def tie(one, other, kind="wrote", ago=None):
    return {"from_id": one, "to_id": other, "kind": kind, "at": days_ago(ago) if ago is not None else None}


def test_word_passes_the_way_a_tie_runs_and_from_the_followed_to_who_follows():
    assert set(strengths([tie(1, 2, "wrote")])) == {(1, 2)}
    assert set(strengths([tie(1, 2, "follows")])) == {(2, 1)}
    assert set(strengths([tie(1, 2, "friend")])) == {(1, 2), (2, 1)}
    assert set(strengths(adoptions=[{"person_id": 5, "told_by": 4}])) == {(4, 5)}
    assert strengths([tie(1, 1, "friend")]) == {}


def test_strength_by_hand():
    rows = strengths([tie(1, 2, ago=0), tie(1, 2, ago=1), tie(1, 2, ago=1_460), tie(2, 1, ago=1_460)])

    # 1 wrote to 2 on three days: two more than one, so 2^(-2/5) of the 0.7 left above 0.3, three quarters of it as
    # 2 answers; the last day is the newest of all, so nothing faded
    assert rows[1, 2]["strength"] == pytest.approx(1 - 0.7 * 2 ** (-2 / 5) * 0.75)
    # 2 wrote on one day four years ago: 1 - 0.7 * 0.75, and half of it has faded
    assert rows[2, 1]["strength"] == pytest.approx((1 - 0.7 * 0.75) / 2)
    assert rows[1, 2]["contacts"] == 3
    assert rows[1, 2]["last_at"] == AS_OF
    assert rows[1, 2]["two_way"]
    assert rows[1, 2]["reason"] == "wrote answered lately"
    assert rows[2, 1]["reason"] == "wrote answered long_ago"


def test_who_is_tied_in_several_ways_has_the_strongest_start_and_all_kinds():
    rows = strengths([tie(1, 2, "linkedin"), tie(2, 1, "family")])

    assert rows[1, 2]["kinds"] == rows[2, 1]["kinds"] == "family linkedin"
    assert rows[1, 2]["strength"] == pytest.approx(STARTS["family"])
    assert rows[1, 2]["two_way"]


def test_a_kind_we_have_no_word_for_goes_both_ways_and_says_its_own_name():
    rows = strengths([tie(1, 2, "neighbour")])

    assert set(rows) == {(1, 2), (2, 1)}
    assert said(rows[1, 2]["reason"]) == "neighbour"


def test_a_kind_that_is_a_reason_or_more_than_a_short_word_only_says_that_they_know_each_other():
    kinds = (
        "often",
        "answered",
        "long_ago",
        "my old friend jane@secret.example 07700900",
        "business partner",
        "x" * 21,
    )
    rows = strengths([tie(n, n + 100, kind, ago=900) for n, kind in enumerate(kinds, 1)] + [tie(50, 60, ago=0)])

    for n in range(1, len(kinds) + 1):
        assert rows[n, n + 100]["kinds"] == "knows"
        assert rows[n, n + 100]["reason"] == "knows long_ago"  # no contact for 900 days, and only one ever
        assert said(rows[n, n + 100]["reason"]) == "they know each other; no contact for two years"


def test_people_who_are_only_seen_together_stay_weak_however_often():
    together = [
        {"customer_id": who, "ordered_at": days_ago(ago), "place": "Leith"} for who in (1, 2) for ago in range(9)
    ]

    rows = strengths(orders=together)

    assert rows[1, 2]["contacts"] == 9
    assert rows[1, 2]["strength"] == pytest.approx(STARTS["bought_with"])
    assert not rows[1, 2]["two_way"]


def test_family_does_not_fade_and_friends_do():
    rows = strengths([tie(1, 2, "family", ago=2_920), tie(3, 4, "friend", ago=2_920), tie(5, 6, "friend", ago=0)])

    assert rows[1, 2]["strength"] == pytest.approx(0.7)
    assert rows[3, 4]["strength"] == pytest.approx(0.5 / 4)  # eight years: halved twice
    assert rows[5, 6]["strength"] == pytest.approx(0.5)


def test_strengths_lie_between_nought_and_one_and_a_contact_more_weakens_no_tie_of_its_own():
    chance, before, more = random.Random(8), [tie(-1, -2, ago=0)], []  # the newest day stays the newest
    for case in range(0, 4_000, 10):  # four people each, side by side

        def drawn(case=case):
            kind = chance.choice([*STARTS, "neighbour"])
            return tie(case + chance.randint(1, 4), case + chance.randint(1, 4), kind,
                       chance.choice([None, chance.randint(0, 3_000)]))  # fmt: skip

        before += [drawn() for _ in range(chance.randint(0, 8))]
        more.append(drawn())
    now, looked_at = strengths([*before, *more]), 0

    assert all(0 <= row["strength"] <= 1 for row in now.values())
    added = {frozenset((one["from_id"], one["to_id"])): one["at"] for one in more}
    for pair, row in strengths(before).items():
        at = added.get(frozenset(pair), "none")
        if at is None or (at != "none" and row["last_at"] is not None):  # a first day tells how long they were silent
            looked_at += 1
            assert now[pair]["strength"] >= row["strength"] - 1e-12
    assert looked_at > 100


def test_every_kind_is_told_in_words():
    for key in (*STARTS, *ONE_WAY, *MUTUAL, *SEEN, *measure.REASONS):
        assert said(key)
        assert "_" not in said(key)


def test_nobody_known_makes_no_ties():
    assert strengths() == {}
