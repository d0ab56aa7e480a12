"""The brief by command: its files, its paper, what is the owner's own, and that it still verifies."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ahead import reviews
from pdfs import opened, pages
from standout.workspace import Workspace

Said = tuple[int, str, str]
TODAY = date(2026, 10, 1)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a workspace that was asked everything."""
    folder = tmp_path_factory.mktemp("brief")
    made = Workspace.new(folder / "shop", ours="Deli")
    made.add(reviews(folder, TODAY - timedelta(days=4)), yes=True)
    made.brief()
    return made.folder


def test_a_pdf_stands_beside_the_page_and_the_page_verifies(
    asked: Path, say: Callable[..., Said], tmp_path: Path
) -> None:
    code, said, _ = say("brief", asked, "--pdf", "--paper", "letter", "--out", tmp_path / "ours.pdf",
                        "--title", "Our autumn", "--link", "https://deli.example/x")  # fmt: skip
    assert code == 0
    assert f"Wrote {tmp_path / 'ours.html'}" in said
    assert f"Wrote {tmp_path / 'ours.pdf'}" in said
    printed = (tmp_path / "ours.pdf").read_bytes()
    assert pages(printed) == 1
    assert "/MediaBox [0 0 612 792]" in opened(printed)
    assert "Our autumn" in (tmp_path / "ours.html").read_text("utf-8")
    code, said, _ = say("verify", tmp_path / "ours.html", "--workspace", asked)
    assert code == 0
    assert "The owner's own on it, and not checked: title and link." in said


def test_answers_that_are_of_now_are_not_asked_for_again(
    asked: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Workspace, "ask_all", lambda *_: pytest.fail("asked again"))
    first = Workspace(asked).brief(tmp_path / "a.html")[0].read_bytes()
    assert Workspace(asked).brief(tmp_path / "a.html")[0].read_bytes() == first


def test_what_the_settings_say_is_put_on_the_page(asked: Path, say: Callable[..., Said]) -> None:
    toml = asked / "standout.toml"
    before = toml.read_text("utf-8")
    toml.write_text(before + '\n[brief]\naccent = "#ffcc00"\n', "utf-8")
    code, _, wrong = say("brief", asked)
    assert code == 2
    assert "too pale to read on white" in wrong
    toml.write_text(before, "utf-8")


def test_a_name_for_a_pdf_without_pdf_is_refused(asked: Path, say: Callable[..., Said], tmp_path: Path) -> None:
    code, _, wrong = say("brief", asked, "--out", tmp_path / "x.pdf")
    assert code == 2
    assert "End it in .html, or in .pdf with --pdf" in wrong


def test_json_names_the_files_and_what_to_install(
    asked: Path, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("standout.report.fonts.covered", lambda: ((32, 126),))
    code, said, _ = say("brief", asked, "--title", "Café", "--json")
    made = json.loads(said)
    assert code == 0
    assert made["files"] == [str(asked / "brief.html")]
    assert made["notes"] == [
        (
            "No font here has these letters of your names: é. On paper they will be boxes. "
            "Install fonts-noto-core, then write it again."
        )
    ]
