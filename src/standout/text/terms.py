"""Terms: the things that texts name, in one word or two, and which texts name them.

Reads    texts in English
Makes    terms   one row: a term, and a text that names it
Rule     a word is the name of a thing where it ends what a determiner or a word of praise or blame leads ("the box",
         "a lovely box", "great tea"), or is what something is said of ("tea was"), in at least a quarter of the uses
         with no name before it; two words, where the second is one and both are used so.  What is mostly written with
         a capital inside a sentence is a name of somebody or of a place, and is left out, as is what says good or bad
Unit     exposure is counted in words, for long texts name more things
Error    a rule reads no sense: "bar" is one term, whether of chocolate or of a hotel
"""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from standout.text.superlatives import NO_SUPERLATIVES
from standout.text.wishes import BAD, DEGREE, GOOD, ING, singular

Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

DETERMINED = 0.25
"""So much of its uses is as the name of a thing, or it is none."""
RARELY_ALONE = 3
"""A word that stands without a name before it less often than this is judged by the two words it ends."""
CAPITAL = 0.6
"""What is written with a capital more often than this inside a sentence is a name of somebody or of a place."""
FEWEST_LETTERS = 3

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\s\w]")
_ENDS = frozenset(".!?…:;•\n")


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Which texts name which things.

    Attributes
    ----------
    names : tuple of str
        The terms, each in the form it is mostly used in, lower case.
    term, text : int64, shape (namings,)
        Term ``term[i]`` is named in text ``text[i]``; each pair once, in the order of terms, then texts.
    words : int64, shape (texts,)
        How many words each text has.

    """

    names: tuple[str, ...]
    term: Ints
    text: Ints
    words: Ints

    def texts(self, term: int) -> Ints:
        """Give the texts that name one term, in order."""
        low, high = np.searchsorted(self.term, [term, term + 1])
        return self.text[low:high]


class _Numbered(dict[str, int]):
    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


@dataclass(frozen=True, slots=True, eq=False)
class _Written:
    """The forms that are written: what each is."""

    forms: list[str]  # lower case
    word: Short  # its word in the singular, 0 where it is none
    words: list[str]
    usual: list[int]  # of each word, the form that is used most
    content: Flags
    judging: Flags  # praise or blame, no degree
    determiner: Flags
    copula: Flags
    capital: Flags
    lower: Flags
    ends: Flags


@cache
def _list(name: str) -> frozenset[str]:
    held = tomllib.loads((files(__package__) / "terms.toml").read_text(encoding="utf-8"))["words"]
    return frozenset(held[name].split())


PRAISE, DENIALS = GOOD | _list("praise"), _list("denials")
"""Words that praise what their sentence names, and words that take it back."""


def terms(texts: Sequence[str], barred: Iterable[str] = (), fewest: int = 3) -> Terms:
    """Give the things that texts name.

    Parameters
    ----------
    texts : sequence of str
        In English.
    barred : iterable of str
        Words, in lower case, that no term may hold: those of names.
    fewest : int
        A term is named in so many texts at least.

    Examples
    --------
    >>> said = ["The satin ribbon was a joy.", "I kept the satin ribbon!", "What a ribbon, and the tea was hot."]
    >>> held = terms(said, fewest=2)
    >>> held.names, held.texts(0).tolist(), held.words.tolist()
    (('ribbon', 'satin ribbon'), [0, 1, 2], [6, 5, 8])

    """
    tokens, starts, written = _read(texts)
    text = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(starts))
    words = np.bincount(text[written.word[tokens] > 0], minlength=len(texts))
    places = _places(tokens, written)
    plain = _unbarred(written, places.capital, barred)
    single, count = _single(places, plain, len(written.words))
    one = np.flatnonzero(places.content & single[places.word])
    pairs, held = _pairs(places, plain, single, count, len(written.words))
    codes = np.concatenate([places.word[one].astype(np.int64), held])
    return _gathered(codes, np.concatenate([text[one], text[pairs]]), words, written, fewest)


def _read(texts: Sequence[str]) -> tuple[Short, Ints, _Written]:
    """Give the form at each place of all texts, one after the other, a stop after each; where each text starts."""
    numbered = _Numbered()
    stop = numbered["\n"]
    held, starts = array("i"), [0]
    for text in texts:
        held.extend(map(numbered.__getitem__, _TOKEN.findall(text)))
        held.append(stop)
        starts.append(len(held))
    tokens = np.frombuffer(held, dtype=np.int32) if held else np.zeros(0, np.int32)
    written = _written(list(numbered), np.bincount(tokens, minlength=len(numbered)))
    return tokens, np.array(starts, dtype=np.int64), written


def _written(forms: Sequence[str], uses: Ints) -> _Written:
    lower = [form.lower().replace("’", "'").removesuffix("'s") for form in forms]
    numbered = _Numbered()
    nothing = numbered[""]
    word = np.array([numbered[singular(one)] if one[:1].isalpha() else nothing for one in lower], dtype=np.int32)
    usual: dict[int, int] = {}
    for place in np.argsort(-uses, kind="stable").tolist():
        usual.setdefault(int(word[place]), place)
    small = _list("small") | _list("determiners")

    def flags(said: Iterable[bool]) -> Flags:
        return np.fromiter(said, dtype=np.bool_, count=len(lower))

    judging = flags(one in GOOD or one in BAD or _highest(one) for one in lower)
    degree = flags(one in DEGREE or one.endswith("ly") for one in lower)
    return _Written(
        forms=lower, word=word, words=list(numbered), usual=[usual[one] for one in range(len(numbered))],
        judging=judging,
        content=(word > 0) & ~judging & ~degree & flags(one not in small for one in lower),
        determiner=flags(one in _list("determiners") for one in lower),
        copula=flags(one in _list("copulas") for one in lower),
        capital=flags(form[:1].isupper() and not form[1:2].isupper() for form in forms),
        lower=flags(form.islower() for form in forms), ends=flags(form in _ENDS for form in forms),
    )  # fmt: skip


def _highest(word: str) -> bool:
    return len(word) > len("guest") and word.endswith("est") and word not in NO_SUPERLATIVES


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """What stands at each place: its word, and what is before and after it."""

    word: Short
    content: Flags
    bare: Flags  # no name before it
    led: Flags  # a determiner, praise or blame before it
    last: Flags  # no name after it
    said_of: Flags  # a form of "to be" after it
    capital: Floats  # per word: how often it has a capital inside a sentence, less CAPITAL of its uses there


def _places(tokens: Short, written: _Written) -> _Places:
    word, content = written.word[tokens], written.content[tokens]
    determiner = _before(written.determiner[tokens])
    led = determiner | _before(written.judging[tokens])
    inside = content & ~_before(written.ends[tokens])
    inside[:1] = False
    many = len(written.words)
    capital = np.bincount(word[inside & written.capital[tokens]], minlength=many)
    lower = np.bincount(word[inside & written.lower[tokens]], minlength=many)
    return _Places(
        word=word, content=content, bare=~_before(content), led=led, last=~_after(content),
        said_of=_after(written.copula[tokens]), capital=capital - CAPITAL * (capital + lower),
    )  # fmt: skip


def _before(flags: Flags) -> Flags:
    moved = np.zeros_like(flags)
    moved[1:] = flags[:-1]
    return moved


def _after(flags: Flags) -> Flags:
    moved = np.zeros_like(flags)
    moved[:-1] = flags[1:]
    return moved


def _unbarred(written: _Written, capital: Floats, barred: Iterable[str]) -> Flags:
    """Give which words may be part of a term."""
    out = {singular(one.lower()) for one in barred}
    said = [len(one) >= FEWEST_LETTERS and one not in out and not _past(one) for one in written.words]
    return np.array(said, dtype=np.bool_) & (capital <= 0)


def _past(word: str) -> bool:
    return word.endswith("ed") and word not in ING


def _single(places: _Places, plain: Flags, many: int) -> tuple[Flags, Ints]:
    """Give which words are names of things, and how often each stands without a name before it."""
    bare = places.content & places.bare
    count = np.bincount(places.word[bare], minlength=many)
    led = np.bincount(places.word[bare & places.last & (places.led | places.said_of)], minlength=many)
    return plain & (led > 0) & (led >= DETERMINED * count), count


def _pairs(places: _Places, plain: Flags, single: Flags, count: Ints, many: int) -> tuple[Ints, Ints]:
    """Give where two words are the name of a thing, by the place of the first, and the code of the two."""
    both = places.content & _after(places.content)
    at = np.flatnonzero(both)
    first, second = places.word[at], places.word[at + 1]
    fit = plain[first] & plain[second] & (single[second] | (count[second] < RARELY_ALONE)) & (first != second)
    at, code = at[fit], first[fit].astype(np.int64) * many + second[fit]
    codes, place = np.unique(code, return_inverse=True)
    bare = places.bare[at]
    uses = np.bincount(place[bare], minlength=len(codes))
    led = np.bincount(place[bare & places.led[at] & places.last[at + 1]], minlength=len(codes))
    kept = (led > 0) & (led >= DETERMINED * uses)
    return at[kept[place]], many + code[kept[place]]


def _gathered(codes: Ints, text: Ints, words: Ints, written: _Written, fewest: int) -> Terms:
    """Give the terms named in enough texts, those of one word first."""
    texts = max(len(words), 1)
    held, term = np.unique(codes, return_inverse=True)
    pairs = np.unique(term * np.int64(texts) + text)
    term, text = pairs // texts, pairs % texts
    many = len(written.words)
    shown = _shown(written)
    general = _list("general")
    out = [any(part in general for part in _parts(code, many, written.words)[-1:]) for code in held.tolist()]
    kept = (np.bincount(term, minlength=len(held)) >= fewest) & ~np.array(out, dtype=np.bool_)
    place = np.cumsum(kept) - 1
    names = [" ".join(_parts(code, many, shown)) for code in held[kept].tolist()]
    rows = kept[term]
    return Terms(tuple(names), place[term[rows]], text[rows], words)


def _parts(code: int, many: int, words: Sequence[str]) -> tuple[str, ...]:
    if code < many:
        return (words[code],)
    first, second = divmod(code - many, many)
    return words[first], words[second]


def _shown(written: _Written) -> list[str]:
    """Give each word in the form it is mostly written in."""
    return [written.forms[place] for place in written.usual]
