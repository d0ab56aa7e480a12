"""Numbers and money as files write them: ``1.240,00 €``, ``$1,240.00``, ``(45.00)``, ``'12``, ``48.43%``.

Whether a comma is a decimal sign is decided for a whole column at once, never for one cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "nil", "-", "--", "—", "–", "?", "k.a.", "k. a.", "keine"})
"""What files write, folded, for a cell that holds nothing."""

CURRENCIES = {"€": "EUR", "£": "GBP", "$": "USD", "zł": "PLN", "zl": "PLN", "fr.": "CHF", "¥": "JPY", "kr": "SEK",
              "r$": "BRL", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "us$": "USD", "₹": "INR",
              "kč": "CZK"}  # fmt: skip
CODES = frozenset("EUR GBP USD PLN CHF JPY SEK NOK DKK BRL AUD CAD NZD INR CZK HUF RON MXN ZAR SGD HKD TRY".split())

LONGEST = 100
"""A cell of more signs is no number, however it begins; a review may be a thousand times as long."""

_PARTS = re.compile(r"^(?P<open>\()?(?P<before>[^\d(+\-.,]*)(?P<sign>[-+−])?(?P<inner>[^\d().,]*?)"
                    r"(?P<core>[.,]?\d[\d.,'’\s]*)(?P<after>[^\d()]*)(?P<close>\))?$")  # fmt: skip
_GROUPED = re.compile(r"^\d{1,3}([.,'’\s]\d{3})+$")


@dataclass(frozen=True, slots=True)
class FigureReading:
    """How the numbers of a column are written, and how many of its cells are numbers at all."""

    decimal: str
    thousands: str
    currency: str
    sign: str  # as written, "" where the cells carry no currency
    percent: bool
    read: int
    of: int

    @property
    def share(self) -> float:
        """The share of filled cells that are numbers, 0 to 1."""
        return self.read / self.of if self.of else 0.0


def missing(cell: str | None) -> bool:
    """Tell whether a cell holds nothing, or one of the words files use for that."""
    return cell is None or cell.strip().casefold() in MISSING


def figures(cells: Iterable[str | None]) -> FigureReading:
    """Give how a column writes its numbers.

    A cell with both signs settles it (``1.240,50``: the last is the decimal); so does one sign not followed
    by three digits (``4,5``), or the same sign twice (``1.000.000``).  Where nothing settles it, a point.

    Examples
    --------
    >>> reading = figures(["12,00 €", "1.240,50 €", None])
    >>> reading.decimal, reading.thousands, reading.currency, reading.share
    (',', '.', 'EUR', 1.0)

    """
    filled = [cell.strip() for cell in cells if cell is not None and not missing(cell)]
    votes: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    signs: Counter[str] = Counter()
    read = percents = 0
    for cell in filled:
        parts = _parts(cell)
        if parts is None:
            continue
        core, sign, percent = parts
        read += 1
        percents += percent
        if sign:
            signs[sign] += 1
        decimal, thousands = _signs(core)
        votes[decimal] += bool(decimal)
        groups[thousands] += bool(thousands)
    decimal = "," if votes[","] > votes["."] else "."
    if not votes["."] and not votes[","] and groups["."] > groups[","]:
        decimal = ","
    thousands = max((g for g in groups if g and g != decimal), key=lambda g: groups[g], default="")
    sign = signs.most_common(1)[0][0] if signs else ""
    return FigureReading(decimal, thousands, currency_of(sign), sign, 2 * percents > len(filled), read, len(filled))


def figure(cell: str | None, reading: FigureReading) -> float | None:
    """Give a cell's number, or None where it holds none.

    Examples
    --------
    >>> figure("(45.00)", figures(["(45.00)"])), figure("-$1,240.00", figures(["-$1,240.00"]))
    (-45.0, -1240.0)

    """
    if cell is None or missing(cell):
        return None
    parts = _matched(cell.strip())
    if parts is None or _sign_of(parts) is None:
        return None
    core = re.sub(r"[\s'’]", "", parts["core"])
    if reading.thousands:
        core = core.replace(reading.thousands, "")
    core = core.replace(",", ".") if reading.decimal == "," else core.replace(",", "")
    try:
        value = float(core)
    except ValueError:
        return None
    return -value if parts["sign"] in ("-", "−") or (parts["open"] and parts["close"]) else value


def currency_of(sign: str) -> str:
    """Give the three letters of a currency sign or code, "" where it is neither."""
    return sign.upper() if sign.upper() in CODES else CURRENCIES.get(sign.casefold(), "")


def _parts(cell: str) -> tuple[str, str, bool] | None:
    """Give a cell's digits with their signs, its currency as written, and whether it is a rate."""
    parts = _matched(cell)
    if parts is None:
        return None
    sign = _sign_of(parts)
    return None if sign is None else (parts["core"].strip(), sign.rstrip("%").strip(), "%" in sign)


def _matched(cell: str) -> re.Match[str] | None:
    return _PARTS.match(cell.lstrip("'")) if len(cell) <= LONGEST else None


def _sign_of(parts: re.Match[str]) -> str | None:
    """Give what stands around the digits: a currency, a percent sign or nothing; None where it is words."""
    around = f"{parts['before']}{parts['inner'] or ''}{parts['after']}".strip().replace("\xa0", "")
    plain = around.rstrip("%").strip().rstrip("-").strip()
    if bool(parts["open"]) != bool(parts["close"]):
        return None
    return around if not plain or currency_of(plain) else None


def _signs(core: str) -> tuple[str, str]:
    """Give (decimal, thousands) as one cell shows them; "" where it doesn't."""
    marks = [c for c in core if c in ".,"]
    apart = next((c for c in core if c in "'’ \xa0"), "")
    if not marks:
        return "", apart
    if len(set(marks)) == 2:
        return marks[-1], marks[0]
    if len(marks) > 1:
        return "", marks[0]
    if _GROUPED.match(core) and not core.startswith("0"):
        return "", marks[0]
    return marks[0], apart
