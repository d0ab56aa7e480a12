"""Proposal: what one table of a file would be stored as, for its owner to accept, change or leave out.

Everything in it is plain, so that it can be kept as JSON beside the file that waits.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from standout.sources import mapper, wanted
from standout.sources.identity import normalised
from standout.sources.mapper import whole_sample
from standout.sources.source import Mapping, Raw
from standout.sources.targets import TARGETS
from standout.sources.wanted import Loose, Thing
from standout.sources.whose import likely_businesses

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from standout.workspace.config import Config

ROWS, WIDE, CUT = 5, 14, 120
"""Rows and columns that are shown as they stand in the file, and letters of a cell."""

NAMES, LOOKED_AT = 30, 10_000
"""Names of businesses that are shown, and that ours is looked for among."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose the rows are.

    Attributes
    ----------
    asked : bool
        Whether nothing says so, and the owner has to.
    business : str
        The one that all rows are about, where no column says so.
    likely : tuple of str
        Columns that may name the businesses.
    names : tuple of (str, int)
        The names in the file, the commonest first, with the rows of each.
    ours : bool
        Whether our name is among them; True where no column names anybody.

    """

    asked: bool = False
    business: str = ""
    likely: tuple[str, ...] = ()
    names: tuple[tuple[str, int], ...] = ()
    ours: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one table of a file would be stored as.

    Attributes
    ----------
    member, name : str
        Its name inside the file, and its name for people.
    columns : tuple of str
        The columns of the file; the form goes by their places.
    records, broken : int
        How many records it has, and how many of them break off.
    problem : str
        Why it can't be stored as it is, in words; empty where it can.
    table, source, what : str
        The table it fills, the format it is in, and that in words.
    guessed : bool
        Whether it was told by its columns and not by its format's name.
    formats : tuple of (str, str)
        The formats it may be in, where there are several, and what they are called.
    head, rows
        The first rows as they stand in the file: of each column its name and what it is taken for, and the cells.
    read : tuple of tuple of str
        The same rows as they will be read; empty where a cell is read as it stands.
    things, loose, more
        What the table wants; the other columns, and how many more there are.
    whose : Whose
        Whose the rows are.
    warnings, notes : tuple of str
        What to look at twice; what the owner should know.

    """

    member: str
    name: str
    columns: tuple[str, ...] = ()
    records: int = 0
    broken: int = 0
    problem: str = ""
    table: str = ""
    source: str = ""
    what: str = ""
    guessed: bool = False
    formats: tuple[tuple[str, str], ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    read: tuple[tuple[str, ...], ...] = ()
    things: tuple[Thing, ...] = ()
    loose: tuple[Loose, ...] = ()
    more: int = 0
    whose: Whose = Whose()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be stored as it is, with nothing left that only the owner can tell."""
        open_ = any(one.missing or one.dayfirst is not None for one in self.things)
        return not (self.problem or self.whose.asked or open_)

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON keeps it."""
        return asdict(self)

    @classmethod
    def of(cls, said: MappingOf[str, Any]) -> Proposal:
        """Give what :meth:`to_dict` gave, once it was JSON."""
        plain = {name: _tuples(value) for name, value in said.items()}
        things = tuple(Thing(**{k: _tuples(v) for k, v in one.items()}) for one in said["things"])
        loose = tuple(Loose(**{k: _tuples(v) for k, v in one.items()}) for one in said["loose"])
        whose = Whose(**{k: _tuples(v) for k, v in said["whose"].items()})
        return cls(**{**plain, "things": things, "loose": loose, "whose": whose})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of a table besides its mapping; ``whose`` tells whether its rows are of some business."""

    name: str
    what: str
    guessed: bool
    notes: tuple[str, ...]
    whose: bool


def proposed(raw: Raw, mapping: Mapping, connection: DuckDBPyConnection, config: Config, about: About) -> Proposal:
    """Give what a table would be stored as under a mapping."""
    today = datetime.now(UTC).date()
    whole = whole_sample(raw, connection)
    seen = mapper.preview(whole, mapping, None, today)
    taken = {column: what for column, what, _ in seen.columns}
    order = [*taken, *(column for column in raw.columns if column not in taken)][:WIDE]
    at = [raw.columns.index(column) for column in order]
    loose, more = wanted.loose(whole, mapping, today)
    return Proposal(
        member=raw.member, name=_named(raw, about.name), columns=raw.columns, records=raw.records,
        broken=len(raw.rejects), table=mapping.table, source=mapping.source, what=about.what, guessed=about.guessed,
        head=tuple((cut(column), taken.get(column, "")) for column in order),
        rows=tuple(tuple(cut(row[i] if i < len(row) else "") for i in at) for row in raw.sample[:ROWS]),
        read=_read(seen, order, raw), things=wanted.things(whole, mapping, today), loose=loose, more=more,
        whose=_whose(whole, mapping, connection, config) if about.whose else Whose(), warnings=seen.warnings,
        notes=about.notes,
    )  # fmt: skip


def unmapped(raw: Raw, name: str, problem: str, formats: Sequence[tuple[str, str]]) -> Proposal:
    """Give a table of which nothing tells what it is: its first rows, and what is wrong."""
    order = raw.columns[:WIDE]
    return Proposal(
        member=raw.member, name=_named(raw, name), columns=raw.columns, records=raw.records, broken=len(raw.rejects),
        problem=problem, formats=tuple(formats) if len(formats) > 1 else (),
        head=tuple((cut(column), "") for column in order),
        rows=tuple(tuple(cut(cell) for cell in row[:WIDE]) for row in raw.sample[:ROWS]),
    )  # fmt: skip


def tables() -> tuple[str, ...]:
    """Give the tables a file may go to, those of most files first."""
    return tuple(TARGETS)


def cut(cell: str | None) -> str:
    """Give a cell on one line, cut where it is long.

    Examples
    --------
    >>> cut("one\\ntwo"), len(cut("x" * 500))
    ('one two', 121)

    """
    plain = " ".join((cell or "")[: 4 * CUT].split())
    return plain if len(plain) <= CUT else f"{plain[:CUT].rstrip()}…"


def _named(raw: Raw, name: str) -> str:
    return f"{name} › {raw.member}" if raw.member else name


def _read(seen: mapper.Preview, order: Sequence[str], raw: Raw) -> tuple[tuple[str, ...], ...]:
    """Give the cells as they will be read, empty where that is as they stand."""
    place = {column: i for i, (column, _, _) in reversed(list(enumerate(seen.columns)))}
    found = []
    for shown, row in zip(seen.rows, raw.sample, strict=False):
        cells = []
        for column in order:
            plain = cut(row[raw.columns.index(column)])
            read = shown[place[column]] if column in place else ""
            same = not read or read.rstrip("…") in plain or not plain
            cells.append("" if same else read)
        found.append(tuple(cells))
    return tuple(found[:ROWS])


def _whose(raw: Raw, mapping: Mapping, connection: DuckDBPyConnection, config: Config) -> Whose:
    column = next((f.column for f in mapping.fields if f.target == "business" and f.kind != "ignore"), "")
    if not column:
        likely = () if mapping.business else tuple(likely_businesses(raw, mapping))
        return Whose(asked=not mapping.business, business=mapping.business, likely=likely)
    cell = f"c{raw.columns.index(column)}"
    rows = connection.execute(
        f"SELECT {cell}, count(*) AS n FROM {raw.relation} WHERE {cell} IS NOT NULL "
        f"GROUP BY 1 ORDER BY n DESC, 1 LIMIT {LOOKED_AT}"
    ).fetchall()
    mine = {normalised(config.ours), *(normalised(one) for one, name in config.same.items() if name == config.ours)}
    there = any(normalised(name) in mine for name, _ in rows)
    return Whose(names=tuple((cut(name), count) for name, count in rows[:NAMES]), ours=there)
