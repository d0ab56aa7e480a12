"""Circle people: what the map of the three circles draws of each person, in the order the map takes them.

Reads    the answer of ``circles``: its table, and the ties and the chains that stand behind its findings
Makes    `Known`: one place in every array for each person, those to tell first at the beginning
No name  is read here
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.charts.circle_layout import Ids
from standout.finding import Finding

Flags = NDArray[np.bool_]

COLUMNS = {"person_id", "circle", "place", "known_by", "channel"}
_STEPS = 9
"""From how many steps away somebody is led back to circle 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everybody on the map; all arrays but ``links`` have shape (people,).

    Attributes
    ----------
    rows : pyarrow.Table
        The table of the answer in this order.
    circle : int64
        1, 2 or 3.
    first : int
        How many are told first; they stand at the beginning.
    may : bool
        Who may be asked today.
    bridge : bool
        Who alone links some people to the rest.
    told : int64, shape (m, 2)
        Rows: who told, and who came.
    links : int64, shape (m, 2)
        Rows of two people a file ties together; no pair twice, and none that stands in ``told``.
    through : int64
        The row of somebody in circle 1 who links a person of another circle to us; -1 where nobody is known to.

    """

    rows: pa.Table
    circle: Ids
    first: int
    may: Flags
    bridge: Flags
    told: Ids
    links: Ids
    through: Ids


def known(findings: Sequence[Finding], table: pa.Table) -> Known:
    """Give what the map draws; nobody where the table holds no circles."""
    if not set(table.column_names) >= COLUMNS:
        table = pa.table({name: [] for name in COLUMNS})
    place = table["place"].cast(pa.int64()).fill_null(np.iinfo(np.int64).max).to_numpy()
    rows = table.take(pa.array(np.argsort(place, kind="stable")))
    ids = rows["person_id"].to_numpy().astype(np.int64)
    circle = rows["circle"].to_numpy().astype(np.int64)
    told = _pairs(ids, _behind(findings, "parent_id", "person_id"), "parent_id", "person_id")
    ties = _pairs(ids, _behind(findings, "from_id", "to_id"), "from_id", "to_id")
    links = _once(ties, told)
    bridge = rows["bridge"] if "bridge" in rows.column_names else pa.nulls(len(ids), pa.bool_())
    return Known(
        rows=rows, circle=circle, first=len(ids) - rows["place"].null_count,
        may=rows["channel"].is_valid().to_numpy(),
        bridge=bridge.fill_null(False).to_numpy(zero_copy_only=False),  # noqa: FBT003 - Arrow takes the value alone
        told=told, links=links, through=_through(circle, told, links),
    )  # fmt: skip


def _behind(findings: Sequence[Finding], *columns: str) -> pa.Table | None:
    """Give the table behind the first finding that has these columns."""
    tables = (one.behind for one in findings)
    return next((t for t in tables if isinstance(t, pa.Table) and set(columns) <= set(t.column_names)), None)


def _pairs(ids: Ids, table: pa.Table | None, one: str, other: str) -> Ids:
    """Give the rows of each pair of people who both stand on the map."""
    if table is None or not len(ids):
        return np.zeros((0, 2), np.int64)
    whole = table.drop_null() if table.num_columns == 2 else table.select([one, other]).drop_null()
    held = np.stack([whole[name].to_numpy().astype(np.int64) for name in (one, other)], axis=1)
    order = np.argsort(ids)
    at = np.minimum(np.searchsorted(ids, held, sorter=order), len(ids) - 1)
    rows = order[at]
    there = (ids[rows] == held).all(axis=1) & (held[:, 0] != held[:, 1])
    kept: Ids = rows[there].astype(np.int64)
    return kept


def _once(ties: Ids, told: Ids) -> Ids:
    """Give each pair of people once, without those of whom one told the other."""
    seen = {tuple(sorted(pair)) for pair in told.tolist()}
    new = dict.fromkeys(tuple(sorted(pair)) for pair in ties.tolist())
    kept = [pair for pair in new if pair not in seen]
    return np.array(kept, np.int64).reshape(-1, 2)


def _through(circle: Ids, told: Ids, links: Ids) -> Ids:
    """Give who links each to us: who told them, or told those, else the first in circle 1 they are tied to."""
    above = np.full(len(circle), -1, np.int64)
    both = np.concatenate([links, links[:, ::-1]])
    first = both[(circle[both[:, 0]] == 1) & (circle[both[:, 1]] > 1)]
    first = first[np.argsort(-first[:, 0], kind="stable")]  # the last written stays, and that is the first row
    above[first[:, 1]] = first[:, 0]
    above[told[::-1, 1]] = told[::-1, 0]
    through = above.copy()
    for _ in range(_STEPS):
        inside = (through >= 0) & (circle[through] > 1)
        through[inside] = above[through[inside]]
    through[(circle == 1) | (circle[through] > 1)] = -1
    return through
