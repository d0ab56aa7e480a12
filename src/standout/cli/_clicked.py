"""Clicked: what Click itself says (usage, options, what is wrong with one), in the language that is spoken.

Click asks gettext for its words and finds English.  Where another language is spoken its modules are given a
``gettext`` that asks `words.own`, under ``click.<the English words>``.
"""

from __future__ import annotations

from importlib import import_module

from standout.words import own

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def speak_alike() -> None:
    """Let Click speak the language that is spoken."""
    for name in MODULES:
        module = import_module(f"click.{name}")
        for told, said in (("_", said_one), ("ngettext", said_many)):
            if hasattr(module, told):
                setattr(module, told, said)


def said_one(english: str) -> str:
    """Give a text of Click's in the language that is spoken."""
    return own(f"click.{english}", english)


def said_many(one: str, many: str, n: int) -> str:
    """Give a text of Click's that depends on a number."""
    return said_one(one if n == 1 else many)
