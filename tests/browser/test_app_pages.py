"""Every page of the app in a real browser, at both widths: nothing broken, nothing cut off, nothing asked of others."""

import re
from importlib.resources import files

import pytest

from browser.served import served
from standout import Workspace
from standout.app import jobs

WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Give a workspace of the made-up town that ships, with its answers kept."""
    folder = tmp_path_factory.mktemp("town") / "biz"
    workspace = Workspace.new(folder, ours="Otter and Crumb", banner="Made-up town")
    there = files("standout.demo")
    workspace.add([there / name for name in ("reviews.json", "rivals.csv", "contacts.csv")], yes=True)
    jobs.ask_all(lambda *_: None, str(folder))
    return folder


@pytest.fixture(scope="module")
def home(town):
    with served(town) as address:
        yield address


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Serve an empty folder."""
    with served(tmp_path_factory.mktemp("empty") / "biz") as address:
        yield address


@pytest.fixture
def at(browser):
    """Give ``at(address, width)``: a page there, with what it asked for and what its console said."""
    contexts = []

    def open_(address, width=1280, language=""):
        context = browser.new_context(viewport={"width": width, "height": 844})
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda one: page.asked.append(one.url))
        page.on("console", lambda one: page.said.append(one.text))
        page.on("pageerror", lambda one: page.said.append(str(one)))
        page.goto(address)
        page.wait_for_load_state("load")
        if page.query_selector(".job"):  # a page that starts work leads on by itself once that is done
            with page.expect_navigation(timeout=60_000):
                pass
            page.wait_for_load_state("load")
        return page

    yield open_
    for context in contexts:
        context.close()


def opened(page):
    """Fold everything open and bring every picture into view, so that all of it is looked at."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for one in page.query_selector_all("[data-picture]"):
        one.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    return page


def faults(page, axe):
    """Give what axe-core finds; its script is put in by the browser's own tools, past the page's policy."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found["violations"]]


def links(page):
    """Give the pages a page leads to, without views and files."""
    held = page.eval_on_selector_all("a[href^='/']", "all => all.map((one) => one.getAttribute('href'))")
    plain = [one.partition("#")[0] for one in held if not re.match(r"/(out|paper/|static|jobs)", one)]
    return dict.fromkeys(one for one in plain if one and "?" not in one and not re.search(r"\.\w{2,4}$", one))


def checked(page, home, width, axe, where):
    """Look at all of a page."""
    opened(page)
    assert page.said == [], where
    assert faults(page, axe) == [], where
    assert page.evaluate("document.documentElement.scrollWidth") <= width, where
    assert all(one.startswith((home, "data:", "blob:")) for one in page.asked), where
    assert len(page.query_selector_all("h1")) == 1, where


def test_every_page_the_first_one_leads_to_is_sound_at_both_widths(at, home, axe):
    paths = ["/"]
    for path in paths:
        for width in WIDTHS:
            page = at(home + path, width)
            paths += [one for one in links(page) if one not in paths]
            checked(page, home, width, axe, f"{path} at {width}")
            page.context.close()
    assert {"/", "/settings", "/paper", "/files", "/questions/est", "/week", "/explore/league"} <= set(paths)
    assert len(paths) < 60


def test_the_first_page_of_an_empty_folder_is_sound_too(at, fresh, axe):
    for width in WIDTHS:
        page = at(fresh, width)

        assert page.said == []
        assert faults(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_stop_of_the_tab_key_is_seen_and_none_holds_the_keyboard(at, home):
    for path in ("/", "/questions/est", "/settings", "/paper"):
        page = at(home + path)
        stops = page.evaluate("document.querySelectorAll('a[href], button, input, select, textarea, summary').length")
        seen = []
        for _ in range(min(stops + 20, 150)):
            page.keyboard.press("Tab")
            focused = page.evaluate("""() => {
                const one = document.activeElement;
                if (!one || one === document.body) return null;
                const box = one.getBoundingClientRect();
                let cut = false;
                for (let up = one.parentElement; up; up = up.parentElement) {
                    const around = up.getBoundingClientRect(), over = getComputedStyle(up).overflow;
                    if (/hidden|auto|scroll|clip/.test(over) && up !== document.documentElement && up !== document.body
                        && (box.left - 3 < around.left - .5 || box.right + 3 > around.right + .5)
                        && up.scrollWidth <= up.clientWidth) cut = true;
                }
                const card = one.closest('li, article') || one;
                const ring = [one, card].some((part) => [null, '::after'].some(
                    (of) => getComputedStyle(part, of).outlineStyle !== 'none'));
                return [one.tagName, one.textContent.trim().slice(0, 40), ring, cut,
                        box.width > 0 && box.top < innerHeight && box.bottom > 0];
            }""")
            if focused is None:
                break
            seen.append(focused)
        assert len(seen) > 5, path
        assert all(ring for _, _, ring, _, _ in seen), (path, [one for one in seen if not one[2]])
        assert not [one for one in seen if one[3]], path
        assert all(there for *_, there in seen), (path, [one for one in seen if not one[4]])


def test_the_skip_link_leads_to_the_page(at, home):
    page = at(home)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_pictures_are_drawn_without_eval_in_the_width_there_is(at, home):
    wide, narrow = (opened(at(home + "/questions/est", width)) for width in WIDTHS)

    drawn = "[...document.querySelectorAll('[data-drawn]')].map((one) => one.dataset.drawn)"
    assert set(wide.evaluate(drawn)) == {"wide"}
    assert "narrow" in set(narrow.evaluate(drawn))
    assert wide.said == narrow.said == []


def test_the_pages_are_there_in_german_too(at, town, axe):
    path = town / "standout.toml"
    before = path.read_text()
    path.write_text('language = "de"\n' + before)
    try:
        with served(town) as german:
            page = at(german, 390)
            assert page.get_attribute("html", "lang") == "de"
            assert "Antworten" in page.inner_text("nav")
            assert faults(page, axe) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
    finally:
        path.write_text(before)
