"""The house keeps its shape: who imports whom, what is heavy, how large a file grows."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sentences import ROOT, SRC, modules, parsed

HEAVY = {"duckdb", "fastexcel", "ibis", "narwhals", "numpy", "pandas", "pyarrow", "scipy", "vl_convert", "xlsxwriter"}
MAY_USE_DUCKDB = {"engine", "sources"}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
every_module = pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(SRC).as_posix())


def part(file: Path) -> str:
    """The part of the package a module belongs to."""
    return file.relative_to(SRC).parts[0].removesuffix(".py")


def imported(nodes):
    """The names that a list of statements imports, with all they hold but what is imported for types only."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)):
            yield from imported(ast.iter_child_nodes(node))


def when_loaded(tree):
    """The statements of a module that run when it is imported."""
    return [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]


@every_module
def test_only_the_engine_and_the_sources_use_duckdb(file):
    names = {name.partition(".")[0] for name in imported(parsed(file).body)}

    assert "duckdb" not in names or part(file) in MAY_USE_DUCKDB
    assert not names & {"pandas", "pyspark"}


@pytest.mark.parametrize(
    "package",
    ["cli", "tables", "words", "errors", "glossary", "registry", "settings", "finding", "question", "questions"],
)
def test_what_help_and_listings_need_loads_nothing_heavy(package):
    files = [file for file in modules() if part(file) == package]
    files = [f for f in files if package != "questions" or f.name == "__init__.py"]

    assert files
    for file in files:
        names = {name.partition(".")[0] for name in imported(when_loaded(parsed(file)))}
        assert not names & (HEAVY | {"rich"}), file


def test_the_layers_hold():
    check = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    done = subprocess.run(
        [sys.executable, "-c", check], check=False, cwd=ROOT, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in done.stdout


def test_every_part_of_the_package_has_its_layer():
    [layers] = [contract for contract in CONTRACTS if contract["type"] == "layers"]
    placed = {name.strip(" ()") for line in layers["layers"] for name in re.split(r"[|:]", line)}
    there = {part(file) for file in modules()} - {"__init__", *layers["exhaustive_ignores"]}

    assert layers["exhaustive"]
    assert there == placed


def test_the_rule_about_duckdb_speaks_of_every_part_but_the_two():
    [rule] = [contract for contract in CONTRACTS if contract.get("forbidden_modules") == ["duckdb"]]
    there = {part(file) for file in modules()} - {"__init__", "__main__"}

    assert {name.partition(".")[2] for name in rule["source_modules"]} == there - MAY_USE_DUCKDB


@every_module
def test_a_module_says_what_it_is_and_stays_small(file):
    text = file.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 400
    assert not text.strip() or ast.get_docstring(ast.parse(text))
    assert file.stem not in {"utils", "util", "misc", "common", "base", "constants", "helpers"}


@every_module
def test_nothing_is_left_for_later(file):
    marks = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b|pragma: no cover|raise NotImplementedError")

    assert not marks.search(file.read_text(encoding="utf-8"))


def test_tests_stand_where_their_source_stands():
    folders = {file.parent.relative_to(SRC) for file in modules()}
    for file in (ROOT / "tests").rglob("test_*.py"):
        folder = file.parent.relative_to(ROOT / "tests")
        assert folder in folders or folder in {Path(name) for name in ("docs", "demos", "browser", "training")}, file


def test_what_is_imported_for_types_only_does_not_count(tmp_path):
    tree = ast.parse(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import duckdb\ndef f():\n    import scipy"
    )

    assert set(imported(tree.body)) == {"typing", "scipy"}
    assert set(imported(when_loaded(tree))) == {"typing"}
