"""``standout doctor``: is everything there that Standout needs?"""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path

import click

from standout.cli._shared import FOLDER, json_option, print_columns, print_json, speak
from standout.errors import DataError
from standout.words import say

NEEDED = (
    "duckdb", "fastexcel", "ibis-framework", "numpy", "onnxruntime", "pyarrow", "scikit-learn", "scipy",
    "vl-convert-python", "xlsxwriter",
)  # fmt: skip
LEXICON, NEURAL = "lexicon", ("swift", "deep")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OLDEST_SQLITE = (3, 22, 0)  # from here on a reader may open a WAL file it can't write


@click.command("doctor", help=say("cli.help.doctor"))
@click.argument("folder", type=FOLDER, required=False)
@json_option
def COMMAND(folder: Path | None, as_json: bool) -> int:  # noqa: N802 - the name a folder's files offer theirs by
    """Print one line for each thing; leave with 1 where something that is needed is missing.

    Of a workspace it also tells which letters of its names no font here has.
    """
    import sqlite3  # noqa: PLC0415 - these three are not for who asks only for help
    from importlib import metadata  # noqa: PLC0415 - as above
    from importlib.resources import files  # noqa: PLC0415 - as above

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
    paper, letters = _paper(), _letters(folder) if folder else []
    if as_json:
        versions = {name: version for name, version, _ in checks}
        print_json({"sound": sound, "found": versions, "browser": browser or None, "readers": readers,
                    "pdf": not paper, "letters": letters})  # fmt: skip
        return 0 if sound else 1
    print_columns([(name, version, say("cli.fine" if ok else "cli.not_fine")) for name, version, ok in checks])
    click.echo(say("read.readers", names=readers))
    click.echo(say("cli.browser", found=browser) if browser else say("cli.no_browser"))
    click.echo(paper or say("brief.pdf.there"))
    for note in letters:
        click.echo(note)
    click.echo(say("cli.sound" if sound else "cli.unsound"))
    return 0 if sound else 1


def _paper() -> str:
    """Give what keeps a PDF from being written, empty where nothing does."""
    from standout.report.pdf import library  # noqa: PLC0415 - heavy

    try:
        library()
    except DataError as lacking:
        return str(lacking)
    return ""


def _letters(folder: Path) -> list[str]:
    """Say which letters of the names in a workspace no font here has."""
    from standout.workspace import Workspace  # noqa: PLC0415 - heavy
    from standout.workspace.briefing import unseen  # noqa: PLC0415 - as above

    speak(click.get_current_context(), folder)
    workspace = Workspace(folder)
    held = [row["name"] for row in workspace.index.rows("SELECT DISTINCT name FROM names ORDER BY name")]
    return list(unseen([workspace.config.ours, *workspace.config.rivals, *held]))
