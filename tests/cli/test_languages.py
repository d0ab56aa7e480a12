"""The command line speaks the language of the workspace; its help that of ``STANDOUT_LANGUAGE``."""

import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest

from standout import registry
from standout.words import language

Said = tuple[int, str, str]
SOURCE = str(Path(registry.__file__).parents[1])


def command(*arguments: str, language: str = "") -> "CompletedProcess[str]":
    """Run a command in a process of its own."""
    given = {"PYTHONPATH": SOURCE, "STANDOUT_LANGUAGE": language, "PYTHONIOENCODING": "utf-8"}
    return run([sys.executable, "-m", "standout", *arguments], capture_output=True, text=True, check=False, env=given)


def test_a_workspace_is_made_in_a_language_and_speaks_it_at_once(tmp_path: Path, say: Callable[..., Said]) -> None:
    folder = tmp_path / "laden"

    made = say("new", folder, "--ours", "Deli", "--language", "de")
    tables = say("tables", folder)
    asked = say("ask", folder, "est")

    assert made == (0, f"{folder} ist angelegt. Als Nächstes: standout add {folder} <Ihre Dateien>.\n", "")
    assert tables[1].startswith("Noch liegt nichts vor.")
    assert asked[1].startswith("- Noch zu wenig: ")
    assert language() == "en"


def test_what_is_wrong_is_said_in_the_language_of_the_workspace(tmp_path: Path, say: Callable[..., Said]) -> None:
    folder = tmp_path / "laden"
    say("new", folder, "--ours", "Deli", "--language", "de")

    code, _, error = say("remove", folder, "nichts.csv")

    assert code == 1
    assert "Eine Datei namens nichts.csv wurde nicht hinzugefügt" in error


@pytest.mark.parametrize(
    ("spoken", "usage", "help_"), [("de", "Aufruf: ", "Diese Hilfe zeigen."), ("en", "Usage: ", "Show this message")]
)
def test_help_speaks_the_language_the_environment_names(spoken: str, usage: str, help_: str) -> None:
    shown = command("--help", language=spoken).stdout

    assert shown.startswith(usage)
    assert help_ in shown


def test_a_wrong_option_is_told_in_german_where_the_environment_asks_for_it() -> None:
    done = command("ask", "x", "nope", language="de")

    assert done.returncode == 2
    assert "Fehler: Falscher Wert für" in done.stderr
    assert "'nope' ist keines von: 'circles', 'est'" in done.stderr
    assert "Hilfe gibt es mit 'python -m standout ask --help'." in done.stderr


def test_where_there_is_no_workspace_the_environment_names_the_language(tmp_path: Path) -> None:
    done = command("tables", str(tmp_path), language="de")

    assert done.returncode == 1
    assert "ist kein Arbeitsordner" in done.stderr
