"""What if, in words: the sentences of a slider, the script's digest, and names an address may hold."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from standout.finding import Finding
from standout.report import what_if
from standout.words import speaking
from tried import numbers

ROW = {
    "key": "w-1", "what": "Coffee", "now": "close", "numbers": numbers([4.0, 3.9, 3.8, 3.8], [60] * 4),
    "whose": ["ours", "each"], "votes": False,
    "table": [{"whose": one, "more": 20, "best": ["close", 5.0, 1.0], "worst": ["no", 1.0, 4.5],
               "likely": {"close": 0.883, "yes": 0.114, "no": 0.003}} for one in ("ours", "each")],
    "reach": {"ours": {"rise": None, "fall": [35, "no"]}, "each": {"rise": [25, "yes"], "fall": None}},
}  # fmt: skip


def test_even_the_best_may_leave_it_as_it_is():
    assert what_if.case_said(["close", 5.0, 1.0], 20, "ours", ROW) == (
        "Even if all 20 gave 5 of 5, it would still be too close to call."
    )
    assert what_if.case_said(["yes", 4.75, 1.0], 20, "ours", ROW) == "If all 20 gave 4.75 of 5, it would be a “Yes”."
    assert what_if.case_said(["no", 1.0, 4.5], 20, "each", ROW) == (
        "If all 20 gave us 1 of 5 and each rival 4.5, it would be a “No”."
    )


def test_how_likely_is_said_in_whole_cases_the_commonest_first():
    assert what_if.likely_said({"close": 0.883, "yes": 0.114, "no": 0.003}) == (
        "If they come like those so far, it will be too close to call in 88 of 100 cases, a “Yes” in 11."
    )
    assert what_if.likely_said({"yes": 0.998, "close": 0.002}).endswith("it will be a “Yes”, almost surely.")


def test_from_when_on_it_could_flip_is_said():
    assert what_if.reach_said(ROW, "ours") == "Not even 200 more could lift it. With 35 more it could fall to a “No”."
    assert what_if.reach_said(ROW, "each") == (
        "With 25 more it could rise to a “Yes”. Not even 200 more could bring it down."
    )
    assert what_if.reach_said({**ROW, "now": "no"}, "ours") == "Not even 200 more could lift it."  # it can't fall


def test_where_single_votes_may_lift_it_nothing_rules_that_out():
    voted = {**ROW, "votes": True}
    assert what_if.reach_said(voted, "ours") == "With 35 more it could fall to a “No”."
    assert what_if.case_said(["close", 5.0, 1.0], 20, "ours", voted, best=True) == (
        "If all 20 gave 5 of 5, it would be too close to call or better."
    )
    assert what_if.case_said(["yes", 5.0, 1.0], 20, "ours", voted, best=True).endswith("it would be a “Yes”.")
    assert "or better" not in what_if.case_said(["no", 1.0, 4.5], 20, "ours", voted)
    held = json.loads(str(what_if.words(voted)["held"]))
    assert held["likely"] == "If they come like those so far, it will be this or better: {chances}."
    assert held["better"] == "{verdict} or better"
    assert json.loads(str(what_if.words(ROW)["held"]))["better"] == ""


@pytest.mark.parametrize(("score", "printed"), [(4.4, "4.4"), (5 - 4 * 3 / 20, "4.4"), (4.75, "4.75"), (5.0, "5")])
def test_a_score_is_printed_as_briefly_as_it_can_be(score, printed):
    assert f"gave {printed} of 5" in what_if.case_said(["yes", score, 1.0], 20, "ours", ROW)


def test_it_is_said_in_the_language_spoken_when_it_is_read():
    with speaking("de"):
        assert what_if.case_said(["no", 1.0, 4.5], 20, "each", ROW) == (
            "Wenn alle 20 uns 1 von 5 gäben und jedem Mitbewerber 4,5, wäre es „Nein“."
        )
        held = json.loads(str(what_if.words(ROW)["held"]))
        assert held["mark"] == ","
        assert held["verdicts"]["yes"] == "„Ja“"


def test_a_row_is_its_sentences_and_the_same_with_gaps():
    words = what_if.words(ROW)
    assert [value for value, _ in words["whose"]] == ["ours", "each"]
    likely = "too close to call in 88 of 100 cases, a “Yes” in 11"
    assert words["table"]["ours"] == [["20", "too close to call (all 5 of 5)", "a “No” (all 1 of 5)", likely]]
    held = json.loads(str(words["held"]))
    assert held["stays"]["ours"] == "Even if all {more} gave {score} of {top}, it would still be {verdict}."
    assert "<" not in str(words["held"])


def test_the_digest_is_that_of_the_script_as_it_stands():
    source = (Path(what_if.__file__).parent / "templates" / what_if.SCRIPT).read_text(encoding="utf-8")
    assert str(what_if.script()) == source
    told = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    assert what_if.script_hash() == f"sha256-{told}"


@pytest.mark.parametrize(
    "word", ["innerHTML", "outerHTML", "insertAdjacent", "eval(", "new Function", ".style", "fetch("]
)
def test_the_script_makes_no_markup_runs_no_text_and_asks_no_network(word):
    assert word not in str(what_if.script())


def test_a_finding_has_the_same_short_name_every_time():
    def named(**given):
        usual = {"question": "est", "subject": "Deli", "aspect": "staff", "verdict": "yes", "tier": "likely"}
        return what_if.key(Finding(**usual, **{"sentence_key": "est.rated.yes", **given}))

    assert named() == named()
    assert named(world={"Visit": "lunch"}) != named()
    assert named().startswith("w-")
    assert len(named()) == 14
