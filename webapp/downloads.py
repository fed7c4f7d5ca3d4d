"""Files that are sent as they are made: their headers, and names that say what they are of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Response, stream_with_context

from corpus import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from indexer import Selection

__all__ = ["file_name", "no_format", "sent_as_file"]

CHINA = ZoneInfo("Asia/Shanghai")


def file_name(kind: str, selection: Selection, suffix: str, *, cut: str = "") -> str:
    """``baogao-reports-2026-03-05-seq812.csv``: what it is, the day, the state of the index, and whether it is cut."""
    day = f"{datetime.now(CHINA):%Y-%m-%d}"
    return "-".join(filter(None, ("baogao", kind, day, f"seq{selection.index.seq}", cut))) + f".{suffix}"


def sent_as_file(chunks: Iterator[bytes], name: str, media_type: str) -> Response:
    """A response that sends `chunks` as they come, and that the browser saves under `name`."""
    response = Response(stream_with_context(chunks), content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def no_format(name: str, known: Collection[str]) -> NotFoundError:
    """The error for a format that is not on offer."""
    return NotFoundError(
        f"There is no format {name[:80]!r}.",
        hint=f"Known: {', '.join(known)}.",
        reason="no-export-format",
        arguments={"known": ", ".join(known)},
    )
