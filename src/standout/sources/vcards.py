"""vCards: each card a record of the few things a list of people holds.

Takes    versions 2.1, 3.0 and 4.0, as phones and mail programs write them
Makes    FN, EMAIL, TEL, ORG, TITLE, and RELATED and FRIENDS: family and friends by name, parted by semicolons
Left out    pictures, notes, birthdays, addresses of houses, and children
Source   RFC 6350 (4.0), RFC 2426 (3.0); the item groups of Apple's address book
"""

from __future__ import annotations

import quopri
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

COLUMNS = ("FN", "EMAIL", "TEL", "ORG", "TITLE", "RELATED", "FRIENDS")
PARTED = "; "
FAMILY = frozenset(("spouse", "partner", "parent", "sibling", "kin", "sweetheart", "mother", "father", "brother",
                    "sister", "husband", "wife"))  # fmt: skip
"""The relations that are family; who is only a child, a colleague or a contact is left out."""

FRIENDS = frozenset(("friend",))

_NAMED = re.compile(
    r"^(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<parameters>(?:;(?:[^:;\"]|\"[^\"]*\")*)*):(?P<value>.*)$"
)
_LABEL = re.compile(r"^_\$!<(.*)>!\$_$")
_SCHEME = re.compile(r"^(tel|mailto|urn|https?):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """A card: the line it begins on, and its cells in the order of `COLUMNS`; ``whole`` where it is ended."""

    line: int
    cells: tuple[str | None, ...]
    whole: bool


def cards(text: str) -> Iterator[Card]:
    """Give every card in a file.

    Examples
    --------
    >>> [card.cells[:2] for card in cards("BEGIN:VCARD\\nFN:Ann Lee\\nEMAIL:a@b.example\\nEND:VCARD\\n")]
    [('Ann Lee', 'a@b.example')]

    """
    start, held = 0, list[str]()
    for number, line in _unfolded(text.splitlines()):
        mark = line.strip().upper()
        if mark == "BEGIN:VCARD":
            if start:
                yield _card(start, held, whole=False)
            start, held = number, []
        elif mark == "END:VCARD" and start:
            yield _card(start, held, whole=True)
            start = 0
        elif start:
            held.append(line)
    if start:
        yield _card(start, held, whole=False)


def _unfolded(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Give each line with what was folded off it; a line that ends in ``=`` goes on where it is quoted-printable."""
    number, held, printable = 0, [""], False
    for at, line in enumerate(lines, 1):
        quoted = printable and held[-1].endswith("=")
        if number and (line[:1] in (" ", "\t") or quoted):
            held[-1] = held[-1][:-1] if quoted else held[-1]
            held.append(line.strip() if quoted else line[1:])
            continue
        if number:
            yield number, "".join(held)
        number, held, printable = at, [line], "quoted-printable" in line.lower()
    if number:
        yield number, "".join(held)


def _card(start: int, lines: Iterable[str], *, whole: bool) -> Card:
    held: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for line in lines:
        found = _NAMED.match(line)
        if found:
            value = _value(found["value"], found["parameters"])
            held[found["name"].upper()].append((found["group"] or "", found["parameters"].lower(), value))
    name = _first(held["FN"]) or _spoken(_first(held["N"]))
    organisation = (_first(held["ORG"]) or "").split(";")[0] or None
    cells = (name, _first(held["EMAIL"]), _first(held["TEL"]), organisation, _first(held["TITLE"]),
             _related(held, FAMILY), _related(held, FRIENDS))  # fmt: skip
    return Card(start, cells, whole)


def _value(text: str, parameters: str) -> str:
    if "quoted-printable" in parameters.lower():
        text = quopri.decodestring(text.encode("ascii", errors="ignore")).decode("utf-8", errors="replace")
    plain = re.sub(r"\\([,;:\\])", r"\1", re.sub(r"\\[nN]", " ", text))
    return _SCHEME.sub("", plain).strip() if "uri" in parameters.lower() or plain.startswith("tel:") else plain.strip()


def _first(found: Iterable[tuple[str, str, str]]) -> str | None:
    """Give the value that is preferred, else the first."""
    values = [(("pref" not in parameters), value) for _, parameters, value in found if value]
    return min(values, key=lambda pair: pair[0])[1] if values else None


def _spoken(parts: str | None) -> str | None:
    """Give a name from its parts: family, given, more, before, after."""
    family, given, *_ = [*(parts or "").split(";"), "", ""]
    return " ".join(filter(None, (given.strip(), family.strip()))) or None


def _related(held: dict[str, list[tuple[str, str, str]]], kinds: frozenset[str]) -> str | None:
    """Give who is related to them in one of some ways, by name; a link to another card is no name."""
    labels = {group: _LABEL.sub(r"\1", value).lower() for group, _, value in held["X-ABLABEL"] if group}
    found = [value for _, parameters, value in held["RELATED"] if _is(parameters, kinds)]
    found += [value for group, _, value in held["X-ABRELATEDNAMES"] if _is(labels.get(group, ""), kinds)]
    if "spouse" in kinds:
        found += [value for name in ("X-SPOUSE", "X-EVOLUTION-SPOUSE") for _, _, value in held[name]]
    names = [name.replace(";", " ") for name in found if name and not re.search(r"[:/@]|\d{4}", name)]
    return PARTED.join(dict.fromkeys(names)) or None


def _is(told: str, kinds: frozenset[str]) -> bool:
    return bool(set(re.findall(r"[a-z]+", told)) & kinds)
