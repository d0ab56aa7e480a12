"""How long a newcomer waits: from a fresh clone to the town's brief, with no package kept from before.

    python3 benchmarks/fresh_clone.py

Clones the repository this file stands in into a temporary folder and runs ``python3 run.py demo`` there with
empty caches.  The bar is 90 seconds.  It needs a package registry.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

BAR = 90


def main() -> None:
    """Print the seconds of the first run and of a second."""
    here = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as folder:
        clone, caches = Path(folder) / "clone", Path(folder) / "caches"
        python = shutil.which("python3") or "python3"
        calm = {**os.environ, "XDG_CACHE_HOME": str(caches), "PIP_CACHE_DIR": str(caches), "UV_CACHE_DIR": str(caches)}
        started = time.monotonic()
        subprocess.run(["git", "clone", "-q", str(here), str(clone)], check=True)
        for run in ("first", "second"):
            subprocess.run([python, "run.py", "demo"], cwd=clone, env=calm, check=True)
            brief = clone / "standout-demo" / "brief.html"
            print(
                f"{run} run: {time.monotonic() - started:.1f} s to {brief.stat().st_size:,} bytes of brief (bar {BAR})"
            )
            started = time.monotonic()


if __name__ == "__main__":
    main()
