import numpy as np
import pyarrow as pa
import pytest

from aims import OURS, ago, orders, reviews, rows, sends, two_new_a_week, us
from standout.questions.strategy.followed import followed, measured
from standout.questions.strategy.metric import MONTH, Lacking, Metric
from standout.questions.strategy.strategies import OBJECTIVES

AS_OF = ago(0)


def test_new_customers_are_counted_in_the_second_half_of_the_orders_time(engine):
    # 40 whole weeks of two new people each: the first 20 tell who is known, the last 20 are counted
    held = followed(engine(orders=two_new_a_week(40)), "reach", OURS, "", AS_OF)

    assert held.counts == (2,) * 20
    assert (held.last, held.ends) == (ago(1), ago(0))
    assert held.baseline.rate == pytest.approx(2 / 7 * MONTH)


def test_who_bought_before_is_not_new(engine):
    old = [(1, 70 + 7 * n) for n in range(10)]
    again = [(1, 7 * n) for n in range(10)]

    assert followed(engine(orders=orders(*old, *again)), "reach", OURS, "", AS_OF).events == 0


def test_repeat_orders_are_those_on_a_later_day(engine):
    # two people from long ago; one buys twice on one day as a known customer, once as a new one
    bought = [(1, 150), (2, 150), (1, 10), (1, 10), (3, 5), (3, 5)]

    held = followed(engine(orders=orders(*bought)), "sell", OURS, "", AS_OF)

    assert held.events == 2  # both of the first's; the third's two are of their first day


def test_refunded_orders_and_those_of_nobody_count_for_nothing(engine):
    bought = pa.concat_tables([two_new_a_week(40), orders((901, 3), refunded=True)])
    nobody = rows("orders", [{"order_id": "x", "ordered_at": ago(2), "refunded": False}])

    held = followed(engine(orders=[bought, nobody]), "reach", OURS, "", AS_OF)

    assert held.events == 40


def test_costs_are_minutes_over_new_customers(engine):
    efforts = rows("efforts", [{"channel": c, "minutes": 60, "cost": 0, "audience": 3} for c in ("leaflets", "posts")])

    held = followed(engine(orders=two_new_a_week(40), efforts=efforts), "save", OURS, "", AS_OF)

    assert held.baseline.rate == pytest.approx(120 / 2)  # 120 minutes a week, two new people a week
    assert held.baseline.low < 60 < held.baseline.high
    assert held.detectable(91) < 60


def test_costs_are_money_where_no_minutes_are_said(engine):
    efforts = rows("efforts", [{"channel": "leaflets", "minutes": 0, "cost": 1500, "audience": 3}])

    held = followed(engine(orders=two_new_a_week(40), efforts=efforts), "save", OURS, "", AS_OF)

    assert held.name == "money_each"
    assert held.baseline.rate == pytest.approx(15.00 / 2)


def test_what_is_learned_is_reviews_with_words_and_answers(engine):
    # ten weeks of both files: a review with words and one without each week, an answer every other week
    written = [(n, 7 * n + 3, text) for n in range(11) for text in ("Too loud.", None)]
    sent = [(n, 7 * n + 3, None, n % 2 == 0) for n in range(11)]

    held = followed(engine(businesses=us(), reviews=reviews(*written), sends=sends(*sent)), "learn", OURS, "", AS_OF)

    assert held.counts == (1, 2) * 4 + (1,)  # rows 9 to 1: the days of the oldest and newest rows are left off


def test_reviews_of_a_rival_teach_nothing_here(engine):
    held = followed(
        engine(reviews=reviews(*[(n, 7 * n, "Good.") for n in range(20)], business=2)), "learn", OURS, "", AS_OF
    )

    assert held == Lacking("reviews")


def test_a_launch_counts_orders_of_the_item_whatever_the_case(engine):
    bought = [(n, 7 * n, "Oat latte" if n % 2 else "Tea") for n in range(20)]

    held = followed(engine(orders=orders(*bought)), "launch", OURS, "oat  LATTE", AS_OF)

    assert held.events == 9  # weeks 1, 3 ... 17; week 19 is the file's first day
    assert held.near == ""


def test_a_launch_of_what_was_never_sold_starts_from_nothing_and_names_what_is_like_it(engine):
    held = followed(engine(orders=orders(*[(n, 7 * n, "Latte") for n in range(20)])), "launch", OURS, "Lattes", AS_OF)

    assert held.events == 0
    assert held.near == "Latte"
    assert held.detectable(91) > 0


def test_an_old_file_is_counted_to_its_own_end(engine):
    # made 100 days ago: the weeks since are not in it, and are no weeks without customers
    bought = orders((900, 100 + 7 * 40 + 1), *[(n, 100 + 7 * n // 2) for n in range(80)])

    held = followed(engine(orders=bought), "reach", OURS, "", AS_OF)

    assert held.last == ago(101)  # its last day may be cut
    assert min(held.counts) == 2


def test_days_after_the_newest_order_are_not_days_without_customers(engine):
    # 40 weeks of orders end 27 days before the day that is looked at, that of the newest review
    bought = orders((900, 27 + 7 * 40 + 1), *[(n, 27 + 7 * n // 2) for n in range(80)])

    held = followed(engine(orders=bought, reviews=reviews((1, 0, "Good."))), "reach", OURS, "", AS_OF)

    assert (held.ends, held.last) == (ago(27), ago(28))
    assert held.baseline.rate == pytest.approx(2 / 7 * MONTH)


def test_of_two_tables_the_one_that_ends_first_is_named(engine):
    written = [(n, 7 * n, "Good.") for n in range(20)]
    sent = [(n, 70 + 7 * n, None, True) for n in range(20)]

    held = followed(engine(reviews=reviews(*written), sends=sends(*sent)), "learn", OURS, "", AS_OF)

    assert (held.table, held.ends, held.last) == ("sends", ago(70), ago(71))


def test_a_baseline_is_not_too_high_because_it_ends_where_the_rows_do(engine):
    # 50 lists of 16 weeks with one review in four weeks: the mean of their rates is within 3 standard errors
    rng, rates = np.random.default_rng(4), []
    for _ in range(50):
        days = np.repeat(np.arange(7 * 16), rng.poisson(0.25 / 7, 7 * 16))
        written = [(n, int(day), "Good.") for n, day in enumerate(days)]
        held = followed(engine(reviews=reviews(*written)), "learn", OURS, "", AS_OF)
        rates += [held.events / len(held.counts)] if isinstance(held, Metric) else []

    assert len(rates) >= 35
    assert abs(np.mean(rates) - 0.25) < 3 * np.std(rates) / len(rates) ** 0.5


def test_rows_after_the_day_are_not_looked_at(engine):
    held = followed(engine(orders=two_new_a_week(40)), "reach", OURS, "", ago(140))

    assert held.last == ago(140)
    assert held.counts == (2,) * 10


@pytest.mark.parametrize(
    ("objective", "tables", "what"),
    [
        ("reach", {}, "orders"),
        (
            "reach",
            {"orders": rows("orders", [{"order_id": "1", "ordered_at": ago(9), "refunded": False}])},
            "customers",
        ),
        ("sell", {}, "orders"),
        ("save", {"orders": two_new_a_week(40)}, "efforts"),
        ("learn", {}, "reviews"),
        ("launch", {"orders": two_new_a_week(40)}, "item"),
    ],
)
def test_what_the_files_lack_is_named(engine, objective, tables, what):
    assert followed(engine(**tables), objective, OURS, "", AS_OF).what == what


def test_orders_without_items_can_follow_no_launch(engine):
    assert followed(engine(orders=two_new_a_week(40)), "launch", OURS, "tea", AS_OF) == Lacking("items")


def test_too_short_a_time_says_how_many_days_are_missing(engine):
    # 3 whole weeks of orders, of which half could be counted; 8 are needed
    assert followed(engine(orders=two_new_a_week(3)), "reach", OURS, "", AS_OF) == Lacking("time", days=7 * (8 - 3))


def test_without_orders_a_list_of_who_came_tells_who_is_new(engine):
    came = rows("adoptions", [{"person_id": n // 2, "item": "us", "at": ago(7 * n)} for n in range(20)])

    held = followed(engine(adoptions=came), "reach", OURS, "", AS_OF)

    assert held.name == "told_customers"
    assert held.events == 9  # ten people, the first of them on the file's first day


def test_the_objectives_that_can_be_followed_are_named(engine):
    held = engine(businesses=us(), orders=two_new_a_week(40))

    assert measured(held, OBJECTIVES, OURS, "", AS_OF) == ["reach", "sell"]


def test_no_day_at_all_is_no_figure(engine):
    assert followed(engine(), "learn", OURS, "", None) == Lacking("reviews")
