"""``standout --help`` loads what it shows and nothing else."""

import subprocess
import sys

import pytest

HEAVY = {
    "duckdb", "fastexcel", "ibis", "icalendar", "jinja2", "narwhals", "numpy", "pandas", "pyarrow", "rich", "scipy",
    "segno", "sqlglot", "tomlkit", "vl_convert", "xlsxwriter",
}  # fmt: skip
MOST = 260
"""It loads about 190 modules, click and Python's own among them; numpy alone would add more than 100."""


def loaded(*words):
    """The modules that a run of the command line imports, as Python itself tells them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "standout", *words],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["ask", "--help"], ["add", "--help"], ["doctor", "--help"]]
)
def test_help_loads_no_numbers_no_database_and_no_terminal_drawing(words):
    names = loaded(*words)

    assert "click" in names
    assert not {name.partition(".")[0] for name in names} & HEAVY


def test_help_loads_few_modules():
    assert len(loaded("--help")) < MOST


def test_importing_the_package_loads_none_of_its_parts():
    listing = "import sys, standout; print(*(name for name in sys.modules if name.startswith('standout.')))"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.split() == []
