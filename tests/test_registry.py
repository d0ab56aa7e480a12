import subprocess
import sys

import pytest

from standout import registry


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A package with two things on it, one private module, and one that breaks when imported."""
    package = tmp_path / "shelf_of_things"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "lamp.py").write_text("THING = 'a lamp'\n", encoding="utf-8")
    (package / "chair.py").write_text("THING = 'a chair'\n", encoding="utf-8")
    (package / "thing.py").write_text("class Thing: pass\n", encoding="utf-8")
    (package / "_hidden.py").write_text("THING = 'hidden'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield package
    for name in [name for name in sys.modules if name.startswith(package.name)]:
        del sys.modules[name]
    registry.catalogue.cache_clear()


def test_a_file_is_listed_by_being_there(shelf):
    assert registry.names(shelf.name) == ("chair", "lamp", "thing")


def test_the_catalogue_holds_what_has_the_attribute_and_nothing_else(shelf):
    assert registry.catalogue(shelf.name, "THING") == {"chair": "a chair", "lamp": "a lamp"}


def test_listing_names_imports_none_of_them(shelf):
    (shelf / "broken.py").write_text("raise RuntimeError\n", encoding="utf-8")

    assert "broken" in registry.names(shelf.name)
    with pytest.raises(RuntimeError):
        registry.catalogue(shelf.name, "THING")


def test_a_dotted_name_is_loaded_from_its_own_package(shelf):
    assert registry.load("lamp:THING", shelf.name) == "a lamp"
    assert registry.load(f"{shelf.name}.lamp:THING") == "a lamp"


def test_a_name_that_points_at_nothing_is_an_error(shelf):
    with pytest.raises(ModuleNotFoundError):
        registry.load("sofa:THING", shelf.name)
    with pytest.raises(AttributeError):
        registry.load("lamp:COLOUR", shelf.name)


def test_what_a_question_names_is_there():
    for name, question in registry.catalogue("standout.questions", "QUESTION").items():
        package = f"standout.questions.{name}"
        assert question.name == name
        assert callable(registry.load(question.answer, package))


def test_questions_are_listed_without_numbers_or_a_database():
    listing = (
        "import sys; from standout import registry; registry.catalogue('standout.questions', 'QUESTION');"
        "print(*sorted({'numpy', 'duckdb', 'pyarrow', 'ibis', 'scipy', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.split() == []
