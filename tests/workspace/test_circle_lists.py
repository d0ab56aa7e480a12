"""Lists of those told first: nobody without consent at this moment, no name outside the owner's own folder."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circled import answer, circles, told
from standout.errors import UsageError
from standout.report.lists import contactable, sheets, vcards
from standout.report.pass_on import Terms
from standout.tables import table
from standout.words import say
from standout.workspace import Workspace, circle_lists, kit_folder, planned

TODAY = date(2026, 11, 22)
LINE = "Come and see Deli for yourself."
CONTACTS = """Name,Email,Phone,Email consent,Phone consent
Ann Quillfeather,ann@mail.example,+44 20 7946 0101,yes,yes
Bo Vantongeren,bo@mail.example,+44 20 7946 0102,no,yes
Cy Ravensworth,cy@mail.example,+44 20 7946 0103,,
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give a workspace with three contacts."""
    folder = tmp_path_factory.mktemp("lists")
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    made = Workspace.new(folder / "shop", ours="Deli")
    made.add(folder / "contacts.csv", as_table="people", yes=True)
    return made


def ids(shop: Workspace) -> dict[str, int]:
    engine = shop.engine()
    return {row["name"].split()[0]: row["person_id"] for row in engine.arrow(engine.table("contacts")).to_pylist()}


def asked(shop: Workspace, **channels: str):
    """Give the answer that tells these first, each by this channel, and knows all three."""
    known = ids(shop)
    rows = [
        {"person_id": known[name], "place": place, "channel": channel, "reason": "answered 1 message"}
        for place, (name, channel) in enumerate(channels.items(), 1)
    ]
    others = [{"person_id": known[name], "circle": 2} for name in known if name not in channels]
    return answer(circles(*rows, *others))


def read(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def test_each_stands_on_the_list_of_their_channel_in_their_order(shop: Workspace, tmp_path: Path) -> None:
    made = circle_lists.write(shop, asked(shop, Cy="in_person", Ann="email", Bo="phone"), LINE, TODAY, tmp_path / "out")
    held = tmp_path / "out" / "for-you"

    assert (made.people, made.left_out) == (3, 0)
    stop = "You get this since you agreed to hear from Deli. Answer STOP, and we won't write again."
    assert read(held / "letters.csv") == [
        ["Name", "Email", "Message", "Why"],
        ["Ann Quillfeather", "ann@mail.example", f"{LINE} {stop}", "answered 1 message"],
    ]
    assert read(held / "call-list.csv")[1][:2] == ["Bo Vantongeren", "'+44 20 7946 0102"]
    assert read(held / "talks.csv")[1] == ["Cy Ravensworth", LINE, "answered 1 message"]
    cards = (held / "people.vcf").read_bytes().decode()
    assert cards.count("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:") == 2
    assert "Cy" not in cards  # no address of hers may be used


def test_who_may_not_be_asked_that_way_now_is_left_out_and_counted(shop: Workspace, tmp_path: Path) -> None:
    made = circle_lists.write(shop, asked(shop, Bo="email", Cy="phone", Ann="sms"), LINE, TODAY, tmp_path / "out")

    assert (made.people, made.left_out) == (0, 3)  # Bo said no to e-mail, Cy nothing, Ann nothing of text messages
    assert {file.name for file in made.files} == {"map.html", "circles.html"}
    assert not re.search(
        "mail.example|0101|0102|0103", "".join(file.read_text(encoding="utf-8") for file in made.files)
    )


def test_only_the_owners_folder_holds_names_and_no_json_does(shop: Workspace, tmp_path: Path) -> None:
    made = circle_lists.write(shop, asked(shop, Ann="email", Bo="phone"), LINE, TODAY, tmp_path / "out")
    named = [file for file in made.files if re.search("Ann|Bo V|Cy R", file.read_text(encoding="utf-8"))]

    assert named
    assert {file.parent.name for file in named} == {"for-you"}
    assert not re.search("Ann|Bo|Cy", str({**made.to_dict(), "folder": "", "files": ""}))


def test_who_brought_whom_is_told_by_name_on_the_owners_page(shop: Workspace, tmp_path: Path) -> None:
    known = ids(shop)
    held = asked(shop, Ann="email")
    held = answer(held.table, told((known["Ann"], known["Cy"])))
    circle_lists.write(shop, held, LINE, TODAY, tmp_path / "out")

    own = (tmp_path / "out" / circle_lists.NAMED).read_text(encoding="utf-8")
    assert re.search(r"Ann Quillfeather</td>\s*<td[^>]*>1</td>\s*<td[^>]*>0</td>\s*<td[^>]*>Cy Ravensworth", own)


def test_made_again_they_take_away_who_is_not_asked_any_more(shop: Workspace, tmp_path: Path) -> None:
    circle_lists.write(shop, asked(shop, Ann="email", Bo="phone"), LINE, TODAY, tmp_path / "out")
    circle_lists.write(shop, asked(shop, Bo="phone"), LINE, TODAY, tmp_path / "out")

    assert not (tmp_path / "out/for-you/letters.csv").exists()
    assert (tmp_path / "out/for-you/call-list.csv").exists()


@pytest.mark.parametrize("name", ["notes.txt", kit_folder.KIT.marker])
def test_a_folder_of_the_owners_and_that_of_a_kit_stay_as_they_are(shop: Workspace, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds something else than lists.* --lists \S+/lists$"):
        circle_lists.write(shop, asked(shop, Ann="email"), LINE, TODAY, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_of_another_question_there_are_no_lists(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="standout ask mybiz circles --lists"):
        circle_lists.checked("est", tmp_path)


def test_where_nobody_is_known_nothing_is_drawn(shop: Workspace, tmp_path: Path) -> None:
    made = circle_lists.write(shop, answer(circles()), LINE, TODAY, tmp_path / "out")
    assert (made.people, made.files) == (0, ())


def test_an_address_that_was_refused_stands_for_no_name(tmp_path: Path) -> None:
    text = "Name,Email,Phone,E-mail consent,SMS consent\n,zed@mail.example,07700 900123,no,yes\n"
    (tmp_path / "contacts.csv").write_text(text, encoding="utf-8")
    shop = Workspace.new(tmp_path / "shop", ours="Deli")
    shop.add(tmp_path / "contacts.csv", as_table="people", yes=True)
    engine = shop.engine()
    [person] = engine.arrow(engine.table("contacts"))["person_id"].to_pylist()
    held = answer(circles({"person_id": person, "place": 1, "channel": "sms"}))

    made = circle_lists.write(shop, held, LINE, TODAY, tmp_path / "out")

    assert made.people == 1
    assert "zed@" not in "".join(file.read_text(encoding="utf-8") for file in made.files)
    assert read(tmp_path / "out/for-you/text-messages.csv")[1][0] == say("plan.no_name")


def test_who_rests_today_stands_on_no_list_whatever_day_the_answer_is_of(
    shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = [{"play_id": "p", "person_id": ids(shop)["Ann"], "channel": "email", "asked_at": TODAY - timedelta(1),
             "state": "done"}]  # fmt: skip
    rows = pa.Table.from_pylist(asks, schema=table("asks").schema())
    monkeypatch.setattr(planned, "tables", lambda *_: {"asks": rows})

    made = circle_lists.write(shop, asked(shop, Ann="email", Bo="phone"), LINE, TODAY, tmp_path / "a")
    assert (made.people, made.left_out) == (1, 1)
    assert not (tmp_path / "a/for-you/letters.csv").exists()
    later = TODAY + timedelta(30)
    assert circle_lists.write(shop, asked(shop, Ann="email"), LINE, later, tmp_path / "b").people == 1


CHANNELS = ("email", "sms", "phone", "in_person")
SOMEBODY = st.tuples(st.sampled_from(CHANNELS), st.booleans(), st.sets(st.sampled_from(CHANNELS)))


@settings(max_examples=80)
@given(st.lists(SOMEBODY, max_size=12))
def test_nobody_stands_on_any_list_who_may_not_be_asked_that_way(people) -> None:
    """Each is asked by a channel, has an address for it or none, and may be asked by some channels, at random."""
    rows = [{"person_id": i, "place": i + 1, "channel": channel} for i, (channel, _, _) in enumerate(people)]
    names = {i: f"Person{i}x" for i in range(len(people))}
    addresses = {(i, channel): f"at{i}x@mail.example" for i, (channel, has, _) in enumerate(people) if has}
    allowed = {(i, one) for i, (_, _, may) in enumerate(people) for one in may}
    wanted = circle_lists.people(answer(circles(*rows)), names, addresses, LINE)
    terms = Terms(business="Deli")
    lists = {name: str(sheet.rows) for name, sheet in sheets(wanted, allowed, terms).items()}
    cards = vcards(wanted, allowed)

    for i, (channel, has, may) in enumerate(people):
        free = channel in may and (has or channel == "in_person")
        listed = {name for name, text in lists.items() if f"Person{i}x" in text}
        assert listed == ({channel} if free else set())
        assert (f"Person{i}x" in cards) == (free and channel != "in_person")
        assert (f"at{i}x@" in cards + str(lists)) <= free
    assert [one.person_id for one in contactable(wanted, allowed)] == sorted(
        i for i, (channel, has, may) in enumerate(people) if channel in may and (has or channel == "in_person")
    )
