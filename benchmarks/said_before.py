"""Whether what was said before is found at the right passage, with its people, and how quickly.

Run: python benchmarks/said_before.py

5,000 messages of three sentences each, put together from the airport lounge reviews beside the demos (CC0 1.0, as
their publisher states), went out 100,000 times to 10,000 made-up people.  Drafts hold one planted passage each: word
for word, or with words left out, added and moved; the other two are new.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from me_too import changed, reworded, sentences

from standout.engine.duck import DuckEngine
from standout.questions.story.told import told
from standout.tables import table
from standout.text.passages import passages

MESSAGES, SENDS, PEOPLE, DRAFTS = 5000, 100_000, 10_000, 200


def engine(texts: list[str], folder: Path) -> DuckEngine:
    """Give an engine over the messages and their sends."""
    rng = np.random.default_rng(3)
    messages = [
        {"message_id": n, "text": text, "said_by": 0, "said_at": date(2026, 1, 1), "channel": "email"}
        for n, text in enumerate(texts)
    ]
    day = np.datetime64("2026-01-01") + rng.integers(0, 300, SENDS)
    columns = {
        "message_id": rng.integers(0, MESSAGES, SENDS), "person_id": rng.integers(0, PEOPLE, SENDS), "sent_at": day,
    }  # fmt: skip
    schema = table("sends").schema()
    made = {
        "messages": pa.Table.from_pylist(messages, schema=table("messages").schema()),
        "sends": pa.table({field.name: columns.get(field.name, pa.nulls(SENDS)) for field in schema}).cast(schema),
    }
    for name, held in made.items():
        pq.write_table(held, folder / f"{name}.parquet")
    return DuckEngine({name: [folder / f"{name}.parquet"] for name in made})


def main() -> int:
    """Print what share of planted passages was found, and the seconds; the bars are .95 and 1 CPU-second."""
    held = [one for one in sentences() if len(passages(one)) == 1]
    rng = random.Random(2)
    new, said = held[: 2 * DRAFTS], held[2 * DRAFTS :]
    texts = [" ".join(rng.choices(said, k=3)) for _ in range(MESSAGES)]
    worst = 1.0
    with tempfile.TemporaryDirectory() as folder:
        made = engine(texts, Path(folder))
        made.arrow(made.table("messages").limit(1))
        for name, make in (("word for word", None), ("near-repeats", changed), ("reworded by rule", reworded)):
            planted = [passages(rng.choice(texts))[0] for _ in range(DRAFTS)]
            shown = [make(one, rng) if make else one for one in planted]
            drafts = [f"{new[2 * n]} {one}. {new[2 * n + 1]}" for n, one in enumerate(shown)]
            found = told(made, 0, drafts, posts=False)
            right = wrong = 0
            for draft, one in zip(drafts, planted, strict=True):
                parts = [found.before[part] for part in passages(draft) if part in found.before]
                right += any(part.said == one for part in parts)
                wrong += any(part.said != one for part in parts)
            print(f"{name:18} right passage {right / DRAFTS:.3f}, another one named too {wrong / DRAFTS:.3f}")
            worst = right / DRAFTS if make is None else worst
        start = time.process_time()
        told(made, 0, drafts[:15], posts=False)
        seconds = time.process_time() - start
    print(f"{MESSAGES:,} messages, {SENDS:,} sends, 15 drafts: {seconds:.2f} CPU-s")
    return int(worst < 0.95)


if __name__ == "__main__":
    sys.exit(main())
