"""What a host sends back."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from localsite.page import Page

    class Host(Protocol):
        """What stands at one address."""

        def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
            """The answer to a GET of `target`, path and query; `headers` by name in lower case."""


__all__ = ["Answer", "Host", "page_answer", "redirect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, headers and body.

    Attributes:
        status: of HTTP, or one that a firewall made up, as 521.
        body: the bytes; None for an answer that has no length, as 304.
        chunks: the body piece by piece, for one that is too long, or too slow, to be had at once; then `body` is None.
    """

    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = b""
    chunks: Iterable[bytes] | None = None


def page_answer(page: Page, headers: Mapping[str, str]) -> Answer:
    """The page, or 304 where the client has it already."""
    validators = {"ETag": page.etag, "Last-Modified": page.last_modified, "Cache-Control": "no-cache"}
    if _is_unchanged(page, headers):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=validators, body=None)
    return Answer(headers={"Content-Type": page.content_type, **validators}, body=page.body)


def redirect(location: str, status: HTTPStatus = HTTPStatus.MOVED_PERMANENTLY) -> Answer:
    """An answer that leads elsewhere."""
    return Answer(status=status, headers={"Location": location})


def _is_unchanged(page: Page, headers: Mapping[str, str]) -> bool:
    """Whether the client has this page already; the entity tag goes before the date (RFC 9110, 13.2.2)."""
    if tags := headers.get("if-none-match"):
        return tags.strip() == "*" or page.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and page.changed <= since
