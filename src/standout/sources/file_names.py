"""File names: a file's own name, where it tells what its headers don't.

Reads    the innermost name: of ``download.zip > connections/followers_and_following/followers_1.json`` the last part
Rule     the folders above and the archive around it say nothing: a folder may be called after two files that differ
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from standout.sources.source import Raw

_FILES = (".json", ".js", ".jsonl", ".ndjson")


def own_name(raw: Raw) -> str:
    """Give a file's own name, folded; the name of a list inside a JSON file is no file's.

    Examples
    --------
    >>> from pathlib import Path
    >>> own_name(Raw(path=Path("me.zip"), member="connections/followers_and_following/followers_1.json"))
    'followers_1.json'

    """
    inside = [re.split(r"[/\\]", part)[-1] for part in raw.member.split(" > ")]
    names = [raw.path.name, *inside]
    return next((n for n in reversed(names) if PurePosixPath(n).suffix.lower() in _FILES), raw.path.name).casefold()


def is_any(raw: Raw, names: Iterable[str]) -> bool:
    """Tell whether a file's own name is one of some, each as a shell's pattern, such as ``followers_[0-9]*.json``."""
    own = own_name(raw)
    return any(fnmatchcase(own, name) for name in names)
