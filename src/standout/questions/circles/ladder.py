"""Ladder: buyer, fan, sharer, champion, co-builder; what each brought, what one may expect, and the next kind act.

Reads    `Signs`, `Marks`, `Asking`, asks and plays (who helped)
Makes    `Ladder`: one place in every array for each person
Brought  whoever came is shared out evenly among all above them in the chain, so that the shares sum to those who came
Expected what each may bring in as long a time again, drawn towards the rest; `stats.each`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.question import Engine
from standout.questions.circles.asking import BARRED, FREE, RESTING, Asking
from standout.questions.circles.marks import AGAIN, OFTEN, Marks
from standout.questions.circles.signs import Days, Flags, Ids, Signs
from standout.stats.each import Expected, expected
from standout.words import say

RUNGS = ("buyer", "fan", "sharer", "champion", "co_builder")
NO_RUNG = -1

HELPING = ("let_customers_help", "invite_to_try", "ask_one_question", "try_what_is_asked_for")
"""Tactics in which people help to make what we offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Where people stand; arrays have shape (people,).

    Attributes
    ----------
    rung : int64
        Place in `RUNGS`; `NO_RUNG` for who never bought and brought nobody.
    brought : float64
        People who came through them, shared out over the chain.
    expected : Expected
        How many they may bring in as long a time again; of everybody in circle 1 or who brought somebody.
    able : bool
        Of whom something is expected.
    ask_from : datetime64[D]
        The day from which they may be asked; NaT where only they can change that.

    """

    rung: Ids
    brought: NDArray[np.float64]
    expected: Expected
    able: Flags
    ask_from: Days


def ladder(engine: Engine, signs: Signs, marks: Marks, asking: Asking, as_of: date | None) -> Ladder:
    """Give where people stand on the ladder."""
    teller = signs.brought > 0
    on = _brought_on(signs)
    helped = np.isin(signs.ids, _helpers(engine)) | (signs.replied >= AGAIN)
    champion = teller & ((signs.brought >= AGAIN) | on)
    fan = (signs.bought >= OFTEN) | ((signs.bought > 0) & (signs.replied > 0))
    steps = [champion & helped, champion, teller, fan, signs.bought > 0]
    able = (marks.circle == 1) | teller
    return Ladder(
        rung=np.select(steps, range(len(RUNGS) - 1, -1, -1), NO_RUNG),
        brought=shared_out(signs.ids, zip(signs.told.children.tolist(), signs.told.parents.tolist(), strict=True),
                           signs.told.unnamed.tolist()),
        expected=_expected(signs.brought, able),
        able=able,
        ask_from=_ask_from(asking, as_of),
    )  # fmt: skip


def shared_out(ids: Ids, pairs: Iterable[tuple[int, int]], unnamed: Iterable[int]) -> NDArray[np.float64]:
    """Give how many people came through each, each of those who came shared out evenly among all above them.

    Parameters
    ----------
    ids : int64, shape (people,)
        Sorted; holds everybody in ``pairs``.
    pairs : iterable of (int, int)
        Who came, and through whom.
    unnamed : iterable of int
        Through whom somebody came whose name isn't known, one entry for each of those.

    Notes
    -----
    This is the Shapley value of the game in which somebody comes only if all above them took part.

    Examples
    --------
    1 brought 2, and 2 brought 3: half of 3 is due to each of them.

    >>> shared_out(np.array([1, 2, 3]), [(2, 1), (3, 2)], []).tolist()
    [1.5, 0.5, 0.0]

    """
    parents: dict[int, list[int]] = {}
    for child, parent in pairs:
        parents.setdefault(child, []).append(parent)
    found: dict[int, float] = {}
    for child in parents:
        _credit(found, _above(parents, child) - {child})
    for parent in unnamed:
        _credit(found, _above(parents, parent) | {parent})
    return np.array([found.get(one, 0.0) for one in ids.tolist()], np.float64)


def _credit(found: dict[int, float], above: set[int]) -> None:
    for one in above:
        found[one] = found.get(one, 0.0) + 1 / len(above)


def _above(parents: Mapping[int, list[int]], person: int) -> set[int]:
    """Give everybody above a person in the chain; themselves too where it leads back."""
    found: set[int] = set()
    edge = list(parents.get(person, ()))
    while edge:
        one = edge.pop()
        if one not in found:
            found.add(one)
            edge.extend(parents.get(one, ()))
    return found


def _brought_on(signs: Signs) -> Flags:
    """Tell who brought somebody who brought somebody else."""
    told = signs.told
    goes_on = np.isin(told.children, np.concatenate([told.parents, told.unnamed]))
    return np.isin(signs.ids, told.parents[goes_on])


def _helpers(engine: Engine) -> Ids:
    """Give who took part in a play that was done in which people help."""
    plays, asks = engine.table("plays"), engine.table("asks")
    helping = plays.filter(plays.tactic.isin(HELPING)).select("play_id")
    done = asks.filter(asks.state == "done").semi_join(helping, "play_id").select("person_id").distinct()
    return engine.arrow(done)["person_id"].to_numpy()  # type: ignore[no-any-return]


def _expected(brought: Ids, able: Flags) -> Expected:
    """Give what may be expected of those who are able; nothing of the others."""
    parts = [np.zeros(len(brought)) for _ in range(3)]
    if able.any():
        some = expected(brought[able])
        for part, values in zip(parts, (some.estimate, some.low, some.high), strict=True):
            part[able] = values
    return Expected(*parts)


def _ask_from(asking: Asking, as_of: date | None) -> Days:
    never = np.datetime64("NaT", "D")
    resting = np.isin(asking.barred, [BARRED.index(name) for name in RESTING])
    days: Days = np.where(resting, asking.rest_until, never)
    days[asking.barred == FREE] = np.datetime64(as_of, "D") if as_of else never
    return days


def next_acts(held: Ladder, asking: Asking) -> pa.Array:
    """Give the next kind act for each person on the ladder; null for the others."""
    words = [*(say(f"circles.act.{name}") for name in RUNGS), None]
    acts = pa.array(words, pa.string()).take(pa.array(held.rung % len(words)))
    for place, name in enumerate(BARRED):
        if name in RESTING:
            until = _until(asking, held, place)
        elif name:
            until = pa.scalar(say(f"circles.act.{name}"), pa.string())
        else:
            continue
        barred = pa.array((asking.barred == place) & (held.rung != NO_RUNG))
        acts = pc.if_else(barred, until, acts)
    return acts


def _until(asking: Asking, held: Ladder, place: int) -> pa.Array:
    """Give the words that say until when each of those who rest is left in peace."""
    days = pa.array(held.ask_from, mask=(asking.barred != place) | np.isnat(held.ask_from)).dictionary_encode()
    said = [say("circles.act.rest", day=day) for day in days.dictionary.to_pylist()]
    return pa.array(said, pa.string()).take(days.indices)
