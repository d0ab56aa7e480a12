"""Broken files: whatever is done to a file, every record is a row or a reject, or the file is refused in words."""

from __future__ import annotations

import csv
import gzip
import io
import random
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standout.errors import FileUnreadable
from standout.sources.reading import open_file
from standout.words import catalogue

WORDS = "good bread täglich naïve “fine” slow, very; loud | 4,5 12.00 € Łódź\n again".split(" ")


def table(draw: random.Random, delimiter: str = ",", rows: int = 30) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["Name", "Date", "Stars", "Text"])
    for i in range(rows):
        text = " ".join(draw.choices(WORDS, k=4))
        writer.writerow([f"N{i}", f"2024-03-{1 + i % 28:02}", draw.randint(1, 5), text])
    return out.getvalue()


def cut(draw: random.Random, text: str) -> bytes:
    held = text.encode()
    return held[: draw.randrange(1, len(held))]


def swapped(draw: random.Random, text: str) -> bytes:
    lines = text.split("\n")
    return "\n".join(x.replace(",", ";") if draw.random() < 0.3 else x for x in lines).encode()


def quoted_badly(draw: random.Random, text: str) -> bytes:
    held = list(text)
    for _ in range(draw.randint(1, 6)):
        held.insert(draw.randrange(len(held)), '"')
    return "".join(held).encode()


def zeroed(draw: random.Random, text: str) -> bytes:
    held = bytearray(text.encode())
    for _ in range(3):
        held.insert(draw.randrange(len(held)), 0)
    return bytes(held)


def recoded(draw: random.Random, text: str) -> bytes:
    return text.encode(draw.choice(["cp1252", "utf-16", "utf-16-le", "iso8859-2"]), errors="replace")


def half_recoded(draw: random.Random, text: str) -> bytes:
    lines = text.split("\n")
    return b"\n".join(x.encode(draw.choice(["utf-8", "cp1252"]), errors="replace") for x in lines)


def ragged(draw: random.Random, text: str) -> bytes:
    lines = text.split("\n")
    held = [x + "," * draw.randrange(3) if draw.random() < 0.5 else x[: draw.randrange(9)] for x in lines]
    return "\n".join(held).encode()


def twice_named(_: random.Random, text: str) -> bytes:
    return text.replace("Stars", "Name", 1).encode()


def headless(_: random.Random, text: str) -> bytes:
    return text.split("\n", 1)[1].encode()


def under_notes(_: random.Random, text: str) -> bytes:
    return ('Notes:\n"Some say, and some don\'t"\n\n' + text).encode()


def one_column(_: random.Random, text: str) -> bytes:
    return "\n".join(line.split(",")[-1] for line in text.split("\n")).encode()


def huge(draw: random.Random, text: str) -> bytes:
    return text.replace("bread", "b" * draw.choice([70_000, 3_000_000]), 1).encode()


def turned(draw: random.Random, text: str) -> bytes:
    return text.replace("\n", draw.choice(["\r\n", "\r", "\n\n", " \n"])).encode()


def spoilt(draw: random.Random, text: str) -> bytes:
    held = bytearray(text.encode())
    for _ in range(5):
        held[draw.randrange(len(held))] = draw.randrange(256)
    return bytes(held)


def packed(draw: random.Random, text: str) -> bytes:
    held = gzip.compress(text.encode())
    return held if draw.random() < 0.5 else held[: draw.randrange(1, len(held))]


FAULTS = (cut, swapped, quoted_badly, zeroed, recoded, half_recoded, ragged, twice_named, headless, under_notes,
          one_column, huge, turned, spoilt, packed)  # fmt: skip


def accounted(path: Path) -> int:
    """Open a file and check the law; give its records, or 0 where it is refused in words."""
    with duckdb.connect() as connection:
        try:
            found = open_file(path, connection)
        except FileUnreadable:
            return 0
        for raw in found:
            held = connection.execute(f"FROM {raw.relation} ORDER BY line").fetchall()
            assert raw.records == len(held) + len(raw.rejects)
            assert len(set(raw.columns)) == len(raw.columns)
            assert all(len(row) == len(raw.columns) + 1 for row in held)
            lines = [row[-1] for row in held] + [reject.line for reject in raw.rejects]
            assert len(set(lines)) == len(lines)
            assert all(f"reject.{reject.reason}" in catalogue() for reject in raw.rejects)
            assert all(cell != "" for row in held for cell in row)
        return sum(raw.records for raw in found)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_broken_file_is_accounted_for(tmp_path, fault: Callable[[random.Random, str], bytes], seed):
    draw = random.Random(f"{fault.__name__}{seed}")
    path = tmp_path / "broken.csv"
    path.write_bytes(fault(draw, table(draw, delimiter=",")))

    accounted(path)


@pytest.mark.parametrize("seed", range(10))
def test_a_stray_quote_costs_at_most_a_few_records(tmp_path, seed):
    draw = random.Random(seed)
    lines = table(draw, rows=200).split("\n")
    at = draw.randrange(20, 180)
    lines[at] = '"' + lines[at]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")

    assert accounted(tmp_path / "a.csv") >= 198


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.binary(max_size=400) | st.text(alphabet="ab\"',;\n\r\t| 1.é", max_size=200).map(str.encode))
def test_any_bytes_at_all_are_accounted_for(tmp_path, held):
    path = tmp_path / "any.csv"
    path.write_bytes(held)

    accounted(path)
