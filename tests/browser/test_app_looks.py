"""Answers and looking around in a real browser: views that stand in an address, the map by keyboard, pages on paper.

What every page has in common is looked at in ``test_app_pages.py``.
"""

import pytest

from answered import answered
from briefs import chapter, several
from browser.served import served
from circled import chapter as circles_chapter
from leagues import TOWN
from standout.app import looks
from standout.app.work import Job, Worker
from standout.workspace.choices import Business, Choices, Described
from standout.workspace.view import View

CHOICES = Choices(
    businesses=tuple(Business(name=name, rows=40, ours=not place, rival=True) for place, name in enumerate(TOWN)),
    descriptors=(Described(label="Visit", before=True, said=False, values=(("lunch", 30), ("evening", 12))),),
    rows=280,
)  # fmt: skip
LUNCH = View(rivals=("Lark", "Old Mill"), where=(("Visit", "lunch"),))
VIEWS = (
    "/questions/est?alpha=7", "/explore/league?aspect=coffee", f"/explore/league?{LUNCH.query()}",
    "/explore/league?rival=Larc", "/explore/circle_map?names=1",
)  # fmt: skip
PLACES = "gAyADIAMQAtADOAL"  # three points near the middle, in tenths of a pixel
COLOURS = {"ink": "#18212c", "muted": "#566271", "accent": "#0b5c8c", "faint": "#8590a0", "paper": "#ffffff"}
SAID = {
    "first": "{n} of 2: {name}.", "other": "{n} of 3: {name}.", "unnamed": "no name", "by": ["By.", "By.", ""],
    "circle": ["One.", "Two.", "Three."], "channel": ["Write.", "Text.", "Call.", "Ask.", "Rest."],
    "bridge": "Links.", "rings": ["1", "2", "3"],
}  # fmt: skip


class Drawn:
    """A job that has drawn a map of three people, two of them to tell first."""

    state, error, under_way, id = "done", "", False, "1"
    result = {  # noqa: RUF012 - nothing changes it
        "map": {
            "first": 2, "circle": "112", "channel": "004", "by": "011", "bridges": [1], "lines": [0, 2],
            "maps": [{"size": 640, "rings": [100, 200, 300], "mark": 5, "numbered": 10, "places": PLACES}] * 2,
            "names": ["Ann", "Bo", "Cy"], "phrases": ["bought 9 times"], "why": "0;;", "colours": COLOURS,
            "font": "sans-serif", "said": SAID,
        },
        "first": [{"name": name, "by": "bought from you", "channel": "by e-mail", "why": ""} for name in ("Ann", "Bo")],
    }  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Give the address of an app that runs, with answers kept and nothing left to work out."""
    folder = tmp_path_factory.mktemp("app") / "biz"
    answered(folder, [*several(), circles_chapter()], rivals=TOWN[1:4])
    answered(folder, [chapter(("Corner Deli", "Lark", "Old Mill"), aspects=("coffee",))], view=LUNCH)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(looks, "counted", lambda folder: CHOICES)
        patched.setattr(Worker, "start", lambda *_, **given: Drawn())
        with served(folder) as address:
            yield address


@pytest.fixture
def visit(browser, base):
    """Give ``visit(path, width)``: a page of the app, with what went wrong in it."""
    contexts = []

    def open_(path, width=1280):
        context = browser.new_context(viewport={"width": width, "height": 844})
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(base + path)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_view_has_no_fault_and_fits_its_window(visit, axe, width):
    for path in VIEWS:
        page = visit(path, width)
        page.evaluate(axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']}).then((told) => told.violations.map((v) => v.id))")

        assert found == [], path
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        assert page.faults == [], path


def test_whom_to_tell_first_is_chosen_by_keyboard_and_marked_on_the_map(visit):
    page = visit("/explore/circle_map?names=1")
    first, second = page.locator("[data-person]").all()

    second.focus()
    page.keyboard.press("Enter")

    assert (first.get_attribute("aria-pressed"), second.get_attribute("aria-pressed")) == ("false", "true")
    assert "2 of 2: Bo." in page.locator(".told").inner_text()

    page.locator("#map canvas").focus()
    page.keyboard.press("Home")

    assert (first.get_attribute("aria-pressed"), second.get_attribute("aria-pressed")) == ("true", "false")


def test_a_card_is_opened_by_keyboard(visit):
    page = visit("/")
    page.locator(".card a").first.focus()

    page.keyboard.press("Enter")

    page.wait_for_url("**/questions/*")


def test_while_questions_are_asked_what_is_new_is_put_in_and_the_keyboard_stays_where_it_is(visit, monkeypatch):
    job = Job(
        id="9", key="ask", label="Asking", lane="", language="en", function="", arguments={}, state="running", of=7
    )
    monkeypatch.setattr(Worker, "jobs", lambda worker: [job])
    page = visit("/")
    card = page.locator(".card a").first
    card.focus()
    page.evaluate("window.kept = true")

    job.done = 3
    page.locator("#home", has_text="3 of 7 done").wait_for()
    job.state = "done"
    page.locator("#home:not([hx-get])").wait_for()

    assert card.evaluate("(one) => one === document.activeElement")
    assert page.evaluate("window.kept")  # it is the same page still


def test_a_view_is_picked_by_keyboard_and_stands_in_the_address(visit, base):
    page = visit("/explore/league")
    page.locator("#aspect").select_option("service")
    page.locator("form.pick button").focus()

    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/league?*")

    assert page.url == f"{base}/explore/league?{View(aspect='service').query()}"
    assert "Service" in page.locator("figure h2").first.inner_text()


def test_a_page_can_be_printed_without_what_only_a_screen_needs(visit):
    page = visit("/questions/est")
    page.emulate_media(media="print")

    assert not page.locator("form.use").first.is_visible()
    assert page.locator(".headline").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
