"""Backtest: the first places that would have been printed in the past, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

from standout.tables.spreadsheet import write_rows
from standout.words import say

HORIZONS = (1, 2, 4)
"""How many quarters later one looks again."""
SAID = ("yes", "probably")
DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A claim looked at again.

    Attributes
    ----------
    quarters : int
        How many quarters later.
    holds : bool
        Whether as much would still have been said, with all rows up to then.
    lead : float or None
        In the reviews since then alone: our mean less that of the rival that was nearest; None where either
        has too few.
    turned : bool or None
        Whether these reviews alone show a rival ahead of us; None where nobody can be compared.

    """

    quarters: int
    holds: bool
    lead: float | None
    turned: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One first place as it would have been printed at the end of a quarter; ``later`` as far as there are rows."""

    asked_at: date
    verdict: str
    aspect: str
    world: Mapping[str, str]
    rival: str
    lead: float
    lead_fair: float | None = None
    lead_low: float | None = None
    later: Sequence[Later] = ()

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What makes two claims the same one."""
        return self.aspect, tuple(sorted(self.world.items()))

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON takes it."""
        return {
            **asdict(self), "asked_at": self.asked_at.isoformat(), "world": dict(self.world),
            "later": [asdict(later) for later in self.later],
        }  # fmt: skip

    def flat(self) -> list[dict[str, Any]]:
        """Give a row for each time it was looked at again, and one where it never was."""
        own = {name: value for name, value in self.to_dict().items() if name != "later"}
        own["world"] = ", ".join(f"{name} = {value}" for name, value in self.world.items())
        again = [{f"later_{name}": value for name, value in asdict(later).items()} for later in self.later]
        return [{**own, **later} for later in again or [{}]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What came of the claims of the past.

    Attributes
    ----------
    subject : str
        Whose claims.
    asked_at : sequence of date
        The ends of quarters at which was asked, oldest first.
    claims : sequence of Claimed
        In the same order.
    rows, undated : int
        How many reviews are held, and how many of them have no day and were left out.
    older : int
        Ends of quarters before the first of ``asked_at`` that were not asked, as they lie too far back.

    """

    subject: str
    asked_at: Sequence[date]
    claims: Sequence[Claimed]
    rows: int
    undated: int
    older: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)

    def summary(self) -> list[dict[str, Any]]:
        """Give one row for each verdict and each number of quarters later.

        Returns
        -------
        list of dict
            ``verdict``, ``quarters``; ``claims`` with that many quarters after them, ``distinct`` of them (the
            same claim of several quarters counted once), ``still`` so; ``fresh`` claims with a lead in the reviews
            since, ``above`` 0 of them; ``compared`` with somebody in these, ``turned`` of them; ``lead``,
            ``lead_fair`` and ``lead_since``: mean lead as seen then, as corrected for having been picked (None
            where no claim needed that), and since, over the claims in ``fresh``.

        """
        return [self._row(verdict, quarters) for verdict in SAID for quarters in HORIZONS]

    def _row(self, verdict: str, quarters: int) -> dict[str, Any]:
        pairs = [
            (claim, later)
            for claim in self.claims
            if claim.verdict == verdict
            for later in claim.later
            if later.quarters == quarters
        ]
        fresh = [(claim, later.lead) for claim, later in pairs if later.lead is not None]
        fair = [claim.lead if claim.lead_fair is None else claim.lead_fair for claim, _ in fresh]
        return {
            "verdict": verdict,
            "quarters": quarters,
            "claims": len(pairs),
            "distinct": len({claim.key for claim, _ in pairs}),
            "still": sum(later.holds for _, later in pairs),
            "fresh": len(fresh),
            "above": sum(lead > 0 for _, lead in fresh),
            "compared": sum(later.turned is not None for _, later in pairs),
            "turned": sum(bool(later.turned) for _, later in pairs),
            "lead": _mean([claim.lead for claim, _ in fresh]),
            "lead_fair": _mean(fair) if any(claim.lead_fair is not None for claim, _ in fresh) else None,
            "lead_since": _mean([lead for _, lead in fresh]),
        }

    @property
    def sentence(self) -> str:
        """What came of it, in words."""
        undated = say("backtest.undated", undated=self.undated, rows=self.rows) if self.undated else ""
        older = say("backtest.older", n=self.older) if self.older else ""
        return " ".join(part for part in (self._found(), undated, older) if part)

    def _found(self) -> str:
        if not self.asked_at:
            return say("backtest.too_short")
        if not any(claim.verdict == "yes" for claim in self.claims):
            return say("backtest.none", asked=len(self.asked_at), subject=self.subject)
        seen = [row for row in self.summary() if row["verdict"] == "yes" and row["claims"]]
        if not seen:
            return say("backtest.too_new", subject=self.subject)
        asked = say("backtest.asked", asked=len(self.asked_at), subject=self.subject)
        return f"{asked} {say('backtest.held', each=[_each(row) for row in seen])} {_since(seen)}"

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``--json`` prints it."""
        return {
            "schema": 1,
            "subject": self.subject,
            "asked_at": [day.isoformat() for day in self.asked_at],
            "rows": self.rows,
            "undated": self.undated,
            "older": self.older,
            "settings": dict(self.settings),
            "summary": self.summary(),
            "claims": [claim.to_dict() for claim in self.claims],
            "sentence": self.sentence,
        }

    def to_csv(self, folder: Path) -> list[Path]:
        """Write ``backtest-claims.csv`` and ``backtest-summary.csv``; give their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        claims = [row for claim in self.claims for row in claim.flat()]
        return [
            write_rows(folder / f"backtest-{name}.csv", heads, ([row.get(head) for head in heads] for row in rows))
            for name, rows in (("claims", claims), ("summary", self.summary()))
            for heads in [list(dict.fromkeys(key for row in rows for key in row))]
        ]


def _each(row: Mapping[str, Any]) -> str:
    return say("backtest.each", claims=row["claims"], still=row["still"], quarters=row["quarters"])


def _since(seen: Sequence[Mapping[str, Any]]) -> str:
    """Say what the newer reviews alone show, at the latest look that had enough of them."""
    compared = [row for row in seen if row["compared"]]
    if not compared:
        return say("backtest.since_thin")
    last = compared[-1]
    if not last["turned"]:
        return say("backtest.since_none", compared=last["compared"])
    return say("backtest.since_turned", compared=last["compared"], turned=last["turned"])


def _mean(leads: Sequence[float]) -> float | None:
    return round(fmean(leads), DECIMALS) if leads else None
