"""Penalty: what only costs stars, what only wins them, what does both, and silence where neither shows."""

import numpy as np
import pytest

from questions.value.markets import asked, given, market, planted, read, stars
from standout.questions.value.penalty import part

KINDS = {"a_clean": (-1.2, 0.0), "a_gift": (0.0, 1.0), "a_staff": (-0.9, 0.8), "a_light": (0.0, 0.0)}


def scored(seed, n=1200, kinds=KINDS):
    """Give scores of 1 to 5 on each aspect, and an overall score that poor ones (1, 2) and top ones (5) move."""
    rng = np.random.default_rng(seed)
    scores = {name: rng.choice([1, 2, 3, 4, 5], n, p=[0.1, 0.15, 0.25, 0.2, 0.3]) for name in kinds}
    moved = sum((scores[name] <= 2) * cost + (scores[name] == 5) * win for name, (cost, win) in kinds.items())
    made = {name: (100 * held).astype(np.int16) for name, held in scores.items()}
    return market(np.arange(n) % 3, {"a_overall": stars(3.2 + moved + 0.4 * rng.normal(size=n))} | made)


def told(engine, tables, **changed):
    return part(given(engine, tables), asked(**changed), 7)


def test_what_only_costs_is_basic_what_only_wins_delights_and_what_does_both_counts_at_every_step(engine):
    findings, rows = told(engine, scored(1))

    assert {one.aspect: one.facts["kind"] for one in findings} == {
        "clean": "basic", "gift": "delight", "staff": "performance",
    }  # fmt: skip
    assert {one.verdict for one in findings} == {"probably"}
    assert {row["name"] for row in rows if row["placed"] == "unplaced"} == {"light"}
    [cost] = [row for row in rows if row["kind"] == "penalty" and row["name"] == "clean"]
    assert cost["low"] < cost["estimate"] < cost["high"] < 0


def test_the_sentence_says_how_much_and_of_whom(engine):
    findings, _ = told(engine, scored(1))
    [clean] = [one for one in findings if one.aspect == "clean"]

    assert clean.sentence.startswith("A poor score for clean goes with 1.")
    assert "points less overall (" in clean.sentence
    assert "among 1,200 people" in clean.sentence
    assert clean.sentence.endswith("keep it from going wrong.")


def test_an_end_that_shows_without_being_told_from_the_other_is_only_probable(engine):
    # A poor score costs a little more than a top one brings, and the latter is too small to show
    findings, _ = told(engine, scored(3, 900, {"a_clean": (-0.14, 0.07), "a_staff": (-0.9, 0.8)}))
    [clean] = [one for one in findings if one.aspect == "clean"]

    assert clean.verdict == "probably"
    assert clean.sentence.endswith("Whether the other end counts as much can't be told yet.")


def test_noise_is_met_with_silence(engine):
    told_of = sum(bool(told(engine, scored(seed, 300, dict.fromkeys(KINDS, (0.0, 0.0))))[0]) for seed in range(12))

    assert told_of <= 2  # 5 % of 12; 3 or more would come once in 50


def test_too_few_people_hear_nothing_of_it(engine):
    assert told(engine, scored(1, 90)) == ([], [])


def test_where_people_recommend_or_not_it_is_counted_in_a_hundred(engine):
    tables = planted(each=400)
    scores = np.column_stack(
        [tables["reviews"][f"a_{name}"].to_numpy() for name in ("taste", "staff", "music", "light")]
    )
    recommends = np.where(scores[:, 0] > 200, "yes", "no")  # who finds the taste poor doesn't recommend

    findings, _ = told(engine, planted(each=400, a_overall=stars(scores.mean(axis=1) / 100), d_recommended=recommends))

    assert findings[0].aspect == "taste"
    assert findings[0].facts["kind"] == "basic"
    assert "goes with 100 in 100 fewer who recommend (" in findings[0].sentence


def test_words_that_were_read_stand_for_scores_where_there_are_none(engine):
    rng = np.random.default_rng(5)
    spoken = {name: rng.choice([-1, 0, 1], 900, p=[0.25, 0.5, 0.25]) for name in ("food", "staff")}
    overall = stars(3.5 - 1.3 * (spoken["food"] < 0) + 0.3 * rng.normal(size=900))

    findings, rows = told(engine, read(market(np.arange(900) % 3, {"a_overall": overall}), spoken))

    assert [(one.aspect, one.facts["kind"]) for one in findings] == [("food", "basic")]
    assert findings[0].estimate == pytest.approx(-1.3, abs=0.15)
    assert findings[0].sentence.startswith("Bad words for food go with 1.")
    assert {row["origin"] for row in rows} == {"read"}
