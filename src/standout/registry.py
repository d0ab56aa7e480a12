"""What a folder offers: a file is listed by being there.

``names`` looks without importing, so that ``--help`` stays quick; ``catalogue`` imports.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any


def names(package: str) -> tuple[str, ...]:
    """Give the public module names in a package, sorted, without importing them.

    Examples
    --------
    >>> "est" in names("standout.questions")
    True

    """
    path = import_module(package).__path__
    return tuple(sorted(m.name for m in pkgutil.iter_modules(path) if not m.name.startswith("_")))


@cache
def catalogue(package: str, attribute: str) -> dict[str, Any]:
    """Give ``{module name: its attribute}`` for every module in a package that has the attribute.

    Examples
    --------
    >>> catalogue("standout.questions", "QUESTION")["est"].name
    'est'

    """
    found: dict[str, Any] = {}
    for name in names(package):
        module = import_module(f"{package}.{name}")
        if hasattr(module, attribute):
            found[name] = getattr(module, attribute)
    return found


def load(dotted: str, within: str = "") -> Any:
    """Give what ``"module:name"`` points at; ``within`` is the package a bare module is looked up in.

    Examples
    --------
    >>> load("standout.registry:names") is names
    True

    """
    module, _, name = dotted.partition(":")
    return getattr(import_module(f"{within}.{module}" if within else module), name)
