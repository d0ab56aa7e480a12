"""Told: who came through whom, from "who told you" and from codes that were used.

Reads    adoptions, orders, codes
Makes    `Told`: pairs of a person who came and the person they came through
No pair  where somebody names themselves, or uses their own code
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.network import codes
from standout.question import Engine

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who came through whom.

    Attributes
    ----------
    children, parents : int64, shape (pairs,)
        ``children[i]`` came through ``parents[i]``; each pair once.
    unnamed : int64, shape (orders,)
        Whose code an order came with that names nobody, an entry for each order.
    adopters : int64, shape (people,)
        Everybody who took something up.
    coded, named : int64
        Who came with somebody's code, and who named somebody; each sorted.

    """

    children: Ids
    parents: Ids
    unnamed: Ids
    adopters: Ids
    coded: Ids
    named: Ids

    @property
    def came(self) -> Ids:
        """Everybody who is shown to have come, sorted."""
        return np.union1d(self.adopters, self.children)

    def brought(self, ids: Ids) -> Ids:
        """Give how many people came through each of ``ids``, which are sorted and hold every parent.

        Examples
        --------
        >>> pairs = Told(children=np.array([7, 8]), parents=np.array([5, 5]), unnamed=np.array([6]),
        ...              adopters=np.array([7, 8, 9]), coded=np.array([7]), named=np.array([8]))
        >>> pairs.brought(np.array([5, 6, 7])).tolist()
        [2, 1, 0]

        """
        return np.bincount(np.searchsorted(ids, np.concatenate([self.parents, self.unnamed])), minlength=len(ids))


def told(engine: Engine) -> Told:
    """Give who came through whom; a code that is none of those given out tells nothing."""
    adoptions = engine.table("adoptions")
    taken = engine.arrow(adoptions.select("person_id", "told_by", "code").distinct())
    owners = _owners(engine)
    by_code = _parents(pc.unique(taken["code"]).to_pylist(), owners)
    rows = taken.to_pylist()
    bought = _bought(engine, owners)
    named = _known((row["person_id"], row["told_by"]) for row in rows)
    coded = _known((row["person_id"], by_code.get(row["code"])) for row in rows)
    coded |= _known((row["customer_id"], row["parent"]) for row in bought)
    unnamed = [row["parent"] for row in bought if row["customer_id"] is None]
    both = np.array(sorted(named | coded), np.int64).reshape(-1, 2)
    return Told(
        children=both[:, 0],
        parents=both[:, 1],
        unnamed=np.array(unnamed, np.int64),
        adopters=np.unique(np.asarray(taken["person_id"], np.int64)),
        coded=np.array(sorted({child for child, _ in coded}), np.int64),
        named=np.array(sorted({child for child, _ in named}), np.int64),
    )


def _known(pairs: Iterable[tuple[int | None, int | None]]) -> set[tuple[int, int]]:
    """Give the pairs of two people, those of somebody with themselves left out."""
    return {(child, parent) for child, parent in pairs if parent and child and child != parent}


def _bought(engine: Engine, owners: Mapping[str, int]) -> list[dict[str, Any]]:
    """Give each order that came with a person's code, once: who ordered, and whose code it was."""
    orders = engine.table("orders")
    came_with = orders.filter(orders.code.notnull() & ~orders.refunded)
    held = engine.arrow(came_with.select("code").distinct())["code"].to_pylist() if owners else []
    by_code = _parents(held, owners)
    if not by_code:
        return []
    used = came_with.filter(came_with.code.isin(sorted(by_code)))
    rows = engine.arrow(used.select("customer_id", "order_id", "code").distinct()).to_pylist()
    return [{"customer_id": row["customer_id"], "parent": by_code[row["code"]]} for row in rows]


def _owners(engine: Engine) -> dict[str, int]:
    """Give who passes each code on; codes of posters and counter cards are nobody's."""
    given = engine.table("codes")
    rows = engine.arrow(given.filter(given.person_id.notnull()).select("code", "person_id")).to_pylist()
    return {row["code"]: row["person_id"] for row in rows}


def _parents(written: Iterable[str | None], owners: Mapping[str, int]) -> dict[str, int]:
    """Give whose each code is, as it was written; one that was given to nobody is left out."""
    found = {}
    for text in written:
        if parent := owners.get(known_code(text, owners) or ""):
            found[text or ""] = parent
    return found


def known_code(text: str | None, given: Container[str]) -> str | None:
    """Give which of the codes given out a text means, however it is written; None where it is none of them."""
    if not text or text in given:
        return text or None
    read = codes.read(text)
    return read.code if read and read.code in given else None
