"""Odd cells in files of people, messages, claims and of who came: no record lost, nothing twice, nobody permitted."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from imported import imported, written
from standout.sources.consent_words import state

HEADERS = {
    "people": ["Name", "Email", "Phone", "Email consent", "Consent", "Unsubscribed", "Consent date", "Referred by"],
    "sends": ["Sent at", "To", "Name", "Subject", "Message", "Channel", "Opened", "Clicked", "Message ID"],
    "claims": ["Rival", "Slogan", "Text", "Source", "Date seen"],
    "adoptions": ["Date", "Email", "Customer", "Name", "Told by", "Code", "Item"],
    "orders": ["Order date", "Order ID", "Customer", "Email", "Item", "Amount", "Code"],
}
WHO = ["Ann Lee", "ann lee ", "a@x.org", "A@X.org", "Ann <a@x.org>", "b@x.org ::: c@x.org", "<>", "@", "mailto:", "x@"]
CELLS = [*WHO, "", "", " ", "-", "n/a", "0", "1", "yes", "no", "unsubscribed", "do not contact", "perhaps", "Google",
         "x", "2026-05-01", "1970-01-01", "2031-01-01", "31/31/2026", "4.50", "'1", "a\nb",
         'say "hi", ok', "it's", "\u00a0",
         "🙂", "Zoë", "%s {x} \\", "; DROP TABLE t", "\x1f", "1-F7KQ2-M", "Deli North"]  # fmt: skip


def anything(draw: random.Random, path: Path, table: str, rows: int) -> Path:
    """Write any cells under the headers of a table; now and then one that fits, so that columns are found."""
    fits = {"Email": "a@x.org", "To": "b@x.org", "Sent at": "2026-05-01", "Date": "2026-05-01", "Rival": "Deli North",
            "Order date": "2026-05-01", "Consent date": "2026-05-01", "Date seen": "2026-05-01", "Email consent": "no",
            "Consent": "no", "Message": "Soup", "Slogan": "Fresh", "Told by": "Ann Lee", "Amount": "4.50"}  # fmt: skip
    lines = [
        [fits[c] if c in fits and draw.random() < 0.5 else draw.choice(CELLS) for c in HEADERS[table]]
        for _ in range(rows)
    ]
    return written(path, HEADERS[table], lines)


def mapped(table: str) -> dict[str, str]:
    """Give a column for each role by its own name, as the owner would say it."""
    return {"claims": {"text": "Slogan", "source": "Source"}}.get(table, {})


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("table", HEADERS)
def test_every_record_is_loaded_known_or_turned_away_and_a_second_time_known(tmp_path, table, seed):
    draw = random.Random(f"{table}{seed}")
    path = anything(draw, tmp_path / "a.csv", table, draw.choice([1, 3, 40]))
    first = imported(path, tmp_path / "1", as_table=table, given=mapped(table), business="Us")
    again = imported(path, tmp_path / "2", as_table=table, given=mapped(table), business="Us", known=first.known)

    assert first.balance == again.balance == 0
    assert (again.loaded.loaded, again.loaded.known) == (0, first.loaded.loaded + first.loaded.known)
    assert {part.table for part in again.loaded.parts} == set()
    assert [(r.line, r.reason) for r in again.loaded.rejects] == [(r.line, r.reason) for r in first.loaded.rejects]
    if table in ("orders", "claims", "adoptions", "people"):
        held = sum(part.rows for part in first.loaded.parts if part.table == table)
        assert held == first.loaded.loaded


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_permitted_whose_cells_do_not_say_yes(tmp_path, seed):
    draw = random.Random(seed)
    path = anything(draw, tmp_path / "a.csv", "people", 40)
    found = imported(path, tmp_path / "1", as_table="people")
    if not any(part.table == "consents" for part in found.loaded.parts):
        return
    asked = [f for f in found.mapping.fields if f.kind == "consent"]
    cells = {c: [row[found.raw.columns.index(c)] for row in found.raw.sample] for c in (f.column for f in asked)}
    yes = sum(state(cell) == "given" for held in cells.values() for cell in held)

    given = [row for row in found.rows("consents") if row["state"] == "given"]
    assert len(given) <= 3 * yes  # a consent that names no channel is for three
    if not yes:
        assert given == []


@pytest.mark.parametrize("table", HEADERS)
def test_two_files_that_overlap_count_their_common_rows_once(tmp_path, table):
    draw = random.Random(table)
    path = anything(draw, tmp_path / "a.csv", table, 30)
    lines = path.read_text(encoding="utf-8")
    head, rest = lines.split("\n", 1)
    longer = tmp_path / "b.csv"
    own = {"people": "New,n@x.org,,,,,,", "sends": "2026-05-09,n@x.org,,,New,,,,", "claims": "New,Words,,,",
           "adoptions": "2026-05-09,n@x.org,,,,,", "orders": "2026-05-09,N1,,,soup,4.50,"}[table]  # fmt: skip
    longer.write_text(f"{head}\n{rest}{own}\n", encoding="utf-8")
    first = imported(path, tmp_path / "1", as_table=table, given=mapped(table), business="Us")
    more = imported(longer, tmp_path / "2", as_table=table, given=mapped(table), business="Us", known=first.known)

    assert more.balance == 0
    assert more.loaded.loaded == 1
