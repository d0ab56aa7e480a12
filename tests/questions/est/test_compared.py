"""Laws of what is looked up: its sentence, figures, table and JSON never contradict each other."""

import json
import re
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.questions.est.claims import Rules
from standout.questions.est.compared import compared
from standout.questions.est.looked import Contest, Figure
from standout.questions.est.market import Market
from standout.questions.est.rows import looked_rows
from standout.words import ordinal

TODAY = date(2026, 11, 1)
RULES = Rules(alpha=0.05, judged_from=15, proven_from=30, rivals_from=3)
PLACES = re.compile(r"It is (\d+\w\w)(?: to (\d+\w\w))? of (\d+)")


def figure(rng):
    """Draw a figure: few values, so that ties are common; some exact, some a range, some worked out."""
    value = float(rng.integers(1, 6)) / 2
    half = float(rng.choice([0.0, 0.0, 0.5]))
    seen = TODAY - timedelta(days=int(rng.integers(0, 40)))
    return Figure(value, value - half, value + half, seen, sampled=bool(rng.random() < 0.1))


@settings(max_examples=1500, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 8), st.sampled_from(["less", "more"]))
def test_sentence_figures_table_and_json_never_contradict_each_other(seed, size, better):
    rng = np.random.default_rng(seed)
    names = ("Deli", *(f"Rival {chr(65 + i)}" for i in range(size)))
    market = Market(np.arange(size + 1), names, named=True)
    held = {place: figure(rng) for place in range(size + 1) if place == 0 or rng.random() < 0.8}
    stale = tuple(place for place in held if rng.random() < 0.1)
    contest = Contest("cheapest tea", "GBP", better, held, stale)
    placing = contest.placing(size + 1)

    finding = compared(contest, placing, market, RULES)
    ours, *rivals = looked_rows(contest, placing, market).to_pylist()

    facts, sentence = finding.facts, finding.sentence
    judged = [row for row in rivals if row["judged"]]
    stands = [row["standing"] for row in judged]
    assert facts["rivals_judged"] == len(judged)
    assert facts["rivals_judged"] + facts["rivals_not_judged"] == size
    assert (ours["estimate"], ours["rank_low"], ours["rank_high"]) == (
        finding.estimate, facts["rank_low"], facts["rank_high"],
    )  # fmt: skip
    assert (finding.verdict == "not_enough") == (0 in stale or len(judged) < 3)
    if ours["judged"]:
        assert (stands.count("ahead"), stands.count("behind")) == (facts["ahead_of"], facts["behind"])
        assert (facts["rank_low"], facts["rank_high"]) == (1 + facts["behind"], 1 + len(judged) - facts["ahead_of"])
        assert facts["rank_low"] <= ours["rank"] <= facts["rank_high"]
        assert all((row["lead_low"] > 0) == (row["standing"] == "ahead") for row in judged)
    if finding.verdict != "not_enough":
        sign = -1 if better == "less" else 1
        beaten = all(sign * (ours["estimate"] - row["estimate"]) > 0 and row["lead_low"] > 0 for row in judged)
        assert (finding.verdict in ("yes", "probably")) == beaten
        assert (finding.verdict == "no") == (facts["behind"] > 0)
        assert facts["lead"] == pytest.approx(min(sign * (ours["estimate"] - row["estimate"]) for row in judged))
        assert f"{finding.estimate:.2f} GBP" in sentence
    if found := PLACES.search(sentence):
        low, high, of = found.groups()
        assert (low, high or low) == (ordinal(facts["rank_low"]), ordinal(facts["rank_high"]))
        assert int(of) == len(judged) + 1
    starts = {"yes": "Yes: ", "probably": "Probably: ", "no": "No: ", "not_enough": "Not enough yet: "}
    assert sentence.startswith(starts.get(finding.verdict, ("Too close ", "Not alone: ")))
    printed = json.dumps(finding.to_dict(), allow_nan=False)
    assert "-0.0" not in printed
    assert ("All " in sentence) == (finding.sentence_key == "est.looked.match_all")
    if finding.sentence_key == "est.looked.match_all":
        assert f"All {len(judged) + 1} we looked at have the same price" in sentence
        assert (facts["rank_low"], facts["rank_high"]) == (1, len(judged) + 1)
    assert json.loads(json.dumps(finding.to_dict(), allow_nan=False))["sentence"] == sentence
