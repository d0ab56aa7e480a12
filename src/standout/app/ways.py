"""Ways: where in the app a step is done; a command in a sentence becomes a link to its page.

Reads    sentences as the answers say them, and what a finding needs
Makes    the sentence without its command, and `Way`, the page that does what the command would do
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from standout.words import say

if TYPE_CHECKING:
    from standout.charts.chart import Picture
    from standout.finding import Needed
    from standout.report.answers import Answer

PLACES = {
    "files": "/files", "rivals": "/rivals", "name": "/rivals#add", "same": "/rivals#same", "audit": "/audit",
    "aim": "/week#aim", "week": "/week", "map": "/explore/circle_map?names=1", "est": "/questions/est",
    "paper": "/paper", "claim": "/claim",
}  # fmt: skip
"""Where each thing is done; what its link says stands under ``app_question.way``."""
COMMANDS = {
    "add": "files", "new": "files", "rivals": "rivals", "objective": "aim", "week": "week", "did": "week",
    "card": "paper", "brief": "paper", "claim": "claim", "ask": "est",
    "read": "", "effort": "", "used": "", "people": "", "tables": "", "verify": "",
}  # fmt: skip
"""What each command does; nothing where the app has no page for it."""
FLAGS = {"--sheet": "rivals", "--add": "name", "--same": "same", "--audit": "audit", "--lists": "map"}
KEPT = ("files", "rivals", "name", "same", "aim", "paper")
"""Of these the words before a colon and the command stay; of others the whole sentence goes."""
STEPS = (
    ("est.step.look", "rivals"), ("est.step.name", "name"), ("est.step.rename", "same"), ("est.step.mark", "audit"),
    ("est.step.", "files"),
    ("value.driver.step_mark", "audit"), ("value.", "files"), ("details.", "files"), ("wants.", "files"),
    ("strategy.step.objective", "aim"), ("strategy.step.nobody_new", "aim"), ("strategy.file.", "files"),
    ("strategy.step.few", "files"), ("story.unread_step", "files"), ("story.step", "est"),
    ("results.step.ended", "files"), ("results.step.unseen", "week"),
    ("circles.step.people", "files"), ("circles.step.links", "files"), ("circles.step.told", "files"),
)  # fmt: skip
"""Which page does a step, by how its key begins; the first that fits."""
MARKED = "est.step.mark"
"""The step that marks sentences on one aspect."""
UNITS = {"rivals": "rivals", "files": "files", "reviews": "files", "orders": "files", "rows": "files"}
"""Which page does what no key tells, by what is needed."""

_COMMAND = re.compile(rf"\bstandout ({'|'.join(COMMANDS)})\b(?P<rest>.*)", re.DOTALL)
_TAIL = re.compile(r"(?:, such as|, etwa|, zum Beispiel|, z\. B\.)?:\s*$")
_QUOTED = re.compile(r"[„“][^“”]*$")
_STOP = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Way:
    """A page that does a step: its address, and what the link says."""

    path: str
    label: str


def said(text: str) -> str:
    """Give a text without the commands in it.

    Examples
    --------
    >>> said("Too few. Add reviews of your rivals: standout add.")
    'Too few. Add reviews of your rivals.'
    >>> said("Nothing is seen. If you counted, say so with standout did.")
    'Nothing is seen.'

    """
    return " ".join(one for one in map(_without, _STOP.split(text)) if one) if "standout " in text else text


def ways(text: str) -> tuple[Way, ...]:
    """Give where the commands in a text are done.

    Examples
    --------
    >>> ways("See it with standout brief.")[0].path
    '/paper'

    """
    found = (_does(match) for one in _STOP.split(text) if (match := _command(one)))
    return tuple(_way(name) for name in dict.fromkeys(found) if name)


def way(needed: Needed | None, aspect: str = "") -> tuple[Way, ...]:
    """Give the page that does what a finding on an aspect needs; none where there is no such page.

    Examples
    --------
    >>> from standout.finding import Needed
    >>> way(Needed(1, "rivals", step_key="est.step.look"))[0].path
    '/rivals'

    """
    if needed is None:
        return ()
    known = (name for start, name in STEPS if (needed.step_key or "").startswith(start))
    name = next(known, UNITS.get(needed.of.partition(" ")[0], ""))
    if needed.step_key == MARKED and aspect:
        return (replace(_way(name), path=f"{PLACES[name]}?{urlencode({'aspect': aspect})}"),)
    return (_way(name),) if name else ()


def told(answers: Iterable[Answer]) -> list[Answer]:
    """Give answers as the app tells them: without commands."""
    return [_told(one) for one in answers]


def drawn(picture: Picture) -> Picture:
    """Give a picture without commands below it."""
    return replace(picture, sentence=said(picture.sentence), key=said(picture.key))


def _told(answer: Answer) -> Answer:
    whole = said(f"{answer.headline} {answer.more}") if "standout " in answer.headline else ""
    return replace(answer, headline=whole or said(answer.headline), more="" if whole else said(answer.more))


def _command(sentence: str) -> re.Match[str] | None:
    """Give the command a sentence holds; words that somebody wrote are none."""
    match = _COMMAND.search(sentence)
    return None if match is None or _QUOTED.search(sentence[: match.start()]) else match


def _does(match: re.Match[str]) -> str:
    flags = (name for flag, name in FLAGS.items() if flag in match["rest"])
    return next(flags, COMMANDS[match[1]])


def _without(sentence: str) -> str:
    match = _command(sentence)
    if match is None:
        return sentence
    before = sentence[: match.start()]
    tail = _TAIL.search(before)
    return f"{before[: tail.start()]}." if tail and _does(match) in KEPT else ""


def _way(name: str) -> Way:
    return Way(path=PLACES[name], label=say(f"app_question.way.{name}"))
