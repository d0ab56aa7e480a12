"""The mail of a week in a real browser: accessible and whole at any width, and alone."""

from dataclasses import replace

import pytest

from briefs import week
from standout.plan.play import Back, Stop
from standout.report.digest import Digest, html

LONG = "Donaudampfschifffahrtsgesellschaft" * 3
FULL = Digest(
    name="2026-W48", business="<b>Otter</b> & Crumb", banner="Made-up town",
    week=replace(
        week("Tell them <i>of it</i>. "), notes=("No hours are left.",),
        stop=(Stop(what="instagram", reason=LONG, minutes_back=90),),
        back=(Back(play_id="2026-W47-1", tactic="x", state="open", planned_minutes=20, minutes=None, seen=None,
                   sentence=f"It was not done. {LONG}"),),
    ),
    alarms=("Staff: look.", LONG), missed="No mail was written for 2 weeks.", learnt=LONG, unused="3 of 11.",
    folder=f"/home/{LONG}", subject=LONG, text="Coffee first.",
)  # fmt: skip
CASES = {"full": FULL, "bare": Digest(name="2026-W48", business="Deli", week=replace(FULL.week, planned=(), stop=()))}


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("case", CASES)
def test_a_mail_has_no_fault_overflows_nowhere_and_asks_nothing_of_anybody(look, axe, case, width):
    page = look(html(CASES[case]), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("main b, main i").count() == 0  # what looks like a tag is text
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []
    assert page.asked == [page.url]
