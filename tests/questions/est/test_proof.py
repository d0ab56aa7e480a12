"""What a proof holds, and that every figure follows from it to the last decimal."""

import json
from datetime import timedelta
from statistics import mean

import numpy as np
import pytest

from cards import HIGH, LOW, MIDDLE, NAMES, found, market, priced
from questions.est.conftest import AS_OF, SETTINGS, businesses, columns, facts, reviews, scored
from standout.questions.est.answer import answer
from standout.questions.est.proof import recomputed
from standout.questions.est.scope import scope
from standout.questions.est.undoing import undoing


def chance(place, count, top):
    """Give scores of a business, all different from the others'."""
    return np.random.default_rng(place).choice([1, 2, 3, 4, 5], count, p=[0.05, 0.05, 0.1, 0.8 - top, top]).tolist()


MARKETS = {
    "first": market(HIGH, LOW, LOW, MIDDLE),
    "tied": market(HIGH, HIGH, LOW, MIDDLE),
    "behind": market(LOW, HIGH, MIDDLE, HIGH),
    "few": market(HIGH, LOW, [3] * 9, [4] * 3),
    "chance": market(*(chance(place, 60 + 20 * place, 0.7 - 0.1 * place) for place in range(4))),
}


@pytest.mark.parametrize("name", MARKETS)
def test_every_figure_of_a_finding_follows_from_its_proof_to_the_last_bit(engine, name):
    finding, numbers = found(engine, MARKETS[name])
    again = recomputed(json.loads(json.dumps(numbers)))

    ours = again["businesses"][0]
    assert (ours["estimate"], ours["low"], ours["high"]) == (finding.estimate, finding.low, finding.high)
    for fact in ("lead", "best_rival", "ahead_of", "behind"):
        assert again[fact] == finding.facts[fact] or name == "tied", fact
    assert again["of"] == finding.facts["rivals_judged"] + 1
    assert again["verdict"] == finding.verdict
    if finding.verdict == "yes":
        assert again["lead_low"] == finding.facts["lead_low"]


def test_the_means_are_those_of_the_scores_themselves(engine):
    _, numbers = found(engine, MARKETS["chance"])
    again = recomputed(numbers)

    for one in again["businesses"]:
        place = NAMES.index(one["name"])
        assert one["estimate"] == pytest.approx(mean(chance(place, 60 + 20 * place, 0.7 - 0.1 * place)))


def test_people_who_wrote_often_are_one_person_in_the_proof_too(engine):
    rows = [{"business": b, "a_staff": s, "person": 100 * b + i // 4} for b, stars in enumerate((HIGH, LOW, LOW, LOW))
            for i, s in enumerate(stars * 4)]  # fmt: skip
    finding, numbers = found(
        engine, {"reviews": reviews(*rows), "businesses": businesses(*NAMES), "columns": columns("a_staff")}
    )
    again = recomputed(numbers)

    assert numbers["businesses"][0]["world"]["clusters"] == 40
    assert again["businesses"][0]["rows"] == 160
    assert again["lead_low"] == finding.facts["lead_low"]


def test_a_world_is_guarded_by_the_scores_outside_it_too(engine):
    inside = [
        row for b, stars in enumerate((HIGH, LOW, LOW, LOW)) for row in scored(b, "a_staff", stars, d_guest="family")
    ]
    outside = [row for b in range(4) for row in scored(b, "a_staff", [1, 5] * 30, d_guest="alone")]
    tables = {
        "reviews": reviews(*inside, *outside),
        "businesses": businesses(*NAMES),
        "columns": columns("a_staff", "d_guest"),
    }
    finding, numbers = found(engine, tables, world={"guest": "family"})
    again = recomputed(numbers)

    assert finding.verdict == "yes"
    assert again["lead_low"] == finding.facts["lead_low"]
    whole = {**numbers, "businesses": [{**one, "all": one["world"]} for one in numbers["businesses"]]}
    assert recomputed(whole)["lead_low"] > again["lead_low"]


def test_an_average_on_a_page_stands_in_the_proof_as_it_was_shown(engine):
    rows = [(place, "shown_average", None, 4.1, "stars", {"low": 4.05, "high": 4.15}) for place in (1, 2, 3)]
    counts = [(place, "shown_count", None, 400.0, "reviews") for place in (1, 2, 3)]
    tables = {
        "reviews": reviews(*scored(0, "a_overall", [5, 5, 5, 4] * 100)),
        "businesses": businesses(*NAMES),
        "columns": columns("a_overall"),
        "facts": facts(*rows, *counts),
    }
    finding, numbers = found(engine, tables, aspect="overall")
    again = recomputed(numbers)

    assert [one["page"] and one["page"]["mean"] for one in numbers["businesses"]] == [None, 4.1, 4.1, 4.1]
    assert again["lead"] == finding.facts["lead"] == pytest.approx(4.75 - 4.1)
    assert again["lead_low"] == finding.facts["lead_low"]
    assert again["verdict"] == finding.verdict


def test_a_market_known_by_its_pages_alone_has_a_proof_too(engine):
    rows = [
        (place, "shown_average", None, value, "stars", {"low": value - 0.05, "high": value + 0.05})
        for place, value in enumerate((4.8, 4.0, 4.1, 3.9))
    ]
    counts = [(place, "shown_count", None, 2000.0, "reviews") for place in range(4)]
    finding, numbers = found(
        engine, {"businesses": businesses(*NAMES), "facts": facts(*rows, *counts)}, aspect="overall"
    )
    again = recomputed(json.loads(json.dumps(numbers)))

    assert (again["verdict"], again["lead"]) == (finding.verdict, finding.facts["lead"])
    assert again["lead_low"] == finding.facts["lead_low"] > 0


@pytest.mark.parametrize(
    ("prices", "verdict"),
    [((2.5, 2.8, 3.0, 3.1), "yes"), ((2.5, 2.5, 3.0, 3.1), "close"), ((2.9, 2.5, 3.0, 3.1), "no")],
)
def test_what_was_looked_up_is_compared_again_figure_by_figure(engine, prices, verdict):
    finding, numbers = found(engine, priced(*prices), aspect="cheapest flat white")
    again = recomputed(json.loads(json.dumps(numbers)))

    assert finding.verdict == again["verdict"] == verdict
    assert again["lead"] == finding.facts["lead"]
    assert {one["name"]: one["estimate"] for one in again["businesses"]} == dict(zip(NAMES, prices, strict=True))


def test_a_proof_holds_nothing_about_a_person(engine):
    rows = [{"business": b, "a_staff": s, "person": 777_000 + i} for b, stars in enumerate((HIGH, LOW, LOW, LOW))
            for i, s in enumerate(stars)]  # fmt: skip
    _, numbers = found(
        engine, {"reviews": reviews(*rows), "businesses": businesses(*NAMES), "columns": columns("a_staff")}
    )

    assert "777" not in json.dumps(numbers)
    assert all(isinstance(value, int) for one in numbers["businesses"] for value in one["world"].values())


def test_those_not_judged_are_named_and_their_rows_counted_together(engine):
    finding, numbers = found(engine, market(HIGH, LOW, LOW, MIDDLE, [4] * 3, names=(*NAMES, "West")))

    assert finding.verdict == "yes"
    assert numbers["not_judged"] == ["West"]
    assert numbers["not_judged_rows"] == 3
    assert recomputed(numbers)["coverage"] == pytest.approx(120 / 123)


def test_as_many_worst_scores_as_said_undo_a_first_place_and_one_fewer_does_not(engine):
    _, numbers = found(engine, MARKETS["first"])
    worst = undoing(numbers)

    def with_more(k):
        first, *rest = numbers["businesses"]
        added = {"rows": k, "n": k, "total": 100 * k, "squares": 10_000 * k, "clusters": k, "css": 10_000 * k,
                 "csn": 100 * k, "cnn": k}  # fmt: skip
        heavier = {
            part: {kind: value + added[kind] for kind, value in first[part].items()} for part in ("world", "all")
        }
        return {**numbers, "businesses": [{**first, **heavier}, *rest]}

    assert recomputed(with_more(worst.worst - 1))["shown"]
    assert not recomputed(with_more(worst.worst))["shown"]
    assert (worst.rival, worst.low) == ("East", 1.0)


def test_a_rival_that_is_better_by_the_gap_undoes_a_first_place(engine):
    _, numbers = found(engine, market([5, 4] * 100, [3, 4] * 100, [3, 4] * 100, [3, 4] * 100))
    gap = undoing(numbers).gap
    rows = 200
    *rest, last = sorted(numbers["businesses"], key=lambda one: one["name"] == undoing(numbers).rival)

    def raised(by):
        total = round(100 * by * rows)
        shifted = {**last["world"], "total": last["world"]["total"] + total}
        # everybody gives the same more: each square grows by 2 x score x d + d x d
        d = total / rows
        shifted["squares"] = round(last["world"]["squares"] + 2 * d * last["world"]["total"] + rows * d * d)
        shifted |= {"css": shifted["squares"], "csn": shifted["total"]}
        whole = {kind: shifted[kind] for kind in last["all"]}
        return recomputed({**numbers, "businesses": [*rest, {**last, "world": shifted, "all": whole}]})["shown"]

    assert raised(gap - 0.03)
    assert not raised(gap + 0.03)


def test_the_days_and_sources_are_those_of_the_very_scores_that_were_compared(engine):
    early, late, later = (AS_OF - timedelta(days=days) for days in (90, 60, 10))
    rows = [
        *(r for b, stars in enumerate((HIGH, LOW, LOW, LOW)) for r in scored(b, "a_staff", stars, d_guest="family",
                                                                         day=early if b else late)),
        *(r for b in range(4) for r in scored(b, "a_staff", [1, 5] * 30, d_guest="alone", day=later, source="yelp")),
        *scored(4, "a_staff", [3], d_guest="family", day=later, source="trustpilot"),
    ]  # fmt: skip
    tables = {
        "reviews": reviews(*rows),
        "businesses": businesses(*NAMES, "West"),
        "columns": columns("a_staff", "d_guest"),
    }
    held = engine(**tables)
    findings, _ = answer(held, SETTINGS, 0, AS_OF)
    [one] = [f for f in findings if f.world]

    assert scope(held, one.behind) == {
        "sources": ["Google Takeout"], "first_at": early.isoformat(), "last_at": late.isoformat(),
    }  # fmt: skip


def test_what_was_looked_up_says_itself_when(engine):
    held = engine(**priced(2.5, 2.8, 3.0, 3.1))
    findings, _ = answer(held, SETTINGS, 0, AS_OF)

    assert scope(held, findings[0].behind) is None


def test_aspects_taken_together_have_a_proof_like_one_aspect(engine):
    high, good, low = [5, 5, 5, 4] * 25, [4, 4, 4, 5] * 25, [3, 3, 3, 4] * 25
    both = ((good, good), (high, low), (low, high), (low, low))
    rows = [{"business": b, "a_staff": staff, "a_food": food}
            for b, pair in enumerate(both) for staff, food in zip(*pair, strict=True)]  # fmt: skip
    finding, numbers = found(
        engine,
        {"reviews": reviews(*rows), "businesses": businesses(*NAMES), "columns": columns("a_staff", "a_food")},
        aspect="food and staff together",
    )
    again = recomputed(json.loads(json.dumps(numbers)))

    assert (finding.verdict, again["verdict"]) == ("yes", "yes")
    assert again["lead_low"] == finding.facts["lead_low"] > 0
    assert again["lead"] == finding.facts["lead"] == pytest.approx(0.25)


def test_nothing_undoes_what_is_not_shown(engine):
    _, numbers = found(engine, MARKETS["tied"])

    assert undoing(numbers) is None
