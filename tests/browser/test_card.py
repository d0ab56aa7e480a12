"""The card in a real browser: accessible, whole at any width and on paper, and alone."""

import re

import pytest

from briefs import HOSTILE
from cards import HIGH, LOW, MIDDLE, NAMES, TODAY, found, market, priced
from standout.report.card import card, public, render

WIDTHS = (1280, 390, 320)
PAPER = {"A4": 793, "Letter": 816}  # pixels across at 96 to the inch
MANY = (NAMES[0], *(f"A rival with a rather long name {place}" for place in range(1, 30)))
ADDRESS = "https://prices.example/a/very/long/address/that/nobody/can/break/" + "x" * 60
TABLES = {
    "yes": (market(HIGH, LOW, LOW, MIDDLE), "staff"),
    "no": (market(LOW, HIGH, LOW, [4] * 3, day=None), "staff"),
    "hostile": (market(HIGH, LOW, LOW, MIDDLE, names=HOSTILE[:4]), "staff"),
    "left": (market(HIGH, LOW, LOW, MIDDLE, *[[4] * 3] * 26, names=MANY), "staff"),
    "many": (market(HIGH, *[LOW] * 29, names=MANY), "staff"),
    "fact": (priced(2.5, 2.8, 3.0, 3.1), "cheapest flat white"),
}
CASES = (*TABLES, "yes public", "hostile public", "many public", "fact public")


@pytest.fixture(scope="module")
def pages():
    """Give the page of each case once, as it is asked for."""
    return {}


@pytest.fixture
def shown(look, engine, pages):
    """Give ``shown(case, width)``: the page of a case, open in a browser."""

    def open_(case, width=1280):
        if case not in pages:
            name, _, everybody = case.partition(" ")
            tables, aspect = TABLES[name]
            if name == "fact":
                rows = [row | {"source_url": ADDRESS} for row in tables["facts"].to_pylist()]
                tables = {**tables, "facts": tables["facts"].from_pylist(rows, schema=tables["facts"].schema)}
            finding, numbers = found(engine, tables, aspect)
            made = card(finding, numbers, TODAY, version="0.1.0", banner="Made-up town, so that you can check us",
                        fingerprint="f" * 16, check="standout verify card.html --workspace ..")  # fmt: skip
            pages[case] = render(public(made, "standout verify card-public.html") if everybody else made)
        page = look(pages[case], width)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        return page

    return open_


@pytest.mark.parametrize("width", WIDTHS[:2])
@pytest.mark.parametrize("case", CASES)
def test_axe_finds_no_fault(shown, axe, case, width):
    page = shown(case, width)
    page.evaluate(axe)
    found_ = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found_["violations"]] == []
    assert len(found_["passes"]) > 10  # it did look


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", CASES)
def test_the_page_never_scrolls_sideways(shown, case, width):
    page = shown(case, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """() => [...document.body.querySelectorAll('*')]
            .filter(e => !e.closest('.scroll') || e.matches('.scroll'))
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert outside == []


@pytest.mark.parametrize("case", CASES)
def test_the_page_asks_nothing_of_anybody_and_runs_nothing(shown, case):
    page = shown(case)
    page.mouse.wheel(0, 10_000)
    assert page.asked == [page.url]
    assert page.evaluate("document.scripts.length") == 1  # the evidence, which is data
    assert page.evaluate("document.scripts[0].type") == "application/json"


@pytest.mark.parametrize("case", ["yes public", "fact public", "no"])
def test_no_print_is_small(shown, case):
    sizes = shown(case, 390).evaluate(
        """() => [...document.querySelectorAll('main p, main li, main td, main th, main dd')]
            .map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= 14


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("case", CASES)
def test_nothing_is_cut_off_on_paper(shown, case, paper):
    margins = 2 * 16 / 25.4 * 96  # 16 mm on each side
    page = shown(case, int(PAPER[paper] - margins))
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER[paper] - margins
    wide = page.evaluate(
        """() => [...document.querySelectorAll('table, p, li, dd, code')]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert wide == []


@pytest.mark.parametrize("paper", PAPER)
def test_a_card_of_four_prints_on_two_sheets_or_fewer(shown, paper):
    printed = shown("yes").pdf(format=paper, print_background=True)
    assert 1 <= len(re.findall(rb"/MediaBox", printed)) <= 2
