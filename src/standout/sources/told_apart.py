"""Told apart: files that are no table and hold who knows whom all the same: vCards, mailboxes and chats.

Each gives a relation of the few cells that are read; whatever else stands in the file is never held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from standout.sources import chats, mailboxes, vcards
from standout.sources.encoding import as_utf8
from standout.sources.relations import Relation, from_records
from standout.sources.source import Reject

if TYPE_CHECKING:
    import duckdb

COLUMNS = {"vcard": vcards.COLUMNS, "mbox": mailboxes.COLUMNS, "chat": chats.COLUMNS}


@dataclass(frozen=True, slots=True)
class Made:
    """A relation, its columns, and the records that can't be used."""

    relation: Relation
    columns: tuple[str, ...]
    rejects: tuple[Reject, ...] = ()


def kind(head: bytes) -> str:
    """Tell which of these a file is by its first bytes: ``vcard``, ``mbox``, ``chat``, or empty for none."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:11].lower() == b"begin:vcard":
        return "vcard"
    if mailboxes.is_mailbox(head.lstrip(b"\xef\xbb\xbf")):
        return "mbox"
    return "chat" if chats.is_chat(head.decode("utf-8", errors="replace")) else ""


def read(of: str, file: Path, path: Path, temporary: Path, connection: duckdb.DuckDBPyConnection) -> Made:
    """Read a file of one of these kinds.

    Parameters
    ----------
    of : str
        Its kind.
    file, path : Path
        Where it lies now, and as the user named it.
    temporary : Path
        A folder for a copy in UTF-8.
    connection : duckdb.DuckDBPyConnection
        Where the relation is made.

    """
    if of == "mbox":
        return _mailbox(file, connection)
    text = as_utf8(file, temporary).path
    if of == "vcard":
        return _cards(text.read_text(encoding="utf-8", errors="replace"), connection)
    with text.open(encoding="utf-8", errors="replace") as lines:
        found = chats.exchanges(lines, path)
    rows = ((one.line, (one.day, one.who, one.to)) for one in found)
    return _made("chat", rows, connection)


def _mailbox(file: Path, connection: duckdb.DuckDBPyConnection) -> Made:
    with file.open("rb") as lines:
        found = list(mailboxes.letters(lines))
    kept = [letter for letter in found if not letter.mailing]
    owner = mailboxes.owner_of(kept)
    rows = {
        (letter.day, _blank(letter.who, owner), _blank(to, owner)): letter.line
        for letter in reversed(kept) for to in letter.to if letter.who and to != letter.who
    }  # fmt: skip
    rejects = [Reject(line=letter.line, reason="mailing") for letter in found if letter.mailing]
    rejects += [Reject(line=letter.line, reason="no_tie") for letter in kept if not letter.who or not letter.to]
    return _made("mbox", sorted((line, cells) for cells, line in rows.items()), connection, tuple(rejects))


def _blank(address: str, owner: str) -> str:
    return "" if address == owner else address


def _cards(text: str, connection: duckdb.DuckDBPyConnection) -> Made:
    found = list(vcards.cards(text))
    rejects = [Reject(line=card.line, reason="open_card" if not card.whole else "nothing_in_it")
               for card in found if not card.whole or not any(card.cells)]  # fmt: skip
    rows = [(card.line, card.cells) for card in found if card.whole and any(card.cells)]
    return _made("vcard", rows, connection, tuple(rejects))


def _made(
    of: str,
    rows: Iterable[tuple[int, tuple[str | None, ...]]],
    connection: duckdb.DuckDBPyConnection,
    rejects: tuple[Reject, ...] = (),
) -> Made:
    columns = COLUMNS[of]
    return Made(from_records(connection, len(columns), rows), columns, rejects)
