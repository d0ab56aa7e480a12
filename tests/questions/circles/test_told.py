"""Told: who came through whom, as far as anybody wrote it down."""

from acquaintances import bought, tables
from standout.network import codes
from standout.questions.circles.told import told as came_through

CODE = codes.made(b"an owner's secret", 1, "2026-W40-1", 1, ())
GIVEN = [{"code": CODE, "person_id": 1}, {"code": "COUNTER"}]


def pairs(engine, **rows):
    came = came_through(engine(**tables(**rows)))
    return set(zip(came.children.tolist(), came.parents.tolist(), strict=True))


def test_told_by_and_a_code_are_two_ways_to_say_the_same(engine):
    adoptions = [{"person_id": 2, "told_by": 1}, {"person_id": 2, "code": CODE}, {"person_id": 3, "code": CODE}]

    assert pairs(engine, adoptions=adoptions, codes=GIVEN) == {(2, 1), (3, 1)}


def test_a_code_on_an_order_is_read_however_it_is_written(engine):
    ways = [CODE, CODE.lower(), CODE.replace("-", " ")]
    orders = [row for person, written in enumerate(ways, start=2) for row in bought(person, 3, 1, code=written)]

    assert pairs(engine, orders=orders, codes=GIVEN) == {(2, 1), (3, 1), (4, 1)}


def test_a_code_that_is_nobodys_tells_nothing(engine):
    others = ["SUMMER10", "COUNTER", "", CODE[:-1], None]
    orders = [row for person, written in enumerate(others, start=2) for row in bought(person, 3, code=written)]

    assert pairs(engine, orders=orders, codes=GIVEN) == set()


def test_nobody_comes_through_themselves_and_no_refunded_order_counts(engine):
    orders = bought(1, 3, code=CODE) + bought(2, 3, code=CODE, refunded=True)

    assert pairs(engine, orders=orders, codes=GIVEN, adoptions=[{"person_id": 4, "told_by": 4}]) == set()


def test_an_order_that_names_nobody_counts_for_whose_code_it_came_with(told):
    findings, people = told(
        orders=[{"order_id": "a", "code": CODE}, {"order_id": "a", "code": CODE}, {"order_id": "b", "code": CODE}],
        codes=GIVEN,
        people=[{"person_id": 1}],
    )

    assert people[1]["reason"] == "brought 2 people"
    facts = findings["who came through whom"].facts
    assert (facts["through"], facts["unnamed"]) == (0, 2)


def test_two_who_name_each_other_both_brought_somebody(told):
    _, people = told(adoptions=[{"person_id": 1, "told_by": 2}, {"person_id": 2, "told_by": 1}])

    assert {person: (row["circle"], row["known_by"]) for person, row in people.items()} == {
        1: (1, "teller"), 2: (1, "teller"),
    }  # fmt: skip
