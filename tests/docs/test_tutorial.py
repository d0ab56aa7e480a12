"""The tutorial and the page on Python, run as they are written."""

import doctest
import shutil

import pytest

from demos import town
from pages import ROOT, written_commands
from standout import Workspace
from standout.__main__ import run

TUTORIAL = ROOT / "docs" / "tutorial" / "first-answer.md"
PYTHON = ROOT / "docs" / "how-to" / "from-python.md"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    town.write(folder)
    return folder


@pytest.fixture
def clone(files, tmp_path, monkeypatch):
    """A folder that is as the demo leaves it."""
    shutil.copytree(files, tmp_path / "standout-demo" / "town-files")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_step_of_the_tutorial_works(clone, capsys):
    steps = [words[1:] for words in written_commands(TUTORIAL, "standout")]

    assert [step[0] for step in steps] == [
        "new",
        "add",
        "add",
        "add",
        "tables",
        "claim",
        "ask",
        "brief",
        "verify",
        "card",
        "add",
        "add",
        "add",
        "objective",
        "effort",
        "week",
    ]
    for step in steps:
        assert run(step) == 0, (step, capsys.readouterr())
    assert (clone / "otter" / "brief.html").stat().st_size > 10_000


def test_the_page_on_python_gives_what_it_shows(clone):
    Workspace.new(clone / "otter", ours="Otter and Crumb").add([clone / "standout-demo/town-files/rivals.csv"])

    done = doctest.testfile(str(PYTHON), module_relative=False, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert done.attempted > 5
    assert done.failed == 0
