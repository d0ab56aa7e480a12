"""The brief in a real browser: accessible, whole at any width and on paper, and alone."""

import re
from dataclasses import replace

import pytest

from briefs import CASES, brief
from standout.report.brief import render

WIDTHS = (1280, 390, 320)
PAPER = {"A4": 793, "Letter": 816}  # pixels across at 96 to the inch


@pytest.fixture(scope="module")
def pages():
    return {name: render(made()) for name, made in CASES.items()}


@pytest.fixture
def opened(look, pages):
    """Give ``opened(case, width)``: the page of a case with every fold open."""

    def open_(case, width=1280):
        page = look(pages[case], width)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        return page

    return open_


@pytest.mark.parametrize("width", WIDTHS[:2])
@pytest.mark.parametrize("case", CASES)
def test_axe_finds_no_fault(look, axe, pages, case, width):
    page = look(pages[case], width)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10  # it did look


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", CASES)
def test_the_page_never_scrolls_sideways(look, pages, case, width):
    page = look(pages[case], width)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """() => [...document.body.querySelectorAll('*')]
            .filter(e => !e.closest('.scroll') || e.matches('.scroll'))
            .filter(e => !e.closest('svg') || e.matches('svg'))
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert outside == []


@pytest.mark.parametrize("case", CASES)
def test_the_page_asks_nothing_of_anybody_and_runs_nothing(look, pages, case):
    page = look(pages[case])
    page.mouse.wheel(0, 10_000)
    assert page.asked == [page.url]
    assert page.evaluate("document.scripts.length") == 1  # the evidence, which is data
    assert page.evaluate("document.scripts[0].type") == "application/json"
    assert page.evaluate("document.images.length") == (case == "crowded")  # a logo, inside the page


@pytest.mark.parametrize("case", ["town", "circles"])
def test_on_a_phone_the_pictures_are_laid_out_for_it_with_letters_that_can_be_read(opened, case):
    page = opened(case, 390)
    assert page.locator(".wide svg:visible").count() == 0
    assert page.locator(".narrow svg:visible").count() > 1
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('.narrow svg')].flatMap(svg => {
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            const size = t => parseFloat(t.getAttribute('font-size'));
            return [...svg.querySelectorAll('text')].map(t => size(t) * scale);
        })"""
    )
    assert min(sizes) >= 10.5


@pytest.mark.parametrize("case", ["town", "hostile", "circles"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_letter_of_a_picture_is_cut_off(opened, case, width):
    page = opened(case, width)
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.picture svg')].filter(s => s.clientWidth).flatMap(svg => {
            const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(t => {
                const r = t.getBoundingClientRect();
                const across = r.left < box.left - 1 || r.right > box.right + 1;
                return across || r.top < box.top - 3 || r.bottom > box.bottom + 3;
            }).map(t => t.textContent);
        })"""
    )
    assert cut == []


def test_ours_is_never_hidden_behind_another_name_on_the_map(look):
    crowded = ("Corner Deli", *(f"A rival with a rather long name {i}" for i in range(24)))
    page = look(render(brief(crowded)), 390)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    covered = page.evaluate(
        """() => [...document.querySelectorAll('.picture svg')].filter(s => s.clientWidth).map(svg => {
            const all = [...svg.querySelectorAll('text')];
            const own = all.filter(t => t.textContent === 'Corner Deli').at(-1);
            if (!own) return null;
            const a = own.getBoundingClientRect();
            return all.slice(all.indexOf(own) + 1).filter(t => {
                const b = t.getBoundingClientRect();
                return a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
            }).map(t => t.textContent).join();
        })"""
    )
    named = [one for one in covered if one is not None]  # a picture of one line alone has no name in it
    assert len(named) >= 4
    assert set(named) == {""}


def test_the_keyboard_reaches_every_table_and_every_fold_and_the_focus_is_seen(look, pages):
    page = look(pages["town"], 390)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    stops = page.locator(".scroll, summary").count()
    seen = set()
    for _ in range(stops):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert len(seen) == stops


def test_what_can_be_pressed_is_24_pixels_high_or_more(look, pages):
    page = look(pages["town"], 390)
    assert (
        min(page.evaluate("[...document.querySelectorAll('summary')].map(s => s.getBoundingClientRect().height)")) >= 24
    )


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("case", CASES)
def test_nothing_is_cut_off_on_paper(look, pages, case, paper):
    margins = 2 * 16 / 25.4 * 96  # 16 mm on each side
    page = look(pages[case], int(PAPER[paper] - margins))
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER[paper] - margins
    wide = page.evaluate(
        """() => [...document.querySelectorAll('table, svg, p, li, dd, code')]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert wide == []


def _paper(page, paper) -> list[tuple[float, float]]:
    printed = page.pdf(format=paper, print_background=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [(float(wide), float(high)) for wide, high in boxes]


@pytest.mark.parametrize(("paper", "size"), [("A4", (595.92, 842.88)), ("Letter", (612, 792))])
@pytest.mark.parametrize("case", CASES)
def test_it_prints_as_one_page_of_the_paper_at_hand(look, pages, case, paper, size):
    [sheet] = _paper(look(pages[case]), paper)
    assert sheet == pytest.approx(size, abs=1)


@pytest.mark.parametrize(("paper", "size"), [("A4", (595.92, 842.88)), ("Letter", (612, 792))])
def test_a_long_brief_prints_on_a_few_pages_more(look, paper, size):
    sheets = _paper(look(render(replace(CASES["town"](), long=True))), paper)
    assert 3 <= len(sheets) <= 11
    assert all(sheet == pytest.approx(size, abs=1) for sheet in sheets)


def test_a_long_table_stays_in_the_file_and_off_the_paper(look):
    sheets = _paper(look(render(replace(CASES["large"](), long=True))), "A4")
    assert len(sheets) <= 16  # 97 rivals in four tables would alone take fifteen more


def test_paper_of_a_long_brief_shows_what_is_folded_away_on_the_screen(look):
    page = look(render(replace(CASES["town"](), long=True)))
    page.emulate_media(media="print")
    heights = page.evaluate(
        "[...document.querySelectorAll('figure details table')].map(t => t.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) > 50


def test_on_paper_nothing_behind_the_front_is_shown_and_on_a_screen_all_of_it_folded(look, pages):
    page = look(pages["town"])
    assert page.locator(".behind > details[open]").count() == 0
    assert page.locator(".behind > details > summary:visible").count() == 3  # one question, the steps, how we know
    page.emulate_media(media="print")
    assert not page.locator(".behind").is_visible()
    assert page.locator(".front").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_text_of_the_front_is_clipped_or_lies_on_another(look, pages, width):
    page = look(pages["crowded"], width)
    clipped = page.evaluate(
        """() => [...document.querySelectorAll('.front *')].filter(e => !e.closest('svg'))
            .filter(e => e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).overflowY === 'hidden')
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert clipped == []
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.front section, .front header, .front footer')]
            .map(e => e.getBoundingClientRect()).map(r => [r.left, r.top, r.right, r.bottom])"""
    )
    over = [
        (a, b) for place, a in enumerate(boxes) for b in boxes[place + 1 :]
        if a[0] + 1 < b[2] and b[0] + 1 < a[2] and a[1] + 1 < b[3] and b[1] + 1 < a[3]
    ]  # fmt: skip
    assert over == []
