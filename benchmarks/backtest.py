"""Backtest: of the first places we would have printed in the past, how many still held, for the three demos.

Run      python benchmarks/backtest.py [coffee | lounges | town ...] [businesses]
Makes    at the end of each quarter: the first places said with the rows up to then; one, two and four quarters
         later: how many would still have been said (all rows up to then), and what the later rows alone show.
         For the demo's own business; with a number, for that many businesses with the most reviews, each asked alone
Bar      none: it is what was found
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the demos stand beside the package

from demos.showing import workspace  # noqa: E402

from demos import made_up, real, town  # noqa: E402 - found only now
from standout.workspace.config import change  # noqa: E402

if TYPE_CHECKING:
    from standout import Workspace
    from standout.workspace.backtest import Backtest

DEMOS = ("coffee", "lounges", "town")
COLUMNS = {
    "claims": "claims", "distinct": "of them different", "still": "still so", "fresh": "later rows can check",
    "above": "lead above 0", "compared": "compared", "turned": "turned round", "lead": "lead then",
    "lead_fair": "fair lead then", "lead_since": "lead since",
}  # fmt: skip


def read(name: str, home: Path) -> Workspace:
    """Give a workspace of one demo."""
    if name == "town":
        return made_up.read(home / "town", town.write(home / "files"))
    demo = real.DEMOS[name]
    file = real.prepared(name, home)
    known = workspace(home / name, [file], ours=demo.ours, banner=demo.caveat, notes={})
    change(known.folder, est=demo.settings)
    known.add(file, as_table="reviews", maps=demo.maps, yes=True)
    return known


def largest(known: Workspace, many: int) -> list[str]:
    """Give the businesses with the most reviews."""
    engine = known.engine()
    names = {row["business_id"]: row["name"] for row in engine.arrow(engine.table("businesses")).to_pylist()}
    reviews = engine.table("reviews")
    counts = engine.arrow(reviews.group_by("business_id").aggregate(n=reviews.count())).to_pylist()
    counts.sort(key=lambda row: (-row["n"], names[row["business_id"]]))
    return [names[row["business_id"]] for row in counts[:many]]


def together(found: Sequence[Backtest]) -> Backtest:
    """Give the claims of several businesses as one; a world is another one for each of them."""
    claims = [
        replace(claim, world={**claim.world, "": one.subject}) for one in found for claim in one.claims
    ]  # fmt: skip
    return replace(found[0], claims=claims)


def cell(value: object) -> str:
    """Give a cell as printed."""
    return "–" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def main(names: Sequence[str], many: int) -> None:
    """Print the table."""
    told = []
    heads = ["data", "said", "quarters later", *COLUMNS.values()]
    print(f"| {' | '.join(heads)} |\n{'| --- ' * len(heads)}|")
    with tempfile.TemporaryDirectory() as folder:
        for name in names or DEMOS:
            known, start = read(name, Path(folder)), time.process_time()
            found = [known.backtest("est", subject=one) for one in (largest(known, many) if many else [""])]
            whole, seconds = together(found), time.process_time() - start
            for row in whole.summary():
                if row["claims"]:
                    shown = [name, row["verdict"], row["quarters"], *(row[column] for column in COLUMNS)]
                    print(f"| {' | '.join(cell(value) for value in shown)} |")
            days = whole.asked_at
            span = f"{days[0]} to {days[-1]}" if days else "none"
            said = f"for {', '.join(one.subject for one in found)}" if many else whole.sentence
            told.append(
                f"{name}: {len(days)} quarter ends, {span}; {len(whole.claims)} claims; {whole.undated} of "
                f"{whole.rows} reviews without a day; {seconds:.1f} CPU-s; {said}"
            )
    print()
    print("\n".join(told))


if __name__ == "__main__":
    main([word for word in sys.argv[1:] if word in DEMOS], next((int(w) for w in sys.argv[1:] if w.isdigit()), 0))
