"""Write the made-up town that ships with Standout: ``python -m demos.ship``.

It is what ``demos/town.py`` writes, with one file beside it that says who it is about.  A test writes it anew and
compares.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import tomlkit

from demos import town
from demos.made_up import NOTES
from demos.street import BANNER, MISSPELT, OURS, PLACES

SHIPPED = Path(__file__).parents[1] / "src" / "standout" / "demo"
HEADER = "Written by python -m demos.ship; do not change it by hand."


def write(folder: Path) -> None:
    """Write the town's files and ``town.toml`` into a folder, side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as workplace:
        names = []
        for file in town.write(Path(workplace)):
            shutil.copyfile(file, folder / file.name)
            names.append(file.name)
    said = tomlkit.document()
    said.add(tomlkit.comment(HEADER))
    said["ours"] = OURS
    said["rivals"] = [place.name for place in PLACES if place.name != OURS]
    said["banner"] = BANNER
    said["files"] = names
    said["same"] = MISSPELT
    said["notes"] = NOTES
    (folder / "town.toml").write_text(tomlkit.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    write(SHIPPED)
