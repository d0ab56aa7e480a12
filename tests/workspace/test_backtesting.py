"""The past asked again: only what was known then is seen, and a claim that dies is seen to die in its quarter."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from standout.errors import UsageError
from standout.workspace import Workspace
from standout.workspace.backtest import Backtest, Claimed, Later

FIRST = date(2024, 1, 1)
TURN = date(2025, 1, 1)  # from this day on North is better than we are
NAMES = ("Deli", "North", "South", "West")


def written(folder: Path, rows: list[tuple[str, date | None, int]]) -> Path:
    """Write reviews: whose, which day, how many stars."""
    file = folder / "reviews.csv"
    lines = [
        f"{name},{day or ''},{stars},lunch,text {i},person {i}" for i, (name, day, stars) in enumerate(rows)
    ]  # fmt: skip
    file.write_text("Business,Date,Stars,Visit,Text,Reviewer\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def series() -> list[tuple[str, date | None, int]]:
    """Give two years of reviews, every third day; our scores are the best of all until the day of the turn."""
    rows: list[tuple[str, date | None, int]] = []
    for place in range(243):
        day = FIRST + timedelta(days=3 * place)
        ours, norths = ((5, 4, 5), (3, 2, 4)) if day < TURN else ((2, 1, 3), (5, 4, 5))
        stars = {"Deli": ours, "North": norths, "South": (3, 2, 4), "West": (2, 3, 4)}
        rows += [(name, day, stars[name][place % 3]) for name in NAMES]
    return rows


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give a workspace with the series in it."""
    folder = tmp_path_factory.mktemp("series")
    made = Workspace.new(folder / "shop", ours="Deli", rivals=NAMES[1:])
    made.add(written(folder, series()), yes=True)
    return made


@pytest.fixture(scope="module")
def found(shop: Workspace) -> Backtest:
    """Give what came of the claims of the series."""
    return shop.backtest("est")


def overall(found: Backtest) -> dict[date, Claimed]:
    return {claim.asked_at: claim for claim in found.claims if not claim.world and claim.verdict == "yes"}


def test_a_claim_that_dies_in_a_known_quarter_is_seen_to_die_there(found: Backtest) -> None:
    claims = overall(found)

    assert [day.isoformat() for day in found.asked_at] == [
        "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30",
    ]  # fmt: skip
    # until the turn our mean is 14/3 and North's 3; after it ours is 2 and North's 14/3.  With 122 days before it
    # and 60, then 91 after it, all together we are ahead by 0.2 on 30 June and behind by 0.2 on 30 September
    assert max(claims) == date(2025, 6, 30)
    died = {(claim.asked_at, later.quarters) for claim in claims.values() for later in claim.later if not later.holds}
    assert died == {(date(2024, 9, 30), 4), (date(2025, 3, 31), 2), (date(2025, 6, 30), 1)}
    # the reviews after the turn alone say so at once
    turned = {(claim.asked_at, later.quarters) for claim in claims.values() for later in claim.later if later.turned}
    assert turned >= {(date(2024, 12, 31), 1), (date(2024, 12, 31), 2), (date(2025, 3, 31), 1)}
    assert not {(day, quarters) for day, quarters in turned if day < date(2024, 9, 30) and quarters == 1}
    fresh = [later.lead for later in claims[date(2024, 12, 31)].later]
    assert fresh == pytest.approx([-8 / 3, -8 / 3], abs=0.1)


def test_what_is_printed_of_a_past_day_is_what_was_asked_on_that_day(found: Backtest, tmp_path: Path) -> None:
    day = date(2024, 9, 30)
    then = Workspace.new(tmp_path / "then", ours="Deli", rivals=NAMES[1:])
    then.add(written(tmp_path, [row for row in series() if row[1] and row[1] <= day]), yes=True)

    asked = [
        (one.aspect, one.verdict, one.facts["lead"], one.facts["lead_low"])
        for one in then.ask("est", as_of=day).findings
        if one.verdict in ("yes", "probably") and one.facts["kind"] == "rating"
    ]

    told = [claim for claim in found.claims if claim.asked_at == day]
    assert asked
    assert [(claim.aspect, claim.verdict, claim.lead, claim.lead_low) for claim in told] == asked


def test_the_table_counts_claims_that_hold_and_those_that_do_not(found: Backtest) -> None:
    rows = {(row["verdict"], row["quarters"]): row for row in found.summary()}

    for quarters in (1, 2, 4):
        held = [later.holds for claim in found.claims if claim.verdict == "yes" for later in claim.later
                if later.quarters == quarters]  # fmt: skip
        row = rows["yes", quarters]
        assert (row["claims"], row["still"]) == (len(held), sum(held))
        assert row["turned"] <= row["compared"] <= row["claims"]
    assert rows["yes", 4]["turned"] > 0
    assert "put a rival ahead" in found.sentence


def test_reviews_without_a_day_are_counted_and_left_out(tmp_path: Path) -> None:
    dated = series()
    shop = Workspace.new(tmp_path / "shop", ours="Deli", rivals=NAMES[1:])
    shop.add(written(tmp_path, [*dated, *(("North", None, 5) for _ in range(40))]), yes=True)

    found = shop.backtest("est")

    assert (found.rows, found.undated) == (len(dated) + 40, 40)
    assert "40 of 1,012 reviews carry no day and are left out." in found.sentence
    assert overall(found)  # forty fives of North would have undone it


def test_too_short_a_time_is_said_and_is_no_error(tmp_path: Path) -> None:
    shop = Workspace.new(tmp_path / "shop", ours="Deli")
    assert "don't reach the end of one quarter" in shop.backtest("est").sentence
    shop.add(written(tmp_path, [("Deli", date(2026, 1, 5), 5), ("North", date(2026, 2, 5), 4)]), yes=True)

    found = shop.backtest("est")

    assert (found.asked_at, found.claims) == ([], [])
    assert "don't reach the end of one quarter" in found.sentence


def test_where_nothing_could_be_claimed_it_says_so(tmp_path: Path) -> None:
    shop = Workspace.new(tmp_path / "shop", ours="Deli", rivals=NAMES[1:])
    even = [(name, FIRST + timedelta(days=i), 1 + i % 5) for i in range(200) for name in NAMES]
    shop.add(written(tmp_path, even), yes=True)

    found = shop.backtest("est")

    assert "At none of them was a first place of Deli sure." in found.sentence


def test_the_last_day_to_look_at_can_be_set(shop: Workspace) -> None:
    assert shop.backtest("est", as_of=date(2024, 7, 1)).asked_at[-1] == date(2024, 6, 30)
    assert shop.backtest("est", as_of=date(2031, 7, 1)).asked_at[-1] == date(2025, 9, 30)


def test_another_business_can_be_looked_back_on(shop: Workspace) -> None:
    found = shop.backtest("est", subject="South")

    assert found.subject == "South"
    assert not overall(found)


def test_only_est_can_be_asked_of_the_past(shop: Workspace) -> None:
    with pytest.raises(UsageError, match="Only the question est can be asked of the past"):
        shop.backtest("gap")


def test_both_tables_can_be_written(found: Backtest, tmp_path: Path) -> None:
    claims, summary = found.to_csv(tmp_path / "out")

    with summary.open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == 6
    with claims.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(max(len(claim.later), 1) for claim in found.claims)


def test_aspects_taken_together_are_followed_too(tmp_path: Path) -> None:
    chance = random.Random(2)
    lines = ["Business,Date,Staff,Food,Text,Reviewer"]
    for place in range(240):
        day = FIRST + timedelta(days=3 * place)
        for name in NAMES:
            # North is as good as we are on staff and South on food; both together only we are
            staff = chance.choice([4, 5, 5]) if name in ("Deli", "North") else chance.choice([1, 2, 3])
            food = chance.choice([4, 5, 5]) if name in ("Deli", "South") else chance.choice([1, 2, 3])
            lines.append(f"{name},{day},{staff},{food},text {name} {place},person {name} {place}")
    (tmp_path / "reviews.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shop = Workspace.new(tmp_path / "shop", ours="Deli", rivals=NAMES[1:])
    shop.add(tmp_path / "reviews.csv", yes=True)

    both = [claim for claim in shop.backtest("est").claims if "Staff" in claim.aspect and "Food" in claim.aspect]

    assert both
    later = both[-3].later[0]
    assert (later.holds, later.turned) == (True, False)
    # ours is 14/3 on both; North 14/3 and 2: a mean of 10/3; the lead is 4/3
    assert later.lead == pytest.approx(4 / 3, abs=0.3)


def claimed(day: date, *later: Later, verdict: str = "yes", aspect: str = "staff") -> Claimed:
    return Claimed(asked_at=day, verdict=verdict, aspect=aspect, world={}, rival="North", lead=0.5, later=later)


def again(quarters: int, lead: float | None, *, holds: bool = True, turned: bool | None = False) -> Later:
    return Later(quarters=quarters, holds=holds, lead=lead, turned=turned)


def test_the_summary_is_what_one_counts_by_hand() -> None:
    found = Backtest(
        subject="Deli", asked_at=[FIRST] * 3, rows=100, undated=0,
        claims=[
            claimed(FIRST, again(1, 0.1), again(2, None, holds=False, turned=None)),
            claimed(TURN, again(1, -0.3, turned=True)),
            claimed(TURN, again(1, 0.2), verdict="probably"),
            claimed(TURN, aspect="food"),
        ],
    )  # fmt: skip
    [one, two, four, *probably] = found.summary()

    assert (one["claims"], one["distinct"], one["still"], one["fresh"], one["above"]) == (2, 1, 2, 2, 1)
    assert (one["compared"], one["turned"], one["lead"], one["lead_since"]) == (2, 1, 0.5, -0.1)
    assert (two["claims"], two["still"], two["fresh"], two["lead_since"]) == (1, 0, 0, None)
    assert one["lead_fair"] is None  # none of them was picked
    assert four["claims"] == 0
    assert [row["claims"] for row in probably] == [1, 0, 0]
    assert found.sentence == (
        "We asked at 3 quarter ends what Deli was best at. Of its sure first places, 2 of 2 still stood 1 quarter "
        "later and 0 of 1 still stood 2 quarters later. We could check 2 claims by the later reviews alone. In 1 "
        "they put a rival ahead."
    )


def test_a_lead_that_was_picked_is_set_beside_what_came_of_it() -> None:
    picked = replace(claimed(FIRST, again(1, 0.2)), lead_fair=0.3)
    found = Backtest(
        subject="Deli", asked_at=[FIRST], rows=9, undated=0, claims=[picked, claimed(FIRST, again(1, 0.4))]
    )  # fmt: skip

    row = found.summary()[0]
    # seen 0.5 and 0.5; corrected 0.3, and 0.5 where nothing was picked; since then 0.2 and 0.4
    assert (row["lead"], row["lead_fair"], row["lead_since"]) == (0.5, 0.4, 0.3)


def test_claims_that_are_too_new_are_said_to_be() -> None:
    found = Backtest(subject="Deli", asked_at=[TURN], rows=9, undated=0, older=3, claims=[claimed(TURN)])

    assert found.sentence == (
        "A first place of Deli is too new to look back on. Ask again in three months. 3 earlier quarter ends lie "
        "too far back and were not asked."
    )
