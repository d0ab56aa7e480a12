"""Who the rivals are, what is held about each, and the sheet to look them up with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout.sources import sheet_writer

if TYPE_CHECKING:
    from standout.question import Engine
    from standout.workspace.folder import Folder


def held(engine: Engine) -> list[dict[str, Any]]:
    """Give every business but ours: its name, rows held, and whether the owner named it; most reviews first."""
    businesses = engine.table("businesses")
    counts = {}
    for name in ("reviews", "facts"):
        table = engine.table(name)
        rows = engine.arrow(table.group_by("business_id").agg(n=table.count()))
        counts[name] = dict(zip(rows["business_id"].to_pylist(), rows["n"].to_pylist(), strict=True))
    found = [
        {"rival": row["name"], "reviews": counts["reviews"].get(row["business_id"], 0),
         "facts": counts["facts"].get(row["business_id"], 0), "named": row["rival"]}
        for row in engine.arrow(businesses).to_pylist()
        if not row["ours"]
    ]  # fmt: skip
    return sorted(found, key=lambda row: (not row["named"], -row["reviews"], row["rival"]))


def sheet(workspace: Folder, path: Path, items: Sequence[str]) -> Path:
    """Write the sheet for ours and the rivals: those named, else those the files hold."""
    config = workspace.config
    rivals = config.rivals or [row["rival"] for row in held(workspace.engine())]
    sheet_writer.write(path, config.ours, list(rivals), list(items))
    return path
