"""Reading: what texts say of aspects, sentence by sentence, as tables.

Reads    texts, aspects, a reader
Makes    read       one row: an aspect in a sentence of a text, with the four chances
         mentions   one row: an aspect that a sentence of a review speaks of
         readings   one row: a review with words
Unit     chances from 0 to 1; in the tables of a workspace thousandths
No row   for texts in a language that the reader doesn't know: they are not read, rather than read as neutral
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.tables import table as table_of
from standout.text.aspects import Aspect
from standout.text.language import ENGLISH, OTHER, language, may_be_english
from standout.text.readers.reader import TONES, Reader
from standout.text.sentences import sentences

MENTIONED = 200
"""From so many thousandths on, a sentence is taken to speak of an aspect."""
AT_ONCE = 2_000
"""Texts that are held at once..."""
MOST_AT_ONCE = 8_000
"""...and sentences that are read at once."""
KEPT = 20_000
"""Sentences whose reading is remembered, so that what everybody writes is read once."""

UNNAMED = "it"
"""What stands in place of a business's name."""

_WORD = re.compile(r"[^\W_]+")
_SCHEMA = pa.schema(
    [("text", pa.int64()), ("sentence", pa.int16()), ("aspect", pa.string()), *((tone, pa.float32()) for tone in TONES)]
)


class _Block(NamedTuple):
    """Some sentences that were read: which text each is of, which of its sentences, and the chances (n, aspects, 4)."""

    text: NDArray[np.int64]
    sentence: NDArray[np.int16]
    chances: NDArray[np.float32]


class _Blind:
    """A reader that doesn't see the names of businesses."""

    def __init__(self, reader: Reader, names: Sequence[str]) -> None:
        self.reader = reader
        several = sorted((name for name in names if len(_WORD.findall(name)) > 1), key=len, reverse=True)
        one = [name for name in names if len(_WORD.findall(name)) == 1 and name != name.lower()]
        spelt = [r"[\W_]+".join(map(re.escape, _WORD.findall(name))) for name in several]  # "delta-air-lines", too
        parts = [f"(?i:{'|'.join(spelt)})"] if spelt else []
        parts += [f"(?:{'|'.join(map(re.escape, one))})"] if one else []
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None

    def read(self, sentences: Sequence[str], aspects: Sequence[Aspect]) -> NDArray[np.float32]:
        """Give what the reader reads where each name is put as ``it``."""
        pattern = self.pattern
        return self.reader.read([pattern.sub(UNNAMED, one) for one in sentences] if pattern else sentences, aspects)


def read(texts: Sequence[str | None], aspects: Sequence[Aspect], reader: Reader, names: Sequence[str] = ()) -> pa.Table:
    """Give what each sentence of each text says of each aspect.

    Parameters
    ----------
    texts : sequence of str or None
        A text that is None, or that holds no words, has no rows.
    aspects : sequence of Aspect
    reader : Reader
    names : sequence of str
        Of businesses; the reader doesn't see them, so that whose business it is changes nothing.

    Returns
    -------
    pyarrow.Table
        ``text`` and ``sentence`` (both from 0), ``aspect``, ``absent``, ``negative``, ``neutral``, ``positive``.

    Examples
    --------
    >>> from standout.text.aspects import named
    >>> from standout.text.readers import reader
    >>> rows = read(["Lovely tea. The wifi was slow."], named(["wifi"]), reader("lexicon"))
    >>> [round(row["negative"]) for row in rows.to_pylist()]
    [0, 1]

    """
    labels = pa.array([aspect.name for aspect in aspects], pa.string())
    known = _known([language(text or "") for text in texts], texts, reader)
    blocks = [_rows(block, labels) for block in _read(texts, known, aspects, _Blind(reader, names))]
    return pa.Table.from_batches(blocks, _SCHEMA)


def mentions(
    review_ids: Sequence[int],
    texts: Sequence[str | None],
    aspects: Sequence[Aspect],
    reader: Reader,
    names: Sequence[str] = (),
) -> tuple[pa.Table, pa.Table]:
    """Give what reviews speak of, and which of them were read.

    Parameters
    ----------
    review_ids : sequence of int
        One for each text.
    texts : sequence of str or None
        A review without words has no row in either table.
    aspects : sequence of Aspect
    reader : Reader
    names : sequence of str
        Of businesses, as for `read`.

    Returns
    -------
    mentions, readings : pyarrow.Table
        As the tables of these names are described.

    Raises
    ------
    ValueError
        If there are not as many texts as ids.

    """
    if len(review_ids) != len(texts):
        raise ValueError(f"{len(review_ids)} ids for {len(texts)} texts")
    ids = np.asarray(review_ids, np.int64)
    told = [language(text or "") for text in texts]
    known = _known(told, texts, reader)
    counts = np.zeros(len(texts), np.int16)
    schema = table_of("mentions").schema()
    labels = pa.array([aspect.name for aspect in aspects], pa.string())
    blind = _Blind(reader, names)
    blocks = [_mentions(block, ids, labels, schema) for block in _read(texts, known, aspects, blind, counts)]
    return pa.Table.from_batches(blocks, schema), _readings(ids, texts, told, known, counts)


def words_hash(text: str) -> int:
    """Give a number of 64 bits that is the same for texts that say the same, word for word.

    Examples
    --------
    >>> words_hash("Great tea!") == words_hash("great TEA"), words_hash("Great tea") == words_hash("Great teas")
    (True, False)

    """
    plain = " ".join(_WORD.findall(text.lower())).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(plain, digest_size=8).digest(), "little", signed=True)


def _known(told: Sequence[str | None], texts: Sequence[str | None], reader: Reader) -> list[bool]:
    """Tell which texts are in a language that the reader knows, each by itself, whatever else is read with it."""
    return [
        (code or (ENGLISH if may_be_english(text or "") else OTHER)) in reader.languages
        for code, text in zip(told, texts, strict=True)
    ]


def _read(
    texts: Sequence[str | None],
    known: Sequence[bool],
    aspects: Sequence[Aspect],
    reader: _Blind,
    counts: NDArray[np.int16] | None = None,
) -> Iterator[_Block]:
    """Give readings block by block, each sentence that comes again read once; how many a text has goes to counts."""
    kept: dict[str, NDArray[np.float32]] = {}
    for start in range(0, len(texts), AT_ONCE):
        found: list[tuple[int, int, str]] = []
        for number in range(start, min(start + AT_ONCE, len(texts))):
            text = texts[number]
            held = sentences(text) if text and (known[number] or counts is not None) else []
            if counts is not None:
                counts[number] = len(held)
            if known[number] and aspects:
                found += [(number, place, one) for place, one in enumerate(held)]
        for at in range(0, len(found), MOST_AT_ONCE):
            yield _block(found[at : at + MOST_AT_ONCE], aspects, reader, kept)


def _block(
    found: Sequence[tuple[int, int, str]],
    aspects: Sequence[Aspect],
    reader: _Blind,
    kept: dict[str, NDArray[np.float32]],
) -> _Block:
    said = [one for _, _, one in found]
    new = [one for one in dict.fromkeys(said) if one not in kept]
    fresh = dict(zip(new, reader.read(new, aspects), strict=True))
    chances = np.stack([fresh[one] if one in fresh else kept[one] for one in said])
    for one in new[: KEPT - len(kept)] if len(kept) < KEPT else []:
        kept[one] = fresh[one].copy()
    text = np.array([number for number, _, _ in found], np.int64)
    return _Block(text, np.array([place for _, place, _ in found], np.int16), chances)


def _rows(block: _Block, names: pa.Array) -> pa.RecordBatch:
    size, aspects, _ = block.chances.shape
    flat = block.chances.reshape(size * aspects, len(TONES))
    columns = [
        pa.array(np.repeat(block.text, aspects)),
        pa.array(np.repeat(block.sentence, aspects)),
        names.take(pa.array(np.tile(np.arange(aspects), size))),
        *(pa.array(flat[:, at].copy()) for at in range(len(TONES))),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=_SCHEMA)


def _mentions(block: _Block, ids: NDArray[np.int64], names: pa.Array, schema: pa.Schema) -> pa.RecordBatch:
    thousandths = np.rint(block.chances[:, :, 1:].astype(np.float64) * 1000).astype(np.int16)
    row, aspect = np.nonzero(thousandths.sum(axis=2, dtype=np.int32) >= MENTIONED)
    held = thousandths[row, aspect]
    columns = {
        "review_id": pa.array(ids[block.text[row]]),
        "sentence": pa.array(block.sentence[row]),
        "aspect": names.take(pa.array(aspect)),
        "negative": pa.array(held[:, 0].copy()),
        "neutral": pa.array(held[:, 1].copy()),
        "positive": pa.array(held[:, 2].copy()),
    }
    return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)


def _readings(
    ids: NDArray[np.int64],
    texts: Sequence[str | None],
    told: Sequence[str | None],
    known: Sequence[bool],
    counts: NDArray[np.int16],
) -> pa.Table:
    rows = [
        (int(ids[at]), None if told[at] == OTHER else told[at], known[at], int(counts[at]), words_hash(text))
        for at, text in enumerate(texts)
        if text and _WORD.search(text)
    ]
    schema = table_of("readings").schema()
    columns = zip(*rows, strict=True) if rows else [[] for _ in schema]
    return pa.Table.from_arrays(
        [pa.array(list(column), field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
