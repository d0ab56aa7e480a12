"""``python3 run.py demo``: the made-up town, or one of the sets of real data."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from demos import made_up, real
from demos.showing import Steps
from standout.errors import StandoutError

HOME = Path("standout-demo")


def main(names: list[str]) -> int:
    """Run demos by name and give the exit code."""
    start = time.monotonic()
    steps = Steps()
    try:
        for name in names or ["town"]:
            (made_up if name == "town" else real).run(name, HOME, steps)
    except StandoutError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"\nAll of it took {time.monotonic() - start:.1f} s.")
    others = [name for name in real.DEMOS if name not in names]
    if others:
        print(f"There is real data too: python3 run.py demo {' | '.join(others)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
