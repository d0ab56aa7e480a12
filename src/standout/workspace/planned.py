"""Planned: the tables that plans leave behind, from the index and ``standout.toml``, as an engine takes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from standout.errors import SettingError
from standout.plan.objective import OBJECTIVES
from standout.tables import table
from standout.words import nearest, say
from standout.workspace.config import Config

if TYPE_CHECKING:
    from standout.workspace.index import Index

AUDIENCES = {"ours": 1, "theirs": 2, "everyone": 3}
"""Whom an effort is for, in the words of ``standout.toml``: people who know us, people they know, everyone else."""

REPLACED = "replaced"
EFFORT = ("minutes", "cost", "audience", "objective", "measure", "until")

QUERIES = {
    "plays": "SELECT play_id, tactic, channel, card, message, many, minutes, cost, measure, expected_low, "
    "expected_high, made_at, due_at FROM plays ORDER BY play_id",
    "asks": "SELECT a.play_id, a.person_id, a.channel, a.code, coalesce(d.done_at, p.made_at) AS asked_at, "
    "coalesce(d.state, 'planned') AS state FROM asks a JOIN plays p USING (play_id) "
    "LEFT JOIN deeds d ON d.deed_id = (SELECT max(deed_id) FROM deeds WHERE play_id = a.play_id) "
    "ORDER BY a.play_id, a.person_id",
    "codes": "SELECT code, person_id, play_id, generation, made_at FROM codes ORDER BY code",
    "actions": "SELECT play_id, state, minutes, seen, done_at, note FROM deeds WHERE deed_id IN "
    "(SELECT max(deed_id) FROM deeds GROUP BY play_id) ORDER BY play_id",
}


def tables(index: Index, config: Config, replaced: Collection[str] = ()) -> dict[str, pa.Table]:
    """Give plays, asks, codes, actions and efforts; of a play done twice the last deed counts.

    Plays of the weeks in ``replaced`` that were left open are shown as replaced.

    Raises
    ------
    SettingError
        If an effort in ``standout.toml`` can't be read.

    """
    there = index.has("plays")
    rows = {name: [dict(row) for row in index.rows(query)] if there else [] for name, query in QUERIES.items()}
    _replace(rows, replaced)
    made = {name: _arrow(name, held) for name, held in rows.items()}
    return {**made, "efforts": _arrow("efforts", [effort(name, said) for name, said in config.efforts.items()])}


def _replace(rows: Mapping[str, list[dict[str, Any]]], weeks: Collection[str]) -> None:
    """Take the open plays of some weeks for replaced, and whom they ask for not asked."""
    said = {row["play_id"] for row in rows["actions"]}
    for play in rows["plays"]:
        number = play["play_id"]
        if number not in said and number.rpartition("-")[0] in weeks:
            rows["actions"].append({"play_id": number, "state": REPLACED, "minutes": None, "seen": None,
                                    "done_at": play["made_at"], "note": ""})  # fmt: skip
    gone = {row["play_id"] for row in rows["actions"] if row["state"] == REPLACED}
    for ask in rows["asks"]:
        if ask["play_id"] in gone:
            ask["state"] = "skipped"


def _arrow(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    schema = table(name).schema()
    days = {field.name for field in schema if pa.types.is_date32(field.type)}
    return pa.Table.from_pylist(
        [{key: _day(value) if key in days else value for key, value in row.items()} for row in rows],
        schema=schema,
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]


def effort(channel: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Give an effort of ``standout.toml`` as a row of ``efforts``.

    Raises
    ------
    SettingError
        If it names something there isn't, or a value is of the wrong kind.

    Examples
    --------
    >>> row = effort("instagram", {"minutes": 90, "audience": "everyone", "measure": "likes"})
    >>> row["minutes"], row["audience"], row["measure"], row["objective"]
    (90, 3, 'likes', None)

    """
    for key in said:
        if key not in EFFORT:
            raise SettingError(say("efforts.unknown", channel=channel, key=key, near=nearest(key, EFFORT)))
    for name in ("audience", "objective", "measure"):
        if not isinstance(said.get(name, ""), str):
            raise SettingError(say("efforts.word", channel=channel, name=name, given=str(said[name])))
    audience, objective = said.get("audience", "everyone"), said.get("objective") or None
    if objective and objective not in OBJECTIVES:
        near = nearest(objective, OBJECTIVES)
        raise SettingError(say("efforts.objective", channel=channel, given=objective, near=near))
    if audience not in AUDIENCES:
        near = nearest(str(audience), AUDIENCES)
        raise SettingError(say("efforts.audience", channel=channel, given=str(audience), near=near))
    minutes, cost, until = said.get("minutes", 0), said.get("cost", 0), said.get("until")
    for name, value in (("minutes", minutes), ("cost", cost)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1e9:
            raise SettingError(say("efforts.number", channel=channel, name=name, given=str(value)))
    try:
        until_at = date.fromisoformat(str(until)) if until else None
    except ValueError:
        raise SettingError(say("efforts.day", channel=channel, given=str(until))) from None
    return {
        "channel": channel, "minutes": round(minutes), "cost": round(100 * cost), "audience": AUDIENCES[audience],
        "objective": objective, "measure": said.get("measure") or None, "until_at": until_at,
    }  # fmt: skip
