"""The command line: what each command says, its exit code, and never a traceback."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from standout import registry
from standout.cli import cli

Said = tuple[int, str, str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write reviews of four businesses in which Deli's staff are far ahead."""
    chance = random.Random(3)
    rows = ["Business,Date,Stars,Staff,Text"]
    for name in ("Deli", "North", "South", "West"):
        for number in range(60):
            staff = 5 if name == "Deli" and number % 4 else chance.randint(2, 4)
            day = f"2026-{1 + number % 9:02d}-{1 + number % 28:02d}"
            rows.append(f"{name},{day},{chance.randint(3, 5)},{staff},{name} {number}")
    (tmp_path / "reviews.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path / "reviews.csv"


@pytest.fixture
def shop(tmp_path: Path, say: Callable[..., Said], file: Path) -> Path:
    """Give a workspace that holds the reviews."""
    say("new", tmp_path / "shop", "--ours", "Deli")
    say("add", tmp_path / "shop", file, "--yes")
    return tmp_path / "shop"


def test_from_a_file_to_a_brief_that_verifies(shop: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("ask", shop, "est")
    assert code == 0
    assert said.startswith("- Yes")
    assert "Staff" in said

    code, said, _ = say("brief", shop)
    assert code == 0
    assert "brief.html" in said

    code, said, _ = say("verify", shop / "brief.html")
    assert code == 0
    assert "the same as before" in said


def test_a_brief_whose_figure_was_changed_does_not_verify(shop: Path, say: Callable[..., Said]) -> None:
    say("brief", shop)
    page = shop / "brief.html"
    page.write_text(page.read_text(encoding="utf-8").replace("240", "2400"), encoding="utf-8")

    code, said, wrong = say("verify", page)

    assert code == 1
    assert not said
    assert "changed after it was made" in wrong


def test_a_brief_of_other_files_does_not_verify(shop: Path, file: Path, say: Callable[..., Said]) -> None:
    say("brief", shop)
    more = file.with_name("more.csv")
    more.write_text("Business,Date,Stars,Staff,Text\nDeli,2026-09-09,5,5,more\n", encoding="utf-8")
    say("add", shop, more, "--yes")

    code, _, wrong = say("verify", shop / "brief.html")

    assert code == 1
    assert "not those the brief was made from" in wrong


def test_json_of_add_and_ask_has_the_fields_that_were_promised(
    shop: Path, file: Path, say: Callable[..., Said]
) -> None:
    _, said, _ = say("add", shop, file, "--json")
    [added] = json.loads(said)["files"]
    assert {"path", "source", "rows", "loaded", "rejected", "known"} <= added.keys()
    assert (added["rows"], added["known"]) == (240, 240)

    _, said, _ = say("ask", shop, "est", "--json")
    answer = json.loads(said)
    assert answer.keys() >= {"schema", "question", "fingerprint", "findings"}
    promised = {
        "aspect", "world", "subject", "verdict", "tier", "rank_low", "rank_high", "estimate", "low", "high", "unit",
        "lead", "lead_low", "best_rival", "rivals_judged", "rivals_not_judged", "rows", "needed", "reason", "sentence",
    }  # fmt: skip
    assert all(promised <= finding.keys() for finding in answer["findings"])


def test_csv_holds_every_finding_and_no_cell_a_spreadsheet_would_run(
    shop: Path, tmp_path: Path, say: Callable[..., Said], file: Path
) -> None:
    hostile = file.with_name("hostile.csv")
    hostile.write_text("Business,Date,Stars,Staff,Text\n=HYPERLINK(1),2026-09-09,5,5,more\n", encoding="utf-8")
    say("add", shop, hostile, "--yes")

    code, _, _ = say("ask", shop, "est", "--csv", tmp_path / "out")

    assert code == 0
    written = sorted((tmp_path / "out").glob("*.csv"))
    assert [path.name for path in written] == ["est-findings.csv", "est-table.csv"]
    for path in written:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            cells = [cell for row in csv.reader(opened) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_what_is_not_accepted_leaves_with_one_and_says_what_to_write(
    tmp_path: Path, file: Path, say: Callable[..., Said]
) -> None:
    say("new", tmp_path / "shop", "--ours", "Deli")

    code, said, wrong = say("add", tmp_path / "shop", file)

    assert code == 1
    assert "Nothing is stored yet" in said
    assert "--yes" in wrong
    assert say("add", tmp_path / "shop", file, "--dry-run")[0] == 0


def test_a_sheet_is_written_filled_and_read_back(shop: Path, tmp_path: Path, say: Callable[..., Said]) -> None:
    sheet = tmp_path / "rivals.csv"

    code, said, _ = say("rivals", shop, "--sheet", sheet, "--items", "flat white, bun")

    assert code == 0
    assert str(sheet) in said
    with sheet.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert next(iter(rows[0].values())) == "Deli"
    assert len(rows) == 4


def test_tables_show_what_is_held_and_what_was_turned_away(shop: Path, file: Path, say: Callable[..., Said]) -> None:
    broken = file.with_name("broken.csv")
    broken.write_text("Business,Date,Stars,Staff,Text\nDeli,1970-01-01,5,5,old\nDeli,2026-02-02,5,5,new\n")
    say("add", shop, broken, "--yes")

    code, said, _ = say("tables", shop)

    assert code == 0
    assert "reviews" in said
    assert "broken.csv" in said
    assert "line 2" in said


def test_remove_takes_a_file_back(shop: Path, file: Path, say: Callable[..., Said]) -> None:
    code, said, _ = say("remove", shop, file.name)

    assert code == 0
    assert "240 rows" in said
    assert "Nothing is held" in say("tables", shop)[1]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nonsense"], 2),
        (["ask", "nowhere", "est"], 1),
        (["ask", "nowhere", "what"], 2),
        (["add", "nowhere", "missing.csv"], 1),
        (["verify", "missing.html"], 1),
        (["brief", "nowhere"], 1),
        (["new"], 2),
        (["rivals", "nowhere"], 1),
        (["remove", "nowhere", "x"], 1),
        (["tables", "nowhere"], 1),
    ],
)
def test_wrong_use_leaves_with_its_code_and_no_traceback(
    arguments: list[str], code: int, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    left, _, wrong = say(*arguments)

    assert left == code
    assert wrong.strip()
    assert "Traceback" not in wrong


def test_a_setting_of_no_sense_says_what_it_takes(shop: Path, say: Callable[..., Said]) -> None:
    assert say("ask", shop, "est", "--set", "alpha=often")[0] == 2
    assert "takes name=value" in say("ask", shop, "est", "--set", "alpha")[2]
    assert "between" in say("ask", shop, "est", "--set", "alpha=7")[2]


def test_a_fault_of_our_own_is_no_traceback_either(
    shop: Path, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("standout.workspace.workspace.Workspace.ask", broken)

    code, _, wrong = say("ask", shop, "est")

    assert code == 1
    assert "Traceback" not in wrong
    details = Path(wrong.split("details are in ")[1].split(": please")[0])
    assert "a fault" in details.read_text(encoding="utf-8")
    details.unlink()


def test_doctor_finds_this_machine_sound(say: Callable[..., Said]) -> None:
    code, said, _ = say("doctor")

    assert code == 0
    assert "duckdb" in said


def test_every_command_has_help_and_its_heavy_work_inside() -> None:
    context = click.Context(cli)
    for name in registry.names("standout.cli"):
        command = cli.get_command(context, name)
        assert command is not None
        assert command.help
        assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_a_file_that_cannot_be_used_keeps_no_other_out(tmp_path: Path, file: Path, say: Callable[..., Said]) -> None:
    say("new", tmp_path / "shop", "--ours", "Deli")

    code, said, wrong = say("add", tmp_path / "shop", file.with_name("missing.csv"), file, "--yes")

    assert code == 1
    assert "missing.csv" in wrong
    assert "240 loaded" in said


def test_a_file_of_which_nothing_could_be_used_leaves_with_one(
    shop: Path, file: Path, say: Callable[..., Said]
) -> None:
    broken = file.with_name("broken.csv")
    broken.write_text("Business,Date,Stars,Staff,Text\nDeli,1970-01-01,5,5,old\n", encoding="utf-8")

    code, said, _ = say("add", shop, broken, "--yes")

    assert code == 1
    assert "None of its rows could be used" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", "shop"],
        ["rivals", "shop", "--sheet", "no/such/folder/s.csv"],
        ["ask", "shop", "est", "--csv", "a.file"],
    ],
)
def test_a_place_that_cannot_be_used_is_named(
    arguments: list[str], shop: Path, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.parent)
    (shop.parent / "a.file").touch()

    code, _, wrong = say(*arguments)

    assert code == 1
    assert "inside Standout" not in wrong


def test_ctrl_c_at_any_time_says_that_nothing_was_stored_by_halves(
    shop: Path, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    for fault in (KeyboardInterrupt(), RuntimeError("Query interrupted")):

        def stopped(*_: object, fault: BaseException = fault, **__: object) -> None:
            raise fault

        monkeypatch.setattr("standout.workspace.workspace.Workspace.ask", stopped)

        code, _, wrong = say("ask", shop, "est")

        assert (code, wrong.strip()) == (1, "Stopped. Nothing was stored by halves.")
