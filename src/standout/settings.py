"""Settings as data: flag > ``standout.toml`` > the default beside the code that uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from standout.errors import SettingError
from standout.words import nearest, say

Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a user may set: its name in ``standout.toml``, default, and one line of help."""

    name: str
    default: Value
    help: str
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()  # the words it may be; any where empty. The default may be none of them: unset

    def read(self, given: object) -> Value:
        """Give ``given`` as this setting's type.

        Raises
        ------
        SettingError
            If it can't be, lies outside ``least`` to ``most``, or is none of ``choices``.

        """
        value: Any
        try:
            if isinstance(self.default, bool):
                value = given if isinstance(given, bool) else _truth(str(given))
            else:
                value = type(self.default)(given)  # type: ignore[arg-type, call-overload]
                if isinstance(given, float) and value != given:
                    _raise(str(given))
        except (TypeError, ValueError):
            kind = say(f"settings.kind.{type(self.default).__name__}")
            raise SettingError(say("settings.wrong_kind", name=self.name, given=str(given), kind=kind)) from None
        if isinstance(value, int | float) and not (
            (self.least is None or value >= self.least) and (self.most is None or value <= self.most)
        ):
            raise SettingError(
                say("settings.out_of_range", name=self.name, given=str(given), least=self.least, most=self.most)
            )
        if self.choices and value not in (*self.choices, self.default):
            near = nearest(str(value), self.choices)
            raise SettingError(say("settings.no_choice", name=self.name, given=str(given), near=near))
        return value  # type: ignore[no-any-return]


def _truth(word: str) -> bool:
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    return words[word.strip().lower()] if word.strip().lower() in words else _raise(word)


def _raise(word: str) -> bool:
    raise ValueError(word)


def resolve(
    declared: Iterable[Setting], toml: Mapping[str, object], flags: Mapping[str, object] | None = None
) -> dict[str, Value]:
    """Give every declared setting its value: flag, else ``standout.toml``, else default.

    Raises
    ------
    SettingError
        If a flag or a key of ``toml`` names no declared setting, or a value can't be read.

    """
    known = {setting.name: setting for setting in declared}
    for name in [*toml, *(flags or {})]:
        if name not in known:
            raise SettingError(say("settings.unknown", name=name, near=nearest(name, known)))
    given = {**toml, **(flags or {})}
    return {name: setting.read(given[name]) if name in given else setting.default for name, setting in known.items()}
