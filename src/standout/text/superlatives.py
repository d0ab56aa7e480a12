"""Superlatives: what people call the best, the friendliest, the most helpful, and whether they mean it as praise.

Reads    a text in English
Makes    superlative   one row: a word of the highest degree, what it is about, and the sentence it stands in
Rule     words alone: endings, the words beside them, and lists of what only looks like one ("at best", "honest")
Source   the lists were made on one half of the comparative sentences of Jindal and Liu (2006), "Identifying
         Comparative Sentences in Text Documents", SIGIR; benchmarks/superlatives.py gives figures for the other half
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standout.text.english import english, pattern

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+|\s*[;•]\s+")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|#1|[?,:]")
_EST = re.compile(r"[a-z]{2,}est")

NO_SUPERLATIVES, SIZES, WANTED = english("no_superlatives"), english("sizes"), english("wanted")
WORST, POOR, POOR_THINGS = english("worst"), english("poor"), english("poor_things")
NO_DEGREE, DETERMINERS, OTHER_WORDS = english("no_degree"), english("determiners"), english("other_words")
STOPS, COPULAS = english("stops"), english("copulas")
IDIOM, NEGATION, UNREAL = pattern("idiom"), pattern("negation"), pattern("unreal")
ADJECTIVE = re.compile(r"[a-z]+(?:able|ible|ful|ive|ous|ing|ed|al|ic|ent|ant|ish|some|ly|y|ar|ary|ate|ct|nt|le|se|te)")
ABOUT_WORDS = 3


@dataclass(frozen=True, slots=True)
class Superlative:
    """One word of the highest degree.

    Attributes
    ----------
    word : str
        As written, lower case: ``friendliest``, ``most helpful``.
    about : str
        The thing it speaks of, up to three words; empty where none was found.
    sentence : str
        The sentence it stands in, verbatim.
    praise : bool
        Whether it is said of something real, not denied, and meant well.

    """

    word: str
    about: str
    sentence: str
    praise: bool


def superlatives(text: str) -> list[Superlative]:
    """Give the superlatives of a text, in the order they come.

    Examples
    --------
    >>> [(one.word, one.about, one.praise) for one in superlatives("The friendliest staff! Not the best coffee.")]
    [('friendliest', 'staff', True), ('best', 'coffee', False)]
    >>> superlatives("At best it is an honest guess, and most of it is wrong.")
    []

    """
    return [one for sentence in split(text) for one in _in(sentence)]


def split(text: str) -> list[str]:
    """Give the sentences of a text, verbatim.

    Examples
    --------
    >>> split("Lovely. Best tea in town!  Come here")
    ['Lovely.', 'Best tea in town!', 'Come here']

    """
    return [sentence for part in _SENTENCE.split(text) if (sentence := part.strip())]


def _in(sentence: str) -> Iterator[Superlative]:
    tokens = _TOKEN.findall(sentence.lower().replace("’", "'"))
    line = " ".join(tokens)
    starts = [sum(len(token) + 1 for token in tokens[:at]) for at in range(len(tokens))]
    idioms = [found.span() for found in IDIOM.finditer(line)]
    for at, size in _degrees(tokens):
        here = starts[at]
        if any(low <= here < high for low, high in idioms):
            continue
        word = " ".join(tokens[at : at + size])
        about = _about(tokens, at, size)
        yield Superlative(word, about, sentence, _praises(line[:here], tokens, at, size, about))


def _degrees(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give where a superlative starts and how many tokens it has."""
    for at, word in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        before = tokens[at - 1] if at else ""
        if word in ("most", "least"):
            if _degree(before, after, at):
                yield at, 2
        elif (word, after) in (("number", "one"), ("number", "1"), ("no", "1"), ("second", "to")):
            if after != "to":
                yield at, 2
            elif tokens[at + 2 : at + 3] == ["none"]:
                yield at, 3
        elif word in {*OTHER_WORDS, "#1", "best", "worst"} or _est(word) or _on_top(before, word, after):
            yield at, 1


def _degree(before: str, after: str, at: int) -> bool:
    if not after or after in NO_DEGREE or after in STOPS:
        return False
    return (before in DETERMINERS or before in ("by", "far") or at == 0) and bool(
        before in DETERMINERS or ADJECTIVE.fullmatch(after)
    )


def _on_top(before: str, word: str, after: str) -> bool:
    return word == "top" and before in ("the", "our", "their", "world's") and after not in {*STOPS, ""}


def _est(token: str) -> bool:
    return bool(_EST.fullmatch(token)) and token not in NO_SUPERLATIVES and not token.endswith("east")


def _about(tokens: Sequence[str], at: int, size: int) -> str:
    """The words after it up to a small word; else the words before the verb that joins it to its subject."""
    after = _until(tokens[at + size :])
    if after:
        return " ".join(after)
    before = list(tokens[:at])
    joint = next((place for place in range(len(before) - 1, -1, -1) if before[place] in COPULAS), -1)
    return " ".join(reversed(_until(reversed(before[:joint])))) if joint > 0 else ""


def _until(tokens: Sequence[str] | Iterator[str]) -> list[str]:
    found: list[str] = []
    for token in tokens:
        if token in STOPS or len(found) == ABOUT_WORDS:
            break
        found.append(token)
    return found


def _praises(before: str, tokens: Sequence[str], at: int, size: int, about: str) -> bool:
    first, last = tokens[at], tokens[at + size - 1]
    if first in WORST or (first == "most" and (last in POOR or last.startswith(("un", "dis")))):
        return False
    things = set(about.split())
    if things & POOR_THINGS or tokens[-1] == "?" or (first in SIZES and not things & WANTED):
        return False
    if tokens[at - 1 : at] and tokens[at - 1] in ("second", "third", "fourth", "next"):
        return False
    return not NEGATION.search(before) and not UNREAL.search(before)
