"""Where sentences stand in the source, and how hard they are to read."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from standout.words import catalogue

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "standout"
WILD = "\0"
"""Stands for what is put in where a key is composed."""

# These hold words beside the thing they explain; the docs read them from there.
EXPLAINED_IN_PLACE = {"Column", "Table", "Setting", "Question"}
# What these say is for the programmer who called wrongly; no owner reads it.
FOR_PROGRAMMERS = {"ValueError", "TypeError", "KeyError", "AttributeError", "NotImplementedError", "RuntimeError"}
# A statement for the database is no sentence, nor is a list of names; a sentence has small words in it.
SQL = re.compile(
    r"\b(SELECT|FROM|WHERE|CASE|WHEN|COPY|CREATE|INSERT|DELETE|UPDATE|BEGIN|PRAGMA|SET|JOIN|GROUP BY|ORDER BY"
    r"|NOT NULL|IS NULL|AND|OR|AS|OVER|UNION ALL|VALUES|CAST)\b"
)
WORD = re.compile(r"[“\"'(]?([A-Za-z][A-Za-z'’\-]*)[”\"'),;:.?!]*")
SMALL = {
    "a", "an", "and", "are", "be", "by", "can", "can't", "cannot", "could", "did", "do", "does", "for", "from", "has",
    "have", "how", "in", "is", "it", "its", "more", "no", "not", "of", "on", "one", "or", "our", "so", "than", "that",
    "the", "their", "them", "there", "these", "they", "this", "to", "too", "us", "was", "we", "were", "what", "when",
    "where", "which", "who", "will", "with", "without", "you", "your",
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A string in the source: where it stands, and its text with what is put in left wild."""

    file: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}: {self.text.replace(WILD, '{}')!r}"


def modules() -> list[Path]:
    """Give every module of the package."""
    return sorted(SRC.rglob("*.py"))


@cache
def parsed(file: Path) -> ast.Module:
    """Give a module's tree."""
    return ast.parse(file.read_text(encoding="utf-8"))


def _parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}


def _whole(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else WILD for part in node.values)


def texts(file: Path, without: frozenset[str] = frozenset()) -> Iterator[Text]:
    """Give the strings of a module but its docstrings, and but what is handed to the calls in ``without``."""
    tree = parsed(file)
    parents = _parents(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = _whole(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        parent = parents[node]
        if isinstance(parent, ast.Expr | ast.JoinedStr | ast.FormattedValue):
            continue  # a docstring, or part of a text that is given whole
        if not without & _callers(node, parents):
            yield Text(file, node.lineno, text)


def _callers(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> set[str]:
    """Give the names of all calls that a node is handed to, however deep in them it stands."""
    found = set()
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.Call):
            found.add(node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", ""))
    return found


@dataclass(frozen=True)
class Said:
    """One call of ``say``: where it stands, the keys it may take, and the values given by name."""

    at: Text
    keys: tuple[str, ...]  # what is put in is left wild
    given: frozenset[str]
    open: bool  # whether more values come from a mapping


def said(file: Path) -> Iterator[Said]:
    """Give every call of ``say`` in a module whose key stands there, whole or composed."""
    tree = parsed(file)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        keys = tuple(_keys(node.args[0]))
        if name == "say" and keys:
            given = frozenset(word.arg for word in node.keywords if word.arg)
            mapped = any(word.arg is None for word in node.keywords)
            yield Said(Text(file, node.lineno, " | ".join(keys)), keys, given, mapped)


def _keys(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [_whole(node)]
    if isinstance(node, ast.IfExp):
        return _keys(node.body) + _keys(node.orelse)
    return []


def pattern(key: str) -> re.Pattern[str]:
    """Give what a key stands for: itself, or all that differ from it in one step where it is left wild."""
    return re.compile("[^.]+".join(re.escape(part) for part in key.split(WILD)))


def is_sentence(text: str) -> bool:
    """Tell whether a text reads as a sentence: four words apart, two of them small, and no statement for a database.

    Where it neither begins nor ends as one, it needs three small words, since lists of names have few.
    """
    words = [found[1].lower() for found in map(WORD.fullmatch, text.split()) if found]
    framed = text[:1].isupper() or text.startswith(WILD) or text.rstrip().endswith((".", "?", ":"))
    return len(words) >= 4 and len(SMALL & set(words)) >= (2 if framed else 3) and not SQL.search(text)


@cache
def fixed_parts(language: str) -> frozenset[str]:
    """Give what stands between the values of every sentence of a language, where that is three words or more."""
    parts = (part for text in catalogue(language).values() for part in re.split(r"\{[^}]*\}", text))
    return frozenset(part.strip(" .,:;") for part in parts if len(WORD.findall(part)) >= 3)


def said_in(language: str, text: str, but: str) -> list[str]:
    """Give the parts of a language's sentences that stand in a text, without those that another one has too."""
    return [part for part in fixed_parts(language) - fixed_parts(but) if part in text]


# Flesch and Kincaid's grade (Kincaid et al. 1975), with syllables counted as groups of vowels.


def syllables(word: str) -> int:
    """Count a word's syllables: groups of vowels, a silent e left out."""
    word = re.sub(r"[^a-z]", "", word.lower())
    if len(word) > 3:
        word = re.sub(r"(?<![aeiouyl])e$|(?<=[^aeioudt])ed$|(?<=[^aeiouyscxzgh])es$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def sentences(text: str) -> list[list[str]]:
    """Give the words of each sentence."""
    ends = re.split(r"[.?!:]+(?=\s|$)|\n+", text)
    found = [re.findall(r"[A-Za-z0-9'’,.\-]*[A-Za-z0-9]", end) for end in ends]
    return [words for words in found if words]


def grade(text: str) -> float:
    """Give the school grade a text reads at: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


# The first of the Wiener Sachtextformeln (Bamberger & Vanecek 1984), with syllables counted as groups of vowels.


def school_year(text: str) -> float:
    """Give the school year a German text reads at, from its long words and long sentences."""
    found = [re.findall(r"[A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß\-]*", end) for end in re.split(r"[.?!:]+(?=\s|$)|\n+", text)]
    words = [word for sentence in found for word in sentence]
    groups = [max(1, len(re.findall(r"[aeiouyäöü]+", word.lower()))) for word in words]
    many, one = sum(n >= 3 for n in groups), sum(n == 1 for n in groups)
    long, sentences_ = sum(len(word) > 6 for word in words), sum(map(bool, found))
    return (19.35 * many + 12.97 * long - 3.27 * one) / len(words) + 0.1672 * len(words) / sentences_ - 0.875
