"""What a process that was killed left half done is taken away once it is old, and nothing else is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from standout.workspace import Workspace, leftovers

LEFT = (
    "held/typed-ab12/typed.csv", "held/standout-xy/rows.duckdb", "held/answers/.est.json.77",
    "held/audits/.ab-1.npz.77", "held/kept/plain/.est-ab.arrow.json.77",
    "held/inbox/0123456789abcdef/.look.json.ab.new", "standout.toml.77.new",
)  # fmt: skip
KEPT = (
    "held/answers/est.json", "held/audits/ab.json", "held/kept/plain/est.json", "held/inbox/0123456789abcdef/x.new",
    "notes.new", ".hidden",
)  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """Give a workspace in which processes died."""
    made = Workspace.new(tmp_path / "shop", ours="Deli")
    for name in (*LEFT, *KEPT):
        path = made.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return made


def aged(folder: Path) -> None:
    """Let an hour pass over a folder."""
    then = time.time() - leftovers.OLD_SECONDS - 1
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (then, then), follow_symlinks=False)


def there(shop: Workspace, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if (shop.folder / name).exists()]


def test_what_is_left_over_goes_with_the_next_file_that_is_added_and_what_is_the_owners_stays(shop, tmp_path):
    aged(shop.folder)
    file = tmp_path / "a.csv"
    file.write_text("Business,Stars\n" + "Deli,5\n" * 5, encoding="utf-8")

    shop.add(file, yes=True)

    assert there(shop, LEFT) == []
    assert there(shop, KEPT) == list(KEPT)
    assert not (shop.store / "typed-ab12").exists()


def test_what_somebody_may_still_be_at_stays(shop):
    aged(shop.folder)
    (shop.store / "typed-ab12" / "typed.csv").touch()  # of a folder what changed last counts
    (shop.store / "answers" / ".est.json.77").touch()

    leftovers.sweep(shop.store)

    assert there(shop, LEFT) == ["held/typed-ab12/typed.csv", "held/answers/.est.json.77"]


def test_nothing_is_taken_away_through_a_link(shop, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / ".mine").write_text("mine", encoding="utf-8")
    (shop.store / "kept" / "out").symlink_to(outside)
    (shop.store / "typed-link").symlink_to(outside)
    aged(shop.folder)
    aged(outside)

    leftovers.sweep(shop.store)

    assert (outside / ".mine").exists()
