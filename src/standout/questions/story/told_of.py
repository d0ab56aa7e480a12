"""Told of: what a draft's gauges say in words, each by itself, and the findings made of them.

Makes    findings   one for each card that can be put into words, and one for the owner's own draft
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from standout.finding import Finding
from standout.questions.story.backed import Unbacked, why_of
from standout.questions.story.cards import Card
from standout.questions.story.gauges import Gauged, Rivals
from standout.questions.story.told import Told
from standout.questions.story.wordings import of_card
from standout.text.own_sentences import own_sentences
from standout.text.passages import SAME, passages
from standout.text.superlatives import split
from standout.words import say

NAMED = 4
"""So many words are shown for a gauge."""
PROOF = {False: 2, True: 3}
"""So many sentences of a finding name what it is about and whom it speaks for: of a fact, the day too."""


def of_draft(one: Gauged, beside: Sequence[Gauged], subject: str, rivals: Rivals, told: Told) -> Finding:
    """Give the finding of a draft; ``beside`` are other drafts on the same card."""
    draft, card = one.draft, one.draft.card
    key, aspect = f"story.{_KEYS[draft.origin]}", card.aspect if card else say(f"story.aspect.{_KEYS[draft.origin]}")
    values: dict[str, Any] = {"text": within(draft.text), "gauges": _gauges(one, rivals, told, subject)}
    if draft.origin == "customers":
        values["text"] = within(draft.quote)
    elif len(split(draft.text)) > 1:
        key, values["text"] = f"{key}_more", _nested(draft.text)
    if card:
        values["proof"] = _proof(card)
    quotes = tuple(dict.fromkeys(found.draft.quote for found in (one, *beside) if found.draft.quote))
    return Finding(
        question="story", subject=subject, aspect=aspect, world=card.world if card else {}, verdict="counted",
        tier="counted", sentence_key=key, rows=card.rows if card else 0, facts=_facts(one, beside, told),
        values=values, quotes=quotes,
    )  # fmt: skip


def within(text: str) -> str:
    """Give a sentence as it stands between marks of quotation: without its full stop, and without marks around it.

    Examples
    --------
    >>> within("“Friendly staff, explained the roast to me.”"), within("They said “so kind” to us.")
    ('Friendly staff, explained the roast to me', 'They said ‘so kind’ to us')

    """
    whole = text.strip().rstrip(".")
    if whole[:1] in _MARKS and whole[-1:] in _MARKS and not _MARKS & set(whole[1:-1]):
        whole = whole[1:-1]
    elif len(_MARKS & set(whole)) == 1:  # half of a pair: the other stands in the sentence next to it
        whole = whole.strip("".join(_MARKS))
    return _nested(whole).rstrip(".")


def _nested(text: str) -> str:
    """Give a text with single marks of quotation for double ones, English or German."""
    return text.translate(_SINGLE)


_MARKS = frozenset('“”"„«»')
_SINGLE = str.maketrans("“”„", "‘’‚")


def _proof(card: Card) -> str:
    """What est says of a card, up to where it names the people or the day."""
    return " ".join(own_sentences(card.sentence)[: PROOF[card.fact]])


_KEYS = {"card": "say", "customers": "quoted", "own": "own"}


def _facts(one: Gauged, beside: Sequence[Gauged], told: Told) -> dict[str, Any]:
    read, held = one.read, one.memorable
    same = [found.draft for found in (one, *beside) if _goes_with(found, one)]
    forms = {draft.form: draft.text for draft in reversed(same) if draft.form}
    return {
        **{key: value for key, value in one.row().items() if key not in ("text", "said_at")},
        "said_at": _day(one.said_at), "draft": one.draft.text, "drafts": 1 + len(beside),
        "one_line": forms.get("line"), "short": forms.get("short"), "spoken": forms.get("spoken"),
        "pass_on": forms.get("pass_on"),
        "flesch": _number(read.flesch if read else None), "kincaid": _number(read.kincaid if read else None),
        "fog": _number(read.fog if read else None), "smog": _number(read.smog if read else None),
        "ari": _number(read.ari if read else None), "coleman_liau": _number(read.coleman_liau if read else None),
        "ideas": one.ideas, "concrete": held.concrete if held else 0.0, "distinct": held.distinct if held else 0.0,
        "frame": held.frame if held else 0.0, "rhythm": held.rhythm if held else 0.0,
        "told_messages": told.messages, "told_people": told.people,
        "asking": one.loudness.asking, "giving": one.loudness.giving,
    }  # fmt: skip


def _goes_with(other: Gauged, one: Gauged) -> bool:
    """Tell whether a draft says the same as another: of customers' words, whether it quotes the same ones."""
    return bool(one.draft.card) or other.draft.quote == one.draft.quote


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _day(at: date | None) -> str | None:
    return at.isoformat() if at else None


def _gauges(one: Gauged, rivals: Rivals, told: Told, subject: str) -> str:
    parts = [
        _different(one, rivals),
        say("story.gauge.easy", grade=max(1, round(one.easy)), ideas=one.ideas),
        _memorable(one),
        _new(one, told),
    ]
    if one.loudness.found:
        parts.append(say("story.gauge.loud", words=_loud_words(one)))
    if one.unbacked:
        found = why_of(one.unbacked)
        parts.append(say("story.gauge.unbacked", sentence=within(found.sentence), why=why(found, subject)))
    return "".join(parts)


def _different(one: Gauged, rivals: Rivals) -> str:
    said = say("story.gauge.worn", worn=within(one.worn[0])) if one.worn else ""
    if one.different is None:
        return say("story.gauge.alone") + said
    if any(rivals.ready.near(passage, SAME) for passage in passages(one.draft.text)):
        return say("story.gauge.like", rival=one.rival, nearest=within(one.nearest)) + said
    return say("story.gauge.unlike", rivals=rivals.count) + said


def _memorable(one: Gauged) -> str:
    held = one.memorable
    if held is None or not held.concrete_words:
        return say("story.gauge.memorable_none")
    beats = say("story.gauge.beats", beats=held.beats[:NAMED]) if held.beats else ""
    begins = {sentence.lstrip("“„").partition(" ")[0] for sentence in split(one.draft.text)}
    words = [word.lower() if word in begins else word for word in held.concrete_words[:NAMED]]
    return say("story.gauge.memorable", words=words) + beats


def _new(one: Gauged, told: Told) -> str:
    if one.fresh is None:
        return say("story.gauge.fresh_unknown")
    if not told.people:
        return say("story.gauge.fresh_posts") if one.fresh == 1 else ""
    key = "story.gauge.fresh" if one.fresh == 1 else "story.gauge.stale"
    return say("story.gauge.fresh", people=told.people) if one.fresh == 1 else say(
        key, share=one.fresh, people=told.people
    )  # fmt: skip


def _loud_words(one: Gauged) -> list[str]:
    return list(dict.fromkeys(word for _, word in one.loudness.found))[:NAMED]


def why(found: Unbacked, subject: str) -> str:
    """Give why a claim isn't shown, with what may be said in its place."""
    if found.card is None:
        return say("story.why.none")
    line = within(line_of(found.card, subject))
    if found.why == "wider":
        return say("story.why.wider", word=found.word, line=line)
    return say(f"story.why.{found.why}", line=line)


def line_of(card: Card, subject: str) -> str:
    """Give the plain line of a card."""
    return of_card(card, subject, ())[0].text


def before(one: Gauged, subject: str, told: Told) -> Finding | None:
    """Give the finding of what a draft repeats; None where it repeats nothing."""
    found = [told.before[passage] for passage in passages(one.draft.text) if passage in told.before]
    if not found:
        return None
    most = max(found, key=lambda held: (told.share(held.passage), held.likeness))
    when = say("story.when", at=most.at) if most.at else ""
    values: dict[str, Any] = {
        "passage": within(most.passage), "said": within(most.said), "when": when,
    }  # fmt: skip
    if most.people is not None:
        values |= {"told": most.people, "people": told.people}
    facts = {
        "draft_id": one.draft.draft_id, "passages": len(found), "passage": most.passage, "said": most.said,
        "likeness": round(most.likeness, 4), "told": most.people, "told_people": told.people, "last_at": _day(most.at),
    }  # fmt: skip
    key = "story.before_all"
    if most.people is not None:
        key = "story.before_only" if told.people == 1 else "story.before"
    return Finding(
        question="story", subject=subject, aspect=say("story.aspect.before"), verdict="counted", tier="counted",
        sentence_key=key, rows=told.messages, facts=facts, values=values,
    )  # fmt: skip
