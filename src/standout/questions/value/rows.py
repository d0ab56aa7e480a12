"""Rows: one row of the table ``values``, with every column it doesn't fill left empty."""

from __future__ import annotations

from typing import Any

EMPTY: dict[str, Any] = dict.fromkeys(
    ("estimate", "low", "high", "performance", "performance_low", "performance_high", "market", "ahead", "ahead_low",
     "ahead_high", "placed", "quote")
)  # fmt: skip
"""The columns that a kind of row may leave empty."""


def row(kind: str, name: str, reviews: int, origin: str = "text", **figures: Any) -> dict[str, Any]:
    """Give a row of the table ``values``.

    Examples
    --------
    >>> made = row("talk", "product", 40, estimate=0.4)
    >>> made["kind"], made["estimate"], made["low"]
    ('talk', 0.4, None)

    """
    unknown = set(figures) - set(EMPTY)
    if unknown:
        raise TypeError(sorted(unknown))
    return {"kind": kind, "name": name, "origin": origin, "reviews": reviews, **EMPTY, **figures}
