"""The share kit in a real browser: accessible, whole at any width, one sheet of paper, and alone."""

import re
from datetime import date

import pytest

from briefs import HOSTILE
from standout.network import codes
from standout.report.kit import COUNTER, PEOPLE, Claim, Print, kit
from standout.report.lists import Person
from standout.report.pass_on import Terms

KEY = b"a key that only tests know"
WIDTHS = (1280, 390, 320)
PAPER = {"A4": 793, "Letter": 816}  # pixels across at 96 to the inch
MARGIN = {COUNTER: 12, PEOPLE: 16}  # mm on each side
LINE = "Rated highest on staff of 9 cafés judged."
LONG = (
    "Rated highest on staff by families, of 9 cafés judged by people who wrote in the guide from March to October. " * 2
)
LINK = "https://bean.example/" + "a-page-with-a-rather-long-address-" * 2
TERMS = {
    "link": Terms(
        business="Bean Street", line=LINE, pass_on=(LINE,), link="https://bean.example", reward="a free coffee"
    ),
    "code": Terms(business="Bean Street", line=LINE, pass_on=(LINE,)),
    "long": Terms(business="The Very Long Company of Bean Street and Sons " * 2, line=LONG, pass_on=(LONG,), link=LINK),
    "hostile": Terms(business=HOSTILE[0], line=f"Best of {HOSTILE[1]}.", pass_on=(f"Best of {HOSTILE[1]}.",)),
}  # fmt: skip
CLAIM = Claim(
    until=date(2026, 12, 21), proof="Rated highest on staff of 9 cafés judged in the Street Guide, 2024 to 2025."
)
CASES = [(name, page) for name in TERMS for page in (COUNTER, PEOPLE)]


def person(number, name, channel, address=""):
    return Person(
        person_id=number, name=name, channel=channel, address=address, code=codes.made(KEY, number, "p", 1, ()),
        play_id="2026-W48-1", what="Tell a few people", says="Tell them, and hand them their code.",
    )  # fmt: skip


ASKED = [
    person(1, "Ann Example", "email", "a.very.long.address.indeed.without.any.blank@mail.example.org"),
    person(2, HOSTILE[2], "phone", "+44 20 7946 0123"),
    person(3, "Cy Łukasz", "in_person"),
]


@pytest.fixture(scope="module")
def pages():
    """Give every page of every case."""
    allowed = {(one.person_id, one.channel) for one in ASKED}
    printed = Print(made=date(2026, 11, 22), version="0.1.0", banner="Made-up town, so that you can check us")
    made = {
        name: kit(terms, ASKED, codes.made(KEY, 0, "p", 1, ()), printed, allowed=allowed, claim=CLAIM)
        for name, terms in TERMS.items()
    }
    return {(name, page): made[name].texts[page] for name, page in CASES}


@pytest.mark.parametrize("width", WIDTHS[:2])
@pytest.mark.parametrize("case", [("link", COUNTER), ("hostile", PEOPLE)])
def test_axe_finds_no_fault(look, pages, axe, case, width):
    page = look(pages[case], width)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10  # it did look


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", [("long", COUNTER), ("long", PEOPLE), ("code", COUNTER), ("hostile", PEOPLE)])
def test_the_page_never_scrolls_sideways(look, pages, case, width):
    page = look(pages[case], width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("case", [("link", COUNTER), ("link", PEOPLE)])
def test_the_page_asks_nothing_of_anybody_and_runs_nothing(look, pages, case):
    page = look(pages[case])
    page.mouse.wheel(0, 10_000)
    assert page.asked == [page.url]
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.querySelectorAll('form, input, iframe').length") == 0


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("name", ["link", "long"])
def test_the_card_on_the_counter_is_one_sheet_and_whole(look, pages, name, paper):
    page = look(pages[name, COUNTER])
    printed = page.pdf(format=paper, print_background=True)
    assert len(re.findall(rb"/MediaBox", printed)) == 1

    across = int(PAPER[paper] - 2 * MARGIN[COUNTER] / 25.4 * 96)
    page = look(pages[name, COUNTER], across)
    page.emulate_media(media="print")
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.sheet *')]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert outside == []
    assert not page.is_visible(".owner")  # what is for the owner stays on the screen


@pytest.mark.parametrize("width", [1280, 390])
def test_a_phone_can_read_the_qr_code_from_the_screen(look, pages, width):
    box = look(pages["link", COUNTER], width).locator(".sheet .qr svg").bounding_box()
    modules = 29 + 2 * 4  # https://bean.example/?from= and nine signs fill version 3, with four of white around
    assert box["width"] == pytest.approx(box["height"], abs=1)
    assert box["width"] / modules >= 3  # three pixels to a module


def test_the_names_of_people_are_marked_as_for_the_owner_alone(look, pages):
    page = look(pages["link", PEOPLE])
    assert page.locator("aside.private").bounding_box()["y"] < 100
    assert page.is_visible("text=Never pass it on.")
    assert page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize") == "16px"
