"""The mail of a week: the same twice, never over what somebody changed, and without the name of a person."""

from __future__ import annotations

import email
import email.policy
import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from ahead import reviews
from standout.errors import SettingError, UsageError
from standout.workspace import Workspace, digests

TODAY = date(2026, 10, 5)
NEWEST = date(2026, 10, 1)
NAMES = ("Ann Quill", "Bo Vane", "Cy Raven", "Di Marsh")
CONTACTS = "Name,Email,Phone,E-mail consent,Consent date\n" + "".join(
    f"{name},{name[:2].lower()}@mail.example,,yes,2026-01-01\n" for name in NAMES
)
KINDS = (".txt", ".html", ".eml")


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a workspace in which Deli's staff are far ahead, with four contacts, and a week that is planned."""
    folder = tmp_path_factory.mktemp("digests")
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    made = Workspace.new(folder / "shop", ours="Deli", objective="reach")
    made.add(reviews(folder, NEWEST), yes=True)
    made.add(folder / "contacts.csv", as_table="people", yes=True)
    digests.write(made, made.week(TODAY), folder / "first")  # answers and plan are kept from here on
    (made.store / digests.NAME).unlink()
    return made.folder


@pytest.fixture
def shop(stocked: Path, tmp_path: Path) -> Workspace:
    """Give a copy of it."""
    shutil.copytree(stocked, tmp_path / "shop")
    return Workspace(tmp_path / "shop")


def written(shop: Workspace, folder: Path, day: date = TODAY) -> digests.Written:
    return digests.write(shop, shop.week(day), folder)


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_week_is_written_as_text_as_a_page_and_as_a_mail(shop: Workspace, tmp_path: Path) -> None:
    made = written(shop, tmp_path / "mail")
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


def test_written_twice_it_is_the_same_to_the_byte_and_nothing_is_touched(shop: Workspace, tmp_path: Path) -> None:
    written(shop, tmp_path / "mail")
    before = held(tmp_path / "mail")
    times = [path.stat().st_mtime_ns for path in sorted((tmp_path / "mail").iterdir())]
    again = written(shop, tmp_path / "mail", TODAY + timedelta(days=2))
    assert again.files == ()
    assert [path.suffix for path in again.same] == list(KINDS)
    assert held(tmp_path / "mail") == before
    assert [path.stat().st_mtime_ns for path in sorted((tmp_path / "mail").iterdir())] == times
    written(shop, tmp_path / "other")
    assert held(tmp_path / "other") == before


def test_a_file_somebody_changed_is_never_written_over(shop: Workspace, tmp_path: Path) -> None:
    done = written(shop, tmp_path / "mail")
    done.files[0].write_text("My own words.", encoding="utf-8")
    with pytest.raises(UsageError, match="was changed after it was written"):
        written(shop, tmp_path / "mail")
    assert done.files[0].read_text("utf-8") == "My own words."


def test_a_file_nobody_changed_is_written_anew_where_what_it_tells_has_changed(shop: Workspace, tmp_path: Path) -> None:
    done = written(shop, tmp_path / "mail")
    old = done.files[0].read_bytes()
    toml = shop.folder / "standout.toml"
    toml.write_text(toml.read_text("utf-8") + '\n[digest]\ntext = "Coffee first."\n', "utf-8")
    again = written(Workspace(shop.folder), tmp_path / "mail")
    assert len(again.files) == 3
    assert b"Coffee first." in done.files[0].read_bytes()
    assert b"Coffee first." not in old


def test_it_names_no_person(shop: Workspace, tmp_path: Path) -> None:
    made = shop.week(TODAY)
    assert any(made.asked.values())  # the plan itself does
    digests.write(shop, made, tmp_path / "mail")
    for content in held(tmp_path / "mail").values():
        text = content.decode("utf-8")
        for name in NAMES:
            assert name not in text
            assert name.split()[1] not in text
        assert "@mail.example" not in text


def test_a_missed_week_is_said_and_breaks_nothing(shop: Workspace, tmp_path: Path) -> None:
    written(shop, tmp_path / "mail")
    next_ = written(shop, tmp_path / "mail", TODAY + timedelta(days=7))
    assert next_.digest.missed == ""
    later = written(shop, tmp_path / "mail", TODAY + timedelta(days=28))
    assert later.digest.name == "2026-W45"
    assert (
        later.digest.missed
        == "No mail was written for 2 weeks before this one. Nothing is lost: it goes on from 2026-W42."
    )
    assert len(held(tmp_path / "mail")) == 9


def test_what_was_told_once_is_not_the_one_thing_to_know_again(shop: Workspace, tmp_path: Path) -> None:
    first = written(shop, tmp_path / "mail").digest.learnt
    second = written(shop, tmp_path / "mail", TODAY + timedelta(days=7)).digest.learnt
    assert first
    assert first != second


def test_a_first_place_that_is_not_shown_any_more_is_an_alarm(shop: Workspace, tmp_path: Path) -> None:
    written(shop, tmp_path / "mail")
    log = shop.store / digests.NAME
    said = json.loads(log.read_text("utf-8"))
    assert said["2026-W41"]["first"]
    said["2026-W41"]["first"] = [["est", "Coffee", "{}"]]
    log.write_text(json.dumps(said), "utf-8")
    made = written(shop, tmp_path / "mail", TODAY + timedelta(days=7)).digest
    assert list(made.alarms) == [
        "Coffee: the mail of 2026-W41 called it a first place. That is no longer shown. Look before you say it again."
    ]


def test_a_card_that_is_out_of_date_by_sunday_is_an_alarm(shop: Workspace, tmp_path: Path) -> None:
    card = {"aspect": "Staff", "expires": "2026-10-11"}  # the Sunday of that week
    (shop.folder / "card.json").write_text(json.dumps(card), "utf-8")
    assert list(written(shop, tmp_path / "a").digest.alarms) == [
        "Your card on Staff held until 11 October 2026. Take it down, or make it again: standout card."
    ]
    (shop.folder / "card.json").write_text(json.dumps({**card, "expires": "2026-10-12"}), "utf-8")
    assert list(written(shop, tmp_path / "b").digest.alarms) == []


@pytest.mark.parametrize("wrong", ["nobody", "a@b\nBcc: c@d", "a@b, c@d", "<a@b>"])
def test_what_is_no_address_is_refused_and_nothing_is_written(shop: Workspace, tmp_path: Path, wrong: str) -> None:
    toml = shop.folder / "standout.toml"
    toml.write_text(toml.read_text("utf-8") + f"\n[digest]\nto = {json.dumps(wrong)}\n", "utf-8")
    with pytest.raises(SettingError, match="is no mail address"):
        written(Workspace(shop.folder), tmp_path / "mail")
    assert not (tmp_path / "mail").exists()


def test_a_subject_and_an_address_of_ones_own_stand_in_the_mail(shop: Workspace, tmp_path: Path) -> None:
    toml = shop.folder / "standout.toml"
    own = '\n[digest]\nto = "ann@deli.example"\nsubject = "Montag\\nBcc: x@y.example"\n'
    toml.write_text(toml.read_text("utf-8") + own, "utf-8")
    done = written(Workspace(shop.folder), tmp_path / "mail")
    said = email.message_from_bytes(done.files[2].read_bytes(), policy=email.policy.default)
    assert said["To"] == said["From"] == "ann@deli.example"
    assert said["Subject"] == "Montag Bcc: x@y.example"
    assert said["Bcc"] is None


def test_a_folder_that_is_a_file_is_refused(shop: Workspace, tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("", "utf-8")
    with pytest.raises(UsageError, match="is no folder"):
        written(shop, tmp_path / "mail")
