"""Who is large where: shares counted by hand, luck kept out, and what a large rival means for us."""

import json

import numpy as np
import pytest

from questions.est.conftest import businesses, columns, reviews
from standout.questions.est.cells import overall_cells, overall_sums
from standout.questions.est.claims import Rules
from standout.questions.est.dominance import PEOPLE_FROM, SINGLES, dominance
from standout.questions.est.dominance_rows import dominance_rows
from standout.questions.est.gathered import gathered
from standout.questions.est.market import described, markets

NAMES = ("Deli", "North", "South", "East")
RULES = Rules(alpha=0.05, judged_from=15, proven_from=30, rivals_from=3, depth=3)


def rows(business, n, stars=(3, 4, 5), **more):
    """Give ``n`` reviews of a business whose overall scores go round ``stars``."""
    return [{"business": business, "a_overall": stars[i % len(stars)], **more} for i in range(n)]


@pytest.fixture
def mapped(engine):
    """Give ``mapped(rows)``: the map, and its rows in the table."""

    def of(held, names=NAMES, **kind):
        free = sorted({name for row in held for name in row if name[:2] in ("a_", "d_")})
        made = engine(reviews=reviews(*held), businesses=businesses(*names), columns=columns(*free, **kind))
        [market], (aspects, descriptors) = markets(made), described(made)
        shown = made.table("reviews")
        overall = overall_cells(overall_sums(made, shown, [market], aspects)[0], aspects, RULES.judged_from)
        found = dominance(gathered(made, shown, market, aspects, descriptors), overall, RULES)
        return found, dominance_rows(found, market).to_pylist()

    return of


def kinds(found):
    return {tuple(one.world.values()): one.kind for one in found.worlds}


def test_shares_and_the_number_of_equals_are_those_counted_by_hand(mapped):
    held = [*rows(0, 30, d_visit="lunch"), *rows(1, 60, d_visit="lunch"), *rows(2, 10, d_visit="lunch")]
    held += rows(3, 120, d_visit="tea")

    found, table = mapped(held)
    lunch = next(one for one in found.worlds if one.world == {"visit": "lunch"})

    assert lunch.share.tolist() == [0.3, 0.0, 0.6, 0.1]  # ours, then by name: East, North, South
    assert lunch.effective == pytest.approx(1 / (0.09 + 0.36 + 0.01))
    shares = {row["business"]: row["estimate"] for row in table if row["kind"] == "share" and "lunch" in row["world"]}
    assert shares == {"Deli": 0.3, "North": 0.6, "South": 0.1}  # East has no review there
    [market] = [row for row in table if row["kind"] == "market" and "lunch" in row["world"]]
    assert (market["rows"], market["business"]) == (100, None)
    assert market["estimate"] == pytest.approx(lunch.effective)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind", "standing"),
    [
        ((5, 5, 4), (2, 1, 3), "ahead", "ahead"),
        ((2, 1, 3), (5, 5, 4), "giant", "behind"),
        ((4, 3, 5), (4, 3, 5), "held", "open"),
    ],
)
def test_what_a_large_rival_means_depends_on_who_is_rated_higher(mapped, ours, theirs, kind, standing):
    held = [*rows(0, 60, ours, d_visit="lunch"), *rows(1, 150, theirs, d_visit="lunch")]
    held += [*rows(2, 40, d_visit="lunch"), *rows(3, 150, d_visit="tea"), *rows(2, 140, d_visit="tea")]

    found, table = mapped(held)

    assert kinds(found)[("lunch",)] == kind
    [north] = [row for row in table if row["business"] == "North" and row["world"] == json.dumps({"visit": "lunch"})]
    assert north["standing"] == standing


def test_a_large_rival_is_only_large_where_we_have_too_few_scores(mapped):
    held = [*rows(0, 10, d_visit="lunch"), *rows(1, 150, d_visit="lunch"), *rows(2, 200, d_visit="tea")]

    found, _ = mapped([*held, *rows(3, 190, d_visit="tea")])

    assert kinds(found)[("lunch",)] == "held"


def test_where_nobody_has_40_percent_the_world_is_open(mapped):
    held = [row for business in range(4) for row in rows(business, 30 + business, d_visit="lunch")]

    found, _ = mapped([*held, *rows(0, 200, d_visit="tea"), *rows(1, 20, d_visit="tea")])

    assert kinds(found) == {("lunch",): "open", ("tea",): "ours"}


def test_a_lead_that_luck_explains_makes_nobody_large(mapped):
    # 52 of 104 against 50 of 104: which of the two is larger is chance
    held = [*rows(0, 2, d_visit="lunch"), *rows(1, 52, d_visit="lunch"), *rows(2, 50, d_visit="lunch")]

    found, _ = mapped([*held, *rows(3, 150, d_visit="tea")])

    assert kinds(found)[("lunch",)] == "unclear"


def test_reviews_by_a_few_people_count_as_few(mapped):
    few = [row | {"person": i % 5} for i, row in enumerate(rows(1, 150, d_visit="lunch"))]
    many = [row | {"person": 1000 + i} for i, row in enumerate(rows(2, 100, d_visit="lunch"))]

    found, _ = mapped([*few, *many, *rows(0, 20, d_visit="lunch"), *rows(3, 150, d_visit="tea")])

    lunch = next(one for one in found.worlds if one.world == {"visit": "lunch"})
    assert lunch.people.tolist() == [20, 0, 5, 100]  # ours, East, North with its 150 reviews, South
    assert (lunch.kind, lunch.rival) == ("held", 3)


def test_on_even_markets_hardly_anybody_is_called_large(mapped, rng):
    called = 0
    for _ in range(20):
        held = [
            {"business": int(rng.integers(4)), "a_overall": 4, "d_visit": f"v{i % 4}"} for i in range(480)
        ]  # fmt: skip
        found, _ = mapped(held)
        called += any(one.kind not in ("open", "unclear") for one in found.worlds)

    assert called <= 3  # 5 % of 20 markets, with room for chance


def test_worlds_that_a_buyer_cannot_recognise_and_small_ones_are_left_out(mapped):
    held = [*rows(0, 99, d_visit="lunch"), *rows(1, 200, d_visit="tea")]

    found, _ = mapped(held)
    assert [one.world for one in found.worlds] == [{"visit": "tea"}]
    hidden, table = mapped(held, addressable="after")
    assert (hidden.worlds, table) == ((), [])


def test_a_pair_is_told_only_where_it_tells_more_than_its_parts(mapped):
    held = []
    for day in ("weekday", "weekend"):
        for visit in ("lunch", "tea"):
            large = (day, visit) == ("weekend", "tea")
            held += rows(0, 40, d_day=day, d_visit=visit) + rows(2, 70, d_day=day, d_visit=visit)
            held += rows(3, 70, d_day=day, d_visit=visit) + rows(1, 200 if large else 20, d_day=day, d_visit=visit)

    found, _ = mapped(held)

    assert kinds(found)[("weekend", "tea")] in ("held", "giant")
    assert len([one for one in found.worlds if len(one.world) == 2]) == 1


def test_one_business_or_no_world_gives_no_map(mapped):
    assert mapped(rows(0, 200, d_visit="tea"), names=("Deli",))[1] == []
    assert mapped(rows(0, 200) + rows(1, 200))[1] == []


def test_of_5000_values_the_largest_are_looked_at_and_the_others_counted(mapped):
    held = [
        {"business": i % 4, "a_overall": 4, "d_visit": f"v{v}"}
        for v in range(60)
        for i in range(PEOPLE_FROM + v)
    ]  # fmt: skip
    held += [{"business": v % 4, "a_overall": 4, "d_visit": f"rare{v}"} for v in range(5000)]

    found, _ = mapped(held)

    assert len(found.worlds) == SINGLES
    assert found.more == 60 - SINGLES
    assert {one.world["visit"] for one in found.worlds} == {f"v{v}" for v in range(20, 60)}


def test_a_shuffle_of_the_rows_changes_nothing(mapped, rng):
    held = [*rows(0, 60, (2, 1, 3), d_visit="lunch"), *rows(1, 150, (5, 5, 4), d_visit="lunch")]
    held += rows(2, 150, d_visit="tea")
    order = rng.permutation(len(held))

    assert mapped(held)[1] == mapped([held[i] for i in order])[1]


def test_shares_of_what_is_printed_are_never_more_than_all(mapped, rng):
    held = [
        {"business": int(b), "a_overall": int(s), "d_visit": "lunch" if v else "tea"}
        for b, s, v in zip(rng.integers(0, 4, 900), rng.integers(1, 6, 900), rng.integers(0, 2, 900), strict=True)
    ]
    _, table = mapped(held)
    for world in {row["world"] for row in table}:
        shares = [row["estimate"] for row in table if row["world"] == world and row["kind"] == "share"]
        assert sum(shares) == pytest.approx(1)
        assert all(np.isfinite(shares))
