"""Card told: everything a card says, in words and printed figures, from what the card holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from standout.charts.look import clean, figure, places, span
from standout.questions.est import phrases
from standout.questions.est.undoing import undoing
from standout.report import card_words
from standout.words import count, say

EARLY = ("lone", "fresh")
"""Prices of claims that were stamped before any score they rest on was shown."""
SECURE = ("https://", "http://")
BRIEF = 60
"""Scores from fewer days than this are said to be from a short time: a brief surge is thin ground."""
SCORES = ("n", "total", "squares", "all_n", "all_total", "all_squares")
PEOPLE = ("clusters", "css", "csn", "cnn")


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, rows of cells, and which columns hold figures."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A card in words; ``stale`` tells whether it was past its day when it was made."""

    badge: str
    headline: str
    class_name: str
    class_means: str
    stale: bool
    until: str
    figures: Sequence[tuple[str, str]]
    judged: Table
    links: Sequence[tuple[str, str]]
    not_judged: str
    coverage: str
    collected: Sequence[str]
    method: Sequence[str]
    undone: Sequence[str]
    besides: Sequence[str]
    link: str
    never: Sequence[str]
    interest: str
    more: Sequence[str]
    sums: Sequence[Table]


def told(card: Mapping[str, Any]) -> Told:
    """Give what a card says."""
    rating = card["kind"] == "rating"
    return Told(
        badge=say(f"brief.verdict.{card['verdict']}"),
        headline=card_words.headline(card),
        class_name=say(f"card.class.{card['class']}"),
        class_means=say(f"card.class_means.{card['class']}"),
        stale=not card["expires"] or card["made"] > card["expires"],
        until=_until(card),
        figures=_figures(card),
        judged=_judged(card),
        links=[] if rating else _links(card),
        not_judged=", ".join(map(clean, card["proof"]["not_judged"])),
        coverage=_coverage(card),
        collected=_collected(card),
        method=_method(card),
        undone=_undone(card),
        besides=_besides(card),
        link=_link(card),
        never=card_words.forbidden(card),
        interest=say("card.interest", subject=clean(card["subject"])),
        more=_more(card.get("more", {})),
        sums=_sums(card),
    )


def _until(card: Mapping[str, Any]) -> str:
    if not card["expires"]:
        return say("card.until.undated")
    until = card["expires"]
    if card["public"]:
        return say("card.until.public", until=until)
    key = "holds" if card["verdict"] == "yes" else "fresh"
    return say(f"card.until.{'past' if card['made'] > until else key}", until=until, newest=card["newest"])


def _decimals(card: Mapping[str, Any]) -> int:
    figures = card["figures"]
    values = [one[name] for one in figures["businesses"] for name in ("estimate", "low", "high")]
    return places([*values, figures["lead"]], card["kind"])


def _unit(card: Mapping[str, Any]) -> str:
    return clean(card["proof"]["aspect"].get("unit") or "")


def _amount(card: Mapping[str, Any], value: float | None) -> str:
    return f"{figure(value, _decimals(card))} {_unit(card)}".strip()


def _figures(card: Mapping[str, Any]) -> list[tuple[str, str]]:
    figures, ours = card["figures"], card["figures"]["businesses"][0]
    rating = card["kind"] == "rating"
    name = say("card.figure.ours", subject=clean(card["subject"]))
    found = [(name, _amount(card, ours["estimate"]))] if ours["rows"] else []
    if figures["best_rival"]:
        theirs = next(one for one in figures["businesses"] if one["name"] == figures["best_rival"])
        found.append((say("card.figure.next", rival=clean(figures["best_rival"])), _amount(card, theirs["estimate"])))
    if figures["lead"] is not None:
        found.append((say("card.figure.lead"), _amount(card, figures["lead"])))
    if rating and card["verdict"] == "yes" and card["place"] == 1:
        found.append((say("card.figure.least"), _amount(card, figures["lead_low"])))
    found.append((say("card.figure.judged"), count(figures["of"])))
    if rating:
        found.append((say("card.figure.rows"), count(figures["rows"])))
    return found


def _judged(card: Mapping[str, Any]) -> Table:
    rows, decimals, rating = [], _decimals(card), card["kind"] == "rating"
    ours, *rivals = card["figures"]["businesses"]
    for one in [ours, *sorted(rivals, key=_nearness)]:
        lead = figure(None if one is ours else one["lead"], decimals)
        name = clean(one["name"])
        if rating:
            name = say("card.by_page", name=name) if one["shown"] else name
            between = span(one["low"], one["high"], decimals)
            rows.append([name, figure(one["estimate"], decimals), lead, count(one["rows"]), between])
        else:
            seen = say("brief.day", day=one["seen"]) if one["seen"] else "–"
            rows.append([name, _amount(card, one["estimate"]), lead, seen])
    names = ("business", "average", "lead", "scores", "interval") if rating else ("business", "figure", "lead", "seen")
    kept = frozenset({1, 2, 3, 4} if rating else {1, 2})
    return Table([say(f"card.column.{name}") for name in names], rows, kept)


def _nearness(one: Mapping[str, Any]) -> tuple[bool, float, str]:
    """Nearest rival first, those without a lead last."""
    return one["lead"] is None, one["lead"] or 0.0, one["name"]


def _links(card: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give each judged business's name and the address its figure was seen at; only what a browser may open."""
    return [
        (clean(one["name"]), url)
        for one in card["proof"]["businesses"]
        for url in clean(one["url"]).split()
        if url.startswith(SECURE)
    ]


def _coverage(card: Mapping[str, Any]) -> str:
    covered, left = card["figures"]["coverage"], len(card["proof"]["not_judged"])
    if covered is None:
        return say("card.covered.nobody")
    named = card["proof"]["named"]
    if left:
        said = say(f"card.covered.{card['kind']}", share=card_words.whole(covered), left=left)
    else:
        said = say("card.covered.named" if named else "card.covered.all")
    others = [clean(name) for name in card["proof"].get("unlisted", ())]
    return " ".join([said, say("card.covered.unlisted", names=phrases.names(others))]) if others else said


def _collected(card: Mapping[str, Any]) -> list[str]:
    if card["kind"] == "fact":
        sampled = [clean(one["name"]) for one in card["proof"]["businesses"] if one["sampled"]]
        worked = [say("card.collected.worked_out", names=phrases.names(sampled))] if sampled else []
        return [say("card.collected.looked", days=card_words.seen(card)), *worked]
    said = []
    if card["seen"]["sources"]:
        said.append(say("card.collected.scores", sources=card_words.sources(card), days=card_words.seen(card)))
    shown = [clean(one["name"]) for one in card["figures"]["businesses"] if one["shown"] and one["judged"]]
    if shown:
        said.append(say("card.collected.pages", names=phrases.names(shown)))
    aspect = card["proof"]["aspect"]
    if aspect["low"] is not None:
        said.append(say("card.collected.scale", aspect=clean(aspect["label"]), low=aspect["low"], high=aspect["high"]))
    first, last = card["seen"]["first_at"], card["seen"]["last_at"]
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 if first and last else BRIEF
    if days < BRIEF:
        said.append(say("card.collected.brief", days=days))
    return [*said, say("card.collected.chose")]


def _method(card: Mapping[str, Any]) -> list[str]:
    if card["kind"] == "fact":
        return [say("card.method.looked"), say("card.method.beat")]
    numbers = card["proof"]
    said = [say("card.method.pairs", subject=clean(card["subject"]))]
    if numbers["claim"]["tested"] and card["figures"]["critical"] is not None:
        said.append(say("card.method.searched", n=max(1, card["figures"]["searched"]), alpha=numbers["rules"]["alpha"],
                        critical=card["figures"]["critical"]))  # fmt: skip
    return said


def _undone(card: Mapping[str, Any]) -> list[str]:
    found = undoing(card["proof"]) if card["verdict"] == "yes" else None
    if found is None:
        return []
    rival = clean(found.rival)
    said = [say(f"card.undone.{card['kind']}", rival=rival, gap=_amount(card, found.gap))]
    if found.worst is not None:
        said.append(say("card.undone.worst", n=found.worst, score=found.low, subject=clean(card["subject"])))
    return [*said, say(f"card.undone.later_{card['kind']}")]


def _besides(card: Mapping[str, Any]) -> list[str]:
    """Give what a reader should know to weigh it: the question's own words, what was left out, rewards, checks."""
    reader, rating = card.get("reader") or {}, card["kind"] == "rating"
    label = clean(card["proof"]["aspect"]["label"])
    said = [say("card.besides.asked", aspect=label)] if rating else []
    if reader.get("turned_away") is not None:
        away, again = reader["turned_away"], reader["repeated"] or 0
        said.append(say("card.besides.left_out", away=away, again=again) if away or again else say("card.besides.all"))
    if rating:
        told = clean(str(reader.get("incentive") or ""))
        said.append(say("card.besides.incentive", text=told) if told else say("card.besides.no_incentive"))
        said.append(say("card.besides.unchecked"))
    return said


def _link(card: Mapping[str, Any]) -> str:
    """Give where the public page stands; only what a browser may open."""
    address = clean(str((card.get("reader") or {}).get("link") or ""))
    return address if address.startswith(SECURE) else ""


def _more(facts: Mapping[str, Any]) -> list[str]:
    """Give what the finding knows besides, for the owner alone."""
    said = []
    if "lead_fair" in facts:
        said.append(say("card.more.lead_fair", lead=facts["lead_fair"]))
    if "lead_alike" in facts:
        said.append(say("card.more.lead_alike", lead=facts["lead_alike"]))
    if "unseen_mean" in facts:
        said.append(say("card.more.unseen", mean=facts["unseen_mean"]))
    if facts.get("price") in EARLY and "stamped_at" in facts:
        said.append(say("card.more.stated", day=date.fromisoformat(str(facts["stamped_at"])[:10])))
    if "claim_text" in facts:
        said.append(say("card.more.asked", text=clean(facts["claim_text"])))
    return said


def _sums(card: Mapping[str, Any]) -> list[Table]:
    """Give the sums of scores, then those over people, which only claims of scores have."""
    if card["kind"] == "fact":
        return []
    businesses = [one for one in card["proof"]["businesses"] if not one["page"]]
    named = [{**one["world"], **{f"all_{kind}": value for kind, value in one["all"].items()}} for one in businesses]
    names = [clean(one["name"]) for one in businesses]
    return [_sums_table(names, named, kinds) for kinds in (SCORES, PEOPLE)]


def _sums_table(names: Sequence[str], sums: Sequence[Mapping[str, int]], kinds: Sequence[str]) -> Table:
    heads = [say("card.column.business"), *(say(f"card.sum.{kind}") for kind in kinds)]
    rows = [[name, *(count(one[kind]) for kind in kinds)] for name, one in zip(names, sums, strict=True)]
    return Table(heads, rows, frozenset(range(1, len(heads))))
