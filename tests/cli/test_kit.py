"""``standout kit``: what it prints and writes, and what it answers to wrong use."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from standout.network import codes

Said = tuple[int, str, str]
NEWEST = date(2026, 9, 27)
TODAY = NEWEST + timedelta(days=3)
PEOPLE = ("Ann Quillfeather", "Bo Vantongeren", "Cy Ravensworth")


@pytest.fixture
def shop(tmp_path: Path, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a workspace in which Deli's staff are far ahead, with three people of whom one agreed to letters."""
    chance = random.Random(3)
    rows = ["Business,Date,Stars,Staff,Text"]
    for name in ("Deli", "North", "South", "West"):
        for number in range(60):
            staff = 5 if name == "Deli" and number % 4 else chance.randint(2, 4)
            rows.append(f"{name},{NEWEST - timedelta(days=number)},{chance.randint(3, 5)},{staff},{name} {number}")
    (tmp_path / "reviews.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    contacts = [f"{name},{name[:2].lower().strip()}@mail.example,{'yes' if place else 'no'}"
                for place, name in enumerate(PEOPLE)]  # fmt: skip
    (tmp_path / "contacts.csv").write_text("Name,Email,Email consent\n" + "\n".join(contacts) + "\n", encoding="utf-8")
    monkeypatch.setattr("standout.cli.kit.today", lambda: TODAY)
    say("new", tmp_path / "shop", "--ours", "Deli")
    say("add", tmp_path / "shop", tmp_path / "reviews.csv", tmp_path / "contacts.csv", "--yes")
    return tmp_path / "shop"


def test_from_a_plan_to_a_kit_that_only_its_people_stand_in(shop: Path, say: Callable[..., Said]) -> None:
    assert say("objective", shop, "reach")[0] == 0
    assert say("week", shop, "--hours", 2, "--on", TODAY)[0] == 0

    code, said, _ = say("kit", shop, "--link", "https://deli.example", "--reward", "a coffee", "--json")
    made = json.loads(said)
    assert code == 0
    assert made["schema"] == 1
    assert sum(made["asked"].values()) > 0
    assert f"https://deli.example/?from={made['code']}" in made["one_line"]
    people = (shop / "kit/for-you/people.html").read_text(encoding="utf-8")
    assert any(name in people for name in PEOPLE)
    for file in made["files"]:
        text = Path(file).read_text(encoding="utf-8")
        assert "for-you" in file or not re.search("Quillfeather|Vantongeren|Ravensworth|mail.example", file + text)


def test_without_a_plan_it_gives_the_counter_card_and_says_what_is_next(shop: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("kit", shop)

    assert code == 0
    assert "staff" in said.splitlines()[0].lower()
    assert "Its code is 1-" in said
    assert f"standout week {shop}" in said
    assert f"Wrote {shop / 'kit' / 'index.html'}" in said
    [printed] = set(re.findall(r"Its code is (\S+)\.", said))
    assert codes.read(printed) is not None


def test_it_writes_to_the_folder_it_is_given(shop: Path, tmp_path: Path, say: Callable[..., Said]) -> None:
    assert say("kit", shop, "--out", tmp_path / "to print")[0] == 0
    assert (tmp_path / "to print" / "index.html").exists()
    assert not (shop / "kit").exists()


def test_it_is_made_as_of_the_day_it_is_given(shop: Path, say: Callable[..., Said]) -> None:
    assert say("kit", shop, "--on", NEWEST + timedelta(days=90))[1].count("It held until") == 0  # the last day
    code, said, _ = say("kit", shop, "--on", NEWEST + timedelta(days=91))

    assert code == 0
    assert "It held until 26 December 2026." in said
    assert say("kit", shop, "--on", "soon")[0] == 2


def test_a_folder_with_files_of_the_owner_is_refused_with_what_to_write(
    shop: Path, tmp_path: Path, say: Callable[..., Said]
) -> None:
    (tmp_path / "my web").mkdir()
    (tmp_path / "my web" / "index.html").write_text("mine", encoding="utf-8")
    code, _, wrong = say("kit", shop, "--out", tmp_path / "my web")

    assert code == 2
    assert f"--out '{tmp_path / 'my web' / 'kit'}'" in wrong
    assert (tmp_path / "my web" / "index.html").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--link", "deli.example"], "such as --link https://bean.example"),
        (["--reward", "a coffee " * 9], "60 signs or fewer"),
        (["--play", "2026-W40-1"], "To make one: standout week"),
    ],
)
def test_wrong_use_is_answered_with_what_to_write(
    arguments: list[str], part: str, shop: Path, say: Callable[..., Said]
) -> None:
    code, _, wrong = say("kit", shop, *arguments)

    assert code == 2
    assert part in wrong
    assert "Traceback" not in wrong
    assert not (shop / "kit").exists()
