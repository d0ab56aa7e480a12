"""Reasons: the evidence behind each person's circle, in words and without their name.

Each sign is put into words once for every figure there is of it, not once for every person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.questions.circles.marks import Marks
from standout.questions.circles.own_ties import NONE, WAYS
from standout.questions.circles.signs import Flags, Signs
from standout.words import say


def reasons(signs: Signs, marks: Marks, known: NDArray[np.int64]) -> pa.Array:
    """Give each person's evidence, strongest first; every person has some.  ``known`` is how many each is tied to."""
    second = marks.circle == 2
    parts = [
        _counted(signs.brought, lambda n: say("circles.sign.brought", n=n)),
        _counted(signs.bought, lambda n: say("circles.sign.bought", n=n)),
        _each(signs.last, ~np.isnat(signs.last), lambda day: say("circles.sign.last", day=day)),
        _counted(signs.replied, lambda n: say("circles.sign.replied", n=n)),
        _counted(signs.clicked, lambda n: say("circles.sign.clicked", n=n)),
        _where(signs.colleague, say("circles.sign.colleague")),
        _where(signs.listed, say("circles.sign.contact")),
        _each(signs.own_tie, (signs.own_tie != NONE) & ~signs.listed, lambda way: say(f"circles.tie.{WAYS[way]}")),
        _counted(known, lambda n: say("circles.sign.ties", n=n)),
        _where(signs.agreed, say("circles.sign.agreed")),
        _where(signs.through & second, say("circles.sign.through")),
        _where(marks.tied & second, say("circles.sign.tied")),
        _where(marks.works & second, say("circles.sign.works")),
        _where(marks.circle == 3, say("circles.sign.nothing")),
    ]
    return pc.binary_join_element_wise(*parts, "; ", null_handling="skip")


def _counted(many: NDArray[np.int64], words: Callable[[int], str]) -> pa.Array:
    return _each(many, many > 0, words)


def _each(values: NDArray[Any], there: Flags, words: Callable[[Any], str]) -> pa.Array:
    """Give the words for each value, null where there is none."""
    coded = pa.array(values, mask=~there).dictionary_encode()
    return pa.array([words(value) for value in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


def _where(true: Flags, words: str) -> pa.Array:
    return pc.if_else(pa.array(true), words, pa.scalar(None, pa.string()))
