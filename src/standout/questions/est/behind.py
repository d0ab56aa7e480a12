"""Behind: what a finding of ``est`` was made from, for whoever makes its figures again."""

from __future__ import annotations

from dataclasses import dataclass

from standout.questions.est.claims import Claim, Rules
from standout.questions.est.looked import Contest
from standout.questions.est.market import Market
from standout.questions.est.placing import Placing
from standout.questions.est.standing import Standing


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Behind a finding of scores; ``rules`` are as they were asked of this cell."""

    known: Standing
    claim: Claim
    market: Market
    rules: Rules


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Behind a finding that was looked up."""

    contest: Contest
    known: Placing
    market: Market
    rules: Rules
