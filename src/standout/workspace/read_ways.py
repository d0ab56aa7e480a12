"""Read ways: how words are read, each way with the tables it makes and the key its readings are kept under.

====== ============================ ================================= =========================================
way    makes                        reads                             key
====== ============================ ================================= =========================================
words  readings, mentions           ``most`` texts, else all          the reader, its version, aspects, and the
                                                                      names in the part's own file
tags   tags                         ten times ``most``, else all      the version of the rules
themes theme_sentences (and themes) ``most`` texts, else all          the themes, found once and kept until a file
                                                                      with words is taken back
====== ============================ ================================= =========================================

The trade follows from the texts held and is told again when these change; the themes depend on what was held when they
were found, and evidence names them.

What a way needs is imported when it is made, so that nobody pays for it whose reviews have no words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from standout import registry
from standout.errors import WorkspaceError
from standout.tables import table as table_of
from standout.workspace import read_index
from standout.workspace.read_index import LOTS, Worded, settle, settled, texts_of
from standout.workspace.subjects import known_names

if TYPE_CHECKING:
    from standout.text.aspects import Aspect
    from standout.text.readers.reader import Reader
    from standout.workspace.config import Config
    from standout.workspace.index import Index

MAKES = {
    "words": ("readings", "mentions"),
    "tags": ("tags",),
    "themes": ("theme_sentences",),
}
"""The tables whose parts each way makes."""
ASKED = {**{table: way for way, made in MAKES.items() for table in made}, "themes": "themes"}
"""The way that gives a table."""
MOST = 20_000
"""So many texts are read for aspects when merely asking, unless ``standout.toml`` says another number."""
SAMPLE = 2_000
"""From so many texts the trade is told..."""
SENTENCES = 50_000
"""...and from so many sentences the themes are found."""
NAMES = 300
"""In a file of more businesses their names are read like other words."""
TRADE, THEMES = "trade", "themes"
SHORT = 12

Make = Callable[[Sequence[int], Sequence[str]], Mapping[str, pa.Table]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of reading.

    Attributes
    ----------
    name, key : str
        Readings under the same name and key are alike.
    make : callable
        Ids of reviews and their texts in, the tables out.
    step : int
        How many texts are read before what was found is kept.
    times : int
        So many times ``most`` texts are read when merely asking.
    about : dict
        What evidence says of it.
    tables : dict
        Small tables that go with it.
    apart : dict
        The key and the ``make`` of parts that are read in a manner of their own, by the part's number.

    """

    name: str
    key: str
    make: Make
    step: int = 5_000
    times: int = 1
    about: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    apart: Mapping[int, tuple[str, Make]] = field(default_factory=dict)

    def key_of(self, part_id: int) -> str:
        """Give the key of a part."""
        return self.apart.get(part_id, (self.key, self.make))[0]

    def make_of(self, part_id: int) -> Make:
        """Give what reads a part."""
        return self.apart.get(part_id, (self.key, self.make))[1]

    def reach(self, held: int, most: int) -> int:
        """Give the lot up to which texts are read, where ``held`` texts are there and ``most`` are to be read.

        Examples
        --------
        >>> way = Way(name="words", key="", make=lambda ids, texts: {})
        >>> way.reach(20_000, 20_000), way.reach(50_000, 20_000), way.reach(50_000, 0)
        (1000, 400, 1000)

        """
        most *= self.times
        return LOTS if not most or held <= most else max(LOTS * most // held, 1)


def needed(tables: Collection[str]) -> list[str]:
    """Give the ways that some tables, and the measures among them, need.

    Examples
    --------
    >>> needed({"reviews", "mentions", "tags"}), needed({"orders"})
    (['words', 'tags'], [])

    """
    wanted = {ASKED[table] for table in _spread(tables) if table in ASKED}
    return [way for way in MAKES if way in wanted]


def _spread(tables: Collection[str]) -> set[str]:
    """Give tables with those that the measures among them read."""
    measures = registry.catalogue("standout.measures", "MEASURE")
    found, open_ = set(tables), list(tables)
    while open_:
        name = open_.pop()
        more = set(measures[name].reads) - found if name in measures else set()
        found |= more
        open_ += more
    return found


def ways(store: Path, index: Index, config: Config, names: Collection[str], parts: Sequence[Worded]) -> Iterator[Way]:
    """Give the ways called so, over these parts of reviews."""
    if "words" in names:
        yield _words(store, index, config, parts)
    if "tags" in names:
        yield _tags()
    if "themes" in names:
        yield _themes(store, index, config, parts)


def trade(store: Path, index: Index, config: Config, parts: Sequence[Worded]) -> str:
    """Give the trade: as ``standout.toml`` says, else as the texts held tell, in whatever order they came."""
    from standout.text.aspects import trade_of  # noqa: PLC0415 - see the header

    if said := config.read.get("trade"):
        return str(said)
    of = _digest(sorted(part.file for part in parts))
    kept = _kept(settled(index, TRADE))
    if kept.get("of") != of:
        kept = {"of": of, "trade": trade_of(_sample(store, parts, SAMPLE))}
        with suppress(WorkspaceError):  # it is told again where it can't be kept
            settle(index, TRADE, json.dumps(kept), again=True)
    return str(kept["trade"])


def _kept(said: str | None) -> dict[str, str]:
    """Give what was kept of the trade; nothing where it was kept in another form."""
    with suppress(ValueError):
        found = json.loads(said or "{}")
        return found if isinstance(found, dict) else {}
    return {}


def aspects(store: Path, index: Index, config: Config, parts: Sequence[Worded]) -> tuple[Aspect, ...]:
    """Give the aspects to read: those that ``standout.toml`` names, else those of the trade."""
    from standout.text.aspects import named, of_trade  # noqa: PLC0415 - see the header

    said = config.read.get("aspects")
    return named(said) if said else of_trade(trade(store, index, config, parts))


def reader_of(config: Config) -> Reader:
    """Give the reader that ``standout.toml`` names, else the default."""
    from standout.text.readers import reader  # noqa: PLC0415 - see the header

    return reader(str(config.read.get("reader") or "auto"))


def _sample(store: Path, parts: Sequence[Worded], most: int) -> list[str]:
    """Give some texts, drawn by their reviews' ids, in the order of these."""
    held = sum(part.texts for part in parts)
    high = LOTS if held <= most else max(LOTS * most // held, 1)
    found: dict[int, str] = {}
    for part in parts:
        found |= dict(zip(*texts_of(store, part, 0, high), strict=True))
    return [found[number] for number in sorted(found)]


def _words(store: Path, index: Index, config: Config, parts: Sequence[Worded]) -> Way:
    looked_for, with_ = aspects(store, index, config, parts), reader_of(config)
    said, named = [(one.name, one.words) for one in looked_for], read_index.names(index)
    first = f"{with_.name} {with_.version}"
    apart = {}
    for part in parts:
        hidden = _hidden(named.get(part.part_id, ()))
        apart[part.part_id] = (f"{first} {_digest([said, hidden])}", _mentions(looked_for, with_, hidden))
    about = {"reader": first, "aspects": _digest(said)}
    return Way(name="words", key=first, make=_mentions(looked_for, with_, ()), about=about, apart=apart)


def _hidden(names: Sequence[str]) -> Sequence[str]:
    """Give the names of a file's businesses that a reader is not to see; none of a file too wide to know names by."""
    return names if len(names) <= NAMES else []


def _mentions(looked_for: Sequence[Aspect], reader: Reader, hidden: Sequence[str]) -> Make:
    from standout.text.reading import mentions  # noqa: PLC0415 - see the header

    def make(ids: Sequence[int], texts: Sequence[str]) -> dict[str, pa.Table]:
        found, read = mentions(ids, texts, looked_for, reader, hidden)
        return {"mentions": found, "readings": read}

    return make


def _tags() -> Way:
    from standout.text import descriptors  # noqa: PLC0415 - see the header

    def make(ids: Sequence[int], texts: Sequence[str]) -> dict[str, pa.Table]:
        rows = descriptors.tags(ids, texts)
        empty = [name for name in rows.column_names if rows[name].null_count == rows.num_rows]
        return {"tags": rows.drop_columns(empty) if rows.num_rows else rows}

    version = str(descriptors.VERSION)
    return Way(name="tags", key=version, make=make, step=20_000, times=10, about={"descriptors": version})


def _themes(store: Path, index: Index, config: Config, parts: Sequence[Worded]) -> Way:
    from standout.text.themes import OTHER, Themes  # noqa: PLC0415 - see the header

    kept = settled(index, THEMES) or new_themes(store, index, config, parts)
    themes, version = Themes.from_json(kept), _digest(kept)

    def make(ids: Sequence[int], texts: Sequence[str]) -> dict[str, pa.Table]:
        rows = _sentences(ids, texts)
        found = themes.assign(rows.pop("text"))
        return {"theme_sentences": pa.table({**rows, "theme": found}, schema=table_of("theme_sentences").schema())}

    told = [{"theme": one.theme, "label": one.label} for one in themes.themes] + [{"theme": OTHER, "label": OTHER}]
    tables = {"themes": pa.Table.from_pylist(told, schema=table_of("themes").schema())}
    return Way(name="themes", key=version, make=make, about={"themes": version}, tables=tables)


def new_themes(store: Path, index: Index, config: Config, parts: Sequence[Worded]) -> str:
    """Find the themes of what is held and keep them; give them as JSON.

    Those found before keep their ids where they are still there.
    """
    from standout.text.themes import Themes, fit  # noqa: PLC0415 - see the header

    before, texts = settled(index, THEMES), _sample(store, parts, SENTENCES)
    sentences = _sentences(range(len(texts)), texts)["text"][:SENTENCES]
    seed, names = int(_digest(sentences), 16) % 2**32, sorted(known_names(index, config).values())
    found = fit(sentences, seed, names=names, old=Themes.from_json(before) if before else None).to_json()
    with suppress(WorkspaceError):  # they are found again where they can't be kept
        found = settle(index, THEMES, found, again=bool(before))
    return found


def _sentences(ids: Sequence[int], texts: Sequence[str]) -> dict[str, list[Any]]:
    """Give every sentence of some texts: its review, its place there, and itself."""
    from standout.text.sentences import sentences  # noqa: PLC0415 - see the header

    rows = [
        (number, place, one)
        for number, text in zip(ids, texts, strict=True)
        for place, one in enumerate(sentences(text))
    ]
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return dict(zip(("review_id", "sentence", "text"), map(list, columns), strict=True))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:SHORT]


def split(rows: pa.Table, ids: Sequence[int]) -> pa.Table:
    """Give the rows of some reviews."""
    return rows.filter(pc.is_in(rows["review_id"], pa.array(ids, pa.int64())))
