"""Errors that a user can mend: one base class, caught in one place by the command and in one by the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BaogaoError",
    "HomeBusyError",
    "HomeMissingError",
    "HomeReadOnlyError",
    "InputError",
    "NotExtractedError",
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
        reason: finer than the code, in kebab case (``tag-too-long``); empty where nothing tells it apart.
        arguments: what the message of that reason names, for saying it in another language.
        exit_code: what the command ends with: 2 for wrong usage or settings, 1 for work that failed.
    """

    code = "error"
    exit_code = 2

    def __init__(
        self, message: str, *, hint: str = "", reason: str = "", arguments: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.reason = reason
        self.arguments: Mapping[str, object] = arguments or {}

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


class NotExtractedError(InputError):
    """A file that may be sound, but whose text cannot be had here: a scan, a password, a format that needs a program.

    It is kept and flagged, never dropped.
    """


class NotFoundError(BaogaoError):
    """The report, revision or snapshot that was asked for is not in the collection."""

    code = "not-found"
    exit_code = 1
