"""The claim clerk as a page: typed, read back, stamped, and only then are its scores looked at."""

import html
import random
import re
import shutil

import pytest
from starlette.testclient import TestClient

from app_forms import word
from inline import Inline
from standout import Workspace
from standout.app.application import application
from standout.workspace import claiming, remembered

HOSTILE = "<img src=x onerror=alert(1)> friendliest \"'"
FIGURE = re.compile(r"\d\.\d")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give a workspace in which our staff are truly the best of five."""
    folder, chance = tmp_path_factory.mktemp("claim"), random.Random(1)
    rows = ["Business,Date,Staff,Coffee,Visit,Text,Reviewer"]
    for business in ("Deli", "North", "South", "West", "East"):
        for number in range(60):
            staff = chance.choice([4, 5, 5, 5]) if business == "Deli" else chance.choice([2, 3, 3, 4])
            rows.append(
                f"{business},2025-0{1 + number % 9}-{1 + number % 28:02d},{staff},{chance.randint(3, 5)},"
                f"{'lunch' if number % 2 else 'evening'},{business} {number},{business}-{number}"
            )
    (folder / "a.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    shop = Workspace.new(folder / "shop", ours="Deli")
    shop.add(folder / "a.csv", yes=True)
    return shop.folder


@pytest.fixture
def shop(made, tmp_path):
    return Workspace(shutil.copytree(made, tmp_path / "shop"))


@pytest.fixture
def client(shop):
    app = application(shop.folder, worker=Inline())
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False, follow_redirects=False)


def text(page):
    bare = re.sub(r"<(script|style).*?</\1>", " ", page[page.index("<main") : page.index("<footer")], flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def sent(client, path, **fields):
    return client.post(path, data={"csrf": word(client, "/claim"), **fields})


def stamps(shop):
    return remembered.stamps(shop.index)


def test_a_claim_is_read_back_with_no_score_read_and_none_on_the_page(shop, client, monkeypatch):
    def read(*_, **__):
        raise AssertionError("a score was read before the stamp")

    monkeypatch.setattr(claiming, "tried", read)
    came = sent(client, "/claim/read", text="friendliest café in town")
    page = text(client.get(came.headers["location"].partition("#")[0]).text)

    assert came.headers["location"].endswith("#read")
    assert "What we take it to mean" in page
    assert "Staff" in page
    assert "No score was read so far." in page
    assert not FIGURE.search(page)
    assert stamps(shop) == []


def test_once_stamped_it_is_tested_and_what_came_of_it_is_told(shop, client):
    came = sent(client, "/claim/test", text="friendliest café in town")
    job = came.headers["location"].rpartition("/")[2]
    told = text(client.get(f"/claim/{job}").text)

    [stamp] = stamps(shop)
    assert (stamp.text, stamp.shown) == ("friendliest café in town", True)
    assert told.index("What came of it") < told.index("YES.") < told.index("What we take it to mean")
    assert "Deli" in told
    earlier = text(client.get("/claim").text)
    assert "friendliest café in town" in earlier
    assert "one question shown" in earlier


def test_the_stamp_stays_where_the_test_is_cut_short(shop, client, monkeypatch):
    def cut(*_, **__):
        raise claiming.UsageError("The power went.")

    monkeypatch.setattr(claiming, "tried", cut)
    sent(client, "/claim/test", text="friendliest")

    assert [one.shown for one in stamps(shop)] == [None]
    assert "not tested yet" in text(client.get("/claim").text)


def test_what_is_meant_can_be_said_where_the_words_do_not(shop, client):
    sent(client, "/claim/test", text="our very own", aspect="Coffee", where="Visit=lunch")
    sent(client, "/claim/test", text="for all of you", aspect="Staff", where="everybody")

    first, second = stamps(shop)
    assert ("coffee" in first.means.casefold(), "lunch" in first.means) == (True, True)
    assert ("staff" in second.means.casefold(), "lunch" in second.means) == (True, False)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": "best", "where": "lunch"}, "lunch"),
        ({"text": "x" * 301}, "A claim has 1 to 300 letters."),
        ({"text": ""}, "A claim has 1 to 300 letters."),
        ({"text": "zzz", "aspect": "Nothing"}, "Nothing"),
    ],
)
def test_a_claim_that_cannot_be_read_is_told_keeps_its_words_and_is_not_stamped(shop, client, given, reason):
    read = client.get("/claim", params=given)
    tested = sent(client, "/claim/test", **given)

    if given["text"]:
        assert read.status_code == 400
        assert reason in text(read.text)
        assert html.escape(given["text"]) in read.text
    if tested.status_code == 303:  # what only its reading shows is told by the job
        assert reason in client.get(tested.headers["location"]).text
    else:
        assert reason in text(tested.text)
    assert stamps(shop) == []


def test_a_hostile_claim_is_only_text(shop, client):
    page = client.get("/claim", params={"text": HOSTILE, "aspect": HOSTILE, "where": HOSTILE}).text
    sent(client, "/claim/test", text=HOSTILE, aspect="Staff", where="all")
    after = client.get("/claim").text

    assert len(stamps(shop)) == 1
    assert "<img" not in page + after
    assert "&lt;img src=x" in after


def test_what_came_of_no_claim_is_not_found(client):
    assert client.get("/claim/77").status_code == 404
    client.get("/claim", params={"text": "friendliest"})  # a job of its own, which stamps nothing
    assert client.get("/claim/1").status_code == 404
