"""The map of the three circles in a real browser: by keyboard and pointer, read out, at any width, and alone."""

import re
from datetime import date

import pytest

from circled import crowd, finding, told
from standout.report.circle_page import page
from standout.report.kit import Print

WIDTHS = (1280, 390, 320)
PRINT = Print(made=date(2026, 11, 22), version="0.1.0", banner="Made-up town")
ROWS = crowd()
IDS = ROWS["person_id"].to_pylist()
CAME = told((IDS[0], IDS[50]), (IDS[0], IDS[51]), (IDS[3], IDS[52]))
TOLD = "document.querySelector('.told').textContent"


@pytest.fixture(scope="module")
def pages():
    names = {one: f"Person {place}" for place, one in enumerate(IDS, 1)}
    large = crowd(first=50, one=400, two=1150, three=3400)
    return {
        "own": page([finding(), CAME], ROWS, PRINT, names),
        "shared": page([finding(), CAME], ROWS, PRINT),
        "large": page([finding()], large, PRINT),
    }


def pressed(view, *keys):
    """Give what is read out after each key."""
    view.focus("canvas")
    said = []
    for key in keys:
        view.keyboard.press(key)
        said.append(view.evaluate(TOLD))
    return said


@pytest.mark.parametrize("width", WIDTHS[:2])
@pytest.mark.parametrize("case", ["own", "shared"])
def test_axe_finds_no_fault(look, pages, axe, case, width):
    view = look(pages[case], width)
    pressed(view, "ArrowRight")
    view.evaluate(axe.replace("</script>", ""))
    found = view.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10  # it did look


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", ["own", "large"])
def test_the_page_never_scrolls_sideways(look, pages, case, width):
    view = look(pages[case], width)
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    box = view.locator("canvas").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["width"] == pytest.approx(box["height"])


def test_the_keyboard_goes_over_those_told_first_then_the_others_and_reads_them_out(look, pages):
    view = look(pages["own"])
    first, second, back, ten, last, home = pressed(
        view, "ArrowRight", "ArrowDown", "ArrowLeft", "PageDown", "End", "Home"
    )

    assert first == (
        "1 of 12 to tell first: Person 1. Circle 1: they know you. Bought on 1 days; last on 1 May 2026. "
        "You may write an e-mail."
    )
    assert second.startswith("2 of 12 to tell first: Person 2.")
    assert back == first == home
    assert ten.startswith("11 of 12 to tell first")
    assert last.startswith("302 of 302: Person 302. Circle 3: everyone else.")
    assert "You may not ask today." in last
    assert view.evaluate("document.querySelector('.told').getAttribute('role')") == "status"


def test_keys_and_buttons_do_not_go_past_the_ends_and_tab_leaves_the_map(look, pages):
    view = look(pages["own"])
    before, after = pressed(view, "ArrowLeft", "PageUp")
    assert before == after
    assert before.startswith("1 of 12")
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.dataset.move") == "back"
    view.click("[data-move=on]")
    assert view.evaluate(TOLD).startswith("2 of 12")


def test_the_focus_is_seen_and_what_can_be_pressed_is_24_pixels_high_or_more(look, pages):
    view = look(pages["own"], 390)
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.tagName") == "CANVAS"
    assert view.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    heights = view.evaluate("[...document.querySelectorAll('#map button')].map(b => b.getBoundingClientRect().height)")
    assert min(heights) >= 24


@pytest.mark.parametrize("width", WIDTHS)
def test_a_click_tells_of_the_person_under_it(look, pages, width):
    view = look(pages["own"], width)
    place = view.evaluate("""() => {
        const held = JSON.parse(document.getElementById('map-people').textContent);
        const map = held.maps[document.getElementById('map').clientWidth < held.maps[0].size * 0.8 ? 1 : 0];
        const bytes = Uint8Array.from(atob(map.places), c => c.charCodeAt(0));
        const at = i => new DataView(bytes.buffer).getUint16(2 * i, true) / 10 / map.size;
        return [200, 6].map(i => [at(2 * i), at(2 * i + 1)]);
    }""")
    side = view.locator("canvas").bounding_box()["width"]
    for (x, y), who in zip(place, (201, 7), strict=True):
        view.locator("canvas").click(position={"x": x * side, "y": y * side})
        assert f"Person {who}." in view.evaluate(TOLD)


def test_closer_shows_more_of_the_person_told_of_and_escape_shows_all(look, pages):
    view = look(pages["own"])
    view.emulate_media(reduced_motion="reduce")
    pixels = "document.querySelector('canvas').toDataURL()"
    pressed(view, "Home")
    view.wait_for_timeout(60)
    whole = view.evaluate(pixels)
    pressed(view, "+")
    view.wait_for_timeout(60)
    assert view.evaluate(pixels) != whole
    pressed(view, "Escape")
    view.wait_for_timeout(60)
    assert view.evaluate(pixels) == whole


def test_where_motion_is_unwelcome_the_map_jumps(look, pages):
    changes = """() => new Promise(done => {
        const canvas = document.querySelector('canvas'), seen = [];
        const step = n => {
            seen.push(canvas.toDataURL());
            if (n) requestAnimationFrame(() => step(n - 1)); else done(new Set(seen).size);
        };
        canvas.dispatchEvent(new KeyboardEvent('keydown', { key: '+' }));
        requestAnimationFrame(() => step(20));
    })"""
    counted = {}
    for motion in ("reduce", "no-preference"):
        view = look(pages["own"], 390)
        view.emulate_media(reduced_motion=motion)
        counted[motion] = view.evaluate(changes)
    assert counted["reduce"] <= 2
    assert counted["no-preference"] > counted["reduce"]


def test_nobody_is_named_where_the_page_may_be_passed_on(look, pages):
    view = look(pages["shared"])
    [first] = pressed(view, "Home")
    assert first == "1 of 12 to tell first. Circle 1: they know you. Mainly: bought from you. You may write an e-mail."
    assert "Person" not in view.content()


def test_nothing_but_its_own_script_runs_and_nothing_is_asked_of_anybody(look, pages):
    faults = []
    view = look(pages["own"].replace("</main>", "<script>window.foreign = 1</script></main>"))
    view.on("pageerror", lambda fault: faults.append(str(fault)))
    pressed(view, "ArrowRight", "+")
    assert view.asked == [view.url]
    assert view.evaluate("window.foreign") is None
    assert view.evaluate("document.querySelector('.live').hidden") is False
    assert faults == []


def test_without_a_script_and_on_paper_the_map_stands_still(look, pages):
    bare = re.sub(r"script-src '[^']+'", "script-src 'none'", pages["own"])
    view = look(bare)
    assert view.locator(".still .wide svg").is_visible()
    assert not view.locator("canvas").is_visible()

    view = look(pages["own"])
    assert view.locator("canvas").is_visible()
    assert not view.locator(".still .wide svg").is_visible()
    view.emulate_media(media="print")
    assert view.locator(".still .wide svg").is_visible()
    assert not view.locator("canvas").is_visible()


def test_the_map_fits_itself_to_a_window_that_changes(look, pages):
    view = look(pages["own"])
    wide, tall = view.locator("canvas").bounding_box()["width"], view.viewport_size["height"]
    view.set_viewport_size({"width": 390, "height": 844})
    view.wait_for_timeout(100)
    assert 0.6 * tall < wide < 0.65 * tall  # the buttons below it stay in sight
    assert view.locator("canvas").bounding_box()["width"] <= 350
    assert pressed(view, "Home")[0].startswith("1 of 12")


def test_five_thousand_people_are_all_drawn_and_told(look, pages):
    view = look(pages["large"])
    [last] = pressed(view, "End")
    assert last.startswith("5,000 of 5,000.")
    drawn = view.evaluate("""() => {
        const canvas = document.querySelector('canvas');
        const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let dark = 0;
        for (let i = 0; i < dots.length; i += 4) dark += dots[i] < 200;
        return dark / (canvas.width * canvas.height);
    }""")
    assert 0.05 < drawn < 0.5
