"""Kit folder: where a share kit is written, and which files in it are a kit's; no file of the owner's is touched.

Makes    ``.standout-kit.json`` beside the kit: the files that were written, so that the next kit may replace them
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from itertools import count
from pathlib import Path, PurePosixPath

from standout.answer import write_rows
from standout.errors import UsageError
from standout.report import kit as kits
from standout.words import say

MARKER = ".standout-kit.json"
SCHEMA = 1
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into folders by themselves; a folder with nothing else in it is empty."""


def checked(folder: Path) -> Path:
    """Give a folder that a kit may be written to: a new one, an empty one, or one that holds a kit.

    Raises
    ------
    UsageError
        If it is no folder, or holds other files and no kit.

    """
    if not _free(folder):
        raise UsageError(say("kit.not_ours", folder=str(folder), instead=_instead(folder)))
    return folder


def _free(folder: Path) -> bool:
    if not folder.exists():
        return not folder.is_symlink()
    if not folder.is_dir():
        return False
    return (folder / MARKER).is_file() or all(file.name in LITTER for file in folder.iterdir())


def _instead(folder: Path) -> str:
    """Give the option that names a folder a kit may be written to."""
    inside = folder if folder.is_dir() else folder.parent
    names = (f"kit-{number}" if number > 1 else "kit" for number in count(1))
    return shlex.join(["--out", str(next(inside / name for name in names if _free(inside / name)))])


def write(folder: Path, files: kits.Kit) -> tuple[Path, ...]:
    """Write a kit, and take away what an earlier one left that this one has no place for; give the files.

    Raises
    ------
    UsageError
        If a file stands in its way that no kit wrote; nothing is written then.

    """
    checked(folder)
    before, new = _listed(folder), {*files.texts, *files.lists}
    _see_the_way_is_free(folder, before, new)
    for name in {str(PurePosixPath(path).parent) for path in new}:
        (folder / name).mkdir(parents=True, exist_ok=True)
    _mark(folder, before | new)  # first, so that a kit that was cut short can be made anew
    for path in sorted(before - new):
        (folder / path).unlink(missing_ok=True)
    written = [_put(folder / path, text) for path, text in files.texts.items()]
    for path, sheet in files.lists.items():
        aside = (folder / path).with_suffix(".csv.new")
        written.append(write_rows(aside, sheet.columns, sheet.rows).replace(folder / path))
    _mark(folder, new)
    private = folder / kits.FOR_YOU
    if private.is_dir() and not any(private.iterdir()):
        private.rmdir()
    return tuple(written)


def _listed(folder: Path) -> set[str]:
    """Give the files an earlier kit wrote here that are still here, by their path in the folder."""
    marker = folder / MARKER
    if not marker.is_file():
        return set()
    try:
        said = json.loads(marker.read_text(encoding="utf-8"))
        paths = [path for path in said["files"] if isinstance(path, str)]
    except (ValueError, KeyError, TypeError):
        raise UsageError(say("kit.unreadable", file=str(marker))) from None
    return {path for path in paths if _inside(path) and _is_file(folder / path)}


def _inside(path: str) -> bool:
    """Tell whether a path is one a kit's file can have: its name alone, or in one of the kit's two folders."""
    parts = path.split("/")
    return all(part not in ("", ".", "..") and "\\" not in part and "\0" not in part for part in parts) and (
        len(parts) == 1 or (len(parts) == 2 and parts[0] in (kits.PASS_ON, kits.FOR_YOU))
    )


def _is_file(path: Path) -> bool:
    return (path.is_file() or path.is_symlink()) and not path.parent.is_symlink()


def _see_the_way_is_free(folder: Path, before: Iterable[str], new: Iterable[str]) -> None:
    """See that a kit replaces only what a kit wrote, and that its folders are folders."""
    files = [folder / path for path in sorted(set(new) - set(before))]
    inner = [folder / name for name in (kits.PASS_ON, kits.FOR_YOU)]
    taken = [path for path in files if path.exists() or path.is_symlink()]
    taken += [path for path in inner if path.is_symlink() or (path.exists() and not path.is_dir())]
    if taken:
        raise UsageError(say("kit.in_the_way", file=str(taken[0]), instead=_instead(folder)))


def _mark(folder: Path, files: Iterable[str]) -> None:
    said = {"schema": SCHEMA, "files": sorted(files)}
    _put(folder / MARKER, json.dumps(said, ensure_ascii=False, indent=2) + "\n")


def _put(path: Path, text: str) -> Path:
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8", newline="")
    aside.replace(path)
    return path
