"""What an owner is told when people, messages and claims are added, and whose they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imported import written
from standout.__main__ import run
from standout.errors import MappingError
from standout.sources.identity import business_id
from standout.workspace import Workspace


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """Give a new workspace."""
    return Workspace.new(tmp_path / "shop", ours="Deli", rivals=["North"])


def rows(workspace: Workspace, table: str) -> list[dict[str, object]]:
    engine = workspace.engine()
    return engine.arrow(engine.table(table)).to_pylist()


def test_contacts_without_a_column_of_consent_are_held_and_what_it_means_is_told(
    shop: Workspace, tmp_path: Path
) -> None:
    path = written(tmp_path / "a.csv", ("Name", "Email"), [("Ann", "ann@x.org"), ("Bob", "bob@x.org")])

    [seen] = shop.add([path], dry_run=True)
    [told] = shop.add([path], yes=True)

    for outcome in (seen, told):
        assert any("nobody on it may be sent an e-mail" in note for note in outcome.notes)
        assert any("You can speak to them" in line for line in outcome.lines())
    assert (told.loaded, rows(shop, "consents")) == (2, [])


def test_a_list_that_says_who_agreed_is_not_told_that_it_does_not(shop: Workspace, tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.csv", ("Name", "Email", "Consent"), [("Ann", "a@x.org", "yes"), ("Bob", "b@x.org", "")]
    )

    [told] = shop.add([path], yes=True)

    assert told.notes == (
        "Agreed to be written to: 1. Said no: 0. Not asked yet: 1. Only those who agreed may be written to.",
    )
    assert told.to_dict()["notes"] == list(told.notes)


def test_two_people_with_one_address_are_told_of_on_the_command_line(
    shop: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "a.csv", ("Name", "Email"), [("Ann", "one@x.org"), ("Bob", "one@x.org")])

    assert run(["add", str(shop.folder), str(path), "--yes", "--json"]) == 0

    [file] = json.loads(capsys.readouterr().out)["files"]
    assert (file["loaded"], file["known"]) == (1, 1)
    assert any(note.startswith("1 e-mail address stands under more than one name.") for note in file["notes"])


def test_what_was_sent_is_ours_unless_the_owner_says_otherwise(shop: Workspace, tmp_path: Path) -> None:
    columns = ("Sent at", "Channel", "Message")
    shop.add([written(tmp_path / "a.csv", columns, [("2026-05-01", "sms", "Hot soup")])], yes=True)
    shop.add([written(tmp_path / "b.csv", columns, [("2026-05-01", "sms", "Cold soup")])], business="North", yes=True)

    assert {row["text"]: row["said_by"] for row in rows(shop, "messages")} == {
        "Hot soup": business_id("Deli"), "Cold soup": business_id("North"),
    }  # fmt: skip


def test_claims_of_nobody_say_what_to_write(shop: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", ("Slogan",), [("Fresh every day",)])

    with pytest.raises(MappingError, match=r"--business .Bean Street."):
        shop.add([path], yes=True)
    [told] = shop.add([path], business="North", yes=True)
    assert told.loaded == 1


def test_a_shape_that_was_accepted_is_read_the_same_next_month(shop: Workspace, tmp_path: Path) -> None:
    columns = ("wer", "was", "wann", "darf")
    said = {"email": "wer", "consent_email": "darf", "consent_at": "wann", "was": "ignore"}
    shop.add([written(tmp_path / "a.csv", columns, [("a@x.org", "x", "2026-05-01", "ja")])],
             as_table="people", maps=said, yes=True)  # fmt: skip

    [told] = shop.add([written(tmp_path / "b.csv", columns, [("b@x.org", "x", "2026-06-01", "abgemeldet")])])

    assert told.stored
    assert sorted((row["state"], str(row["at"])) for row in rows(shop, "consents")) == [
        ("given", "2026-05-01"), ("withdrawn", "2026-06-01"),
    ]  # fmt: skip
