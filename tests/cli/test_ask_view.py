"""A part alone, and pictures as files, on the command line."""

import random

import pytest

from standout.workspace import Workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder, chance = tmp_path_factory.mktemp("view"), random.Random(3)
    rows = [
        f"{name},2025-{1 + at % 12:02d}-{1 + at % 28:02d},{chance.randint(2, 5)},"
        f"{chance.choice(['lunch', 'dinner'])},r{name}{at}"
        for name in ("Deli", "North", "South", "West")
        for at in range(80)
    ]
    (folder / "a.csv").write_text("Business,Date,Stars,Visit,Reviewer\n" + "\n".join(rows) + "\n", encoding="utf-8")
    workspace = Workspace.new(folder / "shop", ours="Deli", rivals=["North", "South", "West"])
    workspace.add(folder / "a.csv", yes=True)
    return workspace.folder


def test_a_world_rivals_and_a_first_day_are_taken(shop, say):
    code, printed, _ = say("ask", shop, "est", "--where", "Visit=lunch")
    assert code == 0
    assert "overall (Visit: lunch)" in printed
    code, printed, _ = say("ask", shop, "est", "--since", "2025-06-01", "--rivals", "North, South, West")
    assert code == 0


def test_what_is_not_there_is_said_with_what_is(shop, say):
    code, _, complained = say("ask", shop, "est", "--where", "Visit=lunhc")
    assert (code, "They have: lunch" in complained) == (2, True)
    code, _, complained = say("ask", shop, "est", "--where", "lunch")
    assert (code, "lunch" in complained) == (2, True)
    code, _, complained = say("ask", shop, "est", "--rivals", "Nort")
    assert (code, "There is: North" in complained) == (1, True)
    code, _, complained = say("ask", shop, "est", "--backtest", "--since", "2025-06-01")
    assert (code, "Leave out --since" in complained) == (2, True)


def test_pictures_are_written_with_names_that_say_what_they_are(shop, say, tmp_path):
    code, printed, _ = say("ask", shop, "est", "--charts", tmp_path / "out", "--format", "svg,csv")
    written = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert code == 0
    assert "est-1-league-overall-who-stands-where.svg" in written
    assert "est-1-league-overall-who-stands-where.csv" in written
    assert all(f"Wrote {tmp_path / 'out' / name}" in printed for name in written)
    assert "Fingerprint" in (tmp_path / "out" / "est-1-league-overall-who-stands-where.svg").read_text(encoding="utf-8")


def test_another_kind_of_file_is_refused_before_anything_is_asked(shop, say, tmp_path):
    code, printed, complained = say("ask", shop, "est", "--charts", tmp_path / "out", "--format", "gif")
    assert (code, printed) == (2, "")
    assert "png, svg or csv" in complained
    assert not (tmp_path / "out").exists()
