"""Made-up markets for the drivers: scores of single aspects and overall, planted or by chance."""

import numpy as np
import pyarrow as pa

from standout import settings
from standout.questions.value import QUESTION
from standout.questions.value.held import held
from standout.tables import table

NAMES = ("Deli", "North", "South")
DAY = np.datetime64("2026-10-01")


def stars(felt):
    """Give scores of 1 to 5 in hundredths."""
    return (100 * np.clip(np.round(felt), 1, 5)).astype(np.int16)


def planted(seed=1, each=300, slopes=(0.7, 0.3, 0.05, 0.0), ahead=(0.6, -0.6, 0.6, -0.6), **changed):
    """Give tables of three businesses: ours is ahead by so much on each aspect; the slopes move the overall score."""
    rng = np.random.default_rng(seed)
    n = each * len(NAMES)
    business = np.repeat(np.arange(len(NAMES)), each)
    felt = 3.2 + rng.normal(size=(n, len(slopes))) + (business == 0)[:, None] * np.array(ahead)
    overall = 3.2 + (felt - 3.2) @ np.array(slopes) + 0.5 * rng.normal(size=n)
    scores = {f"a_{name}": stars(felt[:, j]) for j, name in enumerate(("taste", "staff", "music", "light"))}
    return market(business, {"a_overall": stars(overall), **scores} | changed)


def market(business, scores, **words):
    """Give the tables of reviews with these scores; ``d_`` columns among them are descriptors."""
    n = len(business)
    made = {
        "review_id": np.arange(n), "business_id": np.asarray(business, dtype=np.int32), "reviewer_id": np.arange(n),
        "reviewed_at": DAY - (np.arange(n) % 300).astype("timedelta64[D]"),
        **{name: pa.array(held) for name, held in scores.items()}, **words,
    }  # fmt: skip
    schema = table("reviews").schema(list(scores))
    columns = [
        {
            "table": "reviews", "name": name, "label": name[2:].replace("_", " "), "addressable": "after",
            "kind": "aspect" if name.startswith("a_") else "descriptor",
            "scale_low": 1.0 if name.startswith("a_") else None,
            "scale_high": (10.0 if name.endswith("10") else 5.0) if name.startswith("a_") else None,
        }
        for name in scores
    ]  # fmt: skip
    names = [{"business_id": i, "name": name, "ours": i == 0, "rival": False} for i, name in enumerate(NAMES)]
    return {
        "reviews": pa.table({f.name: made.get(f.name, pa.nulls(n)) for f in schema}).cast(schema),
        "columns": pa.Table.from_pylist(columns, schema=table("columns").schema()),
        "businesses": pa.Table.from_pylist(names, schema=table("businesses").schema()),
    }


def read(tables, tones, *, language=True):
    """Give the tables with words read: ``tones`` are, by aspect, +1, -1 or 0 (not spoken of) for each review."""
    ids = tables["reviews"]["review_id"].to_pylist()
    mentions = [
        {
            "review_id": ids[row], "sentence": 0, "aspect": aspect, "neutral": 100,
            "positive": 850 if tone > 0 else 50, "negative": 850 if tone < 0 else 50,
        }
        for aspect, held in tones.items()
        for row, tone in enumerate(held)
        if tone
    ]  # fmt: skip
    readings = [
        {"review_id": one, "language": "en", "read": language, "sentences": 1, "words_hash": one} for one in ids
    ]
    return tables | {
        "mentions": pa.Table.from_pylist(mentions, schema=table("mentions").schema()),
        "readings": pa.Table.from_pylist(readings, schema=table("readings").schema()),
    }


def given(engine, tables):
    """Give what parts look at."""
    return held(engine(**tables), 100_000, None)


def asked(**changed):
    """Give the settings of the question."""
    return settings.resolve(QUESTION.settings, {}, changed)
