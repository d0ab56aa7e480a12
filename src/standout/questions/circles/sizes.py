"""Sizes: how many people there are in rings that no list shows.

Friends   of those who know us: from what ten of them, and a few who came through somebody, said; `stats.scale_up`
Through   somebody: from codes that were used and from what people said, two lists that each miss some; `recapture`
Silent    of the first where nobody knows us; of the second where it is written down of all who came; where answers are
          too few, the cheapest next step is said
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from standout.finding import Finding, Needed
from standout.questions.circles.answers import answers
from standout.questions.circles.found import People, not_enough, probably
from standout.stats import recapture, scale_up
from standout.words import say


def sizes(people: People) -> Iterator[Finding]:
    """Give the findings about rings that nobody can list."""
    if np.any(people.marks.circle == 1):
        yield _friends(people)
    told = people.signs.told
    if len(told.coded) and len(told.named) and len(np.union1d(told.coded, told.named)) < len(told.came):
        yield _through(people)


def _friends(people: People) -> Finding:
    """Give how many people the friends of those who know us are."""
    tell, know = answers(people.settings, "would_tell"), answers(people.settings, "know_us", least=1)
    knowers = int(np.sum(people.marks.circle == 1))
    asked: dict[str, Any] = {"would_tell": len(tell), "know_us": len(know), "knowers": knowers}
    if len(tell) < scale_up.LEAST:
        needed = Needed(more=scale_up.LEAST - len(tell), of="answers", step_key="circles.step.would_tell")
        return not_enough(people.subject, "friends", "friends.unasked", needed, **asked)
    if len(know) < scale_up.LEAST:
        counted = scale_up.friends_counted(knowers, tell)
        needed = Needed(more=scale_up.LEAST - len(know), of="answers", step_key="circles.step.know_us")
        return not_enough(people.subject, "friends", "friends.twice", needed, **asked, most=round(counted.high))
    size = scale_up.second_circle(knowers, tell, know)
    first = len(people.chosen)
    between_too = ""
    if first:
        between = scale_up.known_between(first, knowers, tell, know)
        ends = {"between": round(between.estimate), "between_low": round(between.low)}
        asked |= {**ends, "between_high": round(between.high)}
        between_too = say("circles.friends.between", first=first, **ends, between_high=round(between.high))
    return probably(
        people.subject, "friends", "friends.size", size, len(tell) + len(know), asked,
        unit=say("circles.unit.people"), between_too=between_too,
    )  # fmt: skip


def _through(people: People) -> Finding:
    """Give how many of those who came did so through somebody, those on neither list with them."""
    told = people.signs.told
    code, name, came = len(told.coded), len(told.named), len(told.came)
    both = len(np.intersect1d(told.coded, told.named))
    facts: dict[str, Any] = {"by_code": code, "by_name": name, "both": both, "came": came}
    if both < recapture.LEAST:
        more = recapture.more_needed(name, both) or recapture.LEAST - both
        needed = Needed(more=more, of="answers", step_key="circles.step.told")
        return not_enough(people.subject, "through", "through.few", needed, **facts)
    size = recapture.recaptured(code, name, both, most=came)
    return probably(
        people.subject, "through", "through.size", size, code + name - both, facts, unit=say("circles.unit.people")
    )
