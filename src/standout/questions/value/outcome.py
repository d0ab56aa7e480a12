"""Outcome: what people give in the end, overall: a score, or whether they recommend.

Reads    reviews, columns
Makes    outcomes   the overall scores and whether people recommend, those that can show what matters
Rule     an overall score that is nothing but the mean of the aspects tells nothing of what matters: each aspect counts
         the same in it, whatever people feel.  It is left out where nearly all are within rounding of that mean
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.questions.value.held import OVERALL, Held, Scale
from standout.tables.table import DESCRIPTOR
from standout.text.folded import folded
from standout.words import say

Floats = NDArray[np.float64]

YES = frozenset("1 y yes true recommended recommend ja oui si sí sim tak".split())
NO = frozenset("0 n no false nein non nao não nie".split())
NEARLY = 0.95
"""Where this share of scores is as far from the mean as rounding can make them, a score is taken for that mean."""
ROUNDING = 1 + 1e-9
"""Points between the most and the least that rounding adds, to the nearest, up or down."""
COMPARED, FEWEST = 30, 3
"""So many scores with all aspects have to be there to tell; else with so many aspects."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that people give in the end.

    Attributes
    ----------
    column, label : str
        As tables name it, and for people.
    values : float64, shape (reviews,)
        Points of its scale, or 1 for who recommends and 0 for who doesn't; NaN where nothing is given.
    shares : bool
        Whether its mean is a share of people.

    """

    column: str
    label: str
    values: Floats
    shares: bool = False


def outcomes(held: Held) -> tuple[list[Outcome], list[str]]:
    """Give what people give in the end, the overall score first, then by how many give it; and what was left out.

    Returns
    -------
    outcomes : list of Outcome
    means : list of str
        The labels of overall scores that are nothing but the mean of the aspects.

    """
    sound: list[Outcome] = []
    means: list[str] = []
    for scale in held.overalls:
        values = held.score(scale.column)
        plain = scale.column == OVERALL
        label = say("value.outcome.overall") if plain else say("value.outcome.other", label=scale.label)
        if held.scales and is_mean(values, np.column_stack([_on(scale, one, held) for one in held.scales])):
            means.append(label)
        else:
            sound.append(Outcome(scale.column, label, values))
    column = recommended(held)
    if column:
        sound.append(Outcome(column, say("value.outcome.recommended"), recommendations(held, column), shares=True))
    sound.sort(key=lambda one: (one.column != OVERALL, -int((~np.isnan(one.values)).sum()), one.column))
    return sound, means


def _on(scale: Scale, one: Scale, held: Held) -> Floats:
    """Give an aspect as it would stand on another scale; as it is where an end isn't known."""
    values = held.score(one.column)
    if one.low is None or one.high is None or scale.low is None or scale.high is None or one.high <= one.low:
        return values
    return scale.low + (values - one.low) / (one.high - one.low) * (scale.high - scale.low)


def is_mean(values: Floats, aspects: Floats) -> bool:
    """Tell whether an overall score is nothing but the mean of the aspects, rounded.

    Parameters
    ----------
    values : float64, shape (n,)
    aspects : float64, shape (n, k)
        On the same scale; NaN where not given.

    Examples
    --------
    >>> aspects = np.random.default_rng(1).integers(1, 6, size=(200, 4)).astype(float)
    >>> is_mean(np.round(aspects.mean(axis=1)), aspects), is_mean(aspects[:, 0], aspects)
    (True, False)

    """
    given = ~np.isnan(aspects)
    told = ~np.isnan(values)
    whole = told & given.all(axis=1)  # what a file does with an aspect that is missing, nobody knows
    rows = whole if whole.sum() >= COMPARED else told & (given.sum(axis=1) >= FEWEST)
    if rows.sum() < COMPARED:
        return False
    inside = aspects[rows]
    uneven = np.nanmax(inside, axis=1) > np.nanmin(inside, axis=1)
    if uneven.sum() < COMPARED:
        return False
    away = values[rows][uneven] - np.nanmean(inside[uneven], axis=1)
    least, most = np.quantile(away, [(1 - NEARLY) / 2, (1 + NEARLY) / 2])
    return bool(most - least <= ROUNDING)


def recommended(held: Held) -> str:
    """Give the column that says whether somebody recommends, empty where there is none."""
    for each in held.columns.sort_by("name").to_pylist():
        name, there = each["name"], each["name"] in held.reviews.column_names
        if each["table"] == "reviews" and there and name.startswith(DESCRIPTOR) and _tells(each["label"], name):
            values = {str(one).strip().lower() for one in held.reviews[name].unique().to_pylist() if one is not None}
            if values & YES and values <= YES | NO:
                return str(name)
    return ""


def _tells(*names: str | None) -> bool:
    return any(word.startswith("recommend") for name in names if name for word in folded(name.replace("_", " ")))


def recommendations(held: Held, column: str) -> Floats:
    """Give 1 for each review that recommends, 0 for one that doesn't, NaN for one that doesn't say."""
    said = [str(one).strip().lower() for one in held.reviews[column].to_pylist()]
    return np.array([1.0 if one in YES else 0.0 if one in NO else np.nan for one in said])
