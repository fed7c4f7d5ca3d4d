"""What an address answers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from typing import Any

__all__ = ["BUILT", "Page", "file_page", "html_page", "json_page", "text_page"]

CHINA = timezone(timedelta(hours=8))
WORKING_HOUR = time(9, 30, tzinfo=CHINA)
BUILT = date(2024, 4, 1)  # last change of everything that is no article and no list


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answers: the body, its Content-Type, and the validators for conditional requests."""

    body: bytes
    content_type: str
    changed: datetime

    @property
    def etag(self) -> str:
        """Strong entity tag of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @property
    def last_modified(self) -> str:
        """The HTTP date of the last change."""
        return format_datetime(self.changed.astimezone(UTC), usegmt=True)


def html_page(text: str, changed: date, *, charset: str = "utf-8", declared: str = "utf-8") -> Page:
    """A page of HTML.

    Args:
        text: the markup.
        changed: the day of its last change.
        charset: of the bytes.
        declared: the charset that the header names; empty names none.
    """
    content_type = f"text/html; charset={declared}" if declared else "text/html"
    return Page(text.encode(charset), content_type, _at(changed))


def file_page(data: bytes, media_type: str, changed: date) -> Page:
    """A file of any kind."""
    return Page(data, media_type, _at(changed))


def text_page(text: str, media_type: str, changed: date) -> Page:
    """A page of another textual type, in UTF-8."""
    return Page(text.encode(), f"{media_type}; charset=utf-8", _at(changed))


def json_page(value: Any, changed: date) -> Page:
    """A JSON answer."""
    return text_page(json.dumps(value, ensure_ascii=False), "application/json", changed)


def _at(day: date) -> datetime:
    return datetime.combine(day, WORKING_HOUR)
