"""Fields: the settings of a question as fields of a form, from how each is declared: kind, range, choices, help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from standout.charts.look import clean
from standout.errors import SettingError
from standout.question import Question
from standout.settings import Setting, Value
from standout.words import marked, own, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: ``kind`` is ``number``, ``choice`` or ``text``; ``options`` are values and what they are called.

    ``value`` is what it holds now, ``usual`` the default in words; ``wrong`` says what is wrong with what was given.
    """

    name: str
    label: str
    help: str
    kind: str
    value: str
    usual: str
    least: str = ""
    most: str = ""
    step: str = "any"
    options: tuple[tuple[str, str], ...] = ()
    wrong: str = ""


def given(question: Question, params: Mapping[str, str]) -> dict[str, str]:
    """Give what an address sets of a question's settings; an empty field sets nothing."""
    names = {setting.name for setting in question.settings}
    return {name: text.strip() for name, text in params.items() if name in names and text.strip()}


def read(question: Question, texts: Mapping[str, str]) -> tuple[dict[str, Value], dict[str, str]]:
    """Give the settings as values, and what is wrong with those that can't be read, by name."""
    known = {setting.name: setting for setting in question.settings}
    values: dict[str, Value] = {}
    wrong: dict[str, str] = {}
    for name, text in texts.items():
        try:
            values[name] = known[name].read(text)
        except SettingError as error:
            wrong[name] = error.message
    return values, wrong


def fields(
    question: Question, used: Mapping[str, object], texts: Mapping[str, str], wrong: Mapping[str, str]
) -> list[Field]:
    """Give the form of a question's settings; what was typed stands before what is used now."""
    return [_field(question, one, texts, used, wrong) for one in question.settings]


def _field(
    question: Question, setting: Setting, texts: Mapping[str, str], used: Mapping[str, object],
    wrong: Mapping[str, str],
) -> Field:  # fmt: skip
    name, default = setting.name, setting.default
    options = _options(setting)
    whole = isinstance(default, int) and not isinstance(default, bool)
    kind = "choice" if options else "number" if isinstance(default, int | float) else "text"
    return Field(
        name=name,
        label=name.replace("_", " ").capitalize(),
        help=own(f"setting.{question.name}.{name}", setting.help),
        kind=kind,
        value=clean(texts.get(name, _typed(used.get(name, default)))),
        usual=_printed(default),
        least="" if setting.least is None else f"{setting.least:g}",
        most="" if setting.most is None or setting.most >= _FAR else f"{setting.most:.10g}",
        step="1" if whole else "any",
        options=tuple(options),
        wrong=wrong.get(name, ""),
    )


_FAR = 1e9
"""A bound so far away tells nobody anything."""


def _options(setting: Setting) -> Iterable[tuple[str, str]]:
    """Give what may be chosen; the default may be none of the choices, and then it is called so."""
    if isinstance(setting.default, bool):
        return [(word, say(f"app_question.{word}")) for word in ("yes", "no")]
    if not setting.choices:
        return []
    unset = [] if setting.default in setting.choices else [("", say("app_question.unset"))]
    return [*unset, *((word, word.replace("_", " ")) for word in setting.choices)]


def _printed(value: Value) -> str:
    """Give a default as one reads it, in the language spoken."""
    if isinstance(value, bool):
        return say(f"app_question.{_typed(value)}")
    return _typed(value) if isinstance(value, str) else marked(_typed(value))


def _typed(value: object) -> str:
    """Give a value as one types it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
