from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.finding import TIERS, VERDICTS, Evidence, Finding, Needed

ONE = Finding(
    question="est",
    subject="Corner Deli",
    aspect="staff",
    verdict="yes",
    tier="proven",
    sentence_key="words.example",
    estimate=4.62,
    low=4.5,
    high=4.7,
    unit="points",
    rows=120,
    facts={"lead": 0.31, "rank_low": 1},
    values={"n": 1200, "names": ["Bean Street", "Deli North"]},
)
BASIS = Evidence(
    question="est",
    inputs=("aa", "bb"),
    settings={"alpha": 0.05},
    as_of=date(2026, 11, 21),
    seed=7,
    versions={"duckdb": "1.5.5"},
)


def test_the_sentence_is_made_from_the_numbers_of_the_finding():
    assert ONE.sentence == "1,200 reviews of Bean Street and Deli North."
    assert replace(ONE, values={**ONE.values, "n": 3}).sentence == "3 reviews of Bean Street and Deli North."


def test_json_holds_the_fixed_fields_the_facts_and_the_sentence():
    shown = ONE.to_dict()

    assert shown["lead"] == 0.31
    assert shown["rank_low"] == 1
    assert shown["sentence"] == ONE.sentence
    assert shown["needed"] is None
    assert shown["reason"] is None
    assert "values" not in shown


def test_not_knowing_tells_how_many_more_are_needed():
    unsure = replace(ONE, verdict="not_enough", needed=Needed(12, "reviews", days=30), reason="few")

    assert unsure.to_dict()["needed"] == {"more": 12, "of": "reviews", "business": "", "days": 30}
    assert unsure.to_dict()["reason"] == "few"


def test_verdicts_and_tiers_are_each_named_once():
    assert len(set(VERDICTS)) == len(VERDICTS) == 6
    assert len(set(TIERS)) == len(TIERS)


def test_a_fingerprint_is_sixteen_hex_digits_and_the_same_each_time():
    first = BASIS.fingerprint([ONE])

    assert len(first) == 16
    assert int(first, 16) >= 0
    assert BASIS.fingerprint([replace(ONE)]) == first


@pytest.mark.parametrize(
    "change",
    [
        {"inputs": ("aa", "cc")},
        {"settings": {"alpha": 0.01}},
        {"as_of": date(2026, 11, 20)},
        {"as_of": None},
        {"seed": 8},
        {"work": {"worlds": 10}},
        {"question": "gap"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_fingerprint_changes_with_whatever_the_answer_rests_on(change):
    assert replace(BASIS, **change).fingerprint([ONE]) != BASIS.fingerprint([ONE])


def test_a_fingerprint_does_not_change_with_versions_or_the_order_of_settings():
    two = replace(BASIS, settings={"alpha": 0.05, "rivals_from": 3})
    turned = replace(BASIS, settings={"rivals_from": 3, "alpha": 0.05}, versions={"duckdb": "9"})

    assert two.fingerprint([ONE]) == turned.fingerprint([ONE])


def test_a_fingerprint_sees_every_printed_decimal_and_nothing_beyond():
    moved = replace(ONE, estimate=4.6201)
    same = replace(ONE, estimate=4.62 + 1e-9, facts={"lead": 0.31 - 1e-9, "rank_low": 1})

    assert BASIS.fingerprint([moved]) != BASIS.fingerprint([ONE])
    assert BASIS.fingerprint([same]) == BASIS.fingerprint([ONE])


def test_findings_in_another_order_are_another_answer():
    other = replace(ONE, aspect="price")

    assert BASIS.fingerprint([ONE, other]) != BASIS.fingerprint([other, ONE])


@given(st.floats(-1e6, 1e6, allow_nan=False), st.text(max_size=20))
def test_any_finding_has_a_fingerprint(estimate, subject):
    held = replace(ONE, estimate=estimate, subject=subject)

    assert len(BASIS.fingerprint([held])) == 16


def test_evidence_as_json_keeps_all_that_is_needed_to_answer_again():
    shown = BASIS.to_dict()

    assert shown["as_of"] == "2026-11-21"
    assert Evidence(**{**shown, "as_of": date.fromisoformat(shown["as_of"]), "inputs": tuple(shown["inputs"])}) == BASIS
