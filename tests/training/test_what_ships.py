"""What the readers learnt from and what ships of them: hashes, sizes, and that no lounge row was learnt from."""

import csv
import gzip
import hashlib
import importlib.util
import json
import tomllib
from pathlib import Path

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


def gate():
    """Give the gate of training/card.py, which stands in no package."""
    made = importlib.util.spec_from_file_location("readers_card", ROOT / "training" / "card.py")
    held = importlib.util.module_from_spec(made)
    made.loader.exec_module(held)
    return held.default


def test_the_default_is_what_the_gate_makes_of_the_figures_on_the_card():
    held = card()
    assert gate()(held["figures"]) == (held["default"], held["reason"])


def test_the_gate_lets_a_reader_through_only_where_it_beats_the_lexicon_on_every_row():
    rows = ("categories", "terms", "features", "flips", "splits", "by_hand")
    plain = dict.fromkeys(rows, 0.5) | {"auc": [0.8, 0.9], "halo": 0.3}
    better = dict.fromkeys(rows, 0.6) | {"auc": [0.85, 0.9], "halo": 0.4, "halo_more": [0.1, -0.01, 0.2]}
    assert gate()({"lexicon": plain, "swift": better})[0] == "swift"
    assert gate()({"lexicon": plain, "deep": better})[0] == "deep"
    for row in rows:
        assert gate()({"lexicon": plain, "swift": better | {row: 0.5}})[0] == "lexicon", row
    assert gate()({"lexicon": plain, "swift": better | {"halo_more": [0.1, -0.03, 0.2]}})[0] == "lexicon"
    assert gate()({"lexicon": plain, "swift": better | {"halo_more": [-0.01, -0.015, 0.2]}})[0] == "lexicon"


def test_the_vocabulary_starts_with_its_four_marks_and_names_no_piece_twice():
    pieces = (WEIGHTS / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert pieces[:4] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    assert len(set(pieces)) == len(pieces) == 12_000
