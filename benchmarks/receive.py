"""A large review file dropped on the page: the memory of the server and all its processes while it comes and is read.

::

    python benchmarks/receive.py [--megabytes 300] [--folder DIR]

The file is that of ``import_reviews``.  The app is started as ``standout serve`` does it; the file is sent as a browser
sends it, looked at and accepted, and the pages are asked for meanwhile.  Every tenth of a second the memory of every
process is read: the resident set, which counts what processes share once for each (so it is on the high side), and the
proportional set, which counts it once.  Linux only.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from import_reviews import make

PIECE = 1 << 20
BYTES_A_ROW = 280


def processes(root: int) -> list[int]:
    """Give a process and all that came of it."""
    found, left = [], [root]
    while left:
        found.append(one := left.pop())
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            left += [int(child) for child in children.read_text().split()]
    return found


def memory(root: int) -> tuple[float, float]:
    """Give the resident and the proportional set of all processes together, in MB."""
    resident = proportional = 0
    for one in processes(root):
        try:
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                name, _, rest = line.partition(":")
                resident += int(rest.split()[0]) if name == "Rss" else 0
                proportional += int(rest.split()[0]) if name == "Pss" else 0
        except OSError:  # it ended meanwhile
            continue
    return resident / 1e3, proportional / 1e3


class Watch:
    """The most memory taken since it was last asked."""

    def __init__(self, root: int) -> None:
        self.root, self.most, self.over = root, (0.0, 0.0), False
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self.over:
            now = memory(self.root)
            self.most = tuple(map(max, self.most, now))
            time.sleep(0.1)

    def phase(self, name: str, seconds: float) -> None:
        """Print what a phase took, and begin the next."""
        print(f"{name:<28} {seconds:7.1f} s {self.most[0]:8.0f} MB resident {self.most[1]:8.0f} MB proportional")
        self.most = (0.0, 0.0)


class Browser:
    """Asks pages as a browser does: with its cookie, and the word that forms must bring."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie = port, ""
        page = self.get("/files")
        self.word = re.search(r'name="csrf" content="(\w+)"', page)[1]

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, str, str]:
        """Give the status, the text and where it leads."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        known = {"cookie": self.cookie} if self.cookie else {}
        connection.request(method, path, body, {**known, **headers})
        answer = connection.getresponse()
        if given := answer.getheader("set-cookie", ""):
            self.cookie = given.partition(";")[0] if given.startswith("standout=") else self.cookie
        return answer.status, answer.read().decode(), answer.getheader("location", "")

    def get(self, path: str) -> str:
        """Give a page."""
        return self.ask("GET", path)[1]

    def post(self, path: str) -> tuple[int, str, str]:
        """Send a form."""
        form = {"content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, f"csrf={self.word}", **form)

    def put(self, file: Path) -> str:
        """Send a file; give its number."""
        length = {"content-length": str(file.stat().st_size), "x-csrf": self.word}
        with file.open("rb") as pieces:
            status, text, _ = self.ask("PUT", f"/files/receive?name={file.name}", pieces, **length)
        assert status == 201, text
        return json.loads(text)["number"]


def waited(browser: Browser, path: str, word: str) -> float:
    """Ask for a page until a word is gone from it; give the longest it took."""
    slowest = 0.0
    while True:
        start = time.monotonic()
        page = browser.get(path)
        slowest = max(slowest, time.monotonic() - start)
        if word not in page:
            return slowest
        time.sleep(0.3)


def run(file: Path, folder: Path) -> None:
    """Serve, send, look, accept."""
    home = folder / "biz"
    command = [sys.executable, "-m", "standout"]
    subprocess.run([*command, "new", str(home), "--ours", "Business 1"], check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [*command, "serve", str(home), "--port", "0", "--no-open"], stdout=subprocess.PIPE, text=True
    )
    try:
        port = int(re.search(r":(\d+)/", server.stdout.readline())[1])
        browser, watch = Browser(port), Watch(server.pid)
        size = file.stat().st_size / 1e6
        time.sleep(2)
        watch.phase("serving", 2)
        start = time.monotonic()
        number = browser.put(file)
        watch.phase(f"receiving {size:.0f} MB", time.monotonic() - start)
        start = time.monotonic()
        slowest = waited(browser, f"/files/waiting/{number}", "<progress")
        watch.phase("looking at it", time.monotonic() - start)
        start = time.monotonic()
        _, _, then = browser.post(f"/files/waiting/{number}/accept")
        slowest = max(slowest, waited(browser, then, "<progress"))
        watch.phase("storing it", time.monotonic() - start)
        watch.over = True
        page = re.sub(r"<[^>]+>", " ", browser.get(then))
        print("slowest page meanwhile       ", f"{slowest:7.2f} s")
        print(" ".join(page[page.index(file.name) :].split())[:110])
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def main() -> None:
    """Make the file and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=300)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        file = Path(folder) / "reviews.csv"
        make(file, asked.megabytes * 1_000_000 // BYTES_A_ROW)
        run(file, Path(folder))


if __name__ == "__main__":
    main()
