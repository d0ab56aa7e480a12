"""What became of findings: open, used by a play or by the owner's word, ignored; nothing said is ever lost."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from ahead import reviews
from standout.errors import UsageError
from standout.words import speaking
from standout.workspace import Workspace, uses

TODAY = date(2026, 10, 5)
LATER = TODAY + timedelta(days=7)
STAFF, LUNCH, FOOD = ("est", "staff", "{}"), ("est", "staff", '{"Visit": "lunch"}'), ("value", "food", "{}")


@pytest.fixture
def bare(tmp_path: Path) -> Workspace:
    return Workspace.new(tmp_path / "shop", ours="Deli")


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("uses")
    made = Workspace.new(folder / "shop", ours="Deli", objective="reach")
    made.add(reviews(folder, TODAY - timedelta(days=4)), yes=True)
    made.week(TODAY, hours=1.0)
    return made


@pytest.fixture
def planned(stocked: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(stocked.folder, tmp_path / "shop")
    return Workspace(tmp_path / "shop")


def test_before_anything_is_told_there_is_no_rate(bare: Workspace) -> None:
    rate = uses.rate(bare)
    assert uses.uses(bare) == []
    assert (rate.told, rate.share, rate.oldest) == (0, None, None)
    assert rate.sentence.startswith("Nothing was told yet")


def test_a_finding_told_is_open_until_something_becomes_of_it(bare: Workspace) -> None:
    uses.tell(bare, [STAFF, FOOD], TODAY)
    uses.tell(bare, [STAFF, LUNCH], LATER)

    found = uses.states(bare)
    assert {cite: (one.state, one.told_at) for cite, one in found.items()} == {
        STAFF: ("open", TODAY), FOOD: ("open", TODAY), LUNCH: ("open", LATER),
    }  # fmt: skip


def test_the_owner_says_what_became_of_it_with_minutes_and_a_note(bare: Workspace) -> None:
    uses.tell(bare, [STAFF, FOOD, LUNCH], TODAY)
    one = uses.mark(bare, FOOD, "used", LATER, minutes=25, note="  put it on\nthe door ")
    uses.mark(bare, LUNCH, "ignored", LATER)

    assert (one.state, one.day, one.minutes, one.note, one.play) == ("used", LATER, 25, "put it on the door", "")
    rate = uses.rate(bare)
    assert (rate.told, rate.used, rate.ignored, rate.open, rate.minutes) == (3, 1, 1, 1, 25)
    assert rate.share == pytest.approx(1 / 3)
    assert rate.oldest is not None
    assert rate.oldest.cite == STAFF
    assert rate.sentence == (
        "1 of 3 findings led to something you did (33 %). Counted are those a plan or mail told you, and those "
        "you marked. The oldest one still open: staff, told on 5 October 2026."
    )


def test_taking_it_back_is_another_entry_and_what_was_said_before_stands_again(bare: Workspace) -> None:
    uses.mark(bare, STAFF, "ignored", TODAY)
    uses.mark(bare, STAFF, "used", LATER, minutes=10)
    assert uses.undo(bare, STAFF, LATER).state == "ignored"
    assert uses.undo(bare, STAFF, LATER).state == "open"
    with pytest.raises(UsageError, match="nothing to take back"):
        uses.undo(bare, STAFF, LATER)

    assert [one.state for one in uses.log(bare)] == ["ignored", "used", "undone", "undone"]


def test_said_twice_it_counts_once(bare: Workspace) -> None:
    for _ in range(2):
        uses.mark(bare, STAFF, "used", TODAY, minutes=5)
    assert len(uses.log(bare)) == 1
    assert uses.undo(bare, STAFF, TODAY).state == "open"


def test_two_windows_at_once_lose_nothing(bare: Workspace) -> None:
    cites = [("est", f"aspect {n}", "{}") for n in range(24)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda cite: uses.mark(Workspace(bare.folder), cite, "used", TODAY, minutes=1), cites))

    assert uses.used(bare) == set(cites)
    assert uses.rate(bare).minutes == 24


def test_a_play_that_was_done_has_used_what_it_rests_on(planned: Workspace) -> None:
    told = uses.states(planned)
    assert told
    assert {one.state for one in told.values()} == {"open"}
    made = planned.week(TODAY)
    [play] = [one for one in made.week.planned if one.cites][:1]

    planned.did(play.play.play_id, "done", LATER, minutes=12)

    found = uses.states(planned)
    for cite in play.cites:
        assert (found[cite].state, found[cite].play, found[cite].minutes) == ("used", play.play.play_id, 12)
    assert uses.rate(planned).minutes == 12  # once, however many findings it rests on
    assert uses.rate(planned).used == len(set(play.cites))

    planned.did(play.play.play_id, "skipped", LATER)
    assert {uses.states(planned)[cite].state for cite in play.cites} == {"open"}


def test_the_week_tells_the_rate_on_the_command_line(planned: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    from standout.__main__ import run

    assert run(["week", str(planned.folder), "--on", TODAY.isoformat(), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["uses"]
    assert (said["told"], said["used"], said["share"]) == (len(uses.uses(planned)), 0, 0.0)
    assert said["oldest"]["told_at"] == TODAY.isoformat()


def test_the_owners_own_word_goes_before_a_plays(planned: Workspace) -> None:
    made = planned.week(TODAY)
    [play] = [one for one in made.week.planned if one.cites][:1]
    cite = play.cites[0]
    planned.did(play.play.play_id, "done", LATER, minutes=12)
    uses.mark(planned, cite, "ignored", LATER, note="nobody cared")
    assert uses.states(planned)[cite].state == "ignored"
    assert uses.undo(planned, cite, LATER).play == play.play.play_id


def test_a_plan_says_what_was_used_by_word_too(planned: Workspace) -> None:
    for cite in uses.states(planned):
        uses.mark(planned, cite, "used", TODAY)
    again = planned.week(TODAY, hours=1.0, again=True)
    told = len(uses.uses(planned))
    assert f"You have used {told} of {told} findings" in again.week.used


@pytest.mark.parametrize(
    ("cite", "state", "minutes"),
    [(("no", "staff", "{}"), "used", None), (STAFF, "done", None), (STAFF, "used", -1), (STAFF, "used", 10**6),
     (STAFF, "ignored", 5), (("est", "staff", "no json"), "used", None), (("est", "staff", "[]"), "used", None),
     (("est", "x" * 3000, "{}"), "used", None)],
)  # fmt: skip
def test_what_cant_be_is_refused_in_words(bare: Workspace, cite, state, minutes) -> None:
    with pytest.raises(UsageError):
        uses.mark(bare, cite, state, TODAY, minutes=minutes)
    assert uses.log(bare) == []


def test_a_finding_is_found_by_what_an_owner_types(bare: Workspace) -> None:
    uses.tell(bare, [STAFF, LUNCH, FOOD], TODAY)
    assert uses.found(bare, "est", "STAFF") == STAFF
    assert uses.found(bare, "est", "staff", {"visit": "Lunch"}) == LUNCH
    assert uses.found(bare, "value", "food") == FOOD
    with pytest.raises(UsageError, match="There are: staff"):
        uses.found(bare, "est", "stuff")
    with pytest.raises(UsageError, match="Say which with --where: Visit=lunch or everybody"):
        uses.found(bare, "est", "staff", {"visit": "dinner"})


def test_a_finding_of_an_answer_that_is_kept_can_be_named_before_a_plan_told_it(bare: Workspace) -> None:
    folder = bare.store / "answers"
    folder.mkdir()
    kept = {"findings": [{"aspect": "coffee", "world": {"Visit": "lunch"}}]}
    (folder / "est.json").write_text(json.dumps(kept), encoding="utf-8")
    assert uses.found(bare, "est", "coffee") == ("est", "coffee", '{"Visit": "lunch"}')


def test_it_is_said_in_german_too(bare: Workspace) -> None:
    uses.mark(bare, LUNCH, "used", TODAY)
    uses.tell(bare, [FOOD], TODAY)
    with speaking("de"):
        said = uses.rate(bare).sentence
    assert said == (
        "1 von 2 Ergebnissen führten zu etwas, das Sie taten (50 %). Gezählt ist, was ein Plan oder "
        "eine Mail mitteilte und was Sie vermerkten. Das älteste noch offene: Essen, mitgeteilt am 5. Oktober 2026."
    )
