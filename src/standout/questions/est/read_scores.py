"""Read scores: overall cells whose figures come from words, put right by the scores that are there.

Reads    the measure ``scores``: estimates from words and scores, plain and halo-free
Makes    the overall cells of read aspects; the same claims as without words, so that nothing more is tested
Rule     where everybody who is judged has scores by `ENOUGH` people of reviews with words; else scores alone speak
Both     such a best must be ahead on the aspect, and by more than in general (halo-free): the worse of the two counts
Tier     proven at most
Worlds   keep to scores alone, as a claim put to the test does
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from standout.measures.scored_rows import OVERALL
from standout.measures.scores import READ, Aspect, Estimated, estimated, reads
from standout.question import Engine
from standout.questions.est.cells import Cell, Halo
from standout.questions.est.market import Market
from standout.questions.est.placing import Flags, Ints
from standout.stats.predicted import ENOUGH
from standout.words import say


@dataclass(frozen=True, slots=True)
class ReadScores:
    """What words and scores say together, of all businesses in the files."""

    found: Estimated

    def of(self, column: str) -> Aspect | None:
        """Give the aspect of a column, where it was read."""
        return next((one for one in self.found.aspects if one.name == column and one.origin == READ), None)

    def unscored(self) -> list[Aspect]:
        """Give the aspects that customers speak of and nobody scores, or too few."""
        return [one for one in self.found.aspects if one.scored != "enough"]

    def places(self, market: Market) -> Ints:
        """Give where each business of the league stands among the estimates; -1 where it doesn't."""
        ids = self.found.ids
        if not len(ids):
            return np.full(len(market.ids), -1)
        at = np.minimum(np.searchsorted(ids, market.ids), len(ids) - 1)
        return np.where(ids[at] == market.ids, at, -1)


def read_scores(engine: Engine, league: Sequence[Market]) -> ReadScores | None:
    """Give the estimates, None where words add nothing; counted first, so that most files pay nothing for it."""
    ours = sorted({int(market.ids[0]) for market in league})
    return ReadScores(estimated(engine, subjects=ours)) if reads(engine) else None


def with_words(cells: Sequence[Cell], market: Market, words: ReadScores | None, judged_from: int) -> list[Cell]:
    """Give the overall cells, those of read aspects with the figures that words and scores bear together."""
    return [_with_words(cell, market, words, judged_from) if words else cell for cell in cells]


def _with_words(cell: Cell, market: Market, words: ReadScores, judged_from: int) -> Cell:
    aspect = words.of(cell.aspect.column)
    if aspect is None or cell.shown.any():
        return cell
    place = words.places(market)
    held = place >= 0
    at = np.where(held, place, 0)
    people, rated, read = (np.where(held, one[at], 0) for one in (aspect.raters, aspect.n_rated, aspect.n_read))
    judged = cell.voices >= judged_from
    if not judged[0] or (people[judged] < ENOUGH).any():
        return cell
    mean, variance, df, free, free_variance = (
        np.where(held & judged, figure[at], np.nan)
        for figure in (aspect.mean, aspect.variance, aspect.df, aspect.free, aspect.free_variance)
    )
    single, differ = variance * cell.rows, aspect.gap is not None and aspect.gap.differ
    return replace(
        cell,
        mean=np.where(judged, mean, cell.mean),
        variance=np.where(judged, single, cell.variance),
        spread=np.where(judged, single, cell.spread),
        far=np.where(judged, 0.0, cell.far),
        df=np.where(judged, df, cell.df),
        halo=Halo(
            free, free_variance, np.where(judged, rated, 0), np.where(judged, read, 0), differ,
            general=aspect.name == OVERALL,
        ),
    )  # fmt: skip


def said(cell: Cell, judged: Flags, *, held_back: bool) -> str:
    """Say what a cell of words rests on, and why it is no first place where only the halo stands in the way."""
    if cell.halo is None:
        return ""
    random = say("est.read.weighed" if cell.halo.differ else "est.read.random")
    stands = np.isfinite(cell.halo.free_variance[judged]).all()
    why = "" if not held_back else say("est.read.halo" if stands else "est.read.no_halo")
    return say("est.read.from", **counted(cell, judged), random=random) + why


def counted(cell: Cell, judged: Flags) -> Mapping[str, int]:
    """Give how many texts and scores those judged were read from."""
    if cell.halo is None:
        return {}
    return {"texts": int(cell.halo.n_read[judged].sum()), "ratings": int(cell.halo.n_rated[judged].sum())}
