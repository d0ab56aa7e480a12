"""Answer: what an owner is told, from a little and from nothing, and that it names nobody."""

import json

import pytest

from acquaintances import bought, days_ago, named
from standout.words import say

FIRST, SECOND, BARRED = (say(f"circles.aspect.{name}") for name in ("first", "second", "barred"))
CIRCLES, LEAKAGE, REACH = (say(f"circles.aspect.{name}") for name in ("circles", "leakage", "reach"))


def address(*people):
    return [{"person_id": person, "email": f"p{person}@b.example"} for person in people]


def test_whom_to_tell_first_is_counted_by_how_they_know_us(told):
    findings, people = told(
        orders=bought(1, 3, 9) + bought(2, 3), adoptions=[{"person_id": 2, "told_by": 1}], contacts=named(1, 2, 3),
        people=[{"person_id": 3, "evidence": "linkedin"}, {"person_id": 4}],
    )  # fmt: skip

    assert findings[FIRST].sentence == (
        "Tell 2 people first: 1 person who brought others and 1 contact of yours. Of 4 people in your files, 2 know "
        "you and may be asked today. These show the most signs of it, spread over how they know you. With more names "
        "in your contacts, word can start in more places."
    )
    assert [people[n]["place"] for n in (1, 2, 3, 4)] == [1, None, 2, None]
    assert findings[CIRCLES].sentence == (
        "Of 4 people in your files, 2 know you. 1 is linked to you through somebody who does. Nothing links the other "
        "1 to you."
    )
    assert findings[SECOND].sentence == (
        "1 person came through somebody you know, of 1 person your files show to have come. Friends who heard of you "
        "and never came can't be seen."
    )
    estimated = {finding.aspect for finding in findings.values() if finding.verdict == "probably"}
    assert estimated == {say("circles.aspect.champions")}


def test_files_that_name_nobody_are_asked_for_people(told):
    findings, people = told(orders=[{"order_id": "1"}])

    assert people == {}
    assert findings[FIRST].verdict == "not_enough"
    assert findings[FIRST].needed.step_key == "circles.step.people"
    assert say(findings[FIRST].needed.step_key) in findings[FIRST].sentence


def test_one_contact_is_told_and_more_are_asked_for(told):
    findings, people = told(people=[{"person_id": 1, "evidence": "google_contacts"}], contacts=named(1))

    assert findings[FIRST].sentence.startswith(
        "Tell 1 person first: 1 contact of yours. Of 1 person in your files, 1 knows"
    )
    assert findings[FIRST].sentence.endswith(say("circles.few").strip())
    assert people[1]["place"] == 1


def test_contacts_that_never_agreed_may_be_spoken_to_and_not_written_to(told):
    contacts = [{**one, **mail} for one, mail in zip(named(1, 2, 3), address(1, 2, 3), strict=True)]
    findings, people = told(people=[{"person_id": n, "evidence": "mapped"} for n in (1, 2, 3)], contacts=contacts)

    assert {row["channel"] for row in people.values()} == {"in_person"}
    assert findings[BARRED].sentence == (
        "3 people of the 3 in your files never said you may write. You may speak to them. At the till, ask if you may "
        "write to them, and note the day."
    )


def test_where_all_are_barred_it_says_why_and_what_to_do(told):
    people = [{"person_id": n, "evidence": "linkedin"} for n in (1, 2, 3)]
    withdrawn = [{"person_id": 3, "channel": "email", "state": "withdrawn"}]
    findings, _ = told(people=people, contacts=address(1, 2, 3), consents=withdrawn)

    assert findings[FIRST].verdict == "not_enough"
    assert findings[FIRST].sentence == (
        "Not enough yet: nobody who knows you may be asked today. Of 3 people in your files, 1 took back their yes and "
        "2 never said you may write, and you hold no name to greet them by. At the till, ask if you may write to them, "
        "and note the day."
    )
    assert BARRED not in findings


def test_who_rests_is_counted_with_the_first_day_that_one_may_be_asked(told):
    asks = [{"person_id": n, "asked_at": days_ago(10 + n)} for n in (1, 2)]
    findings, _ = told(orders=bought(1, 1) + bought(2, 1) + bought(3, 1), contacts=named(1, 2, 3), asks=asks)

    # asked on 21 and 20 October, so free on 20 and 19 November
    assert findings[BARRED].sentence == (
        "2 people of the 3 in your files may not be asked today: 2 were asked less than 30 days ago. The first of them "
        "may be asked again on 19 November 2026."
    )
    assert findings[BARRED].facts["barred_rest"] == 2


def test_people_on_lists_alone_are_strangers_and_what_would_link_them_is_said(told):
    findings, people = told(people=[{"person_id": 1}, {"person_id": 2}], contacts=named(1, 2))

    assert findings[FIRST].verdict == "not_enough"
    assert findings[FIRST].reason == say("circles.reason.strangers")
    assert {row["place"] for row in people.values()} == {None}


def test_buyers_without_a_name_are_counted_and_not_sent_for(told):
    findings, people = told(orders=bought(1, 1, 2) + bought(2, 1), contacts=named(2))

    assert people[1]["barred"] == "name"
    assert findings[FIRST].facts["nameless"] == 1
    assert ": 1 bought, and you hold no name or address of theirs. Ask for their name" in findings[BARRED].sentence


def test_two_people_with_one_address_are_one_person(told):
    both = [
        {"person_id": 1, "name": "Ann", "email": "home@b.example"},
        {"person_id": 1, "name": "Bo", "email": "home@b.example"},
    ]
    findings, people = told(people=[{"person_id": 1, "evidence": "mapped"}] * 2, contacts=both)

    assert list(people) == [1]
    assert findings[CIRCLES].facts["known"] == 1


def test_who_told_whom_not_written_down_is_said_and_not_counted_as_none(told):
    findings, _ = told(orders=bought(1, 1), adoptions=[{"person_id": 1}])
    some, _ = told(adoptions=[{"person_id": 1}, {"person_id": 2, "told_by": 3}])

    assert findings[SECOND].verdict == "not_enough"
    assert findings[SECOND].needed.of == "answers"
    assert some[SECOND].facts["unknown"] == 1
    assert " For 1 of them nobody wrote down who told them." in some[SECOND].sentence


def test_nobody_is_named_in_the_findings_or_the_table(told):
    ids = range(1, 9)
    findings, people = told(
        contacts=[{"person_id": n, "name": f"Zebedee {n}", "email": f"zeb{n}@q.example", "phone": "0777"} for n in ids],
        people=[{"person_id": n, "evidence": "linkedin", "organisation": "Zebra Ltd"} for n in ids],
        orders=bought(1, 1, 2),
        adoptions=[{"person_id": 2, "told_by": 1}],
    )
    printed = json.dumps([[one.to_dict() for one in findings.values()], list(people.values())], default=str)

    assert people[1]["place"] == 1
    assert not [word for word in ("zeb", "q.example", "0777") if word in printed.casefold()]


@pytest.mark.parametrize("ours", [(), (0, 1)])
def test_people_are_those_of_one_business_so_with_none_or_several_nothing_is_said(told, ours):
    businesses = [{"business_id": n, "name": f"Shop {n}", "ours": n in ours} for n in (0, 1)]

    assert told(businesses=businesses, orders=bought(1, 1)) == ({}, {})


def test_time_money_and_messages_that_go_to_strangers_are_counted(told):
    efforts = [
        {"channel": "instagram", "minutes": 90, "cost": 0, "audience": 3},
        {"channel": "leaflets", "minutes": 30, "cost": 1250, "audience": 3, "objective": "reach"},
        {"channel": "letters", "minutes": 60, "cost": 800, "audience": 1},
    ]
    sends = (
        [{"person_id": 1, "clicked": True}] * 2 + [{"person_id": 2}] * 3 + [{"person_id": 2, "sent_at": days_ago(400)}]
    )
    findings, _ = told(
        efforts=efforts, sends=sends, people=[{"person_id": 1}, {"person_id": 2}], orders=bought(9, 1, currency="GBP")
    )

    assert findings[LEAKAGE].sentence == (
        "120 of your 180 minutes and 12.50 GBP a week go to people nothing links to you: instagram and leaflets. "
        "Leave instagram first: it takes 90 minutes a week, and has no aim or no way to see if it works. Of 5 "
        "messages in the last year, 3 went to people nothing links to you. They answered 0. People who know you "
        "answered 2 of 2."
    )
    assert findings[LEAKAGE].facts["purposeless"] == 90


def test_time_is_told_without_messages_and_messages_without_time(told):
    own = [{"channel": "letters", "minutes": 60, "audience": 1}]
    time, _ = told(efforts=own)
    lost, _ = told(efforts=[{"channel": "posts", "minutes": 60, "audience": 3, "cost": 100}])
    sends, _ = told(sends=[{"person_id": 1, "replied": True}])

    assert time[LEAKAGE].sentence == "None of your 60 minutes a week goes to people nothing links to you."
    assert lost[LEAKAGE].sentence.startswith(
        "60 of your 60 minutes and 1.00 a week go to people nothing links to you: posts. Leave posts first"
    )
    assert sends[LEAKAGE].sentence == (
        "None of 1 message in the last year went to people nothing links to you. People who know you answered 1 of 1."
    )
    assert told()[0][LEAKAGE].needed.step_key == "circles.step.efforts"


def test_what_has_an_aim_and_a_measure_is_not_named_to_be_left(told):
    posts = {"channel": "posts", "minutes": 60, "audience": 3, "objective": "reach", "measure": "codes"}
    ads = {"channel": "ads", "cost": 700, "audience": 3}
    findings, _ = told(efforts=[posts, ads])
    aimed, _ = told(efforts=[posts])

    assert " Leave ads first: it has no aim or no way to see if it works." in findings[LEAKAGE].sentence
    assert "Leave" not in aimed[LEAKAGE].sentence


def test_shares_of_people_who_answer_have_an_interval_where_enough_were_written_to(told):
    sends = [{"person_id": n, "replied": n in {1, 2, 31}} for n in range(1, 61) for _ in range(2)]
    findings, _ = told(sends=sends, orders=[row for n in range(31, 61) for row in bought(n, 1)])

    # of 30 buyers 1 answered, of 30 others 2: the exact interval of 1 in 30 begins at 1 - 0.975^(1/30)
    facts = findings[LEAKAGE].facts
    assert facts["buyers_low"] == pytest.approx(1 - 0.975 ** (1 / 30))
    assert findings[LEAKAGE].sentence.endswith(
        " Of 30 buyers you wrote to, it shows that 0 % to 17 % answer. Of 30 others, it is 1 % to 22 %."
    )


def test_a_map_of_ties_adds_a_reach_and_never_anybody_who_may_not_be_asked(told):
    # 1 to 3 know us; 2 has twelve friends and the others none, and 4, with as many, is asked for nothing
    friends = [{"from_id": hub, "to_id": 100 * hub + n, "kind": "friend"} for hub in (2, 4) for n in range(12)]
    held = {"orders": [row for n in (1, 2, 3, 4) for row in bought(n, 1, 9)], "contacts": named(1, 2, 3)}
    findings, people = told(**held, ties=friends, settings={"first": 1})
    without, _ = told(**held)

    reach = findings[REACH]
    assert reach.verdict == "not_enough"
    assert reach.facts["by_map"]
    assert [person for person, row in people.items() if row["place"]] == [2]
    assert people[2]["reason"].endswith("tied to 12 people")
    # friends are guessed at 0.05, so 1 + 12 x 0.05, and weak or strong at 0.01 and 0.25
    assert reach.estimate == pytest.approx(1.6, abs=0.1)
    assert [reach.facts[f"reach_{name}"] for name in ("low", "high")] == [pytest.approx(1.12, abs=0.1),
                                                                         pytest.approx(4, abs=0.2)]  # fmt: skip
    assert say("circles.by_map") in findings[FIRST].sentence
    assert REACH not in without
    assert say("circles.by_marks") in without[FIRST].sentence


def test_people_who_were_only_seen_together_are_no_map(told):
    together = [row for n in range(1, 21) for row in bought(n, 1, 9)]
    findings, _ = told(orders=together, contacts=named(*range(1, 21)), ties=[{"from_id": 1, "to_id": 2}])

    assert REACH not in findings
