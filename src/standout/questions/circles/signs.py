"""Signs: what is known of each person from lists, orders, messages, and who came through whom.

Reads    people, contacts, consents, orders, sends, ties, adoptions, codes, businesses
Makes    `Signs`: one place in every array for each person
Unit     days are days of the calendar; a message counts once, however often it was clicked
Opens    don't count: mail programs open messages by themselves
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.measures.allowed import IN_PERSON
from standout.question import Engine
from standout.questions.circles.own_ties import OWNER, known, own_ties
from standout.questions.circles.queries import queries
from standout.questions.circles.told import Told, told

if TYPE_CHECKING:
    import ibis.expr.types as ir

Ids = NDArray[np.int64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]
Columns = dict[str, NDArray[Any]]

WRITTEN_TO = 3
"""From how many messages without one answer or click a bare list tells nothing any more."""

CHANNELS = ("email", "phone", "sms", IN_PERSON)
"""The channels, the least trouble for both sides first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known of each person; arrays have shape (people,) where no other is given.

    Attributes
    ----------
    ids : int64
        ``person_id``, sorted.
    contact, colleague, agreed, through, held, address : bool
        Whether they stand on a contact list of the owner's own or a tie shows that they know the owner, work at the
        business, agreed to be written to, came through somebody else, and whether a name or an address, and whether an
        address of theirs is held.
    own_tie : int64
        How they are tied to the owner: a place in `own_ties.WAYS`; -1 where they aren't.
    listed : bool
        Whether they stand on a contact list of the owner's own.
    organisation : int64
        A number for where they work; -1 where that isn't known.
    turn : int64
        An order that nobody is favoured by: that of unsalted hashes of their addresses, else names, so that it is the
        same in every workspace with the same people.
    bought, clicked, replied, brought : int64
        Days on which they bought, messages clicked and answered, people who came through them.
    sent, answered : int64
        Messages sent to them in the last year, and those of them they clicked or answered.
    last : datetime64[D]
        The last day they bought; NaT where that isn't known.
    told : Told
        Who came through whom.
    may : bool, shape (people, channels)
        Whether they may be contacted by each of `CHANNELS`.
    ties : int64, shape (ties, 2)
        Pairs of people who are tied, the owner left out.

    """

    ids: Ids
    contact: Flags
    listed: Flags
    own_tie: Ids
    colleague: Flags
    agreed: Flags
    through: Flags
    held: Flags
    address: Flags
    organisation: Ids
    turn: Ids
    bought: Counts
    clicked: Counts
    replied: Counts
    brought: Counts
    sent: Counts
    answered: Counts
    last: Days
    told: Told
    may: Flags
    ties: Ids


def signs(engine: Engine, ours: str, as_of: date | None) -> Signs:
    """Give what is known of everybody who stands on any list, order or message.

    Parameters
    ----------
    engine : Engine
    ours : str
        Our business's name; who works there is a colleague.
    as_of : date or None
        The day the last year ends on; all messages count where it isn't known.

    """
    listed, held, bought, read = (_columns(engine, one) for one in queries(engine, as_of))
    may = _columns(engine, engine.table("allowed"))
    agreed = may["person_id"][may["channel"] != IN_PERSON]
    ties, came = _ties(engine), told(engine)
    shown = [one["person_id"] for one in (listed, held, bought, read, may)]
    ids = np.unique(np.concatenate([*shown, ties.ravel(), came.children, came.parents, came.adopters]).astype(np.int64))
    ids = ids[ids != OWNER]
    with_owner = (ties == OWNER).any(axis=1)
    works, tied, on_list = _organisations(ids, listed), own_ties(engine, ids), _contact(ids, listed, held, read)
    return Signs(
        ids=ids,
        contact=on_list | known(tied),
        listed=on_list,
        own_tie=tied,
        colleague=works == ours.strip().lower(),
        agreed=np.isin(ids, agreed),
        through=np.isin(ids, came.children),
        held=_at(ids, held, "named") + _at(ids, held, "address") > 0,
        address=_at(ids, held, "address") > 0,
        organisation=_numbered(works),
        turn=_turn(ids, held),
        bought=_at(ids, bought, "days"),
        clicked=_at(ids, read, "clicked"),
        replied=_at(ids, read, "replied"),
        brought=came.brought(ids),
        sent=_at(ids, read, "sent"),
        answered=_at(ids, read, "answered"),
        last=_last(ids, bought),
        told=came,
        may=np.column_stack([np.isin(ids, may["person_id"][may["channel"] == name]) for name in CHANNELS]),
        ties=ties[~with_owner],
    )


def _contact(ids: Ids, listed: Columns, held: Columns, read: Columns) -> Flags:
    """Tell who stands on a list of people the owner knows.

    An address book is one, and so is a list that says when they met; one that says neither is, where it gives names,
    until it has been written to in vain.
    """
    answers = _at(ids, read, "clicked") + _at(ids, read, "replied")
    in_vain = (_at(ids, read, "all_sent") >= WRITTEN_TO) & (answers == 0)
    named = (_at(ids, listed, "own") > 0) & (_at(ids, held, "named") > 0)
    found: Flags = (_at(ids, listed, "known") > 0) | (named & ~in_vain)
    return found


def _ties(engine: Engine) -> Ids:
    pairs = _columns(engine, engine.table("ties").select("from_id", "to_id").distinct())
    return np.column_stack([pairs["from_id"], pairs["to_id"]]).astype(np.int64)


def _columns(engine: Engine, expr: ir.Table) -> Columns:
    rows: pa.Table = engine.arrow(expr)
    return {name: rows[name].combine_chunks().to_numpy(zero_copy_only=False) for name in rows.column_names}


def _at(ids: Ids, rows: Columns, name: str) -> Counts:
    """Give a column's figures in the order of ``ids``, 0 where a person has no row; the owner's own is left out."""
    found = np.zeros(len(ids), np.int64)
    there = rows["person_id"] != OWNER
    found[np.searchsorted(ids, rows["person_id"][there])] = rows[name][there]
    return found


def _turn(ids: Ids, held: Columns) -> Ids:
    """Give each person's turn; those of whom no name or address is held come last, by their ids."""
    found = np.full(len(ids), "~", object)
    there = held["person_id"] != OWNER
    found[np.searchsorted(ids, held["person_id"][there])] = held["who"][there]
    turns: Ids = np.unique(np.where(found == None, "~", found).astype(str), return_inverse=True)[1]  # noqa: E711 - an array of objects, each compared
    return turns.astype(np.int64)


def _last(ids: Ids, bought: Columns) -> Days:
    found = np.full(len(ids), np.datetime64("NaT"), "datetime64[D]")
    there = bought["person_id"] != OWNER
    found[np.searchsorted(ids, bought["person_id"][there])] = bought["last"][there].astype("datetime64[D]")
    return found


def _organisations(ids: Ids, listed: Columns) -> NDArray[np.str_]:
    """Give where each person works, in small letters; empty where that isn't known."""
    words = pc.fill_null(pc.utf8_lower(pc.utf8_trim_whitespace(pa.array(listed["organisation"], pa.string()))), "")
    found = np.full(len(ids), "", object)
    there = listed["person_id"] != OWNER
    found[np.searchsorted(ids, listed["person_id"][there])] = words.to_numpy(zero_copy_only=False)[there]
    return found


def _numbered(works: NDArray[np.str_]) -> Ids:
    """Give each organisation a number, -1 where there is none."""
    number = np.asarray(pa.array(works, pa.string()).dictionary_encode().indices).astype(np.int64)
    number[works == ""] = -1
    return number
