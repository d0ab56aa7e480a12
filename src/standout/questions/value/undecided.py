"""Undecided: why an aspect can't be placed, how many more scores or reviews would tell, and how long that takes.

Unit     scores, reviews, people; days at the rate of the last year
Rule     the number is for four times in five, if the figures stay as they look and errors shrink as 1/sqrt(n)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.stats import f as f_distribution
from scipy.stats import ncf

from standout.finding import Needed
from standout.questions.value.held import Held
from standout.questions.value.judged import ENOUGH, READ
from standout.questions.value.performance import LEAST, Interval, Performance
from standout.words import say

ALPHA, POWER, Z, Z_POWER = 0.05, 0.8, 1.959963984540054, 0.8416212335729143
VISIBLE = 0.1
"""Aspects that explain a tenth of the overall score should be seen."""
MOST = 100_000
"""Where counting stops."""
WORTH = 5
"""Beyond so many times what there is now, nobody is asked to wait for more."""
MARKS = 25
"""Sentences to mark for each business."""
YEAR = 365
RATE_FROM = 10
"""Fewer reviews in a year than this tell nothing of how fast they come."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Why an aspect isn't placed: in a sentence, in a few words, and what it takes to tell."""

    verdict: str
    advice: str
    reason: str
    needed: Needed | None = None

    @property
    def tier(self) -> str:
        """How we know: tied where figures are close, else not enough."""
        return "tied" if self.verdict == "close" else self.verdict


def no_figure(held: Held, done: Performance, origin: str) -> Undecided | None:
    """Give why it isn't known how we do: nobody scored it, we are not scored, no rival is; None where it is."""
    if done.ahead is not None and done.ahead.low is not None:
        return None
    if origin == READ:
        needed = Needed(more=MARKS, of="sentences", step_key="value.driver.step_mark")
        return _lacking("marks", held, needed, marks=MARKS)
    if done.ours is None or done.ours.low is None:
        more = max(LEAST - done.scores, 1)
        return _lacking("scores", held, Needed(more=more, of="scores", step_key="value.driver.step_score"), more=more)
    needed = Needed(more=LEAST, of="scores", business=say("value.driver.a_rival"), step_key="value.driver.step_rivals")
    return _lacking("rivals", held, needed, more=LEAST)


def _lacking(what: str, held: Held, needed: Needed, **known: int) -> Undecided:
    advice = say(f"value.driver.lacking.{what}", subject=held.name, **known)
    return Undecided("not_enough", advice, say(f"value.driver.reason.{what}"), needed)


def level(held: Held, done: Performance, ends: tuple[float, float]) -> Undecided:
    """Give what it takes to tell whether we are ahead or behind."""
    advice, more = say("value.driver.level", subject=held.name), scores_needed(done, ends)
    if more is None or more > WORTH * done.scores:
        return Undecided("close", advice, say("value.driver.reason.level"))
    needed = Needed(more=more, of="scores", days=days(held, more), step_key="value.driver.step_score")
    advice = f"{advice} {say('value.driver.more_scores', more=more, subject=held.name)}"
    return Undecided("close", advice, say("value.driver.reason.level"), needed)


def even(held: Held, share: Interval, line: float, people: int, side: str) -> Undecided:
    """Give what it takes to tell whether an aspect on which we are ahead or behind matters more than most."""
    advice, more = say(f"value.driver.even.{side}", subject=held.name), people_more(share, line, people)
    if more is None or more > WORTH * people:
        return Undecided("close", advice, say("value.driver.reason.even"))
    needed = Needed(more=more, of="reviews", days=days(held, more, everybody=True), step_key="value.driver.step_more")
    advice = f"{advice} {say('value.driver.more_reviews', more=more)}"
    return Undecided("close", advice, say("value.driver.reason.even"), needed)


def days(held: Held, more: int, *, everybody: bool = False) -> int | None:
    """Give how many days so many reviews take at the rate of the last year, ours or everybody's.

    None where so few came that they tell of no rate.
    """
    came = held.days if everybody else held.days[held.of_ours()]
    a_year = int(((came > 0) & (came > held.days.max(initial=0) - YEAR)).sum())
    return math.ceil(more * YEAR / a_year) if a_year >= RATE_FROM else None


def people_more(share: Interval, line: float, people: int) -> int | None:
    """Give how many more people it takes to tell a share of what is explained from an even one.

    Examples
    --------
    A share of 30 % (20 to 40) against 25 %: half of 10 has to become 5 / 1.43, so (2 x 1.43)² = 8.2 times the people.

    >>> people_more(Interval(0.3, 0.2, 0.4), 0.25, 100)
    718

    """
    if share.low is None or share.high is None or share.estimate == line:
        return None
    half = share.estimate - share.low if share.estimate > line else share.high - share.estimate
    times = (half / abs(share.estimate - line) * (Z + Z_POWER) / Z) ** 2
    more = math.ceil(people * times) - people
    return more if 0 < more <= MOST else None


@cache
def people_needed(aspects: int) -> int:
    """Give how many people show that aspects which explain a tenth of the overall score have a link, 4 times in 5.

    Examples
    --------
    >>> people_needed(2) < people_needed(8)
    True

    """
    low, high = aspects + 1, MOST
    while high - low > 1:
        middle = (low + high) // 2
        critical = f_distribution.isf(ALPHA, aspects, middle - aspects)
        power = ncf.sf(critical, aspects, middle - aspects, middle * VISIBLE / (1 - VISIBLE))
        low, high = (low, middle) if power >= POWER else (middle, high)
    return max(high, ENOUGH)


def scores_needed(done: Performance, ends: tuple[float, float]) -> int | None:
    """Give how many more scores of ours place us ahead or behind, if the difference is as seen, 4 times in 5.

    None where no number does: the rivals' scores are too few, or there is no difference.

    Examples
    --------
    40 scores with an error of 0.2 points, 0.2 ahead of a mean that is known: errors of 0.2 / 2.80 take
    (0.2 / 0.0714)² x 40 = 314 scores.

    >>> scores_needed(Performance(Interval(4.2), ahead=Interval(0.05), scores=40, error=0.04, theirs=0.0), (1.0, 5.0))
    274

    """
    if done.ahead is None or not np.isfinite(done.error + done.theirs):
        return None
    target = (done.ahead.estimate * (ends[1] - ends[0]) / (Z + Z_POWER)) ** 2
    if target <= done.theirs * (1 + 1e-9):
        return None
    total = math.ceil(done.scores * done.error / (target - done.theirs) - 1e-9)
    return total - done.scores if done.scores < total <= MOST else None
