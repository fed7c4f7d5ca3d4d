"""Why a request brought no response, in words; and the refusals that this crawler adds to Scrapy's."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError, ConnectionClosed

from crawler.summary import Outcome

__all__ = [
    "DOWNLOAD_ERRORS",
    "BlockedError",
    "BombError",
    "RefusedError",
    "UnreadableRobotsError",
    "outcome_of",
    "reason_of",
]


class RefusedError(IgnoreRequest):
    """The request is not made: robots.txt forbids it, or it leads to a private address or off the site.

    Attributes:
        host: the host that was not asked.
    """

    def __init__(self, reason: str, host: str) -> None:
        super().__init__(reason)
        self.host = host


class BlockedError(IgnoreRequest):
    """The request is not made, because a challenge came in place of robots.txt."""


class BombError(IgnoreRequest):
    """The response unpacks to more than the crawler takes."""


class UnreadableRobotsError(IgnoreRequest):
    """The request is not made, because what robots.txt says could not be learnt."""


REASONS: tuple[tuple[type[Exception], str], ...] = (
    (DownloadTimeoutError, "timed out"),
    (CannotResolveHostError, "the host name cannot be resolved"),
    (DownloadConnectionRefusedError, "the connection was refused"),
    (ResponseDataLossError, "the response was cut off"),
    (DownloadCancelledError, "the response is larger than the crawler takes"),
    (DownloadFailedError, "the connection broke"),
    (ConnectError, "no connection"),
    (ConnectionClosed, "the connection was closed"),
)
DOWNLOAD_ERRORS: tuple[type[Exception], ...] = (IgnoreRequest, *(error for error, _ in REASONS), OSError)
"""What a download may end with, retries used up, that says something of the site and nothing of this program."""


def outcome_of(error: BaseException | None) -> Outcome:
    """How a visit ended that brought no response."""
    if isinstance(error, BlockedError):
        return Outcome.BLOCKED
    return Outcome.REFUSED if isinstance(error, RefusedError) else Outcome.FAILED


def reason_of(error: BaseException | None) -> str:
    """Why the request brought no response, on one line."""
    if isinstance(error, IgnoreRequest):
        return str(error) or "it was not asked for"
    words = next((words for kind, words in REASONS if isinstance(error, kind)), type(error).__name__)
    detail = " ".join(str(error).split())
    if isinstance(error, (DownloadFailedError, ConnectError)) and detail:
        return f"{words}: {detail}"
    return words
