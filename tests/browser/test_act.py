"""Acting on it in a real browser: sentences marked by two keys, a claim stamped, a row of the rival sheet typed."""

import random
import re

import pytest

from browser.served import served
from spoken_of import spoken_of
from standout.workspace import auditing, looking, remembered

WIDTHS = (1280, 390)
PAGES = ("/week", "/claim", "/claim?text=best+coffee", "/rivals", "/rivals?look=North", "/audit", "/audit?aspect=staff")
BAR = "document.querySelector('#first rect.now').getBoundingClientRect().width"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Give a workspace whose staff nobody scores and many speak of; coffee is scored."""
    folder, chance = tmp_path_factory.mktemp("act"), random.Random(1)
    made = spoken_of(folder)
    rows = ["Business,Date,Stars,Coffee,Reviewer"]
    for name in ("Deli", "North", "South"):
        for number in range(40):
            coffee = 5 if name == "Deli" else chance.randint(2, 4)
            rows.append(f"{name},2026-03-{1 + number % 28:02d},4,{coffee},{name}-{number}")
    (folder / "b.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    made.name_rivals(["North", "South"])
    made.add(folder / "b.csv", yes=True)
    return made


@pytest.fixture(scope="module")
def home(shop):
    with served(shop.folder) as address:
        yield address


@pytest.fixture
def at(browser, home):
    """Give ``at(path, width)``: a page, once nothing on it is worked out any more; what its console said is kept."""
    contexts = []

    def open_(path, width=1280, *, scripts=True):
        context = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda one: page.said.append(one.text))
        page.on("pageerror", lambda one: page.said.append(str(one)))
        for _ in range(20):
            page.goto(home + path)
            if not page.query_selector(".job progress"):
                break
            page.wait_for_timeout(500)
        return page

    yield open_
    for context in contexts:
        context.close()


def test_every_page_is_sound_at_both_widths(at, axe):
    for path in PAGES:
        for width in WIDTHS:
            page = at(path, width)
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            page.evaluate(axe)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")

            where = f"{path} at {width}"
            assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found["violations"]] == [], (
                where
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where
            assert page.said == [], where
            page.context.close()


def test_two_keys_mark_and_the_interval_shrinks_visibly(at, shop):
    page = at("/audit?aspect=staff")
    wide = page.evaluate(BAR)
    before = auditing.progress(shop, "staff").done
    for n in range(1, 15):
        said = page.inner_text("#words")
        page.keyboard.press("j" if "friendly" in said else "f")
        page.wait_for_function("(n) => document.getElementById('progress').value === n", arg=before + n)

    assert page.url.endswith("/audit?aspect=staff")
    assert page.evaluate(BAR) < 0.8 * wide
    assert re.search(r"-?\d\.\d\d to -?\d\.\d\d", page.inner_text("#first"))
    assert page.inner_text("#told").endswith(page.inner_text("#words").strip("“”"))  # the next one is read out
    assert auditing.progress(shop, "staff").done == before + 14
    assert page.said == []

    page.keyboard.press("u")
    page.wait_for_function("(n) => document.getElementById('progress').value === n", arg=before + 13)
    assert auditing.progress(shop, "staff").done == before + 13


def test_keys_act_only_where_no_field_has_the_focus_and_can_be_turned_off(at, shop):
    page = at("/audit?aspect=staff")
    done = auditing.progress(shop, "staff").done
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    page.focus("main > input")
    page.keyboard.type("jf")
    page.evaluate("document.querySelector('main > input').blur()")
    page.keyboard.press("Control+j")
    page.uncheck("#by-key")
    page.keyboard.press("j")
    page.wait_for_timeout(300)

    assert auditing.progress(shop, "staff").done == done
    page.check("#by-key")
    page.keyboard.press("j")
    page.wait_for_function("(n) => document.getElementById('progress').value === n", arg=done + 1)


def test_every_button_is_reached_and_pressed_by_the_keyboard_and_keeps_the_focus(at, shop):
    page = at("/audit?aspect=staff")
    done = auditing.progress(shop, "staff").done
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "neither":
            break
    page.keyboard.press("Enter")
    page.wait_for_function("(n) => document.getElementById('progress').value === n", arg=done + 1)

    assert page.evaluate("document.activeElement.value") == "neither"
    assert auditing.progress(shop, "staff").last.mark == "neither"
    for _ in range(12):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") != "neither"  # nothing holds the keyboard


def test_without_a_script_the_buttons_mark(at, shop):
    page = at("/audit?aspect=staff", scripts=False)
    done = auditing.progress(shop, "staff").done
    page.click("button[value=good]")

    assert f"{done + 1} of 50 marked" in page.inner_text("main")
    page.click("#undo")
    assert f"{done} of 50 marked" in page.inner_text("main")


def test_a_claim_is_stamped_by_keyboard_alone_and_no_score_shows_before(at, shop):
    page = at("/claim")
    page.focus("#text")
    page.keyboard.type("best coffee")
    page.keyboard.press("Enter")
    page.wait_for_selector("#read")
    assert remembered.stamps(shop.index) == []
    assert not re.search(r"\d\.\d", page.inner_text("main"))

    page.focus("form[action='/claim/test'] button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/claim/\w+$"), timeout=60_000)

    assert "What came of it" in page.inner_text("h1")
    assert [one.text for one in remembered.stamps(shop.index)] == ["best coffee"]


def test_a_row_is_typed_a_fault_is_told_at_its_field_and_then_it_is_stored(at, shop):
    page = at("/rivals?look=North", 390)
    page.fill("#another", "flat white")
    page.fill("[name='price.0']", "3.20")
    page.fill("#open_hours", "late")
    page.keyboard.press("Enter")
    page.wait_for_selector("#open_hours[aria-invalid=true]")
    assert page.input_value("[name='price.0']") == "3.20"

    page.fill("#open_hours", "Mo-Fr 8-18")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"look=South.*#row$"), timeout=60_000)

    assert "Stored what you saw of North" in page.inner_text("[role=status]")
    assert page.query_selector("label:has-text('Price of flat white')")
    [north] = [one for one in looking.businesses(shop) if one.name == "North"]
    assert {one.fact for one in north.facts} == {"price", "open_hours"}
