"""Every business of a workspace asked about in one run: the same as asking about one after the other."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import numpy as np
import pytest

from standout.errors import TableError, UsageError
from standout.questions.est.every import seated
from standout.questions.est.gathered import Gathered
from standout.stats.worlds.rows import rows_of
from standout.workspace import Workspace

NAMES = ("Deli", "North", "South", "West", "East")


def written(folder: Path, names: tuple[str, ...] = NAMES, each: int = 120) -> Path:
    """Write reviews of several businesses: each is good at something, some people write often."""
    chance = random.Random(5)
    rows = []
    for place, name in enumerate(names):
        for number in range(each + 10 * place):
            visit, day = chance.choice(["lunch", "tea"]), chance.choice(["weekday", "weekend"])
            good = 5 if (place, visit) in ((0, "lunch"), (1, "tea")) else 3
            staff = min(5, max(1, good + chance.randint(-1, 1)))
            rows.append(
                f"{name},2026-0{1 + number % 9}-{1 + number % 28:02d},{chance.randint(2, 5)},{staff},"
                f"{chance.randint(2, 5)},{visit},{day},"
                f"text {name} {number},person {number % 90}"
            )
    file = folder / "reviews.csv"
    file.write_text(
        "Business,Date,Stars,Staff,Food,Visit,Day,Text,Reviewer\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    return file


@pytest.fixture(scope="module", params=["named", "unnamed", "some named"])
def market(request, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give a workspace whose owner named all rivals, none or some of them."""
    folder = tmp_path_factory.mktemp("market")
    rivals = {"named": NAMES[1:], "unnamed": (), "some named": (*NAMES[1:4], "Nobody wrote of them")}[request.param]
    made = Workspace.new(folder / "shop", ours="Deli", rivals=rivals)
    made.add(written(folder), yes=True)
    return made


def test_every_business_is_told_what_it_would_be_told_alone(market: Workspace) -> None:
    together = market.ask("est", subject="every")
    subjects = list(dict.fromkeys(finding.subject for finding in together.findings))

    assert sorted(subjects) == sorted(NAMES[:4] if "Nobody wrote of them" in market.config.rivals else NAMES)
    for subject in subjects:
        alone = market.ask("est", subject=subject)
        mine = [finding for finding in together.findings if finding.subject == subject]
        assert [finding.to_dict() for finding in mine] == [finding.to_dict() for finding in alone.findings]


def test_some_claim_of_two_businesses_is_found_so_that_the_comparison_means_something(market: Workspace) -> None:
    best = {finding.subject for finding in market.ask("est", subject="every").findings if finding.verdict == "yes"}

    assert {"Deli", "North"} <= best


def test_the_table_holds_each_business_once_for_each_thing_it_was_judged_on(market: Workspace) -> None:
    table = market.ask("est", subject="every").table

    assert all(table["ours"].to_pylist())
    rows = list(zip(*(table[name].to_pylist() for name in ("business", "aspect", "world", "kind")), strict=True))
    assert len(rows) == len(set(rows))


def test_all_of_it_can_be_written_as_csv(market: Workspace, tmp_path: Path) -> None:
    answer = market.ask("est", subject="every")

    findings, _ = answer.to_csv(tmp_path)

    with findings.open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == len(answer.findings)


def test_a_business_called_every_is_asked_about_as_any_other(tmp_path: Path) -> None:
    shop = Workspace.new(tmp_path / "shop", ours="Deli")
    shop.add(written(tmp_path, ("Deli", "every", "North"), each=40), yes=True)

    assert {finding.subject for finding in shop.ask("est", subject="every").findings} == {"every"}


def test_where_nothing_is_held_it_says_what_to_do(tmp_path: Path) -> None:
    shop = Workspace.new(tmp_path / "shop", ours="Deli")

    with pytest.raises(TableError, match="Add a file of reviews first"):
        shop.ask("est", subject="every")


def test_a_business_nobody_has_heard_of_is_an_error_that_names_the_nearest(market: Workspace) -> None:
    with pytest.raises(TableError, match="North"):
        market.ask("est", subject="Nort")


def test_looking_back_is_for_one_business_at_a_time(market: Workspace) -> None:
    with pytest.raises(UsageError, match="one business at a time"):
        market.backtest("est", subject="every")


def test_rows_put_in_other_seats_are_those_that_were_sorted_so(rng) -> None:
    n, businesses = 500, 6
    business, code, score = rng.integers(0, businesses, n), rng.integers(0, 4, n), rng.integers(100, 500, n)
    cluster, weight = rng.integers(-1, 30, n), rng.integers(1, 9, n)
    order = np.array([3, 0, 1, 2, 5, 4])
    held = Gathered(rows_of(business, [code], [score], cluster, weight, businesses), (), ())

    moved = seated(held, order).rows

    place = np.argsort(order)  # where each business now sits
    sorted_so = rows_of(place[business], [code], [score], cluster, weight, businesses)
    for name in ("business", "starts", "cluster", "weight"):
        assert np.array_equal(getattr(moved, name), getattr(sorted_so, name)), name
    assert np.array_equal(moved.codes[0], sorted_so.codes[0])
    assert np.array_equal(moved.scores[0], sorted_so.scores[0])


def test_rows_that_sit_right_are_left_alone(rng) -> None:
    held = Gathered(rows_of(rng.integers(0, 3, 20), [], [], businesses=3), (), ())

    assert seated(held, np.arange(3)) is held
