"""``standout doctor``: is everything there that Standout needs?"""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from importlib import metadata
from importlib.resources import files

import click

from standout.cli._shared import json_option, print_columns, print_json
from standout.words import say

NEEDED = (
    "duckdb", "fastexcel", "ibis-framework", "numpy", "onnxruntime", "pyarrow", "scikit-learn", "scipy",
    "vl-convert-python", "xlsxwriter",
)  # fmt: skip
LEXICON, NEURAL = "lexicon", ("swift", "deep")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OLDEST_SQLITE = (3, 22, 0)  # from here on a reader may open a WAL file it can't write


@click.command("doctor", help=say("cli.help.doctor"))
@json_option
def COMMAND(as_json: bool) -> int:  # noqa: N802 - the name a folder's files offer theirs by
    """Print one line for each thing; leave with 1 where something that is needed is missing."""
    checks = [("python", platform.python_version(), sys.version_info >= (3, 11))]
    checks += [("sqlite", sqlite3.sqlite_version, sqlite3.sqlite_version_info >= OLDEST_SQLITE)]
    for package in NEEDED:
        try:
            checks.append((package, metadata.version(package), True))
        except metadata.PackageNotFoundError:
            checks.append((package, say("cli.missing"), False))
    weights = files("standout.text").joinpath("weights")
    readers = [LEXICON, *(name for name in NEURAL if weights.joinpath(f"{name}.onnx").is_file())]
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), "")
    sound = all(ok for _, _, ok in checks)
    if as_json:
        versions = {name: version for name, version, _ in checks}
        print_json({"sound": sound, "found": versions, "browser": browser or None, "readers": readers})
        return 0 if sound else 1
    print_columns([(name, version, say("cli.fine" if ok else "cli.not_fine")) for name, version, ok in checks])
    click.echo(say("read.readers", names=readers))
    click.echo(say("cli.browser", found=browser) if browser else say("cli.no_browser"))
    click.echo(say("cli.sound" if sound else "cli.unsound"))
    return 0 if sound else 1
