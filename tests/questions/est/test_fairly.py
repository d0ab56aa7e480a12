"""Fairly: a picked lead is brought down to what fresh scores show, and a lead that only the mix makes is seen."""

import numpy as np
import pyarrow as pa
import pytest

from questions.est.conftest import businesses, columns, reviews

NAMES = ("Deli", "North", "South", "East", "West")


def drawn(rng, rows, mean, **descriptors):
    business = descriptors.pop("business")
    stars = np.clip(np.rint(mean + rng.normal(0, 1.0, rows)), 1, 5)
    held = {f"d_{name}": values for name, values in descriptors.items()}
    return [
        {"business": int(business[i]), "a_staff": float(stars[i]), **{n: str(v[i]) for n, v in held.items()}}
        for i in range(rows)
    ]


def told(ask, rows):
    names = sorted({name for name in rows[0] if name[:2] in ("a_", "d_")})
    findings, _ = ask(reviews=reviews(*rows), businesses=businesses(*NAMES), columns=columns(*names))
    return findings


def test_leads_picked_from_noise_come_out_smaller(ask):
    rng = np.random.default_rng(2)
    rows, pick = 12_000, {name: rng.integers(0, 5, 12_000) for name in ("day", "party", "place")}
    business = rng.integers(0, 5, rows)
    findings = told(ask, drawn(rng, rows, 3.4 + 0.02 * (business == 0), business=business, **pick))
    picked = [f for f in findings if f.world and f.facts["lead_fair"] is not None]

    assert len(picked) >= 3
    assert all(0 <= f.facts["lead_fair"] < f.facts["lead"] for f in picked)
    assert np.mean([f.facts["lead_fair"] for f in picked]) < 0.12  # the truth is 0.02; by itself each shows 0.2


def test_a_true_niche_keeps_its_lead_and_the_sentence_prints_it(ask):
    rng = np.random.default_rng(4)
    rows, business, party = 6_000, rng.integers(0, 5, 6_000), rng.integers(0, 4, 6_000)
    mean = 3.2 + 0.9 * ((business == 0) & (party == 1)) - 0.4 * (business == 0)
    findings = told(ask, drawn(rng, rows, mean, business=business, party=party, day=rng.integers(0, 3, rows)))
    [yes] = [f for f in findings if f.verdict == "yes"]

    assert dict(yes.world) == {"party": "1"}
    assert yes.facts["lead_low"] <= yes.facts["lead_fair"] == pytest.approx(0.5, abs=0.15)
    assert f"by {yes.facts['lead_fair']:.2f} points" in yes.sentence


def test_a_lead_that_only_the_mix_of_customers_makes_is_shown_without_it(ask):
    # families give a point more; most of ours are families, few of the rivals' are
    rng = np.random.default_rng(6)
    rows, business = 8_000, rng.integers(0, 5, 8_000)
    family = rng.random(rows) < np.where(business == 0, 0.8, 0.2)
    mean = 2.9 + 1.0 * family
    findings = told(ask, drawn(rng, rows, mean, business=business, family=family))
    [overall] = [f for f in findings if not f.world and f.aspect == "staff"]

    assert overall.facts["lead"] > 0.4
    assert overall.facts["lead_alike"] == pytest.approx(0.0, abs=0.12)
    assert (overall.facts["alike_by"], overall.facts["alike_covered"]) == (["family"], 1.0)


def test_what_comes_of_a_visit_is_no_part_of_the_mix(ask):
    # who was happy recommends; were that held equal, no lead would be left
    rng = np.random.default_rng(7)
    rows, business = 4_000, rng.integers(0, 5, 4_000)
    happy = rng.random(rows) < np.where(business == 0, 0.8, 0.3)
    drawn_rows = drawn(rng, rows, 2.5 + 2.0 * happy, business=business, recommended=happy)
    described = pa.concat_tables([columns("a_staff"), columns("d_recommended", addressable="after")])
    findings, _ = ask(reviews=reviews(*drawn_rows), businesses=businesses(*NAMES), columns=described)
    [overall] = [f for f in findings if not f.world and f.aspect == "staff"]

    assert overall.facts["lead"] > 0.5
    assert overall.facts["lead_alike"] is None
    assert overall.facts["alike_by"] == []
