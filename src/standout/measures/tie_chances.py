"""Tie chances: how likely a tie brings one more person, guessed by its kind until an owner's own files tell.

Reads    tie_strengths, adoptions
Makes    tie_chances   one row: two people, in the direction in which word may pass
Unit     the chance, 0 to 1, that who is told comes within `WINDOW` days of who may tell them
Guess    by the kind that carries most, with a low and a high end: tie_priors.toml
Learnt   by kind, from those whose day of coming is known, who may also have come of themselves; the guess stands beside
         what the files say.  It is called learnt where they say more than the guess, of at least `TELLERS` tellers
Never    learnt from ties that are there because somebody came: who referred whom, or bought with whom
Can't    tell word of mouth from likeness: people who know each other come at like times for other reasons too
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine, Measure

if TYPE_CHECKING:
    import pyarrow as pa

MEASURE = Measure(name="tie_chances", reads=("tie_strengths", "adoptions"), make="tie_chances:tie_chances")

WINDOW = 30
"""Days after somebody came in which their ties are looked at."""
TELLERS = 5
"""So many must have come who have ties of a kind, for its chance to be learnt."""
LEAST = 10
"""So many who came must stand among people with ties, for anything to be learnt at all."""
_SPAN = 2 * 1.959964
"""From the low to the high end of a guess, in standard errors."""
OTHER = "other"
PRIOR, LEARNT = "prior", "learnt"

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """One kind of ``tie_priors.toml``; what its fields mean is written there."""

    kind: str
    low: float
    likely: float
    high: float
    made: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Who may tell whom, by which kind of ``kinds``; ``free`` is the one besides those that are made, -1 for none."""

    teller: Ids
    told: Ids
    kind: Ids
    free: Ids
    kinds: tuple[Prior, ...]


@cache
def priors() -> dict[str, Prior]:
    """Give the guesses, by kind.

    Examples
    --------
    >>> family = priors()["family"]
    >>> family.low < family.likely < family.high
    True

    """
    text = files("standout.measures").joinpath("tie_priors.toml").read_text("utf-8")
    return {name: Prior(kind=name, **row) for name, row in tomllib.loads(text).items()}


def tie_chances(engine: Engine) -> pa.Table:
    """Give how likely each tie brings one more person.

    Parameters
    ----------
    engine : Engine
        Where ``tie_strengths`` and ``adoptions`` are.

    Returns
    -------
    Table
        ``from_id`` may tell ``to_id``, both int64, 0 the owner; ``kind`` string, the one that carries most of those
        between them; ``chance``, ``low``, ``high`` double; ``basis`` string, prior or learnt; ``ties`` int32, from how
        many ties it was learnt, 0 for a guess.  Each pair once a direction, in the order of its people.

    """
    import pyarrow as pa  # noqa: PLC0415 - 150 ms that listing measures must not pay

    pairs = _pairs(engine)
    low, chance, high = (
        np.array([getattr(prior, end) for prior in pairs.kinds], np.float64) for end in ("low", "likely", "high")
    )
    ties = np.zeros(len(pairs.kinds), np.int32)
    for kind, found in _learnt(engine, pairs).items():
        low[kind], chance[kind], high[kind], ties[kind] = found
    basis, names = np.where(ties > 0, LEARNT, PRIOR), np.array([prior.kind for prior in pairs.kinds])
    return pa.table(
        {
            "from_id": pa.array(pairs.teller, "int64"), "to_id": pa.array(pairs.told, "int64"),
            "kind": pa.array(names[pairs.kind], "string"), "chance": chance[pairs.kind], "low": low[pairs.kind],
            "high": high[pairs.kind], "basis": pa.array(basis[pairs.kind], "string"), "ties": ties[pairs.kind],
        }
    )  # fmt: skip


def _pairs(engine: Engine) -> _Pairs:
    strengths = engine.table("tie_strengths")
    rows = engine.arrow(strengths.select("from_id", "to_id", "kinds").order_by(["from_id", "to_id"]))
    held = tuple(priors().values())
    place = {prior.kind: at for at, prior in enumerate(held)}
    known = rows["kinds"].dictionary_encode().combine_chunks()
    each = [_strongest(kinds, place) for kinds in known.dictionary.to_pylist()]
    both = np.array(each, np.int64).reshape(-1, 2)[known.indices.to_numpy()]
    return _Pairs(rows["from_id"].to_numpy(), rows["to_id"].to_numpy(), both[:, 0], both[:, 1], held)


def _strongest(kinds: str | None, place: dict[str, int]) -> tuple[int, int]:
    """Give the place of the kind that carries most among those with a space between; and of those not made, or -1."""
    named = [priors()[each if each in place else OTHER] for each in (kinds or OTHER).split()]
    shown = max(named, key=lambda prior: (prior.likely, prior.kind))
    free = max((prior for prior in named if not prior.made), key=lambda prior: (prior.likely, prior.kind), default=None)
    return place[shown.kind], place[free.kind] if free else -1


def _learnt(engine: Engine, pairs: _Pairs) -> dict[int, tuple[float, float, float, int]]:
    """Give low end, chance, high end and number of ties of each kind that can be learnt, by its place."""
    free = pairs.free >= 0
    came = _came(engine)
    people, ends = np.unique(np.concatenate([pairs.teller[free], pairs.told[free]]), return_inverse=True)
    inside = np.isin(came["person"], people)
    if not free.any() or int(inside.sum()) < LEAST:
        return {}
    from standout.network.graph import graph  # noqa: PLC0415 - numba, only where there is something to learn
    from standout.network.logs import log_of  # noqa: PLC0415
    from standout.network.pooling import pooled  # noqa: PLC0415
    from standout.network.trials import trials  # noqa: PLC0415

    source, target = ends[: int(free.sum())], ends[int(free.sum()) :]
    g = graph(len(people), source, target)
    order = np.lexsort((source, target))  # the graph's own order: by who is told, then by who tells
    by = np.where(np.isin(came["by"], people), np.searchsorted(people, came["by"]), len(people))
    by = np.where(came["told"], by, -1)
    log = log_of(
        came["item"][inside], np.searchsorted(people, came["person"][inside]), came["day"][inside],
        by[inside], np.full(int(came["item"].max()) + 1, came["day"].max()),
    )  # fmt: skip
    guess = guess_of(pairs.kinds)
    found = pooled(trials(log, g, WINDOW), pairs.free[free][order], len(pairs.kinds), guess)
    ties = np.bincount(pairs.free[free], minlength=len(pairs.kinds))
    enough = np.flatnonzero((2 * found.error**2 < guess[1] ** 2) & (found.tellers >= TELLERS))
    return {
        int(at): (float(found.low[at]), float(found.chance[at]), float(found.high[at]), int(ties[at])) for at in enough
    }


def guess_of(kinds: tuple[Prior, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the guesses on one day's scale: logits, and their standard errors."""
    held = np.array([[prior.low, prior.likely, prior.high] for prior in kinds])
    daily = 1 - (1 - held) ** (1 / WINDOW)
    logits = np.log(daily) - np.log1p(-daily)
    return logits[:, 1], (logits[:, 2] - logits[:, 0]) / _SPAN


def _came(engine: Engine) -> dict[str, Any]:
    """Give who came, what they took up, on which day, whether it is known who told them, and who did."""
    adoptions = engine.table("adoptions")
    dated = adoptions.filter(adoptions["at"].notnull())
    rows = engine.arrow(dated.select("person_id", "item", "at", "told_by").order_by(["item", "at", "person_id"]))
    return {
        "person": rows["person_id"].to_numpy(),
        "item": rows["item"].dictionary_encode().combine_chunks().indices.to_numpy().astype(np.int64),
        "day": rows["at"].to_numpy().astype("datetime64[D]").astype(np.int64),
        "told": rows["told_by"].is_valid().to_numpy(zero_copy_only=False),
        "by": rows["told_by"].fill_null(0).to_numpy(),
    }
