"""What ``--map`` says: ``target=column``, or ``column=target``.

::

    overall=Sterne                  the overall score is the column "Sterne"
    staff=Bedienung                 a word that is no target names an aspect
    Bedienung=ignore                a column first: its target, or aspect, descriptor, ignore
    date=Datum:monthfirst           more may follow, parted by colons:
    overall=Note:1-10:zero              a scale; zero, where 0 means "not rated"; nozero, where not
    Salon=descriptor:never              before, after, never: when a buyer knows it
    cost=Preis:EUR                      a currency

A column is found whatever its case, spaces and punctuation.  The first reading, ``target=column``, goes before
the second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from standout.errors import MappingError
from standout.sources.figures import CODES
from standout.sources.names import fold, label_of
from standout.sources.source import Field
from standout.sources.targets import FREE, TARGETS, target_of
from standout.words import nearest, say

_SCALE = re.compile(r"^(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)$")
_DAYS = {"dayfirst": True, "monthfirst": False}
_ZERO = {"zero": True, "nozero": False}
_KNOWN = ("before", "after", "never")


@dataclass(frozen=True, slots=True)
class Told:
    """What the owner says one column is; None and "" where nothing was said."""

    column: str
    target: str
    label: str = ""
    scale: tuple[float, float] | None = None
    zero: bool | None = None
    dayfirst: bool | None = None
    addressable: str = ""
    currency: str = ""

    def over(self, field: Field) -> Field:
        """Give a field with what was said put over what was found."""
        return replace(
            field,
            scale=self.scale or field.scale,
            zero_is_missing=field.zero_is_missing if self.zero is None else self.zero,
            addressable=self.addressable or field.addressable,
            currency=self.currency or field.currency,
        )


def told(
    given: Mapping[str, str | Told], columns: tuple[str, ...], table: str, scores: Sequence[str] = ()
) -> dict[str, Told]:
    """Give what was said of each column, by column.

    Parameters
    ----------
    given : mapping of str to str or Told
        As ``--map`` takes it, left to right; what is a :class:`Told` already stands as it is, whatever its key.
    columns : tuple of str
        The file's headers.
    table : str
        The table it goes to.
    scores : sequence of str, optional
        Columns that can be scores, to offer where a column isn't there.

    Raises
    ------
    MappingError
        If neither side is a column; the message names the nearest.

    Examples
    --------
    >>> told({"staff": "Bedienung:1-10"}, ("Sterne", "Bedienung"), "reviews")["Bedienung"].scale
    (1.0, 10.0)

    """
    found = {}
    for left, right in given.items():
        one = _known(right, columns, table) if isinstance(right, Told) else _one(left, right, columns, table, scores)
        found[one.column] = one
    return found


def column_in(columns: tuple[str, ...], name: str) -> str | None:
    """Give the header that ``name`` means: as written, else the one that folds to the same."""
    if name in columns:
        return name
    same = [column for column in columns if fold(column) == fold(name)] if fold(name) else []
    return same[0] if len(same) == 1 else None


def _known(one: Told, columns: tuple[str, ...], table: str) -> Told:
    """Give what was said of a column, with the label it needs.

    Raises
    ------
    MappingError
        If there is no such column or target.

    """
    if one.column not in columns:
        raise MappingError(say("mapper.no_column", given=one.column, near=nearest(one.column, columns)))
    if one.target not in TARGETS[table]:
        near = nearest(one.target, TARGETS[table])
        raise MappingError(say("mapper.no_target", given=one.target, table=table, near=near))
    plain = label_of(one.column) if one.target in FREE else "overall" if one.target == "overall" else ""
    return replace(one, label=one.label or plain)


def _one(left: str, right: str, columns: tuple[str, ...], table: str, scores: Sequence[str]) -> Told:
    column, options = _split(right, columns)
    if column is not None:
        target = target_of(left, table)
        if target is None and table != "reviews":
            raise MappingError(say("mapper.no_target", given=left, table=table, near=nearest(left, TARGETS[table])))
        plain = target or "aspect"
        label = left.strip() if target is None else label_of(column) if target in FREE else target
        return _with(Told(column, plain, label if plain in (*FREE, "overall") else ""), options)
    column = column_in(columns, left)
    word, *options = right.split(":")
    target = target_of(word, table)
    if column is None:
        raise MappingError(
            say("mapper.no_column", given=right, near=nearest(right, columns)),
            say("mapper.map_hint", example=scores[0]) if scores and table == "reviews" else "",
        )
    if target is None:
        raise MappingError(say("mapper.no_target", given=right, table=table, near=nearest(word, TARGETS[table])))
    label = label_of(column) if target in FREE else "overall" if target == "overall" else ""
    return _with(Told(column, target, label), options)


def _split(right: str, columns: tuple[str, ...]) -> tuple[str | None, list[str]]:
    """Give the column and the options after it; a column's own name may hold colons."""
    parts = right.split(":")
    for size in range(len(parts), 0, -1):
        column = column_in(columns, ":".join(parts[:size]))
        if column is not None:
            return column, parts[size:]
    return None, []


def _with(one: Told, options: list[str]) -> Told:
    """Give what was said with its options.

    Raises
    ------
    MappingError
        If an option is none.

    """
    for option in options:
        word = option.strip().casefold()
        if found := _SCALE.match(word):
            one = replace(one, scale=(float(found[1]), float(found[2])))
        elif word in _ZERO:
            one = replace(one, zero=_ZERO[word])
        elif word in _DAYS:
            one = replace(one, dayfirst=_DAYS[word])
        elif word in _KNOWN:
            one = replace(one, addressable=word)
        elif word.upper() in CODES:
            one = replace(one, currency=word.upper())
        else:
            raise MappingError(say("mapper.no_option", given=option))
    return one
