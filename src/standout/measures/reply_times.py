"""Reply times: how long a business took to answer each review, or has let it wait.

Reads    reviews       one row: one review
Makes    reply_times   one row: one dated review of a business that answers at least some
Unit     whole days, since files state days
No row   where a review has no date, or its business never answered: an export that leaves answers out
         looks just like a business that never gives one
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standout.question import Engine, Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir

MEASURE = Measure(name="reply_times", reads=("reviews",), make="reply_times:reply_times")


def reply_times(engine: Engine) -> ir.Table:
    """Give the waiting time of every dated review of the businesses that answer.

    Parameters
    ----------
    engine : Engine
        Where ``reviews`` is.

    Returns
    -------
    Table
        ``business_id`` int32; ``reviewed_at`` date; ``waited_days`` int, null where no answer came (yet);
        an answer dated before its review counts as none.

    """
    reviews = engine.table("reviews")
    dated = reviews.filter(reviews.reviewed_at.notnull()).select("business_id", "reviewed_at", "reply_at")
    answering = dated.filter(dated.reply_at.notnull()).select("business_id").distinct()
    answered = dated.semi_join(answering, "business_id")
    waited = answered.reply_at.delta(answered.reviewed_at, unit="day")
    return answered.select("business_id", "reviewed_at", waited_days=(waited >= 0).ifelse(waited, None))
