"""Answers: findings as the brief shows them: a verdict, the answer in one sentence, the rest of it, figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from standout.charts import look
from standout.charts.rows import heading
from standout.finding import Finding
from standout.text.own_sentences import unbroken
from standout.words import count, say

BEST = 4
"""How many answers are shown in full: the headline and three lesser ones."""
QUOTES, LONGEST = 3, 300
"""How many customers' sentences stand by an answer, and how many letters each may have; none is ever cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One finding as the brief shows it.

    ``headline`` is the first sentence, its verdict left to the badge; ``more`` is what follows it, with
    the population; ``figures`` are pairs of a label and what is printed; ``quotes`` are words as they were
    written.  Rank, lead and figures are those of a league; other answers tell theirs in the sentence.
    """

    verdict: str
    badge: str
    aspect: str
    heading: str
    headline: str
    more: str
    rank: str
    estimate: str
    interval: str
    lead: str
    rows: str
    figures: Sequence[tuple[str, str]]
    quotes: Sequence[str] = ()


def shown(findings: Iterable[Finding], names: Iterable[str]) -> list[Answer]:
    """Give each finding as the brief shows it, in the order given; ``names`` may stand in its sentence."""
    known = [name for name in map(look.clean, names) if name]
    return [_shown(finding, known) for finding in findings]


def told(answers: Sequence[Answer], most: int = BEST) -> tuple[list[Answer], list[Answer]]:
    """Give the answers told in full, each on something else, and the rest for the table.

    After the first, one that is not enough yet isn't told: there is nothing in it to know.  What an
    answer says after its first two sentences is left out where one above has said it.
    """
    full: list[Answer] = []
    for answer in answers:
        fresh = answer.aspect not in {one.aspect for one in full}
        if len(full) < most and fresh and not (full and answer.verdict == "not_enough"):
            full.append(answer)
    rest = [answer for answer in answers if not any(answer is one for one in full)]
    said: set[str] = set()
    for place, answer in enumerate(full):
        said_here = answer.more.split(". ")
        kept = [one for at, one in enumerate(said_here) if at < 2 or one.rstrip(".") not in said]
        said.update(one.rstrip(".") for one in said_here)
        more = ". ".join(kept)
        full[place] = replace(answer, more=more if more.endswith(".") or not more else f"{more}.")
    return full, rest


def divided(sentence: str, badge: str, names: Sequence[str] = ()) -> tuple[str, str]:
    """Give the first sentence, without the verdict its badge shows, and those after it.

    A full stop inside one of ``names``, or of an ordinal, ends no sentence: its space becomes one that doesn't
    break.  A name keeps its small letter.

    Examples
    --------
    >>> divided("Yes: we are best on coffee. It leads by 0.2 points.", "Yes")
    ('We are best on coffee.', 'It leads by 0.2 points.')

    """
    text = look.clean(sentence)
    if text.startswith(f"{badge}: "):
        text = text[len(badge) + 2 :]
        text = text if text.startswith(tuple(names)) else text[:1].upper() + text[1:]
    for name in names:
        if ". " in name:
            text = text.replace(name, name.replace(". ", ".\N{NO-BREAK SPACE}"))
    first, stop, rest = unbroken(text).partition(". ")
    return (f"{first}.", rest) if stop else (text, "")


def _shown(finding: Finding, names: Sequence[str]) -> Answer:
    facts = finding.facts
    kind = "fact" if facts.get("kind") == "fact" else "rating"
    decimals = look.places([finding.estimate, finding.low, finding.high, facts.get("lead")], kind)
    unit = finding.unit if kind == "fact" else ""
    badge = say(f"brief.verdict.{finding.verdict}")
    headline, more = divided(finding.sentence, badge, names)
    return Answer(
        verdict=finding.verdict,
        badge=badge,
        aspect=finding.aspect,
        heading=heading(finding),
        headline=headline,
        more=more,
        rank=look.rank(*_ranks(finding)),
        estimate=_with(look.figure(finding.estimate, decimals), unit),
        interval=look.span(finding.low, finding.high, decimals),
        lead=_lead(finding, decimals),
        rows=count(finding.rows),
        figures=_figures(finding, decimals, unit) if "rivals_judged" in facts else (),
        quotes=[quote for quote in map(look.clean, finding.quotes) if 0 < len(quote) <= LONGEST][:QUOTES],
    )


def _with(figure: str, unit: str) -> str:
    return f"{figure} {unit}".strip()


def _lead(finding: Finding, decimals: int) -> str:
    """Give the lead; where nothing is shown by it, with what it may be at least."""
    lead, least = printed_lead(finding), finding.facts.get("lead_low")
    if lead is None or least is None or finding.verdict == "yes" or finding.facts.get("kind") == "fact":
        return look.figure(lead, decimals)
    return say("brief.figure.lead_range", lead=look.figure(lead, decimals), least=look.figure(least, decimals))


def printed_lead(finding: Finding) -> float | None:
    """Give the lead to print: as fresh scores would show it, where it was picked from many."""
    fair: float | None = finding.facts.get("lead_fair")
    lead: float | None = finding.facts.get("lead")
    return lead if fair is None else fair


def _ranks(finding: Finding) -> tuple[int | None, int | None]:
    """Give the rank it may have; among too few to judge there is none worth printing."""
    if finding.verdict == "not_enough":
        return None, None
    return finding.facts.get("rank_low"), finding.facts.get("rank_high")


def _figures(finding: Finding, decimals: int, unit: str) -> list[tuple[str, str]]:
    facts = finding.facts
    figures: list[tuple[str, str]] = []
    judged = facts.get("rivals_judged")
    low, high = _ranks(finding)
    if low is not None and high is not None and judged is not None:
        of = say("brief.figure.rank_of", rank=look.rank(low, high), k=judged + 1)
        figures.append((say("brief.figure.rank"), of))
    if finding.estimate is not None and facts.get("rank_low") is not None:
        label = say(f"brief.figure.{facts.get('kind') or 'rating'}")
        figures.append((label, _estimate(finding, decimals, unit)))
    if facts.get("lead") is not None and facts.get("best_rival"):
        figures.append(_tile(finding, decimals, unit))
    if finding.rows and facts.get("kind") != "fact":
        of = say(
            "brief.figure.rows" if finding.question == "est" and facts.get("kind") != "read" else "brief.figure.reviews"
        )
        figures.append((of, count(finding.rows)))
    return figures


def _estimate(finding: Finding, decimals: int, unit: str) -> str:
    """Give our figure; of few scores or beside few rivals never without its range."""
    figure = _with(look.figure(finding.estimate, decimals), unit)
    if finding.verdict != "not_enough" or finding.low is None or finding.low == finding.high:
        return figure
    return say("brief.figure.rating_range", average=figure, range=look.span(finding.low, finding.high, decimals))


def _tile(finding: Finding, decimals: int, unit: str) -> tuple[str, str]:
    """Give how we stand to the best rival: a lead is said to be one only where it is shown."""
    facts = finding.facts
    lead, low, fact = printed_lead(finding) or 0.0, facts.get("lead_low"), facts.get("kind") == "fact"
    amount, least = _with(look.figure(abs(lead), decimals), unit), look.figure(low, decimals)
    if not round(lead, decimals):
        side = "level"
    elif lead < 0:
        side = "behind"
    elif finding.verdict == "yes" or (low is not None and round(low, decimals) > 0):
        side = "ahead_least" if round(low or 0, decimals) > 0 else "ahead"
    else:
        side = "near" if fact else "above"
        if low is not None:
            amount = _with(say("brief.figure.lead_range", lead=look.figure(lead, decimals), least=least), unit)
    return say(f"brief.figure.{side}", rival=look.clean(facts["best_rival"]), least=least), amount
