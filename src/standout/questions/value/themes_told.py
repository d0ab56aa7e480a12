"""Themes told: what our customers talk about most, by how many of them, and how many of the rivals' do.

Reads    theme_sentences, themes, reviews   the theme of each sentence, and who wrote it
Makes    values                             one row: a theme that somebody of ours speaks of
Unit     share of the people whose sentences were grouped; a person who says it five times is counted once.  No
         interval, for grouping is done by words alone
Rule     the five themes that most of our customers speak of, from ``told_from`` people on; ``other`` is none, nor is
         what more than half of our people and of the rivals' speak of: that is the trade itself.  Rivals'
         share is counted and judges nothing.  A label holds no word that may be a name.  Copies of a text count once.
         Quoted are the sentences that hold most words of the label
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.finding import Finding
from standout.questions.value.quoted import Quote, picked, plain, sources
from standout.questions.value.rows import row
from standout.text.folded import folded
from standout.text.sentences import sentences
from standout.words import say

if TYPE_CHECKING:
    from standout.questions.value.held import Held

Ints = NDArray[np.int64]

OTHER = "other"
TOLD = 5
"""So many themes are told in words."""
MOST = 0.5
"""What a larger share speaks of, here and at rivals, is the trade itself."""
QUOTES = 2
NEWEST = 100
"""So many of a theme's newest sentences are looked at for those that are quoted."""


@dataclass(frozen=True, eq=False)
class _Grouped:
    """The sentences that have a theme: the place of the review, the sentence's number there, the theme's id."""

    rows: Ints
    sentence: Ints
    theme: NDArray[np.object_]


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give the themes that most of our customers speak of."""
    del seed
    labels = _labels(held)
    grouped = _grouped(held)
    ours = held.of_ours()
    of, of_rivals = (_people(held, grouped.rows[ours[grouped.rows] == mine]) for mine in (True, False))
    who = held.population(np.isin(np.arange(len(ours)), grouped.rows))
    findings: list[Finding] = []
    rows: list[dict[str, Any]] = []
    for people, theme in _ranked(held, grouped, labels):
        theirs = _people(held, grouped.rows[(grouped.theme == theme) & ~ours[grouped.rows]])
        if people > MOST * of and theirs > MOST * of_rivals:
            continue
        quotes = _quotes(held, grouped, theme, labels[theme]) if people >= settings["told_from"] else []
        quote = quotes[0].text if quotes else None
        rows.append(row("theme", labels[theme], people, estimate=people / of, quote=quote))
        if people >= settings["told_from"] and len(findings) < TOLD:
            findings.append(_finding(held, theme, labels[theme], (people, of), (theirs, of_rivals), quotes, who))
    return findings, rows


def _labels(held: Held) -> dict[str, str]:
    """Give the label of each theme, without words that may be somebody's name; none where nothing is left."""
    told = zip(held.themes["theme"].to_pylist(), held.themes["label"].to_pylist(), strict=True)
    plain_labels = {
        theme: ", ".join(word for word in label.split(", ") if not held.barred(word))
        for theme, label in told
        if theme != OTHER
    }
    return {theme: label for theme, label in plain_labels.items() if label}


def _grouped(held: Held) -> _Grouped:
    """Give the grouped sentences of the held reviews, one copy of a text that several hand in."""
    kept = held.theme_sentences
    rows = np.searchsorted(held.review_ids, kept["review_id"].to_numpy())
    once = ~np.isin(rows, held.copied.spare)
    theme = np.array(kept["theme"].to_pylist(), dtype=np.object_)
    return _Grouped(rows[once], kept["sentence"].to_numpy().astype(np.int64)[once], theme[once])


def _people(held: Held, rows: Ints) -> int:
    return len(np.unique(held.people[rows]))


def _ranked(held: Held, grouped: _Grouped, labels: Mapping[str, str]) -> list[tuple[int, str]]:
    """Give how many of our people speak of each theme, most first."""
    mine = held.of_ours()[grouped.rows]
    pairs = pa.table({"theme": pa.array(grouped.theme[mine], pa.string()), "who": held.people[grouped.rows[mine]]})
    many = pairs.group_by("theme").aggregate([("who", "count_distinct")])
    found = zip(many["who_count_distinct"].to_pylist(), many["theme"].to_pylist(), strict=True)
    told = [(n, theme) for n, theme in found if theme in labels]
    return sorted(told, key=lambda one: (-one[0], one[1]))


def _quotes(held: Held, grouped: _Grouped, theme: str, label: str) -> list[Quote]:
    """Give the sentences of ours that hold most words of a theme's label, of its newest."""
    places = np.flatnonzero((grouped.theme == theme) & held.of_ours()[grouped.rows])
    rows, sentence = grouped.rows[places], grouped.sentence[places]
    newest = np.lexsort((sentence, held.review_ids[rows], -held.days[rows]))[:NEWEST]
    rows, sentence = rows[newest], sentence[newest]
    return picked(held, rows, sentence, _sure(held, rows, sentence, frozenset(folded(label))), QUOTES)


def _sure(held: Held, rows: Ints, sentence: Ints, words: frozenset[str]) -> Ints:
    """Give how many of these words each sentence holds."""
    texts: dict[int, list[str]] = {}
    found = []
    for at, number in zip(rows.tolist(), sentence.tolist(), strict=True):
        if at not in texts:
            texts[at] = sentences(held.reviews["text"][at].as_py() or "")
        said: Sequence[str] = texts[at][number : number + 1]
        found.append(len(words.intersection(*map(folded, said))) if said else 0)
    return np.array(found, dtype=np.int64)


def _finding(
    held: Held, theme: str, label: str, ours: tuple[int, int], rivals: tuple[int, int], quotes: Sequence[Quote],
    who: str,
) -> Finding:  # fmt: skip
    (people, of), (theirs, of_rivals) = ours, rivals
    share = theirs / of_rivals if of_rivals else None
    return Finding(
        question="value", subject=held.name, aspect=label, verdict="counted", tier="counted",
        sentence_key="themes.told", estimate=people / of, unit="share", rows=people,
        facts={
            "theme": theme, "label": label, "of": of, "rivals_share": share, "rivals_people": theirs,
            "rivals_of": of_rivals, **sources(quotes),
        },
        values={"rivals": say("themes.rivals", n=of_rivals, share=share) if of_rivals else "", "who": who},
        quotes=plain(quotes),
    )  # fmt: skip
