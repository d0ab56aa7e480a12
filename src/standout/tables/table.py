"""What a table and a column are.

Types are the names Arrow gives them; ``schema`` makes the Arrow schema and imports pyarrow only then.
Parts of one table may differ only in their ``d_*`` (descriptors) and ``a_*`` (aspects) columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

DESCRIPTOR, ASPECT = "d_", "a_"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Arrow type, what it holds, and whether it may be empty."""

    name: str
    type: str
    doc: str
    null: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what one row is, and its columns.

    ``open`` tells that parts may carry ``d_*`` and ``a_*`` columns besides; ``ours`` that Standout makes
    it and no file is ever loaded into it.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    open: bool = False
    ours: bool = False

    def schema(self, extra: Iterable[str] = ()) -> pa.Schema:
        """Give the Arrow schema, with the ``d_*`` (dictionary) and ``a_*`` (int16) columns in ``extra``."""
        import pyarrow as pa  # noqa: PLC0415 - 150 ms that `--help` must not pay

        fixed = [pa.field(c.name, pa.type_for_alias(c.type), nullable=c.null) for c in self.columns]
        free = [pa.field(n, pa.int16() if n.startswith(ASPECT) else pa.string()) for n in sorted(extra)]
        return pa.schema([*fixed, *free])
