"""Tie chances: a guess by kind that is called one, until enough people came by ties of that kind."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from standout.measures.tie_chances import priors, tie_chances
from standout.measures.tie_strengths import STARTS
from standout.tables import table

DAY = date(2026, 1, 1)


def arrow(name, rows):
    return pa.Table.from_pylist(rows, schema=table(name).schema())


def tie(from_id, to_id, kind):
    return {"from_id": from_id, "to_id": to_id, "kind": kind, "evidence": kind}


def came(person_id, day=None, told_by=None, item="us"):
    at = None if day is None else DAY + timedelta(days=day)
    return {"person_id": person_id, "item": item, "at": at, "told_by": told_by}


def chances(engine, ties=(), adoptions=()):
    held = engine(ties=arrow("ties", ties), adoptions=arrow("adoptions", adoptions))
    found = tie_chances(held)
    assert found.schema.names == ["from_id", "to_id", "kind", "chance", "low", "high", "basis", "ties"]
    assert [str(kind) for kind in found.schema.types] == [
        "int64", "int64", "string", "double", "double", "double", "string", "int32",
    ]  # fmt: skip
    return found.to_pylist()


def test_without_comings_each_pair_has_the_guess_of_the_kind_that_carries_most(engine):
    [there, back] = chances(engine, [tie(7, -9, "friend"), tie(7, -9, "family")])
    family = priors()["family"]
    assert (there["from_id"], there["to_id"], back["from_id"], back["to_id"]) == (-9, 7, 7, -9)
    for row in (there, back):
        assert (row["kind"], row["basis"], row["ties"]) == ("family", "prior", 0)
        assert (row["low"], row["chance"], row["high"]) == (family.low, family.likely, family.high)


def test_a_kind_nobody_wrote_down_has_the_guess_of_any_other(engine):
    rows = chances(engine, [tie(1, 2, "bowling")])
    assert {row["kind"] for row in rows} == {"other"}
    assert {row["chance"] for row in rows} == {priors()["other"].likely}


def test_nothing_is_held_so_nothing_is_said(engine):
    assert chances(engine) == []
    assert chances(engine, adoptions=[came(1, 1)]) == []


def test_every_kind_of_tie_has_a_guess_that_spans_and_stronger_kinds_carry_more():
    assert set(STARTS) < set(priors())
    for prior in priors().values():
        assert 0 < prior.low < prior.likely < prior.high < 1
    assert priors()["family"].likely > priors()["friend"].likely > priors()["wrote"].likely > priors()["follows"].likely


def circles_of(random, tellers, each, chance, kind="friend", first=1):
    """Give ties of tellers who came over a year to friends of their own, some of whom come within a month."""
    ties, rows, new = [], [], first + tellers
    for teller in range(first, first + tellers):
        day = int(random.integers(0, 300))
        rows.append(came(teller, day))
        for _ in range(each):
            ties.append(tie(teller, new, kind))
            if random.random() < chance:
                rows.append(came(new, day + int(random.integers(1, 30))))
            new += 1
    return ties, rows


def test_a_kind_that_brought_enough_is_learnt_from_the_files_and_the_others_stay_guesses(engine):
    ties, rows = circles_of(np.random.default_rng(1), 60, 8, 0.12)
    held = chances(engine, [*ties, tie(5_000, 5_001, "linkedin")], rows)
    friend = next(row for row in held if row["kind"] == "friend")
    assert (friend["basis"], friend["ties"]) == ("learnt", 2 * len(ties))
    assert friend["low"] < 0.12 < friend["high"]
    assert friend["low"] < friend["chance"] < friend["high"]
    assert friend["high"] / friend["low"] < priors()["friend"].high / priors()["friend"].low
    assert {row["basis"] for row in held if row["kind"] == "linkedin"} == {"prior"}


def test_a_few_comings_leave_the_guess(engine):
    ties, rows = circles_of(np.random.default_rng(2), 10, 2, 0.1)
    assert {row["basis"] for row in chances(engine, ties, rows)} == {"prior"}


def test_who_came_all_by_themselves_teach_nothing_of_ties(engine):
    random = np.random.default_rng(3)
    ties = [tie(int(a), int(b), "friend") for a, b in random.integers(1, 400, (200, 2)) if a != b]
    rows = [came(person, int(random.integers(0, 360))) for person in range(1, 400) if random.random() < 0.4]
    held = chances(engine, ties, rows)
    learnt = [row for row in held if row["basis"] == "learnt"]
    assert all(row["low"] < 0.02 for row in learnt)


def test_who_referred_whom_teaches_nothing_since_those_who_were_not_referred_are_not_there(engine):
    rows = [came(teller, 0) for teller in range(1, 31)]
    rows += [came(100 + teller, 10, told_by=teller) for teller in range(1, 31)]
    held = chances(engine, [], rows)
    assert {(row["kind"], row["basis"]) for row in held} == {("referred", "prior")}


def test_it_is_used_who_told_whom_where_people_say_so(engine):
    # all tied to two tellers who came on one day; everybody who came names the first
    ties = [tie(teller, new, "friend") for teller in range(1, 13) for new in range(100 * teller, 100 * teller + 6)]
    ties += [tie(50 + teller, new, "wrote") for teller in range(1, 13) for new in range(100 * teller, 100 * teller + 6)]
    rows = [came(teller, teller) for teller in range(1, 13)] + [came(50 + teller, teller) for teller in range(1, 13)]
    rows += [came(100 * teller + i, teller + 15, told_by=teller) for teller in range(1, 13) for i in range(2)]
    rows.append(came(9_999, 200))  # so that everybody's month is over
    kinds = {row["kind"]: row for row in chances(engine, ties, rows) if row["kind"] != "referred"}
    assert kinds["friend"]["basis"] == "learnt"
    assert kinds["friend"]["low"] < 0.34 < kinds["friend"]["high"]  # 2 of 6
    assert kinds["wrote"]["basis"] == "prior"


def test_days_that_are_not_known_teach_nothing_and_are_no_error(engine):
    rows = [came(person) for person in range(1, 40)]
    held = chances(engine, [tie(person, person + 1, "friend") for person in range(1, 39)], rows)
    assert {row["basis"] for row in held} == {"prior"}


def test_the_same_twice(engine):
    ties, rows = circles_of(np.random.default_rng(1), 60, 8, 0.12)
    assert chances(engine, ties, rows) == chances(engine, ties[::-1], rows[::-1])


@pytest.mark.parametrize("item", ["us", "us, again"])
def test_a_person_may_come_for_several_things(engine, item):
    ties, rows = circles_of(np.random.default_rng(1), 60, 8, 0.12)
    again = [{**row, "item": item} for row in rows]
    held = chances(engine, ties, [*rows, *again])
    [friend] = {row["chance"] for row in held}
    assert 0.08 < friend < 0.16
