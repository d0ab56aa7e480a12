"""Sentences marked on a page: the next one, the interval before and now, taken back, and nothing lost on the way."""

import html
import re
import shutil

import pytest
from starlette.testclient import TestClient

from app_forms import word
from inline import Inline
from spoken_of import spoken_of
from standout import Workspace
from standout.app.application import application
from standout.app.pages import audit
from standout.workspace import auditing

HOSTILE = "<script>alert(1)</script>\u202e\"'"
PART = {"HX-Request": "true"}
WIDTH = {
    "business": "Deli", "ours": True, "marked": 0, "people": 0, "mean": None, "low": -1.0, "high": 1.0,
    "before_low": -1.0, "before_high": 1.0, "half": None, "half_vain": False,
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give a workspace of two cafés whose staff nobody scores, with the sentences drawn."""
    shop = spoken_of(tmp_path_factory.mktemp("audit"))
    auditing.start(shop, "staff")
    return shop.folder


@pytest.fixture
def shop(made, tmp_path):
    return Workspace(shutil.copytree(made, tmp_path / "shop"))


@pytest.fixture
def client(shop):
    return asked(shop)


def asked(shop):
    app = application(shop.folder, worker=Inline())
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False, follow_redirects=False)


def text(page):
    bare = re.sub(r"<(script|style|svg).*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def key(page):
    return re.search(r'name="key" id="key" value="([^"]+)"', page)[1]


def mark(client, mark, page=None, headers=None):
    page = page or client.get("/audit?aspect=staff").text
    fields = {"csrf": word(client), "aspect": "staff", "key": key(page), "mark": mark}
    return client.post("/audit/mark", data=fields, headers=headers)


def test_it_lists_what_can_be_marked_and_what_nobody_scores(client):
    page = client.get("/audit").text

    assert 'href="/audit?aspect=staff"' in page
    assert "Nobody scores it, so your marks decide what can be shown." in text(page)


def test_a_sentence_stands_with_buttons_and_the_key_for_each(client):
    page = client.get("/audit?aspect=staff").text

    assert "0 of 50 marked" in text(page)
    assert "Written about you:" in text(page)
    for name, letter in (("bad", "F"), ("good", "J"), ("neither", "N"), ("other", "X")):
        assert re.search(rf'<button name="mark" value="{name}" data-key="{letter}"[^>]*>', page)
    assert "nothing is known" in text(page)
    assert "told after 5 marks" in text(page)


def test_a_mark_lands_at_once_and_leads_to_the_next_sentence(shop, client):
    first = client.get("/audit?aspect=staff").text

    came = mark(client, "good", first)

    assert (came.status_code, came.headers["location"]) == (303, "/audit?aspect=staff#sentence")
    second = client.get("/audit?aspect=staff").text
    assert key(second) != key(first)
    assert "1 of 50 marked" in text(second)
    assert auditing.progress(shop, "staff").last.mark == "good"


def test_the_same_mark_sent_twice_counts_once(shop, client):
    page = client.get("/audit?aspect=staff").text
    for _ in range(2):
        mark(client, "bad", page)

    assert auditing.progress(shop, "staff").done == 1


def test_the_interval_is_told_as_it_was_and_as_it_is_and_what_it_takes(client):
    for _ in range(12):
        page = client.get("/audit?aspect=staff").text
        words = re.search(r'id="words">([^<]*)<', page)[1]
        mark(client, "good" if "friendly" in words else "bad", page)

    page = client.get("/audit?aspect=staff").text
    shown = page[page.index('id="first"') : page.index('id="rows"')]
    ours = text(shown)
    low, high = map(float, re.search(r"Now (-?\d\.\d\d) to (-?\d\.\d\d)", ours).groups())
    assert -1 < low < high <= 1
    assert re.search(r"Narrower by \d+ %", ours)
    assert "Before your marks here nothing is known" in ours
    was, now = (
        float(re.search(rf'<rect class="{name}" x="[\d.]+" width="([\d.]+)"', shown)[1]) for name in ("was", "now")
    )
    assert now < was


def test_the_last_mark_is_taken_back(shop, client):
    mark(client, "good")
    mark(client, "bad")

    client.post("/audit/undo", data={"csrf": word(client), "aspect": "staff"})

    assert auditing.progress(shop, "staff").done == 1
    assert "You marked last: Good." in text(client.get("/audit?aspect=staff").text)


def test_with_nothing_marked_there_is_nothing_to_take_back(client):
    came = client.post("/audit/undo", data={"csrf": word(client), "aspect": "staff"})

    assert came.status_code == 400
    assert "there is none to take back" in text(came.text)


def test_who_leaves_and_comes_back_finds_the_marks_even_after_the_server_began_anew(shop, client):
    mark(client, "good")

    again = asked(shop)

    assert "1 of 50 marked" in text(again.get("/audit?aspect=staff").text)


def test_a_script_gets_the_part_alone(client):
    came = mark(client, "good", headers=PART)

    assert came.status_code == 200
    assert "<html" not in came.text
    for one in ("audit", "far", "sentence", "first", "rows", "last", "key", "progress"):
        assert f'id="{one}"' in came.text


@pytest.mark.parametrize("fields", [{"mark": "great"}, {"key": "9:9"}, {"aspect": "bread"}, {"mark": "", "key": ""}])
def test_a_mark_or_sentence_there_is_none_of_is_told_and_nothing_is_marked(shop, client, fields):
    given = {"aspect": "staff", "key": key(client.get("/audit?aspect=staff").text), "mark": "good", **fields}

    came = client.post("/audit/mark", data={"csrf": word(client), **given})

    assert came.status_code == 400
    assert auditing.progress(shop, "staff").done == 0


def test_an_aspect_that_is_not_read_is_told(client):
    came = client.get("/audit", params={"aspect": "<script>alert(1)</script>"})

    assert came.status_code == 400
    assert "<script>alert" not in came.text


def test_a_sentence_of_a_customer_is_only_text(client, monkeypatch):
    def hostile(tell, folder, *, aspect):
        found = auditing.progress(Workspace(folder), aspect).to_dict()
        return {**found, "next": {**found["next"], "words": HOSTILE, "business": HOSTILE, "ours": False}}

    monkeypatch.setattr("standout.app.jobs_audit.start", hostile)
    page = client.get("/audit?aspect=staff").text

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") == 2
    assert "\u202e" not in page


def test_without_words_it_says_what_to_add(tmp_path):
    bare = Workspace.new(tmp_path / "bare", ours="Deli")

    assert "There is nothing to mark yet." in text(asked(bare).get("/audit").text)


def test_when_all_is_marked_it_says_so_and_leads_to_the_answer():
    assert audit.interval({**WIDTH, "low": 0.25, "high": 0.75, "before_low": -1.0}).shrunk == 0.75  # 1 - 0.5 / 2


def test_a_bar_lies_between_the_ends_of_its_scale():
    whole, half = (audit.interval({**WIDTH, **ends}).at for ends in ({}, {"low": 0.0, "high": 0.5}))

    assert whole == (audit.LEFT, audit.WIDE)
    assert half == (audit.LEFT + audit.WIDE / 2, audit.WIDE / 4)


@pytest.mark.parametrize(
    ("known", "takes"),
    [
        ({"marked": 2}, "told after 5 marks"), ({"marked": 9, "half": 12}, "12 more marks"),
        ({"marked": 9, "half_vain": True}, "more sentences than there are"),
    ],
)  # fmt: skip
def test_what_it_takes_to_halve_is_said_where_it_can_be(known, takes):
    assert audit.interval({**WIDTH, **known}).takes == takes
