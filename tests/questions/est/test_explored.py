"""Explored: what a view picked by hand may claim, and what it pays."""

from datetime import date, timedelta

import numpy as np
import pytest

from questions.est.conftest import AS_OF, SETTINGS, businesses, columns, facts, reviews, scored
from questions.est.test_worlds import NAMES, market
from standout.engine.duck import DuckEngine
from standout.errors import UsageError
from standout.question import Picked
from standout.questions.est.answer import answer
from standout.questions.est.explored import explored
from standout.questions.est.price import SORTS, stretches

NICHE = (("d_day", "weekday"), ("d_party", "family"), ("d_place", "Leith"))


def held(rows, *, since=None, named=(), described=None, **more):
    """Give an engine over made-up cafés; ``named`` are the places of the rivals picked."""
    names = sorted({name for name in rows[0] if name[:2] in ("a_", "d_")})
    league = businesses(*NAMES)
    if named:
        flags = [place in named for place in range(len(NAMES))]
        league = league.set_column(league.column_names.index("rival"), "rival", [flags])
    tables = {"reviews": reviews(*rows), "businesses": league, "columns": described or columns(*names), **more}
    return DuckEngine({}, tables, since=since)


def look(engine, settings=None, **picked):
    return explored(engine, SETTINGS | (settings or {}), 0, AS_OF, Picked(**picked))


def test_a_world_picked_by_hand_pays_what_the_search_pays_and_says_so():
    engine = held(market())
    searched = next(one for one in answer(engine, SETTINGS, 0, AS_OF)[0] if one.verdict == "yes")

    [found], table = look(engine, where=NICHE)

    assert (found.verdict, found.world, found.facts["searched"]) == ("yes", searched.world, searched.facts["searched"])
    assert found.facts["lead_low"] == pytest.approx(searched.facts["lead_low"])
    assert found.facts["world_rows"] == searched.facts["world_rows"]
    assert "You picked this group by hand, so it had to pass the bar of a search through" in found.sentence
    assert {row["world"] for row in table.to_pylist()} == {'{"day": "weekday", "party": "family", "place": "Leith"}'}


def test_every_aspect_of_the_world_is_told_and_ordered_by_use():
    rows = [{**row, "a_coffee": 3 + row["a_staff"] % 2} for row in market()]

    findings, _ = look(held(rows), where=NICHE)

    assert [one.aspect for one in findings] == ["staff", "coffee"]
    assert all(one.world == findings[0].world for one in findings)


def test_no_world_that_is_tried_by_hand_is_first_where_the_search_would_not_say_so():
    engine = held(market(seed=5, lift=0.9))
    said = {
        tuple(sorted(one.world.items())) for one in answer(engine, SETTINGS, 0, AS_OF)[0] if one.verdict == "yes"
    }  # fmt: skip
    values = {"d_day": ("weekday", "weekend"), "d_party": ("couple", "family"), "d_place": ("Leith", "Portobello")}
    for column, some in values.items():
        for value in some:
            for one in look(engine, where=((column, value),))[0]:
                world = tuple(sorted(one.world.items()))
                assert one.verdict != "yes" or world in said


def test_a_world_with_more_conditions_than_the_search_looks_into_is_refused_in_words():
    with pytest.raises(UsageError, match="1 condition at most"):
        look(held(market()), {"depth": 1}, where=NICHE)


def test_a_world_that_buyers_cannot_recognise_is_at_most_a_hint():
    after = columns("a_staff", "d_day", "d_party", "d_place", addressable="after")

    [found], _ = look(held(market(), described=after), where=NICHE[1:2])

    assert found.verdict in {"close", "no"}
    assert found.facts["searched"] == 0


def test_a_world_nobody_of_ours_is_in_says_that_there_is_nothing():
    rows = [*scored(1, "a_staff", [4] * 40, d_day="weekday"), *scored(0, "a_staff", [5] * 40, d_day="weekend")]

    [found], _ = look(held(rows), where=(("d_day", "weekday"),))

    assert found.verdict == "not_enough"


def test_facts_are_no_figures_of_one_kind_of_customers():
    prices = facts((0, "price", "tea", 2.0, "GBP"), *((place, "price", "tea", 3.0, "GBP") for place in range(1, 5)))

    inside, _ = look(held(market(), facts=prices), where=NICHE)
    everybody, _ = look(held(market(), facts=prices), rivals=True, whole=held(market(), facts=prices))

    assert {one.facts["kind"] for one in inside} == {"rating"}
    assert any(one.facts["kind"] == "fact" for one in everybody)


def test_picked_rivals_pay_for_every_rival_there_was_to_pick():
    rows = market()
    plain = answer(held(rows), SETTINGS | {"depth": 0}, 0, AS_OF)[0]

    found, _ = look(held(rows, named=(1, 2, 3)), {"depth": 0}, rivals=True, whole=held(rows))

    # one aspect, no worlds: one claim in the plain search; three sorts of picking and four rivals here
    assert {one.facts["searched"] for one in plain} == {1}
    assert {one.facts["searched"] for one in found} == {SORTS * 4 * 1}
    assert {one.facts["rivals_judged"] for one in found} == {3}


def test_picked_days_pay_for_every_first_day_there_was():
    random = np.random.default_rng(2)
    rows = [
        {"business": place % 5, "a_staff": int(random.integers(1, 6)), "day": date(2026, 1, 1) + timedelta(place % 30)}
        for place in range(600)
    ]  # fmt: skip

    found, _ = look(held(rows, since=date(2026, 1, 10)), {"depth": 0}, since=True, whole=held(rows))

    assert {one.facts["searched"] for one in found} == {SORTS * 30}
    assert {one.facts["first_at"] for one in found} == {"2026-01-10"}


def test_a_last_day_alone_pays_for_every_last_day_and_both_ends_for_every_pair():
    random = np.random.default_rng(2)
    rows = [
        {"business": place % 5, "a_staff": int(random.integers(1, 6)), "day": date(2026, 1, 1) + timedelta(place % 30)}
        for place in range(600)
    ]  # fmt: skip
    early = [row for row in rows if row["day"] <= date(2026, 1, 20)]

    last, _ = look(held(early), {"depth": 0}, until=True, whole=held(rows))
    both, _ = look(held(early, since=date(2026, 1, 10)), {"depth": 0}, since=True, until=True, whole=held(rows))
    inside, _ = look(held([row | {"d_day": "weekday"} for row in early]), {"depth": 1}, where=(("d_day", "weekday"),),
                     until=True, whole=held([row | {"d_day": "weekday"} for row in rows]))  # fmt: skip

    assert {one.facts["searched"] for one in last} == {SORTS * 30}
    assert {one.facts["searched"] for one in both} == {SORTS * 30 * 31 // 2}
    assert all(one.facts["searched"] >= SORTS * 30 for one in inside)


def test_a_lead_that_a_search_shows_may_be_too_little_for_a_view_picked_by_hand():
    # 120 scores each; ours 4.3 on average, the others 4.0: a lead of 0.3 with a standard error of about 0.08
    ours, theirs = [5] * 48 + [4] * 60 + [3] * 12, [5] * 24 + [4] * 72 + [3] * 24
    rows = [row for place in range(5) for row in scored(place, "a_staff", theirs if place else ours)]
    [plain] = answer(held(rows), SETTINGS, 0, AS_OF)[0]

    [picked], _ = look(held(rows, named=(1, 2, 3)), rivals=True, since=True, whole=held(rows))

    assert plain.verdict == "yes"
    assert picked.facts["searched"] == SORTS * 4 * 300  # AS_OF and the 299 days before it
    assert picked.verdict != "yes"


def test_a_fact_among_picked_rivals_says_whom_it_leaves_out():
    prices = facts(*((place, "price", "tea", 2.0 + 0.5 * place, "GBP") for place in range(5)))
    rows = scored(0, "a_staff", [4, 5] * 10)

    found, _ = look(held(rows, named=(2, 3, 4), facts=prices), rivals=True, whole=held(rows, facts=prices))

    [cheapest] = [one for one in found if one.facts.get("kind") == "fact" and one.verdict == "yes"]
    assert cheapest.sentence.endswith("Only the rivals you picked count here.")


def test_the_same_view_twice_gives_the_same_and_noise_gives_no_first_place():
    chance = np.random.default_rng(9)
    rows = [
        {"business": place % 5, "a_staff": int(chance.integers(1, 6)), "d_day": ("weekday", "weekend")[place % 2]}
        for place in range(1500)
    ]  # fmt: skip
    picks = {"where": (("d_day", "weekday"),), "rivals": True, "since": True}

    one, two = (look(held(rows, named=(1, 2, 3)), whole=held(rows), **picks)[0] for _ in range(2))

    assert [finding.to_dict() for finding in one] == [finding.to_dict() for finding in two]
    assert not any(finding.verdict == "yes" for finding in one)


def test_without_businesses_there_is_nothing():
    empty = DuckEngine({}, {"reviews": reviews(*scored(0, "a_staff", [4]))})
    findings, table = look(empty, where=(("d_day", "weekday"),))
    assert findings == []
    assert table.num_rows == 0


def test_stretches_are_the_first_days_or_pairs_of_first_and_last():
    assert stretches(5, ends=False) == 5
    assert stretches(5, ends=True) == 5 + 4 + 3 + 2 + 1
    assert stretches(0, ends=False) == 1
