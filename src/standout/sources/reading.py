"""Reading: any file a user has, opened into relations of text, with every record accounted for.

What a file is is told by its bytes, not by its name: a zip called ``.txt`` is a zip.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from standout.errors import FileUnreadable
from standout.sources import archives, columnar, delimited, nested, spreadsheets, told_apart
from standout.sources.encoding import as_utf8, looks_binary
from standout.sources.relations import MEMORY, Relation, sample
from standout.sources.sniff import layout
from standout.sources.source import Raw, Reject
from standout.words import say

_HEAD = 1 << 16
_FRUGAL: dict[str, str | int | float | list[str]] = {"memory_limit": "112MB", "threads": 1}
"""Of a connection beside others: two thirds of the speed, a third of the memory."""
_DEEPEST = 3  # archives within archives
_MOST_TABLES = 500  # in one zip, with all zips inside it
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"\x00\x00\x01\x00")
_PAGES = (b"<!doctype html", b"<html", b"<?xml", b"{\\rtf")


class _TooMany(FileUnreadable):
    """A zip of more tables than anybody exports; it is not read on, however deep it lies."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read: where it lies now, the file the user named, and its name inside that one."""

    file: Path
    path: Path
    member: str
    sha256: Future[str]  # worked out beside the reading; both take their time over a large file

    @property
    def named(self) -> str:
        return f"{self.path.name} > {self.member}" if self.member else self.path.name


def open_file(
    path: Path | str,
    connection: duckdb.DuckDBPyConnection,
    skipped: dict[str, str] | None = None,
    workplace: Path | str | None = None,
) -> list[Raw]:
    """Open a file or folder: one :class:`Raw` for each table in it.

    Parameters
    ----------
    path : Path
        CSV, TSV, XLSX, JSON, JSON lines, Parquet; gzip or zip of these; a folder of them.
    connection : duckdb.DuckDBPyConnection
        Where the relations are made.
    skipped : dict, optional
        Filled with the files of a folder or zip that can't be read, each with the reason.
    workplace : Path, optional
        Where to unpack; the system's folder for passing files where not given.

    Raises
    ------
    FileUnreadable
        If there is no such file or nothing in it can be read; the message says what to do instead.

    """
    path = Path(path)
    left_out: dict[str, str] = {}
    connection.execute("SET preserve_insertion_order = true")
    try:
        with tempfile.TemporaryDirectory(prefix="standout-", dir=workplace) as temporary:
            found = list(_opened_all(path, connection, Path(temporary), left_out))
    except (OSError, duckdb.IOException) as fault:
        raise FileUnreadable(say("reading.not_open", file=path.name), say("reading.check_rights")) from fault
    if not found:
        reason = next(iter(left_out.values()), say("reading.nothing_inside", file=path.name))
        raise FileUnreadable(reason)
    if skipped is not None:
        skipped |= left_out
    return found


def _opened_all(
    path: Path, connection: duckdb.DuckDBPyConnection, temporary: Path, left_out: dict[str, str]
) -> Iterator[Raw]:
    if not path.exists():
        raise FileUnreadable(say("reading.missing", file=str(path)), say("reading.check_name"))
    if path.is_file():
        with ThreadPoolExecutor(1) as beside:
            found = _Found(path, path, "", beside.submit(_sha256, path))
            yield from _opened(found, connection, temporary, left_out)
        return
    for file in sorted(f for f in path.rglob("*") if f.is_file()):
        inside = file.relative_to(path).as_posix()
        if archives.hidden(inside):
            continue
        try:
            with ThreadPoolExecutor(1) as beside:
                found = _Found(file, file, "", beside.submit(_sha256, file))
                yield from _opened(found, connection, temporary, left_out)
        except FileUnreadable as fault:
            left_out[inside] = str(fault)


def _opened(
    found: _Found, connection: duckdb.DuckDBPyConnection, temporary: Path, left_out: dict[str, str], depth: int = 0
) -> list[Raw]:
    with found.file.open("rb") as file:
        head = file.read(_HEAD)
    kind = _kind(found, head)
    if kind in ("zip", "gzip") and depth >= _DEEPEST:
        raise FileUnreadable(say("reading.too_deep", file=found.named), say("reading.unpack"))
    match kind:
        case "gzip":
            inner = archives.unpacked_gzip(found.file, found.file.name, temporary)
            return _opened(replace(found, file=inner), connection, temporary, left_out, depth + 1)
        case "zip":
            return _members(found, connection, temporary, left_out, depth)
        case "xlsx":
            return [
                _raw(
                    found,
                    sheet.relation,
                    connection,
                    columns=sheet.columns,
                    format="xlsx",
                    preamble=sheet.preamble,
                    member=_joined(found.member, sheet.name),
                )
                for sheet in spreadsheets.sheets(found.file, found.named, connection)
            ]
        case "vcard" | "mbox" | "chat":
            made = told_apart.read(kind, found.file, found.path, temporary, connection)
            return [_raw(found, made.relation, connection, columns=made.columns, format=kind, rejects=made.rejects)]
        case "parquet":
            relation, columns = columnar.read(found.file, found.named, connection)
            return [_raw(found, relation, connection, columns=columns, format="parquet")]
        case _:
            return _text(found, head, connection, temporary)


def _kind(found: _Found, head: bytes) -> str:
    """Tell a file's kind from its first bytes.

    Raises
    ------
    FileUnreadable
        If it is empty or of a kind that holds no table.

    """
    low = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise FileUnreadable(say("reading.empty", file=found.named), say("reading.export_again"))
    if head.startswith(b"PK"):
        return _kind_of_zip(found)
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xlsx"
    if head.startswith(b"%PDF"):
        raise FileUnreadable(say("reading.pdf", file=found.named), say("reading.save_as_csv"))
    if any(low.startswith(mark) for mark in _PAGES):
        raise FileUnreadable(say("reading.page", file=found.named), say("reading.save_as_csv"))
    if special := told_apart.kind(head):
        return special
    if (head.startswith(_PICTURES) and b"\0" in head) or looks_binary(head):
        raise FileUnreadable(say("reading.binary", file=found.named), say("reading.save_as_csv"))
    return "text"


def _kind_of_zip(found: _Found) -> str:
    try:
        with zipfile.ZipFile(found.file) as packed:
            names, large = packed.namelist(), archives.too_large_for_memory(packed)
    except zipfile.BadZipFile as fault:
        raise FileUnreadable(say("reading.bad_archive", file=found.named), say("reading.export_again")) from fault
    if any(name.startswith("xl/workbook") for name in names) or {"mimetype", "content.xml"} <= set(names):
        if large:
            raise FileUnreadable(say("reading.too_large", file=found.named), say("reading.save_as_csv"))
        return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise FileUnreadable(say("reading.page", file=found.named), say("reading.save_as_csv"))
    return "zip"


def _members(
    found: _Found, connection: duckdb.DuckDBPyConnection, temporary: Path, left_out: dict[str, str], depth: int
) -> list[Raw]:
    opened: list[Raw] = []
    for name, file in archives.unpacked_zip(found.file, found.named, temporary):
        inner = replace(found, file=file, member=_joined(found.member, name))
        try:
            opened += _opened(inner, connection, temporary, left_out, depth + 1)
        except _TooMany:
            raise
        except FileUnreadable as fault:
            left_out[inner.named] = str(fault)
        if len(opened) > _MOST_TABLES:
            raise _TooMany(say("reading.too_many", file=found.named, most=_MOST_TABLES), say("reading.unpack"))
    return opened


def _text(found: _Found, head: bytes, connection: duckdb.DuckDBPyConnection, temporary: Path) -> list[Raw]:
    text = as_utf8(found.file, temporary)
    suffix = found.file.suffix.lower()
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
    if suffix in (".json", ".jsonl", ".ndjson", ".js") or start in (b"{", b"["):
        try:
            kind, found_tables = nested.tables(text.path, found.named, connection)
        except FileUnreadable:
            if suffix in (".json", ".jsonl", ".ndjson", ".js") or start == b"{":
                raise
        else:
            several = len(found_tables) > 1
            return [
                _raw(
                    found,
                    table.relation,
                    connection,
                    columns=table.columns,
                    format=kind,
                    member=_joined(found.member, table.key if several else ""),
                    rejects=tuple(Reject(line=r.line, reason=r.reason, text=r.text) for r in table.broken),
                )
                for table in found_tables
            ]
    plan = layout(text.path, text.encoding)
    relation, rejects = delimited.read(text.path, plan, connection)
    raw = _raw(found, relation, connection, columns=plan.columns, format="csv", preamble=plan.preamble, rejects=rejects)
    return [replace(raw, dialect=plan.dialect)]


def _raw(
    found: _Found,
    relation: Relation,
    connection: duckdb.DuckDBPyConnection,
    *,
    columns: tuple[str, ...],
    format: str,  # noqa: A002 - the field's name
    preamble: tuple[str, ...] = (),
    member: str | None = None,
    rejects: tuple[Reject, ...] = (),
) -> Raw:
    return Raw(
        path=found.path,
        member=found.member if member is None else member,
        format=format,
        sha256=found.sha256.result(),
        preamble=preamble,
        columns=columns,
        records=relation.rows + len(rejects),
        rejects=rejects,
        relation=relation.name,
        sample=sample(connection, relation),
    )


def _joined(*parts: str) -> str:
    return " > ".join(part for part in parts if part)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def connect(workplace: Path | str, *, frugal: bool = False) -> duckdb.DuckDBPyConnection:
    """Give a connection to read into; what doesn't fit in memory goes to the folder ``workplace``.

    A frugal one keeps its rows there too and takes little memory, so that it can run beside others; where that is
    too little for a file, `relations.with_room` gives it what the other kind has.
    """
    if frugal:
        held = str(Path(workplace) / "rows.duckdb")
        connection = duckdb.connect(held, config={"temp_directory": str(workplace), **_FRUGAL})
        connection.execute("SET enable_progress_bar = false")
        return connection
    return duckdb.connect(config={"temp_directory": str(workplace), "memory_limit": MEMORY})
