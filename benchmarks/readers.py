"""How well the readers read: every row of their card, from the weights that ship and the lexicon.

Run: PYTHONPATH=src .venv/bin/python benchmarks/readers.py [--write] [--readers lexicon,swift,deep]

Bars: area under the curve on the lounges at least .87 and above the lexicon's; without the halo, a point above the
lexicon's and the lower end of the difference above -.02; polarity in MAMS at least 78 % for categories and terms; the
same label in 8 bits as in 32 at least 99 %.  No reader has seen a lounge row.  Sentences of three products, of MAMS'
test parts, of a held-out seed of the generator and of forty written by hand are in no training set.  The last row but
one needs the weights in 32 bits, which ``training/train.py`` leaves in ``training/made/``.  ``--write`` writes
``card.json`` beside the weights and ``docs/reference/model-card.md``.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
import tomllib
from pathlib import Path

import numpy as np

from standout.text.aspects import Aspect, named
from standout.text.readers import reader
from standout.text.readers.neural import Neural
from standout.text.sentences import sentences

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))

import corpora  # noqa: E402 - the folder beside stands on the path now
import generator  # noqa: E402 - the same

LOUNGES = ROOT / "demos" / "lounges" / "skytrax_lounge.csv"
MADE = ROOT / "training" / "made" / "full"
RATED = {
    "comfort_rating": "comfort", "cleanliness_rating": "cleanliness", "bar_beverages_rating": "drinks",
    "catering_rating": "food", "washrooms_rating": "washrooms", "wifi_connectivity_rating": "wifi",
    "staff_service_rating": "staff",
}  # fmt: skip
"""What lounge reviews rate, each in a word."""
OVERALL = Aspect("overall experience", ("overall", "in general"))
TONE = 0.5
"""The tone of the whole review counts for an aspect as half a sentence does that surely mentions it."""
KEPT = 0.2
"""A sentence mentions an aspect from this chance on, as in the table of mentions."""
SEED = 5
DRAWS = 2000
LEAST = 20
"""Reviews an airline needs to be ranked."""
TESTS = 977
"""The seed of the generator's test sentences."""
SIDES = ("negative", "neutral", "positive")


def tone(read, texts: list[str]) -> np.ndarray:
    """Give the tone of each sentence as a whole, -1 to 1."""
    if hasattr(read, "tone"):
        return read.tone(texts)
    whole = read.read(texts, [OVERALL])[:, 0]
    return whole[:, 3] - whole[:, 1]


def lounges() -> tuple[list[list[str]], np.ndarray, np.ndarray]:
    """Give the sentences of every lounge review, its ratings (NaN where not rated) and its airline."""
    with LOUNGES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rated = np.array([[float(row[column] or 0) for column in RATED] for row in rows])
    return [sentences(row["content"]) for row in rows], np.where(rated > 0, rated, np.nan), np.array(
        [row["airline_name"] for row in rows]
    )  # fmt: skip


def scores(read, texts: list[list[str]]) -> np.ndarray:
    """Give each review's score for each aspect, from its sentences alone."""
    flat = [text for one in texts for text in one]
    of = np.repeat(np.arange(len(texts)), [len(one) for one in texts])
    told, whole = read.read(flat, list(named(list(RATED.values())))), tone(read, flat)
    counted = np.maximum(np.bincount(of, minlength=len(texts)), 1)
    mood = np.bincount(of, whole, len(texts)) / counted
    found = []
    for at in range(len(RATED)):
        sure = told[:, at, 0] <= 1.0 - KEPT
        mention = np.bincount(of, np.where(sure, 1.0 - told[:, at, 0], 0.0), len(texts))
        said = np.bincount(of, np.where(sure, told[:, at, 3] - told[:, at, 1], 0.0), len(texts))
        found.append((said + TONE * mood) / (mention + TONE))
    return np.array(found).T


def area(good: np.ndarray, score: np.ndarray) -> float:
    """Give the area under the curve: the chance that a good one scores above a bad one, half for ties."""
    from scipy.stats import rankdata

    ranks, count = rankdata(score), good.sum()
    return float((ranks[good].sum() - count * (count + 1) / 2) / (count * (~good).sum()))


def areas(score: np.ndarray, rated: np.ndarray) -> list[float]:
    """Give for each aspect the area of 4-5 against 1-2."""
    found = []
    for at in range(rated.shape[1]):
        clear = (rated[:, at] >= 4) | (rated[:, at] <= 2)
        found.append(area(rated[clear, at] >= 4, score[clear, at]))
    return found


def standard(rows: np.ndarray) -> np.ndarray:
    """Give columns of mean 0 and spread 1."""
    return (rows - np.nanmean(rows, 0)) / np.nanstd(rows, 0)


def without_halo(rows: np.ndarray, of: np.ndarray, kept: list[str]) -> np.ndarray:
    """Give each airline's standing in each aspect against its own average."""
    means = standard(np.array([np.nanmean(standard(rows)[of == name], 0) for name in kept]))
    return means - means.mean(1, keepdims=True)


def agreement(one: np.ndarray, other: np.ndarray) -> float:
    """Give the rank correlation over airlines, averaged over the aspects."""
    from scipy.stats import spearmanr

    return float(np.mean([spearmanr(one[:, at], other[:, at])[0] for at in range(one.shape[1])]))


def drawn(truth: np.ndarray, held: np.ndarray, plain: np.ndarray) -> tuple[float, float, float]:
    """Give the difference of two agreements and its 90 % interval, airlines drawn anew."""
    rng = np.random.default_rng(SEED)
    found = []
    for _ in range(DRAWS):
        some = rng.integers(0, len(truth), len(truth))
        found.append(agreement(held[some], truth[some]) - agreement(plain[some], truth[some]))
    return (agreement(held, truth) - agreement(plain, truth), *map(float, np.quantile(found, [0.05, 0.95])))


def side(chances: np.ndarray, mood: float) -> int:
    """Give 0 negative, 1 neutral, 2 positive; the tone of the sentence where the aspect is not found in it."""
    if chances[1:].sum() < 1e-6:
        return 2 if mood > 0.1 else 0 if mood < -0.1 else 1
    return int(chances[1:].argmax())


def categories(read) -> float:
    """Give the share of MAMS' test categories whose polarity is right, of three."""
    rows = corpora.mams("acsa", "test")
    texts = [text for text, _ in rows]
    asked = [
        named([key])[0] if read.name == "lexicon" else Aspect(names[0], names)
        for key, names in corpora.CATEGORIES.items()
    ]
    told, mood, keys = read.read(texts, asked), tone(read, texts), list(corpora.CATEGORIES)
    return float(np.mean([
        SIDES[side(told[at, keys.index(aspect)], mood[at])] == polarity
        for at, (_, marks) in enumerate(rows) for aspect, polarity in marks
    ]))  # fmt: skip


def terms(read) -> float:
    """Give the share of MAMS' test terms whose polarity is right; neural readers are asked for spans."""
    right = []
    for text, marks in corpora.mams("atsa", "test"):
        if read.name == "lexicon":
            asked = [Aspect(text[start:end], (text[start:end].lower(),)) for (start, end), _ in marks]
            told, mood = read.read([text], asked)[0], float(tone(read, [text])[0])
        else:
            told, mood = spans(read, text, [span for span, _ in marks]), 0.0
        right += [SIDES[side(one, mood)] == polarity for one, (_, polarity) in zip(told, marks, strict=True)]
    return float(np.mean(right))


def spans(read: Neural, text: str, marks: list[tuple[int, int]]) -> np.ndarray:
    """Give the chances of terms where they stand: a term's vector is the mean of its own pieces' in the sentence."""
    pieces, session = read._pieces, read._session  # noqa: SLF001 - the graph's own outputs are measured here
    ids = np.array([pieces.ids(text)])
    given = {"ids": ids, "mask": np.ones_like(ids)}
    size = session.get_inputs()[2].shape[1]
    [tokens] = session.run(["tokens"], given | {"query": np.zeros((1, size), np.float32)})
    query = []
    for start, end in marks:
        first, count = len(pieces.ids(text[:start])) - 1, len(pieces.ids(text[start:end])) - 2
        query.append(tokens[0, min(first, len(ids[0]) - 2) :][: max(count, 1)].mean(0))
    return session.run(["probabilities"], given | {"query": np.array(query)})[0][0]


def features(read) -> float:
    """Give the share of marked features of three unseen products whose polarity is right, of two."""
    right = []
    for text, asked in corpora.held_out_products():
        told = read.read([text], [Aspect(name, (name,)) for name, _ in asked])[0]
        mood = float(tone(read, [text])[0])
        for one, (_, good) in zip(told, asked, strict=True):
            right.append((one[3] - one[1] if one[1:].sum() > 1e-6 else mood) > 0 if good else
                         (one[3] - one[1] if one[1:].sum() > 1e-6 else mood) < 0)  # fmt: skip
    return float(np.mean(right))


def signs(read, rows: list[tuple[str, str]]) -> np.ndarray:
    """Give for each (sentence, aspect) how well the aspect is spoken of, -1 to 1."""
    asked = list(dict.fromkeys(aspect for _, aspect in rows))
    told = read.read([text for text, _ in rows], [named([aspect])[0] for aspect in asked])
    spots = [asked.index(aspect) for _, aspect in rows]
    return np.array([told[at, spot, 3] - told[at, spot, 1] for at, spot in enumerate(spots)])


def flips(read) -> float:
    """Give the share of pairs, one sentence with "not" in it, where both are read right."""
    rows = generator.flips(300, TESTS)
    plain, denied = (signs(read, [(row[at], row[2]) for row in rows]) for at in (0, 1))
    return float(((plain > 0) & (denied < 0)).mean())


def splits(read) -> float:
    """Give the share of sentences that praise one aspect and blame another where both are read right."""
    rows = generator.splits(300, TESTS)
    praised, blamed = (signs(read, [(row[0], row[at]) for row in rows]) for at in (1, 2))
    return float(((praised > 0) & (blamed < 0)).mean())


def by_hand(read) -> float:
    """Give the share of forty sentences written by hand where all that they say is read right."""
    held = tomllib.loads((ROOT / "training" / "by_hand.toml").read_text(encoding="utf-8"))["sentences"]
    right = []
    for row in held:
        asked = [(row["text"], aspect) for part in ("good", "bad") for aspect in row.get(part, [])]
        wanted = [1] * len(row.get("good", [])) + [-1] * len(row.get("bad", []))
        right.append(bool((np.sign(signs(read, asked)) == wanted).all()))
    return float(np.mean(right))


def same_label(name: str, texts: list[list[str]], folder: Path) -> float | None:
    """Give the share of labels that are the same in 8 bits as in 32; None where those of 32 are not at hand."""
    if not (MADE / f"{name}_plain.onnx").exists():
        return None
    import shutil
    import tempfile

    flat = [text for one in texts for text in one][::7]
    asked = list(named(list(RATED.values())))
    with tempfile.TemporaryDirectory() as at:
        shutil.copyfile(MADE / f"{name}_plain.onnx", Path(at) / f"{name}.onnx")
        shutil.copyfile(folder / "vocab.txt", Path(at) / "vocab.txt")
        full = Neural(name, home=Path(at)).read(flat, asked)
    return float((full.argmax(-1) == Neural(name, home=folder).read(flat, asked).argmax(-1)).mean())


def cost(read, texts: list[list[str]]) -> float:
    """Give CPU-seconds for a thousand sentences and five aspects."""
    flat = [text for one in texts[::10] for text in one]
    asked = list(named(list(RATED.values())[:5]))
    read.read(flat[:50], asked)
    start = time.process_time()
    read.read(flat, asked)
    return (time.process_time() - start) / len(flat) * 1000


def measured(names: list[str], weights: Path) -> dict[str, dict[str, object]]:
    """Give the figures of each reader; the lexicon comes first, since others are held against it."""
    texts, rated, of = lounges()
    kept = [name for name in np.unique(of) if (of == name).sum() >= LEAST]
    truth = without_halo(rated, of, kept)
    found: dict[str, dict[str, object]] = {}
    plain = None
    for name in names:
        read = reader("lexicon") if name == "lexicon" else Neural(name, home=weights)
        score = scores(read, texts)
        stands = without_halo(score, of, kept)
        row: dict[str, object] = {"auc": areas(score, rated), "halo": agreement(stands, truth)}
        if name == "lexicon":
            plain = stands
        elif plain is not None:
            row["halo_more"] = drawn(truth, stands, plain)
        row |= {"categories": categories(read), "terms": terms(read), "features": features(read), "flips": flips(read),
                "splits": splits(read), "by_hand": by_hand(read)}  # fmt: skip
        if name != "lexicon":
            row["same_label"] = same_label(name, texts, weights)
        row["cost"] = cost(read, texts)
        found[name] = row
        print(name, {key: np.round(value, 4).tolist() if value is not None else None for key, value in row.items()},
              flush=True)  # fmt: skip
    return found


def main() -> None:
    """Print the table, and write the card where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--readers", default="lexicon,swift,deep")
    parser.add_argument("--weights", type=Path, default=ROOT / "src" / "standout" / "text" / "weights")
    asked = parser.parse_args()
    from card import table, written

    figures = measured([name for name in asked.readers.split(",") if name == "lexicon" or
                        (asked.weights / f"{name}.onnx").exists()], asked.weights)  # fmt: skip
    print(table(figures))
    if asked.write:
        written(figures, asked.weights)


if __name__ == "__main__":
    main()
