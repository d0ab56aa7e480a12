"""How long it takes to read 100,000 reviews, and how much memory, by reader.

Run: python run.py bench reading_speed

Reviews   made from the sentences of the packaged lounge reviews: eight drawn at random for each, with two words of
          each put in from others, so that hardly a sentence comes twice and nothing read is remembered
Speed     CPU-seconds of the reading alone, language and sentences included, times 100,000 over the reviews read, by
          two for a machine with two free cores; five aspects
Memory    the highest resident memory of a process of its own that reads them into the tables of a workspace
Bars      swift 90 s, deep 480 s, both 400 MB
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

LOUNGES = Path(__file__).resolve().parents[1] / "demos" / "lounges" / "skytrax_lounge.csv"
ASPECTS = ("staff", "food", "drinks", "cleanliness", "comfort")
READ = {"lexicon": 20_000, "swift": 5_000, "deep": 1_000}
"""Of how many reviews the time is taken."""
BARS = {"swift": 90, "deep": 480}
REVIEWS, CORES, MEGABYTES = 100_000, 2, 400
SENTENCES = 8


def reviews(count: int, seed: int = 3) -> list[str]:
    """Give made-up reviews of the length of real ones."""
    from standout.text.sentences import sentences

    rng = random.Random(seed)
    with LOUNGES.open(encoding="utf-8", newline="") as file:
        said = [one for row in csv.DictReader(file) for one in sentences(row["content"]) if 6 <= len(one.split()) <= 30]
    return [" ".join(_changed(rng.choice(said), said, rng) for _ in range(SENTENCES)) for _ in range(count)]


def _changed(sentence: str, said: list[str], rng: random.Random) -> str:
    words = sentence.split()
    for _ in range(2):
        words[rng.randrange(1, len(words) - 1)] = rng.choice(rng.choice(said).split()[1:-1])
    return " ".join(words) if words[-1][-1] in ".!?" else " ".join(words) + "."


def timed(name: str, count: int) -> None:
    """Read ``count`` reviews and print CPU-seconds, sentences, words and megabytes."""
    from standout.text import readers, reading
    from standout.text.aspects import named

    held, aspects, reader = reviews(count), named(ASPECTS), readers.reader(name)
    reading.mentions(range(20), held[:20], aspects, reader)  # the weights are loaded
    start = time.process_time()
    _, told = reading.mentions(range(count), held, aspects, reader)
    seconds = time.process_time() - start
    sentences, words = sum(told["sentences"].to_pylist()), sum(len(one.split()) for one in held)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, sentences, words, peak)


def apart(name: str, count: int) -> list[float]:
    """Give what `timed` prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, name, str(count)], capture_output=True, text=True, check=True
    )  # fmt: skip
    return [float(one) for one in done.stdout.split()]


def main() -> None:
    from standout.text.readers.neural import there

    print(f"{'reader':8} {'reviews':>8} {'words':>6} {'CPU-s/1k sentences':>19} {'100k, two cores':>16} {'MB':>6}")
    for name, count in READ.items():
        if name != "lexicon" and not there(name):
            print(f"{name:8} has no weights here")
            continue
        seconds, sentences, words, peak = apart(name, count)
        whole = seconds * REVIEWS / count / CORES
        bar = f"bar {BARS[name]} s, {MEGABYTES} MB" if name in BARS else ""
        each = 1000 * seconds / sentences
        print(f"{name:8} {count:8,} {words / count:6.0f} {each:19.3f} {whole:14.1f} s {peak:6.0f}  {bar}")


if __name__ == "__main__":
    timed(sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else main()
