"""How long the app takes: from the command to the first page, and each page once its answers are kept.

::

    python benchmarks/app_pages.py [--folder WORKSPACE] [--rows 1000000] [--repeat 20]

Without a folder a workspace of ``--rows`` made-up reviews is filled (as `import_reviews` makes them), every question is
asked once, and the answers are kept; that takes minutes and isn't what is timed.  Then ``standout serve`` runs in a
process of its own: the time from its start to the whole first page, and the first byte of each page, warm.  Bars: 1.5 s
to the first page, 300 ms for the home page, 500 ms for any page of a million reviews.  A busy machine slows all of it.
"""

from __future__ import annotations

import argparse
import http.client
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from standout.app import jobs
from standout.workspace import Workspace


def filled(folder: Path, rows: int) -> Path:
    """Fill a workspace with made-up reviews."""
    sys.path.insert(0, str(Path(__file__).parent))
    import import_reviews

    folder.mkdir(parents=True, exist_ok=True)
    import_reviews.make(folder / "reviews.csv", rows)
    workspace = Workspace.new(folder / "biz", ours="Business 7", rivals=[])
    workspace.add([folder / "reviews.csv"], yes=True)
    return workspace.folder


def answered(folder: Path) -> float:
    """Ask every question and keep the answers; give the seconds it took."""
    before = time.perf_counter()
    jobs.ask_all(lambda done, of, text="": print(f"  {done} of {of} {text}", flush=True), str(folder))
    return time.perf_counter() - before


def first_page(folder: Path, port: int) -> tuple[subprocess.Popen[str], float]:
    """Start the server; give it, and the seconds from its start to the whole first page."""
    before = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "standout", "serve", str(folder), "--no-open", "--port", str(port)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    server.stdout.readline()  # the address is told once it can be opened
    _get(port, "/")
    return server, time.perf_counter() - before


def _get(port: int, path: str) -> tuple[float, int, str]:
    """Give the seconds to the first byte, the status and the page."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    before = time.perf_counter()
    asked.request("GET", path)
    answer = asked.getresponse()
    first = time.perf_counter() - before
    page = answer.read().decode()
    asked.close()
    return first, answer.status, page


def timed(port: int, repeat: int) -> None:
    """Print the first byte of every page the menu and the home page lead to."""
    _, _, home = _get(port, "/")
    paths = ["/", *dict.fromkeys(re.findall(r'href="(/[a-z][a-z/_-]*)"', home))]
    for path in paths:
        taken = [_get(port, path) for _ in range(repeat)]
        size = len(taken[-1][2].encode()) / 1000
        print(f"{path:28} {taken[-1][1]}  {1000 * median(t for t, _, _ in taken):6.0f} ms median"
              f"  {1000 * max(t for t, _, _ in taken):6.0f} ms most  {size:7.0f} kB")  # fmt: skip


def main() -> None:
    """Fill, answer, serve, time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--port", type=int, default=8790)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = asked.folder or filled(Path(made), asked.rows)
        if not (folder / "held" / "kept").is_dir():
            print(f"answered in {answered(folder):.1f} s")
        starts = []
        for _ in range(3):
            server, seconds = first_page(folder, asked.port)
            starts.append(seconds)
            if len(starts) == 3:
                timed(asked.port, asked.repeat)
            server.terminate()
            server.wait()
        print("command to first page:", ", ".join(f"{seconds:.2f}" for seconds in starts), "s")


if __name__ == "__main__":
    main()
