"""Laws: no sentence, figure, table row or JSON of ``est`` contradicts another, and noise stays noise."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.questions.est.cells import Cell, Spread, Sums
from standout.questions.est.claims import LONE, Rules, claims, depth_shares
from standout.questions.est.judged import _settled
from standout.questions.est.market import Aspect, Condition, Descriptor, Market, Population
from standout.questions.est.rated import rated
from standout.questions.est.rows import rated_rows
from standout.questions.est.standing import standing
from standout.words import ordinal

RULES = Rules(alpha=0.05, judged_from=15, proven_from=30, rivals_from=3)
PLACES = re.compile(r"It is (\d+\w\w)(?: to (\d+\w\w))? of (\d+)")

NO_NUMBER = ("The lead is too thin for more reviews to settle it", "Its own reviews would tell more than the average")
"""What is said where we are ahead in the figures and no number can be given."""


def drawn(rng, size, *, world=False, before=True):
    """Draw a cell: counts from none to many, means near and far, some known only by a page."""
    rows = rng.integers(0, rng.choice([20, 60, 400]), size)
    mean = np.where(rows > 0, np.clip(rng.normal(3.8, rng.choice([0.0, 0.1, 0.5]), size), 1, 5), np.nan)
    if rng.random() < 0.3:
        mean[0] = np.nanmax(mean, initial=4.0) + rng.choice([0.0, 0.2, 0.6])
    mean[rows == 0] = np.nan
    shown = rng.random(size) < rng.choice([0.0, 0.4])
    spread = np.where(rows > 0, rng.uniform(0.3, 1.2, size), np.nan)
    far = np.where(shown, 0.0, rng.choice([0.0, 3.0]) * (rows > 0))
    slack = np.where(shown & (rows > 0), 0.05, 0.0)
    conditions = (Condition(Descriptor("d_party", "party", before), "family"),) if world else ()
    aspect = Aspect(*(("a_overall", "overall") if rng.random() < 0.3 else ("a_staff", "staff")), 1.0, 5.0)
    df = np.maximum(rows - 1.0, 1.0)
    around = Spread(spread, float("nan"))
    return Cell(
        aspect, conditions, rows, rows, mean, 0.9 * spread, spread, far, df, slack, shown, Sums.none(size), around
    )  # fmt: skip


def told(seed, size):
    """Give (finding, rows of its table, claim) for five cells that are judged together."""
    rng = np.random.default_rng(seed)
    names = ("Deli", *(f"Rival {chr(65 + i)}" for i in range(size)))
    market = Market(np.arange(size + 1), names, named=bool(rng.random() < 0.5))
    cells = [drawn(rng, size + 1, world=i > 2, before=i != 4) for i in range(5)]
    known = [standing(cell, RULES.judged_from) for cell in cells]
    evalues = {i: {r: float(rng.choice([0.0, 3.0, 1e4])) for r in range(1, size + 1)} for i in range(5)}
    for one, claim in zip(known, claims(known, evalues, RULES), strict=True):
        settled = _settled(one, claim, RULES)
        population = Population(("google_takeout",), None, None, int(one.cell.rows[0]), 0.1)
        yield rated(settled, claim, market, population, RULES), rated_rows(settled, market).to_pylist(), claim


@settings(max_examples=600, deadline=None)  # five findings each: 3,000
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_sentence_figures_table_and_json_never_contradict_each_other(seed, size):
    for finding, rows, claim in told(seed, size):
        agrees_with_table(finding, rows[0], rows[1:])
        agrees_with_verdict(finding, claim, ours_judged=rows[0]["judged"])
        agrees_with_sentence(finding)
        printed = json.loads(json.dumps(finding.to_dict(), allow_nan=False))
        assert (printed["verdict"], printed["rank_high"]) == (finding.verdict, finding.facts["rank_high"])
        assert printed["sentence"] == finding.sentence


def agrees_with_table(finding, ours, rivals):
    facts = finding.facts
    judged = [row for row in rivals if row["judged"]]
    stands = [row["standing"] for row in judged]

    assert facts["rivals_judged"] == len(judged)
    assert facts["rivals_judged"] + facts["rivals_not_judged"] == len(rivals)
    assert (ours["rank_low"], ours["rank_high"]) == (facts["rank_low"], facts["rank_high"])
    assert ours["estimate"] == finding.estimate
    assert (ours["low"], ours["high"], ours["rows"]) == (finding.low, finding.high, finding.rows)
    assert all(row["rank_low"] <= row["rank"] <= row["rank_high"] for row in [ours, *judged] if row["judged"])
    if ours["judged"]:
        assert (stands.count("ahead"), stands.count("behind")) == (facts["ahead_of"], facts["behind"])
        assert facts["tied_with"] == stands.count("open")
        assert facts["rank_low"] == 1 + facts["behind"]
        most = 1 + len(judged) - facts["ahead_of"]
        assert facts["rank_high"] in {most, min(most, max(facts["top"] or most, 2, facts["rank_low"]))}
        assert all(row["lead_low"] <= row["lead"] for row in judged)
        assert all((row["lead_low"] > 0) <= (row["standing"] == "ahead") for row in judged)
    if facts["best_rival"] is not None:
        best = next(row for row in judged if row["business"] == facts["best_rival"])
        assert best["estimate"] == max(row["estimate"] for row in judged)
        assert facts["lead"] == pytest.approx(ours["estimate"] - best["estimate"], abs=5.1e-5)  # four decimals
        assert facts["lead_low"] <= facts["lead"]


def agrees_with_verdict(finding, claim, *, ours_judged):
    facts = finding.facts
    first = facts["rank_low"] == facts["rank_high"] == 1

    assert (finding.verdict == "yes") == claim.proven
    if finding.verdict == "yes":
        assert first
        assert facts["rivals_judged"] >= RULES.rivals_from
        assert facts["lead"] > 0 <= facts["lead_low"]
    elif facts["rivals_judged"] >= RULES.rivals_from:
        assert not first
        assert not ours_judged or facts["lead_low"] <= 0
    if finding.verdict == "probably":
        assert facts["lead"] > 0
        assert facts["behind"] == 0
    if facts["rivals_judged"] >= RULES.rivals_from and ours_judged:
        assert (finding.verdict == "no") == (facts["behind"] > 0)
        assert finding.verdict != "not_enough"
    else:
        assert finding.verdict == "not_enough"


def agrees_with_sentence(finding):
    facts, sentence = finding.facts, finding.sentence
    starts = {"yes": "Yes: ", "probably": "Probably: ", "no": "No: ", "not_enough": "Not enough yet: "}

    assert sentence.startswith(starts.get(finding.verdict, ("Too close ", "A hint: ")))
    claimed = any(f"{finding.subject} {verb} best " in sentence for verb in ("is", "looks"))
    assert claimed == (finding.verdict in ("yes", "probably"))
    if found := PLACES.search(sentence):
        low, high, of = found.groups()
        assert (low, high or low) == (ordinal(facts["rank_low"]), ordinal(facts["rank_high"]))
        assert int(of) == facts["rivals_judged"] + 1
    if "the next best" in sentence:
        assert f"It leads {facts['best_rival']}, the next best, by {facts['lead']:.2f} points" in sentence
    if "at least" in sentence:
        assert f"by {facts['lead_low']:.2f} at least" in sentence
    if finding.needed:
        assert f"{finding.needed.more:,}" in sentence
    vain = "At today's figures more reviews would not make it a first place" in sentence
    assert not vain or (finding.needed is None and facts["lead"] <= 0)
    if finding.verdict == "close" and "A hint: " not in sentence:
        assert vain == (facts["lead"] <= 0)
        assert vain or finding.needed or any(words in sentence for words in NO_NUMBER)


@given(st.dictionaries(st.integers(0, 4), st.integers(0, 1000), min_size=1).filter(lambda n: sum(n.values())))
def test_shares_add_to_one_and_worlds_take_at_most_half_the_simple_ones_most_of_it(number):
    share = depth_shares(number)
    spent = {depth: own * number[depth] for depth, own in share.items()}

    assert sum(spent.values()) == pytest.approx(1 if sum(number.values()) > 1 else LONE)
    if spent.get(0) and len(spent) > 1:
        assert spent[0] == pytest.approx(0.5)
    worlds = [spent[depth] for depth in sorted(spent) if depth]
    assert worlds == sorted(worlds, reverse=True)


def test_looking_into_worlds_costs_the_aspects_overall_at_most_half_of_alpha():
    assert depth_shares({0: 2})[0] == pytest.approx(1 / 2)
    assert depth_shares({0: 2, 1: 100, 2: 5000})[0] == pytest.approx(1 / 4)


def test_which_cells_are_tested_depends_on_counts_and_never_on_scores():
    rng = np.random.default_rng(5)
    cells = [drawn(rng, 8) for _ in range(20)]
    other = [replace(cell, mean=6 - cell.mean) for cell in cells]
    tried = [
        [claim.tested for claim in claims([standing(cell, 15) for cell in those], {}, RULES)]
        for those in (cells, other)
    ]

    assert tried[0] == tried[1]
    assert any(tried[0])


def test_tied_markets_are_told_best_no_more_often_than_alpha():
    # ours and one rival exactly level at the top, four far behind, 40 scores each, J-shaped; three aspects.
    # The chance of any yes may be 5 %: of 300 markets 15 are expected at most, 26 leave room for chance
    rng = np.random.default_rng(11)
    levels = np.array([0.8, 0.8, 0.5, 0.5, 0.5, 0.5])  # share of fives; the rest are ones
    wrong = 0
    for _ in range(300):
        fives = rng.binomial(40, levels, (3, 6))
        known = []
        for row in fives:
            share = row / 40
            variance = 16 * share * (1 - share) * 40 / 39
            spread = np.maximum(variance, variance.mean())
            full, none = np.full(6, 40), np.zeros(6)
            aspect = Aspect("a_staff", "staff", 1.0, 5.0)
            cell = Cell(
                aspect,
                (),
                full,
                full,
                1 + 4 * share,
                variance,
                spread,
                none,
                np.full(6, 39.0),
                none,
                none.astype(bool),
                Sums.none(6),
                Spread(spread, float("nan")),
            )
            known.append(standing(cell, 15))
        wrong += any(claim.proven for claim in claims(known, {}, RULES))

    assert wrong <= 26
