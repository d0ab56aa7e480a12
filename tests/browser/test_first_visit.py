"""The first visit, by keyboard alone: an empty folder, a name, files, a look at them, and what we are best at."""

import time
from importlib.resources import files

import pytest

from browser.served import served
from standout.words import say
from standout.workspace import Workspace

TOWN = ("street-guide.csv", "rivals-stars.csv", "rivals.csv")


@pytest.fixture
def site(tmp_path):
    """Give the address of an app whose folder is empty."""
    with served(tmp_path / "biz") as address:
        yield address


@pytest.fixture
def visit(browser):
    """Give ``visit(address, width)``: a page that must ask nothing of anybody else and must not fail."""
    contexts = []

    def open_(address, width=1280):
        context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=False)
        contexts.append(context)
        page = context.new_page()
        page.wrong = []
        page.on("console", lambda said: page.wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        here = "/".join(address.split("/")[:3])
        page.on("request", lambda one: page.wrong.append(one.url) if not one.url.startswith(here) else None)
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()


def tab_to(page, wanted, most=80):
    """Press Tab until what has the focus is called so; give what it is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "() => { const e = document.activeElement;"
            " const l = e.labels && e.labels.length ? e.labels[0].textContent : e.textContent;"
            " return (e.getAttribute('aria-label') || l || '').trim() }"
        )
        if named.startswith(wanted):
            return
    pytest.fail(f"no Tab leads to {wanted}")


def settled(page):
    """Wait until no file is being looked at, and nothing is being read in."""
    page.wait_for_load_state()
    until = time.monotonic() + 90
    while page.locator("main progress, article[hx-trigger=load]").count():
        assert time.monotonic() < until
        page.wait_for_timeout(200)


def faults(page, axe):
    """The accessibility faults of a page."""
    page.evaluate(axe)  # a test may do what a page may not
    return page.evaluate("() => axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_from_an_empty_folder_to_the_est_by_keyboard_alone(site, visit, axe, tmp_path):
    page = visit(site)
    assert page.evaluate("document.activeElement.id") == "business"
    page.keyboard.type("Otter and Crumb")
    page.keyboard.press("Enter")
    page.wait_for_selector("#drop")
    page.wait_for_load_state("load")  # its script takes the field over; a key before that is for nobody
    settled(page)

    tab_to(page, "Choose files")
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Space")
    asked.value.set_files([str(files("standout.demo") / name) for name in TOWN])
    page.wait_for_selector("#waiting")
    settled(page)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert fits(page)
        assert faults(page, axe) == []

    tab_to(page, "Look closer")
    page.keyboard.press("Enter")
    assert page.locator("article table").first.is_visible()
    page.evaluate("document.activeElement.blur()")
    page.goto(f"{site}/files")
    settled(page)
    tab_to(page, "Accept all that are ready")
    page.keyboard.press("Enter")
    page.wait_for_selector("#done")
    settled(page)
    assert page.locator("#done li").count() == len(TOWN)
    assert "2,308 loaded" in page.locator("#done").inner_text()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert fits(page)
        assert faults(page, axe) == []

    tab_to(page, "See the answers")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")
    page.wait_for_selector("h1")
    if not page.locator("progress").count():  # the answers are worked out when they are asked for
        tab_to(page, say("app_home.ask_all"))
        page.keyboard.press("Enter")
    page.wait_for_selector("text=is best on Staff", timeout=120_000)

    assert Workspace(tmp_path / "biz").config.ours == "Otter and Crumb"
    assert page.wrong == []


def test_a_column_is_changed_and_a_file_taken_back_on_a_telephone(site, visit, axe, tmp_path):
    Workspace.new(tmp_path / "biz", ours="Deli")
    file = tmp_path / "a.csv"
    rows = "".join(f"{1 + i % 5},{1 + i % 4},0{1 + i % 9}/0{1 + i % 7}/2026,text {i}\n" for i in range(40))
    file.write_text("Sterne,Note,Datum,Text\n" + rows, encoding="utf-8")
    page = visit(f"{site}/files", 390)
    page.set_input_files("#files", str(file))
    page.wait_for_selector("#waiting")
    settled(page)

    assert "Needs you" in page.locator("article").inner_text()
    page.get_by_label("Whose are these rows?").select_option("ours")
    page.get_by_label("the overall score").select_option(label="Note")
    page.get_by_label("Which comes first in Datum?").select_option("month")
    page.get_by_text("Show it with these changes").click()
    page.wait_for_selector("article .mark.ready")
    settled(page)
    assert page.get_by_label("the overall score").input_value() == "1"
    assert fits(page)
    assert faults(page, axe) == []
    page.get_by_role("button", name="Accept", exact=True).click()
    page.wait_for_selector("#done")

    page.get_by_role("link", name="Undo a.csv").click()
    page.get_by_role("button", name="Yes, take it back").click()
    page.wait_for_selector("text=40 rows are gone")
    assert Workspace(tmp_path / "biz").index.imports() == []
    assert page.wrong == []


def test_one_can_stop_what_is_on_its_way_and_what_is_refused_says_why_in_its_place(site, visit, tmp_path):
    Workspace.new(tmp_path / "biz", ours="Deli")
    page = visit(f"{site}/files")
    page.evaluate("document.getElementById('drop').dataset.largest = 1000")
    page.set_input_files("#files", {"name": "big.csv", "mimeType": "text/csv", "buffer": b"x" * 2000})

    assert "big.csv is too large" in page.locator("#coming li [role=alert]").inner_text()
    assert page.locator("#coming button").count() == 0
    assert page.wrong == []
