"""A link inside a workspace that leads out of it is neither written nor read through."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from standout.errors import WorkspaceError
from standout.workspace import Workspace, accepting, audit_held, inbox, kept, receiving
from standout.workspace.inside import inside
from standout.workspace.view import View

REVIEWS = "Business,Date,Stars,Text\n" + "".join(f"Deli,2026-01-{1 + i:02d},{1 + i % 5},text {i}\n" for i in range(20))


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """Give a workspace with a file of reviews."""
    made = Workspace.new(tmp_path / "shop", ours="Deli")
    made.add(_file(tmp_path, "a.csv"), yes=True)
    return made


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Give an empty folder outside."""
    made = tmp_path / "elsewhere"
    made.mkdir()
    return made


def _file(folder: Path, name: str, text: str = REVIEWS) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def moved_out(place: Path, elsewhere: Path) -> set[Path]:
    """Put a link to ``elsewhere`` in a folder's place, with what the folder held; give what lies there."""
    if place.exists():
        shutil.copytree(place, elsewhere, dirs_exist_ok=True)
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(elsewhere)
    return set(elsewhere.rglob("*"))


@pytest.mark.parametrize("name", ["", "inbox", "kept", "parts", "audits", "answers", "aside"])
def test_a_folder_of_a_workspace_that_leads_out_is_refused_when_it_is_opened(shop, elsewhere, name):
    before = moved_out(shop.store / name if name else shop.store, elsewhere)

    with pytest.raises(WorkspaceError, match=f"held{'/' if name else ''}{name} is a link that leads out"):
        Workspace(shop.folder)

    assert set(elsewhere.rglob("*")) == before


@pytest.mark.parametrize("name", ["index.sqlite", "salt", "inbox.lock"])
def test_so_is_a_file_of_it(shop, tmp_path, name):
    real = tmp_path / "real"
    if (shop.store / name).exists():
        (shop.store / name).rename(real)
    (shop.store / name).symlink_to(real)

    with pytest.raises(WorkspaceError, match="leads out"):
        Workspace(shop.folder)


def test_a_new_workspace_is_not_made_through_a_link(tmp_path, elsewhere):
    moved_out(tmp_path / "new" / "held", elsewhere)

    with pytest.raises(WorkspaceError, match="leads out"):
        Workspace.new(tmp_path / "new", ours="Deli")

    assert list(elsewhere.iterdir()) == []


def test_nothing_is_written_through_a_link_that_came_after_it_was_opened(shop, elsewhere, tmp_path):
    moved_out(shop.store / "inbox", elsewhere / "inbox")
    moved_out(shop.store / "kept", elsewhere / "kept")
    moved_out(shop.store / "audits", elsewhere / "audits")
    moved_out(shop.store / "aside", elsewhere / "aside")
    for name in ("inbox", "kept", "audits", "aside"):
        (elsewhere / name).mkdir(exist_ok=True)
    other = _file(tmp_path, "b.csv", REVIEWS.replace("text", "other"))

    with pytest.raises(WorkspaceError, match="held/inbox is a link"):
        receiving.begin(shop.store, "a.csv")
    with pytest.raises(WorkspaceError, match="held/inbox is a link"):
        inbox.waiting(shop.store)
    with pytest.raises(WorkspaceError, match="held/kept/plain is a link"):
        shop.ask("value", as_of=date(2026, 3, 1)) and kept.keep(
            shop, View(), shop.ask("value", as_of=date(2026, 3, 1)), state="x"
        )
    with pytest.raises(WorkspaceError, match="held/audits is a link"):
        audit_held.save(shop, "food", {}, "x")
    with pytest.raises(WorkspaceError, match="held/aside is a link"):
        shop.add(other, yes=True)

    assert {path.name for path in elsewhere.rglob("*")} == {"inbox", "kept", "audits", "aside"}


def test_a_part_that_is_a_link_or_named_to_lie_elsewhere_is_not_read(shop, tmp_path):
    [part] = (shop.store / "parts").glob("reviews-*.parquet")
    part.rename(tmp_path / "real.parquet")
    part.symlink_to(tmp_path / "real.parquet")
    with pytest.raises(WorkspaceError, match="is a link that leads out"):
        shop.engine()

    part.unlink()
    with shop.index.writing() as db:
        db.execute("UPDATE parts SET file = '../../../real.parquet' WHERE table_name = 'reviews'")
    with pytest.raises(WorkspaceError, match="leads out"):
        shop.engine()


def test_a_file_that_waits_is_not_read_through_a_link_to_its_folder_or_what_is_noted_of_it(shop, elsewhere):
    arrival = receiving.begin(shop.store, "a.csv")
    arrival.write(REVIEWS.encode())
    number = arrival.finish().number
    place = shop.store / "inbox" / number
    about = place / "about.json"
    about.rename(elsewhere / "about.json")
    about.symlink_to(elsewhere / "about.json")
    assert inbox.waiting(shop.store) == []

    about.unlink()
    moved_out(place, elsewhere)
    assert inbox.waiting(shop.store) == []
    with pytest.raises(WorkspaceError, match="leads out"):
        accepting.accept(shop, number)
    with pytest.raises(WorkspaceError, match="leads out"):
        inbox.leave_out(shop.store, number)
    assert (elsewhere / "a.csv").exists()


def test_a_link_that_stays_inside_is_followed(shop):
    (shop.store / "parts").rename(shop.store / "parts-2")
    (shop.store / "parts").symlink_to(shop.store / "parts-2")

    engine = Workspace(shop.folder).engine()
    assert engine.arrow(engine.table("reviews")).num_rows == 20


def test_a_link_to_itself_leads_nowhere(tmp_path):
    (tmp_path / "held").symlink_to(tmp_path / "held")

    with pytest.raises(WorkspaceError, match="leads out"):
        inside(tmp_path / "held")
