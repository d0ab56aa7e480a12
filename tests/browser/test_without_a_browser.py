"""Where there is no browser, these tests say so: on a laptop they skip, in CI they fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).with_name("test_brief.py")


@pytest.mark.parametrize(("ci", "outcome", "code"), [("true", "error", 1), ("", "skipped", 0)])
def test_a_missing_browser_is_a_skip_here_and_a_failure_in_ci(tmp_path, ci, outcome, code):
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "24_pixels", str(PAGES)],
        capture_output=True, text=True, check=False, env=os.environ | {"PATH": str(tmp_path), "CI": ci},
    )  # fmt: skip
    assert run.returncode == code, run.stdout + run.stderr
    assert f"1 {outcome}" in run.stdout
    assert run.stdout.count("apt-get install chromium") >= 1
