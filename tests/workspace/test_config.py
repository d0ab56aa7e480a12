"""``standout.toml``: read as the owner wrote it, changed without losing a comment."""

from __future__ import annotations

from pathlib import Path

import pytest

from standout.errors import SettingError
from standout.workspace import config


def write(folder: Path, text: str) -> None:
    """Write standout.toml."""
    (folder / config.NAME).write_text(text, encoding="utf-8")


def test_what_the_owner_wrote_is_read(tmp_path: Path) -> None:
    write(tmp_path, 'ours = "Deli"\nrivals = ["North"]\n[est]\nalpha = 0.01\n[aspects]\nstaff = ["Service", "Staff"]\n')

    said = config.read(tmp_path)

    assert (said.ours, said.rivals) == ("Deli", ("North",))
    assert said.questions == {"est": {"alpha": 0.01}}
    assert said.aspects == {"staff": ["Service", "Staff"]}


def test_a_change_keeps_comments_and_other_keys(tmp_path: Path) -> None:
    write(tmp_path, '# my shop\nours = "Deli"  # since 1999\n[same]\n"Deli Co" = "Deli"\n')

    config.change(tmp_path, rivals=["North"], same={"Bean St": "Bean Street"})

    text = (tmp_path / config.NAME).read_text(encoding="utf-8")
    assert "# my shop" in text
    assert "# since 1999" in text
    assert config.read(tmp_path).same == {"Deli Co": "Deli", "Bean St": "Bean Street"}


def test_a_broken_file_names_its_line(tmp_path: Path) -> None:
    write(tmp_path, 'ours = "Deli"\nrivals = [\n')

    with pytest.raises(SettingError, match="line"):
        config.read(tmp_path)


def test_a_key_of_the_wrong_kind_says_what_it_takes(tmp_path: Path) -> None:
    write(tmp_path, 'ours = "Deli"\nrivals = "North"\n')

    with pytest.raises(SettingError, match="rivals must be a list"):
        config.read(tmp_path)


@pytest.mark.parametrize("text", ["[asepcts]\n", "rival = 3\n", "est = 3\n"])
def test_a_key_that_is_of_no_use_is_named_with_those_that_are(tmp_path: Path, text: str) -> None:
    write(tmp_path, f'ours = "Deli"\n{text}')

    with pytest.raises(SettingError, match="It takes: "):
        config.read(tmp_path)


@pytest.mark.parametrize(
    "text",
    ['ours = ""\n', "rivals = [3]\n", "[same]\nalpha = 2\n", "[aspects]\nstaff = 3\n", "[aspects]\nstaff = [3]\n"],
)
def test_a_value_of_the_wrong_kind_inside_is_an_error_too(tmp_path: Path, text: str) -> None:
    write(tmp_path, text if text.startswith("ours") else f'ours = "Deli"\n{text}')

    with pytest.raises(SettingError):
        config.read(tmp_path)


def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    (tmp_path / config.NAME).write_bytes('ours = "Café"'.encode("cp1252"))

    with pytest.raises(SettingError, match="can't be read"):
        config.read(tmp_path)
