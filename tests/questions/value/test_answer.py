"""The whole answer: in which order it is told, whose reviews it looks at, and whom its figures are about."""

from datetime import date

import numpy as np
import pyarrow as pa

from questions.value.markets import asked, given, market, planted, stars
from standout.finding import Finding
from standout.questions.value.answer import answer, in_turn
from standout.questions.value.held import held
from standout.tables import table


def finding(name):
    return Finding(
        question="value",
        subject="Deli",
        aspect=name,
        verdict="probably",
        tier="likely",
        sentence_key="value.driver.told",
    )


def test_three_aspects_come_first_then_the_foremost_of_each_part_then_the_rest():
    parts = [["a1", "a2", "a3", "a4"], ["b1", "b2"], [], ["c1"]]

    told = in_turn([[finding(name) for name in one] for one in parts])

    assert [one.aspect for one in told] == ["a1", "a2", "a3", "b1", "c1", "a4", "b2"]


def test_the_table_has_the_columns_of_values(engine):
    findings, rows = answer(engine(**planted(each=60)), asked(), 7, None)

    assert rows.schema == table("values").schema()
    assert {"driver", "penalty", "reward"} <= set(rows["kind"].to_pylist())
    assert findings


def test_two_businesses_of_ours_or_none_are_not_asked_about(engine):
    tables = planted(each=20)
    businesses = tables["businesses"].to_pylist()
    for ours in ([0, 1], []):
        made = [row | {"ours": row["business_id"] in ours} for row in businesses]
        held_ = tables | {"businesses": pa.Table.from_pylist(made, schema=table("businesses").schema())}
        findings, rows = answer(engine(**held_), asked(), 7, None)
        assert findings == []
        assert rows.num_rows == 0


def test_rivals_are_those_named_and_everybody_where_none_is(engine):
    tables = planted(each=20)
    made = [row | {"rival": row["name"] == "South"} for row in tables["businesses"].to_pylist()]
    named = tables | {"businesses": pa.Table.from_pylist(made, schema=table("businesses").schema())}

    assert given(engine, tables).rivals == (1, 2)
    assert given(engine, named).rivals == (2,)
    assert set(given(engine, named).businesses.tolist()) == {0, 2}


def test_of_many_reviews_the_newest_are_looked_at_half_of_them_ours(engine):
    tables = planted(each=40)  # days run from the newest, review 0, to the oldest

    found = held(engine(**tables), 20, None)

    assert found.review_ids.tolist() == [*range(10), *range(40, 50)]
    assert found.of_ours().sum() == 10


def test_a_review_without_a_name_is_a_person_of_its_own(engine):
    tables = market([0, 0, 0, 0], {"a_overall": stars(np.full(4, 4.0))})
    ids = pa.array([5, None, None, 5], pa.int64())
    place = tables["reviews"].column_names.index("reviewer_id")
    tables["reviews"] = tables["reviews"].set_column(place, "reviewer_id", ids)

    people = given(engine, tables).people

    assert people[0] == people[3]
    assert len(set(people.tolist())) == 3


def test_whom_figures_are_about_is_said_with_first_and_last_day(engine):
    found = given(engine, planted(each=20))

    assert found.population() == (
        "among 60 people who reviewed Deli or its rivals, 3 businesses in all, from 3 August 2026 to 1 October 2026"
    )
    assert found.population(found.of_ours()).startswith("among 20 people who reviewed Deli, from 12 September 2026")


def test_reviews_without_a_day_are_told_of_without_one(engine):
    tables = planted(each=10)
    place = tables["reviews"].column_names.index("reviewed_at")
    tables["reviews"] = tables["reviews"].set_column(place, "reviewed_at", pa.nulls(30, pa.date32()))

    assert given(engine, tables).population() == (
        "among 30 people who reviewed Deli or its rivals, 3 businesses in all"
    )
    assert answer(engine(**tables), asked(), 7, date(2026, 11, 1))[0]


def test_a_business_that_nobody_reviewed_hears_that_there_is_not_enough(engine):
    tables = planted(each=10)

    findings, rows = answer(engine(**tables | {"reviews": tables["reviews"].slice(0, 0)}), asked(), 7, None)

    assert {one.verdict for one in findings} == {"not_enough"}
    assert rows.num_rows == 0
