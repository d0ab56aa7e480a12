"""Scripts of others: as they were taken, small, and named with their licences."""

import hashlib
import re
from pathlib import Path

import standout.app

VENDOR = Path(standout.app.__file__).parent / "static" / "vendor"
MOST = 1_000_000


def test_every_script_is_the_one_that_is_named():
    named = dict(
        re.findall(r"^\| `([\w.-]+)` .* \| ([0-9a-f]{64}) \|$", (VENDOR / "README.md").read_text(), re.MULTILINE)
    )

    assert named == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.glob("*.js")}


def test_every_script_brings_its_licence():
    for file in VENDOR.glob("*.js"):
        assert "opyright" in (VENDOR / f"{file.name.split('.')[0]}.LICENSE.txt").read_text() or "htmx" in file.name


def test_all_scripts_together_stay_under_a_megabyte():
    scripts = list(VENDOR.parent.rglob("*.js"))

    assert 500_000 < sum(file.stat().st_size for file in scripts) < MOST
