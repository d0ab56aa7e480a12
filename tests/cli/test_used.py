"""``standout used``: findings noted as used or ignored on the command line, listed, and taken back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from standout.workspace import Workspace, uses

COUNTED = "Counted are those a plan or mail told you, and those you marked."
OLDEST = "The oldest one still open: coffee (lunch), told on 2 November 2026."


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    made = Workspace.new(tmp_path / "shop", ours="Deli")
    uses.tell(made, [("est", "staff", "{}"), ("est", "coffee", '{"Visit": "lunch"}')], date(2026, 11, 2))
    return made.folder


def test_a_finding_is_noted_with_minutes_and_the_rate_is_said(say, shop: Path) -> None:
    code, out, _ = say("used", shop, "est", "Staff", "--used", "--minutes", 20, "--note", "on the door")
    assert code == 0
    assert out.splitlines() == [
        "Noted as used: staff.",
        f"1 of 2 findings led to something you did (50 %). {COUNTED} {OLDEST}",
    ]


def test_the_world_is_named_by_label_and_value(say, shop: Path) -> None:
    code, out, _ = say("used", shop, "est", "coffee", "--where", "visit=Lunch", "--ignored", "--json")
    assert code == 0
    said = json.loads(out)
    assert (said["state"], said["world"], said["schema"]) == ("ignored", {"Visit": "lunch"}, 1)
    assert (said["rate"]["told"], said["rate"]["ignored"], said["rate"]["open"]) == (2, 1, 1)


def test_without_a_finding_all_are_listed(say, shop: Path) -> None:
    say("used", shop, "est", "staff", "--used")
    code, out, _ = say("used", shop)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[:2]] == ["open", "used"]
    assert "coffee (lunch)" in out
    assert [one["aspect"] for one in json.loads(say("used", shop, "--json")[1])["findings"]] == ["coffee", "staff"]


def test_it_is_taken_back(say, shop: Path) -> None:
    say("used", shop, "est", "staff", "--used")
    assert say("used", shop, "est", "staff", "--undo")[1].startswith("Taken back: staff is open again.")
    code, _, err = say("used", shop, "est", "staff", "--undo")
    assert code != 0
    assert "nothing to take back" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("est", "staff"), "or --ignored, or --undo"), (("est", "stuff", "--used"), "There are: staff"),
     (("--used",), "Say which finding"), (("est", "staff", "--ignored", "--minutes", 3), "took no minutes"),
     (("est", "staff", "--used", "--where", "lunch"), "LABEL=VALUE"), (("best", "staff", "--used"), "est"),
     (("est", "staff", "--undo", "--note", "x"), "on its own")],
)  # fmt: skip
def test_what_cant_be_is_refused_in_words(say, shop: Path, arguments: tuple[object, ...], told: str) -> None:
    code, out, err = say("used", shop, *arguments)
    assert code != 0
    assert told in err
    assert "Traceback" not in out + err
