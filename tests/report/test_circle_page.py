"""The page of the three circles: one script that its policy names, and no name but in the owner's own."""

import base64
import hashlib
import json
import re
from datetime import date

import pytest

from circled import circles, crowd, finding, told
from standout.report.circle_page import page
from standout.report.kit import Print

PRINT = Print(made=date(2026, 11, 22), version="0.1.0", banner="Made-up town")
ROWS = circles(
    {"person_id": 7_000_001, "place": 1, "channel": "email", "reason": "brought 2 people", "next_act": "Thank them."},
    {"person_id": 7_000_002, "place": 2, "channel": "in_person", "reason": "bought on 5 days"},
    {"person_id": 7_000_003, "circle": 2, "reason": "came through somebody you know"},
    {"person_id": 7_000_004, "circle": 2, "reason": "came on 3 May"},
)
NAMES = {7_000_001: "Ann Quillfeather", 7_000_002: "Bo </script><b>Ravensworth", 7_000_003: "Cy Łukaszewicz"}
CAME = told((7_000_001, 7_000_003), (7_000_001, 7_000_004))


@pytest.fixture
def own():
    return page([finding(), CAME], ROWS, PRINT, NAMES)


@pytest.fixture
def shared():
    return page([finding(), CAME], ROWS, PRINT)


def scripts(html):
    return re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL)


def test_only_the_script_that_the_policy_names_may_run(own, shared):
    for html in (own, shared):
        [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
        [(_, held), (attributes, script)] = scripts(html)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

        assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
        assert not attributes
        assert json.loads(held)["circle"] == "1122"
        assert not re.search(r"\beval\b|new Function|innerHTML|fetch\(|XMLHttp|import\(|https?:", script)


def test_it_asks_nothing_of_any_network(own):
    addresses = re.findall(r"https?://[^\s\"'<]+", own)
    assert set(addresses) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r'<(link|img|iframe|form|input|a)\b|\son\w+="', own)


def test_the_owners_page_names_people_and_says_that_it_does(own):
    assert "Ann Quillfeather" in own
    assert "Only for you: this page holds names. Never pass it on." in own
    rows = re.findall(r"<tr>(.*?)</tr>", own, re.DOTALL)
    cells = [[" ".join(cell.split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)] for row in rows]

    assert ["1", "Ann Quillfeather", "brought 2 people", "by e-mail", "Thank them."] in cells
    assert ["Ann Quillfeather", "2", "0", "Cy Łukaszewicz"] in cells  # whom she brought, those with a name


def test_nobody_can_be_known_from_the_page_that_may_be_passed_on(shared):
    assert not re.search("Quillfeather|Ravensworth|ukaszewicz|7000|7_000|3 May|brought 2|bought on", shared)
    assert "Never pass it on" not in shared


def test_a_name_is_only_a_name(own):
    assert "<b>" not in own
    assert json.loads(scripts(own)[0][1])["names"][1] == "Bo </script><b>Ravensworth"


def test_without_a_script_there_is_a_still_map_with_its_text_and_a_table(own):
    still = own[own.index('class="picture both still"') : own.index('class="live" hidden')]
    assert still.count("<svg ") == 2
    assert 'role="img" aria-label="A map of 4 people around Bean Street' in own
    assert "People by circle" in own


def test_a_next_act_has_its_column_only_where_there_is_one():
    rows = circles({"person_id": 1, "place": 1, "channel": "email"})
    assert "next kind act" not in page([finding()], rows, PRINT, {1: "Ann"})


def test_the_same_people_give_the_same_bytes():
    assert page([finding()], crowd(), PRINT) == page([finding()], crowd(), PRINT)
