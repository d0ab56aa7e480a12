"""Reply times: only what is known, never a guess at silence."""

from datetime import date

import pyarrow as pa

from standout.measures.reply_times import reply_times
from standout.tables import table


def test_waiting_is_counted_in_days_and_silence_is_left_open(engine):
    day = date(2026, 3, 1)
    written = [
        (1, day, date(2026, 3, 3)),  # two days
        (1, day, None),  # still waiting
        (1, None, date(2026, 3, 3)),  # no date: left out
        (1, day, date(2026, 2, 1)),  # an answer before its review is none
        (2, day, None),  # never answers anybody: nothing can be said
    ]
    rows = [
        {"review_id": i, "business_id": b, "reviewed_at": at, "reply_at": reply}
        for i, (b, at, reply) in enumerate(written)
    ]
    held = engine(reviews=pa.Table.from_pylist(rows, schema=table("reviews").schema()))

    times = held.arrow(reply_times(held)).to_pylist()

    assert {row["business_id"] for row in times} == {1}
    assert sorted((row["waited_days"] for row in times), key=str) == [2, None, None]
