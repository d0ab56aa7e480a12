"""Gathered: every taking-up with what it says of who told them, and where chains begin.

Reads    adoptions, orders (not refunded), codes, asks
Codes    looked up by their signs, so that case, dashes and O for 0 don't matter; one that is none of ours but one
         sign from one is kept apart and not counted
Person   an order with a code and no customer counts as a person of its own
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.network.chains import Link
from standout.network.codes import near_among, signs_of
from standout.question import Engine

if TYPE_CHECKING:
    import pyarrow as pa

DONE = "done"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What there is to tell results by.

    Attributes
    ----------
    claimed : list of Link
        Every taking-up of those in a chain, or named in one.
    asked : dict
        ``{person: the day we asked them}``.
    giving : dict
        ``{person: the day a code of theirs went out}``.
    listed : frozenset of int
        People on a list of who came.
    unnamed : frozenset of int
        Stand-ins for orders with a code and no customer.
    firsts : pyarrow.Table
        ``customer_id``, ``first_at``: the first order of every customer.
    codes : dict
        Rows of ``codes`` by their code.
    asks : list of rows
        Of ``asks``.
    names_told : bool
        Whether anybody said who told them.
    codes_kept : bool
        Whether any order or taking-up has a code of whatever kind.
    near : dict
        ``{as typed: the code that was meant}`` of codes typed wrongly.
    until : date or None
        The last day of which anything could be seen.
    as_of : date or None
        The day it is about.

    """

    claimed: list[Link]
    asked: dict[int, date | None]
    giving: dict[int, date]
    listed: frozenset[int]
    unnamed: frozenset[int]
    firsts: pa.Table
    codes: dict[str, Row]
    asks: list[Row]
    names_told: bool
    codes_kept: bool
    near: dict[str, str]
    until: date | None
    as_of: date | None

    @property
    def seen(self) -> bool:
        """Whether anybody brought would show: a zero is a zero only then."""
        return self.codes_kept or self.names_told


def gathered(engine: Engine, as_of: date | None) -> Gathered:
    """Give what there is to tell results by, on a day."""
    orders = engine.table("orders")
    kept = orders.filter(~orders.refunded)
    bought = kept.filter(kept.customer_id.notnull())
    first = bought.group_by("customer_id").aggregate(first_at=bought.ordered_at.min())
    firsts = engine.arrow(first.order_by("customer_id"))
    codes = {row["code"]: row for row in engine.arrow(engine.table("codes")).to_pylist()}
    asks = engine.arrow(engine.table("asks")).to_pylist()
    adopted = engine.arrow(engine.table("adoptions").order_by(["at", "person_id"])).to_pylist()
    coded = engine.arrow(kept.filter(kept.code.notnull()).select("code").distinct())["code"].to_pylist()
    typed = sorted({*coded, *(row["code"] for row in adopted if row["code"])})
    known, near = _read(typed, codes)
    ordered = _ordered(engine, kept, [text for text in coded if text in known])
    claimed = [_by_code(row["person"], known[row["code"]], codes, row["ordered_at"]) for row in ordered]
    claimed += [_adopted(row, known, codes) for row in adopted]
    claimed += _first_orders(claimed, firsts)
    out = _out(codes, asks, {link.code for link in claimed if link.code})
    return Gathered(
        claimed=claimed, asked=_asked(out, asks), giving=_giving(out),
        listed=frozenset(row["person_id"] for row in adopted),
        unnamed=frozenset(row["person"] for row in ordered if row["customer_id"] is None),
        firsts=firsts, codes=codes, asks=asks, names_told=any(row["told_by"] is not None for row in adopted),
        codes_kept=bool(typed), near=near, until=_until(engine, kept, adopted, as_of), as_of=as_of,
    )  # fmt: skip


def _read(typed: Iterable[str], codes: Mapping[str, Row]) -> tuple[dict[str, str], dict[str, str]]:
    """Give the code each text says, and the one that was meant by each that is one slip away."""
    by_signs = {signs_of(code): code for code in codes}
    known = {text: by_signs[signs_of(text)] for text in typed if signs_of(text) in by_signs}
    meant = {text: near_among(text, by_signs) for text in typed if text not in known} if by_signs else {}
    return known, {text: code for text, code in meant.items() if code}


def _ordered(engine: Engine, kept: Any, texts: list[str]) -> list[dict[str, Any]]:
    """Give the orders that came with a code of ours, each with who made it."""
    if not texts:
        return []
    lines = kept.filter(kept.code.isin(texts)).select("order_id", "customer_id", "ordered_at", "code").distinct()
    rows = engine.arrow(lines.order_by(["ordered_at", "order_id", "code", "customer_id"])).to_pylist()
    return [{**row, "person": _stand_in(row) if row["customer_id"] is None else row["customer_id"]} for row in rows]


def _stand_in(row: Row) -> int:
    """Give a number for whoever made an order that names nobody."""
    said = f"order {row['order_id']} {row['ordered_at']}".encode()
    return int.from_bytes(hashlib.sha256(said).digest()[:8], "big", signed=True)


def _by_code(person: int, code: str, codes: Mapping[str, Row], at: date | None) -> Link:
    row = codes[code]
    return Link(
        person=person, parent=row["person_id"], at=at, how="code", code=code, generation=row["generation"],
        since=row["made_at"],
    )  # fmt: skip


def _adopted(row: Row, known: Mapping[str, str], codes: Mapping[str, Row]) -> Link:
    if row["code"] in known:
        return _by_code(row["person_id"], known[row["code"]], codes, row["at"])
    if row["told_by"] is not None:
        return Link(person=row["person_id"], parent=row["told_by"], at=row["at"], how="told")
    return Link(person=row["person_id"], at=row["at"])


def _first_orders(claimed: Iterable[Link], firsts: pa.Table) -> list[Link]:
    """Give the first order of everybody who stands in a chain, so that nobody is told by who came later."""
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when asked
    import pyarrow.compute as pc  # noqa: PLC0415

    people = {one for link in claimed for one in (link.person, link.parent) if one is not None}
    here = firsts.filter(pc.is_in(firsts["customer_id"], pa.array(sorted(people), pa.int64())))
    return [Link(person=row["customer_id"], at=row["first_at"]) for row in here.to_pylist()]


def _out(codes: Mapping[str, Row], asks: Iterable[Row], used: set[str]) -> list[Row]:
    """Give the codes of people that went out: not those of a play that wasn't done, unless somebody used them."""
    state = {(row["play_id"], row["person_id"]): row["state"] for row in asks}
    return [
        row for code, row in codes.items()
        if row["person_id"] is not None
        and (code in used or state.get((row["play_id"], row["person_id"]), DONE) == DONE)
    ]  # fmt: skip


def _asked(out: Iterable[Row], asks: Iterable[Row]) -> dict[int, date | None]:
    """Give whom we asked, and the first day we did: by a play that was done, or with a code of the first generation."""
    passing_on = {row["person_id"] for row in out if row["generation"] > 1}
    days = [(row["person_id"], row["asked_at"]) for row in asks if row["state"] == DONE]
    days = [(person, day) for person, day in days if person not in passing_on]
    days += [(row["person_id"], row["made_at"]) for row in out if row["generation"] == 1]
    return dict(sorted(days, key=lambda held: (held[0], held[1]), reverse=True))


def _giving(out: Iterable[Row]) -> dict[int, date]:
    days = sorted(((row["person_id"], row["made_at"]) for row in out), reverse=True)
    return dict(days)


def _until(engine: Engine, kept: Any, adopted: Iterable[Row], as_of: date | None) -> date | None:
    """Give the last day of which anything could be seen: orders end somewhere, and a later day shows nothing."""
    [newest] = engine.arrow(kept.aggregate(at=kept.ordered_at.max())).to_pylist()
    days = [day for day in (newest["at"], *(row["at"] for row in adopted)) if day]
    if as_of is None or newest["at"] is not None:
        return min(filter(None, (max(days, default=None), as_of)), default=None)
    return as_of
