"""``standout people``: what it shows and does, in words."""

import json

import pytest

LIST = "Name,Email,Phone,E-mail consent\nAnn Kowalski,ann@x.example,07700 900123,yes\nA Kowalski,,+44 7700 900123,\n"
MORE = "Jim Kowalski,,07700 900123,\nRobert Ray,bob@x.example,,\nBob Ray,,0700 123 4567,\n"


@pytest.fixture
def shop(tmp_path, say):
    say("new", tmp_path / "shop", "--ours", "Deli")
    (tmp_path / "list.csv").write_text(LIST + MORE, encoding="utf-8")
    say("add", tmp_path / "shop", tmp_path / "list.csv", "--yes")
    return tmp_path / "shop"


def pairs(say, shop):
    return json.loads(say("people", shop, "--json")[1])


def test_it_shows_who_may_be_one_and_why(shop, say):
    code, said, _ = say("people", shop)

    assert code == 0
    assert "5 entries" in said
    assert "Certain: 1 pair." in said
    assert "Ann Kowalski, ann@x.example, 07700 900123 = A Kowalski, +44 7700 900123?" in said.replace(
        "A Kowalski, +44 7700 900123 = Ann Kowalski, ann@x.example, 07700 900123?",
        "Ann Kowalski, ann@x.example, 07700 900123 = A Kowalski, +44 7700 900123?",
    )
    assert "one name has an initial only and same phone number" in said
    assert "To look at: 1 pair." in said
    assert "one name is short for the other" in said
    assert "Kept apart: 2 pairs" in said
    assert str(shop) in said


def test_it_merges_logs_and_takes_back(shop, say):
    [pair] = pairs(say, shop)["certain"]
    assert "1 pair is one now." in say("people", shop, "--merge")[1]
    code, said, _ = say("people", shop, "--merge")
    assert (code, "Nothing new is certain." in said) == (0, True)
    assert pairs(say, shop)["people"] == 4
    assert pair["pair"] in say("people", shop, "--log")[1]
    assert "Taken back: 1 merge." in say("people", shop, "--undo", "all")[1]
    assert pairs(say, shop)["people"] == 5
    assert "nothing to take back" in say("people", shop, "--undo", "all")[1]
    assert len(json.loads(say("people", shop, "--log", "--json")[1])["log"]) == 2


def test_the_owner_joins_and_parts(shop, say):
    [pair] = pairs(say, shop)["look"]

    assert "is one person now" in say("people", shop, "--join", pair["pair"])[1]
    assert "is two people" in say("people", shop, "--apart", pair["pair"])[1]
    assert pairs(say, shop)["look"] == []


def test_a_pair_that_is_none_is_refused_with_those_there_are(shop, say):
    [pair] = pairs(say, shop)["look"]

    code, _, wrong = say("people", shop, "--join", "zzzzzz")
    assert code == 2
    assert pair["pair"] in wrong
    assert say("people", shop, "--undo", "zzzzzz")[0] == 2


def test_a_workspace_without_people_says_what_to_add(tmp_path, say):
    say("new", tmp_path / "shop", "--ours", "Deli")

    code, said, _ = say("people", tmp_path / "shop")

    assert code == 0
    assert "Add your contacts" in said
    assert "Nothing was merged yet." in say("people", tmp_path / "shop", "--log")[1]
