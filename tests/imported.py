"""One file read, matched or mapped, and loaded, as ``add`` does it but without a workspace."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from standout.sources import loading, mapper, match, reading
from standout.sources import source as kinds

TODAY = date(2026, 6, 1)


@dataclass
class Imported:
    raw: kinds.Raw
    mapping: kinds.Mapping
    loaded: kinds.Loaded
    known: dict[str, list[Path]] = field(default_factory=dict)

    def table(self, name: str) -> pa.Table:
        return pa.concat_tables([pq.read_table(p.file) for p in self.loaded.parts if p.table == name])

    def rows(self, name: str) -> list[dict]:
        return self.table(name).to_pylist()

    @property
    def balance(self) -> int:
        """Nought where no record is lost."""
        return self.loaded.records - self.loaded.loaded - self.loaded.known - len(self.loaded.rejects)

    def by_target(self, target: str) -> list[kinds.Field]:
        return [f for f in self.mapping.fields if f.target == target]

    def by_column(self, column: str) -> kinds.Field:
        return next(f for f in self.mapping.fields if f.column == column)


@contextmanager
def opened(path: Path, folder: Path) -> Iterator[tuple[list[kinds.Raw], duckdb.DuckDBPyConnection]]:
    folder.mkdir(parents=True, exist_ok=True)
    connection = reading.connect(folder)
    try:
        yield reading.open_file(path, connection), connection
    finally:
        connection.close()


def imported(
    path: Path,
    folder: Path,
    *,
    given: Mapping[str, str] | None = None,
    as_table: str | None = None,
    business: str = "",
    source: kinds.Source | None = None,
    known: Mapping[str, Sequence[Path]] | None = None,
) -> Imported:
    """Import the first table of a file: as ``source`` where it is given, else as the mapper proposes."""
    with opened(path, folder) as (raws, connection):
        raw = raws[0]
        if source is not None:
            mapping = match.mapping_of(source, raw)
        else:
            mapping = mapper.propose(raw, connection, given, as_table, None, TODAY)
        if business:
            mapping = mapping.with_business(business)
        context = loading.Context(
            connection=connection, folder=folder, salt="salt", today=TODAY, known=known or {}, columns=()
        )
        loaded = loading.load(raw, mapping, context)
        held: dict[str, list[Path]] = {}
        for part in loaded.parts:
            held.setdefault(part.table, []).append(part.file)
        return Imported(raw, mapping, loaded, held)


def written(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]], *, delimiter: str = ",",
            encoding: str = "utf-8", preamble: Sequence[str] = (), ending: str = "\n") -> Path:  # fmt: skip
    """Write a delimited file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=ending)
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_bytes((ending.join([*preamble, ""] if preamble else [""]) + text.getvalue()).encode(encoding))
    return path
