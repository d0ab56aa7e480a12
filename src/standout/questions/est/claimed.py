"""Claimed: what came of a claim: yes, yes if it is said another way, not enough yet, no, or neither.

Makes    an answer   in words and as JSON; its findings are those of the question ``est``
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from standout.finding import Finding
from standout.questions.est.clerk import Reading
from standout.questions.est.praise import Praise
from standout.questions.est.tried import BASKET, Tried
from standout.words import quoted, say

TOP_SHARE = 2
"""As in `rated`: a place among the top is worth saying where these are at most half."""
ANSWERS = ("yes", "otherwise", "not_enough", "no", "neither")


@dataclass(frozen=True, slots=True)
class Stamped:
    """When a claim was written down, as which of how many, and what it had to pay.

    ``level`` is the chance of a wrong yes that it may take, with all the sentences beside it; None where there is no
    such chance, or the search sets it.  ``again`` tells that it had been stamped before.
    """

    number: int
    at: str
    price: str
    level: float | None = None
    before: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim and what came of it.

    Attributes
    ----------
    reading : Reading
    answer : str
        One of ``ANSWERS``; empty where it was only read.
    finding : Finding or None
        Of the claim itself.
    instead : sequence of Finding
        What may be said in its place, the widest first.
    stamped : Stamped or None
    praise : Praise
        Customers' own words for it.
    rivals, named
        How many it is compared with, and whether the owner chose them.

    """

    reading: Reading
    answer: str = ""
    finding: Finding | None = None
    instead: Sequence[Finding] = ()
    stamped: Stamped | None = None
    praise: Praise = field(default_factory=Praise)
    rivals: int = 0
    named: bool = False

    @property
    def findings(self) -> list[Finding]:
        """Every finding that is shown, that of the claim first."""
        return [*([self.finding] if self.finding else []), *self.instead]

    def lines(self) -> list[str]:
        """Give it in words, a line each."""
        return [*meaning(self), *_stamp_lines(self), *_answer_lines(self)]

    def to_dict(self) -> dict[str, Any]:
        """Give what ``--json`` prints."""
        reading, stamped = self.reading, self.stamped
        return {
            "claim": reading.text, "answer": self.answer or None,
            "means": {
                "est": reading.est.name, "class": reading.est.kind, "evidence": reading.est.evidence,
                "aspect": reading.aspect.label if reading.aspect else None, "item": reading.item or None,
                "world": reading.world, "than": list(reading.than), "top": reading.top, "rivals": self.rivals,
                "rivals_named": self.named, "not_used": [*reading.left.kinds, *reading.left.limits],
                "could_also_mean": list(reading.others),
            },
            "stamped": None if stamped is None else {
                "number": stamped.number, "at": stamped.at, "price": stamped.price, "level": stamped.level,
                "stamped_before": stamped.before, "again": stamped.again,
            },
            "finding": self.finding.to_dict() if self.finding else None,
            "instead": [one.to_dict() for one in self.instead],
            "praise": {"reviews": self.praise.reviews, "quotes": list(self.praise.quotes)},
            "lines": self.lines(),
        }  # fmt: skip


def meaning(of: Claimed) -> list[str]:
    """Give what the words were taken to mean, and how to correct it."""
    reading = of.reading
    lines = [say("claim.given", text=reading.text)]
    if reading.est.kind == "puffery":
        return lines
    if reading.aspect is None:
        lines.append(say("claim.on_fact", est=reading.est.words[0], means=reading.est.means))
        if reading.item:
            lines.append(say("claim.basket") if reading.item == BASKET else say("claim.item", item=reading.item))
    else:
        lines.append(
            say("claim.on_aspect", est=reading.est.words[0], aspect=reading.aspect.label, kind=reading.est.is_a)
        )
    if reading.others:
        lines.append(say("claim.others", labels=list(reading.others)))
    world = [f"{label}: {value}" for label, value in reading.world.items()]
    if reading.aspect is not None:
        lines.append(say("claim.among", world=world) if world else say("claim.among_all"))
    lines.append(_against(of))
    if reading.left.kinds:
        lines.append(say("claim.kinds", words=list(reading.left.kinds)))
    if reading.left.limits:
        near = say("claim.limits_near", near=reading.left.near) if reading.left.near else ""
        lines.append(say("claim.limits", words=_quoted(reading.left.limits)) + near)
    lines.append(say("claim.correct"))
    return lines


def _quoted(words: Sequence[str]) -> list[str]:
    return [quoted(word) for word in words]


def _against(of: Claimed) -> str:
    if of.reading.than:
        return say("claim.against_these", names=list(of.reading.than))
    return say("claim.against_named" if of.named else "claim.against_all", n=of.rivals)


def _stamp_lines(of: Claimed) -> list[str]:
    stamped = of.stamped
    if stamped is None:
        return []
    if stamped.price == "fact":
        return [say("claim.stamp.fact", at=stamped.at)]
    if stamped.price == "search":
        return [say("claim.stamp.search", at=stamped.at)]
    key = "claim.stamp.again" if stamped.again else f"claim.stamp.{stamped.price}"
    level = f"{100 * (stamped.level or 0):.2g}"
    before = say("claim.stamp.before", before=stamped.before) if stamped.before else ""
    return [say(key, at=stamped.at, level=level) + before]


def _answer_lines(of: Claimed) -> list[str]:
    if not of.answer:
        return []
    if of.answer == "neither":
        return [say("claim.answer.neither")]
    vain = of.answer == "not_enough" and of.finding is not None and of.finding.needed is None
    lines = [say("claim.answer.not_shown" if vain else f"claim.answer.{of.answer}")]
    if of.answer in ("yes", "otherwise") and of.reading.left.limits:
        lines.append(say("claim.only_if", words=_quoted(of.reading.left.limits)))
    if of.answer == "otherwise":
        lines += [one.sentence for one in of.instead]
        lines.append(say("claim.as_it_stands"))
    lines += [of.finding.sentence] if of.finding else []
    if of.answer == "yes" and of.instead:
        lines += [say("claim.even"), *(one.sentence for one in of.instead)]
    if of.stamped and of.stamped.price == "search" and of.answer != "yes" and not vain:
        lines.append(say("claim.fresh_would"))
    if of.answer in ("yes", "otherwise"):
        lines.append(say(f"claim.class.{of.reading.est.kind}"))
    if of.praise.reviews:
        lines.append(say("claim.praise", n=of.praise.reviews))
        lines += [say("claim.quote", quote=quote) for quote in of.praise.quotes]
    return lines


def concluded(of: Claimed, own: Tried, beside: Sequence[Tried]) -> Claimed:
    """Give a claim with its answer, from what was tried."""
    reading = of.reading
    rivals = len(own.judged.standing.rivals)
    finding = own.finding
    if reading.than and finding.verdict == "yes":
        finding = replace(finding, sentence_key="claim.than", values={**finding.values, "names": list(reading.than)})
    if 1 < own.top <= reading.top <= rivals:
        finding = in_top(finding, own.top, rivals)
    if finding.verdict != "yes" and reading.top == 1 and own.top > 1 and own.top * TOP_SHARE <= rivals + 1:
        extra = [in_top(finding, own.top, rivals)]
    else:
        extra = []
    proven = sorted((one.finding for one in beside if one.finding.verdict == "yes"), key=lambda one: -one.rows)
    if finding.verdict == "yes":
        return replace(of, answer="yes", finding=finding, instead=[one for one in proven if one.rows > finding.rows])
    if proven or extra:
        return replace(of, answer="otherwise", finding=finding, instead=[*proven, *extra])
    sure_no = finding.verdict == "no" or ".hint" in finding.sentence_key
    return replace(of, answer="no" if sure_no else "not_enough", finding=finding)


def in_top(finding: Finding, top: int, rivals: int) -> Finding:
    """Give the finding that we are in the top so many, which was shown where a first place wasn't."""
    values = {**finding.values, "top_place": top, "of": rivals + 1}
    facts = {**finding.facts, "top": top}
    return replace(
        finding, verdict="yes", tier="proven", sentence_key="claim.in_top", needed=None, reason="", facts=facts,
        values=values, claim=say("claim.top", top=top, claim=finding.claim),
    )  # fmt: skip


def of_fact(of: Claimed, finding: Finding) -> Claimed:
    """Give a claim that rests on looking up with its answer."""
    answer = {"yes": "yes", "no": "no"}.get(finding.verdict, "not_enough")
    if finding.verdict == "close" and finding.facts["lead"] is not None and finding.facts["lead"] <= 0:
        answer = "no"  # a figure that is matched is no best
    return replace(of, answer=answer, finding=finding)
