from datetime import date, timedelta

import pyarrow as pa
import pytest

from standout.network.codes import made
from standout.questions.results import QUESTION
from standout.questions.results.answer import answer
from standout.questions.results.spread import LEVEL
from standout.tables import table

KEY = b"sixteen bytes of it"
START = date(2026, 6, 1)
NOW = date(2026, 11, 1)
DEFAULTS = {setting.name: setting.default for setting in QUESTION.settings}


def on(days):
    return START + timedelta(days=days)


def rows(name, held):
    return pa.Table.from_pylist(held, schema=table(name).schema())


def asked(people, play="2026-W23-1", generation=1, days=0, state="done"):
    """Give codes and asks of people who were asked in a play."""
    codes = [
        {"code": made(KEY, person, play, generation, ()), "person_id": person, "play_id": play,
         "generation": generation, "made_at": on(days)}
        for person in people
    ]  # fmt: skip
    asks = [
        {"play_id": play, "person_id": one["person_id"], "channel": "email", "code": one["code"], "asked_at": on(days),
         "state": state}
        for one in codes
    ]  # fmt: skip
    return codes, asks


def play(number="2026-W23-1", due=30, measure="code_used", low=None, high=None, days=0):
    return {
        "play_id": number, "tactic": "write_to_a_few", "channel": "email", "card": "", "message": "Hello.",
        "minutes": 30, "cost": 0, "measure": measure, "expected_low": low, "expected_high": high,
        "made_at": on(days), "due_at": on(due), "many": 0,
    }  # fmt: skip


def done(number="2026-W23-1", minutes=60, days=0, seen=None):
    return {"play_id": number, "state": "done", "minutes": minutes, "seen": seen, "done_at": on(days)}


def order(number, customer, code=None, days=1, refunded=False):
    return {
        "order_id": str(number), "customer_id": customer, "ordered_at": on(days), "code": code, "refunded": refunded,
    }  # fmt: skip


OURS = [{"business_id": 0, "name": "Deli", "ours": True, "rival": False}]
LAST = order("last", 999_999, "OTHER10", days=150)  # the files go on to the end of October


def told(engine, settings=(), as_of=NOW, **held):
    tables = {name: rows(name, held_rows) for name, held_rows in {"businesses": OURS, **held}.items()}
    findings, chains = answer(engine(**tables), {**DEFAULTS, **dict(settings)}, 7, as_of)
    assert chains.schema == table("chains").schema()
    return findings, chains.to_pylist()


def spread(findings):
    return findings[0]


def by_person(chains):
    return {row["person_id"]: (row["parent_id"], row["generation"], row["how"]) for row in chains}


def test_a_chain_is_read_back_from_codes_in_orders_and_from_names(engine):
    codes, asks = asked([1, 2])
    [first, second] = [one["code"] for one in codes]
    findings, chains = told(
        engine, codes=codes, asks=asks,
        orders=[order(1, 11, first.lower().replace("-", " ")), order(2, 12, second), LAST],
        adoptions=[{"person_id": 21, "item": "us", "at": on(5), "told_by": 11}],
    )  # fmt: skip

    assert by_person(chains) == {
        11: (1, 1, "code"), 12: (2, 1, "code"), 21: (11, 2, "told"), 999_999: (None, None, "unknown"),
    }  # fmt: skip
    funnel = findings[1].facts
    assert (funnel["asked"], funnel["shared"], funnel["brought"], funnel["shared_again"]) == (2, 2, 3, 1)
    assert (funnel["bought"], funnel["deepest"], funnel["beyond_first"]) == (2, 2, 1)
    assert funnel["visited"] is None


def test_a_customer_from_before_who_uses_a_code_was_brought_but_not_for_the_first_time(engine):
    codes, asks = asked([1])
    findings, chains = told(
        engine, codes=codes, asks=asks, orders=[order(0, 11, days=-50), order(1, 11, codes[0]["code"]), LAST]
    )

    assert by_person(chains)[11] == (1, 1, "code")
    assert (findings[1].facts["brought"], findings[1].facts["new"]) == (1, 0)


def test_orders_that_came_back_and_codes_used_by_their_own_giver_bring_nobody(engine):
    codes, asks = asked([1])
    code = codes[0]["code"]
    findings, chains = told(
        engine, codes=codes, asks=asks, orders=[order(1, 11, code, refunded=True), order(2, 1, code), LAST]
    )

    assert 11 not in by_person(chains)
    assert by_person(chains)[1] == (None, None, "unknown")
    assert findings[1].facts["brought"] == 0
    assert findings[-1].facts["aside_self"] == 1


def test_an_order_with_a_code_and_no_customer_is_somebody_who_was_brought(engine):
    codes, asks = asked([1])
    code = codes[0]["code"]
    findings, _ = told(engine, codes=codes, asks=asks, orders=[order(1, None, code), order(2, None, code), LAST])

    assert findings[1].facts["brought"] == 2
    assert findings[1].facts["bought"] == 2


def test_a_code_typed_wrongly_is_told_and_not_counted(engine):
    codes, asks = asked([1])
    code = codes[0]["code"]
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    findings, chains = told(engine, codes=codes, asks=asks, orders=[order(1, 11, wrong), order(2, 12, "SUMMER10")])

    assert by_person(chains)[11] == (None, None, "unknown")
    assert findings[-1].sentence == (
        f"In the files of Deli, 1 code was typed wrongly and not counted: {wrong} may be {code}. "
        "Put them right in your file if you know."
    )


def test_word_that_nobody_passes_on_dies_out(engine):
    # 40 asked, all time over, nobody brought: the most it may be is well below 1
    codes, asks = asked(range(1, 41))
    findings, _ = told(engine, {"lost": 0.0}, codes=codes, asks=asks, orders=[LAST])

    assert spread(findings).verdict == "no"
    assert spread(findings).tier == "likely"
    assert spread(findings).high < 0.5
    assert spread(findings).level == LEVEL


def test_word_that_each_who_came_passes_on_to_three_goes_on(engine):
    # 10 asked bring 1 each; these 10 bring 3 each, and the time of those 30 runs on
    codes, asks = asked(range(1, 11))
    orders = [order(i, 100 + i, one["code"]) for i, one in enumerate(codes)]
    names = [
        {"person_id": 1000 + 10 * i + j, "item": "us", "at": on(20), "told_by": 100 + i}
        for i in range(10) for j in range(3)
    ]  # fmt: skip
    findings, _ = told(engine, {"lost": 0.0}, as_of=on(45), codes=codes, asks=asks, orders=[*orders, LAST],
                       adoptions=names)  # fmt: skip
    first = spread(findings)

    assert (first.verdict, first.tier) == ("yes", "proven")
    assert first.estimate == 3
    assert first.facts["open"] == 30
    assert "goes on by itself" in first.sentence


def test_few_people_are_not_enough_and_it_says_how_many_more(engine):
    codes, asks = asked(range(1, 8))
    findings, _ = told(engine, {"lost": 0.0}, codes=codes, asks=asks,
                       orders=[order(1, 11, codes[0]["code"]), order(2, 12, codes[0]["code"]), LAST])  # fmt: skip
    first = spread(findings)

    assert first.verdict == "not_enough"
    assert first.estimate == pytest.approx(2 / 7)
    assert first.needed.more > 0
    assert first.reason


def test_people_whose_time_is_not_over_are_not_counted(engine):
    codes, asks = asked(range(1, 21))
    findings, _ = told(engine, as_of=on(29), codes=codes, asks=asks, orders=[LAST])
    first = spread(findings)

    assert first.verdict == "not_enough"
    assert first.facts["open"] == 20
    assert first.estimate is None
    # 20 windows end together on day 30, one day on
    assert first.needed.days == 1


def test_files_that_end_early_say_nothing_of_later_days(engine):
    # Today is in November, but the last order is of the fifth day: nobody's 30 days can have been seen
    codes, asks = asked(range(1, 21))
    findings, _ = told(engine, codes=codes, asks=asks, orders=[order(1, 7, "OTHER10", days=5)])

    assert spread(findings).facts["open"] == 20


def test_where_no_file_holds_a_code_a_zero_is_not_known(engine):
    codes, asks = asked(range(1, 41))
    findings, _ = told(engine, codes=codes, asks=asks, orders=[order(1, 7, None, days=150)])

    assert [one.verdict for one in findings] == ["not_enough", "counted"]
    assert spread(findings).sentence_key == "results.spread.unseen"
    assert findings[1].facts["shared"] is None


def test_codes_of_a_play_that_was_not_done_went_to_nobody(engine):
    codes, asks = asked(range(1, 41), state="skipped")
    findings, _ = told(engine, codes=codes, asks=asks, orders=[LAST])

    assert spread(findings).facts["asked"] == 0
    assert len(findings) == 1


def test_of_a_share_lost_that_nobody_knows_the_range_is_told(engine):
    # 40 asked brought 4; 20 new customers came in that time, and nobody knows through whom
    codes, asks = asked(range(1, 41))
    orders = [order(i, 100 + i, codes[i]["code"]) for i in range(4)]
    strangers = [order(50 + i, 500 + i, days=10) for i in range(20)]
    held = {"codes": codes, "asks": asks, "orders": [*orders, *strangers, LAST]}
    unknown, known = (spread(told(engine, {"lost": lost}, **held)[0]) for lost in (-1.0, 0.5))

    assert unknown.estimate == pytest.approx(4 / 40)
    assert unknown.facts["estimate_high"] == pytest.approx(24 / 40)
    assert unknown.facts["unknown"] == 20
    assert known.estimate == pytest.approx(2 * 4 / 40)
    assert "20 more people" in unknown.sentence
    assert "50 % of links lost" in known.sentence


def test_a_play_is_told_as_planned_and_seen_with_what_an_hour_brought(engine):
    # 4 asked, 8 came within the 30 days and one after it; two hours' work: 4 an hour
    codes, asks = asked([1, 2, 3, 4])
    orders = [order(i, 100 + i, codes[i % 4]["code"], days=5) for i in range(8)]
    findings, _ = told(
        engine, codes=codes, asks=asks, plays=[play(low=1.0, high=3.0)], actions=[done(minutes=120)],
        orders=[*orders, order(99, 200, codes[0]["code"], days=31), LAST],
    )  # fmt: skip
    [found] = [one for one in findings if one.claim]

    assert found.claim == "2026-W23-1"
    assert found.facts["seen"] == 8
    assert found.estimate == 4
    assert found.low < 4 < found.high
    assert found.verdict == "yes"
    assert "Planned were 1 to 3." in found.sentence


def hourly(engine, people, brought, minutes):
    """Give the finding of a play in which the first of some people brought so many."""
    codes, asks = asked(range(1, people + 1))
    orders = [order(i, 100 + i, codes[0]["code"], days=5) for i in range(brought)]
    findings, _ = told(engine, codes=codes, asks=asks, plays=[play()], actions=[done(minutes=minutes)],
                       orders=[*orders, LAST])  # fmt: skip
    [found] = [one for one in findings if one.claim]
    return found


def test_a_range_of_people_an_hour_without_an_end_says_only_the_least(engine):
    # 2 came by 2 people in a quarter of an hour: 8 an hour, and what two people tell of more is no bound at all
    found = hourly(engine, people=2, brought=2, minutes=15)

    assert found.sentence == (
        "2 people came with a code of play 2026-W23-1. "
        f"That is at least {found.low:.1f} an hour; more can't be told from one play of 2 people."
    )
    assert (found.estimate, found.high) == (8, None)
    assert 0 < found.low < 8


@pytest.mark.parametrize(
    ("people", "brought", "minutes", "words"),
    [
        (1, 0, 60, " That is at most 3.7 an hour."),  # Garwood's upper end of none: -ln 0.025 = 3.69
        (2, 0, 60, " How many that is an hour can't be told from one play of 2 people."),
        (1, 1, 60, " That is 1.0 an hour (likely 0.0 to 5.6)."),  # 5.57 people, less than ten times the one
    ],
)
def test_what_little_a_small_play_tells_of_an_hour_is_said_without_a_figure_that_says_nothing(
    engine, people, brought, minutes, words
):
    assert hourly(engine, people, brought, minutes).sentence.endswith(words)


def test_the_sentence_of_a_play_names_it_once(engine):
    for low, high in ((None, None), (1.0, 3.0), (30.0, 50.0), (4.0, 9.0)):
        codes, asks = asked([1, 2, 3, 4])
        orders = [order(i, 100 + i, codes[i % 4]["code"], days=5) for i in range(8)]
        findings, _ = told(engine, codes=codes, asks=asks, plays=[play(low=low, high=high)], actions=[done()],
                           orders=[*orders, LAST])  # fmt: skip
        [found] = [one for one in findings if one.claim]

        assert found.sentence.count("2026-W23-1") == 1
        assert "8 people came with a code of play 2026-W23-1." in found.sentence


def test_a_play_that_brought_less_than_planned_says_so(engine):
    codes, asks = asked(range(1, 41))
    findings, _ = told(engine, codes=codes, asks=asks, plays=[play(low=30.0, high=50.0)], actions=[done()],
                       orders=[order(1, 101, codes[0]["code"]), LAST])  # fmt: skip
    [found] = [one for one in findings if one.claim]

    assert (found.verdict, found.facts["seen"]) == ("no", 1)


@pytest.mark.parametrize(
    ("as_of", "orders", "why"),
    [
        (on(10), [LAST], "too early"),
        (NOW, [order(1, 5, "OTHER10", days=-3)], "the files end before"),
        (NOW, [order(1, 5, None, days=150)], "nothing in the files shows it"),
    ],
)
def test_what_cannot_be_told_of_a_play_is_never_zero(engine, as_of, orders, why):
    codes, asks = asked([1, 2])
    findings, _ = told(engine, as_of=as_of, codes=codes, asks=asks, plays=[play()], actions=[done()], orders=orders)
    [found] = [one for one in findings if one.claim]

    assert found.verdict == "not_enough"
    assert found.facts["seen"] is None
    assert found.reason == why
    assert found.needed is not None


def test_what_the_owner_counted_stands_where_no_file_shows_it(engine):
    findings, _ = told(engine, plays=[play(measure="heard")], actions=[done(seen=3)], orders=[LAST])
    [found] = [one for one in findings if one.claim]

    assert (found.facts["seen"], found.facts["counted_by"]) == (3, "owner")
    assert found.sentence.startswith("3 people told you something in play 2026-W23-1, as you counted.")


def test_buyers_among_those_asked_are_counted_and_claim_nothing(engine):
    codes, asks = asked([1, 2, 3])
    findings, _ = told(
        engine, codes=codes, asks=asks, plays=[play(measure="bought", low=1.0, high=2.0)], actions=[done()],
        orders=[order(1, 1), order(2, 1), order(3, 2), order(4, 3, days=31), LAST],
    )  # fmt: skip
    [found] = [one for one in findings if one.claim]

    assert (found.verdict, found.facts["seen"]) == ("counted", 2)
    assert "would have come anyway" in found.sentence


def test_answers_to_what_was_sent_are_counted_once_a_person(engine):
    _, asks = asked([1, 2, 3])
    sends = [
        {"message_id": i, "person_id": person, "sent_at": on(days), "replied": replied}
        for i, (person, days, replied) in enumerate([(1, 1, True), (1, 2, True), (2, 3, False), (3, 31, True)])
    ]
    findings, _ = told(engine, asks=asks, sends=sends, plays=[play(measure="replied")], actions=[done()],
                       orders=[LAST])  # fmt: skip
    [found] = [one for one in findings if one.claim]

    assert found.facts["seen"] == 1


def test_a_play_that_was_left_is_not_judged(engine):
    skipped = {**done(), "state": "skipped"}
    findings, _ = told(engine, plays=[play()], actions=[skipped], orders=[LAST])

    assert not [one for one in findings if one.claim]


def test_no_number_of_a_person_stands_in_a_finding(engine):
    people = [7_000_000_000_000 + i for i in range(12)]
    codes, asks = asked(people)
    findings, _ = told(engine, codes=codes, asks=asks, plays=[play()], actions=[done()],
                       orders=[order(1, people[0] + 500, codes[0]["code"]), LAST])  # fmt: skip

    assert not [one for one in findings if "70000000" in str(one.to_dict())]


def test_without_a_business_of_ours_there_is_nothing(engine):
    theirs = [{**OURS[0], "ours": False}]
    assert told(engine, businesses=theirs, orders=[LAST]) == ([], [])


def of_play(engine, measure, people=(), deed=None, as_of=NOW, **held):
    """Give the finding of one play with this measure, which asked these people."""
    _, asks = asked(people)
    findings, _ = told(engine, as_of=as_of, asks=asks, plays=[play(measure=measure, low=1.0, high=2.0)],
                       actions=[deed or done()], **{"orders": [LAST], **held})  # fmt: skip
    [found] = [one for one in findings if one.claim]
    return found


def review(number, days, business=0):
    return {"review_id": number, "business_id": business, "reviewed_at": on(days), "text": "Nice."}


def consent(person, days, state="given"):
    return {"person_id": person, "channel": "email", "state": state, "at": None if days is None else on(days)}


@pytest.mark.parametrize("measure", ["bought", "replied", "heard", "saved"])
def test_a_play_that_asked_nobody_by_name_is_not_seen_in_the_files(engine, measure):
    # the thing sells daily and letters are answered, but nobody was asked of whom that could tell
    daily = [order(i, 50 + i, days=i) for i in range(1, 30)]
    sends = [{"message_id": 1, "person_id": 3, "sent_at": on(2), "replied": True}]
    found = of_play(engine, measure, orders=[*daily, LAST], sends=sends)

    assert (found.verdict, found.facts["seen"], found.facts["counted_by"]) == ("not_enough", None, None)
    assert found.reason == "nothing in the files shows it"


@pytest.mark.parametrize("count", [0, 4])
def test_what_the_owner_counted_of_a_play_that_asked_nobody_stands(engine, count):
    found = of_play(engine, "bought", deed=done(seen=count))

    assert (found.facts["seen"], found.facts["counted_by"]) == (count, "owner")


def test_none_that_the_owner_counted_before_its_day_is_still_too_early(engine):
    codes, asks = asked([1, 2])
    findings, _ = told(engine, as_of=on(10), codes=codes, asks=asks, plays=[play()], actions=[done(seen=0)],
                       orders=[LAST])  # fmt: skip
    [found] = [one for one in findings if one.claim]

    assert (found.facts["seen"], found.reason) == (None, "too early")


def test_reviews_of_ours_written_while_a_play_ran_came_in_meanwhile(engine):
    # days 0 to 30: two of ours; one before, one after, one of another business
    held = [review(1, 0), review(2, 30), review(3, -1), review(4, 31), review(5, 9, business=1)]
    found = of_play(engine, "reviewed", reviews=held, orders=[])

    assert (found.verdict, found.facts["seen"], found.facts["counted_by"]) == ("counted", 2, "meanwhile")
    assert found.sentence.startswith("2 new reviews came in meanwhile, after play 2026-W23-1. Planned were 1 to 2.")
    assert found.sentence.endswith("Some would have been written anyway, so this can't tell what it brought.")


def test_who_agreed_for_the_first_time_while_a_play_ran_agreed_meanwhile(engine):
    # 1 and 2 agreed then; 3 had agreed before, 4 on a day nobody noted, 5 took it back, 6 agreed too late
    held = [consent(1, 3), consent(2, 30), consent(2, 30), consent(3, -9), consent(3, 5), consent(4, None),
            consent(4, 6), consent(5, 4, "withdrawn"), consent(6, 31)]  # fmt: skip
    found = of_play(engine, "agreed", consents=held, orders=[])

    assert (found.verdict, found.facts["seen"]) == ("counted", 2)
    assert "2 people agreed meanwhile to hear from you, after play 2026-W23-1." in found.sentence


@pytest.mark.parametrize("measure", ["reviewed", "agreed"])
def test_where_none_came_in_meanwhile_nothing_is_known(engine, measure):
    found = of_play(engine, measure, reviews=[review(1, 60)], consents=[consent(1, 60)])

    assert (found.facts["seen"], found.reason) == (None, "nothing in the files shows it")


def test_reviews_are_not_counted_before_the_day_to_look(engine):
    # on day 10 of 30, whatever day the orders end
    found = of_play(engine, "reviewed", as_of=on(10), reviews=[review(1, 2)], orders=[])

    assert (found.facts["seen"], found.reason, found.needed.days) == (None, "too early", 20)


def test_of_what_came_in_meanwhile_the_owners_count_goes_before_the_files(engine):
    found = of_play(engine, "agreed", deed=done(seen=1), consents=[consent(n, 3) for n in range(1, 6)])

    assert (found.facts["seen"], found.facts["counted_by"]) == (1, "owner")


@pytest.mark.parametrize(("measure", "words"), [("heard", "3 people told you"), ("agreed", "3 people agreed"),
                                                ("saved", "3 minutes a week saved")])  # fmt: skip
def test_what_was_heard_agreed_or_saved_is_not_said_to_have_come_anyway(engine, measure, words):
    found = of_play(engine, measure, deed=done(seen=3))

    assert found.sentence.startswith(words)
    assert "anyway" not in found.sentence


def test_minutes_saved_are_not_people_an_hour(engine):
    found = of_play(engine, "saved", deed=done(seen=45))

    assert (found.verdict, found.estimate) == ("counted", None)
    assert "an hour" not in found.sentence


def friend(person, teller, days):
    return {"person_id": person, "item": "us", "at": None if days is None else on(days), "told_by": teller}


def test_who_came_before_their_teller_was_asked_was_not_brought_by_the_asking(engine):
    # 6 asked on day 0: 23 friends had come before; then 1 brings 2 and one of these another
    codes, asks = asked(range(1, 7))
    before = [friend(100 + n, 1 + n % 3, -40 + n) for n in range(23)]
    since = [friend(201, 1, 0), friend(202, 1, 4), friend(203, 202, 9)]
    findings, _ = told(engine, codes=codes, asks=asks, adoptions=[*before, *since], orders=[LAST])
    found = findings[1]

    assert [found.facts[name] for name in ("asked", "shared", "brought", "shared_again", "before", "others")] == [
        6, 1, 3, 1, 23, 0
    ]  # fmt: skip
    assert found.sentence == (
        "You asked 6 people to tell others about Deli, and 1 of them brought somebody since. So 3 people came by word "
        "of mouth, and 1 of these brought others in turn. 3 of the 3 had not bought before. 23 people came by word of "
        "mouth before you asked anybody. Visits do not show in your files."
    )


def test_all_friends_who_came_before_the_asking_make_nobody_brought(engine):
    codes, asks = asked([1, 2])
    findings, _ = told(engine, codes=codes, asks=asks, adoptions=[friend(9, 1, -5), friend(10, 2, -1)], orders=[LAST])

    assert (findings[1].facts["shared"], findings[1].facts["brought"], findings[1].facts["before"]) == (0, 0, 2)


def test_who_came_in_other_ways_is_told_apart(engine):
    # 3 was asked by nobody, 1's friend came on no known day, and 2 was asked only on day 10
    first, second = asked([1]), asked([2], play="2026-W24-1", days=10)
    codes, asks = first[0] + second[0], first[1] + second[1]
    came = [friend(11, 3, 5), friend(12, 1, None), friend(13, 2, 5)]
    findings, _ = told(engine, codes=codes, asks=asks, adoptions=came, orders=[LAST])

    assert [findings[1].facts[name] for name in ("brought", "before", "others")] == [0, 0, 3]
    assert "3 more people came through somebody you had not asked" in findings[1].sentence


def test_where_nobody_was_asked_word_of_mouth_is_told_without_an_asking(engine):
    findings, _ = told(engine, adoptions=[friend(11, 1, 3), friend(12, 11, 9)], orders=[LAST])

    assert findings[1].sentence.startswith(
        "You have not asked anybody yet to tell others about Deli. 2 people came by word of mouth before you asked"
    )
