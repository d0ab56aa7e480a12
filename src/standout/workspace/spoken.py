"""Spoken: whatever a workspace is asked to do, it speaks the language of its ``standout.toml``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Protocol, TypeVar

from standout.words import speaking

C = TypeVar("C", bound=type)


class Speaking(Protocol):
    """What has a language of its own."""

    @property
    def language(self) -> str:
        """What it speaks, by its ISO 639-1 code."""
        ...


def speaks(cls: C) -> C:
    """Give a class whose public methods speak the ``language`` of the object they are called on.

    A method that gives one thing after another speaks it while it makes each of them.
    """
    for name, member in list(vars(cls).items()):
        if inspect.isfunction(member) and not name.startswith("_"):
            setattr(cls, name, (_each_spoken if inspect.isgeneratorfunction(member) else _spoken)(member))
    return cls


def _spoken(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def speak(self: Speaking, *given: object, **named: object) -> Any:
        with speaking(self.language):
            return method(self, *given, **named)

    return speak


def _each_spoken(method: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    @wraps(method)
    def speak(self: Speaking, *given: object, **named: object) -> Iterator[Any]:
        made, spoken, done = method(self, *given, **named), self.language, object()
        while True:
            with speaking(spoken):  # not across a yield: whoever takes the next one speaks as they did
                one = next(made, done)
            if one is done:
                return
            yield one

    return speak
