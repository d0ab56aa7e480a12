"""Linking: which two entries of lists may be one person, with the weight of what they share.

Takes    entries: a name, an address, a number and a workplace, each empty where it isn't known
Makes    pairs, each once, with a match weight: the logarithm (base 2) of the odds that the two are one person
Source   Fellegi & Sunter (1969), "A Theory for Record Linkage", JASA 64(328), as splink does it
Fixed    how often two entries of one person agree (``m``), and two of different people (``u``), is written down here
         and not learnt: 39 people are too few to learn from, 10,000 teach nothing better (benchmarks/merging.py)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from standout.text.called import Called, called

LINE = 8
"""Digits of a number that are compared; before them it has its country and its area, or a nought, or nothing."""

DUPLICATES = 0.5
"""How many pairs are expected for each entry; the chance that two entries are one person comes from it."""

MOST_CHANCE = 0.02
"""What two entries of a very short list have at most, before anything of them is looked at."""

NO_PERSON = frozenset(
    "admin accounts bookings contact enquiries hello help hi info kontakt mail marketing me news no noreply office "
    "orders post reception sales service shop support team welcome".split()
)
"""What stands before the @ of an address that belongs to a house."""

BLOCKS = (
    "l.last = r.last AND l.initial = r.initial", "l.meant = r.meant AND l.stem = r.stem", "l.phone = r.phone",
    "l.mailbox = r.mailbox", "l.local = r.local", "l.first = r.last AND l.last = r.first",
    "l.organisation = r.organisation AND l.initial = r.initial",
)  # fmt: skip
"""Two entries are compared where one of these holds."""

_NAME = {
    "l.first = r.first AND l.last = r.last": (0.55, 5e-5),
    "l.meant = r.meant AND l.last = r.last": (0.10, 5e-5),
    "l.first = r.last AND l.last = r.first": (0.03, 2e-5),
    "l.last = r.last AND damerau_levenshtein(l.first, r.first) <= 1 AND length(l.first) > 3": (0.06, 2e-4),
    "l.meant = r.meant AND damerau_levenshtein(l.last, r.last) <= 1 AND length(l.last) > 3": (0.08, 2e-4),
    "l.last = r.last AND l.initial = r.initial AND least(length(l.first), length(r.first)) = 1": (0.08, 5e-4),
    "l.meant = r.meant": (0.06, 1e-2),
    "l.last = r.last": (0.02, 5e-3),
}
_PHONE = {"l.phone = r.phone": (0.80, 1e-4), "damerau_levenshtein(l.phone, r.phone) <= 1": (0.04, 1e-4)}
_MAILBOX = {
    "l.mailbox = r.mailbox": (0.20, 1e-5),
    "damerau_levenshtein(l.mailbox, r.mailbox) <= 1": (0.10, 2e-5),
    "l.local = r.local": (0.20, 5e-5),
}
_ORGANISATION = {"l.organisation = r.organisation": (0.70, 5e-3)}
COMPARED = {"name": ("first", _NAME), "phone": ("phone", _PHONE), "mailbox": ("mailbox", _MAILBOX),
            "organisation": ("organisation", _ORGANISATION)}  # fmt: skip
"""Each thing that is compared: the column it hangs on, and its levels with their ``m`` and ``u``."""

_DOTLESS = ("gmail.com", "googlemail.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A person as one list has them; empty where something isn't known."""

    person_id: int
    name: str = ""
    email: str = ""
    phone: str = ""
    organisation: str = ""

    @property
    def called(self) -> Called:
        """Give the name in parts."""
        return called(self.name)

    @property
    def line(self) -> str:
        """Give the last digits of the number; empty where there are too few to tell a line."""
        digits = re.sub(r"\D", "", self.phone)
        return digits[-LINE:] if len(digits) >= LINE - 2 else ""

    @property
    def mailbox(self) -> str:
        """Give the address without what makes no other mailbox of it: capitals, a tag, the dots of Gmail.

        Examples
        --------
        >>> Entry(person_id=1, email="Ann.Lee+shop@googlemail.com").mailbox
        'annlee@gmail.com'

        """
        local, _, domain = self.email.strip().lower().rpartition("@")
        local = local.partition("+")[0]
        return f"{local.replace('.', '')}@gmail.com" if domain in _DOTLESS else f"{local}@{domain}" if local else ""

    @property
    def local(self) -> str:
        """Give what stands before the @, where it is somebody's own: long, and not made of their name."""
        plain = self.mailbox.rpartition("@")[0]
        made_of = [part for part in (self.called.first, self.called.last) if part and part in plain]
        return plain if len(plain) > LINE - 2 and plain not in NO_PERSON and not made_of else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries, by their places, and the weight of what they share."""

    one: int
    other: int
    weight: float


def pairs(entries: Sequence[Entry], least: float) -> list[Pair]:
    """Give the pairs of entries of different people whose weight is at least ``least``, the surest first.

    Parameters
    ----------
    entries : sequence of Entry
    least : float
        The least match weight.

    Returns
    -------
    list of Pair
        Each pair of people once, by the two entries of theirs that share most.

    """
    if len(entries) < 2:
        return []
    found = _predicted(compared(entries), settings(len(entries)), least)
    best: dict[tuple[int, int], Pair] = {}
    for pair in found:
        people = sorted((entries[pair.one].person_id, entries[pair.other].person_id))
        key = (people[0], people[1])
        if people[0] != people[1] and (key not in best or _before(pair) < _before(best[key])):
            best[key] = pair
    return sorted(best.values(), key=_before)


def _before(pair: Pair) -> tuple[float, int, int]:
    return (-round(pair.weight, 6), pair.one, pair.other)


def settings(entries: int) -> dict[str, Any]:
    """Give what splink is told: blocks, levels, and the chance that two entries are one person."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "place",
        "probability_two_random_records_match": min(MOST_CHANCE, 2 * DUPLICATES / max(entries - 1, 1)),
        "comparisons": [_comparison(name, column, levels) for name, (column, levels) in COMPARED.items()],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in BLOCKS],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(name: str, column: str, levels: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """Give one comparison; what none of its levels takes is the rest."""
    rest: dict[str, Any] = {"sql_condition": "ELSE", "m_probability": 1 - sum(m for m, _ in levels.values()),
            "u_probability": 1 - sum(u for _, u in levels.values())}  # fmt: skip
    unknown: dict[str, Any] = {"sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL", "is_null_level": True}
    written: list[dict[str, Any]] = [
        {"sql_condition": re.sub(r"\b([lr])\.(\w+)", r"\2_\1", rule), "m_probability": m, "u_probability": u}
        for rule, (m, u) in levels.items()
    ]
    named = [{**level, "label_for_charts": str(place)} for place, level in enumerate([unknown, *written, rest])]
    return {"output_column_name": name, "comparison_levels": named}


def compared(entries: Sequence[Entry]) -> pa.Table:
    """Give what is compared of each entry, in columns; null where it isn't known."""
    text = ("first", "last", "meant", "initial", "stem", "phone", "mailbox", "local", "organisation")
    schema = pa.schema([("place", pa.int64()), *((name, pa.string()) for name in text)])
    return pa.Table.from_pylist([_row(place, entry) for place, entry in enumerate(entries)], schema=schema)


def _row(place: int, entry: Entry) -> dict[str, Any]:
    spoken = entry.called
    row = {"first": spoken.first if spoken.last else "", "last": spoken.last, "meant": spoken.full,
           "initial": spoken.first[:1], "stem": spoken.last[:3], "phone": entry.line, "mailbox": entry.mailbox,
           "local": entry.local, "organisation": " ".join(entry.organisation.lower().split())}  # fmt: skip
    return {"place": place, **{name: value or None for name, value in row.items()}}


def _predicted(rows: pa.Table, told: Mapping[str, Any], least: float) -> list[Pair]:
    from splink import DuckDBAPI, Linker  # noqa: PLC0415 - a third of a second that no other command pays

    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.register("entries", rows)
        linker = Linker(DuckDBAPI(connection=connection).register("entries"), dict(told), log_level=None)
        found = linker.inference.predict(threshold_match_weight=least)
        table = found.as_pyarrow_table()  # type: ignore[no-untyped-call]  # splink's own
    columns = [table.column(name).to_pylist() for name in ("place_l", "place_r", "match_weight")]
    return [Pair(min(one, other), max(one, other), weight) for one, other, weight in zip(*columns, strict=True)]
