"""Asking about the past, about the market and about everybody, from the command line."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

Said = tuple[int, str, str]
NAMES = ("Deli", "North", "South", "West")


@pytest.fixture
def shop(tmp_path: Path, say: Callable[..., Said]) -> Path:
    """Give a workspace of four businesses over two years, in which Deli's staff are far ahead."""
    chance = random.Random(3)
    rows = ["Business,Date,Stars,Staff,Visit,Text"]
    for name in NAMES:
        for number in range(240):
            staff = 5 if name == "Deli" and number % 4 else chance.randint(2, 4)
            visit = "lunch" if number % 2 else "tea"
            day = f"{2024 + number % 2}-{1 + number % 12:02d}-{1 + number % 28:02d}"
            rows.append(f"{name},{day},{chance.randint(3, 5)},{staff},{visit},{name} {number}")
    (tmp_path / "reviews.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    say("new", tmp_path / "shop", "--ours", "Deli")
    say("add", tmp_path / "shop", tmp_path / "reviews.csv", "--yes")
    return tmp_path / "shop"


def test_looking_back_prints_a_table_and_a_plain_sentence(shop: Path, say: Callable[..., Said], tmp_path: Path) -> None:
    code, said, complaint = say("ask", shop, "est", "--backtest", "--csv", tmp_path / "out")

    assert (code, complaint) == (0, "")
    head, *rows = said.splitlines()
    assert head.split("  ")[1].strip() == "Said"
    assert any(row.split()[:4] == ["sure", "4", "quarters", "later"] for row in rows)
    assert "what Deli was best at. Of its sure first places," in said
    assert len(list((tmp_path / "out").glob("backtest-*.csv"))) == 2


def test_looking_back_as_json_gives_each_claim_and_what_became_of_it(shop: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("ask", shop, "est", "--backtest", "--json", "--as-of", "2025-06-30")

    found = json.loads(said)
    assert code == 0
    assert found["asked_at"][-1] == "2025-06-30"
    assert {"verdict", "aspect", "world", "lead", "later"} <= set(found["claims"][0])
    assert found["sentence"]


def test_what_cannot_be_looked_back_on_is_refused_in_words(shop: Path, say: Callable[..., Said]) -> None:
    code, _, complaint = say("ask", shop, "est", "--backtest", "--for", "every")
    assert code != 0
    assert "one business at a time" in complaint
    assert "Traceback" not in complaint


def test_the_map_is_printed_as_a_table_with_its_sentence(shop: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("ask", shop, "est", "--map")

    assert code == 0
    assert "open: nobody is large" in said
    assert "Nobody large stands in your way in Visit: lunch and Visit: tea." in said


def test_a_market_without_groups_has_no_map_and_says_so(tmp_path: Path, say: Callable[..., Said]) -> None:
    say("new", tmp_path / "empty", "--ours", "Deli")

    code, said, _ = say("ask", tmp_path / "empty", "est", "--map")

    assert code == 0
    assert "There is no group in which enough people wrote" in said


def test_asking_about_every_business_prints_a_line_for_each(
    shop: Path, say: Callable[..., Said], tmp_path: Path
) -> None:
    code, said, _ = say("ask", shop, "est", "--for", "every")

    lines = [line for line in said.splitlines() if line.startswith("- ")]
    assert code == 0
    assert sorted(line.split(":")[0].removeprefix("- ") for line in lines) == sorted(NAMES)
    assert lines[0].startswith("- Deli: Yes: Deli is best on Staff")  # the most useful first

    code, said, _ = say("ask", shop, "est", "--for", "every", "--json", "--csv", tmp_path / "out")
    findings = json.loads(said)["findings"]
    assert {finding["subject"] for finding in findings} == set(NAMES)
    assert len(findings) > len(NAMES)
    assert (tmp_path / "out" / "est-findings.csv").exists()
