"""How many superlative sentences are found, and how many of those found are ones.

Run: python benchmarks/superlatives.py PATH/labeledSentences.txt [--dev]

The file is the Comparative Sentence Dataset by Nitin Jindal and Bing Liu, licensed under CC BY 4.0.  Its sentences
are taken in turn: the even ones were used while the lists of words were made (``--dev``), the odd ones only here.
Its marks leave out many plain superlatives ("this is by far the nicest one"), and take in "first" and "only", so the
sentences of the odd half that hold such a word were read again for praise, by the one who wrote the rules.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from standout.text.superlatives import superlatives

PRAISE = frozenset(
    int(place)
    for place in (
        "127 228 241 246 301 348 389 395 467 500 521 530 548 575 608 631 636 648 685 687 721 737 740 742 824 842 853 "
        "915 1052 1175 1352 1499 1500 1561 1695 1845 1930 1931 1978 2012 2017 2046 2050 2134 2197 2269 2295 2297 2300 "
        "2370 2388 2428 2481 2509 2518 2588 2828 2867 2884 2888 2891 2926 2931 2963 2969 2997 3031 3067 3156 3295 3537 "
        "3579 3656 3699 3761 3921 3955"
    ).split()
)
"""Places, in the odd half, of the sentences that praise something by a superlative: read and judged one by one, after
the lists of words were final, among all 263 that hold a word in -est, "most", "top" or another word of the list."""

REVIEWS = 2196
"""So many sentences of the odd half come from the file's five chapters of customers' reviews; articles follow."""

TAG = re.compile(r"</?cs-(\d)>")
RELATION = re.compile(r"\s*(?:\d_.*|\([^)]*\)\s*)$")
GRAMMATICAL = re.compile(r"\b(?:best|worst|most|least|[a-z]{3,}est)\b")


def sentences(path: Path) -> Iterator[tuple[str, bool, str]]:
    """Give each sentence, whether it is marked as a superlative, and the words it was marked for."""
    held: list[str] = []
    marked: set[str] = set()
    waiting: tuple[str, bool] | None = None
    words: list[str] = []
    for line in path.read_text(encoding="latin-1").splitlines():
        tags = TAG.findall(line)
        closing = "</cs-" in line
        text = re.sub(r"</?cs-\d>|\([^)]*\)\s*$" if closing else r"</?cs-\d>", "", line).strip()
        if closing:
            words = re.findall(r"\(([^)]*)\)\s*$", line)
            if waiting is None:
                waiting = (" ".join([*held, text]).strip(), "3" in marked)
            held, marked = [], set()
            continue
        if tags or marked:
            if waiting:
                yield *waiting, " ".join(words)
                waiting, words = None, []
            marked |= set(tags)
            held += [text] if text else []
            continue
        if waiting and RELATION.fullmatch(line):
            words += re.findall(r"\(([^)]*)\)", line)
            continue
        if waiting:
            yield *waiting, " ".join(words)
            waiting, words = None, []
        if text and not text.startswith("*"):
            yield text, False, ""
    if waiting:
        yield *waiting, " ".join(words)


def table(path: Path, *, dev: bool, show: bool = False) -> list[tuple[str, int, int, int, float, float]]:
    """Give for each reading of the marks: name, marked, found, both, precision, recall."""
    half = [one for place, one in enumerate(sentences(path)) if (place % 2 == 0) == dev]
    found = [bool(superlatives(text)) for text, _, _ in half]
    rows = []
    readings = (("all marked", lambda _: True), ("marked for a word in -est, most or best", GRAMMATICAL.search))
    for name, wanted in readings:
        marked = [held and bool(wanted(words.lower())) for _, held, words in half]
        kept = [m or not held for m, (_, held, _) in zip(marked, half, strict=True)]
        both = sum(f and m for f, m in zip(found, marked, strict=True))
        seen = sum(f for f, k in zip(found, kept, strict=True) if k)
        rows.append((name, sum(marked), seen, both, both / max(seen, 1), both / max(sum(marked), 1)))
    if show:
        for (text, held, words), f in zip(half, found, strict=True):
            if f != held:
                said = [(s.word, s.about, s.praise) for s in superlatives(text)]
                print("MISSED" if held else "FALSE ", f"({words})", said, text[:170])
    return rows


def praise(path: Path, places: range) -> tuple[int, int, int]:
    """Give how many of these sentences of the odd half praise, how many are found to, and how many of these do."""
    half = [text for place, (text, _, _) in enumerate(sentences(path)) if place % 2]
    true = PRAISE & set(places)
    found = {place for place in places if place < len(half) and any(one.praise for one in superlatives(half[place]))}
    return len(true), len(found), len(found & true)


def main() -> None:
    """Print the table."""
    if len(sys.argv) < 2:
        print("Name the file labeledSentences.txt; the head of this script says which.")
        return
    path, dev = Path(sys.argv[1]), "--dev" in sys.argv
    print(f"{'development' if dev else 'untouched'} half of {path.name}")
    print(f"{'':40} {'marked':>7} {'found':>6} {'both':>5} {'precision':>10} {'recall':>7}")
    for name, marked, found, both, precision, recall in table(path, dev=dev, show="--show" in sys.argv and dev):
        print(f"{name:40} {marked:7} {found:6} {both:5} {precision:10.2f} {recall:7.2f}")
    if not dev:
        for name, places in (("customers' reviews", range(REVIEWS)), ("articles and forums", range(REVIEWS, 10_000))):
            marked, found, both = praise(path, places)
            print(f"{f'praise in {name}':40} {marked:7} {found:6} {both:5} {both / found:10.2f} {both / marked:7.2f}")


if __name__ == "__main__":
    main()
