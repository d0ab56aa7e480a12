"""Merging people in a workspace: reversible to the bit, the same twice, and never a yes that wasn't given."""

import os
import random
import shutil
import signal
import sqlite3
import time
from collections import defaultdict
from contextlib import closing
from datetime import date
from types import SimpleNamespace

import pyarrow as pa
import pytest

import standout.engine.linking  # noqa: F401 - loaded before the forks, so that a kill falls into work
from standout.engine.duck import DuckEngine
from standout.engine.people_groups import groups
from standout.errors import UsageError
from standout.measures.allowed import allowed, reachable, taken_back
from standout.questions.circles import QUESTION as CIRCLES
from standout.questions.est import QUESTION as EST
from standout.tables import table
from standout.workspace import Workspace, merge_log, merging, planning

TODAY = date(2026, 6, 1)
TABLES = ("people", "contacts", "consents", "orders", "ties", "adoptions", "sends", "allowed")
FILES = {
    "Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ann,Kowalski,u,,Bean Ltd,Boss,12 Mar 2024\nBob,Ray,u,,Bean Ltd,Boss,12 Mar 2024\n",
    "list.csv": "Name,Email,Phone,E-mail consent\nAnn Kowalski,ann@x.example,07700 900123,yes\n"
    "A Kowalski,,+44 7700 900123,\nJim Kowalski,,07700 900123,\nRobert Ray,bob@x.example,,no\n",
    "orders.csv": "Order,Date,Customer,Item,Total\n1,2026-05-01,Robert Ray,soup,3.20\n2,2026-05-02,Zed Zed,soup,3\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give a folder with a workspace of two lists and orders, and its files beside it, made once."""
    folder = tmp_path_factory.mktemp("made")
    workspace = Workspace.new(folder / "shop", ours="Deli")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
        workspace.add(folder / name, yes=True, as_table="orders" if name == "orders.csv" else "")
    return folder


@pytest.fixture
def shop(made, tmp_path):
    """Give a copy of that workspace, its files beside it."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Workspace(tmp_path / "shop")


def dump(workspace):
    engine = workspace.engine()
    return {name: sorted(map(str, engine.arrow(engine.table(name)).to_pylist())) for name in TABLES}


def parts(workspace):
    return {file: file.read_bytes() for file in sorted((workspace.store / "parts").rglob("*.parquet"))}


def called(workspace, pairs):
    """Give pairs by the names of both, in order."""
    return sorted(tuple(sorted(entry.name for entry in one.entries)) for one in pairs)


def test_what_is_certain_is_made_one_and_the_rest_is_shown(shop):
    found = merging.proposed(shop)

    # the orders name Robert Ray, whom a list has by address; on so short a list the same name alone is certain too
    certain = [("A Kowalski", "Ann Kowalski"), ("Ann Kowalski", "Ann Kowalski"), ("Robert Ray", "Robert Ray")]
    assert called(shop, found.certain) == certain
    assert ("Bob Ray", "Robert Ray") in called(shop, found.look)
    assert found.apart == 2  # Jim has the number of two others
    assert (found.entries, found.people) == (6, 6)


def test_a_merge_shows_one_person_and_leaves_the_files_as_they_are(shop):
    before = parts(shop)

    merging.merge(shop, TODAY)

    engine = shop.engine()
    named = defaultdict(set)
    for row in engine.arrow(engine.table("contacts")).to_pylist():
        named[row["person_id"]].add(row["name"])
    assert {"A Kowalski", "Ann Kowalski"} in named.values()
    [order] = [r for r in engine.arrow(engine.table("orders")).to_pylist() if r["order_id"] == "1"]
    assert named[order["customer_id"]] == {"Robert Ray"}
    assert parts(shop) == before
    assert merging.proposed(shop).people == 4  # six entries; Ann is three of them, and Robert's orders are no entry


def test_taking_all_back_leaves_everything_as_it_was_to_the_bit(shop):
    before, files = dump(shop), parts(shop)

    merged = merging.merge(shop, TODAY)
    assert dump(shop) != before
    assert merging.undo(shop, "all", TODAY) == len(merged)

    assert dump(shop) == before
    assert parts(shop) == files
    assert merging.undo(shop, "all", TODAY) == 0


def test_a_second_merge_and_a_file_added_again_change_nothing(shop, tmp_path):
    merging.merge(shop, TODAY)
    before, said = dump(shop), merge_log.log(shop.index)

    assert merging.merge(shop, TODAY) == []
    shop.add(tmp_path / "list.csv", yes=True)
    assert merging.merge(shop, TODAY) == []

    assert dump(shop) == before
    assert merge_log.log(shop.index) == said


def test_all_that_was_taken_back_may_be_merged_again_but_not_what_was_taken_back_by_name(shop):
    first = merging.merge(shop, TODAY)
    merging.undo(shop, "all", TODAY)
    assert len(merging.merge(shop, TODAY)) == len(first)
    one = merge_log.pair_name(first[0].one, first[0].other)

    assert merging.undo(shop, one, TODAY) == 1
    merging.undo(shop, "all", TODAY)

    assert one not in {merge_log.pair_name(again.one, again.other) for again in merging.merge(shop, TODAY)}
    assert [event.act for event in merge_log.log(shop.index) if event.pair == one][-1] == merge_log.PARTED


def test_the_owner_may_join_a_pair_and_part_one_and_that_is_kept(shop):
    found = merging.proposed(shop)
    [pair] = [one for one in found.look if called(shop, [one]) == [("Bob Ray", "Robert Ray")]]
    name = merge_log.pair_name(pair.one, pair.other)

    merging.join(shop, name, TODAY)
    assert shop.engine().same[pair.one] == shop.engine().same[pair.other] == min(pair.one, pair.other)
    merging.part(shop, name, TODAY)
    assert shop.engine().same == {}
    assert pair not in merging.proposed(shop).look


def test_a_name_that_is_no_pair_is_refused_and_those_there_are_named(shop):
    for refused in (merging.join, merging.part, merging.undo):
        with pytest.raises(UsageError, match="zzzzzz"):
            refused(shop, "zzzzzz", TODAY)


def test_a_list_that_is_removed_takes_its_people_out_of_every_group(shop):
    merging.merge(shop, TODAY)

    shop.remove("list.csv")

    assert shop.engine().same == {}


def test_an_answer_about_people_tells_that_they_were_merged_and_one_about_reviews_knows_nothing_of_it(shop):
    before = shop.ask("circles").evidence.inputs
    merging.merge(shop, TODAY)

    assert len(shop.ask("circles").evidence.inputs) == len(before) + 1
    assert shop.engine(reads=EST.reads).same == {}
    assert shop.engine(reads=CIRCLES.reads).same == shop.engine().same != {}


def test_an_older_index_without_merges_reads_as_nobody_merged(shop):
    with closing(sqlite3.connect(shop.index.path)) as db:
        for later in ("merges", "use_notes", "heard_marks"):
            db.execute(f"DROP TABLE {later}")
        db.execute("PRAGMA user_version = 4")
        db.commit()

    assert shop.engine().same == {}
    assert merge_log.log(shop.index) == []
    assert merging.merge(shop, TODAY)


CASES, PEOPLE = 400, 4
CHANNELS, STATES = ("email", "sms", "phone", "any", "in_person"), ("given", "withdrawn", "unknown")
DAYS = (None, date(2026, 1, 1), date(2026, 2, 2))


def cases():
    """Give random contacts, consents and links of a few people each, with ids, names and addresses of their own."""
    chance = random.Random(11)
    contacts, consents, links = [], [], []
    for case in range(CASES):
        ids = range(case * PEOPLE + 1, (case + 1) * PEOPLE + 1)
        own = [None, f"{case}a", f"{case}b"]
        for _ in range(chance.randint(1, 6)):
            phone = f"{case:06}{chance.randint(0, 1)}"
            contacts.append({"person_id": chance.choice(ids), "name": chance.choice(own), "email": chance.choice(own),
                             "phone": phone})  # fmt: skip
        for _ in range(chance.randint(0, 6)):
            said = {"channel": chance.choice(CHANNELS), "state": chance.choice(STATES), "at": chance.choice(DAYS)}
            consents.append({"person_id": chance.choice(ids), **said})
        links += [tuple(chance.sample(ids, 2)) for _ in range(chance.randint(0, 2))]
    return contacts, consents, links


def test_a_merge_never_makes_consent():
    """Who may be written to at an address after a merge might be before, and a no of one is a no of the whole."""
    contacts, consents, links = cases()
    held = {"contacts": pa.Table.from_pylist(contacts, schema=table("contacts").schema()),
            "consents": pa.Table.from_pylist(consents, schema=table("consents").schema())}  # fmt: skip
    same = groups(links)
    apart, merged = DuckEngine({}, held), DuckEngine({}, held, same=same)

    def rows(engine, measure):
        return {tuple(row.values()) for row in engine.arrow(measure(engine)).to_pylist()}

    def as_one(found):
        return {(same.get(person, person), *more) for person, *more in found}

    reached = rows(merged, reachable)
    assert reached < as_one(rows(apart, reachable))  # some yes fell away, since others of the person said no
    untouched = set(range(1, CASES * PEOPLE + 1)) - {n for one in same for n in range(one - PEOPLE, one + PEOPLE + 1)}
    assert {row for row in reached if row[0] in untouched} == {r for r in rows(apart, reachable) if r[0] in untouched}
    assert rows(merged, allowed) < as_one(rows(apart, allowed))
    assert rows(merged, taken_back) >= as_one(rows(apart, taken_back))
    assert not {row[:2] for row in reached} & rows(merged, taken_back)


def test_a_yes_stays_with_the_address_it_was_given_for():
    held = {
        "contacts": pa.Table.from_pylist([
            {"person_id": 1, "name": "Ann", "email": "yes@x"}, {"person_id": 2, "name": "Ann", "email": "silent@x"},
            {"person_id": 2, "name": "Ann", "phone": "123"}], schema=table("contacts").schema()),
        "consents": pa.Table.from_pylist([
            {"person_id": 1, "channel": channel, "state": "given"} for channel in ("email", "sms")],
            schema=table("consents").schema()),
    }  # fmt: skip
    engine = DuckEngine({}, held, same={1: 1, 2: 1})

    assert engine.arrow(reachable(engine)).to_pylist() == [{"person_id": 1, "channel": "email", "address": "yes@x"}]


def test_a_list_gives_out_the_address_the_yes_was_given_for_and_no_other():
    """The first address a person has is not the one they agreed to; a plan made before the merge holds the older id."""
    held = {
        "contacts": pa.Table.from_pylist([
            {"person_id": 1, "name": "Ann", "email": "silent@x"}, {"person_id": 2, "name": "Ann L", "email": "yes@x"},
            {"person_id": 2, "name": "Ann L", "phone": "123"}], schema=table("contacts").schema()),
        "consents": pa.Table.from_pylist([{"person_id": 2, "channel": "email", "state": "given"}],
            schema=table("consents").schema()),
    }  # fmt: skip
    engine = DuckEngine({}, held, same={1: 1, 2: 1})

    known = planning._contacts(engine, {1})
    assert planning._asked(1, "email", None, known[1]).address == "yes@x"
    assert planning._asked(1, "sms", None, known[1]).address == ""
    assert (1, "email") in planning.may_be_asked(engine)
    assert (1, "sms") not in planning.may_be_asked(engine)


def forked(work):
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - the parent must see that it failed
            os._exit(1)
        os._exit(0)
    return child


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork are not there on Windows")
def test_a_merge_that_is_killed_is_done_whole_or_not_at_all(shop):
    chance, before = random.Random(3), dump(shop)
    found = merging.proposed(shop)
    states = set()
    for _ in range(8):
        child = forked(lambda: merging.merge(shop, TODAY, found))
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        merged = sum(event.act == merging.MERGED for event in merge_log.log(shop.index))
        assert merged in (0, len(found.certain))
        states.add(merged)
        with closing(sqlite3.connect(shop.index.path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            db.execute("DELETE FROM merges")
            db.commit()
    assert dump(shop) == before


def shop_of(folder, *texts, **tables):
    """Give a workspace of these lists, list0.csv and so on."""
    workspace = Workspace.new(folder / "shop", ours="Deli")
    for name, text in {**{f"list{n}": text for n, text in enumerate(texts)}, **tables}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        workspace.add(folder / f"{name}.csv", yes=True, as_table=name if name in tables else "")
    return workspace


def written_to(workspace):
    engine = workspace.engine()
    return {row["address"] for row in engine.arrow(reachable(engine)).to_pylist()}


ANNS = ("Name,Email,Phone\nAnn Lee,ann@x.example,07700 900123\n", "Name,Email,Phone\nAnn Lee,,07700 900123\n",
        "Name,Email,Phone\nAnn Lee,home@other.example,07700 900123\n")  # fmt: skip


def test_two_that_the_owner_parted_are_made_one_by_no_third_entry(tmp_path):
    shop = shop_of(tmp_path, *ANNS)
    engine = shop.engine()
    mailed = [row["person_id"] for row in engine.arrow(engine.table("contacts")).to_pylist() if row["email"]]
    two = merge_log.pair_name(*mailed)
    assert merging.part(shop, two, TODAY) == 0

    assert merging.merge(shop, TODAY) == []
    found = merging.proposed(shop).look
    assert [one.doubts for one in found] == [("fits_two",)] * 2
    first, second = (merge_log.pair_name(one.one, one.other) for one in found)
    merging.join(shop, first, TODAY)
    with pytest.raises(UsageError, match=two):
        merging.join(shop, second, TODAY)
    assert len(shop.engine().same) == 2


@pytest.mark.parametrize("act", ["undo", "part"])
def test_taking_back_one_pair_of_three_takes_the_two_apart_and_says_how_many_merges_that_took(tmp_path, act):
    shop = shop_of(tmp_path, *ANNS)
    merging.merge(shop, TODAY)
    assert merging.proposed(shop).people == 1
    standing = merge_log.standing(merge_log.last(shop.index))
    one, other = standing[0]
    if act == "part":
        one, other = sorted(set(standing[0]) ^ set(standing[1]))

    assert getattr(merging, act)(shop, merge_log.pair_name(one, other), TODAY) == (1 if act == "undo" else 2)
    same = shop.engine().same
    assert same.get(one, one) != same.get(other, other)
    merging.merge(shop, TODAY)
    same = shop.engine().same
    assert same.get(one, one) != same.get(other, other)


def test_a_no_still_counts_when_the_list_is_removed_that_tied_who_said_it_to_the_rest(tmp_path):
    shop = shop_of(
        tmp_path, "Name,Email,Phone,E-mail consent\nAnn Lee,ann@x.example,07700 900123,yes\n",
        "Name,Phone\nAnn Lee,07700 900123\n",
        "Name,Email,Phone,E-mail consent\nA Lee,annl@y.example,07700 900123,no\n",
    )  # fmt: skip
    assert written_to(shop) == {"ann@x.example"}
    merging.merge(shop, TODAY)
    assert written_to(shop) == set()

    shop.remove("list1.csv")
    assert shop.engine().same == {}
    assert written_to(shop) == set()
    merging.undo(shop, "all", TODAY)
    assert written_to(shop) == {"ann@x.example"}


@pytest.mark.parametrize("column", ["", ",Email"])
def test_a_yes_for_one_number_isnt_one_for_another_number_of_that_name_or_address(tmp_path, column):
    mail = ",ann@x.example" if column else ""
    shop = shop_of(
        tmp_path, f"Name{column},Phone,SMS consent\nAnn Lee{mail},07700 900123,yes\n",
        f"Name{column},Phone\nAnn Lee{mail},07700 111222\n",
    )  # fmt: skip

    assert written_to(shop) == {"07700 900123"}


def test_a_merge_by_name_alone_waits_once_a_second_person_is_called_so(tmp_path):
    shop = shop_of(tmp_path, "Name,Email\nAnn Lee,ann@x.example\n",
                   orders="Order,Date,Customer,Item,Total\n1,2026-05-01,Ann Lee,soup,3.20\n")  # fmt: skip
    merging.merge(shop, TODAY)
    assert (len(shop.engine().same), merging.proposed(shop).idle) == (2, 0)
    (tmp_path / "more.csv").write_text("Name,Email\nAnn Lee,ann@other.example\n", encoding="utf-8")
    shop.add(tmp_path / "more.csv", yes=True)

    assert shop.engine().same == {}
    assert merging.proposed(shop).idle == 1
    shop.remove("more.csv")
    assert len(shop.engine().same) == 2


def test_names_of_pairs_that_collide_do_nothing(shop, monkeypatch):
    monkeypatch.setattr(merge_log, "pair_name", lambda *_: "22222222")

    for act in (merging.join, merging.part):
        with pytest.raises(UsageError, match="22222222"):
            act(shop, "22222222", TODAY)
    assert merge_log.log(shop.index) == []


def test_a_play_planned_before_a_merge_asks_one_person_once(tmp_path, monkeypatch):
    shop = shop_of(tmp_path, "Name,Email,Phone,E-mail consent\nAnn Lee,ann@x.example,07700 900123,no\n",
                   "Name,Email,Phone\nAnn Lee,,07700 900123\nBob Ray,bob@x.example,0770 555 111\n")  # fmt: skip
    engine = shop.engine()
    rows = engine.arrow(engine.table("contacts")).to_pylist()
    first, second = (row["person_id"] for row in rows if row["name"] == "Ann Lee")
    [bob] = (row["person_id"] for row in rows if row["name"] == "Bob Ray")
    play = SimpleNamespace(play_id="p", people=(first, second, bob))
    planned = SimpleNamespace(play=play, channels=("in_person", "in_person", "email"))
    plan = SimpleNamespace(plays=(play,), planned=(planned,))
    held = SimpleNamespace(plan=plan, codes={"p": {first: "AAA", second: "BBB"}})
    monkeypatch.setattr(planning, "Made", SimpleNamespace)
    assert [one.code for one in planning.with_names(shop, held, fresh=False).asked["p"]] == ["AAA", "BBB"]

    merging.merge(shop, TODAY)
    made = planning.with_names(shop, held, fresh=False)
    assert [(one.name, one.code) for one in made.asked["p"]] == [("Ann Lee", "AAA")]
    assert made.left_out == {"p": 1}  # Bob said nothing of e-mail; Ann isn't left out


def test_a_merge_that_is_taken_back_by_its_name_isnt_left_standing_by_a_third_entry(tmp_path):
    shop = shop_of(tmp_path, *ANNS[:2], "Name,Phone,Organisation\nAnn Lee,07700 900123,Bean Ltd\n")
    first, *rest = merging.merge(shop, TODAY)
    assert len(rest) == 2

    assert merging.undo(shop, merge_log.pair_name(first.one, first.other), TODAY) == 3
    assert merging.merge(shop, TODAY) == []
    assert {one.doubts for one in merging.proposed(shop).look} == {("fits_two",)}
