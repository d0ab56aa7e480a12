"""``standout ask mybiz circles --lists``: what it prints and writes, and what it answers to wrong use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from standout.cli._lists import print_listed
from standout.workspace.circle_lists import Listed

Said = tuple[int, str, str]


@pytest.fixture
def shop(tmp_path: Path, say: Callable[..., Said]) -> Path:
    """Give a workspace that knows two people, of whom one agreed to letters and one to nothing, and one with a no."""
    (tmp_path / "contacts.csv").write_text(
        "Name,Email,Email consent\nAnn Quillfeather,ann@mail.example,yes\nBo Vantongeren,bo@mail.example,no\n",
        encoding="utf-8",
    )
    say("new", tmp_path / "shop", "--ours", "Deli")
    say("add", tmp_path / "shop", tmp_path / "contacts.csv", "--as", "people", "--yes")
    return tmp_path / "shop"


def test_it_writes_lists_beside_the_answer_and_prints_no_name(shop: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("ask", shop, "circles", "--lists", shop / "lists", "--json")
    made = json.loads(said)

    assert code == 0
    assert "Quillfeather" not in said
    assert made["lists"]["people"] == 2  # Ann by letter; Bo has a name to speak to
    files = [Path(file).name for file in made["lists"]["files"]]
    assert files == ["map.html", "circles.html", "people.vcf", "letters.csv", "talks.csv"]
    letters = (shop / "lists/for-you/letters.csv").read_text(encoding="utf-8")
    assert "ann@mail.example" in letters
    assert "bo@mail.example" not in letters
    assert "Come and see Deli for yourself." in letters  # nothing more is backed


def test_it_says_how_many_are_listed_and_how_many_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path("shops/deli")
    print_listed(Listed(folder=folder, files=(), people=3, left_out=1), folder)
    assert capsys.readouterr().out == (
        "3 people are listed, each by one way you may use. The lists hold no codes. For codes that tell what came of "
        "it: standout week shops/deli\n1 person is left out. They may not be contacted that way now.\n"
    )
    print_listed(Listed(folder=folder, files=(), people=0, left_out=0), folder)
    assert "no list" in capsys.readouterr().out


def test_of_another_question_or_over_files_of_the_owner_nothing_is_asked(shop: Path, say: Callable[..., Said]) -> None:
    code, _, said = say("ask", shop, "est", "--lists", shop / "lists")
    assert code != 0
    assert "standout ask mybiz circles --lists" in said
    code, _, said = say("ask", shop, "circles", "--lists", shop.parent)
    assert code != 0
    assert f"--lists {shop.parent / 'lists'}" in said


def test_without_lists_it_says_how_to_see_whom_it_chose(shop: Path, say: Callable[..., Said]) -> None:
    _, chosen, _ = say("ask", shop, "circles")
    _, other, _ = say("ask", shop, "value")

    assert f"standout ask {shop} circles --lists {shop}/lists" in chosen
    assert "--lists" not in other
