"""The reference holds everything there is, and says what the code says."""

import inspect
from xml.etree import ElementTree as ET

import click
import pytest
from reference_pages import PAGES, REFERENCE

import standout
from standout import errors, registry, words
from standout.cli import cli
from standout.glossary import GLOSSARY
from standout.questions.est.lexicon import lexicon
from standout.tables import tables

ROOT = click.Context(cli, info_name="standout")
COMMANDS = {name: cli.get_command(ROOT, name) for name in cli.list_commands(ROOT)}
QUESTIONS = registry.catalogue("standout.questions", "QUESTION")


def page(name):
    return (REFERENCE / name).read_text(encoding="utf-8")


def part(name, heading):
    """The part of a page under one heading of the second level."""
    _, found, rest = page(name).partition(f"\n## {heading}\n")
    assert found, f"{name} has no heading {heading}"
    return rest.partition("\n## ")[0]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_says_what_the_code_says_now(name):
    assert page(name) == PAGES[name](), "run: python3 run.py docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_with_its_help_and_its_options(name):
    shown = part("commands.md", f"`{name}`")
    command = COMMANDS[name]

    assert command.help in shown
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.opts[0] in shown
            assert option.help, f"{name} {option.opts[0]} is not explained"
        else:
            assert option.make_metavar(ROOT) in shown


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_there_with_its_settings(name):
    shown, defaults = part("questions.md", f"`{name}`"), part("settings.md", f"`[{name}]`")

    assert QUESTIONS[name].asks in shown
    for setting in QUESTIONS[name].settings:
        assert setting.help in shown
        default = setting.default if setting.default != "" else '""'
        assert f"| `{setting.name}` | `{default}` |" in defaults


@pytest.mark.parametrize("est", lexicon(), ids=lambda est: est.name)
def test_every_est_is_there_with_what_it_means_and_its_words(est):
    shown = page("ests.md")

    assert f"| `{est.name}` | {est.means} |" in shown
    assert ", ".join(est.words) in shown


@pytest.mark.parametrize("name", tables())
def test_every_table_is_there_with_its_columns(name):
    shown = part("tables.md", f"`{name}`")

    for column in tables()[name].columns:
        assert f"| `{column.name}` | {column.type} |" in shown


@pytest.mark.parametrize("name", registry.catalogue("standout.sources", "SOURCE"))
def test_every_format_is_there_with_the_headers_it_must_have(name):
    source = registry.catalogue("standout.sources", "SOURCE")[name]
    shown = part("sources.md", source.label)

    assert f"`{name}`" in shown
    for header in source.required:
        assert f"`{header}`" in shown


@pytest.mark.parametrize("name", registry.catalogue("standout.charts", "CHART"))
def test_every_chart_is_there_with_a_picture(name):
    drawn = ET.parse(REFERENCE / "pictures" / f"{name}.svg").getroot()

    assert f"(pictures/{name}.svg)" in part("charts.md", f"`{name}`")
    assert drawn.tag.endswith("svg")
    strokes = sum(len(mark.get("d", "")) for mark in drawn.iter())  # all dots of one look may be one path
    assert len(list(drawn.iter())) > 50 or strokes > 5_000


def test_every_error_is_there_in_the_tree_and_in_the_table():
    shown = page("errors.md")
    tree, rows = shown.split("```")[1:3]

    for name, _ in inspect.getmembers(errors, inspect.isclass):
        assert f" {name} " in tree.replace("\n", " ")
        assert f"| `{name}` |" in rows


def test_every_word_is_there():
    for word, meaning in GLOSSARY.items():
        assert f"**{word}**: {meaning}" in page("glossary.md")


def test_every_format_of_a_sentence_is_there():
    known = set(inspect.getsource(words).split("case ")[1:])
    spelled = {name for case in known for name in case.partition(":")[0].replace('"', "").split(" | ")} - {"_"}

    assert {"count", "share", "list", "day"} <= spelled
    for name in spelled:
        assert f":{name}}}" in page("words.md")


def test_every_public_name_is_there():
    for name in standout.__all__:
        if not name.startswith("_"):
            assert f".{name}\n" in page("api.md")
