"""Spoken: which language is spoken now, and its sentences as they stand in the files of ``<language>/``.

A language is a folder: by being there it is one that can be spoken.  What is spoken is held per thread and
per request, so that two people may be answered at once, each in their own.

Reads    <language>/*.toml       the sentences, by ``section.key``: the same keys in every language
         <language>/own_*.toml   of what stands in English beside its code: its words in this language
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from standout.errors import SettingError

FIRST = "en"
"""The language everything is written in; what another one lacks is said in it."""

_HERE = Path(__file__).parent
_OWN, _CORE = "own_", "core"

LANGUAGES = (FIRST, *sorted({one.name for one in _HERE.iterdir() if len(one.name) == len(FIRST)} - {FIRST}))


def _asked_for() -> str:
    """Give the language ``STANDOUT_LANGUAGE`` names, such as ``de`` or ``de_DE.UTF-8``; English for any other."""
    named = os.environ.get("STANDOUT_LANGUAGE", "").strip().lower()[: len(FIRST)]
    return named if named in LANGUAGES else FIRST


_UNASKED = _asked_for()
_SPOKEN: ContextVar[str] = ContextVar("spoken")


def language() -> str:
    """Give the language spoken now, by its ISO 639-1 code."""
    return _SPOKEN.get(_UNASKED)


@contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """Speak a language within; what was spoken before is spoken again after.

    Parameters
    ----------
    spoken : str
        One of ``LANGUAGES``; empty leaves what is spoken.

    Raises
    ------
    SettingError
        If there is no such language; the message names those there are.

    Examples
    --------
    >>> with speaking("de"):
    ...     language()
    'de'
    >>> language()
    'en'

    """
    if spoken and spoken not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise SettingError(template("words.no_language").format(given=spoken, known=known))
    before = _SPOKEN.set(spoken or language())
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def catalogue(spoken: str = "") -> Mapping[str, str]:
    """Give every sentence of a language as ``{"section.key": template}``; of the one spoken now where none is named."""
    return _held(spoken or language(), own=False)


def template(key: str) -> str:
    """Give the sentence ``key`` as it is written, in the language spoken now.

    Raises
    ------
    KeyError
        If there is no such sentence.

    """
    return _template(language(), key)


def own(key: str, text: str) -> str:
    """Give a text that stands in English beside its code in the language spoken now.

    Parameters
    ----------
    key : str
        Where it stands, such as ``question.est.asks``.
    text : str
        What it says there; given as it is in English, and where the language has no words for it yet.

    """
    return text if language() == FIRST else _held(language(), own=True).get(key, text)


def label(name: str) -> str:
    """Give a name that is fixed beside its code, such as an aspect's, in the language spoken; one of the owner's stays.

    Examples
    --------
    >>> with speaking("de"):
    ...     label("overall"), label("Kaffee")
    ('Gesamtwertung', 'Kaffee')

    """
    return own(f"label.{name}", name)


@cache
def _template(spoken: str, key: str) -> str:
    for name in (key.partition(".")[0], _CORE):  # where most stand; a command that says little reads two files, not all
        if key in (held := _file(spoken, name)):
            return held[key]
    held = _held(spoken, own=False)
    return held[key] if key in held else _held(FIRST, own=False)[key]


@cache
def _held(spoken: str, *, own: bool) -> Mapping[str, str]:
    names = sorted(file.stem for file in (_HERE / spoken).glob("*.toml"))
    wanted = [name for name in names if name.startswith(_OWN) == own]
    return {key: sentence for name in wanted for key, sentence in _file(spoken, name).items()}


@cache
def _file(spoken: str, name: str) -> Mapping[str, str]:
    path = _HERE / spoken / f"{name}.toml"
    return dict(flat(tomllib.loads(path.read_text(encoding="utf-8")))) if path.is_file() else {}


def flat(tree: Mapping[str, Any], above: str = "") -> Iterable[tuple[str, str]]:
    """Give every sentence of a file by its whole key."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
