"""A workspace speaks the language of its ``standout.toml``, whoever asks it and whatever they speak."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from standout.errors import SettingError, VerifyError, WorkspaceError
from standout.words import language, say, speaking
from standout.workspace import Workspace, config
from standout.workspace.briefing import verify
from standout.workspace.spoken import speaks


@pytest.fixture
def leer(tmp_path: Path) -> Workspace:
    """Give a German workspace that holds nothing."""
    return Workspace.new(tmp_path / "leer", ours="Deli", language="de")


@pytest.fixture
def laden(tmp_path: Path) -> Workspace:
    """Give a German workspace with made-up reviews of four shops."""
    chance = random.Random(7)
    rows = [
        f"{shop},2026-0{1 + n % 9}-{1 + n % 28:02d},{chance.randint(2, 5)},Mittag,r{shop}{n}"
        for shop in ("Deli", "Nord", "West", "Ost")
        for n in range(30)
    ]
    file = tmp_path / "a.csv"
    file.write_text("\n".join(["Business,Date,Staff,Visit,Reviewer", *rows]) + "\n", encoding="utf-8")
    made = Workspace.new(tmp_path / "laden", ours="Deli", language="de")
    made.add(file, yes=True)
    return made


def change(workspace: Workspace, spoken: str) -> None:
    """Say another language in standout.toml, as its owner would."""
    config.change(workspace.folder, language=spoken)


def test_it_is_made_in_the_language_named_or_the_one_spoken(tmp_path: Path) -> None:
    with speaking("de"):
        spoken = Workspace.new(tmp_path / "a", ours="Deli")
        named = Workspace.new(tmp_path / "b", ours="Deli", language="en")
    plain = Workspace.new(tmp_path / "c", ours="Deli")

    assert [one.language for one in (spoken, named, plain)] == ["de", "en", "en"]
    assert [one.config.language for one in (spoken, named, plain)] == ["de", "en", "en"]
    assert "language" not in (plain.folder / "standout.toml").read_text(encoding="utf-8")


def test_it_speaks_its_own_language_whatever_is_spoken_outside(laden: Workspace) -> None:
    answer = laden.ask("est")
    with speaking("en"):
        again = laden.ask("est")

    assert language() == "en"
    assert answer.findings[0].sentence == again.findings[0].sentence
    assert answer.evidence.language == "de"
    assert " Mitbewerber" in answer.text
    assert " Betriebe" in answer.chart()[0].alt
    assert answer.fingerprint == again.fingerprint


def test_each_answer_of_all_is_given_in_its_language_and_nothing_is_spoken_between_them(laden: Workspace) -> None:
    spoken = {(answer.evidence.language, language()) for answer in islice(laden.ask_each(), 2)}

    assert spoken == {("de", "en")}


def test_its_errors_speak_it_too(leer: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="ist schon ein Arbeitsordner"), speaking("de"):
        Workspace.new(leer.folder, ours="Deli")
    with pytest.raises(Exception, match="Eine Frage namens nope gibt es nicht"):
        leer.ask("nope")


def test_another_language_than_its_own_can_be_asked_for(laden: Workspace) -> None:
    english = Workspace(laden.folder, language="en").ask("est")
    german = laden.ask("est")

    assert english.evidence.language == "en"
    assert "Too close to call" in english.text
    assert [one.verdict for one in english.findings] == [one.verdict for one in german.findings]
    assert english.fingerprint != german.fingerprint


def test_a_brief_is_checked_in_the_language_it_was_written_in(laden: Workspace) -> None:
    path = laden.folder / "brief.html"
    laden.brief()
    page = path.read_text(encoding="utf-8")

    assert '<html lang="de">' in page
    change(laden, "en")
    path.write_text(page.replace("Deli", "Dely", 1), encoding="utf-8")
    with pytest.raises(VerifyError, match="wurde nach dem Schreiben verändert"):
        verify(path)
    path.write_text(page, encoding="utf-8")
    assert verify(path)["holds"]


def test_a_language_there_is_not_is_said_with_those_there_are(leer: Workspace) -> None:
    change(leer, "xx")

    with pytest.raises(SettingError, match=r"language can't be that\. It takes: de, en"):
        _ = leer.config
    assert leer.language == "en"


@pytest.mark.parametrize("broken", ['ours = "Deli\n', "language = 3\n", "language = ['de']\n"])
def test_a_file_that_cannot_be_read_leaves_what_is_spoken(leer: Workspace, broken: str) -> None:
    (leer.folder / "standout.toml").write_text(broken, encoding="utf-8")

    assert leer.language == "en"
    with speaking("de"):
        assert leer.language == "de"
    with pytest.raises(SettingError):
        leer.ask("est")


def test_whatever_a_class_offers_speaks_the_language_of_the_thing_asked() -> None:
    @speaks
    class Told:
        """A thing with a language."""

        language = "de"

        def word(self) -> str:
            """Give a word."""
            return say("words.and")

        def words(self, n: int) -> object:
            """Give words one by one."""
            for _ in range(n):
                yield say("words.and")

        def _own(self) -> str:
            return say("words.and")

    told = Told()
    each = told.words(2)

    assert (told.word(), next(each), language(), next(each), told._own()) == ("und", "und", "en", "und", "and")
    assert next(each, None) is None
    assert Told.word.__doc__ == "Give a word."
