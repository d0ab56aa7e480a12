"""A workspace: files in, files out, questions asked, and nothing stored by halves."""

from __future__ import annotations

import html
import json
import os
import random
import re
import shlex
import tomllib
from graphlib import CycleError
from pathlib import Path

import pytest

import standout
from standout import registry
from standout.errors import DataError, TableError, UsageError, WorkspaceError
from standout.question import Question
from standout.workspace import Workspace, asking
from standout.workspace.briefing import verify

HEADER = "Business,Date,Stars,Staff,Visit,Text,Reviewer\n"


def reviews(folder: Path, name: str, *, seed: int = 1, each: int = 40, businesses: tuple[str, ...] = ()) -> Path:
    """Write a review file: each business with ``each`` reviews, all different."""
    chance = random.Random(seed)
    rows = [
        f"{business},2026-0{1 + number % 9}-{1 + number % 28:02d},{chance.randint(2, 5)},{chance.randint(1, 5)},"
        f"{chance.choice(['lunch', 'breakfast'])},{name} {business} {number},r{seed}-{business}-{number}"
        for business in businesses or ("Deli", "North", "South", "West")
        for number in range(each)
    ]
    (folder / name).write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return folder / name


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """Give a new workspace."""
    return Workspace.new(tmp_path / "shop", ours="Deli", rivals=["North", "South", "West"])


def count(workspace: Workspace, table: str = "reviews") -> int:
    """Count the rows of a table."""
    engine = workspace.engine()
    return int(engine.arrow(engine.table(table).count().as_table())[0][0].as_py())


def test_a_file_is_read_and_every_record_accounted_for(shop: Workspace, tmp_path: Path) -> None:
    [outcome] = shop.add(reviews(tmp_path, "a.csv"), yes=True)

    assert (outcome.records, outcome.loaded, outcome.rejected, outcome.known) == (160, 160, 0, 0)
    assert count(shop) == 160


def test_what_was_mapped_by_guess_is_shown_and_not_stored_until_accepted(shop: Workspace, tmp_path: Path) -> None:
    file = reviews(tmp_path, "a.csv")

    [shown] = shop.add(file)

    assert shown.waiting
    assert shown.preview
    assert count(shop) == 0
    assert shop.add(file, yes=True)[0].stored


def test_a_shape_once_accepted_is_remembered(shop: Workspace, tmp_path: Path) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)

    [outcome] = shop.add(reviews(tmp_path, "b.csv", seed=2))

    assert outcome.stored
    assert count(shop) == 320
    assert "shapes" in tomllib.loads((shop.folder / "standout.toml").read_text(encoding="utf-8"))


def test_a_dry_run_stores_nothing(shop: Workspace, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in shop.folder.rglob("*") if file.is_file() and "index" not in file.name}

    shop.add(reviews(tmp_path, "a.csv"), yes=True, dry_run=True)

    assert {f: f.read_bytes() for f in shop.folder.rglob("*") if f.is_file() and "index" not in f.name} == before
    assert shop.index.imports() == []


def test_adding_twice_changes_nothing(shop: Workspace, tmp_path: Path) -> None:
    file = reviews(tmp_path, "a.csv")
    shop.add(file, yes=True)
    before = shop.ask("est").fingerprint

    [again] = shop.add(file, yes=True)

    assert (again.loaded, again.known) == (0, 160)
    assert shop.ask("est").fingerprint == before
    assert len(shop.index.imports()) == 1


def test_the_same_reviews_in_two_files_are_held_once(shop: Workspace, tmp_path: Path) -> None:
    file = reviews(tmp_path, "a.csv")
    shop.add(file, yes=True)
    both = tmp_path / "b.csv"
    both.write_text(file.read_text() + "Deli,2026-03-03,5,5,lunch,one more,r9\n", encoding="utf-8")

    [outcome] = shop.add(both, yes=True)

    assert (outcome.records, outcome.loaded, outcome.known) == (161, 1, 160)
    assert count(shop) == 161


def test_removing_takes_an_import_back(shop: Workspace, tmp_path: Path) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)
    before = shop.ask("est").fingerprint
    shop.add(reviews(tmp_path, "b.csv", seed=2), yes=True)

    assert shop.remove("b.csv") == 160

    assert shop.ask("est").fingerprint == before
    assert count(shop) == 160
    assert count(shop, "provenance") == 160


def test_rows_that_another_file_holds_too_stay_when_the_first_is_removed(shop: Workspace, tmp_path: Path) -> None:
    file = reviews(tmp_path, "a.csv")
    shop.add(file, yes=True)
    both = tmp_path / "b.csv"
    both.write_text(file.read_text() + "Deli,2026-03-03,5,5,lunch,one more,r9\n", encoding="utf-8")
    shop.add(both, yes=True)

    assert shop.remove("a.csv") == 0

    [left] = shop.index.imports()
    assert count(shop) == 161
    assert (left.records, left.loaded, left.known) == (161, 161, 0)


def test_removing_what_was_never_added_names_what_was(shop: Workspace, tmp_path: Path) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)

    with pytest.raises(DataError, match=r"a\.csv"):
        shop.remove("aa.csv")


def test_mapping_a_file_anew_replaces_what_was_read(shop: Workspace, tmp_path: Path) -> None:
    file = reviews(tmp_path, "a.csv")
    shop.add(file, yes=True)

    shop.add(file, maps={"overall": "Staff"}, yes=True)

    assert len(shop.index.imports()) == 1
    assert count(shop) == 160


def test_a_file_with_no_business_column_asks_whose_it_is(shop: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "north.csv"
    file.write_text("Date,Stars,Text\n2026-01-02,4,good soup\n2026-01-03,5,nice bread\n", encoding="utf-8")

    with pytest.raises(DataError, match="--business"):
        shop.add(file, yes=True)

    assert shop.add(file, business="North", yes=True)[0].loaded == 2


def test_a_name_that_looks_like_a_rivals_is_proposed_and_not_merged(shop: Workspace, tmp_path: Path) -> None:
    [outcome] = shop.add(reviews(tmp_path, "a.csv", businesses=("Deli", "North Cafe")), yes=True)

    assert any("North Cafe" in line for line in outcome.spellings)
    assert {row["rival"] for row in shop.rivals()} >= {"North", "North Cafe"}

    shop.join("North Cafe", "North")

    held = {row["rival"]: row["reviews"] for row in shop.rivals()}
    assert held["North"] == 40
    assert "North Cafe" not in held


def test_two_workspaces_with_the_same_files_agree(shop: Workspace, tmp_path: Path) -> None:
    file = reviews(tmp_path, "a.csv")
    other = Workspace.new(tmp_path / "other", ours="Deli", rivals=["North", "South", "West"])
    shop.add(file, yes=True)
    other.add(file, yes=True)

    assert shop.ask("est").fingerprint == other.ask("est").fingerprint
    assert shop.ask("est").evidence.seed == other.ask("est").evidence.seed


def test_aspects_join_where_the_owner_says_they_are_one(shop: Workspace, tmp_path: Path) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)
    second = reviews(tmp_path, "b.csv", seed=2)
    second.write_text(second.read_text().replace("Staff", "Service", 1), encoding="utf-8")
    shop.add(second, yes=True)
    with (shop.folder / "standout.toml").open("a", encoding="utf-8") as file:
        file.write('\n[aspects]\nwelcome = ["Staff", "Service"]\n')

    aspects = {finding.aspect for finding in shop.ask("est").findings}

    assert "Welcome" in aspects
    assert not aspects & {"Staff", "Service"}


def test_another_business_can_be_asked_about(shop: Workspace, tmp_path: Path) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)

    findings = shop.ask("est", subject="North").findings

    assert {finding.subject for finding in findings} == {"North"}
    with pytest.raises(TableError, match="North"):
        shop.ask("est", subject="Norht")


def test_a_question_or_setting_that_is_not_there_is_named(shop: Workspace) -> None:
    with pytest.raises(UsageError, match="est"):
        shop.ask("eest")
    with pytest.raises(UsageError, match="alpha"):
        shop.ask("est", alpa=0.1)


def test_a_workspace_is_not_made_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mum.txt").write_text("hello", encoding="utf-8")

    with pytest.raises(WorkspaceError, match="other files"):
        Workspace.new(tmp_path / "letters", ours="Deli")
    with pytest.raises(WorkspaceError, match="not a workspace"):
        standout.open(tmp_path / "letters")


def test_private_names_lie_apart_and_ids_are_salted(tmp_path: Path) -> None:
    ids = []
    people = tmp_path / "Connections.csv"
    people.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Made,Up,,made.up@example.org,Nowhere,Baker,12 Mar 2024\n",
        encoding="utf-8",
    )
    for name in ("one", "two"):
        workspace = Workspace.new(tmp_path / name, ours="Deli")
        workspace.add(people)
        engine = workspace.engine()
        ids += engine.arrow(engine.table("people"))["person_id"].to_pylist()
        parts = workspace.store / "parts"
        holding = [f for f in parts.rglob("*.parquet") if b"made.up@example.org" in f.read_bytes()]
        assert all("private" in file.parts for file in holding)
        assert list((parts / "private").glob("contacts-*.parquet"))

    assert len(ids) == 2
    assert ids[0] != ids[1]


def test_the_answers_of_a_brief_are_kept_beside_what_they_were_made_from(shop: Workspace, tmp_path: Path) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)

    shop.brief()

    kept = json.loads((shop.store / "answers" / "est.json").read_text(encoding="utf-8"))
    assert kept["fingerprint"] == shop.ask("est").fingerprint
    assert len(kept["findings"]) == len(shop.ask("est").findings)


def test_a_question_comes_after_those_whose_tables_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {
        "a": Question(name="a", asks="?", reads=("y",), writes=("x",)),
        "b": Question(name="b", asks="?", reads=("reviews",), writes=("y",)),
    }
    monkeypatch.setattr(registry, "catalogue", lambda *_: asked)

    assert [question.name for question in asking.in_order()] == ["b", "a"]

    asked["b"] = Question(name="b", asks="?", reads=("x",), writes=("y",))
    with pytest.raises(CycleError):
        asking.in_order()


def test_a_file_that_says_whose_rows_these_are_is_believed_over_the_caller(shop: Workspace, tmp_path: Path) -> None:
    [outcome] = shop.add(reviews(tmp_path, "a.csv"), business="North", yes=True)

    assert any("--business" in note for note in outcome.notes)
    assert {row["rival"]: row["reviews"] for row in shop.rivals()} == {"North": 40, "South": 40, "West": 40}


def test_rivals_are_named_once_and_never_ourselves(tmp_path: Path) -> None:
    workspace = Workspace.new(tmp_path / "shop", ours="Deli", rivals=["North", "", "North", "Deli"])

    workspace.name_rivals(["South", "North", "Deli"])

    assert workspace.config.rivals == ("North", "South")
    with pytest.raises(UsageError):
        Workspace.new(tmp_path / "other", ours=" ")


def test_names_that_differ_in_a_number_are_not_taken_for_misspellings(tmp_path: Path) -> None:
    workspace = Workspace.new(tmp_path / "shop", ours="Shop 1")

    [outcome] = workspace.add(reviews(tmp_path, "a.csv", businesses=("Shop 1", "Shop 2", "Shop 3")), yes=True)

    assert outcome.spellings == ()


def test_a_workspace_is_no_file_to_add(shop: Workspace) -> None:
    with pytest.raises(DataError, match="is a workspace"):
        shop.add(shop.folder)


def test_an_aspect_that_no_file_has_cannot_be_joined(shop: Workspace, tmp_path: Path) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)
    with (shop.folder / "standout.toml").open("a", encoding="utf-8") as file:
        file.write('\n[aspects]\nwelcome = ["Stuff"]\n')

    with pytest.raises(TableError, match="Staff"):
        shop.ask("est")


def test_what_may_only_be_read_is_read_and_not_written(
    shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)
    before = shop.ask("est").fingerprint
    allowed = os.access
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK and allowed(path, mode))

    assert shop.ask("est").fingerprint == before
    assert len(shop.inventory().files) == 1
    with pytest.raises(WorkspaceError, match="can't be written"):
        shop.remove("a.csv")


def test_where_no_header_names_the_business_the_likely_columns_are_offered_first(
    shop: Workspace, tmp_path: Path
) -> None:
    file = reviews(tmp_path, "a.csv")
    file.write_text(file.read_text(encoding="utf-8").replace("Business,", "Wo,", 1), encoding="utf-8")

    with pytest.raises(DataError, match='--map business="Wo"'):
        shop.add(file, yes=True)


def test_a_remembered_shape_that_would_turn_rows_away_is_asked_about_again(shop: Workspace, tmp_path: Path) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)
    second = reviews(tmp_path, "b.csv", seed=2)
    head, *rows = second.read_text(encoding="utf-8").splitlines()
    blank = [
        ",".join([*row.split(",")[:3], "0", *row.split(",")[4:]]) if n % 3 == 0 else row for n, row in enumerate(rows)
    ]
    second.write_text("\n".join([head, *blank]) + "\n", encoding="utf-8")

    [outcome] = shop.add(second)

    assert outcome.waiting
    assert shop.add(second, yes=True)[0].loaded == 160


@pytest.mark.parametrize("place", ["brief.html", "../away/page of ours.html"])
def test_a_brief_prints_the_command_that_checks_it(
    place: str, shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.add(reviews(tmp_path, "a.csv"), yes=True)
    path, _ = shop.brief(shop.folder / place)
    printed = re.search(r"<code>(standout verify [^<]*)</code>", path.read_text(encoding="utf-8"))
    assert printed
    monkeypatch.chdir(path.parent)

    _, _, file, *rest = shlex.split(html.unescape(printed[1]))

    assert verify(Path(file), Path(rest[1]) if rest else None)["holds"]
