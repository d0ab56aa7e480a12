"""Said: worlds that were read from the words of reviews, and which claims may rest on them.

Such a world has one condition: "reviews that mention children".  It is none where most reviews mention the thing,
and none for an aspect that it only says again, such as wifi among reviews that mention wifi.

Reads    counts alone, and the labels of aspects
Makes    a search without the claims that say nothing of their own
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from standout.questions.est.market import Aspect
from standout.text.folded import folded

if TYPE_CHECKING:
    from standout.questions.est.gathered import Gathered
    from standout.stats.worlds.found import Found

MOST = 0.5
"""What a larger share of all reviews mentions than this is talked of by everybody, and tells nobody apart."""


def sayable(found: Found, held: Gathered, columns: Sequence[int], aspects: Sequence[Aspect]) -> Found:
    """Give a search without the claims that say nothing of their own; nothing of these is tested or shown.

    Parameters
    ----------
    found : Found
        The search among ``columns``, each world of one condition.
    held : Gathered
    columns : sequence of int
        Places of the descriptors that were read from words.
    aspects : sequence of Aspect
        In the order of ``found``.

    """
    if not len(found.depth):
        return found
    few = found.rows <= MOST * len(held.rows.business)
    about = [_about(held.descriptors[column].column) for column in columns]
    labels = [frozenset(folded(aspect.label)) for aspect in aspects]
    apart = np.array([[not about[column] & label for label in labels] for column in found.columns[:, 0].tolist()])
    kept = few[:, None] & apart.reshape(len(few), len(aspects))
    return replace(found, testable=found.testable & kept, n=np.where(kept, found.n, 0))


def _about(column: str) -> frozenset[str]:
    """Words of aspects that a world of this column only says again."""
    from standout.text.descriptors import RULES  # noqa: PLC0415 - the rules are read only where texts were

    return frozenset(word for rule in RULES if rule.column == column for word in (*rule.about, *folded(rule.what)))
