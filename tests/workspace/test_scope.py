"""Scope: a part of a workspace, asked about by hand, and told as such."""

import json
import random
from datetime import date

import pytest

from standout.errors import TableError, UsageError
from standout.finding import Finding
from standout.workspace import Workspace, remembered
from standout.workspace.choices import FILE, choices
from standout.workspace.scope import Scope, asked_with, hinted

HEADER = "Business,Date,Stars,Staff,Visit,Text,Reviewer\n"
FRIENDS = ("Deli", "North", "South", "West", "East")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Give a workspace of five cafés over two years; West was named by nobody."""
    folder, chance = tmp_path_factory.mktemp("scope"), random.Random(3)
    rows = [
        f"{name},{2024 + at // 60}-{1 + at % 12:02d}-{1 + at % 28:02d},{chance.randint(2, 5)},{chance.randint(1, 5)},"
        f"{chance.choice(['lunch', 'Frühstück'])},{name} {at} was nice,r{name}{at}"
        for name in FRIENDS
        for at in range(120)
    ]
    (folder / "a.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    workspace = Workspace.new(folder / "shop", ours="Deli", rivals=["North", "South", "East"])
    workspace.add(folder / "a.csv", yes=True)
    return workspace


def est(shop, **view):
    return shop.ask("est", **view)


def test_without_a_view_nothing_of_it_stands_in_the_evidence(shop):
    plain = est(shop)
    assert "view" not in plain.evidence.to_dict()
    assert est(shop, rivals=["South", "North", "East"]).fingerprint == plain.fingerprint  # those it has anyway


def test_a_world_is_taken_whatever_its_case_and_accents_and_every_finding_is_of_it(shop):
    answer = est(shop, where=[("visit", "fruhstuck")])
    assert {tuple(finding.world.items()) for finding in answer.findings} == {(("Visit", "Frühstück"),)}
    assert answer.evidence.view == {"where": {"Visit": "Frühstück"}}


def test_only_rows_from_the_first_day_on_count(shop):
    plain, late = est(shop), est(shop, since=date(2025, 1, 1))
    assert max(finding.rows for finding in plain.findings) == 120
    assert max(finding.rows for finding in late.findings) == 60
    assert late.evidence.view == {"since": "2025-01-01"}


def test_a_last_day_picked_by_hand_pays_and_one_that_is_given_to_ask_again_does_not(shop):
    plain, again, picked = est(shop), est(shop, as_of=date(2025, 3, 1)), est(shop, until=date(2025, 3, 1))
    searched = [max(one.facts["searched"] for one in answer.findings) for answer in (plain, again, picked)]
    assert again.evidence.to_dict().get("view") is None
    assert picked.evidence.view == {"until": "2025-03-01"}
    assert picked.evidence.as_of == again.evidence.as_of == date(2025, 3, 1)
    assert [one.rows for one in picked.findings] == [one.rows for one in again.findings]
    assert searched[1] <= searched[0] < searched[2] / 100  # some two hundred days, and three sorts of picking
    assert picked.source.endswith("A view picked by hand.")


def test_a_last_day_that_leaves_nothing_out_is_no_pick(shop):
    assert "view" not in est(shop, until=date(2030, 1, 1)).evidence.to_dict()


def test_picked_rivals_take_the_place_of_those_that_were_named(shop):
    answer = est(shop, rivals=["west", "North", "South"])
    assert {row["business"] for row in answer.table.to_pylist() if row["kind"] == "rating"} == {
        "Deli", "North", "South", "West",
    }  # fmt: skip
    assert answer.evidence.view == {"rivals": ["North", "South", "West"]}


@pytest.mark.parametrize(
    "view",
    [
        {"since": date(2025, 1, 1)},
        {"until": date(2025, 3, 1)},
        {"since": date(2024, 6, 1), "until": date(2025, 3, 1)},
        {"rivals": ["West", "North", "East"]},
        {"where": [("Visit", "lunch")]},
    ],
)
def test_what_the_evidence_holds_makes_the_same_answer_again(shop, view):
    one = est(shop, **view)
    held = json.loads(json.dumps(one.evidence.to_dict()))
    two = est(shop, **asked_with(held["view"]))
    assert two.fingerprint == one.fingerprint != est(shop).fingerprint


@pytest.mark.parametrize(
    ("view", "error", "said"),
    [
        ({"rivals": ["Nort"]}, TableError, "No business here is called Nort. There is: North"),
        ({"rivals": ["Deli"]}, UsageError, "Name somebody besides Deli"),
        ({"where": [("Vist", "lunch")]}, UsageError, "Nothing in your files is called Vist. They have: Visit"),
        ({"where": [("Visit", "lunhc")]}, UsageError, "Visit is never “lunhc” in your files. They have: lunch"),
        (
            {"where": [("Visit", "lunch"), ("Visit", "Frühstück")]},
            UsageError,
            "Visit can't be lunch and Frühstück at once",
        ),
        ({"since": date(2030, 1, 1)}, UsageError, "Nothing is held from 1 January 2030 on"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest_that_is(shop, view, error, said):
    with pytest.raises(error) as caught:
        est(shop, **view)
    assert said in str(caught.value)


def test_a_question_that_knows_no_worlds_says_which_do(shop):
    with pytest.raises(UsageError, match="one kind of customers alone. These can: est, value and wants"):
        shop.ask("circles", where=[("Visit", "lunch")])


def test_other_questions_say_what_part_they_look_at_and_claim_nothing_for_sure(shop):
    for name in ("value", "wants"):
        answer = shop.ask(name, where=[("Visit", "lunch")], since=date(2025, 1, 1))
        assert answer.findings
        for finding in answer.findings:
            assert finding.verdict != "yes"
            assert "customers with Visit: lunch and what came in from 1 January 2025 on" in finding.sentence


@pytest.mark.parametrize("begins", ["Yes, word goes on by itself.", "Yes: word goes on.", "Probably: word goes on."])
def test_a_claim_that_pays_for_no_picking_leads_with_being_a_hint(begins):
    verdict = "yes" if begins.startswith("Yes") else "probably"
    claim = Finding(
        question="results", subject="Deli", aspect="word", verdict=verdict, tier="proven",
        sentence_key="chart.league.axis", values={"unit": begins},
    )  # fmt: skip
    [hint] = hinted([claim], Scope(since=date(2025, 1, 1)))
    assert (hint.verdict, hint.tier) == ("probably", "hinted")
    assert hint.sentence.startswith("A hint, picked by hand: word goes on")
    assert "Yes" not in hint.sentence


def test_what_a_view_showed_is_remembered_so_that_a_claim_on_it_pays(shop, tmp_path):
    fresh = Workspace.new(tmp_path / "fresh", ours="Deli", rivals=["North", "South", "East"])
    fresh.add(shop.folder.parent / "a.csv", yes=True)
    inputs = [one.sha256 for one in fresh.index.imports()]
    lunch, breakfast = {"Visit": "lunch"}, {"Visit": "Frühstück"}
    assert not remembered.seen(fresh.index, ["Staff"], lunch, inputs)

    est(fresh, where=[("Visit", "lunch")])

    assert remembered.seen(fresh.index, ["Staff"], lunch, inputs)
    assert not remembered.seen(fresh.index, ["Staff"], breakfast, inputs)  # nobody is in both


def test_the_choices_name_all_there_is_and_are_kept_until_something_changes(shop):
    held = choices(shop)
    assert [(one.name, one.ours) for one in held.businesses[:2]] == [("Deli", True), ("East", False)]
    assert [one.name for one in held.businesses if one.rival] == ["East", "North", "South"]
    assert {one.name: one.rows for one in held.businesses} == dict.fromkeys(FRIENDS, 120)
    assert [one.label for one in held.aspects] == ["Staff", "overall"]
    [visit] = [one for one in held.descriptors if not one.said]
    assert (visit.label, visit.before, sum(n for _, n in visit.values)) == ("Visit", True, 600)
    assert [value for value, _ in visit.values] in (["lunch", "Frühstück"], ["Frühstück", "lunch"])
    assert (held.rows, held.undated, held.first, held.last.year) == (600, 0, date(2024, 1, 1), 2025)

    kept = shop.store / FILE
    before = kept.stat().st_mtime_ns
    assert choices(shop) == held
    assert kept.stat().st_mtime_ns == before
    kept.write_text("{", encoding="utf-8")  # a half-written file is counted anew
    assert choices(shop) == held


def test_every_choice_can_be_asked_for(shop):
    held = choices(shop)
    for one in held.descriptors:
        value, n = one.values[0]
        [answer] = [est(shop, where=[(one.label, value)])]
        assert n
        assert answer.evidence.view["where"] == {one.label: value}
