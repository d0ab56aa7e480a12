"""Ests that are looked up: like for like, beat and not match, and nothing old."""

from datetime import timedelta

import pytest

from questions.est.conftest import AS_OF, businesses, facts, reviews

NAMES = ("Deli", "North", "South", "East")
OLD = {"day": AS_OF - timedelta(days=91)}


def prices(*amounts, item="flat white", unit="GBP", **more):
    """Give one price for each business, ours first."""
    return [(b, "price", item, amount, unit, more) for b, amount in enumerate(amounts) if amount is not None]


def test_cheapest_must_beat_every_rival_and_names_the_day(ask):
    [found], table = ask(businesses=businesses(*NAMES), facts=facts(*prices(2.5, 2.8, 2.6, 3.0)))

    assert (found.aspect, found.verdict, found.tier) == ("cheapest flat white", "yes", "proven")
    assert found.facts["lead"] == pytest.approx(2.6 - 2.5)
    assert found.facts["best_rival"] == "South"
    assert found.sentence == (
        "Yes: the cheapest flat white is at Deli, ahead of all 3 rivals we looked at. It is 2.50 GBP there, and "
        "2.60 GBP at South, the next. This was seen on 1 November 2026."
    )
    assert {row["business"]: (row["rank"], row["standing"]) for row in table} == {
        "Deli": (1, "ours"),
        "South": (2, "ahead"),
        "North": (3, "ahead"),
        "East": (4, "ahead"),
    }


def test_matching_the_cheapest_is_no_best(ask):
    [found], _ = ask(businesses=businesses(*NAMES), facts=facts(*prices(2.5, 2.8, 2.5, 3.0)))

    assert (found.verdict, found.facts["rank_low"], found.facts["rank_high"]) == ("close", 1, 2)
    assert "Deli has the same price as South: 2.50 GBP. A best must beat, not match." in found.sentence


def test_someone_cheaper_is_named(ask):
    [found], _ = ask(businesses=businesses(*NAMES), facts=facts(*prices(2.7, 2.8, 2.5, 2.6)))

    assert (found.verdict, found.facts["behind"]) == ("no", 2)
    assert "East and South are ahead of Deli, which has 2.70 GBP. It is 3rd of 4" in found.sentence


def test_only_the_same_item_in_the_same_money_is_compared(ask):
    rows = [*prices(2.5, 2.8, None, None), (2, "price", "flat white", 2.0, "EUR"), (3, "price", "tea", 1.0, "GBP")]
    [found], _ = ask(businesses=businesses(*NAMES), facts=facts(*rows))

    assert (found.verdict, found.facts["rivals_judged"], found.needed.more) == ("not_enough", 1, 2)


def test_a_basket_counts_those_who_price_all_of_it(ask):
    # flat white 2.5 + cake 3.0 = 5.5 against 2.4 + 3.5 = 5.9, 2.6 + 3.1 = 5.7, 3.0 + 2.9 = 5.9; West has no cake
    rows = prices(2.5, 2.4, 2.6, 3.0, 1.0) + prices(3.0, 3.5, 3.1, 2.9, item="cake")
    findings, _ = ask(businesses=businesses(*NAMES, "West"), facts=facts(*rows))

    [basket] = [finding for finding in findings if finding.aspect == "cheapest basket of 2 items"]
    assert (basket.verdict, basket.facts["rivals_judged"]) == ("yes", 3)
    assert basket.estimate == pytest.approx(5.5)
    assert basket.facts["lead"] == pytest.approx(5.7 - 5.5)


def test_what_was_seen_more_than_ninety_days_ago_does_not_count(ask):
    rivals, ours = prices(None, 2.8, 2.6, 3.0), prices(2.5)
    [old], _ = ask(businesses=businesses(*NAMES), facts=facts(*rivals, *prices(2.5, **OLD)))
    [fewer], _ = ask(
        businesses=businesses(*NAMES), facts=facts(*ours, *rivals[:2], (3, "price", "flat white", 3.0, "GBP", OLD))
    )

    assert (old.verdict, old.needed.of) == ("not_enough", "looks")
    assert fewer.verdict == "not_enough"
    assert "Too old to count: East." in fewer.sentence


def test_the_newest_look_counts(ask):
    rows = [*prices(2.5, 2.0, 2.6, 3.0, day=AS_OF - timedelta(days=9)), (1, "price", "flat white", 2.8, "GBP")]
    [found], _ = ask(businesses=businesses(*NAMES), facts=facts(*rows))

    assert found.verdict == "yes"
    assert "between 23 October 2026 and 1 November 2026" in found.sentence


def test_figures_whose_ranges_meet_are_too_close(ask):
    rows = [
        (b, "reply_hours", None, float(h), "hours", {"low": h - 1.0, "high": h + 1.0})
        for b, h in enumerate([4, 5, 9, 9])
    ]
    [found], _ = ask(businesses=businesses(*NAMES), facts=facts(*rows))

    assert (found.aspect, found.verdict, found.facts["ahead_of"]) == ("fastest reply", "close", 2)
    assert "too near to North to tell" in found.sentence


def test_more_is_better_for_hours_and_range(ask):
    rows = [(b, "open_hours", None, float(h), "hours_a_week") for b, h in enumerate([80, 60, 70, 50])]
    [found], _ = ask(businesses=businesses(*NAMES), facts=facts(*rows))

    assert (found.aspect, found.verdict, found.facts["lead"]) == ("longest opening time", "yes", 10)


def replies(business, days, waiting=0):
    """Give 40 reviews, 30 answered after so many days and 10 a day later, then ``waiting`` more without an answer."""
    start = AS_OF - timedelta(days=100)
    taken = [days] * 30 + [days + 1] * 10
    answered = [{"business": business, "day": start, "reply": start + timedelta(days=d)} for d in taken]
    return answered + [{"business": business, "day": start} for _ in range(waiting)]


def test_replies_are_worked_out_with_those_still_waiting_and_never_more_than_likely(ask):
    # half of North's 40 were answered by day 9, and half of South's 50 (30 of them); of East's 90 reviews 50 still
    # wait after 100 days, so that its median is longer than any seen and it has none
    rows = replies(0, 1) + replies(1, 9) + replies(2, 9, waiting=10) + replies(3, 9, waiting=50)
    few, table = ask(reviews=reviews(*rows), businesses=businesses(*NAMES))
    fourth, _ = ask(reviews=reviews(*rows, *replies(4, 9)), businesses=businesses(*NAMES, "West"))

    assert few[0].verdict == "not_enough"
    assert {row["business"]: row["estimate"] for row in table} == {"Deli": 24, "North": 216, "South": 216, "East": None}
    [found] = fourth
    assert (found.verdict, found.tier) == ("probably", "likely")
    assert "worked out from dated replies" in found.sentence


def test_a_business_whose_file_has_no_replies_is_not_called_slow(ask):
    rows = replies(0, 1) + [{"business": b, "day": AS_OF} for b in (1, 2, 3) for _ in range(40)]
    [found], _ = ask(reviews=reviews(*rows), businesses=businesses(*NAMES))

    assert (found.verdict, found.facts["rivals_judged"]) == ("not_enough", 0)
