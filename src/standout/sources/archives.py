"""Archives: what is packed inside a gzip or zip file, unpacked to a temporary folder, one file after another."""

from __future__ import annotations

import gzip
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from standout.errors import FileUnreadable
from standout.words import say

_MOST_BYTES = 16 << 30
_PIECE = 1 << 20
_MOST_MEMBERS = 20_000
_MOST_IN_MEMORY = 4 << 30  # bytes of a workbook, whose parts are unpacked in memory
_SWELLS, _SWOLLEN = 250, 256 << 20  # no export is packed so tightly and so large; a file made to fill a disk is
_NAME = 80
_FAULTS = (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, OSError, RuntimeError, NotImplementedError)


def unpacked_gzip(path: Path, named: str, temporary: Path) -> Path:
    """Unpack a gzip file; it keeps its name without ``.gz``."""
    out = temporary / (Path(named).name.removesuffix(".gz").removesuffix(".GZ") or "unpacked")
    out = out if not out.exists() else temporary / f"{len(list(temporary.iterdir()))}-{out.name}"
    try:
        with gzip.open(path) as packed, out.open("wb") as file:
            size = 0
            most, packed_size = _most(temporary), path.stat().st_size
            while piece := packed.read(_PIECE):
                size += len(piece)
                if size > most or swells(packed_size, size):
                    raise FileUnreadable(say("reading.too_large", file=named), say("reading.unpack"))
                file.write(piece)
    except _FAULTS as fault:
        raise FileUnreadable(say("reading.bad_archive", file=named), say("reading.export_again")) from fault
    return out


def swells(packed: int, unpacked: int) -> bool:
    """Tell whether something packed is far larger unpacked than any export, as files made to fill a disk are.

    Examples
    --------
    >>> swells(1_000_000, 999_000_000), swells(1_000_000, 30_000_000), swells(100, 50_000)
    (True, False, False)

    """
    return unpacked > _SWOLLEN and unpacked > _SWELLS * packed


def too_large_for_memory(packed: zipfile.ZipFile) -> bool:
    """Tell whether a workbook is too large to unpack in memory, or made to be."""
    packed_size, size = (sum(getattr(i, of) for i in packed.infolist()) for of in ("compress_size", "file_size"))
    return size > _MOST_IN_MEMORY or swells(packed_size, size)


def _most(temporary: Path) -> int:
    """Give how many bytes may be unpacked: half of what the disk has left, and never more than any export has."""
    return min(_MOST_BYTES, shutil.disk_usage(temporary).free // 2)


def members(path: Path) -> list[str]:
    """Give the names of the files in a zip, without folders and what systems add."""
    with zipfile.ZipFile(path) as packed:
        return [info.filename for info in packed.infolist() if not info.is_dir() and not hidden(info.filename)]


def hidden(name: str) -> bool:
    """Tell whether a file is one that systems add: a dot file, or in ``__MACOSX``."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)


def unpacked_zip(path: Path, named: str, temporary: Path) -> Iterator[tuple[str, Path]]:
    """Unpack a zip, one member at a time, each gone before the next.

    Raises
    ------
    FileUnreadable
        If it breaks off, is locked with a password, or is far larger unpacked than any export.

    """
    try:
        with zipfile.ZipFile(path) as packed:
            infos = {i.filename: i for i in packed.infolist() if not i.is_dir() and not hidden(i.filename)}
            sizes = [(info.compress_size, info.file_size) for info in infos.values()]
            if len(sizes) > _MOST_MEMBERS or sum(size for _, size in sizes) > _most(temporary):
                raise FileUnreadable(say("reading.too_large", file=named), say("reading.unpack"))
            if swells(sum(size for size, _ in sizes), sum(size for _, size in sizes)):
                raise FileUnreadable(say("reading.too_large", file=named), say("reading.unpack"))
            for name, info in infos.items():
                out = temporary / f"{info.header_offset}-{PurePosixPath(name.replace(chr(92), '/')).name[-_NAME:]}"
                with packed.open(info) as member, out.open("wb") as file:
                    shutil.copyfileobj(member, file, _PIECE)
                yield name, out
                out.unlink(missing_ok=True)
    except _FAULTS as fault:
        raise FileUnreadable(say("reading.bad_archive", file=named), say("reading.export_again")) from fault
