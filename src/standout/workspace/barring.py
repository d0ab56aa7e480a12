"""Barring: which claims may be shown to everybody on a day, and which may not.

A kit, a plan and a public page are all advertising.  So one rule holds for the three: a claim goes into them only
where its card could be published that day.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.questions.est import QUESTION as EST
from standout.questions.story.cards import card_of
from standout.workspace import carding

if TYPE_CHECKING:
    from standout.answer import Answer
    from standout.finding import Finding
    from standout.workspace.workspace import Workspace

STORY = "story"
SHOWN = "yes"
"""The only verdict whose card is ever published."""


def barred_cards(workspace: Workspace, answers: Mapping[str, Answer], today: date) -> frozenset[str]:
    """Give the cards whose claim may not be published today: out of date, or refused for any other reason.

    Parameters
    ----------
    workspace : Workspace
    answers : mapping of str to Answer
        What ``est`` and ``story`` answer; each may be missing.
    today : date
        The day the words would be used.

    Returns
    -------
    frozenset of str
        Cards by the names :func:`standout.questions.story.cards.card_of` gives, such as ``Staff | {}``: of all that
        ``est`` found, and of all that drafts rest on.  One that ``est`` no longer finds is barred.

    """
    drafted = set(answers[STORY].table.column("card").to_pylist()) - {""} if STORY in answers else set()
    found = {card_of(one.aspect, one.world) for one in answers[EST.name].findings} if EST.name in answers else set()
    shown = [card for card, one in _by_card(answers).items() if one.verdict == SHOWN]
    public = {card for card in shown if _public(workspace, answers, card, today)}
    return frozenset((drafted | found) - public)


def made_card(workspace: Workspace, answers: Mapping[str, Answer], card: str, today: date) -> dict[str, Any] | None:
    """Give the card of a name as it would be published; ``bars`` say what keeps it from that.

    None where ``est`` found nothing that it could be made of.
    """
    found = _by_card(answers).get(card)
    if found is None:
        return None
    est = answers[EST.name]
    asked = {"subject": "", "business": found.subject, "aspect": found.aspect, "world": dict(found.world)}
    proved = carding.Found(found, est.evidence, est.fingerprint, asked)
    return carding.card_of(workspace, proved, today, shlex.join(["standout", "card", str(workspace.folder)]))


def _public(workspace: Workspace, answers: Mapping[str, Answer], card: str, today: date) -> bool:
    made = made_card(workspace, answers, card, today)
    return made is not None and not made["bars"]


def _by_card(answers: Mapping[str, Answer]) -> dict[str, Finding]:
    """Give the finding each card is made of: the first of its name that has figures."""
    held: dict[str, Finding] = {}
    for one in answers[EST.name].findings if EST.name in answers else ():
        if one.behind is not None:
            held.setdefault(card_of(one.aspect, one.world), one)
    return held
