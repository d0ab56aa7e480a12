"""Where a kit is written: a folder of its own, in which only what a kit wrote is ever replaced or taken away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from standout.errors import UsageError
from standout.report.kit import Kit
from standout.report.lists import Sheet
from standout.workspace import kit_folder
from standout.workspace.kit_folder import MARKER

FULL = Kit(
    texts={"index.html": "card", "card.svg": "<svg/>", "pass-on/a.txt": "A", "for-you/people.html": "Ann"},
    one_line="", lists={"for-you/letters.csv": Sheet(columns=["Name"], rows=[["Ann"]])},
)  # fmt: skip
BARE = Kit(texts={"index.html": "card 2", "pass-on/b.txt": "B"}, one_line="")


def held(folder: Path) -> dict[str, str]:
    """Give what a folder holds but for the marker, by path."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != MARKER]
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def test_a_kit_goes_to_a_new_or_an_empty_folder_and_lists_what_it_wrote(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".DS_Store").write_text("", encoding="utf-8")
    for folder in (tmp_path / "new" / "kit", tmp_path / "empty"):
        kit_folder.write(folder, FULL)
        marked = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        assert marked == {"schema": 1, "files": sorted([*FULL.texts, *FULL.lists])}


@pytest.mark.parametrize("name", ["index.html", "card.svg", "notes.txt", "pass-on/1-F7KQ2-M.txt"])
def test_a_folder_with_files_of_the_owner_is_refused_and_stays_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / "web" / name).parent.mkdir(parents=True)
    (tmp_path / "web" / name).write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError) as refused:
        kit_folder.write(tmp_path / "web", BARE)
    assert str(refused.value).endswith(f"Name a folder of its own: --out {tmp_path / 'web' / 'kit'}")
    assert held(tmp_path / "web") == {name: "mine"}


def test_the_folder_named_instead_is_one_that_will_do(tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError, match=r"--out \S+/kit-2$"):
        kit_folder.checked(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError, match=f"--out {tmp_path}/kit$"):
        kit_folder.checked(tmp_path / "page")


def test_a_kit_made_anew_takes_away_what_the_last_one_wrote_and_nothing_else(tmp_path: Path) -> None:
    kit_folder.write(tmp_path, FULL)
    for name in ("mine.html", "pass-on/1-F7KQ2-M.txt", "for-you/talks.csv"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    kit_folder.write(tmp_path, BARE)

    mine = {"mine.html": "mine", "pass-on/1-F7KQ2-M.txt": "mine", "for-you/talks.csv": "mine"}
    assert held(tmp_path) == {"index.html": "card 2", "pass-on/b.txt": "B", **mine}


def test_an_empty_folder_for_the_owner_goes_too(tmp_path: Path) -> None:
    kit_folder.write(tmp_path, FULL)
    kit_folder.write(tmp_path, BARE)

    assert not (tmp_path / "for-you").exists()


def test_a_file_of_the_owner_in_the_way_of_a_kit_stops_it_before_anything_is_changed(tmp_path: Path) -> None:
    kit_folder.write(tmp_path, BARE)
    (tmp_path / "card.svg").write_text("my drawing", encoding="utf-8")
    before = held(tmp_path)

    with pytest.raises(UsageError, match=r"card\.svg was not written by a kit\. Nothing was changed\."):
        kit_folder.write(tmp_path, FULL)
    assert held(tmp_path) == before


@pytest.mark.parametrize(
    "path", ["../mine.txt", "/etc/hosts", "pass-on/../../mine.txt", "other/mine.txt", "", "pass-on"]
)
def test_a_list_that_was_tampered_with_deletes_nothing_outside_the_kit(tmp_path: Path, path: str) -> None:
    kit_folder.write(tmp_path / "kit", BARE)
    for name in ("mine.txt", "kit/other/mine.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "kit" / MARKER).write_text(json.dumps({"files": [*BARE.texts, path, 7]}), encoding="utf-8")
    kit_folder.write(tmp_path / "kit", BARE)

    assert held(tmp_path) == {"mine.txt": "mine", "kit/other/mine.txt": "mine", "kit/index.html": "card 2",
                              "kit/pass-on/b.txt": "B"}  # fmt: skip


@pytest.mark.parametrize("said", ["{", "[]", '{"files": 7}'])
def test_a_list_that_can_not_be_read_stops_the_kit(tmp_path: Path, said: str) -> None:
    kit_folder.write(tmp_path, BARE)
    (tmp_path / MARKER).write_text(said, encoding="utf-8")

    with pytest.raises(UsageError, match="can't be read, so nothing was written"):
        kit_folder.write(tmp_path, FULL)
    assert held(tmp_path) == {"index.html": "card 2", "pass-on/b.txt": "B"}


def test_a_folder_that_leads_elsewhere_is_not_written_through(tmp_path: Path) -> None:
    kit_folder.write(tmp_path / "kit", BARE)
    (tmp_path / "kit" / "for-you").symlink_to(tmp_path, target_is_directory=True)

    with pytest.raises(UsageError, match="for-you was not written by a kit"):
        kit_folder.write(tmp_path / "kit", FULL)
