"""What a world brings in a month, by hand."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.est.conftest import businesses, reviews
from standout.questions.est.revenue import MONTH, Takings, earnings, persons, share_between, takings
from standout.tables import table

LAST = date(2026, 10, 31)
FIRST = LAST - timedelta(days=364)


def orders(*rows):
    """Give ``orders`` from mappings; an amount in pence, on the last day, in pounds unless it says otherwise."""
    full = [
        {"order_id": str(place), "ordered_at": LAST, "currency": "GBP", "refunded": False, **row}
        for place, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(full, schema=table("orders").schema())


@pytest.fixture
def told(engine):
    """Give ``told(orders..., reviewers)``: what the orders say of a month."""

    def ask(*rows, reviewers=(), own=1, as_of=None):
        named = businesses("Deli", "East", "North")
        named = named.set_column(2, "ours", pa.array([place < own for place in range(3)]))
        held = reviews(*({"business": 0, "person": person, "a_food": 5} for person in (*reviewers, None)))
        return takings(engine(orders=orders(*rows), businesses=named, reviews=held), 0, as_of)

    return ask


YEAR = ({"amount": 36_500_00, "ordered_at": FIRST}, {"amount": 36_500_00})


def test_a_month_is_the_latest_years_orders_by_its_days(told):
    # 73,000 pounds in 365 days are 200 a day
    found = told(*YEAR)

    assert (found.reason, found.currency, found.days) == ("", "GBP", 365)
    assert found.monthly == pytest.approx(200 * MONTH)


def test_orders_older_than_the_latest_year_and_later_than_the_day_asked_about_dont_count(told):
    old = {"amount": 1_000_000_00, "ordered_at": FIRST - timedelta(days=1)}
    late = {"amount": 1_000_000_00, "ordered_at": LAST + timedelta(days=1)}

    assert told(*YEAR, old, late, as_of=LAST).monthly == pytest.approx(200 * MONTH)


def test_money_that_went_back_is_not_counted_twice(told):
    back, below = {"amount": 500_00, "refunded": True}, {"amount": -365_00, "refunded": True}

    assert told(*YEAR, back).monthly == pytest.approx(200 * MONTH)
    assert told(*YEAR, below).monthly == pytest.approx(199 * MONTH)


def test_a_currency_without_small_coins_is_taken_whole(told):
    yen = [row | {"currency": "JPY"} for row in YEAR]

    assert told(*yen).monthly == pytest.approx(20_000 * MONTH)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "none"),
        (({"amount": None},), "none"),
        (({"amount": 100, "refunded": True},), "none"),
        ((*YEAR, {"amount": 5, "currency": "EUR"}), "mixed"),
        ((*YEAR, {"amount": 5, "currency": None}), "mixed"),
        (({"amount": 100, "ordered_at": None},), "undated"),
        (({"amount": 100, "ordered_at": LAST - timedelta(days=26)}, {"amount": 100}), "short"),
        (({"amount": -100, "ordered_at": FIRST}, {"amount": 50}), "none"),
    ],
)
def test_where_orders_dont_tell_there_is_no_sum_and_a_reason(told, rows, reason):
    found = told(*rows)

    assert found.reason == reason
    assert earnings(found, np.array([1, 2]), [np.array([True, False])]) == [None]


def test_with_two_businesses_of_ours_no_sum_is_given_to_either(told):
    assert told(*YEAR, own=2).reason == "several"


def test_customers_are_those_who_also_reviewed_us(told):
    found = told(*({**row, "customer_id": who} for who in (7, 8, 9) for row in YEAR), reviewers=(8, 9, 9, 11))

    assert found.customers.tolist() == [8, 9]
    assert found.spent.tolist() == [73_000_00, 73_000_00]


def month(spent=(), monthly=1000.0):
    return Takings(monthly, "GBP", np.arange(len(spent)), np.array(spent, dtype=np.int64))


def test_without_customers_who_reviewed_a_world_has_its_share_of_our_reviews():
    # 25 of 100 reviews: a quarter of 1,000; Wilson: (0.25 + 1.92/100 ± ...) gives .1755 to .3430
    [made] = earnings(month(), np.full(100, -1), [np.arange(100) < 25])

    assert (made.monthly, made.currency, made.joined) == (250.0, "GBP", 0)
    assert (made.low, made.high) == pytest.approx((175.5, 343.0), abs=0.1)


def test_where_enough_customers_reviewed_their_spending_is_shared_out():
    # 40 customers: the 10 in the world spent 90 each, the others 10: 900 of 1,200
    spent = [9000] * 10 + [1000] * 30
    inside = np.arange(40) < 10
    [made] = earnings(month(spent), np.arange(40), [inside])

    assert (made.monthly, made.joined) == (pytest.approx(750.0), 40)
    assert made.low < 750 < made.high


def test_a_few_customers_who_reviewed_say_too_little():
    [made] = earnings(month([9000] * 10), np.arange(40), [np.arange(40) < 10])

    assert (made.monthly, made.joined) == (250.0, 0)


def test_one_customers_money_is_shared_among_the_worlds_they_reviewed_from():
    # everybody wrote twice, once in each world: each brings in half
    reviewer = np.repeat(np.arange(30), 2)
    first = np.arange(60) % 2 == 0
    made = earnings(month([5000] * 30), reviewer, [first, ~first])

    assert [one.monthly for one in made] == pytest.approx([500.0, 500.0])


def test_one_large_customer_widens_the_range():
    inside = np.arange(40) < 20
    [even] = earnings(month([100] * 40), np.arange(40), [inside])
    [uneven] = earnings(month([100_000, *[100] * 39]), np.arange(40), [inside])

    assert uneven.high - uneven.low > 1.5 * (even.high - even.low)


def test_worlds_that_share_out_our_reviews_share_out_the_month():
    reviewer = np.array([1, 1, 2, 3, -1, -1, 4])
    worlds = [np.arange(7) % 3 == which for which in range(3)]

    assert sum(one.monthly for one in earnings(month(), reviewer, worlds)) == pytest.approx(1000.0)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.1, 100)), min_size=1, max_size=30))
def test_the_share_lies_in_its_range(people):
    part, size = np.array([a * b for a, b in people]), np.array([b for _, b in people])
    share, low, high = share_between(part, size)

    assert -1e-9 <= low <= share + 1e-9 <= high + 2e-9 <= 1 + 3e-9


def test_the_range_holds_the_true_share_as_often_as_it_says():
    random = np.random.default_rng(3)
    held = 0
    for _ in range(800):
        size = random.lognormal(0, 1, 60)
        _, low, high = share_between(size * (random.random(60) < 0.2), size)
        held += low <= 0.2 <= high

    assert held / 800 > 0.92  # 0.95 less what heavy spenders and 800 draws may take


def test_the_range_allows_for_a_small_world_of_large_spenders():
    # counting how many people their sums say as much as, alone, would hold the truth 82 times in 100
    random = np.random.default_rng(4)
    inside, outside = 0.1 * np.exp(1.5), 0.9 * np.exp(0.045)
    held = 0
    for _ in range(800):
        there = random.random(200) < 0.1
        size = np.where(there, random.lognormal(1, 1, 200), random.lognormal(0, 0.3, 200))
        _, low, high = share_between(size * there, size)
        held += low <= inside / (inside + outside) <= high

    assert held / 800 > 0.88


def test_people_are_told_apart_by_id_and_the_unknown_are_each_their_own():
    assert persons(np.array([5, -1, 5, 2, -1])).tolist() == [1, 2, 1, 0, 3]
    assert persons(np.array([], dtype=np.int64)).tolist() == []
