"""The mail of a week: the same twice, never over what somebody changed, and without the name of a person."""

from __future__ import annotations

import email
import email.policy
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from ahead import reviews
from standout.errors import SettingError, UsageError
from standout.plan.offers import cite
from standout.workspace import Workspace, briefing, digests, uses
from standout.workspace.briefing import Shown
from standout.workspace.planning import Made

TODAY = date(2026, 10, 5)
NEWEST = date(2026, 10, 1)
NAMES = ("Ann Quill", "Bo Vane", "Cy Raven", "Di Marsh")
CONTACTS = "Name,Email,Phone,E-mail consent,Consent date\n" + "".join(
    f"{name},{name[:2].lower()}@mail.example,,yes,2026-01-01\n" for name in NAMES
)
KINDS = (".txt", ".html", ".eml")


@dataclass(frozen=True)
class Stocked:
    """A workspace, its week's plan, and its answers, each made once."""

    folder: Path
    made: Made
    answered: list[Shown]


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Stocked:
    """Give a workspace in which Deli's staff are far ahead, with four contacts, and a week that is planned."""
    folder = tmp_path_factory.mktemp("digests")
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    made = Workspace.new(folder / "shop", ours="Deli", objective="reach")
    made.add(reviews(folder, NEWEST), yes=True)
    made.add(folder / "contacts.csv", as_table="people", yes=True)
    planned = made.week(TODAY)
    return Stocked(made.folder, planned, briefing.answered(made))


@pytest.fixture
def shop(stocked: Stocked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Give a copy of it, which is not asked again."""
    shutil.copytree(stocked.folder, tmp_path / "shop")
    monkeypatch.setattr(briefing, "answered", lambda _: stocked.answered)
    return Workspace(tmp_path / "shop")


@pytest.fixture
def write(shop: Workspace, stocked: Stocked, tmp_path: Path) -> Callable[..., digests.Written]:
    """Give what writes the mail of a week with the plan that was made."""

    def written(week: str = "2026-W41", folder: str = "mail") -> digests.Written:
        made = replace(stocked.made, week=replace(stocked.made.week, week=week))
        return digests.write(Workspace(shop.folder), made, tmp_path / folder)

    return written


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


Write = Callable[..., digests.Written]


def test_a_week_is_written_as_text_as_a_page_and_as_a_mail(write: Write) -> None:
    made = write()
    assert [path.name for path in made.files] == [f"2026-W41{kind}" for kind in KINDS]
    plain, page, mail = (path.read_bytes().decode("utf-8") for path in made.files)
    for play in made.digest.week.plays:
        assert play.message.split(".")[0] in " ".join(plain.split())
        assert f"{play.play_id} --done" in " ".join(page.split())
    assert "One thing to know" in plain
    assert "What lies unused" in plain
    assert "src=" not in page
    said = email.message_from_string(mail, policy=email.policy.default)
    assert said.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in said.iter_parts()] == ["text/plain", "text/html"]
    assert said.get_body(("plain",)).get_content().replace("\r\n", "\n") == plain
    assert said.get_body(("html",)).get_content().replace("\r\n", "\n").strip() == page.strip()
    assert said["To"] is None
    assert said["From"]
    assert said["Date"].datetime.date() == date(2026, 10, 5)  # the Monday of the week
    assert said["Subject"] == made.digest.title
    assert not said.defects


def test_written_twice_it_is_the_same_to_the_byte_and_nothing_is_touched(write: Write, tmp_path: Path) -> None:
    write()
    before = held(tmp_path / "mail")
    times = [path.stat().st_mtime_ns for path in sorted((tmp_path / "mail").iterdir())]
    again = write()
    assert again.files == ()
    assert [path.suffix for path in again.same] == list(KINDS)
    assert held(tmp_path / "mail") == before
    assert [path.stat().st_mtime_ns for path in sorted((tmp_path / "mail").iterdir())] == times
    write(folder="other")
    assert held(tmp_path / "other") == before


def test_a_file_somebody_changed_is_never_written_over(write: Write) -> None:
    done = write()
    done.files[0].write_text("My own words.", encoding="utf-8")
    with pytest.raises(UsageError, match="was changed after it was written"):
        write()
    assert done.files[0].read_text("utf-8") == "My own words."


def test_a_file_nobody_changed_is_written_anew_where_what_it_tells_has_changed(write: Write, shop: Workspace) -> None:
    done = write()
    old = done.files[0].read_bytes()
    toml = shop.folder / "standout.toml"
    toml.write_text(toml.read_text("utf-8") + '\n[digest]\ntext = "Coffee first."\n', "utf-8")
    assert len(write().files) == 3
    assert b"Coffee first." in done.files[0].read_bytes()
    assert b"Coffee first." not in old


def test_it_names_no_person(write: Write, stocked: Stocked, tmp_path: Path) -> None:
    assert any(stocked.made.asked.values())  # the plan itself does
    write()
    for content in held(tmp_path / "mail").values():
        text = content.decode("utf-8")
        for name in NAMES:
            assert name not in text
            assert name.split()[1] not in text
        assert "@mail.example" not in text


def test_one_count_of_findings_used_stands_in_it_and_it_is_that_of_now(write: Write, shop: Workspace) -> None:
    told = write()
    uses.mark(shop, next(iter(uses.states(shop))), "used", TODAY)
    plain = " ".join(write().files[0].read_text("utf-8").split())
    rate = uses.rate(shop)
    assert rate.used == 1
    assert plain.count(rate.sentence) == 1
    assert told.digest.week.used not in plain  # what the plan counted when it was made
    assert plain.count(f"of {rate.told} findings") == 1


def test_what_a_mail_tells_counts_as_told(write: Write, shop: Workspace, stocked: Stocked) -> None:
    before = set(uses.states(shop))
    write()
    learnt = told(shop, "2026-W41")
    assert set(uses.states(shop)) == before | set(learnt)
    assert uses.states(shop)[learnt[0]].told_at == stocked.made.week.made_at


def test_a_missed_week_is_said_and_breaks_nothing(write: Write, tmp_path: Path) -> None:
    write()
    assert write("2026-W42").digest.missed == ""
    later = write("2026-W45")
    assert later.digest.name == "2026-W45"
    assert (
        later.digest.missed
        == "No mail was written for 2 weeks before this one. Nothing is lost: it goes on from 2026-W42."
    )
    assert len(held(tmp_path / "mail")) == 9


def told(shop: Workspace, week: str) -> list[tuple[str, ...]]:
    """Give what the mail of a week told as the one thing to know, as it is noted."""
    return [tuple(one) for one in json.loads((shop.store / digests.NAME).read_text("utf-8"))[week]["told"]]


def test_what_was_told_once_is_not_the_one_thing_to_know_again(write: Write, shop: Workspace) -> None:
    said = [write(f"2026-W4{week}").digest.learnt for week in (1, 2, 3)]
    assert all(said)
    assert len(set(said)) == 3
    assert len({told(shop, f"2026-W4{week}")[0] for week in (1, 2, 3)}) == 3


def test_a_week_written_again_tells_what_it_told_and_what_it_told_meanwhile_is_not_new_later(
    write: Write, shop: Workspace, stocked: Stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write().digest.learnt

    def without(shown: Shown) -> Shown:
        kept = [one for one in shown.answer.findings if one.sentence[:40] not in first]
        return replace(shown, answer=replace(shown.answer, findings=kept))

    cut = [without(one) for one in stocked.answered]
    assert first
    monkeypatch.setattr(briefing, "answered", lambda _: cut)
    second = write().digest.learnt  # the first doesn't hold any more
    assert second
    assert second != first
    monkeypatch.setattr(briefing, "answered", lambda _: stocked.answered)
    assert write().digest.learnt == first  # it holds again
    assert len(told(shop, "2026-W41")) == 2
    assert write("2026-W42").digest.learnt not in {first, second}


def test_a_first_place_a_mail_told_that_is_not_shown_any_more_is_an_alarm(
    write: Write, stocked: Stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    [est] = [one for one in stocked.answered if one.answer.question.name == "est"]
    staff = est.answer.findings[0]
    other = replace(staff, aspect="Coffee")
    assert staff.verdict == "yes"
    both = [replace(est, answer=replace(est.answer, findings=[staff, other]))]
    monkeypatch.setattr(briefing, "answered", lambda _: both)
    write()  # the plan and the mail speak of staff, and of coffee neither does
    lost = [replace(one, verdict="close") for one in (staff, other)]
    monkeypatch.setattr(briefing, "answered", lambda _: [replace(est, answer=replace(est.answer, findings=lost))])
    assert cite(staff) != cite(other)
    gone = "the mail of 2026-W41 called it a first place. That is no longer shown. Look before you say it again."
    assert list(write("2026-W42").digest.alarms) == [f"{staff.aspect}: {gone}"]


def test_a_card_that_is_out_of_date_by_sunday_is_an_alarm(write: Write, shop: Workspace) -> None:
    card = {"aspect": "Staff", "expires": "2026-10-11"}  # the Sunday of that week
    (shop.folder / "card.json").write_text(json.dumps(card), "utf-8")
    assert list(write(folder="a").digest.alarms) == [
        "Your card on Staff held until 11 October 2026. Take it down, or make it again: standout card."
    ]
    (shop.folder / "card.json").write_text(json.dumps({**card, "expires": "2026-10-12"}), "utf-8")
    assert list(write(folder="b").digest.alarms) == []


@pytest.mark.parametrize("wrong", ["nobody", "a@b\nBcc: c@d", "a@b, c@d", "<a@b>"])
def test_what_is_no_address_is_refused_and_nothing_is_written(
    write: Write, shop: Workspace, tmp_path: Path, wrong: str
) -> None:
    toml = shop.folder / "standout.toml"
    toml.write_text(toml.read_text("utf-8") + f"\n[digest]\nto = {json.dumps(wrong)}\n", "utf-8")
    with pytest.raises(SettingError, match="is no mail address"):
        write()
    assert not (tmp_path / "mail").exists()


def test_a_subject_and_an_address_of_ones_own_stand_in_the_mail(write: Write, shop: Workspace) -> None:
    toml = shop.folder / "standout.toml"
    own = '\n[digest]\nto = "ann@deli.example"\nsubject = "Montag\\nBcc: x@y.example"\n'
    toml.write_text(toml.read_text("utf-8") + own, "utf-8")
    said = email.message_from_bytes(write().files[2].read_bytes(), policy=email.policy.default)
    assert said["To"] == said["From"] == "ann@deli.example"
    assert said["Subject"] == "Montag Bcc: x@y.example"
    assert said["Bcc"] is None


def test_a_folder_that_is_a_file_is_refused(write: Write, tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("", "utf-8")
    with pytest.raises(UsageError, match="is no folder"):
        write()
