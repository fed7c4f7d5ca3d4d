"""Why a request brought no response, in words; and the refusals that this crawler adds to Scrapy's."""

from __future__ import annotations

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web.client import ResponseFailed

from crawler.summary import Outcome

__all__ = [
    "DOWNLOAD_ERRORS",
    "BlockedError",
    "BombError",
    "RefusedError",
    "StoppedHostError",
    "UnreadableRobotsError",
    "outcome_of",
    "reason_of",
    "tls_failure",
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


class StoppedHostError(IgnoreRequest):
    """The request is not made, because the host is asked for nothing more in this crawl."""


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


def tls_failure(error: BaseException) -> str | None:
    """Why a TLS connection could not be made, in OpenSSL's words; None where that is not what failed."""
    cause = error.__cause__
    if not isinstance(error, DownloadFailedError) or not isinstance(cause, ResponseFailed):
        return None
    for failure in cause.reasons:
        value = failure.value
        if isinstance(value, SSL.Error):
            words = [str(entry[-1]) for entry in (value.args[0] if value.args else ()) if entry[-1]]
            return ", ".join(dict.fromkeys(words)) or "the connection was broken off"
        if isinstance(value, (VerificationError, CertificateError)):
            return "the certificate is for another name"
    return None


def outcome_of(error: BaseException | None) -> Outcome:
    """How a visit ended that brought no response."""
    if isinstance(error, BlockedError):
        return Outcome.BLOCKED
    return Outcome.REFUSED if isinstance(error, RefusedError) else Outcome.FAILED


def reason_of(error: BaseException | None) -> str:
    """Why the request brought no response, on one line."""
    if isinstance(error, IgnoreRequest):
        return str(error) or "it was not asked for"
    tls = tls_failure(error) if error is not None else None
    if tls is not None:
        return f"the TLS connection could not be made ({tls}); `tls` may allow less"
    words = next((words for kind, words in REASONS if isinstance(error, kind)), type(error).__name__)
    detail = " ".join(str(error).split())
    if isinstance(error, (DownloadFailedError, ConnectError)) and detail:
        return f"{words}: {detail}"
    return words
