"""Worlds: conjunctions are found, paid for, and said once; what can't be a world never is."""

import numpy as np
import pyarrow as pa
import pytest

from questions.est.conftest import businesses, columns, reviews

NAMES = ("Deli", "North", "South", "East", "West")


def market(seed=3, rows=6000, lift=2.0, **more):
    """Give reviews of five cafés, ours best for families on weekdays in Leith and nowhere else."""
    rng = np.random.default_rng(seed)
    business, party = rng.integers(0, 5, rows), rng.choice(["couple", "family"], rows)
    day, place = rng.choice(["weekday", "weekend"], rows), rng.choice(["Leith", "Portobello"], rows)
    niche = (business == 0) & (party == "family") & (day == "weekday") & (place == "Leith")
    mean = np.where(business == 0, 2.4, 3.5) + lift * niche
    stars = np.clip(np.rint(mean + rng.normal(0, 0.9, rows)), 1, 5)
    extra = {name: make(place, day, rng) for name, make in more.items()}
    return [
        {"business": b, "a_staff": s, "d_party": p, "d_day": d, "d_place": w, **{n: v[i] for n, v in extra.items()}}
        for i, (b, s, p, d, w) in enumerate(
            zip(business.tolist(), stars.tolist(), party.tolist(), day.tolist(), place.tolist(), strict=True)
        )
    ]


def said(ask, rows, settings=None, described=None):
    names = sorted({name for name in rows[0] if name[:2] in ("a_", "d_")})
    findings, table = ask(
        reviews=reviews(*rows), businesses=businesses(*NAMES), columns=described or columns(*names), settings=settings
    )
    return findings, table


def yeses(findings):
    return [(f.aspect, dict(f.world)) for f in findings if f.verdict == "yes"]


def test_a_world_of_three_conditions_is_found_and_said_once(ask):
    findings, _ = said(ask, market())

    assert yeses(findings) == [("staff", {"day": "weekday", "party": "family", "place": "Leith"})]
    [yes] = [f for f in findings if f.verdict == "yes"]
    assert yes.sentence.startswith(
        "Yes: Deli is best on staff (families on weekdays in Leith), ahead of all 4 rivals we could judge."
    )
    assert 0 < yes.facts["lead_low"] < yes.facts["lead"]
    assert yes.facts["world_rows"] == yes.rows < 200


def test_it_is_not_found_where_the_search_goes_less_deep(ask):
    findings, _ = said(ask, market(), settings={"depth": 1})

    assert yeses(findings) == []
    assert all(len(f.world) <= 1 for f in findings)


def test_every_world_that_was_tried_is_paid_for(ask):
    deep, _ = said(ask, market())
    shallow, _ = said(ask, market(), settings={"depth": 1})

    # overall, 3 x 2 values, 3 x 4 pairs, 8 triples; all have enough scores
    assert {f.facts["searched"] for f in deep} == {1 + 6 + 12 + 8}
    assert {f.facts["searched"] for f in shallow} == {1 + 6}


def test_a_column_that_says_the_same_as_another_adds_no_claim_and_no_sentence(ask):
    rows = market(d_ward=lambda place, day, rng: [f"ward of {p}" for p in place])
    findings, _ = said(ask, rows)

    assert {f.facts["searched"] for f in findings} == {1 + 6 + 12 + 8}
    assert len(yeses(findings)) == 1


def test_a_world_that_a_buyer_cannot_know_beforehand_is_never_part_of_a_best(ask):
    rows = market()
    known = pa.concat_tables([columns("a_staff", "d_day", "d_party"), columns("d_place", addressable="after")])
    findings, _ = said(ask, rows, described=known)

    assert yeses(findings) == []
    assert all("place" not in f.world or "A hint: " in f.sentence or f.verdict == "no" for f in findings)


@pytest.mark.parametrize(
    "column",
    [
        lambda place, day, rng: [f"ticket {i}" for i in range(len(place))],
        lambda place, day, rng: ["same"] * len(place),
        lambda place, day, rng: [None] * len(place),
    ],
    ids=["every row its own value", "one value", "nothing said"],
)
def test_a_column_that_makes_no_world_changes_nothing(ask, column):
    plain, _ = said(ask, market(rows=3000))
    more, _ = said(ask, market(rows=3000, d_odd=column))

    assert [f.sentence for f in more] == [f.sentence for f in plain]


def test_a_descriptor_that_is_the_business_makes_no_world(ask):
    rows = market(rows=3000)
    for row in rows:
        row["d_shop"] = NAMES[row["business"]]
    findings, _ = said(ask, rows)

    assert all("shop" not in f.world for f in findings)


def test_equal_scores_everywhere_are_never_a_best(ask):
    rows = [{**row, "a_staff": 5.0} for row in market(rows=3000)]
    findings, _ = said(ask, rows)

    assert yeses(findings) == []
    assert not any(f.verdict == "probably" for f in findings)


def test_the_nearest_worlds_say_what_they_lack(ask):
    findings, _ = said(ask, market(lift=1.3))

    near = [f for f in findings if f.facts.get("nearly")]
    assert 1 <= len(near) <= 3
    assert all(f.verdict == "close" and f.facts["lead"] > 0 and f.needed and f.needed.more > 0 for f in near)
    assert {"day": "weekday", "party": "family", "place": "Leith"} in [dict(f.world) for f in near]


def test_a_narrower_world_is_said_beside_a_wider_one_only_if_further_ahead(ask):
    rows = market(lift=0.0)
    for row in rows:
        if row["business"] == 0 and row["d_party"] == "family":
            row["a_staff"] = min(5.0, row["a_staff"] + 2.0)
    findings, _ = said(ask, rows)

    assert yeses(findings) == [("staff", {"party": "family"})]


def test_the_order_of_rows_changes_no_sentence(ask):
    rows = market(rows=3000)
    turned = list(reversed(rows))
    one, other = (said(ask, some)[0] for some in (rows, turned))

    assert [(f.verdict, f.world, f.estimate, f.facts["lead_low"]) for f in one] == [
        (f.verdict, f.world, f.estimate, f.facts["lead_low"]) for f in other
    ]


def test_of_many_first_places_a_dozen_are_said_and_the_others_counted(ask):
    # ours is ahead in each of 30 streets on staff, and far behind in 10 more, so not over everybody
    rng = np.random.default_rng(8)
    rows, street = 24_000, rng.integers(0, 40, 24_000)
    business = rng.integers(0, 5, rows)
    mean = 3.0 + np.where(business == 0, np.where(street < 30, 1.2, -1.9), 0.0)
    stars = np.clip(np.rint(mean + rng.normal(0, 0.7, rows)), 1, 5)
    cells = zip(business.tolist(), stars.tolist(), street.tolist(), strict=True)
    findings, _ = said(ask, [{"business": b, "a_staff": s, "d_street": f"street {d}"} for b, s, d in cells])
    first = [f for f in findings if f.verdict == "yes" and f.world]

    assert len(first) == 12
    [told] = [f for f in first if f.facts["more_worlds"]]
    assert 15 <= told.facts["more_worlds"] <= 18  # of 30, a few lack a little
    assert f"It is first in {told.facts['more_worlds']} more groups of customers too" in told.sentence
