"""The reference, made from the code: one function a page, each giving Markdown.

Nothing here explains a thing that the code doesn't; the words for a thing live beside it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

import standout
from standout import errors, registry, words
from standout.cli import cli
from standout.glossary import GLOSSARY
from standout.questions.est.lexicon import lexicon
from standout.settings import Setting
from standout.sources.source import Source
from standout.sources.targets import TARGETS
from standout.tables import tables
from standout.workspace.config import Config

HERE = Path(__file__).resolve().parent
REFERENCE = HERE / "reference"
MADE = "<!-- Made from the code by docs/build.py; change the code. -->"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("``", "`").replace("|", "\\|").replace("<", "&lt;")


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _doc(thing: object) -> str:
    """Give the first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(thing) or "").partition("\n\n")[0].split()).replace("``", "`")


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([MADE, f"# {title}", *filter(None, parts)]) + "\n"


def commands() -> str:
    """Every command, its arguments and options."""
    root = click.Context(cli, info_name="standout")
    parts = []
    for name in cli.list_commands(root):
        command = registry.load(f"{name}:COMMAND", "standout.cli")
        context = click.Context(command, info_name=name, parent=root)
        usage = " ".join(command.collect_usage_pieces(context))
        options = [
            (
                f"`{', '.join(option.opts)}`{'' if option.is_flag else f' `{option.make_metavar(context)}`'}",
                option.help or "",
            )
            for option in command.get_params(context)
            if isinstance(option, click.Option) and "--help" not in option.opts
        ]
        shown = _table(("option", "what it does"), options)
        parts += [f"## `{name}`", f"`standout {name} {usage}`", command.help or "", shown]
    return _page(
        "Commands",
        "Exit codes: 0 done, 1 the data can't be used (the message says what to do), 2 wrong usage.",
        *parts,
    )


def _settings(held: Iterable[Setting]) -> str:
    return _table(
        ("setting", "default", "from", "to", "what it does"),
        [
            (
                f"`{one.name}`",
                f"`{one.default}`" if one.default != "" else '`""`',
                *("" if edge is None else edge for edge in (one.least, one.most)),
                one.help,
            )
            for one in held
        ],
    )


def settings() -> str:
    """What ``standout.toml`` may hold, and every setting of every question."""
    said = (inspect.getdoc(Config) or "").partition("----------\n")[2]
    keys = [lines.partition("\n")[::2] for lines in re.split(r"\n(?=\S)", said)]
    rows = [(f"`{name.partition(' : ')[0]}`", name.partition(" : ")[2], text) for name, text in keys]
    parts = ["## `standout.toml`", _table(("key", "kind", "what it says"), rows)]
    for name, question in registry.catalogue("standout.questions", "QUESTION").items():
        parts += [f"## `[{name}]`", _settings(question.settings)]
    return _page(
        "Settings",
        "A flag goes before `standout.toml`, and that before the default.",
        "For once: `standout ask FOLDER est --set NAME=VALUE`.",
        *parts,
    )


def questions() -> str:
    """Every question: what it asks, reads and answers with."""
    parts = []
    for name, question in registry.catalogue("standout.questions", "QUESTION").items():
        facts = [
            ("reads", _code(question.reads)),
            ("writes", _code(question.writes)),
            ("verdicts", ", ".join(words.say(f"brief.verdict.{verdict}") for verdict in question.verdicts)),
            ("charts", _code(question.charts)),
        ]
        parts += [f"## `{name}`", question.asks, _table(("", ""), facts), _settings(question.settings)]
    return _page("Questions", *parts)


def charts() -> str:
    """Every chart and what it shows, with a picture that ``gallery`` draws."""
    parts = []
    said = (
        "Every chart comes with a sentence, a text alternative and a table of its figures.",
        "The pictures show the made-up town.",
    )
    for name in registry.catalogue("standout.charts", "CHART"):
        module = __import__(f"standout.charts.{name}", fromlist=[name])
        says = inspect.getdoc(module) or ""
        first, _, rest = says.partition("\n\n")
        parts += [f"## `{name}`", first, f"![{first}](pictures/{name}.svg)"]
        parts.append(
            _table(
                ("", ""), [re.split(r"\s{2,}", line, maxsplit=1) for line in re.sub(r"\n\s+", " ", rest).splitlines()]
            )
        )
    return _page("Charts", *said, *parts)


def table_pages() -> str:
    """Every table and its columns."""
    parts = []
    for name, table in sorted(tables().items()):
        said = [f"One row: {table.row}."]
        if table.open:
            said.append("Besides, as the files have them: `d_*` (descriptors) and `a_*` (aspects, in hundredths).")
        if table.ours:
            said.append("Standout makes it; no file is loaded into it.")
        rows = [(f"`{c.name}`", c.type, "may be empty" if c.null else "", c.doc) for c in table.columns]
        parts += [f"## `{name}`", " ".join(said), _table(("column", "type", "", "what it holds"), rows)]
    return _page("Tables", *parts)


def sources() -> str:
    """Every format read by name, and what any other file can be mapped to."""
    parts = []
    held: dict[str, Source] = registry.catalogue("standout.sources", "SOURCE")
    for name, source in held.items():
        rows = [
            ("goes to", f"`{source.table}`"),
            ("must have", _code(source.required)),
            ("knows", _code(source.headers)),
        ]
        module = __import__(f"standout.sources.{name}", fromlist=[name])
        parts += [f"## {source.label}", f"`{name}`: {_doc(module)}", _table(("", ""), rows)]
    targets = [f"- `{table}`: {_code(names)}" for table, names in TARGETS.items()]
    return _page(
        "Formats",
        "These files are known by their header, whatever the order of the columns.",
        "Any other file is mapped column by column.",
        *parts,
        "## What a column can be",
        "With `standout add --map WHAT=COLUMN`, by the table the file goes to:",
        "\n".join(targets),
    )


def error_page() -> str:
    """Every error raised on purpose, with its exit code."""
    tree = (inspect.getdoc(errors) or "").partition("::\n")[2].partition("\nA message")[0]
    found = [
        thing for _, thing in inspect.getmembers(errors, inspect.isclass) if issubclass(thing, errors.StandoutError)
    ]
    rows = [(f"`{thing.__name__}`", thing.exit_code, _doc(thing)) for thing in found]
    return _page(
        "Errors",
        inspect.cleandoc("```text\n" + inspect.cleandoc(tree) + "\n```"),
        _table(("error", "exit code", "what it means"), rows),
    )


def glossary() -> str:
    """Every word of the field as it is used here."""
    return _page("Glossary", *(f"**{word}**: {meaning}" for word, meaning in GLOSSARY.items()))


def word_formats() -> str:
    """How sentences are written in the words file."""
    says = inspect.getdoc(words) or ""
    first, _, rest = says.partition("\n\n")
    before, _, formats = rest.partition("``{n:count}``")
    table, _, after = formats.partition("\n\n")
    return _page(
        "Sentences",
        first.replace("``", "`"),
        before.replace("``", "`").strip(),
        f"```text\n{('{n:count}' + table).replace('``', '')}\n```",
        after.replace("``", "`").strip(),
    )


def api() -> str:
    """The public names, explained by their own docstrings."""
    names = [name for name in standout.__all__ if not name.startswith("_")]
    return _page("Python", *(f"::: {getattr(standout, name).__module__}.{name}" for name in names))


def ests() -> str:
    """Every est: what it means, its class, what speaks for it, and the words that claim it."""
    rows = []
    for est in lexicon():
        which = f": `{est.fact}`; {est.better} is better" if est.fact else ""
        shown = (f"`{est.name}`", est.means, est.is_a, est.rests_on + which, est.counted_in, ", ".join(est.words))
        rows.append(shown)
    return _page(
        "Ests",
        "What a claim can say, and what can speak for it. A word belongs to one est; comparatives count too.",
        _table(("est", "what it means", "it is", "what speaks for it", "unit", "words"), rows),
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "questions.md": questions,
    "ests.md": ests,
    "settings.md": settings,
    "sources.md": sources,
    "tables.md": table_pages,
    "charts.md": charts,
    "errors.md": error_page,
    "words.md": word_formats,
    "glossary.md": glossary,
    "api.md": api,
}
"""Each page of the reference and what makes it."""


def write() -> None:
    """Write every page, where it says something else than before."""
    REFERENCE.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        page, text = REFERENCE / name, make()
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
