"""Ties from files: who knows whom, and never a name, an address or a word of anybody who stands on no list."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from imported import imported, opened, written
from standout import registry
from standout.errors import MappingError
from standout.report.brief import render
from standout.sources import match
from standout.sources.identity import person_id
from standout.workspace import Workspace, briefing

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


INSTAGRAM, FACEBOOK = "connections/followers_and_following/", "connections/"
"""The folders as the downloads have them."""


def face(key, *names):
    """Give a list of Facebook's, with the sign by which its download scrambles names."""
    return {key: [{"name": name, "timestamp": 1718000000} for name in names]}


def account(key, number="7"):
    """Give a list of X's, as a script."""
    return [{key: {"accountId": number, "userLink": f"https://x.example/{number}"}}]


DOWNLOADS = [
    ("instagram", f"{INSTAGRAM}following.json", {"relationships_following": [insta(title="ann.l")]}, "out"),
    ("instagram", f"{INSTAGRAM}followers_1.json", [insta(value="ann.l"), insta(value="bo")], "in"),
    ("instagram", f"{INSTAGRAM}followers_12.json", [insta(value="cy")], "in"),
    ("x", "data/following.js", account("following"), "out"),
    ("x", "data/follower.js", account("follower"), "in"),
    ("x", "data/follower-part1.js", account("follower", "8"), "in"),
    ("facebook", f"{FACEBOOK}followers/followers.json", face("followers_v2", "Ann L"), "in"),
    ("facebook", f"{FACEBOOK}followers/who_you've_followed.json", face("following_v3", "Ann L"), "out"),
    ("facebook", "friends_and_followers/who_you_follow.json", face("following_v2", "Ann L"), "out"),
    ("facebook", "friends_and_followers/friends.json", face("friends_v2", "Ann L"), "out"),
    ("facebook", f"{FACEBOOK}friends/your_friends.json", face("friends_v2", "Ann L"), "out"),
]
NO_TIES = [
    *(("instagram", f"{INSTAGRAM}{name}.json", {key: [insta(value="zed")]}) for name, key in [
        ("blocked_profiles", "relationships_blocked_users"), ("hide_story_from", "relationships_hide_stories_from"),
        ("recently_unfollowed_profiles", "relationships_unfollowed_users"),
        ("pending_follow_requests", "relationships_follow_requests_sent"),
        ("restricted_profiles", "relationships_restricted_users"), ("following_hashtags", "relationships_hashtags"),
    ]),
    *(("facebook", f"{FACEBOOK}{name}.json", face(key, "Zed Z")) for name, key in [
        ("friends/removed_friends", "deleted_friends_v2"), ("friends/sent_friend_requests", "sent_requests_v2"),
        ("friends/rejected_friend_requests", "rejected_requests_v2"),
        ("friends/received_friend_requests", "received_requests_v2"), ("friends/people_you_may_know", "suggested_v2"),
        ("followers/unfollowed_pages", "pages_unfollowed_v2"),
    ]),
    ("x", "data/block.js", account("blocking", "9")), ("x", "data/mute.js", account("muting", "9")),
]  # fmt: skip


def script(name, tree):
    return ("window.YTD.list.part0 = " if name.endswith(".js") else "") + json.dumps(tree)


def download(tmp_path, files):
    """Add a zip of some files to a new workspace; give it, and what came of each file."""
    with zipfile.ZipFile(tmp_path / "download-of-followers-and-following.zip", "w") as archive:
        for name, tree in files:
            archive.writestr(name, script(name, tree))
    workspace = Workspace.new(tmp_path / "shop", ours="Deli")
    return workspace, workspace.add(tmp_path / "download-of-followers-and-following.zip")


def stands(rows, way):
    return rows and all((r["from_id"] == 0, r["to_id"] == 0) == (way == "out", way == "in") for r in rows)


@pytest.mark.parametrize(("site", "name", "tree", "way"), DOWNLOADS)
def test_the_name_of_a_download_says_who_follows_whom_unpacked_or_in_its_zip(tmp_path, site, name, tree, way):
    (tmp_path / "following" / name).parent.mkdir(parents=True)
    (tmp_path / "following" / name).write_text(script(name, tree), encoding="utf-8")
    (tmp_path / "zipped").mkdir()
    bare = Workspace.new(tmp_path / "shop", ours="Deli")
    bare.add(tmp_path / "following" / name)
    zipped, _ = download(tmp_path / "zipped", [(name, tree)])

    for workspace in (bare, zipped):
        rows = shown(workspace, "ties").to_pylist()
        assert stands(rows, way)
        assert {row["kind"] for row in rows} == {"friend" if "friends.json" in name else "follows"}
        assert {row["evidence"] for row in rows} == {site}


@pytest.mark.parametrize("site", ["instagram", "facebook", "x"])
def test_of_a_whole_download_blocked_hidden_left_and_asked_people_are_no_ties_and_the_owner_is_told(tmp_path, site):
    told = [(name, tree) for of, name, tree, _ in DOWNLOADS if of == site]
    others = [(name, tree) for of, name, tree in NO_TIES if of == site]

    workspace, outcomes = download(tmp_path, [*told, *others])

    left = {one.path.split(" › ")[-1]: one.skipped for one in outcomes if one.skipped}
    assert set(left) == {name for name, _ in others}
    assert all("left out" in why for why in left.values())
    strangers = {person_id("salt", who) for who in ("zed z", "instagram zed", "x 9")}
    rows = shown(workspace, "ties").to_pylist()
    assert not strangers & {row[end] for row in rows for end in ("from_id", "to_id")}
    assert len([one for one in outcomes if one.loaded]) + sum(one.known > 0 for one in outcomes) >= len(told)


@pytest.mark.parametrize(("site", "name", "tree"), [NO_TIES[0], NO_TIES[6], NO_TIES[-1]])
def test_a_list_of_blocked_or_asked_people_alone_is_refused(tmp_path, site, name, tree):
    with pytest.raises(MappingError, match=rf"(?i)left out.*{site}|left out.*followers on X"):
        download(tmp_path, [(name, tree)])


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Neighbour", "neighbour"), ("Spouse", "family"), ("", "knows"), ("often", "knows"), ("long_ago", "knows"),
        ("business partner", "knows"), ("my old friend jane@secret.example 07700900", "knows"),
        ("jane@secret.example", "knows"), ("07700900", "knows"), ("n" * 21, "knows"), ("Nachbarin", "nachbarin"),
    ],
)  # fmt: skip
def test_a_kind_is_ours_or_one_short_word_and_never_holds_an_address(tmp_path, said, kind):
    found = loaded(tmp_path, ["From", "To", "Kind"], [["me", "Bo Ray", said]])

    assert [row[2] for row in ends(found)] == [kind]


def test_a_mailbox_with_headers_that_can_not_be_read_is_read_and_they_are_counted(tmp_path):
    begins = "From a@x.example Mon Jan  5 10:00:00 2026\n"
    dated = "Date: Mon, 5 Jan 2026 10:00:00 +0000\n\nhello\n\n"
    to = "To: us@x.example\n"
    (tmp_path / "in.mbox").write_text(
        f"{begins}From: a@x.example\n{to}{dated}"
        f"{begins}From: b@x.example\n{to}Date: Mon, 5 Jan 99999999999999999999 10:00:00 +0000\n\nhello\n\n"
        f"{begins}From: {'(' * 20_000}\n{to}{dated}"
        f"{begins}From: c@x.example\n{to}{dated}"
    )

    found = imported(tmp_path / "in.mbox", tmp_path / "out", source=SOURCES["mailbox"])

    assert len(found.rows("ties")) == 2
    assert sorted(reject.reason for reject in found.loaded.rejects) == ["bad_date", "no_tie"]
    assert found.balance == 0


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
,,,,0700 900 004,Hiddenname Day,,,,secretword,Hiddenname Small
"""
TABLE = """From,To,Kind,Since
me,hidden@example.org,friend,2024-01-02
me,Hiddenname,friend,secretword
me,Bo Ray,old friend of hidden@example.org,2024-01-03
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
    page = render(briefing.page(workspace, [], "check")).casefold()  # it is passed on: no name of a file either
    assert "a chat" in page
    for secret in SECRETS:
        assert secret not in page, secret
    for path in (tmp_path / "shop").rglob("*"):
        if path.is_file() and path.suffix not in (".parquet", ".sqlite", ".sqlite-wal", ".sqlite-shm"):
            assert not any(secret in path.read_text(encoding="utf-8").casefold() for secret in SECRETS), path


def test_adding_a_file_of_ties_twice_changes_nothing_and_removing_it_takes_them_back(tmp_path):
    workspace = Workspace.new(tmp_path / "shop", ours="Deli")
    file = tmp_path / "ties.csv"
    file.write_text(FILES["ties.csv"], encoding="utf-8")

    workspace.add(file, yes=True)
    [again] = workspace.add(file, yes=True)

    assert (again.loaded, again.known, again.rejected) == (0, 2, 1)
    assert workspace.remove("ties.csv") == 2
    assert shown(workspace, "ties").num_rows == 0
