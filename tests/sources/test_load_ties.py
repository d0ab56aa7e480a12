"""Ties from files: who knows whom, and never a name, an address or a word of anybody who stands on no list."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from imported import imported, opened, written
from standout import registry
from standout.sources import match
from standout.sources.identity import person_id
from standout.workspace import Workspace

SOURCES = registry.catalogue("standout.sources", "SOURCE")
ANN, BO = person_id("salt", "ann@example.org"), person_id("salt", "bo ray")


def loaded(tmp_path, columns, rows, known=None):
    return imported(written(tmp_path / "ties.csv", columns, rows), tmp_path / "out", as_table="ties", known=known)


def shown(workspace, table):
    engine = workspace.engine()
    return engine.arrow(engine.table(table))


def ends(found):
    return [(row["from_id"], row["to_id"], row["kind"], row["at"]) for row in found.rows("ties")]


@pytest.fixture
def contacts(tmp_path):
    """Give a list on which Bo Ray has an address, as parts."""
    rows = [["Bo Ray", "bo@example.org"], ["Cy Day", "cy1@example.org"], ["Cy Day", "cy2@example.org"]]
    file = written(tmp_path / "people.csv", ["Name", "Email"], rows)
    return imported(file, tmp_path / "people", as_table="people").known


def test_an_address_is_that_person_and_a_name_the_one_contact_of_that_name(tmp_path, contacts):
    found = loaded(tmp_path, ["From", "To", "Kind", "Since"], [
        ["ann@example.org", "Bo Ray", "friends", "2024-01-02"], ["Bo Ray", "Cy Day", "Neighbour", ""],
    ], contacts)  # fmt: skip

    bo, cy = person_id("salt", "bo@example.org"), person_id("salt", "cy day")  # two are called Cy Day, so it is neither
    assert ends(found) == [(ANN, bo, "friend", date(2024, 1, 2)), (bo, cy, "neighbour", None)]
    [note] = found.loaded.notes
    assert "2 people" in note  # Ann, and whoever Cy Day is


def test_me_is_the_owner_and_so_is_whoever_no_column_names(tmp_path):
    both = loaded(tmp_path, ["From", "To", "Kind"], [["me", "Bo Ray", "wrote"], ["Bo Ray", "US", "wrote"]])
    one = loaded(tmp_path, ["To", "Kind"], [["Bo Ray", ""]])

    assert ends(both) == [(0, BO, "wrote", None), (BO, 0, "wrote", None)]
    assert ends(one) == [(0, BO, "knows", None)]


def test_the_same_two_kind_and_day_are_one_row_and_a_tie_to_oneself_is_none(tmp_path):
    rows = [["Bo Ray", "me", "wrote", "2026-01-01"]] * 3 + [["Bo Ray", "me", "wrote", "2026-01-02"],
            ["Bo Ray", "bo  RAY", "friend", ""], ["Bo Ray", "", "friend", ""], ["me", "us", "friend", ""]]  # fmt: skip

    found = loaded(tmp_path, ["From", "To", "Kind", "Date"], rows)

    assert ends(found) == [(BO, 0, "wrote", date(2026, 1, 1)), (BO, 0, "wrote", date(2026, 1, 2))]
    assert (found.loaded.loaded, found.loaded.known) == (2, 2)
    assert [(reject.line, reject.reason) for reject in found.loaded.rejects] == [
        (6, "own_tie"), (7, "no_tie"), (8, "own_tie"),
    ]  # fmt: skip
    assert found.balance == 0


def test_a_table_of_ties_is_known_by_its_columns(tmp_path):
    file = written(
        tmp_path / "who.csv", ["From", "To", "Relation", "Since"], [["Ann", "Bo Ray", "friend", "2024-01-02"]]
    )

    assert imported(file, tmp_path / "out").mapping.table == "ties"


def insta(**user):
    """Give one record of a list of followers, the user name in ``value`` or in ``title``."""
    at = {"href": "https://x.example/u", "timestamp": 1718000000}
    return {"title": user.pop("title", ""), "media_list_data": [], "string_list_data": [{**user, **at}]}


DOWNLOADS = [
    ("following.json", {"relationships_following": [insta(title="ann.l")]}, "out"),
    ("followers_1.json", [insta(value="ann.l"), insta(value="bo")], "in"),
    ("following.js", [{"following": {"accountId": "7", "userLink": "u"}}], "out"),
    ("followers.json", {"followers_v2": [{"name": "Ann L", "timestamp": 1718000000}]}, "in"),
    ("friends.json", {"friends_v2": [{"name": "Ann L", "timestamp": 1718000000}]}, "out"),
]


@pytest.mark.parametrize(("name", "tree", "way"), DOWNLOADS)
def test_the_name_of_a_download_says_who_follows_whom(tmp_path, name, tree, way):
    before = "window.YTD.following.part0 = " if name.endswith(".js") else ""
    (tmp_path / name).write_text(before + json.dumps(tree), encoding="utf-8")
    workspace = Workspace.new(tmp_path / "shop", ours="Deli")

    workspace.add(tmp_path / name)

    rows = shown(workspace, "ties").to_pylist()
    assert rows
    assert all((row["from_id"] == 0) == (way == "out") and (row["to_id"] == 0) == (way == "in") for row in rows)


def test_a_friend_whose_name_was_scrambled_is_the_contact_of_that_name(tmp_path):
    people = imported(written(tmp_path / "p.csv", ["Name", "Email"], [["Zoë Lee", "zoe@example.org"]]), tmp_path / "p",
                      as_table="people").known  # fmt: skip
    (tmp_path / "friends.json").write_text(
        '{"friends_v2":[{"name":"Zo\\u00c3\\u00ab Lee","timestamp":1718000000}]}', encoding="utf-8")  # fmt: skip

    found = imported(tmp_path / "friends.json", tmp_path / "out", source=SOURCES["facebook_friends"], known=people)

    assert ends(found) == [(0, person_id("salt", "zoe@example.org"), "friend", date(2024, 6, 10))]


def test_a_user_name_is_no_contacts_name_and_no_other_sites(tmp_path):
    file = written(tmp_path / "p.csv", ["Name", "Email"], [["made-up.one", "x@example.org"]])
    people = imported(file, tmp_path / "p", as_table="people").known
    sample = Path(registry.__file__).parent / "sources" / "samples" / "followers_1.json"

    found = imported(sample, tmp_path / "out", source=SOURCES["instagram_follows"], known=people)

    assert not {person_id("salt", "x@example.org"), person_id("salt", "made-up.one")} & {row[0] for row in ends(found)}
    assert person_id("salt", "instagram made-up.one") in {row[0] for row in ends(found)}


def test_a_table_of_names_and_times_is_not_taken_for_a_list_of_friends(tmp_path):
    written(tmp_path / "friends.csv", ["name", "timestamp"], [["Ann", "1718000000"]])
    (tmp_path / "log.json").write_text('[{"name":"Ann","timestamp":1718000000}]', encoding="utf-8")
    for name in ("friends.csv", "log.json"):
        with opened(tmp_path / name, tmp_path / "look") as (raws, _):
            assert match.candidates(raws[0]) == []


SECRETS = ("secretword", "hiddenname", "hidden@example.org", "hidden.handle")
CHAT = """13/6/2025, 12:34 - Hiddenname: secretword one
13/6/2025, 12:35 - Me Myself: hello
secretword two
99/99/2025, 12:36 - Hiddenname: secretword three
"""
MAILS = """From hidden@example.org Fri Jun 13 12:34:00 2025
From: Hiddenname <hidden@example.org>
To: us@deli.example
Subject: secretword
Date: Fri, 13 Jun 2025 12:34:00 +0000

secretword

From hidden@example.org Fri Jun 13 12:34:00 2025
From: hidden@example.org
To: us@deli.example
List-Id: secretword

secretword

From us@deli.example Fri Jun 13 12:34:00 2025
From: us@deli.example
To: hidden@example.org
Date: secretword

secretword
"""
CARDS = """BEGIN:VCARD
FN:Ann Lee
EMAIL:ann@example.org
RELATED;TYPE=spouse;VALUE=text:Hiddenname Lee
NOTE:secretword
END:VCARD
"""
OUTLOOK = """First Name,Last Name,Title,E-mail Address,Mobile Phone,Spouse,Referred By,Company,Job Title,Notes,Children
Bo,Ray,,bo@example.org,,Hiddenname Ray,,,,secretword,Hiddenname Junior
"""
TABLE = """From,To,Kind,Since
me,hidden@example.org,friend,2024-01-02
me,Hiddenname,friend,secretword
"""
CHATTED = "WhatsApp Chat with Hiddenname.txt"
FRIENDS = [{"name": "Hiddenname Lee", "timestamp": 1718000000}, {"name": "Hiddenname", "timestamp": "secretword"}]
FILES = {
    CHATTED: CHAT, "in.mbox": MAILS, "cards.vcf": CARDS, "outlook.csv": OUTLOOK,
    "ties.csv": TABLE, "friends.json": json.dumps({"friends_v2": FRIENDS}),
    "followers_1.json": json.dumps([insta(value="hidden.handle"), insta(href="hidden.handle")]),
}  # fmt: skip


def test_no_name_address_or_word_of_anybody_who_stands_on_no_list_is_kept_anywhere(tmp_path):
    """Every byte of the workspace is looked at, the index with its rejects too, and the notes."""
    workspace, notes = Workspace.new(tmp_path / "shop", ours="Deli"), []
    (tmp_path / "files").mkdir()
    for name, text in FILES.items():
        file = tmp_path / "files" / name
        file.write_text(text, encoding="utf-8")
        for outcome in workspace.add(file, yes=True):
            assert outcome.loaded, name
            notes += [*outcome.notes, *(why for _, why in outcome.rejects)]
            assert any("number" in note for note in outcome.notes), name  # they are told

    assert shown(workspace, "ties").num_rows >= 8
    assert sorted(shown(workspace, "contacts")["name"].to_pylist()) == ["Ann Lee", "Bo Ray"]
    rows = [str(row) for path in (tmp_path / "shop").rglob("*.parquet") for row in pq.read_table(path).to_pylist()]
    assert rows
    with closing(sqlite3.connect(workspace.index.path)) as index:
        dumped = "\n".join(index.iterdump()).replace(str(tmp_path / "files" / CHATTED), "")  # the owner's own path
    everything = "\n".join([dumped, *rows, *notes]).casefold()
    for secret in SECRETS:
        assert secret not in everything, secret
    for path in (tmp_path / "shop").rglob("*"):
        if path.is_file() and path.suffix not in (".parquet", ".sqlite", ".sqlite-wal", ".sqlite-shm"):
            assert not any(secret in path.read_text(encoding="utf-8").casefold() for secret in SECRETS), path


def test_adding_a_file_of_ties_twice_changes_nothing_and_removing_it_takes_them_back(tmp_path):
    workspace = Workspace.new(tmp_path / "shop", ours="Deli")
    file = tmp_path / "ties.csv"
    file.write_text(FILES["ties.csv"], encoding="utf-8")

    workspace.add(file, yes=True)
    [again] = workspace.add(file, yes=True)

    assert (again.loaded, again.known, again.rejected) == (0, 1, 1)
    assert workspace.remove("ties.csv") == 1
    assert shown(workspace, "ties").num_rows == 0
