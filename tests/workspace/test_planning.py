"""A week planned on a real workspace: kept as it was made, its people asked only while they agree, its deeds noted."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from ahead import reviews
from standout.errors import SettingError, UsageError
from standout.workspace import Workspace, aims, plan_records

TODAY = date(2026, 10, 5)
NEWEST = date(2026, 10, 1)
CONTACTS = """Name,Email,Phone,E-mail consent,Consent date
Ann Quill,ann@mail.example,,yes,2026-01-01
Bo Vane,bo@mail.example,,no,2026-01-01
Cy Raven,cy@mail.example,,,
Di Marsh,di@mail.example,,yes,2026-01-01
"""


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give a workspace in which Deli's staff are far ahead, with four contacts and their orders."""
    folder = tmp_path_factory.mktemp("planning")
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    orders = [
        f"{n},{who}@mail.example,{NEWEST - timedelta(days=7 * (n % 9))},Latte,1,3.50,GBP"
        for n, who in enumerate(["ann", "bo", "cy", "di"] * 9)
    ]
    (folder / "orders.csv").write_text("Order,Email,Date,Item,Quantity,Amount,Currency\n" + "\n".join(orders), "utf-8")
    made = Workspace.new(folder / "shop", ours="Deli", objective="reach")
    made.add(reviews(folder, NEWEST), yes=True)
    made.add(folder / "contacts.csv", as_table="people", yes=True)
    made.add(folder / "orders.csv", as_table="orders", yes=True)
    made.week(TODAY, hours=1.0)
    return made


@pytest.fixture
def shop(stocked: Workspace, tmp_path: Path) -> Workspace:
    """Give a copy of it, in which this week is planned."""
    shutil.copytree(stocked.folder, tmp_path / "shop")
    return Workspace(tmp_path / "shop")


def rows(shop: Workspace, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in shop.index.rows(query)]


def test_a_week_has_plays_for_its_objective_under_its_cap(shop: Workspace) -> None:
    made = shop.week(TODAY, hours=1.0)

    assert 1 <= len(made.week.plays) <= 3
    assert made.week.minutes <= 60
    assert made.week.cost == 0
    assert all(play.reason and play.expected and play.stop and play.message for play in made.week.plays)


def test_the_same_week_again_is_the_plan_that_was_made(shop: Workspace) -> None:
    first = shop.week(TODAY, hours=1.0)
    again = shop.week(TODAY + timedelta(days=3), hours=5.0)

    assert not again.fresh
    assert again.week == first.week
    assert again.to_dict()["plays"] == first.to_dict()["plays"]


def test_a_week_made_anew_stands_beside_the_first_whose_open_plays_are_noted_as_replaced(shop: Workspace) -> None:
    first = shop.week(TODAY, hours=1.0)
    done, *left = [play.play_id for play in first.week.plays]
    shop.did(done, "done", TODAY, minutes=5)

    again = shop.week(TODAY, hours=0.5, again=True)

    assert again.week.week == "2026-W41.2"
    assert again.week.minutes <= 25  # half an hour less the five minutes that are gone
    states = dict(rows(shop, "SELECT play_id, state FROM deeds"))
    assert states == {done: "done", **dict.fromkeys(left, "replaced")}
    assert len(rows(shop, "SELECT week FROM weeks")) == 2
    assert again.whole


def test_nobody_is_named_by_a_channel_they_did_not_agree_to(shop: Workspace) -> None:
    asked = [one for held in shop.week(TODAY).asked.values() for one in held]

    assert asked
    for one in asked:
        assert one.channel in ("in_person", "email")
        assert one.channel == "in_person" or one.name in ("Ann Quill", "Di Marsh")


def test_who_takes_consent_back_is_left_out_of_the_plan_that_stands(shop: Workspace, tmp_path: Path) -> None:
    before = {one.name for held in shop.week(TODAY).asked.values() for one in held}
    lines = [f"{name},{name.split()[0].lower()}@mail.example,do not contact,2026-10-04" for name in before]
    (tmp_path / "gone.csv").write_text("Name,Email,Consent,Consent date\n" + "\n".join(lines) + "\n", "utf-8")
    shop.add(tmp_path / "gone.csv", as_table="people", yes=True)

    made = shop.week(TODAY)

    assert before
    assert not made.asked
    assert sum(made.left_out.values()) == sum(len(play.people) for play in made.week.plays)
    assert not before & set(json.dumps(made.to_dict()).split('"'))


CHANGES = (
    "UPDATE weeks SET plan = replace(plan, '\"hours\": 1.0', '\"hours\": 9.0')",
    "UPDATE plays SET minutes = 1",
    "UPDATE plays SET expected_high = 99",
    "UPDATE asks SET code = 'elsewhere'",
    "UPDATE asks SET channel = 'in_person by hand'",
    "UPDATE codes SET person_id = 1",
    "UPDATE weeks SET made_at = '2020-01-01'",
    "UPDATE weeks SET plan = substr(plan, 1, 40)",
    "UPDATE deeds SET seen = 300",
    "DELETE FROM deeds WHERE deed_id = 1",
    "DELETE FROM weeks",
    "DELETE FROM asks WHERE rowid = (SELECT min(rowid) FROM asks)",
)


def test_a_plan_changed_in_the_files_is_noticed(shop: Workspace, tmp_path: Path) -> None:
    number = shop.week(TODAY).week.plays[0].play_id
    shop.did(number, "done", TODAY, minutes=5)
    shop.did(number, "done", TODAY, seen=2)
    assert shop.week(TODAY).whole
    for at, change in enumerate(CHANGES):
        shutil.copytree(shop.folder, tmp_path / str(at))
        changed = Workspace(tmp_path / str(at))
        with sqlite3.connect(changed.index.path) as db:
            db.execute("PRAGMA foreign_keys = OFF")
            assert db.execute(change).rowcount
        assert not plan_records.whole(changed), change
    assert plan_records.whole(shop)


def test_what_was_done_is_what_the_next_plan_begins_with(shop: Workspace) -> None:
    play = shop.week(TODAY).week.plays[0]
    shop.did(play.play_id, "done", TODAY, minutes=25, seen=3)

    made = shop.week(TODAY + timedelta(days=21), hours=1.0)

    [back] = [one for one in made.week.back if one.play_id == play.play_id]
    assert (back.state, back.minutes, back.planned_minutes) == ("done", 25, play.minutes)
    assert back.seen == 3
    assert "25 minutes" in back.sentence


def test_the_last_word_on_a_play_counts_and_the_first_stays_on_record(shop: Workspace) -> None:
    number = shop.week(TODAY).week.plays[0].play_id
    shop.did(number, "skipped", TODAY)
    shop.did(number, "done", TODAY, minutes=10)

    assert len(rows(shop, "SELECT state FROM deeds")) == 2
    engine = shop.engine()
    [row] = engine.arrow(engine.table("actions")).to_pylist()
    assert (row["state"], row["minutes"]) == ("done", 10)


def test_a_brief_shows_no_plan_that_was_changed(shop: Workspace) -> None:
    with sqlite3.connect(shop.index.path) as db:
        db.execute("UPDATE weeks SET plan = replace(plan, 'staff', 'zebras')")

    page, _ = shop.brief()

    text = page.read_text("utf-8")
    assert "zebras" not in text
    assert "a plan was changed after it was made" in text


def test_what_is_added_later_keeps_what_was_noted_before(shop: Workspace) -> None:
    number = shop.week(TODAY).week.plays[0].play_id
    shop.did(number, "done", TODAY, minutes=25, note="rain")
    shop.did(number, "done", TODAY, seen=2)

    row = plan_records.states(shop)[number]
    assert (row["minutes"], row["seen"], row["note"]) == (25, 2, "rain")


def test_planning_anew_offers_what_the_plan_it_replaces_offered(shop: Workspace) -> None:
    first = shop.week(TODAY, hours=1.0)
    again = shop.week(TODAY, hours=1.0, again=True)

    assert [play.tactic for play in again.week.plays] == [play.tactic for play in first.week.plays]
    assert [play.people for play in again.week.plays] == [play.people for play in first.week.plays]
    assert again.week.back == ()


def test_a_plan_without_a_play_is_not_kept(shop: Workspace) -> None:
    later = TODAY + timedelta(days=7)
    assert shop.week(later, hours=0.0).week.plays == ()

    assert shop.week(later, hours=1.0).week.plays


def test_another_aim_takes_no_target_over(shop: Workspace) -> None:
    shop.objective("sell", TODAY, target=30.0, by=date(2027, 3, 1))
    answer = shop.objective("reach", TODAY)

    assert answer.findings[0].facts["target"] in (None, 0.0)
    assert shop.config.questions["strategy"]["target"] == 0.0


def test_an_effort_said_again_keeps_what_was_said_before(shop: Workspace) -> None:
    aims.effort(shop, "stall", minutes=60, measure="codes", objective="reach", cost=5)
    row = aims.effort(shop, "stall", minutes=30)

    assert (row["minutes"], row["measure"], row["objective"], row["cost"]) == (30, "codes", "reach", 500)


@pytest.mark.parametrize(
    ("play", "more", "says"),
    [("2026-W41-9", {}, "2026-W41-1"), ("2026-W41-1", {"minutes": -5}, "-5"), ("2026-W41-1", {"seen": -1}, "-1")],
)
def test_a_play_that_is_not_there_or_a_count_that_cannot_be_is_an_error(
    shop: Workspace, play: str, more: dict[str, int], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        shop.did(play, "done", TODAY, **more)
    assert rows(shop, "SELECT * FROM deeds") == []


def test_no_hours_give_no_play_and_say_so(shop: Workspace) -> None:
    made = shop.week(TODAY + timedelta(days=7), hours=0.0)

    assert made.week.plays == ()
    assert any("no time" in note for note in made.week.notes)


@pytest.mark.parametrize(
    ("hours", "money"),
    [(-1.0, 0.0), (61.0, 0.0), (float("nan"), 0.0), (1.0, -5.0), (1.0, float("nan")), (1.0, float("inf"))],
)
def test_hours_and_money_that_cannot_be_are_errors(shop: Workspace, hours: float, money: float) -> None:
    with pytest.raises(UsageError):
        shop.week(TODAY + timedelta(days=7), hours=hours, money=money)


def test_without_an_objective_no_play_is_offered(shop: Workspace) -> None:
    text = (shop.folder / "standout.toml").read_text("utf-8").replace('objective = "reach"', "")
    (shop.folder / "standout.toml").write_text(text, "utf-8")

    made = shop.week(TODAY, hours=1.0, again=True)

    assert made.week.plays == ()
    assert "reach" in made.week.notes[0]


def test_an_objective_is_kept_in_the_owners_file_and_noted_with_its_day(shop: Workspace) -> None:
    shop.objective("sell", TODAY, target=2.0, by=date(2027, 3, 1))

    assert shop.config.questions["strategy"]["objective"] == "sell"
    assert rows(shop, "SELECT said_at, objective, target, due_at FROM objectives") == [
        ("2026-10-05", "sell", 2.0, "2027-03-01")
    ]


@pytest.mark.parametrize(
    ("name", "more", "error"),
    [
        ("grow", {}, SettingError),
        ("reach", {"by": date(2026, 1, 1)}, UsageError),
        ("reach", {"target": -1.0}, SettingError),
    ],
)
def test_an_objective_that_cannot_be_changes_nothing(
    shop: Workspace, name: str, more: dict[str, object], error: type[Exception]
) -> None:
    before = (shop.folder / "standout.toml").read_text("utf-8")
    with pytest.raises(error):
        shop.objective(name, TODAY, **more)
    assert (shop.folder / "standout.toml").read_text("utf-8") == before


def test_an_effort_is_kept_and_taken_out_again(shop: Workspace) -> None:
    aims.effort(shop, "Instagram", minutes=90, measure="likes")
    made = shop.week(TODAY, hours=1.0, again=True)

    assert [(stop.what, stop.minutes_back) for stop in made.week.stop] == [("instagram", 90)]
    aims.forget(shop, "instagram")
    assert shop.config.efforts == {}
    with pytest.raises(UsageError, match="instagram"):
        aims.forget(shop, "instagram")


@pytest.mark.parametrize(
    "said",
    [
        {"minutes": "many"},
        {"audience": "nobody"},
        {"until": "soon"},
        {"likes": 3},
        {"measure": 5},
        {"objective": "rech"},
    ],
)
def test_an_effort_that_cannot_be_read_is_an_error_and_is_not_kept(shop: Workspace, said: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        aims.effort(shop, "instagram", **said)
    assert shop.config.efforts == {}


def test_codes_are_unique_and_carry_no_name(shop: Workspace) -> None:
    held = rows(shop, "SELECT code, person_id FROM codes")

    assert len({code for code, _ in held}) == len(held) > 0
    assert all(not set(str(person)) <= set(str(code)) for code, person in held if person)


def test_findings_that_a_done_play_rests_on_count_as_used(shop: Workspace) -> None:
    first = shop.week(TODAY)
    assert first.week.used.startswith("You have used 0 of ")
    for play in first.week.plays:
        shop.did(play.play_id, "done", TODAY, minutes=5)

    later = shop.week(TODAY + timedelta(days=7), hours=1.0)

    assert not later.week.used.startswith("You have used 0 of ")
