"""``standout card``: what it prints, its exit code, and how ``standout verify`` speaks of a card."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

Said = tuple[int, str, str]
NEWEST = date(2026, 9, 27)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Say which day it is."""

    def set_day(day: date) -> None:
        monkeypatch.setattr("standout.cli.card.today", lambda: day)
        monkeypatch.setattr("standout.cli.verify.today", lambda: day)

    return set_day


@pytest.fixture
def shop(tmp_path: Path, say: Callable[..., Said], on: Callable[[date], None]) -> Path:
    """Give a workspace in which Deli's staff are far ahead, and nothing else is."""
    chance = random.Random(3)
    rows = ["Business,Date,Stars,Staff,Text"]
    for name in ("Deli", "North", "South", "West"):
        for number in range(60):
            staff = 5 if name == "Deli" and number % 4 else chance.randint(2, 4)
            day = NEWEST - timedelta(days=number)
            rows.append(f"{name},{day},{chance.randint(3, 5)},{staff},{name} {number}")
    (tmp_path / "reviews.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    say("new", tmp_path / "shop", "--ours", "Deli")
    say("add", tmp_path / "shop", tmp_path / "reviews.csv", "--yes")
    on(NEWEST + timedelta(days=3))
    return tmp_path / "shop"


def test_a_card_says_what_may_be_printed_and_where_it_is(shop: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("card", shop)

    assert code == 0
    assert said.startswith("Yes: Deli is best on Staff")
    assert "Rated highest on Staff of 4 businesses judged" in said
    assert (shop / "card.html").exists()


def test_a_public_page_is_made_and_checked_on_its_own(shop: Path, tmp_path: Path, say: Callable[..., Said]) -> None:
    assert say("card", shop, "--public", "--out", tmp_path / "out")[0] == 0

    code, said, _ = say("verify", tmp_path / "out" / "card-public.html")
    assert code == 0
    assert said.startswith("The page holds. 4 businesses and")
    assert say("verify", tmp_path / "out" / "card.html", "--workspace", shop)[0] == 0


def test_what_may_not_be_published_is_refused_with_reason_and_remedy(shop: Path, say: Callable[..., Said]) -> None:
    code, said, wrong = say("card", shop, "--aspect", "overall", "--public")

    assert code == 1
    assert not said
    assert "can't be published yet:\n- Who is first can't be told." in wrong
    assert not (shop / "card-public.html").exists()


def test_a_page_past_its_day_is_told_from_one_that_is_wrong(
    shop: Path, say: Callable[..., Said], on: Callable[[date], None]
) -> None:
    say("card", shop, "--public")
    on(NEWEST + timedelta(days=91))

    code, said, wrong = say("verify", shop / "card-public.html")
    assert code == 1
    assert "The page holds." in said
    assert "it held until 26 December 2026" in said
    assert not wrong

    page = shop / "card-public.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Deli", "Dell", 1), encoding="utf-8")
    code, said, wrong = say("verify", page)
    assert (code, said) == (1, "")
    assert "changed" in wrong


def test_json_gives_the_card_with_its_proof(shop: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("card", shop, "--json")
    card = json.loads(said)

    assert code == 0
    assert (card["schema"], card["verdict"], card["bars"]) == (1, "yes", [])
    assert card["proof"]["businesses"][0]["world"]["n"] == 60


def test_words_too_wide_are_answered_with_words_that_fit(shop: Path, say: Callable[..., Said]) -> None:
    code, _, wrong = say("card", shop, "--wording", "The best staff anywhere", "--public")

    assert code == 1
    assert "says more than was tested" in wrong
    assert "Rated highest on Staff" in wrong


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["--aspect", "Staf"], 1, "Staff"),
        (["--where", "family"], 2, "label=value"),
        (["--set", "alpha"], 2, "name=value"),
        (["--claim", "friendliest staff", "--for", "North"], 2, "as it stands"),
        (["--claim", "best staff in the universe"], 1, "praise"),
    ],
)
def test_wrong_use_is_answered_with_what_to_write(
    arguments: list[str], code: int, part: str, shop: Path, say: Callable[..., Said]
) -> None:
    left, _, wrong = say("card", shop, *arguments)

    assert left == code
    assert part in wrong
    assert "Traceback" not in wrong
