"""Errors that a user can mend: one base class, caught in one place by the command and in one by the web."""

from __future__ import annotations

__all__ = [
    "BaogaoError",
    "HomeBusyError",
    "HomeMissingError",
    "HomeReadOnlyError",
    "InputError",
    "NotFoundError",
    "SettingsError",
    "StoreVersionError",
]


class BaogaoError(Exception):
    """What was wrong, what was expected, what to try.

    Attributes:
        code: stable identifier for programs, in kebab case (``home-missing``).
        message: one line that says what was wrong and what was expected.
        hint: one line that says what to try; empty where there is nothing to try.
        exit_code: what the command ends with: 2 for wrong usage or settings, 1 for work that failed.
    """

    code = "error"
    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class SettingsError(BaogaoError):
    """A setting is unknown, of the wrong type or out of range."""

    code = "settings"


class HomeMissingError(BaogaoError):
    """The home directory does not exist, or holds no collection."""

    code = "home-missing"


class HomeReadOnlyError(BaogaoError):
    """The home directory cannot be written to."""

    code = "home-read-only"


class HomeBusyError(BaogaoError):
    """Another process is writing to the same home."""

    code = "home-busy"


class StoreVersionError(BaogaoError):
    """The store was made by a newer release, or is no Baogao store."""

    code = "store-version"


class InputError(BaogaoError):
    """A file, record, address or value that was given cannot be used."""

    code = "input"


class NotFoundError(BaogaoError):
    """The report, revision or snapshot that was asked for is not in the collection."""

    code = "not-found"
    exit_code = 1
