import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from aims import OURS, ago, orders, reviews, rows, sends
from standout.questions.strategy.seen import SEEN_FROM, Seen, seen, unseen
from standout.questions.strategy.strategies import OBJECTIVES, strategies
from standout.questions.strategy.told import share

AS_OF = ago(0)
SIGNALS = {signal.name: signal for one in strategies() for signal in one.signals}


def looked(engine, **tables):
    return {name: (one.hits, one.of) for name, one in seen(engine(**tables), OURS, AS_OF).items()}


def test_the_interval_of_a_share_is_jeffreys():
    one = Seen(SIGNALS["clicks"], 3, 40)

    assert one.share == 3 / 40
    assert (one.low, one.high) == pytest.approx((beta.ppf(0.025, 3.5, 37.5), beta.ppf(0.975, 3.5, 37.5)))


def test_none_of_all_and_all_of_all_reach_the_ends():
    assert Seen(SIGNALS["clicks"], 0, 30).low == 0
    assert Seen(SIGNALS["clicks"], 30, 30).high == 1


@given(st.integers(1, 500), st.data())
def test_a_share_lies_in_its_interval(of, data):
    one = Seen(SIGNALS["clicks"], data.draw(st.integers(0, of)), of)

    assert 0 <= one.low <= one.share <= one.high <= 1


def test_a_reviewer_counts_once_however_much_they_write(engine):
    # 20 people, of whom one writes three times of the wait; a nameless review is a person of its own
    written = [(n, n, "Nice.") for n in range(1, 21)] + [(1, 40 + n, "We waited 20 minutes.") for n in range(3)]
    nameless = [(None, 50, "Long queue."), (None, 51, "Long queue.")]

    found = looked(engine, reviews=reviews(*written, *nameless))

    assert found["says_access"] == (3, 22)
    assert found["writes_again"] == (1, 20)


def test_reviews_of_others_and_without_words_are_not_read(engine):
    wordless = reviews(*[(n, n, None if n % 2 else "") for n in range(60)])
    theirs = reviews(*[(n, n, "Long queue.") for n in range(60)], business=2)

    assert "says_access" not in looked(engine, reviews=[wordless, theirs])


def test_fewer_than_twenty_people_show_nothing(engine):
    written = [(n, n, "Nice.") for n in range(SEEN_FROM)]

    assert "says_access" in looked(engine, reviews=reviews(*written))
    assert "says_access" not in looked(engine, reviews=reviews(*written[1:]))


def test_who_bought_again_is_asked_of_those_who_had_the_time(engine):
    # 20 people who first bought long ago, 5 of whom came back; 30 newcomers don't count
    old = [(n, 200) for n in range(20)] + [(n, 150) for n in range(5)]
    bought = orders(*old, *[(100 + n, 10) for n in range(30)])

    assert looked(engine, orders=bought)["buys_again"] == (5, 20)


def test_two_orders_on_one_day_are_one_visit(engine):
    bought = orders(*[(n, 200) for n in range(20)], *[(n, 200) for n in range(20)], (99, 0))

    assert looked(engine, orders=bought)["buys_again"] == (0, 20)


def test_who_had_the_time_to_come_back_is_told_by_where_the_orders_end(engine):
    # the file ends 60 days ago: who first bought 100 days ago had 40 days, not the 90 it takes
    old = [(n, 250) for n in range(20)] + [(n, 200) for n in range(5)]
    bought = orders(*old, *[(100 + n, 100) for n in range(30)], (0, 60))

    assert looked(engine, orders=bought)["buys_again"] == (5, 20)


def test_choosing_different_things_is_asked_of_those_who_came_back(engine):
    # 20 come back, 4 of them for something else; 10 come once
    first = [(n, 300, "Tea") for n in range(30)]
    back = [(n, 200, "Cake" if n < 4 else "Tea") for n in range(20)]

    assert looked(engine, orders=orders(*first, *back))["buys_varied"] == (4, 20)


def test_where_only_one_thing_is_sold_nobody_could_choose(engine):
    bought = [(n % 25, 10 * n, "Tea") for n in range(50)]

    assert "buys_varied" not in looked(engine, orders=orders(*bought))


def test_bought_elsewhere_is_away_from_the_commonest_place(engine):
    home = orders(*[(n, 9) for n in range(24)], place="Leith")
    away = orders(*[(n, 8) for n in range(6)], place="Fife")

    assert looked(engine, orders=[home, away])["buys_elsewhere"] == (6, 24)
    assert "buys_elsewhere" not in looked(engine, orders=home)


def test_gifts_are_orders_of_something_to_give(engine):
    bought = [(n, n, "Gift card 20" if n < 3 else "Tea") for n in range(40)]

    assert looked(engine, orders=orders(*bought))["gives"] == (3, 40)


def test_answers_are_counted_where_they_are_known(engine):
    sent = [(n, n, n < 4, n < 2) for n in range(30)] + [(n, n, None, None) for n in range(30)]

    found = looked(engine, sends=sends(*sent))

    assert found["clicks"] == (4, 30)
    assert found["replies"] == (2, 30)
    assert "opens" not in found


def test_a_file_that_never_shows_an_answer_is_no_zero(engine):
    assert looked(engine, sends=sends(*[(n, n, False, False) for n in range(60)])) == {}


def came(told, coded, posters, silent):
    """Give who came: told by somebody, with a code of a person, with one of a poster, or without a word."""
    held = [{"told_by": 7}] * told + [{"code": "1-F7KQ2-M"}] * coded + [{"code": "1-POST9-A"}] * posters
    adopted = [{"person_id": n, "item": "us", **one} for n, one in enumerate([*held, *[{}] * silent])]
    poster = {"code": "1-POST9-A", "play_id": "2026-W23-1", "generation": 1, "made_at": ago(30)}
    return {"adoptions": rows("adoptions", adopted), "codes": rows("codes", [poster])}


def test_who_was_told_is_asked_of_those_of_whom_it_is_known(engine):
    # 15 of the 34 who named somebody or came with a code: 44 %; the 26 who said nothing are not "not told"
    one = seen(engine(**came(14, 1, 19, 26)), OURS, AS_OF)["told_by_others"]

    assert (one.hits, one.of, one.unknown) == (15, 34, 26)
    assert one.share == 15 / 34
    # if none of the 26 was told, 15 of 60; if all were, 41 of 60
    assert (one.low, one.high) == pytest.approx((beta.ppf(0.025, 15.5, 45.5), beta.ppf(0.975, 41.5, 19.5)))
    assert share(one) == (
        "44 % of 34 who said how they came were told by somebody (15 % to 79 %). "
        "26 on your list of who came said nothing."
    )


def test_where_only_who_was_told_could_say_so_the_share_is_the_least(engine):
    # 26 named somebody, 34 said nothing, and nothing shows anybody who wasn't told: 26 of 60 at the least
    one = seen(engine(**came(26, 0, 0, 34)), OURS, AS_OF)["told_by_others"]

    assert (one.share, one.high) == (26 / 60, 1)
    assert share(one).startswith("At least 43 % of 60 people on your list of who came were told by somebody (")
    assert share(one).endswith(" to 100 %). 34 said nothing.")


def test_a_list_on_which_everybody_says_who_told_them_leaves_nobody_unknown(engine):
    one = seen(engine(**came(25, 0, 0, 0)), OURS, AS_OF)["told_by_others"]

    assert (one.of, one.unknown, one.least) == (25, 0, False)


def test_few_who_said_how_they_came_show_nothing_however_long_the_list(engine):
    assert "told_by_others" not in looked(engine, **came(7, 0, 0, 400))


def why(engine, *names, **tables):
    return unseen(engine(**tables), [SIGNALS[name] for name in names], AS_OF)


def test_why_something_is_not_seen_never_calls_a_file_missing_that_is_there(engine):
    clicked = [(n, n, n < 9, None) for n in range(60)]
    known = {"opens": "column", "replies": "column"}

    assert why(engine, "opens", "replies", sends=sends(*clicked)) == known
    assert why(engine, "replies") == {"replies": "none"}
    assert why(engine, "replies", sends=sends(*[(n, n, True, False) for n in range(60)])) == {"replies": "never"}
    assert why(engine, "clicks", sends=sends(*clicked[:12])) == {"clicks": "few"}
    assert why(engine, "says_access", reviews=reviews((1, 1, "Nice."))) == {"says_access": "few"}
    assert why(engine, "told_by_others", **came(7, 0, 0, 400)) == {"told_by_others": "few"}


def test_few_who_came_back_are_few_and_not_a_thing_that_never_happens(engine):
    # 30 orders with an item, but nobody of whom it could be seen whether they choose anything else
    assert why(engine, "buys_varied", orders=orders(*[(n, n, "Tea") for n in range(30)])) == {"buys_varied": "few"}
    assert why(engine, "gives", orders=orders(*[(n, n, "Tea") for n in range(30)])) == {"gives": "never"}


def test_ties_to_the_owner_show_nobody_who_knows_another(engine):
    people = rows("people", [{"person_id": n, "evidence": "list"} for n in range(1, 31)])
    tie = {"kind": "linkedin", "evidence": "list"}
    owner = [{"from_id": 0, "to_id": n, **tie} for n in range(1, 31)]
    between = [{"from_id": 1, "to_id": 2, **tie}, {"from_id": 2, "to_id": 3, **tie}, {"from_id": 4, "to_id": 4, **tie}]

    assert "tied" not in looked(engine, people=people, ties=rows("ties", owner))
    assert looked(engine, people=people, ties=rows("ties", owner + between))["tied"] == (3, 30)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("we waited half an hour to be served", "says_access"),
        ("no parking, and they close at four", "says_access"),
        ("so easy to book", "says_access"),
        ("the staff are knowledgeable and i learned a lot", "says_engage"),
        ("i read their blog every week", "says_engage"),
        ("they could make it gluten-free for me", "says_customize"),
        ("a bit more choice would not hurt", "says_customize"),
        ("a friend told me about this place", "says_connect"),
        ("i told all my friends", "says_connect"),
        ("they should open earlier", "says_collaborate"),
        ("i wish they had oat milk", "says_collaborate"),
    ],
)
def test_what_speaks_for_a_strategy_is_found_for_that_one_alone(text, signal):
    patterns = {name: one.pattern for name, one in SIGNALS.items() if one.kind == "reviews"}

    assert [name for name, pattern in patterns.items() if re.search(pattern, text)] == [signal]


@pytest.mark.parametrize("text", ["lovely coffee", "good food, friendly staff", "you should go there", "best in town"])
def test_plain_praise_speaks_for_none(text):
    assert not [name for name, one in SIGNALS.items() if one.kind == "reviews" and re.search(one.pattern, text)]


def test_each_strategy_can_be_seen_in_reviews_and_serves_each_objective():
    for one in strategies():
        assert any(signal.kind == "reviews" for signal in one.signals)
        assert set(one.fits) == set(OBJECTIVES)
        assert set(one.fits.values()) <= {1, 2, 3}


def test_each_signal_has_a_share_that_says_nothing_and_where_it_is_from():
    for one in SIGNALS.values():
        assert 0 < one.usual < 1
        assert one.anchor in ("measured", "judgement")
        assert one.weight > 0
