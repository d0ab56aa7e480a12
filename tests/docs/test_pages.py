"""What the pages say can be followed: links lead somewhere, commands and names are there."""

import ast
import importlib
import re

import click
import pytest

from pages import ROOT, prose, text, written_commands
from sentences import SRC, grade
from standout.cli import cli

PAGES = sorted({*(ROOT / "docs").rglob("*.md"), *(ROOT / "changes").glob("*.md"), *ROOT.glob("*.md")})
CONTEXT = click.Context(cli, info_name="standout")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def slug(heading):
    """The name a heading is linked by."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.replace("`", "").lower()).strip())


def anchors(page):
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)}


@every_page
def test_every_link_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@every_page
def test_every_command_on_a_page_is_one_there_is(page):
    for _, *words in written_commands(page, "standout"):
        if words[0].startswith("-"):
            command, rest = cli, words
        else:
            command, rest = cli.get_command(CONTEXT, words[0]), words[1:]
        assert command is not None, words
        options = {opt for param in command.get_params(CONTEXT) for opt in param.opts}
        for word in rest:
            assert not word.startswith("--") or word.partition("=")[0] in options, words
        if words[0] == "ask" and len(words) > 2 and words[2].islower():
            assert words[2] in command.params[1].type.choices


@every_page
def test_every_verb_of_run_on_a_page_is_one_there_is(page):
    source = text(ROOT / "run.py")
    verbs = {node.args[0].value for node in ast.walk(ast.parse(source)) if _adds_a_verb(node)}
    assert {"demo", "test", "check", "bench", "docs"} <= verbs
    for _, script, *words in written_commands(page, "python3"):
        if script == "run.py" and words and words[0].isalpha():
            assert words[0] in verbs


def _adds_a_verb(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_parser"


@every_page
def test_every_name_of_ours_on_a_page_is_one_there_is(page):
    for name in re.findall(r"`(standout(?:\.[A-Za-z_]\w*)+)(?:\([^`]*\))?`", text(page)):
        assert name == "standout.toml" or found(name), name


def found(name):
    """Whether a dotted name can be imported or got from what can."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for step in parts[cut:]:
            if not hasattr(thing, step):
                return False
            thing = getattr(thing, step)
        return True
    return False


@every_page
def test_every_file_named_on_a_page_is_there(page):
    for name in re.findall(r"`((?:src|tests|docs|benchmarks|demos|changes)/[\w./-]+)`", text(page)):
        assert (ROOT / name).exists(), name


def test_every_page_that_the_code_names_is_there():
    there = {page.name for page in [*PAGES, ROOT / "demos" / "DATA.md"]}
    for file in [*SRC.rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"), *(ROOT / "demos").rglob("*.py")]:
        named = set(re.findall(r"\b[\w-]+\.md\b", text(file)))
        assert named <= there, (file, named - there)


@pytest.mark.parametrize("folder", ["tutorial", "how-to", "explanation"])
def test_pages_for_owners_read_at_grade_eight_or_below(folder):
    pages = [page for page in (ROOT / "docs" / folder).glob("*.md") if page.name != "league-method.md"]

    assert pages
    assert not {page.name: grade(prose(page)) for page in pages if grade(prose(page)) > 8}


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.parent.name == "decisions"], ids=lambda page: page.stem
)
def test_a_decision_fits_one_screen_and_says_context_choice_and_consequences(page):
    assert len(text(page).splitlines()) <= 45
    assert re.findall(r"^## (.+)$", text(page), re.MULTILINE) == ["Context", "Choice", "Consequences"]
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", page.name)


def test_every_page_is_in_the_contents():
    listed = text(ROOT / "mkdocs.yml")
    for page in (ROOT / "docs").rglob("*.md"):
        place = page.relative_to(ROOT / "docs")
        assert place.as_posix() in listed or place.parts[0] == "decisions", place


@pytest.mark.parametrize(
    ("name", "there"),
    [("standout.open", True), ("standout.nothing", False), ("standout.tables.table.Column", True)],
)
def test_the_search_for_names_can_fail(name, there):
    assert found(name) is there
