"""Subjects: who is asked about, and who is a rival of whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from standout.errors import TableError
from standout.sources.identity import business_id
from standout.words import nearest, say
from standout.workspace.config import Config
from standout.workspace.index import Index

if TYPE_CHECKING:
    from standout.question import Engine

EVERY = "every"
"""The word that stands for each business of which something is held."""


def known_names(index: Index, config: Config) -> dict[int, str]:
    """Give every business by id: as the owner writes it, else as it was first read."""
    read = {row["business_id"]: row["name"] for row in index.rows("SELECT * FROM names ORDER BY rowid DESC")}
    said = {business_id(name): name for name in (*config.same.values(), *config.rivals, config.ours) if name}
    merged = {business_id(spelling) for spelling in config.same}
    return {number: name for number, name in {**read, **said}.items() if number not in merged or number in said}


def is_every(subject: str, names: Iterable[str]) -> bool:
    """Tell whether all businesses are asked about, and not one that bears this name."""
    return subject == EVERY and EVERY not in names


def one(names: Mapping[int, str], config: Config, subject: str, rivals: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Give the rows of ``businesses`` where one is asked about; ours where ``subject`` is empty.

    ``rivals`` take the place of those that the owner named.

    Raises
    ------
    TableError
        If nobody is called so; the message names the nearest.

    """
    ours = business_id(subject or config.ours) if subject or config.ours else None
    if subject and ours not in names:
        raise TableError(say("workspace.no_business", name=subject, near=nearest(subject, names.values())))
    market = _market(config) if subject else {business_id(name) for name in config.rivals}
    market = {business_id(name) for name in rivals} or market
    return [_row(number, name, ours=number == ours, rival=number in market - {ours}) for number, name in _sorted(names)]


def every(names: Mapping[int, str], config: Config, held: Collection[int]) -> list[dict[str, Any]]:
    """Give the rows of ``businesses`` where each is asked about: all, or the owner's and the rivals they named."""
    market = _market(config)
    return [
        _row(number, name, ours=number in held and (not market or number in market), rival=number in market)
        for number, name in _sorted(names)
    ]


def with_rows(engine: Engine) -> set[int]:
    """Give the businesses that something is held of.

    Raises
    ------
    TableError
        If nothing is held of anybody.

    """
    held = [engine.arrow(engine.table(name).select("business_id").distinct()) for name in ("reviews", "facts")]
    found = {number for rows in held for number in rows["business_id"].to_pylist()}
    if not found:
        raise TableError(say("workspace.nobody_held"))
    return found


def _market(config: Config) -> set[int]:
    """Give the owner's business and the rivals they named; nobody where they named none."""
    rivals = {business_id(name) for name in config.rivals}
    return rivals | {business_id(config.ours)} if rivals and config.ours else rivals


def _sorted(names: Mapping[int, str]) -> list[tuple[int, str]]:
    return sorted(names.items())


def _row(number: int, name: str, *, ours: bool, rival: bool) -> dict[str, Any]:
    return {"business_id": number, "name": name, "ours": ours, "rival": rival}
