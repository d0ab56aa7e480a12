"""How much CPU ``standout --help`` takes; the bar is 150 ms.

python benchmarks/help_time.py
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys

RUNS, BAR = 15, 0.150


def cpu_seconds() -> float:
    """Give the CPU seconds of one run, user and system, Python's own start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "standout", "--help"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the least, the median and the most of fifteen runs after one that warms the disk."""
    cpu_seconds()
    taken = sorted(cpu_seconds() for _ in range(RUNS))
    print(
        f"--help, {RUNS} runs, CPU ms: {1000 * taken[0]:.0f} least, {1000 * statistics.median(taken):.0f} median, "
        f"{1000 * taken[-1]:.0f} most; bar {1000 * BAR:.0f}"
    )


if __name__ == "__main__":
    main()
