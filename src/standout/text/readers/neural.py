"""Neural: the two readers with weights of their own, swift and deep.

Reads    sentences in English, aspects named in words, the weights in ``weights/``
Makes    the chances that each aspect is absent, or spoken of badly, neutrally or well; the bare vectors of sentences
Rule     an aspect's vector is the mean of those of the words that name it best, as the reader itself has them; short
         sentences are read together, and how they are put together changes nothing that matters
Error    by reader and aspect in weights/card.json and in the readers' card
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.errors import DataError
from standout.text.aspects import NAMING, Aspect
from standout.text.readers.reader import DIGITS, TONES
from standout.text.wordpiece import WordPieces
from standout.words import say

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NAMES = ("swift", "deep")
AT_ONCE = 512
"""Pieces that are read together, at most; more of them outgrow the processor's own memory and take longer."""
QUERIES = 256
"""Vectors of aspects that are remembered."""


def shipped() -> Traversable:
    """Give the folder of the weights that come with Standout."""
    return files("standout.text") / "weights"


def there(name: str, home: Traversable | None = None) -> bool:
    """Tell whether the weights of a reader came with this installation."""
    home = home or shipped()
    return (home / f"{name}.onnx").is_file() and (home / "vocab.txt").is_file()


class Neural:
    """A reader with weights.

    Parameters
    ----------
    name : str
        ``swift`` or ``deep``.
    threads : int
        Of the processor; they change how long it takes, and nothing else.
    home : Traversable, optional
        The folder of the weights; those that come with Standout where not given.

    Raises
    ------
    DataError
        If its weights are not there.

    """

    languages = frozenset({"en"})

    def __init__(self, name: str, threads: int = 2, home: Traversable | None = None) -> None:
        if not there(name, home):
            raise DataError(say("readers.no_weights", name=name), say("readers.no_weights_hint"))
        self.name = name
        self._home = home or shipped()
        self._weights = self._home / f"{name}.onnx"
        self.version = hashlib.sha256(self._weights.read_bytes()).hexdigest()[:DIGITS]
        self._threads = threads
        self._queries: dict[Aspect, NDArray[np.float32]] = {}

    def read(self, sentences: Sequence[str], aspects: Sequence[Aspect]) -> NDArray[np.float32]:
        """Give the four chances of each aspect in each sentence.

        Parameters
        ----------
        sentences : sequence of str
            Of each its first 96 word pieces are read.
        aspects : sequence of Aspect

        Returns
        -------
        float32, shape (sentences, aspects, 4)
            Absent, negative, neutral, positive; they sum to 1.

        """
        shape = (len(sentences), len(aspects), len(TONES))
        if not len(sentences) or not len(aspects):
            return np.zeros(shape, np.float32)
        query = np.stack([self._query(aspect) for aspect in aspects])
        return self._run("probabilities", sentences, query, shape)

    def static(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Give the mean of each sentence's bare word vectors, shape (sentences, d); only swift has them."""
        return self._run("static", sentences, self._none, (len(sentences), self._none.shape[1]))

    def _query(self, aspect: Aspect) -> NDArray[np.float32]:
        """Give an aspect's vector: the mean over the words that name it best."""
        if aspect not in self._queries:
            if len(self._queries) >= QUERIES:
                self._queries.clear()
            words = list(dict.fromkeys((aspect.name.lower(), *aspect.words[:NAMING])))
            means = self._run("mean", words, self._none, (len(words), self._none.shape[1]))
            self._queries[aspect] = means.mean(axis=0)
        return self._queries[aspect]

    def _run(
        self, output: str, sentences: Sequence[str], query: NDArray[np.float32], shape: tuple[int, ...]
    ) -> NDArray[np.float32]:
        found = np.zeros(shape, np.float32)
        ids = [self._pieces.ids(sentence) for sentence in sentences]
        session, pad = self._session, self._pieces.pad

        def work(rows: NDArray[np.int64]) -> None:
            block = _padded([ids[row] for row in rows], pad)
            given = {"ids": block, "mask": (block != pad).astype(np.int64), "query": query}
            [found[rows]] = session.run([output], given)

        # each batch on one thread: threads that share a batch spend a quarter of their time waiting for each other
        with ThreadPoolExecutor(self._threads) as pool:
            list(pool.map(work, _batches([len(one) for one in ids])))
        return found

    @cached_property
    def _pieces(self) -> WordPieces:
        text = (self._home / "vocab.txt").read_text(encoding="utf-8")
        return WordPieces.from_lines(text.removesuffix("\n").split("\n"))

    @cached_property
    def _none(self) -> NDArray[np.float32]:
        """Give a query that asks for nothing."""
        size = next(given.shape[1] for given in self._session.get_inputs() if given.name == "query")
        return np.zeros((1, size), np.float32)

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime  # noqa: PLC0415 - 150 ms that only reading should cost

        options: Any = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        with as_file(self._weights) as path:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(lengths: Sequence[int]) -> Iterator[NDArray[np.int64]]:
    """Give rows that are read together: of like length, so that little is padded."""
    order = np.argsort(np.asarray(lengths, np.int64), kind="stable")
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and lengths[order[end]] * (end + 1 - start) <= AT_ONCE:
            end += 1
        yield order[start:end]
        start = end


def _padded(ids: Sequence[Sequence[int]], pad: int) -> NDArray[np.int64]:
    block = np.full((len(ids), max(map(len, ids))), pad, np.int64)
    for row, one in enumerate(ids):
        block[row, : len(one)] = one
    return block
