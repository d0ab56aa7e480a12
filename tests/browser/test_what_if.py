"""The slider in a real browser: the same verdicts as in Python, by keyboard, read out, and a table without script."""

import json

import numpy as np
import pytest
from scipy.special import ndtri

from standout.charts.look import clean
from standout.report import what_if
from standout.report.environment import environment
from standout.stats import what_if as counted
from standout.stats.retested import VERDICTS, held, verdict_now
from standout.stats.welch import t_of_z, z_of_t
from standout.words import say, speaking
from tried import any_numbers, numbers

CASES = 1000
PAGE = """{% import "_what_if.html" as tries with context %}<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; script-src '{{ hash }}'">
<title>Tries</title><style>{% include "brief.css" %}{% include "front.css" %}</style></head><body><main><h1>Tries</h1>
<h2>Café</h2>{% for row in rows %}{{ tries.panel(row) }}{% endfor %}</main>
{% if script %}<script>{{ script }}</script>{% endif %}</body></html>"""


def row(given, what="coffee", whose=counted.WHOSE, *, votes=False):
    now = held(given)
    made = [(one, more, counted.cases(now, more, one)) for one in whose for more in what_if.TABLE]
    return {
        "key": f"w-{what}", "what": clean(what), "now": verdict_now(now), "numbers": given,
        "whose": list(whose), "votes": votes,
        "table": [{"whose": one, "more": more, **what_if._told(found)} for one, more, found in made],
        "reach": {one: counted.reach(now, one) for one in whose},
    }  # fmt: skip


NEAR = numbers([4.2, 3.95, 3.9, 3.85], [60] * 4, seed=2)


def page(*rows, script=True):
    kept = json.loads(json.dumps(rows))  # as it is kept
    made = environment(frozenset()).from_string(PAGE)
    return made.render(
        rows=kept, what_if_words=what_if.words, hash=what_if.script_hash(), script=what_if.script() if script else ""
    )


def said(view):
    return [one for one in view.locator("output > *").all_inner_texts() if one]


def spoken(one, told):
    """Give what Python says of a row of the table."""
    whose, more = one["whose"], one["more"]
    ends = [what_if.case_said(one[end], more, whose, told, best=end == "best") for end in ("best", "worst")]
    return [say(f"what_if.more.{whose}", more=more), *ends, what_if.likely_said(one["likely"], votes=told["votes"])]


@pytest.fixture(scope="module")
def sheet(browser):
    """Give a bare page with the script, to count in."""
    context = browser.new_context()
    view = context.new_page()
    view.set_content("<p>")
    view.add_script_tag(content=str(what_if.script()))
    yield view
    context.close()


def test_the_browser_gives_the_verdicts_of_python_on_any_numbers(sheet):
    rng = np.random.default_rng(11)
    asked = [
        (any_numbers(rng), int(rng.choice([0, 5, 10, 35, 100, 200])), str(rng.choice(counted.WHOSE)))
        for _ in range(CASES)
    ]
    found = sheet.evaluate(
        "cases => cases.map(([given, more, whose]) => standoutWhatIf.cases(given, more, whose))", asked
    )
    seen = set()
    for (given, more, whose), theirs in zip(asked, found, strict=True):
        ours = counted.cases(held(given), more, whose)
        for end, mine in (("best", ours.best), ("worst", ours.worst)):
            assert VERDICTS[theirs[end]["verdict"]] == mine.verdict
            assert (theirs[end]["score"], theirs[end]["other"]) == pytest.approx((mine.score, mine.other))
            seen.add(mine.verdict)
        shares = [n / counted.DRAWS for n in theirs["counts"]]
        assert shares == pytest.approx([ours.likely.get(name, 0.0) for name in VERDICTS], abs=2 / counted.DRAWS)
    assert seen == set(VERDICTS)


def test_the_browsers_quantiles_are_those_of_python(sheet):
    rng = np.random.default_rng(12)
    z, df = rng.uniform(-6, 6, 2000), 10 ** rng.uniform(0, 5, 2000)
    each = "([values, df]) => values.map((one, at) => standoutWhatIf.{}(one, df[at]))"
    t = sheet.evaluate(each.format("tOfZ"), [z.tolist(), df.tolist()])
    assert np.allclose(t, t_of_z(z, df), rtol=1e-9, atol=1e-9)
    back = sheet.evaluate(
        "([t, df]) => t.map((one, at) => standoutWhatIf.zOfT(one, df[at]))", [z.tolist(), df.tolist()]
    )
    assert np.allclose(back, z_of_t(z, df), rtol=1e-9, atol=1e-9)
    share = np.concatenate([rng.uniform(0, 1, 2000), 10.0 ** -np.arange(1, 16)])
    normal = sheet.evaluate("shares => shares.map(standoutWhatIf.normal)", share.tolist())
    assert np.allclose(normal, ndtri(share), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "told",
    [
        row(NEAR), row(NEAR, votes=True),
        row(numbers([8.2, 7.95, 7.9, 7.85], [60] * 4, seed=2, low=0.0, high=10.0, most=10.0)),
    ],
    ids=["plain", "votes", "a scale of ten"],
)  # fmt: skip
def test_the_slider_says_what_the_table_says(look, told):
    view = look(page(told))
    words = what_if.words(json.loads(json.dumps(told)))
    for whose, label in words["whose"]:
        view.get_by_label(label, exact=True).check()
        told_of = [one for one in told["table"] if one["whose"] == whose]
        for one, cells in zip(told_of, words["table"][whose], strict=True):
            view.locator("input[type=range]").fill(str(one["more"]))
            assert said(view) == spoken(one, told)
            assert cells[0] == str(one["more"])
            assert cells[3] in said(view)[3]
        assert view.locator(".what-if-live .what-if-reach").inner_text() == words["reach"][whose]
    assert len(view.asked) == 1  # the page alone


def test_it_goes_by_keyboard_and_is_read_out(look):
    view = look(page(row(NEAR)))
    view.locator("input[type=range]").focus()
    assert said(view)[0] == "20 more of ours"
    view.keyboard.press("ArrowRight")
    assert said(view)[0] == "25 more of ours"
    view.keyboard.press("Home")
    assert said(view) == ["0 more of ours", "Today it is a “Probably”."]
    view.keyboard.press("End")
    assert said(view)[0] == "200 more of ours"
    assert view.locator("input[type=range]").get_attribute("aria-valuetext") == "200 more of ours"
    assert view.locator("output").get_attribute("aria-live") == "polite"
    view.locator("input[type=radio]").first.focus()
    view.keyboard.press("ArrowDown")
    assert said(view)[0] == "200 more of each rival"


def test_without_a_script_a_plain_table_stands_there(look):
    view = look(page(row(NEAR), script=False))
    assert not view.locator("input[type=range]").is_visible()
    assert view.locator(".what-if-table").get_attribute("open") is not None
    assert view.locator("tbody tr").count() == len(what_if.TABLE) * len(counted.WHOSE)
    assert view.locator("tbody tr").first.is_visible()


def test_it_speaks_the_language_of_the_page(look):
    with speaking("de"):
        told = row(numbers([4.2, 3.95, 3.9, 3.85], [60] * 4, seed=2, low=1.0, high=5.5, most=5.5))
        view = look(page(told))
        view.locator("input[type=range]").fill("100")
        assert said(view) == spoken(told["table"][3], told)
        assert "5,5" in said(view)[1]
        assert view.get_by_text(say("what_if.whose_asks")).is_visible()


def test_nothing_in_a_label_becomes_markup(look):
    view = look(page(row(NEAR, what='</script><img src=x onerror=alert(1)><b>"')))
    assert view.locator("img").count() == 0
    assert view.locator("h3 b").count() == 0
    assert said(view)[0] == "20 more of ours"


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_fault_and_nothing_scrolls_sideways(look, axe, width):
    view = look(page(row(NEAR), row(NEAR, "staff", whose=("ours",))), width)
    view.locator("details summary").first.click()
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    view.evaluate(axe.replace("</script>", ""))
    found = view.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10
