"""Whether lines copied from others are told from lines of one's own, and repeats are found at the right passage.

Run: python benchmarks/me_too.py

Sentences of the airport lounge reviews beside the demos (CC0 1.0, as their publisher states) stand for what is said.
Copies, near-copies and rewordings are made of them by fixed rules; paraphrases are pairs written for this script by
the one who wrote the rules, so their figure flatters.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from standout.text.passages import SAME, compared, passages

LOUNGES = Path(__file__).parents[1] / "demos" / "lounges" / "skytrax_lounge.csv"
RIVALS, TRIED = 400, 400
SWAPS = {
    "staff": "team", "friendly": "welcoming", "food": "dishes", "great": "excellent", "good": "nice",
    "quiet": "peaceful", "big": "large", "choice": "selection", "quick": "fast", "comfortable": "cosy",
    "clean": "tidy", "drinks": "beverages", "seats": "chairs", "small": "little", "lounge": "room",
}  # fmt: skip
PARAPHRASES = (
    ("Friendly staff and great food.", "Our welcoming team cooks wonderful meals."),
    ("The best coffee in town.", "Nobody in this city brews a better cup."),
    ("Family run since 1962.", "Three generations of us have stood behind this counter."),
    ("Fresh ingredients every day.", "What we cook with came in this morning."),
    ("Cosy atmosphere for everyone.", "A snug place where all are welcome."),
    ("Great value for money.", "You get a lot for what you pay."),
    ("Fast service with a smile.", "Quick, cheerful serving."),
    ("We care about our customers.", "Our guests matter to us."),
    ("Quality you can trust.", "Reliable, high standards."),
    ("Home made cakes baked daily.", "Every day we make our own pastries."),
    ("A wide selection of teas.", "Choose from a huge range of tea."),
    ("Open early and late.", "Our hours are long: from dawn till night."),
    ("Free parking right outside.", "Leave your car at the door, at no cost."),
    ("Dogs are welcome.", "Bring your four-legged friend."),
    ("Book your table online.", "Reserve a seat on our website."),
    ("Locally sourced food.", "Our ingredients come from farms nearby."),
    ("Relax in our peaceful garden.", "Unwind among the flowers out back, where it is calm."),
    ("Award-winning pastries.", "Our cakes have taken prizes."),
    ("The perfect place to work.", "Ideal for laptops and long studying."),
    ("Something for everyone.", "All tastes find what they like."),
)


def sentences() -> list[str]:
    """Give the sentences of the reviews, each once, shuffled."""
    with LOUNGES.open(encoding="utf-8", newline="") as file:
        held = [passage for row in csv.DictReader(file) for passage in passages(row["content"])]
    once = [one for one in dict.fromkeys(held) if 6 <= len(one.split()) <= 24]
    random.Random(4).shuffle(once)
    return once


def copied(text: str, rng: random.Random) -> str:
    """The same words, with other capitals and marks."""
    return text.upper() if rng.random() < 0.5 else text.rstrip(".!") + "!"


def changed(text: str, rng: random.Random) -> str:
    """One word in six left out or doubled by another, and two neighbours swapped."""
    words = text.split()
    for _ in range(max(1, len(words) // 6)):
        at = rng.randrange(len(words))
        words[at : at + 1] = [] if rng.random() < 0.5 else [words[at], "really"]
    at = rng.randrange(max(1, len(words) - 1))
    words[at : at + 2] = reversed(words[at : at + 2])
    return " ".join(words)


def reworded(text: str, _rng: random.Random) -> str:
    """Every word that has one near it in meaning, by that one, and the halves of the sentence swapped."""
    words = [SWAPS.get(word.lower().strip(".,!"), word) for word in text.split()]
    half = len(words) // 2
    return " ".join([*words[half:], *words[:half]])


def auc(copies: Sequence[float], others: Sequence[float]) -> float:
    """How often a copy is more like than one that is none."""
    wins = sum((a > b) + 0.5 * (a == b) for a in copies for b in others)
    return wins / (len(copies) * len(others))


def main() -> int:
    """Print the tables; the bar is .95 for copies."""
    held = sentences()
    said, unrelated = held[:RIVALS], held[RIVALS : RIVALS + TRIED]
    ready = compared(said)
    likest: Callable[[str], float] = lambda text: next((one.likeness for one in ready.near(text)), 0.0)  # noqa: E731
    others = [likest(text) for text in unrelated]
    print(f"{RIVALS} passages of rivals, {TRIED} copies and {TRIED} unrelated passages of the same trade")
    print(f"{'':22} {'AUC':>6} {'found':>7} {'at the right passage':>21}")
    figures = {}
    for name, make in (("copies", copied), ("near-copies", changed), ("reworded by rule", reworded)):
        rng = random.Random(9)
        made = [make(text, rng) for text in said[:TRIED]]
        near = [ready.near(text, SAME) for text in made]
        found = sum(bool(one) for one in near) / TRIED
        right = sum(bool(one) and one[0].place == place for place, one in enumerate(near)) / TRIED
        figures[name] = (auc([likest(text) for text in made], others), right)
        print(f"{name:22} {figures[name][0]:6.3f} {found:7.3f} {right:21.3f}")
    false = sum(one >= SAME for one in others) / len(others)
    print(f"{'unrelated':22} {'':6} {false:7.3f}")
    theirs = compared([one for one, _ in PARAPHRASES])
    near = [theirs.near(other) for _, other in PARAPHRASES]
    found = sum(bool(one) and one[0].likeness >= SAME for one in near)
    right = sum(bool(one) and one[0].place == place for place, one in enumerate(near))
    print(f"paraphrases by hand: {found} of {len(PARAPHRASES)} found, {right} nearest to the right one")
    return int(min(figures["copies"]) < 0.95)


if __name__ == "__main__":
    sys.exit(main())
