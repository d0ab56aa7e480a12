"""Card: what the readers' card says: which reader is the default and why, and every figure.

Reads    figures measured by ``benchmarks/readers.py``, ``manifest.toml``, the weights
Makes    ``card.json`` beside the weights, ``docs/reference/model-card.md``
Rule     a neural reader is the default only where it beats the lexicon on every row; of two that do, swift, for it
         reads more in the same time
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
ROWS = {
    "auc": "Lounges: 4-5 stars told from 1-2, mean of 7 aspects (area under the curve)",
    "halo": "Lounges: airlines ranked by aspect without the halo (rank correlation)",
    "categories": "MAMS test: polarity of categories, of three",
    "terms": "MAMS test: polarity of terms, of three",
    "features": "Three unseen products: polarity of marked features, of two",
    "flips": 'Pairs that differ by a "not": both read right',
    "splits": "One aspect praised, another blamed: both read right",
    "by_hand": "Forty sentences written by hand: all they say read right",
}
BARS = {"auc": 0.87, "categories": 0.78, "terms": 0.78}
SAME = 0.99
WORST = -0.02
Figures = Mapping[str, Mapping[str, Any]]


def value(row: Mapping[str, Any], key: str) -> float:
    """Give a figure; of several, their mean."""
    return float(np.mean(row[key]))


def lost(figures: Figures, name: str) -> list[str]:
    """Give the rows where a reader does not beat the lexicon."""
    mine, plain = figures[name], figures["lexicon"]
    found = [key for key in ROWS if key != "halo" and value(mine, key) <= value(plain, key)]
    more, low, _ = mine["halo_more"]
    return found + (["halo"] if more <= 0 or low <= WORST else [])


def default(figures: Figures) -> tuple[str, str]:
    """Give the reader that is asked where none is named, and why."""
    held = [name for name in ("swift", "deep") if name in figures]
    losses = {name: lost(figures, name) for name in held}
    for name in held:
        if not losses[name]:
            return name, "It beats the lexicon on every row."
    told = "; ".join(f"{name} does not beat it on: {', '.join(rows)}" for name, rows in losses.items())
    return "lexicon", f"No reader beats the lexicon on every row ({told})."


def cell(row: Mapping[str, Any], key: str) -> str:
    """Give a figure as it is printed."""
    if row.get(key) is None:
        return "-"
    return f"{value(row, key):.3f}" if key in {"auc", "halo", "cost"} else f"{100 * value(row, key):.1f} %"


def table(figures: Figures) -> str:
    """Give the table of all readers."""
    names = list(figures)
    lines = ["| | " + " | ".join(names) + " | bar |", "| --- |" + " --- |" * (len(names) + 1)]
    for key, words in ROWS.items():
        bar = f"{BARS[key]:.2f}" if key == "auc" else f"{100 * BARS[key]:.0f} %" if key in BARS else "above the lexicon"
        lines.append(f"| {words} | " + " | ".join(cell(figures[name], key) for name in names) + f" | {bar} |")
    more = [
        f"{d[0]:+.3f} ({d[1]:+.3f} to {d[2]:+.3f})" if (d := figures[name].get("halo_more")) else "-" for name in names
    ]
    lines.append(
        "| The same, more than the lexicon (90 % interval) | " + " | ".join(more) + " | above 0, lower end above -.02 |"
    )
    lines.append(
        "| Same label in 8 bits as in 32 | "
        + " | ".join(cell(figures[name], "same_label") for name in names)
        + " | 99 % |"
    )
    lines.append(
        "| CPU-seconds for 1,000 sentences, 5 aspects | "
        + " | ".join(cell(figures[name], "cost") for name in names)
        + " | |"
    )
    return "\n".join(lines)


def written(figures: Figures, weights: Path) -> None:
    """Write the card, for the machine and for people."""
    manifest = tomllib.loads((ROOT / "training" / "manifest.toml").read_text(encoding="utf-8"))
    chosen, reason = default(figures)
    files = {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
        for path in sorted(weights.iterdir())
        if path.suffix in {".onnx", ".txt"}
    }
    kept = {
        name: {key: np.round(one, 4).tolist() if one is not None else None for key, one in row.items() if key != "cost"}
        for name, row in figures.items()
    }
    held = {
        "default": chosen, "reason": reason, "seed": 5, "languages": ["en"], "files": files, "figures": kept,
        "misses": {name: misses(figures, name) for name in figures if name != "lexicon"},
        "base": manifest["base"], "data": manifest["files"], "versions": manifest["versions"],
        "seen_lounges": False, "overall": ["overall experience", "overall", "in general"],
    }  # fmt: skip
    (weights / "card.json").write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page(figures, held, manifest)


def misses(figures: Figures, name: str) -> list[str]:
    """Give the bars that a reader does not reach, those that the lexicon sets among them."""
    row = figures[name]
    found = [key for key, bar in BARS.items() if value(row, key) < bar]
    found += ["same_label"] if row.get("same_label") is not None and row["same_label"] < SAME else []
    return list(dict.fromkeys([*found, *lost(figures, name)]))


def page(figures: Figures, held: Mapping[str, Any], manifest: Mapping[str, Any]) -> None:
    """Write the card for people."""
    top = (ROOT / "training" / "card_top.md").read_text(encoding="utf-8")
    rows = ["| aspect | " + " | ".join(figures) + " |", "| --- |" + " --- |" * len(figures)]
    for at, name in enumerate(("comfort", "cleanliness", "drinks", "food", "washrooms", "wifi", "staff")):
        rows.append(f"| {name} | " + " | ".join(f"{row['auc'][at]:.3f}" for row in figures.values()) + " |")
    data = ["| file | rows | licence | of it |", "| --- | --- | --- | --- |"]
    data += [
        f"| {name} | {one['rows']:,} | {one['licence']} | {one['about']} |" for name, one in manifest["files"].items()
    ]
    sizes = ", ".join(f"`{name}` {one['bytes'] / 1e6:.1f} MB" for name, one in held["files"].items())
    short = "; ".join(f"{name}: {', '.join(ROWS.get(key, key) for key in keys)}" for name, keys in held["misses"].items() if keys)  # fmt: skip
    text = top.format(
        table=table(figures), aspects="\n".join(rows), data="\n".join(data), sizes=sizes, default=held["default"],
        reason=held["reason"], short=short or "None.", base=manifest["base"]["about"],
    )  # fmt: skip
    (ROOT / "docs" / "reference" / "model-card.md").write_text(text, encoding="utf-8")
