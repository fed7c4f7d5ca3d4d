"""One home directory holds everything that a collection owns."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import HomeBusyError, HomeMissingError, HomeReadOnlyError
from corpus.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Home", "open_home"]


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of a home, and its settings."""

    path: Path
    settings: Settings

    @property
    def database(self) -> Path:
        """SQLite file with reports, revisions, snapshots, changes and bookmarks."""
        return self.path / "corpus.sqlite"

    @property
    def archive(self) -> Path:
        """Folder of the WARC files."""
        return self.path / "archive"

    @property
    def index(self) -> Path:
        """Folder of the index generations."""
        return self.path / "index"

    @property
    def dictionary(self) -> Path:
        """Text file of the collection's own words; need not be there."""
        return self.path / "dictionary.txt"

    @property
    def crawl(self) -> Path:
        """Folder of the crawler's own state (queues, validators)."""
        return self.path / "crawl"

    @contextmanager
    def writing(self, what: str) -> Iterator[None]:
        """Hold the right to write `what` (``corpus`` or ``index``); it ends with the process, however that ends.

        Raises:
            HomeBusyError: another process holds it.
            HomeReadOnlyError: the home cannot be written to.
        """
        lock_path = self.path / f".{what}.lock"
        try:
            descriptor = os.open(lock_path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise read_only(self.path) from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise HomeBusyError(
                    f"Another process is writing to the {what} of {self.path}.",
                    hint="Wait until it has ended, or stop it; then run this again.",
                ) from error
            yield
        finally:
            os.close(descriptor)


def read_only(path: Path) -> HomeReadOnlyError:
    """The error for a home that cannot be written to."""
    return HomeReadOnlyError(
        f"{path} cannot be written to.", hint="Give yourself write permission, or choose another --home."
    )


def open_home(path: Path, *, create: bool = False) -> Home:
    """The home at `path`.

    Args:
        path: the directory.
        create: make it, and its folders, where they are missing.

    Raises:
        HomeMissingError: there is no collection there and `create` is false, or `path` is a file.
        HomeReadOnlyError: it had to be made and could not, or its folder may not be entered.
        SettingsError: baogao.toml is wrong.
    """
    try:
        is_file = path.exists() and not path.is_dir()
    except OSError as error:  # a folder above may not be entered, or the name is longer than names may be
        raise HomeReadOnlyError(
            f"{path} cannot be opened: {error.strerror}.", hint="Give yourself permission, or choose another --home."
        ) from error
    if is_file:
        raise HomeMissingError(f"{path} is a file, not a directory.", hint="Choose another --home.")
    home = Home(path=path, settings=read_settings(path / "baogao.toml"))
    if create:
        try:
            for folder in (path, home.archive, home.index):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise read_only(path) from error
    elif not home.database.exists():
        raise HomeMissingError(
            f"There is no collection at {path}.",
            hint="Make one with `baogao add FILES` or `baogao crawl SOURCES.toml`, or name another --home.",
        )
    return home
