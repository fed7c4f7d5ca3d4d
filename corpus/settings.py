"""Settings of a home: one table of names, defaults and help, validated when the home is opened."""

from __future__ import annotations

import difflib
import math
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["SETTINGS", "Setting", "Settings", "read_settings"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in baogao.toml, its default (which also gives its type), what it does, what it may be."""

    name: str
    default: str | int | float | bool
    help: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None


SETTINGS = (
    Setting("title", "报告", "Name of the collection, shown at the head of every page."),
    Setting(
        "engine",
        "",
        "Search engine; without it that of the index stays, which is whoosh at first.",
        choices=("whoosh", "tantivy"),
    ),
    Setting("language", "zh", "Language of pages where the browser asks for neither.", choices=("zh", "en")),
    Setting("user_agent_contact", "", "Address or e-mail named in the crawler's User-Agent, for site owners."),
    Setting("crawl_delay_seconds", 1.0, "Least time between two requests to one host.", minimum=0),
    Setting("crawl_timeout_seconds", 60.0, "Longest time that one response may take, from first to last.", minimum=0.1),
    Setting("crawl_cool_down_seconds", 60.0, "How long a host rests that has refused twice in a row.", minimum=0),
    Setting("crawl_budget_pages", 0, "Most pages that one crawl asks for, all sites together; 0 for any.", minimum=0),
    Setting("crawl_budget_megabytes", 0.0, "Most megabytes that one crawl takes in; 0 for any.", minimum=0),
    Setting("crawl_budget_minutes", 0.0, "Longest time that one crawl takes; 0 for any.", minimum=0),
    Setting("check_every_days", 30, "Days in which `baogao check` looks once at each report's source page.", minimum=1),
    Setting(
        "check_hosts",
        "",
        "Hosts that `baogao check` may ask beside those of the sources, parted by spaces, sub-domains included; "
        "`*` for every public host.",
    ),
)


MAX_INTEGER = 2**63 - 1  # what TOML promises; tomllib takes any
TYPE_NAMES = {str: "a text in quotes", int: "a whole number", float: "a number", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force, by the names of `SETTINGS`."""

    title: str = "报告"
    engine: str = ""
    language: str = "zh"
    user_agent_contact: str = ""
    crawl_delay_seconds: float = 1.0
    crawl_timeout_seconds: float = 60.0
    crawl_cool_down_seconds: float = 60.0
    crawl_budget_pages: int = 0
    crawl_budget_megabytes: float = 0.0
    crawl_budget_minutes: float = 0.0
    check_every_days: int = 30
    check_hosts: str = ""


def read_settings(path: Path) -> Settings:
    """The settings of a home; defaults where the file or a name is absent.

    Raises:
        SettingsError: the file cannot be read or is not TOML, or a name, type or value is not as the table says.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.", hint="Give yourself permission.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} is not valid TOML: {error}.", hint="Correct that line.") from error
    known = {setting.name: setting for setting in SETTINGS}
    for name in given:
        if name not in known:
            raise SettingsError(f"{path.name}: unknown setting {name!r}.", hint=_nearest(name, known))
    return Settings(**{name: _checked(known[name], value, path.name) for name, value in given.items()})


def _nearest(name: str, known: Iterable[str]) -> str:
    nearest = difflib.get_close_matches(name.lower(), known, n=1)
    suggestion = f"Did you mean {nearest[0]}? " if nearest else ""
    return f"{suggestion}Known: {', '.join(known)}."


def _checked(setting: Setting, value: object, file_name: str) -> Any:
    expected = type(setting.default)
    if expected is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value) if abs(value) <= MAX_INTEGER else math.inf
    if type(value) is not expected:
        raise SettingsError(f"{file_name}: {setting.name} must be {TYPE_NAMES[expected]}, not {value!r}.")
    if setting.choices and value not in setting.choices:
        raise SettingsError(f"{file_name}: {setting.name} must be one of {', '.join(setting.choices)}, not {value!r}.")
    if setting.minimum is not None and isinstance(value, (int, float)) and not setting.minimum <= value < math.inf:
        raise SettingsError(f"{file_name}: {setting.name} must be {setting.minimum} or more, not {value!r}.")
    return value
