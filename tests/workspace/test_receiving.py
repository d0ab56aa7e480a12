"""Files that came by the browser: safe names, limits, what they are taken for, accepting, and nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.errors import Busy, DataError, TooLarge, UsageError, WorkspaceError
from standout.workspace import Workspace, accepting, file_names, inbox, parts, receiving, removing, turns
from standout.workspace.inbox import INBOX, Said

ROWS = [f"North,2026-01-{1 + day:02d},{1 + day % 5},text {day}" for day in range(20)]
REVIEWS = "Business,Date,Stars,Text\n" + "\n".join(ROWS) + "\n"


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """Give a new workspace."""
    return Workspace.new(tmp_path / "shop", ours="Deli", rivals=["North"])


def came(shop: Workspace, name: str, text: str | bytes) -> str:
    """Receive a file; give its number."""
    arrival = receiving.begin(shop.store, name)
    arrival.write(text.encode() if isinstance(text, str) else text)
    return arrival.finish().number


def proposal(shop: Workspace, number: str):
    """Look at a file of one table; give what it would be stored as."""
    [found] = accepting.look(shop, number).look.proposals
    return found


def thing(found, target: str):
    return next(one for one in found.things if one.target == target)


def test_a_file_that_came_waits_as_it_is_and_shows_after_a_restart(shop):
    arrival = receiving.begin(shop.store, "Reviews May.csv", len(REVIEWS))
    for piece in (REVIEWS[:100], REVIEWS[100:]):
        arrival.write(piece.encode())
    arrival.finish(len(REVIEWS))

    [file] = inbox.waiting(Workspace(shop.folder).store)

    assert (file.name, file.size) == ("Reviews May.csv", len(REVIEWS))
    assert file.sha256 == hashlib.sha256(REVIEWS.encode()).hexdigest()
    assert (shop.store / INBOX / file.number / "Reviews May.csv").read_text(encoding="utf-8") == REVIEWS


def test_what_is_larger_than_may_be_is_refused_in_words_and_nothing_of_it_stays(shop):
    with pytest.raises(TooLarge, match=r"big\.csv is too large\. A file may have 1 kB at most\."):
        receiving.begin(shop.store, "big.csv", 1001, largest=1000)
    arrival = receiving.begin(shop.store, "big.csv", largest=1000)
    with pytest.raises(TooLarge):
        arrival.write(b"x" * 1001)

    assert list((shop.store / INBOX).iterdir()) == []


def test_what_breaks_off_is_refused_and_nothing_of_it_stays(shop):
    arrival = receiving.begin(shop.store, "a.csv", 100)
    arrival.write(b"half")

    with pytest.raises(UsageError, match="did not come through whole"):
        arrival.finish(100)

    assert inbox.waiting(shop.store) == []
    assert list((shop.store / INBOX).iterdir()) == []


def test_what_stopped_coming_is_swept_once_it_is_old_and_not_before(shop):
    arrival = receiving.begin(shop.store, "a.csv")
    arrival.write(b"half")
    receiving.sweep(shop.store)
    assert arrival.folder.exists()

    old = time.time() - receiving.STALE_SECONDS - 1
    for path in (*arrival.folder.iterdir(), arrival.folder):
        os.utime(path, (old, old))
    receiving.sweep(shop.store)

    assert not arrival.folder.exists()
    arrival.abandon()


@given(st.text(max_size=200) | st.sampled_from(["..", "../../x", "C:\\a\\b", "con.csv", "a\0b", "\u202egnp.csv", ".x"]))
def test_whatever_a_file_is_called_it_lies_in_its_own_folder_under_a_name_of_one_part(name):
    shown = file_names.shown_name(name)
    safe = file_names.safe_name(shown)

    assert safe
    assert Path(safe).name == safe
    assert safe not in (".", "..", inbox.ABOUT, inbox.LOOK)
    assert len(safe.encode()) <= file_names.LONGEST + 1  # and a mark before a name no system would take
    assert not set(safe) & set('<>:"/\\|?*\x00')
    assert not safe.startswith(".")
    assert safe.isprintable()
    assert shown.isprintable()


@pytest.mark.parametrize("number", ["..", "../..", "a", "0123456789abcdef/../x", "0123456789ABCDEF", "", "f" * 16])
def test_no_number_leads_out_of_the_inbox(shop, number):
    with pytest.raises(WorkspaceError, match="no longer waits"):
        inbox.one(shop.store, number)


def test_what_it_is_taken_for_names_each_thing_its_column_why_and_what_else_it_could_be(shop):
    text = "Sterne,Note,Datum,Filiale,Text\n" + "\n".join(
        f"{1 + i % 5},{1 + i % 4},2026-03-{1 + i % 28:02d},{'Deli' if i % 2 else 'North'},gut {i}" for i in range(40)
    )

    found = proposal(shop, came(shop, "a.csv", text))

    assert (found.table, found.records, found.ready, found.guessed) == ("reviews", 40, True, True)
    assert thing(found, "overall").columns == ("Sterne",)
    assert thing(found, "overall").others == ("Sterne", "Note")
    assert thing(found, "overall").scale == (1.0, 5.0)
    assert thing(found, "reviewed_at").columns == ("Datum",)
    assert thing(found, "business").why == "its name says so"
    assert [(one.column, one.target, one.may) for one in found.loose] == [
        ("Note", "aspect", ("aspect", "descriptor", "ignore"))
    ]
    assert found.whose.names == (("Deli", 20), ("North", 20))
    assert found.whose.ours
    assert len(found.rows) == 5
    assert found.read[0][[head for head, _ in found.head].index("Datum")] == "1 March 2026"


def test_a_changed_column_is_what_is_stored(shop):
    text = "Sterne,Note,Filiale\n" + "\n".join(f"{1 + i % 5},{1 + i % 4},North" for i in range(40))
    number = came(shop, "a.csv", text)
    accepting.look(shop, number)
    inbox.note(shop.store, number, {
        "": Said(table="reviews", columns={"Note": {"target": "overall"}, "Sterne": {"target": "ignore"}})
    })  # fmt: skip

    found = proposal(shop, number)
    accepting.accept(shop, number)

    assert thing(found, "overall").columns == ("Note",)
    engine = shop.engine()
    scores = engine.arrow(engine.table("reviews").select("a_overall"))["a_overall"].to_pylist()
    assert sum(scores) == 100 * 10 * (1 + 2 + 3 + 4)  # forty scores of Note, in hundredths


def test_a_date_that_could_be_read_either_way_is_asked_for_and_read_as_the_owner_says(shop):
    text = "Business,Date,Stars\n" + "\n".join(f"North,0{1 + i % 9}/0{1 + i % 7}/2025,{1 + i % 5}" for i in range(40))
    number = came(shop, "a.csv", text)

    found = proposal(shop, number)
    assert not found.ready
    assert thing(found, "reviewed_at").dayfirst is True

    said = Said(table="reviews", columns={"Date": {"target": "reviewed_at", "dayfirst": False}})
    inbox.note(shop.store, number, {"": said})
    again = proposal(shop, number)
    assert again.ready
    assert again.read[1][[head for head, _ in again.head].index("Date")] == "2 February 2025"
    assert again.read[0][[head for head, _ in again.head].index("Date")] == "1 January 2025"


def test_whose_the_rows_are_is_asked_where_no_column_says_so(shop):
    number = came(shop, "a.csv", "Stars,Text\n" + "\n".join(f"{1 + i % 5},nice {i}" for i in range(30)))

    assert proposal(shop, number).whose.asked
    with pytest.raises(DataError, match="doesn't say whose"):
        accepting.accept(shop, number)
    assert [one.number for one in inbox.waiting(shop.store)] == [number]

    inbox.note(shop.store, number, {"": Said(business="Deli")})
    assert proposal(shop, number).ready
    [outcome] = accepting.accept(shop, number)
    assert outcome.loaded == 30


def test_a_name_that_means_us_is_remembered_once_the_file_is_stored(shop):
    number = came(shop, "a.csv", REVIEWS.replace("North", "The Deli Ltd"))
    inbox.note(shop.store, number, {"": Said(ours="The Deli Ltd")})

    accepting.accept(shop, number)

    assert shop.config.same == {"The Deli Ltd": "Deli"}


def test_a_format_we_know_can_be_set_aside_and_that_is_remembered_for_the_next_file(shop, tmp_path):
    about = {
        "reviewer": {"displayName": "Ann"},
        "starRating": "FIVE",
        "createTime": "2026-03-01T10:00:00Z",
        "comment": "ok",
    }
    text = json.dumps({"reviews": [{**about, "name": f"accounts/1/reviews/{i}"} for i in range(30)]})
    number = came(shop, "reviews.json", text)
    assert proposal(shop, number).source == "google_takeout"

    inbox.note(shop.store, number, {"": Said(table="reviews", by_hand=True, business="Deli")})
    assert proposal(shop, number).source == "mapped"
    accepting.accept(shop, number)

    later = came(shop, "later.json", text.replace("Ann", "Bob"))
    assert proposal(shop, later).source == "mapped"


def test_of_a_zip_each_table_is_shown_and_one_can_be_left_out(shop, tmp_path):
    packed = tmp_path / "both.zip"
    with zipfile.ZipFile(packed, "w") as into:
        into.writestr("a.csv", REVIEWS)
        into.writestr("../../evil.csv", REVIEWS.replace("North", "South"))
        into.writestr("picture.png", b"\x89PNG\0\0" + b"\0\1" * 300)
    number = came(shop, "both.zip", packed.read_bytes())

    look = accepting.look(shop, number).look
    inbox.note(shop.store, number, {"a.csv": Said(leave_out=True)})
    accepting.accept(shop, number)

    assert [one.member for one in look.proposals] == ["a.csv", "../../evil.csv"]
    assert list(look.unread) == ["both.zip > picture.png"]
    assert [one.member for one in shop.index.imports()] == ["../../evil.csv"]
    assert not list(tmp_path.rglob("evil.csv"))


def test_a_link_in_the_inbox_is_never_followed(shop, tmp_path):
    number = came(shop, "a.csv", REVIEWS)
    secret = tmp_path / "secret.csv"
    secret.write_text(REVIEWS, encoding="utf-8")
    file = shop.store / INBOX / number / "a.csv"
    file.unlink()
    file.symlink_to(secret)

    with pytest.raises(WorkspaceError):
        accepting.accept(shop, number)


def test_what_nothing_can_be_made_of_says_so_and_can_be_left_out(shop):
    number = came(shop, "a.png", b"\x89PNG\0\0" + b"\0\1" * 300)

    look = accepting.look(shop, number).look

    assert "not a table" in look.problem
    assert inbox.leave_out(shop.store, number) == "a.png"
    assert inbox.waiting(shop.store) == []


def test_after_it_was_stored_nothing_waits_and_the_file_goes_by_its_own_name(shop):
    accepting.accept(shop, came(shop, "Reviews May.csv", REVIEWS))

    [held] = shop.index.imports()

    assert (held.path, held.loaded) == ("Reviews May.csv", 20)
    assert list((shop.store / INBOX).iterdir()) == []


def test_stored_twice_it_counts_once(shop):
    first, second = came(shop, "a.csv", REVIEWS), came(shop, "b.csv", REVIEWS)

    accepting.accept(shop, first)
    [outcome] = accepting.accept(shop, second)

    assert (outcome.loaded, outcome.known) == (0, 20)
    assert len(shop.index.imports()) == 1


def test_undone_all_is_as_before(shop):
    accepting.accept(shop, came(shop, "a.csv", REVIEWS))
    accepting.accept(shop, came(shop, "b.csv", REVIEWS.replace("North", "South")))
    [first, _] = shop.index.imports()

    assert removing.take_back(shop.store, shop.index, [first.import_id]) == 20
    assert removing.take_back(shop.store, shop.index, [first.import_id]) == 0

    assert [one.path for one in shop.index.imports()] == ["b.csv"]


def test_rows_that_were_turned_away_are_given_by_line_reason_and_words(shop):
    accepting.accept(shop, came(shop, "a.csv", REVIEWS + "North,2199-01-01,5,=HYPERLINK(x)\n"))
    [held] = shop.index.imports()

    [(line, why, said)] = accepting.rejected(shop, [held.import_id])

    assert (line, why) == (22, "Date lies in the future")
    assert said == "North, 2199-01-01, 5, =HYPERLINK(x)"


def test_a_file_that_waits_its_turn_is_stored_when_the_other_import_has_ended(shop, monkeypatch):
    monkeypatch.setattr("standout.workspace.index.BUSY_SECONDS", 0.05)
    monkeypatch.setattr(turns, "AGAIN_SECONDS", 0.05)
    number, told = came(shop, "a.csv", REVIEWS), []
    taken = threading.Thread(target=lambda: accepting.accept(shop, number, lambda *far: told.append(far[-1])))

    with shop.index.writing():
        taken.start()
        while not told:
            time.sleep(0.05)
        assert shop.index.imports() == []
    taken.join()

    assert told[0] == "another import is under way; this one waits its turn"
    assert [one.path for one in shop.index.imports()] == ["a.csv"]


def killed_while(work, seconds: float) -> None:
    """Do work in a process of its own and kill it in the middle."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork are not there on Windows")
def test_a_kill_while_a_file_comes_or_is_stored_loses_nothing_that_was_acknowledged(shop):
    number = came(shop, "kept.csv", REVIEWS)
    accepting.look(shop, number)  # everything is loaded before the forks

    def receive():
        arrival = receiving.begin(shop.store, "half.csv")
        while True:
            arrival.write(b"x" * 1000)

    killed_while(receive, 0.2)
    for seconds in (0.0, 0.02, 0.05, 0.1):
        killed_while(lambda: accepting.accept(shop, number), seconds)
        held = [one.path for one in shop.index.imports()]
        left = [one.name for one in inbox.waiting(shop.store)]
        assert held == ["kept.csv"] or left == ["kept.csv"]  # in one of the two, or in both for a moment

    assert "half.csv" not in {one.name for one in inbox.waiting(shop.store)}
    if inbox.waiting(shop.store):
        accepting.accept(shop, number)
    [held] = shop.index.imports()
    assert held.loaded == 20


TAKES = "import sys; from standout.app import reading; reading.accept(lambda *_: None, sys.argv[1], sys.argv[2:])"


def test_two_who_accept_and_one_who_adds_by_command_lose_nothing(shop, tmp_path):
    numbers = [came(shop, f"{i}.csv", REVIEWS.replace("text", f"from {i}")) for i in range(4)]
    file = tmp_path / "cli.csv"
    file.write_text(REVIEWS.replace("text", "from the command line"), encoding="utf-8")
    home = str(shop.folder)

    running = [
        subprocess.Popen([sys.executable, "-c", TAKES, home, *numbers[:2]]),
        subprocess.Popen([sys.executable, "-c", TAKES, home, *numbers[2:]]),
        subprocess.Popen(
            [sys.executable, "-m", "standout", "add", home, str(file), "--yes"], stdout=subprocess.DEVNULL
        ),
    ]

    assert [one.wait(120) for one in running] == [0, 0, 0]
    held = {Path(one.path).name: one.loaded for one in shop.index.imports()}
    assert held == dict.fromkeys(["0.csv", "1.csv", "2.csv", "3.csv", "cli.csv"], 20)
    assert inbox.waiting(shop.store) == []


HOSTILE = ["<script>alert(1)</script>", "\u202etxt", "=1+1", 'a"b', "{{ 7*7 }}", "a:b:ignore", "x" * 5000, "日本", ""]


@pytest.mark.parametrize("text", [
    "",
    "\0",
    "x",
    "a\n",
    "\n\n\n",
    ",".join(HOSTILE) + "\n" + (",".join(HOSTILE) + "\n") * 20,
    "Stars," + ",".join(f"c{i}" for i in range(2_000)) + "\n" + ("5," + ",".join("x" for _ in range(2_000)) + "\n") * 6,
    "Business,Stars\n" + "\n".join(f"{name!r},{i}" for i, name in enumerate(HOSTILE)),
], ids=["empty", "nul", "byte", "header", "blank", "hostile", "wide", "names"])  # fmt: skip
def test_whatever_stands_in_a_file_it_is_looked_at_or_refused_in_words(shop, text):
    number = came(shop, "a.csv", text)

    look = accepting.look(shop, number).look
    [again] = inbox.waiting(shop.store)

    assert look.problem or look.proposals
    assert again.look == look
    for one in look.proposals:
        assert len(one.head) <= 14
        assert all(len(cell) <= 121 for row in one.rows for cell in row)
        assert all(len(thing.others) <= 41 for thing in one.things)


def test_a_zip_made_to_fill_a_disk_is_refused_before_it_is_unpacked(shop, tmp_path):
    packed = tmp_path / "bomb.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into, into.open("a.csv", "w", force_zip64=True) as file:
        for _ in range(300):
            file.write(b"0" * (1 << 20))

    look = accepting.look(shop, came(shop, "bomb.zip", packed.read_bytes())).look

    assert "too large to unpack" in look.problem


@pytest.mark.parametrize("name", ["x.new", "about.new", "look.new", ".about.json.x.new"])
def test_a_file_called_like_what_we_write_beside_it_is_found_and_stored(shop, name):
    number = came(shop, name, REVIEWS)

    accepting.look(shop, number)
    [outcome] = accepting.accept(shop, number)

    assert (outcome.loaded, inbox.waiting(shop.store)) == (20, [])
    assert [one.path for one in shop.index.imports()] == [name]


def test_no_file_has_the_name_of_what_is_noted_beside_it_on_systems_that_take_both_cases_for_one():
    assert file_names.safe_name("About.JSON") == "_About.JSON"


def test_a_file_and_the_name_of_its_folder_are_on_the_disk_before_it_is_acknowledged(shop, monkeypatch):
    done: list[str] = []
    rename, sync = Path.rename, parts.sync
    monkeypatch.setattr(Path, "rename", lambda self, to: (done.append(f"renamed {self.suffix}"), rename(self, to))[1])
    monkeypatch.setattr(parts, "sync", lambda path: (done.append(f"synced {path.suffix or path.name}"), sync(path)))

    came(shop, "a.csv", REVIEWS)

    assert done == ["synced .part", "renamed .part", "synced inbox"]


def test_a_disk_that_is_full_at_the_last_byte_says_so_and_nothing_stays(shop, monkeypatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    arrival = receiving.begin(shop.store, "a.csv")
    arrival.write(b"half")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(TooLarge, match="no room on the disk"):
        arrival.finish()

    assert list((shop.store / INBOX).iterdir()) == []


def test_one_server_leaves_the_folder_another_is_working_in(shop, monkeypatch):
    monkeypatch.setattr(turns, "AGAIN_SECONDS", 0.05)
    number, told = came(shop, "a.csv", REVIEWS), []
    working = shop.store / INBOX / number / "standout-other"
    working.mkdir()
    taken = threading.Thread(target=lambda: accepting.look(shop, number, lambda *far: told.append(far[-1])))

    with turns.alone(shop.store / accepting.LOCK):  # as the other server holds it
        taken.start()
        while not told:
            time.sleep(0.01)
        assert working.exists()
    taken.join()

    assert told[0] == "another import is under way; this one waits its turn"
    assert not working.exists()  # nobody is at work there now
    assert inbox.one(shop.store, number).look


def test_a_lock_is_let_go_of_when_its_process_dies(shop):
    child = subprocess.Popen(
        [sys.executable, "-c", f"""
import pathlib, time
from standout.workspace import turns
with turns.alone(pathlib.Path({str(shop.store)!r}) / "inbox.lock"):
    print("in", flush=True)
    time.sleep(60)
"""], stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout
    assert child.stdout.readline() == "in\n"
    with pytest.raises(Busy), turns.alone(shop.store / accepting.LOCK):
        pass

    child.kill()
    child.communicate()

    with turns.alone(shop.store / accepting.LOCK):
        pass
