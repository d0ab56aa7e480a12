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
