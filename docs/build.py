"""Build the documentation into ``site/``: the reference from the code, its pictures from the town, then all pages."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from gallery import draw
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from reference_pages import write

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Write the reference and build; a link that leads nowhere is a failure."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    write()
    draw()
    config = load_config(str(ROOT / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except Abort as stop:
        print(stop, file=sys.stderr)
        return 1
    finally:
        config.plugins.on_shutdown()
    print(f"The documentation is in {ROOT / 'site' / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
