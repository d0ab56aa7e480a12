"""Set Standout up and run it: ``python3 run.py demo | test | check | bench | docs``.

Needs Python 3.11 and nothing else.  What a verb needs is installed into ``.venv`` the first time, and
again only when ``requirements*.txt`` or ``pyproject.toml`` change; uv does it where it is present, else
venv and pip.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = HOME / "standout-installed.json"
SCORES = HOME / "standout-tests.xml"

NEEDS = {"demo": "requirements.txt"}
"""What a verb installs; ``requirements-dev.txt`` where it isn't named, which holds the other one too."""

DEMOS = ("town", "coffee", "lounges", "tacos")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHECKS = {
    "formatting": ("ruff", "format", "--check", "--quiet"),
    "lint": ("ruff", "check", "--quiet", "--output-format", "concise"),
    "types": ("mypy",),
    "layers": ("lint-imports",),
}
DOCS = ("docs/build.py",)
LEAST = (3, 11)
SHOWN_LINES = 40
NO_VENV = (
    "Python's own venv could not make an environment here. On Debian and Ubuntu it comes with:\n"
    f"sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
)
NO_INSTALL = "Not everything could be installed. If the network was away for a moment, run the same command again."


class Stop(Exception):  # noqa: N818 - it is no error of ours
    """Nothing more can be done; the message says why and what to do, and ``code`` is the exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def main(argv: list[str]) -> int:
    """Run one verb and give the exit code."""
    if sys.version_info < LEAST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Standout needs Python 3.11 or newer; this is {found}. Try: python3.11 run.py")
        return 2
    asked, rest = _parser().parse_known_args(argv)
    if rest and asked.verb != "test":
        _parser().error(f"{asked.verb} doesn't know {' '.join(rest)}")
    try:
        install(NEEDS.get(asked.verb, "requirements-dev.txt"))
        verb = {"demo": demo, "test": test, "check": check, "bench": bench, "docs": docs}[asked.verb]
        return verb([*getattr(asked, "names", []), *rest])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py", description="Set Standout up and run it.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="demo | test | check | bench | docs")
    shown = verbs.add_parser("demo", help="from files to a one-page brief: a made-up town, or real data")
    shown.add_argument("names", nargs="*", metavar="|".join(DEMOS), help="which one; town if none is named")
    verbs.add_parser("test", help="run every test; more words go to pytest", add_help=False)
    verbs.add_parser("check", help="formatting, lint, types, layers and docs, in order")
    timed = verbs.add_parser("bench", help="measure speed and accuracy")
    timed.add_argument("names", nargs="*", metavar="name", help="files in benchmarks/; all if none is named")
    verbs.add_parser("docs", help="build the documentation")
    return parser


def install(requirements: str) -> None:
    """Bring ``.venv`` to what ``requirements`` and ``pyproject.toml`` ask for, if it isn't there yet."""
    wanted = _wanted(requirements)
    done = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.exists() and PYTHON.exists() else {}
    if done.get(requirements) == wanted:
        return
    uv = shutil.which("uv")
    if not PYTHON.exists():
        shutil.rmtree(HOME, ignore_errors=True)  # what is left of one whose Python is gone
        making = [uv, "venv", "--quiet", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
        _step("making .venv", [*making, str(HOME)], NO_VENV)
    elif _says(f"import sys; sys.exit(sys.version_info < {LEAST})"):
        raise Stop(f"The environment in {HOME} is of an older Python. Remove that folder and run this again.")
    if uv:
        pip = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        _with_pip()
        quiet = ["--quiet", "--no-input", "--no-compile", "--disable-pip-version-check"]
        pip = [str(PYTHON), "-m", "pip", "install", *quiet]
    many = sum("==" in line for path in _files(requirements) for line in path.read_text("utf-8").splitlines())
    _step(f"installing {many} packages", [*pip, "-r", str(HERE / requirements)], NO_INSTALL)
    _step("installing Standout", [*pip, "--no-deps", "--editable", str(HERE)], NO_INSTALL)
    held = {name: _wanted(name) for name in {requirements, "requirements.txt"}}
    STAMP.write_text(json.dumps(held), encoding="utf-8")


def _files(requirements: str) -> list[Path]:
    return [HERE / name for name in sorted({"requirements.txt", requirements})]


def _wanted(requirements: str) -> str:
    """Give one hash over everything that says what to install, and for which Python and folder."""
    said = [path.read_bytes() for path in [*_files(requirements), HERE / "pyproject.toml"]]
    return hashlib.sha256(b"\0".join([*said, sys.version.encode(), str(HERE).encode()])).hexdigest()


def _with_pip() -> None:
    """Put pip into a ``.venv`` that was made without it."""
    if _says("import pip"):
        _step("adding pip to .venv", [str(PYTHON), "-m", "ensurepip"], NO_VENV)


def _says(code: str) -> int:
    """Give the exit code of the environment's Python on ``code``."""
    return _quietly([str(PYTHON), "-c", code]).returncode


def _step(name: str, command: list[str], hint: str) -> None:
    """Do one step in silence and print its name and seconds; on failure the end of what it said, and a hint."""
    print(f"  {name} ...", end="", flush=True)
    start = time.monotonic()
    ran = _quietly(command)
    print(f" {time.monotonic() - start:.1f} s", flush=True)
    if ran.returncode != 0:
        raise Stop(f"{_end_of(ran)}\n\n{hint}")


def _quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=HERE, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        errors="replace", check=False,
    )  # fmt: skip


def _end_of(ran: subprocess.CompletedProcess[str]) -> str:
    return "\n".join((ran.stdout + ran.stderr).strip().splitlines()[-SHOWN_LINES:])


def demo(names: list[str]) -> int:
    """Run demos, the town if none is named."""
    for name in names:
        if name not in DEMOS:
            raise Stop(f"There is no demo called {name}. There is: {', '.join(DEMOS)}.", 2)
    return _python("-m", "demos", *(names or ["town"]))


def test(args: list[str]) -> int:
    """Run the tests, with the browser part where there is a browser; with ``CI=true`` a skip is a failure."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    SCORES.unlink(missing_ok=True)
    workers = [] if args else ["-n", "2"]
    code = _python("-m", "pytest", f"--junitxml={SCORES}", *workers, *args)
    skipped = _skipped()
    if not browser:
        print("There is no Chromium here, so no page was looked at in a browser: apt-get install chromium")
    if skipped:
        print(f"Skipped: {len(skipped)}. {'; '.join(skipped[:5])}{' ...' if len(skipped) > 5 else ''}")
    if code == 0 and os.environ.get("CI") == "true" and (skipped or not browser):
        print("With CI=true every test must run, so this counts as a failure.")
        return 1
    return code


def _skipped() -> list[str]:
    """Give the names of the tests that were skipped; an expected failure isn't one of them."""
    if not SCORES.exists():
        return []
    cases = ET.parse(SCORES).iter("testcase")  # noqa: S314 - pytest wrote it just now
    return [str(c.get("name")) for c in cases if any(s.get("type") == "pytest.skip" for s in c.findall("skipped"))]


def check(_args: list[str]) -> int:
    """Run every check in order, one line each, and show the end of what the failing ones said."""
    commands = {name: [str(PYTHON.with_name(tool)), *rest] for name, (tool, *rest) in CHECKS.items()}
    worst = 0
    for name, command in {**commands, "docs": [str(PYTHON), *DOCS]}.items():
        start = time.monotonic()
        ran = _quietly(command)
        verdict = "fine" if ran.returncode == 0 else "fault"
        print(f"  {name:<12}{verdict:<7}{time.monotonic() - start:5.1f} s", flush=True)
        if ran.returncode != 0:
            print(_end_of(ran), flush=True)
            print(f"  All of it: {' '.join(command)}", flush=True)
            worst = 1
    return worst


def bench(names: list[str]) -> int:
    """Run the scripts in ``benchmarks/``, or those named."""
    files = sorted((HERE / "benchmarks").glob("*.py"))
    there = [file.stem for file in files if "__main__" in file.read_text("utf-8")]
    for name in names:
        if name not in there:
            raise Stop(f"There is no benchmark called {name}. There is: {', '.join(there)}.")
    worst = 0
    for name in names or there:
        print(f"{name}:", flush=True)
        worst = max(worst, _python(str(HERE / "benchmarks" / f"{name}.py")))
    return worst


def docs(_args: list[str]) -> int:
    """Build the documentation."""
    return _python(*DOCS)


def _python(*command: str) -> int:
    """Run the environment's Python on ``command`` and give its exit code."""
    return subprocess.run([str(PYTHON), *command], cwd=HERE, env=_environment(), check=False).returncode


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
