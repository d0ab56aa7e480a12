"""Asking: by which channel each person may be asked today, and why the others may not.

Reads    allowed, consents, contacts, sends, messages, asks, orders (refunded)
Makes    `Asking`: one place in every array for each person
Rest     after an ask that was planned or done; one that was skipped tires nobody.  After money went back as long
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from standout.measures.allowed import taken_back
from standout.question import Engine
from standout.questions.circles.signs import CHANNELS, Days, Flags, Ids, Signs

FREE, TAKEN_BACK, CONSENT, NAME, REFUND, CAP, REST = range(7)
BARRED = (None, "withdrawn", "consent", "name", "refund", "cap", "rest")
"""Why not: what they said, or one who may be them; no yes; no name; they had money back lately; the cap; or that they
were asked lately."""

RESTING = ("refund", "cap", "rest")
"""Those that a day puts an end to."""

COMES_IN = 60
"""For how many days after they bought one can expect to see somebody."""

YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who may be asked, and how; all arrays have shape (people,).

    Attributes
    ----------
    channel : int64
        Place in `CHANNELS`; -1 where they may not be asked today.
    barred : int64
        Place in `BARRED`.
    rest_until : datetime64[D]
        The day they may be asked again; NaT where they don't rest.
    asked : int64
        How often they were asked in the last year.
    unasked : bool
        Whether an address of theirs is held, and they never said anything of being written to.

    """

    channel: Ids
    barred: Ids
    rest_until: Days
    asked: Ids
    unasked: Flags


def asking(engine: Engine, signs: Signs, rest_days: int, asks_a_year: int, as_of: date | None) -> Asking:
    """Give who may be asked on ``as_of`` and how, the channel they answered by before the others."""
    may = signs.may
    withdrawn = np.isin(signs.ids, _ids(engine, taken_back(engine)))
    asked, rest_until = _rest(engine, signs.ids, rest_days, asks_a_year, as_of)
    cross_until = _cross(engine, signs.ids, rest_days, as_of)
    resting, cross = ~np.isnat(rest_until), ~np.isnat(cross_until)
    reasons = [
        ~may.any(axis=1) & withdrawn,
        ~may.any(axis=1),
        ~signs.held,
        cross,
        resting & (asked >= asks_a_year),
        resting,
    ]
    barred = np.select(reasons, [TAKEN_BACK, CONSENT, NAME, REFUND, CAP, REST], FREE)
    return Asking(
        channel=np.where(barred == FREE, _channel(engine, signs, as_of), -1),
        barred=barred,
        rest_until=np.fmax(rest_until, cross_until),
        asked=asked,
        unasked=signs.address & ~withdrawn & ~may[:, : len(CHANNELS) - 1].any(axis=1),
    )


def _channel(engine: Engine, signs: Signs, as_of: date | None) -> Ids:
    """Give the channel for each: one they answered by, else in person if they come in, else the first they may."""
    today = np.datetime64(as_of or "NaT", "D")
    comes_in = np.zeros_like(signs.may)
    comes_in[:, -1] = today - signs.last <= np.timedelta64(COMES_IN, "D")
    weight = signs.may * (1 + 4 * _answered(engine, signs) + 2 * comes_in)
    return np.where(signs.may.any(axis=1), weight.argmax(axis=1), -1)


def _answered(engine: Engine, signs: Signs) -> Flags:
    """Tell by which channels each has answered, shape (people, channels)."""
    found = np.zeros_like(signs.may)
    if not signs.replied.any():
        return found
    sends, messages = engine.table("sends"), engine.table("messages")
    answers = engine.arrow(sends.filter(sends.replied).select("person_id", "message_id"))
    person, message = (answers[name].to_numpy() for name in answers.column_names)
    went = engine.arrow(messages.select("message_id", "channel"))
    number, channel = went["message_id"].to_numpy(), went["channel"].to_numpy(zero_copy_only=False)
    for place, name in enumerate(CHANNELS):
        found[np.isin(signs.ids, person[np.isin(message, number[channel == name])]), place] = True
    return found


def rests(engine: Engine, ids: Ids, rest_days: int, asks_a_year: int, as_of: date) -> Flags:
    """Tell who of ``ids``, in order, rests on a day: they were asked, or had money back, too lately."""
    _, until = _rest(engine, ids, rest_days, asks_a_year, as_of)
    return ~np.isnat(np.fmax(until, _cross(engine, ids, rest_days, as_of)))


def _rest(engine: Engine, ids: Ids, rest_days: int, asks_a_year: int, as_of: date | None) -> tuple[Ids, Days]:
    """Give how often each was asked in the last year, and until when they rest."""
    asks = engine.table("asks")
    rows = engine.arrow(asks.filter(asks.state != "skipped").select("person_id", "asked_at"))
    person, at = (rows[name].to_numpy() for name in rows.column_names)
    known = np.isin(person, ids)
    person, at = np.searchsorted(ids, person[known]), at[known].astype("datetime64[D]")
    asked, until = np.zeros(len(ids), np.int64), np.full(len(ids), np.datetime64("NaT"), "datetime64[D]")
    if not len(person):
        return asked, until
    today = np.datetime64(as_of, "D") if as_of else at.max()
    lately = at + np.timedelta64(YEAR, "D") > today
    person, at = person[lately], at[lately]
    order = np.lexsort((at, person))
    person, at = person[order], at[order]
    asked = np.bincount(person, minlength=len(ids))
    end = asked.cumsum()
    some, many = asked > 0, asked >= asks_a_year
    until[some] = at[end[some] - 1] + np.timedelta64(rest_days, "D")
    until[many] = np.maximum(until[many], at[end[many] - asks_a_year] + np.timedelta64(YEAR, "D"))
    until[~(until > today)] = np.datetime64("NaT")
    return asked, until


def _cross(engine: Engine, ids: Ids, rest_days: int, as_of: date | None) -> Days:
    """Give until when those who lately had money back are left in peace; NaT for the others."""
    until = np.full(len(ids), np.datetime64("NaT"), "datetime64[D]")
    orders = engine.table("orders")
    back = orders.filter(orders.refunded & orders.customer_id.notnull() & orders.ordered_at.notnull())
    rows = engine.arrow(back.group_by("customer_id").aggregate(last=back.ordered_at.max()))
    person, last = rows["customer_id"].to_numpy(), rows["last"].to_numpy().astype("datetime64[D]")
    known = np.isin(person, ids)
    if known.any():
        free = last[known] + np.timedelta64(rest_days, "D")
        today = np.datetime64(as_of, "D") if as_of else last.max()
        until[np.searchsorted(ids, person[known])] = np.where(free > today, free, np.datetime64("NaT"))
    return until


def _ids(engine: Engine, expr: Any) -> Ids:
    return engine.arrow(expr.select("person_id").distinct())["person_id"].to_numpy()  # type: ignore[no-any-return]
