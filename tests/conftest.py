"""What many tests share: every engine there is, a connection to read files with, a seeded generator."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import hypothesis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from standout.engine.duck import DuckEngine
from standout.question import Engine


def _duck(parts: dict[str, list[Path]]) -> Engine:
    return DuckEngine(parts)


ENGINES = {"duck": _duck}

hypothesis.settings.register_profile("shared", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("shared")


@pytest.fixture(params=sorted(ENGINES))
def engine(request, tmp_path):
    """Give ``make(table=[arrow, ...], ...)``: an engine over these tables, each a list of parts or one part."""

    def make(**tables: pa.Table | list[pa.Table]) -> Engine:
        parts: dict[str, list[Path]] = {}
        for name, held in tables.items():
            for place, part in enumerate(held if isinstance(held, list) else [held]):
                file = tmp_path / f"{name}-{place}.parquet"
                pq.write_table(part, file)
                parts.setdefault(name, []).append(file)
        return ENGINES[request.param](parts)

    return make


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection of its own, in memory."""
    with duckdb.connect() as held:
        yield held


@pytest.fixture
def rng() -> np.random.Generator:
    """Give a generator that draws the same numbers every time."""
    return np.random.default_rng(7)
