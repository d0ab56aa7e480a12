"""The week as a page: planned, said what was done, each finding used or left; a missed week breaks nothing."""

import html
import re
import shutil
import sqlite3
from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from ahead import reviews
from app_forms import word
from inline import Inline
from standout import Workspace
from standout.app.application import application
from standout.app.pages.week import _missed
from standout.plan.play import name_of
from standout.workspace import plan_records, uses

TODAY = date.today()
HOSTILE = "<script>alert(1)</script>\"'><b>\u202egnp"
CONTACTS = f"""Name,Email,E-mail consent,Consent date
Ann <b>Quill</b>,ann@mail.example,yes,{TODAY - timedelta(days=200)}
Bo Vane,bo@mail.example,no,{TODAY - timedelta(days=200)}
Di Marsh,di@mail.example,yes,{TODAY - timedelta(days=200)}
"""


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """Give a workspace in which Deli's staff are far ahead, with contacts and orders, and no plan."""
    folder = tmp_path_factory.mktemp("week")
    newest = TODAY - timedelta(days=4)
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    orders = [
        f"{n},{who}@mail.example,{newest - timedelta(days=7 * (n % 9))},Latte,1,3.50,GBP"
        for n, who in enumerate(["ann", "bo", "di"] * 9)
    ]
    (folder / "orders.csv").write_text("Order,Email,Date,Item,Quantity,Amount,Currency\n" + "\n".join(orders), "utf-8")
    made = Workspace.new(folder / "shop", ours="Deli", objective="reach")
    made.add(reviews(folder, newest), yes=True)
    made.add(folder / "contacts.csv", as_table="people", yes=True)
    made.add(folder / "orders.csv", as_table="orders", yes=True)
    return made.folder


@pytest.fixture(scope="module")
def weekly(stocked, tmp_path_factory):
    """Give a copy of it with this week planned, as the page does it, and what the page said then."""
    folder = tmp_path_factory.mktemp("weekly") / "shop"
    shutil.copytree(stocked, folder)
    client = asked(folder)
    came = client.post("/week/plan", data={"csrf": word(client), "hours": "1,5", "money": "0"})
    return folder, came


@pytest.fixture
def planned(weekly, tmp_path):
    shutil.copytree(weekly[0], tmp_path / "shop")
    return Workspace(tmp_path / "shop")


def asked(folder):
    app = application(getattr(folder, "folder", folder), worker=Inline())
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False, follow_redirects=False)


def text(page):
    bare = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def said(client, path="/week"):
    return text(client.get(path).text)


def sent(client, path, **fields):
    return client.post(path, data={"csrf": word(client), **fields})


def plays(workspace):
    return plan_records.record(workspace, plan_records.names(workspace)[-1]).plan.plays


def test_without_a_plan_it_offers_to_make_one(stocked):
    page = said(asked(stocked))

    assert f"There is no plan for {name_of(TODAY)} yet" in page
    assert "Hours you have" in page
    assert "went by without a plan" not in page


def test_a_planned_week_shows_what_to_do_with_the_words_to_use(weekly):
    folder, came = weekly
    workspace = Workspace(folder)
    client = asked(folder)
    page = client.get("/week").text

    assert came.status_code == 303
    assert came.headers["location"].startswith("/jobs/")
    [name] = plan_records.names(workspace)
    assert plan_records.record(workspace, name).plan.hours == 1.5  # typed 1,5
    assert "What to do," in text(page)
    for play in plays(workspace):
        assert f'id="{play.play_id}"' in page
        assert html.escape(play.message, quote=False).splitlines()[0][:40] in page.replace("&#39;", "'").replace(
            "&#34;", '"'
        )


def test_the_hours_that_no_number_can_be_are_told(stocked):
    came = sent(asked(stocked), "/week/plan", hours="much")

    assert came.status_code == 400
    assert "“much” is no number. Write it as 1.5." in text(came.text)


def test_a_play_is_done_with_minutes_count_and_note_and_the_last_word_counts(planned):
    client, play = asked(planned), plays(planned)[0].play_id
    week = plan_records.names(planned)[0]

    came = sent(client, "/week/did", play=play, week=week, state="done", minutes="25", seen="3", note=HOSTILE)
    assert (came.status_code, came.headers["location"]) == (303, f"/week/{week}")
    page = client.get(f"/week/{week}").text
    assert f"Noted: {play} is done." in text(page)
    assert "It took 25 minutes." in text(page)
    assert "You counted 3." in text(page)
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert plan_records.states(planned)[play]["note"].startswith("<script>")

    sent(client, "/week/did", play=play, week=week, state="skipped")
    assert plan_records.states(planned)[play]["state"] == "skipped"
    assert len(planned.index.rows("SELECT * FROM deeds WHERE play_id = ?", play)) == 2


@pytest.mark.parametrize("fields", [{"minutes": "-3"}, {"minutes": "1.5"}, {"seen": "²"}, {"minutes": "1" * 8}])
def test_minutes_that_no_whole_number_can_be_are_told_and_nothing_is_noted(planned, fields):
    play = plays(planned)[0].play_id

    came = sent(asked(planned), "/week/did", play=play, state="done", **fields)

    assert came.status_code == 400
    assert "is no whole number. Write it as 20." in text(came.text)
    assert play not in plan_records.states(planned)


def test_a_play_that_is_not_there_is_told(planned):
    came = sent(asked(planned), "/week/did", play="2020-W01-9", state="done")

    assert came.status_code == 400


def test_a_finding_is_used_with_minutes_ignored_and_taken_back(planned):
    client = asked(planned)
    one = next(one for one in uses.uses(planned) if one.state == "open")
    cite = {"question": one.question, "aspect": one.aspect, "world": one.world}
    key = (one.question, one.aspect, one.world)

    sent(client, "/week/use", **cite, state="used", minutes="40", note="a sign on the door")
    used = uses.states(planned)[key]
    assert (used.state, used.minutes, used.note) == ("used", 40, "a sign on the door")
    assert "a sign on the door" in said(client)

    sent(client, "/week/use", **cite, state="open")
    assert uses.states(planned)[key].state == "open"

    sent(client, "/week/use", **cite, state="ignored", minutes="5")
    left = uses.states(planned)[key]
    assert (left.state, left.minutes) == ("ignored", None)
    assert len(uses.log(planned)) >= 3  # every word of the owner's stays in the log


def test_a_finding_or_a_state_there_is_none_of_is_refused_and_hostile_names_are_only_text(planned):
    client, cite = asked(planned), {"question": "est", "aspect": HOSTILE, "world": "{}"}
    assert sent(client, "/week/use", **cite, state="used").status_code == 404
    uses.tell(planned, [("est", HOSTILE, "{}")], TODAY)
    assert sent(client, "/week/use", **cite, state="sold").status_code == 400

    sent(client, "/week/use", **cite, state="ignored", note=HOSTILE)

    page = client.get("/week").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "\u202e" not in text(page)  # hidden fields alone give it back as it is


def test_whom_to_ask_stands_by_name_on_its_own_page_alone(planned):
    client, week = asked(planned), plan_records.names(planned)[0]
    page = client.get(f"/week/{week}/whom").text

    assert "Ann &lt;b&gt;Quill&lt;/b&gt;" in page
    assert "bo@mail.example" not in page  # said no to being written to
    assert "Quill" not in client.get("/week").text


def test_the_plan_goes_along_as_text_and_as_a_calendar(planned):
    client, week = asked(planned), plan_records.names(planned)[0]
    plain, dated = (client.get(f"/week/{week}/plan.{form}") for form in ("txt", "ics"))

    assert "attachment" in plain.headers["content-disposition"]
    assert plays(planned)[0].message.split()[0] in plain.text
    assert dated.text.startswith("BEGIN:VCALENDAR")
    assert "Quill" not in dated.text
    assert client.get(f"/week/{week}/plan.exe").status_code == 404
    assert client.get("/week/2001-W01").status_code == 404


def test_a_missed_week_breaks_nothing_and_is_counted(planned, monkeypatch):
    later = TODAY + timedelta(weeks=3)
    monkeypatch.setattr("standout.app.desk.Desk.today", lambda desk: later)

    page = said(asked(planned))

    assert f"There is no plan for {name_of(later)} yet" in page
    assert "2 weeks went by without a plan. Nothing is lost" in page
    assert "Plan the week" in page


def test_weeks_are_counted_over_the_turn_of_the_year():
    assert _missed(["2020-W53"], date(2021, 1, 11)) == 1  # W01 of 2021 went by; this is W02
    assert _missed(["2020-W53.2"], date(2021, 1, 6)) == 0  # the very next week
    assert _missed(["2020-W53"], date(2021, 1, 10)) == 1  # a Sunday is planned for the week to come, W02
    assert _missed(["2020-W53"], date(2021, 1, 3)) == 0  # and this one for W01
    assert _missed([], date(2021, 1, 6)) == 0


def test_a_plan_changed_by_hand_is_noticed_and_the_page_still_stands(planned):
    with sqlite3.connect(planned.index.path) as db:
        db.execute("UPDATE weeks SET plan = replace(plan, 'minutes', 'seconds')")

    came = asked(planned).get("/week")

    assert came.status_code == 200
    assert "What became of our findings" in text(came.text)
    assert 'role="alert"' in came.text


def test_a_week_can_be_planned_anew_from_the_page(planned, monkeypatch):
    asked_for = []
    monkeypatch.setattr("standout.app.jobs_week.plan", lambda tell, folder, **how: asked_for.append(how))
    client = asked(planned)
    assert "Plan this week anew" in said(client)

    sent(client, "/week/plan", hours="2", money="20,50", again="yes")

    assert asked_for == [{"today": TODAY.isoformat(), "hours": 2.0, "money": 20.5, "again": True}]


def test_what_the_plans_are_for_is_set_and_a_day_that_is_none_is_told(planned):
    client = asked(planned)
    assert sent(client, "/week/aim", objective="reach", by="soon").status_code == 400

    sent(client, "/week/aim", objective="learn")

    assert planned.config.questions["strategy"]["objective"] == "learn"
    assert re.search(r'<option value="learn" selected>', client.get("/week").text)


def test_before_there_is_a_workspace_it_leads_to_the_first_page(tmp_path):
    assert asked(tmp_path / "none").get("/week").headers["location"] == "/"
