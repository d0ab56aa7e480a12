"""``standout claim``: what it says, its exit code, and never a traceback."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from standout.__main__ import run
from standout.cli import claim as command

Said = tuple[int, str, str]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command; give its exit code, what it printed and what it complained of."""

    def told(*arguments: object) -> Said:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return told


@pytest.fixture
def shop(tmp_path: Path, say: Callable[..., Said]) -> Path:
    """Give a workspace in which Deli's staff are far ahead."""
    chance = random.Random(3)
    rows = ["Business,Date,Stars,Staff,Text"]
    for name in ("Deli", "North", "South", "West"):
        for number in range(60):
            staff = 5 if name == "Deli" and number % 4 else chance.randint(2, 4)
            day = f"2025-{1 + number % 9:02d}-{1 + number % 28:02d}"
            rows.append(f"{name},{day},{chance.randint(3, 5)},{staff},{name} {number}")
    (tmp_path / "reviews.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    say("new", tmp_path / "shop", "--ours", "Deli")
    say("add", tmp_path / "shop", tmp_path / "reviews.csv", "--yes")
    return tmp_path / "shop"


def test_a_claim_is_read_stamped_and_answered(shop: Path, say: Callable[..., Said]) -> None:
    code, said, wrong = say("claim", shop, "friendliest café in Leith")

    assert (code, wrong) == (0, "")
    assert said.startswith("The claim: “friendliest café in Leith”")
    assert "by what customers score under “Staff”" in said
    assert "Not found in your files, and not tested: “in Leith”." in said
    assert "Stamped at " in said
    assert "YES. You can say so." in said
    assert "Yes: Deli is best on Staff" in said


def test_a_dry_run_stamps_nothing(shop: Path, say: Callable[..., Said]) -> None:
    _, said, _ = say("claim", shop, "friendliest", "--dry-run")

    assert said.endswith("Nothing was stamped, and no score was read.\n")
    _, said, _ = say("claim", shop, "friendliest", "--json")
    assert json.loads(said)["stamped"]["number"] == 1


def test_off_a_terminal_nothing_is_asked(shop: Path, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.click, "confirm", lambda *_: pytest.fail("it asked"))

    assert say("claim", shop, "friendliest")[0] == 0


@pytest.mark.parametrize("answer", [True, False])
def test_on_a_terminal_the_reading_is_confirmed_first(
    shop: Path, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, *, answer: bool
) -> None:
    monkeypatch.setattr(command.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(command.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(command.click, "confirm", lambda *_: answer)

    _, said, _ = say("claim", shop, "friendliest")

    assert said.count("The claim: ") == 1
    assert ("Stamped at" in said) is answer
    assert ("Nothing was stamped" in said) is not answer


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["blorp"], 2, "We can't tell what “blorp” claims"),
        (["friendliest", "--aspect", "Stuff"], 2, "Nothing here is called Stuff"),
        (["friendliest", "--where", "Leith"], 2, "--where takes label=value"),
        (["friendliest", "--where", "Area=Leith"], 2, "Nothing in your files is called Area"),
        (["👍"], 2, "no words"),
        (["x " * 500], 2, "500 words"),
    ],
)
def test_what_can_t_be_read_ends_with_what_to_write(
    shop: Path, say: Callable[..., Said], arguments: list[str], code: int, said: str
) -> None:
    done, printed, wrong = say("claim", shop, *arguments)

    assert (done, printed) == (code, "")
    assert said in wrong


def test_an_empty_workspace_is_told_what_to_add(tmp_path: Path, say: Callable[..., Said]) -> None:
    say("new", tmp_path / "w", "--ours", "Deli")

    code, _, wrong = say("claim", tmp_path / "w", "friendliest")

    assert code == 1
    assert "standout add" in wrong


def test_puffery_is_neither(shop: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("claim", shop, "the greatest deli in the universe")

    assert code == 0
    assert "NEITHER." in said
