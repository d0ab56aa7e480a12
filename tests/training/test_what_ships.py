"""What the readers learnt from and what ships of them: hashes, sizes, and that no lounge row was learnt from."""

import csv
import gzip
import hashlib
import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "training" / "data"
WEIGHTS = ROOT / "src" / "standout" / "text" / "weights"
LOUNGES = ROOT / "demos" / "lounges" / "skytrax_lounge.csv"


def manifest():
    return tomllib.loads((ROOT / "training" / "manifest.toml").read_text(encoding="utf-8"))


def card():
    return json.loads((WEIGHTS / "card.json").read_text(encoding="utf-8"))


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def letters(text):
    return "".join(sign for sign in text.lower() if sign.isalnum())


def test_every_file_learnt_from_is_in_the_manifest_with_its_hash_and_licence():
    held = manifest()["files"]
    assert {path.name for path in DATA.iterdir()} == set(held)
    for name, row in held.items():
        assert sha256(DATA / name) == row["sha256"], name
        assert row["licence"] in {"Apache-2.0", "CC BY 4.0", "CC0 1.0"}
        assert row["source"]


def test_the_card_names_the_very_files_that_ship():
    held = card()["files"]
    assert set(held) == {"swift.onnx", "deep.onnx", "vocab.txt"}
    for name, row in held.items():
        assert sha256(WEIGHTS / name) == row["sha256"], name


def test_the_weights_take_25_megabytes_at_most_and_the_data_3():
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= 25_000_000
    assert sum(path.stat().st_size for path in DATA.iterdir()) <= 3_000_000


def test_the_card_and_the_manifest_tell_of_the_same_data():
    assert card()["data"] == manifest()["files"]
    assert card()["seen_lounges"] is False


def test_no_lounge_review_is_among_what_was_learnt_from():
    with LOUNGES.open(encoding="utf-8", newline="") as file:
        starts = {letters(row["content"])[:80] for row in csv.DictReader(file) if len(row["content"]) > 120}
    assert len(starts) > 1500
    learnt = letters("".join(gzip.decompress(path.read_bytes()).decode("utf-8") for path in sorted(DATA.iterdir())))
    found = [start for start in starts if start in learnt]
    assert found == []


def test_a_reader_is_the_default_only_where_it_beats_the_lexicon_on_every_row():
    figures, named = card()["figures"], card()["default"]
    if named == "lexicon":
        pytest.skip("the lexicon is the default, which needs no proof")
    mine, plain = figures[named], figures["lexicon"]
    for key in ("categories", "terms", "features", "flips", "splits", "by_hand"):
        assert mine[key] > plain[key], key
    assert sum(mine["auc"]) > sum(plain["auc"])
    more, low, _ = mine["halo_more"]
    assert more > 0
    assert low > -0.02


def test_the_vocabulary_starts_with_its_four_marks_and_names_no_piece_twice():
    pieces = (WEIGHTS / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert pieces[:4] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    assert len(set(pieces)) == len(pieces) == 12_000
