"""Themes: how much of what is said fits none, how well a theme's words go together, and whether they stay.

Run: python3 run.py bench themes

Read       the sentences of the packaged reviews of airport lounges
Other      the share of sentences in no theme; BERTopic left 32 % of 12,000 such sentences out (measured before, apart)
Coherence  NPMI of all pairs of a theme's ten words, by the sentences they stand in: 1 always together, 0 by chance,
           -1 never; the mean over themes.  Beside it non-negative matrix factorisation with 30 parts on TF-IDF of
           the same words, whose parts are made of words that stand together
Stay       themes of nine in ten reviews, then of all: the share that keep their id, and of sentences that keep theirs
Same       whether rows in another order and two threads give the same file, to the letter
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import log
from pathlib import Path

import numpy as np
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from standout.text.sentences import sentences
from standout.text.themes import OTHER, TOP, Themes, fit
from standout.text.vectors import version_of_static

LOUNGES = Path(__file__).resolve().parents[1] / "demos" / "lounges" / "skytrax_lounge.csv"
SEED, PARTS = 5, 30


def coherence(topics: Sequence[Sequence[str]], said: Sequence[frozenset[str]]) -> float:
    """Give the mean over topics of the mean NPMI of their pairs of words."""
    wanted = {word for topic in topics for word in topic}
    alone, both = Counter[str](), Counter[tuple[str, str]]()
    for words in said:
        mine = sorted(words & wanted)
        alone.update(mine)
        both.update(combinations(mine, 2))
    n = len(said)

    def npmi(pair: tuple[str, str]) -> float:
        one, other = sorted(pair)
        together = both[one, other]
        if not together:
            return -1.0
        return log(together * n / (alone[one] * alone[other])) / -log(together / n)

    return float(np.mean([np.mean([npmi(pair) for pair in combinations(topic, 2)]) for topic in topics]))


def factored(content: Sequence[Sequence[str]]) -> list[list[str]]:
    """Give the ten words of each part of a non-negative matrix factorisation."""
    weigher = TfidfVectorizer(analyzer=list, min_df=3, sublinear_tf=True)
    held = weigher.fit_transform(content)
    found = NMF(PARTS, init="nndsvd", random_state=SEED, max_iter=400).fit(held)
    names = weigher.get_feature_names_out()
    return [[str(names[at]) for at in np.argsort(-part)[:TOP]] for part in found.components_]


def judged(said: Sequence[str], part: Sequence[str], names: Sequence[str], kind: str) -> Themes:
    """Print the figures of one kind of vectors."""
    start = time.process_time()
    themes = fit(said, SEED, names=names, vectors=kind)
    spent = time.process_time() - start
    own = themes.assign(said)
    content = [frozenset(themes.vectors.content(one)) for one in said]
    topics = [one.words for one in themes.themes]
    other = own.count(OTHER) / len(own)
    print(
        f"{kind}: {len(topics)} themes in {spent:.1f} CPU-s; other {other:.1%}; NPMI {coherence(topics, content):.3f}"
    )
    before = fit(part, SEED, names=names, vectors=kind)
    after = fit(said, SEED, names=names, vectors=kind, old=before)
    kept = {one.theme for one in before.themes} & {one.theme for one in after.themes}
    same = np.mean([a == b for a, b in zip(before.assign(part), after.assign(part), strict=True)])
    print(f"  with a tenth more reviews {len(kept)} of {len(before.themes)} stay, {same:.1%} of sentences too")
    mixed = list(said)
    random.Random(SEED).shuffle(mixed)
    with threadpool_limits(2):
        again = fit(mixed, SEED, names=names, vectors=kind)
    print(f"  the same in another order and on two threads: {again.to_json() == themes.to_json()}")
    return themes


def main() -> None:
    """Print the figures, and with ``--show`` the themes."""
    with LOUNGES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["airline_name"].replace("-", " ").title() for row in rows})
    said = [one for row in rows for one in sentences(row["content"])]
    part = [one for at, row in enumerate(rows) if at % 10 for one in sentences(row["content"])]
    print(f"{len(said):,} sentences of {len(rows):,} reviews")
    kinds = ["lsa", *(["static"] if version_of_static() else [])]
    for kind in kinds:
        themes = judged(said, part, names, kind)
        if "--show" in sys.argv:
            own = Counter(themes.assign(said))
            for one in themes.themes:
                print(f"  {one.theme} {own[one.theme]:5} {one.label} | {' '.join(one.words[3:])}")
    content = [themes.vectors.content(one) for one in said]
    start = time.process_time()
    topics = factored(content)
    spent = time.process_time() - start
    print(f"NMF-{PARTS}: {spent:.1f} CPU-s; NPMI {coherence(topics, [frozenset(one) for one in content]):.3f}")


if __name__ == "__main__":
    main()
