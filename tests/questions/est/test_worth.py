"""What a world is worth to its owner, in figures and in words."""

import math
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from questions.est.conftest import businesses, columns, reviews
from standout.questions.est.cover import cover
from standout.questions.est.market import Condition, Descriptor, markets
from standout.questions.est.naming import Spoken
from standout.questions.est.revenue import Earning, Takings
from standout.questions.est.worth import Ours, Worth, ours_in, rent_verdict, units, worth_said, worths

DAY, PLACE = Descriptor("d_day", "day", before=True), Descriptor("d_place", "place", before=True)
WEEKDAY, LEITH = Condition(DAY, "weekday"), Condition(PLACE, "Leith")
NONE = Takings(reason="none")


def worth(**more):
    base = Worth(
        rows=96, of_rows=412, reviewers=90, of_reviewers=380, market_share=0.1, own_share=0.12, hhi=0.2, rivals=5.2
    )
    return replace(base, **more)


def earning(low, monthly, high, joined=0, currency="GBP"):
    return worth(earning=Earning(monthly, low, high, currency, joined))


def told(**more):
    return Takings(15_000.0, "GBP", **more)


@pytest.fixture
def market(engine):
    """Give ours and a rival with reviews, and the engine."""
    rows = [
        {"business": 0, "person": 1, "d_day": "weekday", "d_place": "Leith", "a_food": 5},
        {"business": 0, "person": 1, "d_day": "weekday", "d_place": "Town", "a_food": 5},
        {"business": 0, "person": 2, "d_day": "weekend", "d_place": "Leith", "a_food": 5},
        {"business": 0, "person": None, "d_day": "weekday", "d_place": "Leith", "a_food": 5},
        {"business": 0, "person": None, "d_day": None, "d_place": "Leith", "a_food": 5},
        {"business": 1, "person": 3, "d_day": "weekday", "d_place": "Leith", "a_food": 5},
    ]
    held = engine(
        reviews=reviews(*rows), businesses=businesses("Deli", "East"), columns=columns("a_food", "d_day", "d_place")
    )
    return held, held.table("reviews"), markets(held)[0]


def test_our_reviews_are_told_by_the_worlds_they_are_from(market):
    ours = ours_in(*market, [(), (WEEKDAY,), (WEEKDAY, LEITH)])

    assert [held.tolist() for held in ours.inside] == [
        [True] * 5, [True, True, False, True, False], [True, False, False, True, False],
    ]  # fmt: skip
    assert [len(ours.people(held)) for held in ours.inside] == [4, 2, 2]
    assert ours.reviewer.tolist() == [1, 1, 2, -1, -1]
    assert ours.worlds == ({}, {"day": "weekday"}, {"day": "weekday", "place": "Leith"})


def test_figures_of_a_world_are_what_one_counts_by_hand(market):
    ours = ours_in(*market, [(WEEKDAY,), (WEEKDAY, LEITH)])
    # everybody's: 5 of ours and 1 of East's; weekday 3 and 1; weekday in Leith 2 and 1
    found = worths(ours, np.array([[3, 1], [2, 1]]), np.array([5, 1]), NONE)

    assert [(one.rows, one.of_rows, one.reviewers, one.of_reviewers) for one in found] == [(3, 5, 2, 4), (2, 5, 2, 4)]
    assert [one.market_share for one in found] == pytest.approx([4 / 6, 3 / 6])
    assert [one.own_share for one in found] == pytest.approx([3 / 4, 2 / 3])
    assert found[0].hhi == pytest.approx(9 / 16 + 1 / 16)
    assert found[0].rivals == 1.0
    assert found[0].earning is None


def test_facts_hold_numbers_and_nothing_that_has_no_end():
    facts = worth(rivals=math.nan).facts()

    assert facts["effective_rivals"] is None
    assert facts["world_share"] == pytest.approx(96 / 412)
    assert facts["revenue"] is None
    assert earning(1, 2, 3, joined=40).facts()["revenue_joined"] == 40
    assert worth(of_rows=0, rows=0).share == 0.0


def test_a_world_is_said_by_its_reviews():
    assert worth_said(worth(), NONE) == "Of its 412 reviews 96 came from there; that's 23 %."
    assert worth_said(worth(rows=1, of_rows=1), NONE) == "Of its 1 review 1 came from there; that's 100 %."


def test_what_it_brings_in_is_said_with_what_it_rests_on():
    assert worth_said(earning(2911, 3412, 3987), told()).partition("%. ")[2] == (
        "If those who review buy as others do, it brings in about 3,400 GBP a month, most likely 2,900 to 4,000."
    )
    assert worth_said(earning(2911, 3412, 3987, joined=61), told()).partition("%. ")[2] == (
        "Going by 61 customers who also reviewed you, it brings in about 3,400 GBP a month, most likely 2,900 to 4,000."
    )
    assert "about 0 a month, most likely 0 to 120." in worth_said(earning(0, 0, 120, currency=""), told())


def test_values_that_customers_write_themselves_are_said_with_how_many_do(engine):
    said = ["Leith on a weekday", "nice", "LEITH!", None, "weekdays in leith", "town"]
    place = ["Leith", "Leith", "Leith", "Leith", "Leith", "Town"]
    rows = [{"business": 0, "d_day": "weekday", "d_place": where, "a_food": 5} for where in place]
    held = reviews(*rows)
    held = held.set_column(held.schema.get_field_index("text"), "text", pa.array(said))
    made = engine(reviews=held, businesses=businesses("Deli", "East"), columns=columns("a_food", "d_day", "d_place"))
    whole = made.table("reviews")
    [market] = markets(made)

    for asked in (whole, whole.drop("text")):
        ours = ours_in(made, asked, market, [(WEEKDAY, LEITH)])
        [found] = worths(ours, np.array([[5, 1]]), np.array([6, 1]), NONE)
        assert found.words == (Spoken("Leith", 3, 4), Spoken("weekday", 2, 4))
        assert found.facts()["world_words"] == ["Leith", "weekday"]
        assert "“Leith” stands in 3 of the 4 reviews with text from there." in worth_said(found, NONE)
    assert ours_in(made, whole, market, [(LEITH,)], texts=False).text.null_count == 6


@pytest.mark.parametrize(
    ("ends", "verdict", "words"),
    [
        ((2000.0, 3000.0, 4000.0), "yes", "That pays the 2,000 GBP you asked for."),
        ((1000.0, 1500.0, 1999.0), "no", "That does not pay the 2,000 GBP you asked for."),
        ((1000.0, 2500.0, 4000.0), "close", "That is too near the 2,000 GBP you asked for to tell."),
    ],
)
def test_whether_it_pays_the_rent_is_said_only_where_the_whole_range_does(ends, verdict, words):
    one = earning(*ends)

    assert rent_verdict(one, 2000.0) == verdict
    assert worth_said(one, told(), rent=2000.0).endswith(words)


@pytest.mark.parametrize(
    ("takings", "words"),
    [
        (NONE, "Add your orders to see if this pays the rent."),
        (Takings(reason="undated"), "Your orders have no days, so there is no sum for a month."),
        (Takings(reason="short", days=1), "Your orders span 1 day. A sum for a month takes 28."),
        (
            Takings(reason="mixed"),
            "Your orders are in more than one currency, and these are never added up. So there is no sum.",
        ),
        (
            Takings(reason="several"),
            "Your orders don't say which of your businesses they are from, so there is no sum.",
        ),
    ],
)
def test_without_a_sum_the_floor_is_answered_with_what_is_missing(takings, words):
    assert rent_verdict(worth(), 2000.0) == "not_enough"
    assert worth_said(worth(), takings, rent=2000.0).endswith(f"23 %. {words}")


def test_a_rent_that_nobody_asked_about_is_not_answered():
    assert rent_verdict(earning(1, 2, 3), 0.0) == ""
    assert "pays" not in worth_said(worth(), NONE)


def of_ours(person, *inside):
    person = np.array(person)
    nothing = pa.chunked_array([pa.nulls(len(person), pa.string())])
    return Ours(person, person, tuple(np.array(held, dtype=bool) for held in inside), ({},) * len(inside), nothing)


def test_a_cover_goes_by_what_people_spent_and_else_by_our_reviews():
    # person 0 wrote three times, person 1 once and spent most
    ours = of_ours([0, 0, 0, 1], [1, 1, 1, 0], [0, 0, 0, 1])
    spent = told(customers=np.array([0, 1]), spent=np.array([100, 900]))

    assert [step.world for step in cover(*units(ours, spent))] == [1, 0]
    assert [step.world for step in cover(*units(ours, NONE))] == [0, 1]
    assert [step.world for step in cover(*units(ours, told()))] == [0, 1]
