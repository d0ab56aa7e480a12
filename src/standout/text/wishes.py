"""Wishes: what people ask for or miss, praise, and complain of, with the sentence they say it in.

Reads    a text in English
Makes    wish   one row: asks, complains or praises; the thing; the sentence
Rule     words alone: patterns of asking and missing, lists of words of praise and blame beside a thing
Error    a rule reads no irony, and nothing between the lines; the accuracy ledger says how often it is right
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from standout.text.superlatives import split

KINDS = ("asks", "complains", "praises")
LONGEST_NAME = 3
"""Words of the name of a thing."""
RUN = 6
"""Words without a small one among them that a name is looked for in; the last of them are taken."""
CLAUSE = 12
"""Words before praise or blame that may deny it."""
FEWEST_LETTERS = 3

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|'d|[.,;:?!()/–—-]")


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing somebody asks for or misses, complains of, or praises.

    Attributes
    ----------
    kind : str
        ``asks``, ``complains`` or ``praises``.
    thing : str
        Its name as written, lower case: ``hot food``.
    head : str
        What it is counted under: its main word in the singular, ``food``.
    sentence : str
        The sentence it stands in, verbatim.

    """

    kind: str
    thing: str
    head: str
    sentence: str


def wishes(text: str) -> list[Wish]:
    """Give what a text asks for, complains of and praises, each thing of a kind once for each sentence.

    Examples
    --------
    >>> [(one.kind, one.thing) for one in wishes("I wish they had showers! The staff were lovely. No decaf available.")]
    [('asks', 'showers'), ('praises', 'staff'), ('asks', 'decaf')]
    >>> [(one.kind, one.head) for one in wishes("A spa would be nice. The soup was not good.")]
    [('asks', 'spa'), ('complains', 'soup')]

    """
    return [one for sentence in split(text) for one in _in(sentence)]


def singular(word: str) -> str:
    """Give a word without the ending of a plural.

    Examples
    --------
    >>> [singular(word) for word in ("showers", "facilities", "dishes", "bus", "glass", "cookies")]
    ['shower', 'facility', 'dish', 'bus', 'glass', 'cookie']

    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-1] if word in {"cookies", "smoothies", "brownies", "movies"} else f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses", "zzes", "oes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


@cache
def _held() -> dict[str, dict[str, list[str] | str]]:
    return tomllib.loads((files(__package__) / "wishes.toml").read_text(encoding="utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(str(_held()["words"][name]).split())


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("".join(_held()["patterns"][name]))


LEADS, STOPS, GENERAL, NO_THINGS = _words("leads"), _words("stops"), _words("general"), _words("no_things")
VAGUE, GOOD, BAD, DEGREE = _words("vague"), _words("good"), _words("bad"), _words("degree")
COPULAS, DENY, UNREAL = _words("copulas"), _words("deny"), _words("unreal")
ING, SELVES, SAID_ONLY = _words("ing"), _words("selves"), _words("said_only")
AFTER, THEIRS, BEFORE = _pattern("ask_after"), _pattern("ask_theirs"), _pattern("ask_before")
LACK, QUESTION = _pattern("lack_after"), _pattern("ask_question")
PLACED, HINTS = _words("placed"), _words("hints")
"""Of the hints: a sentence without one asks for nothing, so that most are left after one look."""
OPINION = GOOD | BAD | {"too"}
JUDGING = OPINION - SAID_ONLY


def _in(sentence: str) -> Iterator[Wish]:
    tokens = _TOKEN.findall(sentence.lower().replace("’", "'"))
    held = set(tokens)
    seen: set[tuple[str, str]] = set()
    asked = list(_asked(tokens)) if held & HINTS else []
    judged = [] if "?" in held or not held & OPINION else list(_judged(tokens))
    for kind, name in [*(("asks", name) for name in asked), *judged]:
        head = _head(name, kind)
        # What is asked for is not blamed in the same breath: "lacks decent food".
        if head and (kind, head) not in seen and ("asks", head) not in seen:
            seen.add((kind, head))
            yield Wish(kind, " ".join(name), head, sentence)


def _asked(tokens: Sequence[str]) -> Iterator[list[str]]:
    """Give the names of what is asked for or missed."""
    line = " ".join(tokens)
    ends = {}
    at = 0
    for place, token in enumerate(tokens):
        ends[at] = place
        at += len(token) + 1
    patterns = [AFTER, LACK, THEIRS, *([QUESTION] if tokens[-1] == "?" else [])]
    taken: set[int] = set()
    for pattern in patterns:
        for found in pattern.finditer(line):
            first = ends.get(found.end() + 1)
            start = ends.get(found.start())
            if first is None or first in taken or (pattern is THEIRS and _of_self(tokens, start)):
                continue
            taken.add(first)
            if tokens[first] not in BAD:  # nobody misses "annoying staff"
                yield _forward(tokens, first)
    for found in BEFORE.finditer(line):
        start = ends.get(found.start())
        if start and not AFTER.match(line, found.start()):
            yield _backward(tokens, start)


def _of_self(tokens: Sequence[str], start: int | None) -> bool:
    return start is not None and start > 0 and tokens[start - 1] in SELVES


def _forward(tokens: Sequence[str], first: int) -> list[str]:
    """Give the name of a thing that starts at or soon after ``first``: ``more hot food at`` gives ``hot food``."""
    at = first
    while at < len(tokens) and (tokens[at] in LEADS or tokens[at] in OPINION):
        at += 1
    name: list[str] = []
    while at < len(tokens) and len(name) < RUN and not _ends(tokens[at], name):
        name.append(tokens[at])
        at += 1
    name = name[-LONGEST_NAME:]
    if name and singular(name[-1]) in GENERAL and tokens[at : at + 1] == ["of"]:
        return _forward(tokens, at + 1) or name
    return name


def _backward(tokens: Sequence[str], end: int) -> list[str]:
    """Give the name of a thing that ends just before ``end``."""
    at = end
    while at > 0 and (tokens[at - 1] in DEGREE or tokens[at - 1] in {"just", "only"}):
        at -= 1
    name: list[str] = []
    while at > 0 and len(name) < LONGEST_NAME and not _ends(tokens[at - 1], ["x"]):
        at -= 1
        name.insert(0, tokens[at])
    while at > 0 and tokens[at - 1] in LEADS:
        at -= 1
    if at > 0 and (tokens[at - 1] in PLACED or tokens[at - 1].endswith("ing")):
        return []  # "an apple on a plate would be nice" asks for no plate
    while name and (name[0] in LEADS or name[0] in OPINION):
        name.pop(0)
    return name


def _ends(token: str, name: Sequence[str]) -> bool:
    """Tell whether a name has ended before a word: a small word, or a form of a verb."""
    if token in STOPS or token.endswith(("ly", "'ve", "'re", "'ll", "'d", "'m", "n't")):
        return token not in {"family", "jelly", "belly"}
    if not name:
        return False
    return token in JUDGING or (token.endswith(("ing", "ed")) and token not in ING)


def _head(name: Sequence[str], kind: str) -> str:
    """Give what a thing is counted under, empty where it is none."""
    words = [singular(word.replace("-", "")) for word in name]
    while len(words) > 1 and words[-1] in GENERAL:
        words.pop()
    if not words:
        return ""
    head = words[-1]
    barred = NO_THINGS if kind == "asks" else NO_THINGS | VAGUE
    if head in barred or name[-1] in barred or head in OPINION or len(head) < FEWEST_LETTERS or not head.isalpha():
        return ""
    if kind == "asks" and head in VAGUE and head not in {"choice", "option", "location", "bar", "lounge", "class"}:
        return ""
    if head.endswith(("ing", "ed")) and name[-1] not in ING:
        return ""
    return head


def _judged(tokens: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Give what is praised or blamed, with which of the two."""
    for at, word in enumerate(tokens):
        if word not in OPINION:
            continue
        if word == "too" and (at + 1 >= len(tokens) or _ends(tokens[at + 1], []) or tokens[at + 1] in OPINION):
            continue
        before = _clause(tokens, at)
        if UNREAL.intersection(before):
            continue
        denied = bool(DENY.intersection(before[-4:])) and "only" not in before[-2:]
        kind = "praises" if word in GOOD else "complains"
        if denied and kind == "complains":
            continue
        name = _subject(tokens, at) or ([] if word in SAID_ONLY | {"too"} else _described(tokens, at))
        if name:
            yield ("complains" if denied else kind), name


def _clause(tokens: Sequence[str], at: int) -> list[str]:
    """Give the words before a place, back to the last comma or ``but``."""
    low, least = at, max(at - CLAUSE, 0)
    while low > least and tokens[low - 1] not in {",", ".", ";", ":", "but", "(", ")", "although", "however"}:
        low -= 1
    return list(tokens[low:at])


def _subject(tokens: Sequence[str], at: int) -> list[str]:
    """Give what a word is said of across a verb: ``the staff were very friendly and helpful``."""
    here = at
    while here > 0 and (tokens[here - 1] in DEGREE | DENY | OPINION or tokens[here - 1] in {"and", ",", "or"}):
        here -= 1
    if here == 0 or tokens[here - 1] not in COPULAS:
        return []
    return _backward(tokens, here - 1)


def _described(tokens: Sequence[str], at: int) -> list[str]:
    """Give what a word stands right before: ``friendly and helpful staff``."""
    here = at + 1
    while here < len(tokens) and (
        tokens[here] in OPINION or (tokens[here] in {"and", ",", "or"} and tokens[here + 1 : here + 2] and
                                    tokens[here + 1] in OPINION)
    ):  # fmt: skip
        here += 1
    if here < len(tokens) and not _ends(tokens[here], []):
        return _forward(tokens, here)
    return []
