"""Small markets for ``est``: reviews, businesses, columns and facts from a few words."""

from datetime import date, timedelta

import pyarrow as pa
import pytest

from standout.questions.est import QUESTION
from standout.questions.est.answer import answer
from standout.tables import table

AS_OF = date(2026, 11, 1)
SETTINGS = {setting.name: setting.default for setting in QUESTION.settings}


def reviews(*rows):
    """Give ``reviews`` from mappings with business, and any of person, day, source, reply, d_*, a_* (in stars)."""
    free = sorted({name for row in rows for name in row if name[:2] in ("a_", "d_")})
    full = [
        {
            "review_id": place,
            "business_id": row["business"],
            "reviewer_id": row.get("person"),
            "reviewed_at": row.get("day", AS_OF - timedelta(days=place % 300)),
            "reply_at": row.get("reply"),
            "source": row.get("source", "google_takeout"),
            **{
                name: round(100 * row[name]) if name[:2] == "a_" and row.get(name) is not None else row.get(name)
                for name in free
            },
        }
        for place, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(full, schema=table("reviews").schema(free))


def businesses(*names, named=False):
    """Give ``businesses``: the first is ours, ids count from 0."""
    rows = [{"business_id": i, "name": name, "ours": i == 0, "rival": named and i > 0} for i, name in enumerate(names)]
    return pa.Table.from_pylist(rows, schema=table("businesses").schema())


def columns(*names, barred=None, addressable="before", scale=(1.0, 5.0)):
    """Give ``columns`` for ``a_`` and ``d_`` names."""
    rows = [
        {
            "table": "reviews",
            "name": name,
            "label": name[2:],
            "kind": "aspect" if name[0] == "a" else "descriptor",
            "scale_low": scale[0] if name[0] == "a" else None,
            "scale_high": scale[1] if name[0] == "a" else None,
            "addressable": addressable,
            "barred": (barred or {}).get(name),
        }
        for name in names
    ]
    return pa.Table.from_pylist(rows, schema=table("columns").schema())


def facts(*rows):
    """Give ``facts`` from (business, fact, item, value, unit) with low, high and day where given."""
    full = [
        {
            "business_id": row[0],
            "fact": row[1],
            "item": row[2],
            "value": row[3],
            "unit": row[4],
            "valid_low": more.get("low"),
            "valid_high": more.get("high"),
            "seen_at": more.get("day", AS_OF),
        }
        for *row, more in ((*r, {}) if not isinstance(r[-1], dict) else r for r in rows)
    ]
    return pa.Table.from_pylist(full, schema=table("facts").schema())


def scored(business, aspect, stars, **more):
    """Give one row for each of ``stars``."""
    return [{"business": business, aspect: star, **more} for star in stars]


@pytest.fixture
def ask(engine):
    """Give ``ask(tables..., settings...)``: the findings and the table's rows."""

    def asked(as_of=AS_OF, settings=None, **tables):
        findings, rows = answer(engine(**tables), SETTINGS | (settings or {}), 0, as_of)
        return findings, rows.to_pylist()

    return asked
