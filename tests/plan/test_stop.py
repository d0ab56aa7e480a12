"""What to stop: each effort once, with every reason, and the minutes it gives back."""

from dataclasses import replace
from datetime import date, timedelta

from standout.plan.offers import Offers, Tried
from standout.plan.stop import reasons, stops

TODAY = date(2026, 11, 22)


def effort(channel="instagram", minutes=90, audience=3, objective=None, measure=None, until_at=None):
    return {
        "channel": channel, "minutes": minutes, "cost": 0, "audience": audience, "objective": objective,
        "measure": measure, "until_at": until_at,
    }  # fmt: skip


def offers(*efforts, tried=None):
    return Offers(today=TODAY, efforts=efforts, tried=tried or {})


def test_an_effort_with_an_objective_a_measure_and_a_day_stays():
    sound = effort("walks", audience=1, objective="reach", measure="codes", until_at=date(2026, 12, 31))

    assert stops(offers(sound)) == []


def test_an_effort_for_everyone_counted_in_likes_is_listed_once_with_its_reasons():
    [stop] = stops(offers(effort(measure="Likes")))

    assert (stop.what, stop.minutes_back) == ("instagram", 90)
    assert "everyone" in stop.reason
    assert "Likes" in stop.reason
    assert "what it is for" in stop.reason


def test_a_day_that_is_past_is_a_reason():
    assert list(reasons(effort(audience=1, objective="reach", measure="codes", until_at=date(2026, 11, 1)), TODAY)) == [
        "The day to look at it was 1 November 2026."
    ]


def test_what_gives_back_most_comes_first():
    found = stops(offers(effort("leaflets", 30), effort("instagram", 90)), me_too=["Great service."])

    assert [one.what for one in found] == ["instagram", "leaflets", "Saying “Great service.”"]
    assert sum(one.minutes_back for one in found) == 120


def test_a_tactic_that_twice_brought_nothing_is_told_while_it_is_news():
    tried = Tried(done=2, asked=2, seen=0, last_at=TODAY - timedelta(days=30))
    [stop] = stops(offers(tried={"counter_card": tried}))

    assert stop.minutes_back == 0  # it is offered no more, so it takes no time any more
    assert stops(offers(tried={"counter_card": replace(tried, seen=1)})) == []
    assert stops(offers(tried={"counter_card": replace(tried, last_at=TODAY - timedelta(days=121))})) == []


def test_a_count_of_likes_is_one_however_it_is_called_and_money_is_told():
    row = {**effort(audience=1, objective="reach", measure="Instagram likes", until_at=date(2026, 12, 1)), "cost": 4000}
    [stop] = stops(offers(row))

    assert "likes" in stop.reason
    assert "40.00" in stop.reason
