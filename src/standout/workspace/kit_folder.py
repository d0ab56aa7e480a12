"""Kit folder: where a share kit or lists are written, and which files in it are theirs; none of the owner's is touched.

Makes    ``.standout-kit.json`` or ``.standout-lists.json`` beside them: the files that were written, so that the next
         ones of the same kind may replace them
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from standout.errors import UsageError
from standout.report import kit as kits
from standout.tables.spreadsheet import write_rows
from standout.words import say

SCHEMA = 1
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into folders by themselves; a folder with nothing else in it is empty."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is written: its name, by which its words and its folder go, and the option that says where to."""

    name: str
    option: str

    @property
    def marker(self) -> str:
        """The file that lists what was written."""
        return f".standout-{self.name}.json"


KIT, LISTS = Kind("kit", "--out"), Kind("lists", "--lists")
MARKER = KIT.marker


def checked(folder: Path, kind: Kind = KIT) -> Path:
    """Give a folder that files of a kind may be written to: a new one, an empty one, or one that holds such files.

    Raises
    ------
    UsageError
        If it is no folder, or holds other files and none of this kind.

    """
    if not _free(folder, kind):
        raise UsageError(say(f"kit.folder.{kind.name}.not_ours", folder=str(folder), instead=_instead(folder, kind)))
    return folder


def _free(folder: Path, kind: Kind) -> bool:
    if not folder.exists():
        return not folder.is_symlink()
    if not folder.is_dir():
        return False
    return (folder / kind.marker).is_file() or all(file.name in LITTER for file in folder.iterdir())


def _instead(folder: Path, kind: Kind) -> str:
    """Give the option that names a folder they may be written to."""
    inside = folder if folder.is_dir() else folder.parent
    names = (f"{kind.name}-{number}" if number > 1 else kind.name for number in count(1))
    return shlex.join([kind.option, str(next(inside / name for name in names if _free(inside / name, kind)))])


def write(folder: Path, files: kits.Kit, kind: Kind = KIT) -> tuple[Path, ...]:
    """Write files, and take away what was written of their kind before and has no place in these; give the files.

    Raises
    ------
    UsageError
        If a file stands in the way that wasn't written as one of this kind; nothing is written then.

    """
    checked(folder, kind)
    before, new = _listed(folder, kind), {*files.texts, *files.lists}
    _see_the_way_is_free(folder, before, new, kind)
    for name in {".", *(str(PurePosixPath(path).parent) for path in new)}:
        (folder / name).mkdir(parents=True, exist_ok=True)
    _mark(folder / kind.marker, before | new)  # first, so that a kit that was cut short can be made anew
    for path in sorted(before - new):
        (folder / path).unlink(missing_ok=True)
    written = [_put(folder / path, text) for path, text in files.texts.items()]
    for path, sheet in files.lists.items():
        aside = (folder / path).with_suffix(".csv.new")
        written.append(write_rows(aside, sheet.columns, sheet.rows).replace(folder / path))
    _mark(folder / kind.marker, new)
    private = folder / kits.FOR_YOU
    if private.is_dir() and not any(private.iterdir()):
        private.rmdir()
    return tuple(written)


def _listed(folder: Path, kind: Kind) -> set[str]:
    """Give the files of the kind that were written here before and are still here, by their path in the folder."""
    marker = folder / kind.marker
    if not marker.is_file():
        return set()
    try:
        said = json.loads(marker.read_text(encoding="utf-8"))
        paths = [path for path in said["files"] if isinstance(path, str)]
    except (ValueError, KeyError, TypeError):
        raise UsageError(say(f"kit.folder.{kind.name}.unreadable", file=str(marker))) from None
    return {path for path in paths if _inside(path) and _is_file(folder / path)}


def _inside(path: str) -> bool:
    """Tell whether a path is one a kit's file can have: its name alone, or in one of the kit's two folders."""
    parts = path.split("/")
    return all(part not in ("", ".", "..") and "\\" not in part and "\0" not in part for part in parts) and (
        len(parts) == 1 or (len(parts) == 2 and parts[0] in (kits.PASS_ON, kits.FOR_YOU))
    )


def _is_file(path: Path) -> bool:
    return (path.is_file() or path.is_symlink()) and not path.parent.is_symlink()


def _see_the_way_is_free(folder: Path, before: Iterable[str], new: Iterable[str], kind: Kind) -> None:
    """See that files replace only what was written as theirs, and that their folders are folders."""
    files = [folder / path for path in sorted(set(new) - set(before))]
    inner = [folder / name for name in (kits.PASS_ON, kits.FOR_YOU)]
    taken = [path for path in files if path.exists() or path.is_symlink()]
    taken += [path for path in inner if path.is_symlink() or (path.exists() and not path.is_dir())]
    if taken:
        raise UsageError(say(f"kit.folder.{kind.name}.in_the_way", file=str(taken[0]), instead=_instead(folder, kind)))


def _mark(marker: Path, files: Iterable[str]) -> None:
    said = {"schema": SCHEMA, "files": sorted(files)}
    _put(marker, json.dumps(said, ensure_ascii=False, indent=2) + "\n")


def _put(path: Path, text: str) -> Path:
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8", newline="")
    aside.replace(path)
    return path
