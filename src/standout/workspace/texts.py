"""Texts: a user's own texts read for aspects, with no workspace.

Any list of texts, and any column narwhals knows: pandas, Polars, Arrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw

from standout.errors import TableError, UsageError
from standout.text import readers, reading
from standout.text.aspects import TRADES, Aspect, named, of_trade, trade_of
from standout.words import say

if TYPE_CHECKING:
    import pyarrow as pa


def read(texts: Any, aspects: Sequence[str] | str | None = None, reader: str = "auto") -> pa.Table:
    """Read what each sentence of each text says of each aspect.

    Parameters
    ----------
    texts
        A list of texts, or a column of them: pandas, Polars or Arrow.  One that is None, or empty, has no rows.
    aspects : sequence of str, optional
        In plain words: ``["staff", "waiting time"]``.  Where they are not given, the broad ones of the trade that the
        texts sound like; the name of a trade stands for its own: ``"restaurant"``.
    reader : str
        ``lexicon``, ``swift``, ``deep``, or ``auto``, the best there is.

    Returns
    -------
    pyarrow.Table
        One row: an aspect in a sentence.  ``text`` and ``sentence`` (both from 0), ``aspect``, and four chances that
        sum to 1: ``absent``, ``negative``, ``neutral``, ``positive``.

    Raises
    ------
    TableError
        If it is no list or column of texts, or holds something else.
    UsageError
        If there is no such reader, or an aspect is no word.

    Notes
    -----
    Readers know English.  A text in another language has no rows, rather than rows that say it speaks of nothing.

    Examples
    --------
    >>> import standout
    >>> rows = standout.read(["The staff were kind. Slow wifi!"], ["staff", "wifi"], reader="lexicon").to_pylist()
    >>> [(row["sentence"], row["aspect"]) for row in rows if row["negative"] > 0.5 or row["positive"] > 0.5]
    [(0, 'staff'), (1, 'wifi')]

    """
    held = _listed(texts)
    return reading.read(held, _aspects(aspects, held), readers.reader(reader))


def _aspects(asked: Sequence[str] | str | None, texts: Sequence[str | None]) -> tuple[Aspect, ...]:
    if asked is None:
        return of_trade(trade_of(text for text in texts if text))
    if isinstance(asked, str):
        return of_trade(asked) if asked in TRADES else named([asked])
    for one in asked:
        if not isinstance(one, str):
            raise UsageError(say("readers.aspect", kind=type(one).__name__))
    return named(asked)


def _listed(texts: Any) -> list[str | None]:
    """Give texts as a list, whatever they came in."""
    if isinstance(texts, str | bytes | dict) or not isinstance(texts, Iterable):
        raise TableError(say("readers.texts", kind=type(texts).__name__))
    column = nw.from_native(texts, allow_series=True, pass_through=True)
    if isinstance(column, nw.DataFrame | nw.LazyFrame):
        raise TableError(say("readers.texts", kind=type(texts).__name__))
    if isinstance(column, nw.Series):
        held = column.to_arrow().to_pylist()
    else:
        held = texts.to_pylist() if hasattr(texts, "to_pylist") else list(texts)
    return [_text(text, at) for at, text in enumerate(held, 1)]


def _text(given: Any, at: int) -> str | None:
    """Give a text, or None where there is none; a frame may say so with NaN."""
    if given is None or given != given:  # noqa: PLR0124 - only NaN is not itself
        return None
    if not isinstance(given, str):
        raise TableError(say("readers.text", at=at, kind=type(given).__name__))
    return given
