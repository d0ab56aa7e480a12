"""Found: whom to tell first, the three circles, who came through whom, and who may not be asked, as findings.

Reads    `Signs`, `Marks`, `Asking`, and the places of those chosen
Makes    findings that count people and name nobody
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from standout.finding import Finding, Needed
from standout.questions.circles.asking import BARRED, FREE, NAME, RESTING, Asking
from standout.questions.circles.marks import KNOWN_BY, Marks
from standout.questions.circles.own_ties import NONE
from standout.questions.circles.signs import CHANNELS, Ids, Signs
from standout.stats.scale_up import Size
from standout.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody, sorted out: what is known of each, and whom to tell first, the first of them first.

    ``by_map`` where these were chosen along ties and not by their marks.
    """

    subject: str
    signs: Signs
    marks: Marks
    asking: Asking
    chosen: Ids
    settings: Mapping[str, Any]
    by_map: bool = False

    @property
    def known(self) -> int:
        """How many people the files show."""
        return len(self.signs.ids)


def found(people: People) -> Iterator[Finding]:
    """Give the findings about people, most useful first."""
    if not people.known:
        yield not_enough(people.subject, "first", "nobody", Needed(more=1, of="people", step_key="circles.step.people"))
        return
    yield _first(people) if len(people.chosen) else _nobody_free(people)
    if len(people.chosen) and (barred := _barred(people)):
        yield barred
    yield _circles(people)
    yield _second(people)


def not_enough(subject: str, aspect: str, key: str, needed: Needed, **values: Any) -> Finding:
    """Give the finding of what can't be told yet; ``key`` names its sentence and its reason."""
    return Finding(
        question="circles", subject=subject, aspect=say(f"circles.aspect.{aspect}"), verdict="not_enough",
        tier="not_enough", sentence_key=f"circles.{key}", reason=say(f"circles.reason.{key}"), needed=needed,
        facts={name: value for name, value in values.items() if isinstance(value, int)},
        values={name: value for name, value in values.items() if not isinstance(value, int)},
    )  # fmt: skip


def counted(subject: str, aspect: str, key: str, rows: int, facts: Mapping[str, Any], **values: Any) -> Finding:
    """Give a finding that claims nothing beyond the rows it was counted in."""
    return Finding(
        question="circles", subject=subject, aspect=say(f"circles.aspect.{aspect}"), verdict="counted",
        tier="counted", sentence_key=f"circles.{key}", rows=rows, facts=dict(facts), values=values,
    )  # fmt: skip


def probably(
    subject: str,
    aspect: str,
    key: str,
    size: Size,
    rows: int,
    facts: Mapping[str, Any],
    *,
    unit: str = "",
    **values: Any,
) -> Finding:
    """Give a finding that estimates: its interval is one of whole numbers, and reaches down to nobody at the least."""
    estimate, low, high = (round(x) for x in (size.estimate, size.low, size.high))
    return Finding(
        question="circles", subject=subject, aspect=say(f"circles.aspect.{aspect}"), verdict="probably", tier="likely",
        sentence_key=f"circles.{key}", rows=rows, facts=dict(facts), estimate=size.estimate, low=size.low,
        high=size.high, unit=unit, values={"about": estimate, "least": low, "most": high, **values},
    )  # fmt: skip


def _first(people: People) -> Finding:
    marks, asking, chosen = people.marks, people.asking, people.chosen
    by = np.bincount(marks.known_by[chosen], minlength=len(KNOWN_BY))
    how = np.bincount(asking.channel[chosen], minlength=len(CHANNELS))
    groups = [say(f"circles.group.{name}", n=int(n)) for name, n in zip(KNOWN_BY, by, strict=True) if n]
    facts = {
        "people": len(chosen), "known": people.known,
        "may": int(np.sum((marks.circle == 1) & (asking.barred == FREE))),
        "nameless": int(np.sum(asking.barred == NAME)),
        **{f"by_{name}": int(n) for name, n in zip(KNOWN_BY, by, strict=True)},
        **{f"via_{name}": int(n) for name, n in zip(CHANNELS, how, strict=True)},
    }  # fmt: skip
    few = say("circles.few") if people.known < people.settings["first"] else ""
    why = say("circles.by_map") if people.by_map else say("circles.by_marks")
    return counted(people.subject, "first", "first", people.known, facts, groups=groups, few=few, why=why)


def _nobody_free(people: People) -> Finding:
    if not np.any(people.marks.circle == 1):
        needed = Needed(more=1, of="people", step_key="circles.step.links")
        return not_enough(people.subject, "first", "strangers", needed, known=people.known)
    known_us = people.marks.circle == 1
    reasons, step, key = _why(people, known_us)
    day = _first_day(people)
    return not_enough(
        people.subject, "first", "none_free", Needed(more=1, of="people", step_key=f"circles.step.{key}"),
        known=people.known, reasons=reasons, step=step, **({"day": day} if day else {}),
    )  # fmt: skip


def _why(people: People, whom: np.ndarray[Any, np.dtype[np.bool_]]) -> tuple[list[str], str, str]:
    """Give why some may not be asked, a phrase for each reason, and the cheapest step against the commonest."""
    many = np.bincount(people.asking.barred[whom], minlength=len(BARRED))
    rules = people.settings
    given: dict[str, dict[str, Any]] = {
        "cap": {"most": rules["asks_a_year"]}, "rest": {"days": rules["rest_days"]},
        "refund": {"days": rules["rest_days"]},
    }  # fmt: skip
    named = {name: int(n) for name, n in zip(BARRED, many, strict=True) if name and n}
    reasons = [say(f"circles.why.{name}", n=n, **given.get(name, {})) for name, n in named.items()]
    return reasons, *_step(people, max(named, key=lambda name: named[name]) if named else "consent")


def _step(people: People, reason: str) -> tuple[str, str]:
    day = _first_day(people)
    if reason in RESTING:
        return say("circles.step.rest", day=day), "rest"
    return say(f"circles.step.{reason}"), reason


def _first_day(people: People) -> date | None:
    """Give the first day on which somebody who rests may be asked again."""
    until = people.asking.rest_until
    resting = until[~np.isnat(until)]
    return resting.min().astype("datetime64[D]").item() if len(resting) else None


def _barred(people: People) -> Finding | None:
    asking, every = people.asking, np.ones(people.known, np.bool_)
    many = np.bincount(asking.barred, minlength=len(BARRED))
    unasked = int(np.sum(asking.unasked & (asking.barred != BARRED.index("consent"))))
    barred = people.known - int(many[FREE])
    facts = {"barred": barred, "known": people.known, "unasked": unasked} | {
        f"barred_{name}": int(n) for name, n in zip(BARRED, many, strict=True) if name
    }
    if not barred and not unasked:
        return None
    reasons, step, _ = _why(people, every)
    if unasked > barred:
        step = say("circles.step.consent")
    if not barred:
        return counted(people.subject, "barred", "unasked", people.known, facts, step=step)
    unasked_too = say("circles.unasked_too", unasked=unasked) if unasked else ""
    return counted(
        people.subject, "barred", "barred", people.known, facts, reasons=reasons, step=step, unasked_too=unasked_too
    )


def _circles(people: People) -> Finding:
    first, second, third = np.bincount(people.marks.circle, minlength=4)[1:].tolist()
    tied, marks = people.signs.own_tie != NONE, people.marks
    through = people.signs.through | marks.tied | marks.works
    follow = int(np.sum((marks.circle == 2) & tied & ~through))
    facts = {"known": people.known, "first": first, "second": second, "third": third, "follow": follow}
    second_too = say("circles.second_too", second=second - follow) if second > follow else ""
    second_too += say("circles.follow_too", follow=follow) if follow else ""
    third_too = say("circles.third_too", third=third) if third else ""
    return counted(people.subject, "circles", "counts", people.known, facts, second_too=second_too, third_too=third_too)


def _second(people: People) -> Finding:
    told = people.signs.told
    through, came = np.unique(told.children), told.came
    unnamed = len(told.unnamed)
    if not len(through) and not unnamed:
        needed = Needed(more=1, of="answers", step_key="circles.step.told")
        return not_enough(people.subject, "second", "untold", needed, came=len(came))
    unknown = len(came) - len(through)
    facts = {"through": len(through), "came": len(came), "unknown": unknown, "unnamed": unnamed}
    unknown_too = say("circles.unknown_too", unknown=unknown) if unknown else ""
    unnamed_too = say("circles.unnamed_too", unnamed=unnamed) if unnamed else ""
    found = counted(
        people.subject, "second", "second", len(came) + unnamed, facts, unknown_too=unknown_too, unnamed_too=unnamed_too
    )
    return replace(found, behind=pa.table({"person_id": told.children, "parent_id": told.parents}))
