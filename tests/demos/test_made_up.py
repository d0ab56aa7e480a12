"""The whole way on the made-up town: what is planted is found, nothing else is claimed, and every line is counted."""

from pathlib import Path

import pytest
from demos.showing import Steps, workspace
from demos.street import BANNER, DECOYS, TRUTH

from demos import made_up, town

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def known(home):
    return made_up.read(home / "town", town.write(home / "town-files"))


@pytest.fixture(scope="module")
def findings(known):
    return known.ask("est").findings


@pytest.mark.parametrize("planted", TRUTH, ids=lambda planted: f"{planted.aspect} {planted.visit}".strip())
def test_what_is_planted_is_found(findings, planted):
    assert [finding.verdict for finding in findings if made_up.matches(planted, finding)] == ["yes"]


def test_nothing_is_claimed_that_is_not_true(findings):
    assert made_up.claimed(findings)
    assert [finding.sentence for finding in made_up.unplanned(findings)] == []


@pytest.mark.parametrize("decoy", DECOYS, ids=lambda decoy: decoy.why[:30])
def test_every_decoy_is_spoken_of_and_not_claimed(findings, decoy):
    verdicts = {finding.verdict for finding in findings if made_up.matches(decoy, finding)}

    assert verdicts
    assert verdicts <= {"close", "no"}


def test_a_claim_on_a_decoy_would_be_noticed(findings):
    [waiting] = [f for f in findings if made_up.matches(DECOYS[4], f)]

    assert made_up.unplanned([waiting]) == []
    assert made_up.unplanned([type(waiting)(**{**fields(waiting), "verdict": "yes"})]) != []


def fields(finding):
    return {name: getattr(finding, name) for name in finding.__slots__}


def test_every_line_of_the_town_is_accounted_for(known):
    files = known.inventory().files

    assert all(file.records == file.loaded + file.rejected + file.known for file in files)
    assert sum(file.rejected for file in files) == len(town.IMPOSSIBLE)
    assert sum(file.known for file in files) == town.IN_BOTH
    assert {file.source for file in files} == {
        "google_takeout", "google_contacts", "mailchimp_audience", "mapped", "rival_sheet", "square_transactions",
    }  # fmt: skip


def test_the_misspelt_rival_is_one_business_with_the_right_one(known):
    rivals = [row["rival"] for row in known.rivals()]

    assert len(rivals) == 9
    assert "Dragon Tost" not in rivals


def test_running_the_demo_again_changes_nothing_and_prints_what_the_readme_shows(home, known, capsys):
    made_up.run("town", home, Steps())
    before = known.inventory().held
    first = (home / "brief.html").read_text(encoding="utf-8")
    made_up.run("town", home, Steps())

    said = capsys.readouterr().out
    assert known.inventory().held == before
    assert (home / "brief.html").read_text(encoding="utf-8") == first
    assert BANNER in first
    assert f"{BANNER}." in said
    assert BANNER[0].isupper()
    assert "Claims that are not true of the town: 0" in said
    assert "CLAIMED" not in said
    assert example() in said


def test_the_planted_chain_is_found_and_the_second_plan_begins_with_what_came_of_the_first(home, known):
    weeks = made_up.two_weeks(known, home / "town-files")
    shown = [friend for friend in weeks.came if not friend.lost]

    assert len(shown) >= 8
    assert max(friend.generation for friend in weeks.came) >= 3
    assert all(weeks.found[friend.name] == friend.told_by for friend in shown)
    assert all(weeks.found.get(friend.name) is None for friend in weeks.came if friend.lost)
    assert [back.state for back in weeks.second.week.back] == ["skipped", "done", "done"]
    for made in (weeks.first, weeks.second):
        assert len(made.week.plays) == 3
        assert made.week.minutes <= 60
        assert made.whole


def example():
    """Give the first example of output in README.md."""
    return README.read_text(encoding="utf-8").split("```\n")[3].strip()


def test_a_workspace_of_other_files_is_made_anew_and_one_of_the_same_is_kept(tmp_path):
    file = tmp_path / "stars.csv"
    file.write_text("Business,Stars,Date\nDragon Toast,4,2025-03-01\nDragon Toast,5,2025-03-02\n", encoding="utf-8")
    told = {"ours": "Otter and Crumb"}
    workspace(tmp_path / "town", [file], **told).add(file, as_table="reviews", maps={"overall": "Stars"}, yes=True)
    kept = workspace(tmp_path / "town", [file], **told).inventory().files

    file.write_text("Business,Stars,Date\nDragon Toast,1,2025-03-01\n", encoding="utf-8")

    assert [one.records for one in kept] == [2]
    assert workspace(tmp_path / "town", [file], **told).inventory().files == []
