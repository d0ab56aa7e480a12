import json
import re

import numpy as np
import pytest

from aims import ago, orders, reviews, rows, sends, two_new_a_week, us
from standout.errors import SettingError
from standout.questions.strategy import QUESTION
from standout.questions.strategy.answer import answer
from standout.questions.strategy.ranking import _strengths
from standout.questions.strategy.seen import Seen, seen
from standout.questions.strategy.strategies import OBJECTIVES, strategies
from standout.tables import table
from standout.words import say

AS_OF = ago(0)
DEFAULTS = {setting.name: setting.default for setting in QUESTION.settings}
TOLD = [(n, 2 * n, f"A friend told me about it. Table {n}.") for n in range(40)]
PLAIN = [(n, 2 * n, f"Nice cake, table {n}.") for n in range(40, 120)]


def asked(engine, tables, **given):
    findings, held = answer(engine(businesses=us(), **tables), {**DEFAULTS, **given}, 7, AS_OF)
    return {one.claim: one for one in findings}, findings, held


def test_the_settings_offer_the_objectives_there_are():
    [objective] = [setting for setting in QUESTION.settings if setting.name == "objective"]

    assert objective.choices == OBJECTIVES


def test_its_table_is_the_one_it_writes(engine):
    _, _, held = asked(engine, {"reviews": reviews(*TOLD)})

    assert held.schema == table("strategies").schema()
    assert held["rank"].to_pylist() == [1, 2, 3, 4, 5]


def test_customers_who_are_told_by_friends_call_for_connect(engine):
    found, _, held = asked(engine, {"reviews": reviews(*TOLD, *PLAIN)}, objective="reach")

    assert found["strategy"].verdict == "probably"
    assert found["strategy"].facts["strategy"] == "connect"
    assert "33 % of 120 people who wrote a review" in found["strategy"].sentence
    assert held["missing"].to_pylist()[0].startswith("who came because somebody told them")


def test_without_an_objective_no_case_is_shown(engine):
    found, _, _ = asked(engine, {"reviews": reviews(*TOLD)})

    assert found["objective"].verdict == "not_enough"
    assert "case" not in found


def test_with_an_objective_three_cases_are_shown_with_age_source_and_what_cant_be_copied(engine):
    _, findings, _ = asked(engine, {"reviews": reviews(*TOLD)}, objective="reach")
    held = [one for one in findings if one.claim == "case"]

    assert len(held) == 3
    assert len({one.facts["industry"] for one in held}) == 3
    for one in held:
        assert one.facts["age"] == AS_OF.year - one.facts["year"]
        assert one.facts["source"] in one.sentence
        assert "What you can't copy: " in one.sentence
        assert one.verdict == "counted"


def test_where_nothing_was_seen_no_strategy_is_said_to_fit(engine):
    found, _, held = asked(engine, {"reviews": reviews(*TOLD[:3])}, objective="reach")

    assert found["strategy"].verdict == "not_enough"
    assert found["strategy"].reason == "nothing_seen"
    assert "missing" not in found
    assert held.num_rows == 5


def test_zero_hours_are_told(engine):
    found, _, _ = asked(engine, {"reviews": reviews(*TOLD)}, hours=0.0)

    assert found["hours"].sentence == "With no hours a week, no strategy can be kept up."


def test_what_could_not_be_seen_of_the_best_two_comes_with_its_file(engine):
    found, _, _ = asked(engine, {"reviews": reviews(*TOLD, *PLAIN)}, objective="reach")

    assert "told_by_others" in found["missing"].facts["missing"]
    assert found["missing"].needed.step_key == "strategy.file.told_by_others"


def test_the_objective_card_rests_on_orders(engine):
    found, _, _ = asked(engine, {"orders": two_new_a_week(40)}, objective="reach", target=30.0, by="2027-02-20")

    assert found["objective"].verdict == "counted"
    assert found["objective"].facts["seeable"] is True


def test_a_day_that_cant_be_read_is_an_error_in_plain_words(engine):
    with pytest.raises(SettingError, match="Write it as year, month and day"):
        asked(engine, {}, objective="reach", by="next week")


def test_asked_for_every_business_it_keeps_still(engine):
    several = rows("businesses", [{"business_id": n, "name": str(n), "ours": True, "rival": False} for n in (1, 2)])

    findings, held = answer(engine(businesses=several, reviews=reviews(*TOLD)), DEFAULTS, 7, AS_OF)

    assert (findings, held.num_rows) == ([], 0)


def test_everything_it_says_can_be_written_as_json_and_names_nobody(engine):
    people = rows("people", [{"person_id": n, "evidence": "list"} for n in range(1, 31)])
    contacts = rows("contacts", [{"person_id": n, "name": f"Zora {n}"} for n in range(1, 31)])
    bought = orders(*[(n, n, "Gift card" if n % 3 else "Tea") for n in range(60)])
    sent = sends(*[(n, n, n % 2 == 0, n % 5 == 0) for n in range(60)])
    held = {"people": people, "contacts": contacts, "orders": bought, "sends": sent, "reviews": reviews(*TOLD)}

    _, findings, _ = asked(engine, held, objective="learn", target=9.0, by="2027-02-20")
    printed = json.dumps([one.to_dict() for one in findings], allow_nan=False)

    assert "Zora" not in printed
    assert len(findings) >= 5


def test_a_file_of_what_was_sent_that_is_there_is_not_said_to_be_missing(engine):
    # clicks are noted, answers are not: the step is a column, not a file
    clicked = sends(*[(n, n, n < 6, None) for n in range(60)])
    found, _, _ = asked(engine, {"reviews": reviews(*TOLD, *PLAIN), "sends": clicked}, objective="reach")
    missing = found["missing"]

    assert "What you sent is there, and shows who clicks in what you send, but it does not say who" in missing.sentence
    assert "who answers what you send" not in missing.sentence.split("What you sent is there")[0]
    assert dict(zip(missing.facts["missing"], missing.facts["why"], strict=True))["replies"] == "column"


def test_a_strategy_is_explained_in_each_sentence_that_names_it(engine):
    found, findings, _ = asked(engine, {"reviews": reviews(*PLAIN)}, objective="reach")
    means = {one.title: say(f"strategy.means.{one.name}") for one in strategies()}

    assert found["strategy"].verdict == "close"
    for one in findings[1:]:
        for title, meaning in means.items():
            if re.search(rf"(?<!\. )\b{title} (?!comes first)|case of {title}\b|by way of {title}\b", one.sentence):
                assert meaning in one.sentence


def test_what_is_not_known_of_who_was_told_moves_the_ranking_both_ways(engine):
    # 30 of 60 named who told them and 30 said nothing: more than if none of these was told, less than if all were
    silent = [{"person_id": n, "item": "us", "told_by": 99 if n < 30 else None} for n in range(60)]
    held = seen(engine(adoptions=rows("adoptions", silent)), 1, AS_OF)["told_by_others"]
    known = (Seen(held.signal, 30, 60), held, Seen(held.signal, 60, 60))
    none, some, every = (_strengths(one, np.random.default_rng(7), 2000).mean() for one in known)

    assert held.unknown == 30
    assert none < some < every
