"""Settings of a home: one table of names, defaults and help, validated when the home is opened."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SETTINGS", "Setting", "Settings", "read_settings"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in baogao.toml, its default (which also gives its type), and what it does."""

    name: str
    default: str | int | float | bool
    help: str
    choices: tuple[str, ...] = ()


SETTINGS = (
    Setting("title", "报告", "Name of the collection, shown at the head of every page."),
    Setting("engine", "whoosh", "Search engine.", choices=("whoosh",)),
    Setting("language", "zh", "Language of pages where the browser asks for neither.", choices=("zh", "en")),
    Setting("user_agent_contact", "", "Address or e-mail named in the crawler's User-Agent, for site owners."),
    Setting("crawl_delay_seconds", 1.0, "Least time between two requests to one host."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force, by the names of `SETTINGS`."""

    title: str = "报告"
    engine: str = "whoosh"
    language: str = "zh"
    user_agent_contact: str = ""
    crawl_delay_seconds: float = 1.0


def read_settings(path: Path) -> Settings:
    """The settings of a home; defaults where the file or a name is absent.

    Raises:
        SettingsError: the file is not TOML, or a name, type or value is not as the table says.
    """
    if not path.exists():
        return Settings()
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} is not valid TOML: {error}.", hint="Correct that line.") from error
    known = {setting.name: setting for setting in SETTINGS}
    for name in given:
        if name not in known:
            raise SettingsError(f"{path.name}: unknown setting {name!r}.", hint=f"Known: {', '.join(known)}.")
    return Settings(**{name: _checked(known[name], value, path.name) for name, value in given.items()})


def _checked(setting: Setting, value: object, file_name: str) -> Any:
    expected = type(setting.default)
    if expected is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not expected:
        raise SettingsError(f"{file_name}: {setting.name} must be of type {expected.__name__}, not {value!r}.")
    if setting.choices and value not in setting.choices:
        raise SettingsError(f"{file_name}: {setting.name} must be one of {', '.join(setting.choices)}, not {value!r}.")
    return value
