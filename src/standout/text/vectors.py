"""Vectors: sentences as points, near each other where they speak of the same, in any language.

Reads    sentences
Makes    vectors   one row: a sentence; length 1, or 0 where it holds nothing to go by
Rule     of its content words only: what is neither a function word nor a business's name.  ``lsa`` finds its own
         directions in the sentences it is fitted on, in any language, and carries them along; ``static`` takes the
         word vectors of the swift reader, English ones, and is void where another version of them is installed
Source   Deerwester et al. (1990), "Indexing by latent semantic analysis", JASIS 41; taking the common direction out:
         Mu & Viswanath (2018), "All-but-the-top", ICLR
"""

from __future__ import annotations

import base64
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.text.english import english
from standout.text.language import in_english
from standout.text.masked import Masked, masked, words
from standout.text.readers import reader
from standout.text.readers.neural import there

Floats = NDArray[np.float64]

WIDTH = 64
"""Directions that ``lsa`` keeps."""
TERMS = 8_000
"""Words that ``lsa`` keeps, the most used."""
SHORTEST = 2
"""Letters of a content word."""
EVERYWHERE = 0.25
"""A word in more of the sentences than this is a function word in whatever language."""
FEW = 20
"""...and in more than so many."""

_SMALL = ("stops", "small", "copulas", "limits")


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """What makes points of sentences; it holds all it needs, so that the same sentence is always the same point.

    Attributes
    ----------
    kind : str
        ``static`` or ``lsa``.
    version : str
        Of the word vectors, for ``static``.
    names : tuple of str
        Names that are left out.
    middle : float64, shape (d,)
        What all sentences share, taken out.
    vocabulary : mapping of str to int, and weights : float64, shape (terms, d)
        For ``lsa``: each word's place, and its vector times its weight.

    """

    kind: str
    version: str
    names: tuple[str, ...]
    middle: Floats
    vocabulary: Mapping[str, int]
    weights: Floats
    stopped: frozenset[str]
    masked: Masked = field(init=False)

    def __post_init__(self) -> None:
        """Make what is left out ready."""
        object.__setattr__(self, "masked", masked(self.names))

    @property
    def stale(self) -> bool:
        """Whether the word vectors it was made with are no longer there, so that nothing can be placed."""
        return self.kind == "static" and self.version != version_of_static()

    def content(self, sentence: str) -> list[str]:
        """Give the content words of a sentence."""
        return content(sentence, self.masked, self.stopped)

    def encode(self, sentences: Sequence[str]) -> Floats:
        """Give each sentence's point, shape (n, d).

        Raises
        ------
        ValueError
            If it is ``stale``.

        """
        if self.stale:
            raise ValueError(self.version)
        held = [self.content(sentence) for sentence in sentences]
        return _unit(_raw(self.kind, held, self.vocabulary, self.weights), self.middle)

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON takes it."""
        return {
            "kind": self.kind, "version": self.version, "names": list(self.names), "middle": packed(self.middle),
            "vocabulary": list(self.vocabulary), "weights": packed(self.weights), "stopped": sorted(self.stopped),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> Vectors:
        """Take it back."""
        vocabulary = {word: place for place, word in enumerate(held["vocabulary"])}
        middle = unpacked(held["middle"])
        weights = unpacked(held["weights"]).reshape(len(vocabulary), -1) if vocabulary else np.zeros((0, 1))
        return cls(
            held["kind"], held["version"], tuple(held["names"]), middle, vocabulary, weights, frozenset(held["stopped"])
        )


def fit_vectors(sentences: Sequence[str], names: Sequence[str], seed: int, kind: str = "lsa") -> Vectors:
    """Give what makes points of sentences such as these.

    Parameters
    ----------
    sentences : sequence of str
        Each once.
    names : sequence of str
        Names of businesses, which are left out.
    seed : int
        Of the search for directions.
    kind : str
        ``lsa`` or ``static``.

    """
    hidden = masked(names)
    stopped = _stopped(sentences, hidden)
    held = [content(sentence, hidden, stopped) for sentence in sentences]
    vocabulary: dict[str, int] = {}
    weights, version = np.zeros((0, 1)), ""
    if kind == "static":
        version = version_of_static()
    else:
        vocabulary, weights = _lsa(held, seed)
    raw = _raw(kind, held, vocabulary, weights)
    told = raw[np.abs(raw).sum(1) > 0]
    middle = _single(told.mean(0)) if kind == "static" and len(told) else np.zeros(raw.shape[1])
    return Vectors(kind, version, tuple(names), middle, vocabulary, weights, stopped)


def content(sentence: str, names: Masked, stopped: frozenset[str]) -> list[str]:
    """Give the words of a sentence that say what it is about."""
    return [
        word for word in words(sentence, names)
        if len(word) >= SHORTEST and word not in stopped and not word[0].isdigit()
    ]  # fmt: skip


def packed(values: Floats) -> str:
    """Give figures as text: single precision, base64."""
    return base64.b64encode(values.astype("<f4").tobytes()).decode()


def unpacked(text: str) -> Floats:
    """Take them back, flat."""
    return np.frombuffer(base64.b64decode(text), dtype="<f4").astype(np.float64)


def version_of_static() -> str:
    """Give the version of the word vectors that the package carries; empty where it carries none."""
    return reader("swift").version if there("swift") else ""


def _static(texts: Sequence[str]) -> Floats:
    from standout.text.readers.neural import Neural  # noqa: PLC0415 - heavy, and only where its vectors are used

    swift = reader("swift")
    if not isinstance(swift, Neural):
        raise TypeError(type(swift))
    return swift.static(texts).astype(np.float64)


def _english(sentences: Sequence[str]) -> bool:
    told = in_english(sentences)
    return 2 * sum(told) > len(told)


@cache
def _function_words(*, in_english: bool) -> frozenset[str]:
    """Give the function words of English, or of every language that has a list; another's may mean something."""
    held = tomllib.loads((files(__package__) / "language.toml").read_text(encoding="utf-8"))["words"]
    lists = [held["en"]] if in_english else held.values()
    return frozenset(word for each in lists for word in each.split()) | frozenset(chain(*map(english, _SMALL)))


def _stopped(sentences: Sequence[str], names: Masked) -> frozenset[str]:
    """Give function words: those of lists, and of whatever language those in too many sentences."""
    seen = Counter[str]()
    for sentence in sentences:
        seen.update(set(words(sentence, names)))
    common = {word for word, many in seen.items() if many > max(EVERYWHERE * len(sentences), FEW)}
    return _function_words(in_english=_english(sentences)) | common


def _raw(kind: str, held: Sequence[Sequence[str]], vocabulary: Mapping[str, int], weights: Floats) -> Floats:
    if kind == "static":
        points = _static([" ".join(each) for each in held])
        return np.where(np.array([bool(each) for each in held])[:, None], points, 0.0)
    said = _counted(held, vocabulary, np.log1p)
    return np.asarray(said @ weights) if len(vocabulary) else np.zeros((len(held), 1))


def _counted(held: Sequence[Sequence[str]], vocabulary: Mapping[str, int], grown: Callable[..., Any]) -> Any:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - heavy, and only where themes are made

    counts = [Counter(vocabulary[word] for word in each if word in vocabulary) for each in held]
    starts = np.cumsum([0, *map(len, counts)])
    places = np.fromiter((place for each in counts for place in sorted(each)), np.int64, starts[-1])
    many = np.fromiter((each[place] for each in counts for place in sorted(each)), np.float64, starts[-1])
    return csr_matrix((grown(many), places, starts), shape=(len(held), len(vocabulary)))


def _lsa(held: Sequence[Sequence[str]], seed: int) -> tuple[dict[str, int], Floats]:
    """Give each word's place and vector: latent semantic analysis of the sentences."""
    from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415 - heavy, and only where themes are made
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - comes with it

    n = Counter(word for each in held for word in set(each))
    often = sorted((word for word, many in n.items() if many > 1), key=lambda word: (-n[word], word))[:TERMS]
    if len(often) < 3 or len(held) < 3:
        return {}, np.zeros((0, 1))
    vocabulary = {word: place for place, word in enumerate(often)}
    weight = np.log((1 + len(held)) / (1 + np.array([n[word] for word in often]))) + 1
    said = _counted(held, vocabulary, np.log1p)
    said = said.multiply(weight).tocsr()
    size = np.sqrt(np.asarray(said.multiply(said).sum(1)).ravel())
    said = said.multiply(np.divide(1.0, size, out=np.zeros_like(size), where=size > 0)[:, None]).tocsr()
    with threadpool_limits(1):
        found = TruncatedSVD(min(WIDTH, len(often) - 1, len(held) - 1), random_state=seed, n_iter=7).fit(said)
    return vocabulary, _single(weight[:, None] * found.components_.T)


def _unit(raw: Floats, middle: Floats) -> Floats:
    """Give points of length 1, without what all share; nothing stays nothing."""
    told = np.abs(raw).sum(1) > 0
    moved = np.where(told[:, None], raw - middle, 0.0)
    size = np.sqrt((moved**2).sum(1))
    return moved / np.where(size > 1e-9, size, np.inf)[:, None]


def _single(values: Floats) -> Floats:
    """Give figures as they are after they were stored."""
    return values.astype(np.float32).astype(np.float64)
