"""``standout read``: what it says of the words it read, and of those it didn't."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from standout.workspace import Workspace

Said = tuple[int, str, str]
TEXTS = ("The staff were friendly.", "Rude staff!", "Obsługa była miła, ale jedzenie nie było świeże.", "Good bread.")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Give a workspace with four reviews each of two businesses."""
    rows = [
        f'{name},2026-03-0{1 + n},{5 - n},"{text}"' for name in ("Deli", "North") for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    (tmp_path / "a.csv").write_text("Business,Date,Stars,Text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    Workspace.new(tmp_path / "shop", ours="Deli").add(tmp_path / "a.csv", yes=True)
    return tmp_path / "shop"


def test_it_tells_what_was_read_and_what_was_not(shop: Path, say: Callable[..., Said]) -> None:
    code, said, wrong = say("read", shop, "--aspect", "staff", "--reader", "lexicon")

    assert (code, wrong) == (0, "")
    assert "6 of 8 reviews with words read, by the lexicon reader." in said
    assert "Not read: Polish, 2 reviews." in said
    # of four reviews of Deli two speak of staff: one well, one badly
    [staff] = [line.split() for line in said.splitlines() if line.strip().startswith("staff")]
    assert staff == ["staff", "2", "1", "0", "1", "2", "1", "0", "1"]


def test_asking_says_how_many_were_read_where_not_all_were(shop: Path, say: Callable[..., Said]) -> None:
    toml = shop / "standout.toml"
    toml.write_text(f'{toml.read_text(encoding="utf-8")}\n[read]\nmost = 4\nreader = "lexicon"\n', encoding="utf-8")

    _, part, _ = say("ask", shop, "value")
    say("read", shop)
    _, whole, _ = say("ask", shop, "value")

    assert re.search(rf"Read \d of 8 reviews with words, .*standout read {shop}", part)
    assert "of 8 reviews with words" not in whole


def test_as_json_it_gives_every_count(shop: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("read", shop, "--json", "--reader", "lexicon")

    told = json.loads(said)
    assert code == 0
    assert told["schema"] == 1
    assert told["unread"] == {"pl": 2}
    assert {"aspect", "ours", "ours_positive", "others_negative"} <= set(told["aspects"][0])


def test_it_says_what_a_slip_should_have_been(shop: Path, say: Callable[..., Said]) -> None:
    code, _, wrong = say("read", shop, "--trade", "resturant")

    assert code == 2
    assert "restaurant" in wrong


def test_without_words_it_says_what_to_add(tmp_path: Path, say: Callable[..., Said]) -> None:
    Workspace.new(tmp_path / "bare", ours="Deli")

    code, said, _ = say("read", tmp_path / "bare")

    assert code == 0
    assert f"standout add {tmp_path / 'bare'}" in said


def test_a_sheet_to_mark_goes_back_in_as_marks(shop: Path, tmp_path: Path, say: Callable[..., Said]) -> None:
    sheet = tmp_path / "sheet.csv"
    code, said, _ = say("read", shop, "--aspect", "staff", "--reader", "lexicon", "--audit", sheet)
    assert code == 0
    assert str(sheet) in said
    text = sheet.read_text(encoding="utf-8-sig")
    assert text.count("Rude staff!") == 2

    marked = [line.replace("Rude staff!,", "Rude staff!,bad") for line in text.splitlines()]
    sheet.write_text("\n".join(marked) + "\n", encoding="utf-8")
    code, said, _ = say("add", shop, sheet, "--yes")

    assert code == 0, said
    engine = Workspace(shop).engine()
    assert engine.arrow(engine.table("marks"))["tone"].to_pylist() == [-1, -1]


def test_a_brief_holds_when_its_words_are_read_again(shop: Path, say: Callable[..., Said]) -> None:
    say("brief", shop)

    code, said, _ = say("verify", shop / "brief.html", "--reread-all")

    assert code == 0
    assert "8 reviews read again; each says the same as before." in said


def test_doctor_says_which_readers_there_are(say: Callable[..., Said]) -> None:
    code, said, _ = say("doctor")

    assert code == 0
    assert "Readers of words: lexicon" in said
