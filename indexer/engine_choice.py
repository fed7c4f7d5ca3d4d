"""Which engine a home is indexed with: the one asked for, else that of the settings, else that of the live index.

Whoever asks for another engine means it to stay. So where baogao.toml names an engine, its line is changed with the
switch; where it names none, the live index itself says which.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from corpus import SettingsError
from indexer.durable import write_whole
from indexer.engines import ENGINES, engine_named
from indexer.generations import IndexDamagedError, IndexMissingError, live_generation

if TYPE_CHECKING:
    from corpus import Home
    from indexer.engine import Engine

__all__ = ["DEFAULT_ENGINE", "chosen_engine", "name_in_settings"]

DEFAULT_ENGINE = "whoosh"
SETTING = re.compile(r"""(?m)^(?P<name>[ \t]*["']?engine["']?[ \t]*=[ \t]*)(["'])[a-z]*\2""")


def chosen_engine(home: Home, asked: str | None) -> Engine:
    """The engine to index with.

    Raises:
        SettingsError: there is no engine of that name.
    """
    return engine_named(asked or home.settings.engine or _live_engine(home) or DEFAULT_ENGINE)


def name_in_settings(home: Home, engine: str) -> bool:
    """Let baogao.toml name `engine`, if it names another; whether it did.

    Only the value is changed: comments, order and the file's mode stay.

    Raises:
        SettingsError: the line cannot be found, so that a person must change it.
    """
    if home.settings.engine in {"", engine}:
        return False
    path = (home.path / "baogao.toml").resolve()  # where it is a link, the file itself is changed
    text = path.read_text(encoding="utf-8-sig")
    changed = SETTING.sub(rf'\g<name>"{engine}"', text, count=1)
    if _read(changed) != _read(text) | {"engine": engine}:
        raise SettingsError(
            f"{path} names the engine in a way that this command cannot change.",
            hint=f'Write engine = "{engine}" there, or leave the setting out; then run this again.',
        )
    mode = path.stat().st_mode
    write_whole(path, changed.encode())
    path.chmod(mode)
    return True


def _read(text: str) -> dict[str, Any]:
    """What the settings say; nothing where they are no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _live_engine(home: Home) -> str | None:
    """The engine of the live index; None where there is none that this release can read."""
    try:
        engine = live_generation(home).manifest.engine
    except (IndexMissingError, IndexDamagedError):
        return None
    return engine if engine in ENGINES else None
