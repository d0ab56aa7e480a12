"""The files page: a first visit, files that come and wait, what is held, and nobody who gets out of the folder."""

import re
import time
from urllib.parse import quote

import pytest

from standout.app import waiting_form
from standout.sources.wanted import Loose, Thing
from standout.workspace import Workspace, inbox, made_up, receiving
from standout.workspace.inbox import Said
from standout.workspace.proposal import Proposal, Whose

REVIEWS = "Business,Date,Stars,Text\n" + "".join(f"North,2026-01-{1 + i:02d},{1 + i % 5},text {i}\n" for i in range(20))


@pytest.fixture
def shop(tmp_path):
    """Give a new workspace."""
    return Workspace.new(tmp_path / "shop", ours="Deli", rivals=["North"])


@pytest.fixture
def browser(serve, shop):
    """Give a browser that has opened the page once."""
    client = serve(shop.folder)
    client.get("/files")
    return client


def word(client, path="/files"):
    """The word that a form must bring."""
    return re.search(r'name="csrf" content="(\w+)"', client.get(path).text)[1]


def send(client, name, text, **headers):
    """Send a file as the page's script does."""
    body = text.encode() if isinstance(text, str) else text
    return client.put(f"/files/receive?name={quote(name)}", content=body, headers={"x-csrf": word(client), **headers})


def post(client, path, **fields):
    return client.post(path, data={"csrf": word(client), **fields})


def looked(client, number):
    """The part of the page about one file, once it was looked at."""
    path = f"/files/waiting/{number}"
    part = client.get(path).text
    while "<progress" in part:
        time.sleep(0.05)
        part = client.get(path).text
    return part


def accepted(client, number, **fields):
    """The page after a file was accepted, once it is stored."""
    where = post(client, f"/files/waiting/{number}/accept", **fields).headers["location"]
    page = client.get(where).text
    while "<progress" in page:
        time.sleep(0.05)
        page = client.get(where).text
    return page


def test_before_there_is_a_workspace_the_page_asks_what_the_business_is_called(serve, tmp_path):
    client = serve(tmp_path / "new")

    page = client.get("/files").text
    assert "What is your business called?" in page
    assert "What is your business called?" not in client.get("/files?language=de").text
    assert post(client, "/files/begin", business="  ").status_code == 400
    assert post(client, "/files/begin", business="Café Ö", language="de").headers["location"] == "/files"

    made = Workspace(tmp_path / "new")
    assert (made.config.ours, made.config.language) == ("Café Ö", "de")
    assert "Ansehen" in client.get("/files").text or "Dateien" in client.get("/files").text


def test_a_folder_that_holds_other_things_is_left_as_it_is(serve, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    client = serve(tmp_path / "full")

    assert "made-up town" not in client.get("/files").text
    answer = post(client, "/files/begin", business="Deli")

    assert answer.status_code == 400
    assert "holds other files" in answer.text
    assert [entry.name for entry in (tmp_path / "full").iterdir()] == ["notes.txt"]


def test_a_file_is_received_looked_at_accepted_and_taken_back(browser, shop):
    number = send(browser, "May.csv", REVIEWS).json()["number"]

    part = looked(browser, number)
    assert "Ready" in part
    assert "its name says so, and its scores end at 5" in part
    page = accepted(browser, number)
    assert "May.csv: reviews, 20 rows. 20 loaded, 0 turned away, 0 known already." in page, page

    [held] = shop.index.imports()
    assert "Take May.csv back?" in browser.get(f"/files/held/{held.import_id}/undo").text
    assert shop.index.imports()  # asking alone takes nothing back
    post(browser, f"/files/held/{held.import_id}/undo")
    while "<progress" in browser.get("/files").text:
        time.sleep(0.05)
    assert shop.index.imports() == []


def test_the_form_changes_what_a_column_is(browser, shop):
    text = "Sterne,Note,Filiale\n" + "".join(f"{1 + i % 5},{1 + i % 4},North\n" for i in range(40))
    number = send(browser, "a.csv", text).json()["number"]
    looked(browser, number)

    answer = post(browser, f"/files/waiting/{number}/look", **{"0.thing.overall": "1"})

    assert answer.headers["location"] == f"/files#f-{number}"
    looked(browser, number)
    [file] = inbox.waiting(shop.store)
    assert file.said[""].columns == {"Note": {"target": "overall"}, "Sterne": {"target": "ignore"}}
    assert file.look.proposals[0].things[2].columns == ("Note",)


def test_one_column_for_two_things_is_told_in_place(browser):
    number = send(browser, "a.csv", REVIEWS).json()["number"]
    looked(browser, number)

    answer = post(browser, f"/files/waiting/{number}/look", **{"0.thing.text": "0"})

    assert answer.status_code == 400
    assert "You chose Business for two things." in answer.text


def test_rows_that_were_turned_away_come_as_csv_that_no_spreadsheet_runs(browser, shop):
    number = send(browser, "a.csv", REVIEWS + "=1+1,2199-01-01,5,x\n").json()["number"]
    looked(browser, number)
    accepted(browser, number)
    [held] = shop.index.imports()

    answer = browser.get(f"/files/held/{held.import_id}/rejected.csv")

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Line,Why it was turned away,What the row says", '22,Date lies in the future,"\'=1+1, 2199-01-01, 5, x"',
    ]  # fmt: skip


def test_a_file_larger_than_may_be_is_refused_with_413_and_words(browser, shop, monkeypatch):
    monkeypatch.setattr(receiving.begin, "__defaults__", (None, 1000))

    answer = send(browser, "big.csv", "x" * 2000)

    assert answer.status_code == 413
    assert answer.json()["error"].startswith("big.csv is too large. A file may have 1 kB at most.")
    assert inbox.waiting(shop.store) == []


def test_nothing_is_received_without_the_word_of_our_own_page(browser, shop):
    assert browser.put("/files/receive?name=a.csv", content=b"x").status_code == 403
    assert send(browser, "a.csv", "x", origin="http://evil.example").status_code == 403
    assert inbox.waiting(shop.store) == []


@pytest.mark.parametrize("name", ["../../../etc/passwd", "..\\..\\x.csv", "/etc/passwd", "\u202egnp.csv", "%2e%2e"])
def test_no_name_leads_out_of_the_workspace(browser, shop, tmp_path, name):
    before = {path for path in tmp_path.rglob("*") if shop.store not in path.parents}

    number = send(browser, name, REVIEWS).json()["number"]

    [file] = [path for path in (shop.store / "inbox" / number).iterdir() if path.name != "about.json"]
    assert file.read_text(encoding="utf-8") == REVIEWS
    assert {path for path in tmp_path.rglob("*") if shop.store not in path.parents} == before


def test_a_name_with_a_nul_is_refused(browser, shop):
    assert send(browser, "a\0b.csv", REVIEWS).status_code in (400, 404)
    assert inbox.waiting(shop.store) == []


@pytest.mark.parametrize("path", ["/files/waiting/../../x", "/files/waiting/%2e%2e%2fx", "/files/held/x/undo"])
def test_no_address_leads_out_of_the_inbox(browser, path):
    assert browser.get(path).status_code in (400, 404)


def test_what_stands_in_a_file_is_shown_and_never_run(browser):
    evil = "<img src=x onerror=alert(1)>"
    text = f'"{evil}",Stars,Business,"{{{{ 7*7 }}}}"\n' + f'"<script>alert(2)</script>",5,"{evil}",\u202eabc\n' * 20

    number = send(browser, f"{evil}.csv", text).json()["number"]
    part = looked(browser, number)
    page = accepted(browser, number)

    for shown in (part, page):
        assert "<img" not in shown
        assert "<script>alert" not in shown
        assert "\u202e" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in part
    assert "{{ 7*7 }}" in part


def test_the_made_up_town_goes_into_an_empty_folder_takes_no_real_file_and_is_cleared_whole(serve, tmp_path):
    client = serve(tmp_path / "new")
    page = client.get(post(client, "/files/town").headers["location"]).text
    while "<progress" in page:
        time.sleep(0.1)
        page = client.get("/files").text
    while not Workspace.there(tmp_path / "new") or "<progress" in client.get("/files").text:
        time.sleep(0.1)
    assert client.get("/files").text.count('<th scope="row"') == 11

    assert made_up.is_town(Workspace(tmp_path / "new"))
    assert '<aside class="banner"' in client.get("/files").text
    answer = send(client, "a.csv", REVIEWS)
    assert (answer.status_code, answer.json()["error"].startswith("This is the made-up town.")) == (400, True)

    assert post(client, "/files/town/clear").headers["location"] == "/files"
    assert list((tmp_path / "new").iterdir()) == []
    assert "What is your business called?" in client.get("/files").text


def test_a_town_that_holds_something_real_is_not_cleared(tmp_path, shop, browser):
    assert "made-up" not in browser.get("/files").text
    assert post(browser, "/files/town/clear").status_code == 400
    assert shop.config.ours == "Deli"


def test_a_name_like_ours_is_proposed_and_joined_when_the_owner_says_so(browser, shop):
    number = send(browser, "a.csv", REVIEWS.replace("North,", "The North,")).json()["number"]
    looked(browser, number)

    page = accepted(browser, number)
    assert "“The North” may be “North”." in page
    post(browser, "/files/same", read="The North", known="North")

    assert shop.config.same == {"The North": "North"}


def test_what_the_form_leaves_as_it_is_changes_nothing():
    found = Proposal(
        member="", name="a", columns=("A", "B"), table="reviews", source="mapped",
        things=(Thing(target="overall", what="", columns=("A",), others=("A",), scale=(1.0, 5.0), zero=True),),
        loose=(Loose(column="B", target="aspect", what="", why="", may=("aspect", "descriptor", "ignore")),),
        whose=Whose(),
    )  # fmt: skip
    form = {
        "0.thing.overall": "0", "0.column.1": "aspect", "0.low.overall": "1", "0.high.overall": "5",
        "0.zero.overall": "on", "0.table": "reviews",
    }  # fmt: skip

    assert waiting_form.said(0, found, Said(), form, "Deli") == Said()
    changed = waiting_form.said(0, found, Said(), form | {"0.high.overall": "10", "0.column.1": "ignore"}, "Deli")
    assert changed.columns == {"A": {"target": "overall", "scale": [1.0, 10.0]}, "B": {"target": "ignore"}}
