"""What every template can use: the site's own data, links and formats."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import url_for

from corpus import BaogaoError
from webapp import links
from webapp.collection import collection
from webapp.labels import status_label
from webapp.language import LANGUAGES, language, language_url
from webapp.pages.snapshot import file_name_of
from webapp.readable import readable_text, short_digest
from webapp.visitor import known_visitor

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

__all__ = ["init_templating"]

CHINA = ZoneInfo("Asia/Shanghai")
STATIC = Path(__file__).parent / "static"
KILO = 1024


def init_templating(app: Flask) -> None:
    """Add the filters and names below to `app`'s templates."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        grouped=grouped,
        china_day=china_day,
        china_time=china_time,
        file_size=file_size,
        readable_text=readable_text,
        short_digest=short_digest,
    )
    app.context_processor(_names)


def grouped(number: int) -> str:
    """A number with its thousands grouped: 12,345."""
    return f"{number:,}"


def china_time(moment: datetime) -> str:
    """A moment in China's time, to the minute: ``2023-01-12 09:30``."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"


def china_day(moment: datetime) -> str:
    """The day of a moment in China: ``2023-01-12``."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d}"


def file_size(length: int) -> str:
    """A length in bytes, in the unit a reader would choose."""
    if length < KILO:
        return f"{length} B"
    if length < KILO * KILO:
        return f"{length / KILO:.1f} KB"
    return f"{length / KILO / KILO:.1f} MB"


def bookmark_count() -> int:
    """How many bookmarks the visitor has; 0 where that cannot be told (an error page must not fail over it)."""
    visitor = known_visitor()
    if visitor is None:
        return 0
    try:
        return collection().store.bookmarks.count(visitor)
    except BaogaoError:
        return 0


@cache
def _fingerprint(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def _static_url(name: str) -> str:
    # The address changes with the file, so that browsers keep it for good and still get a new one at once.
    return url_for("static", filename=name, v=_fingerprint(name))


def _names() -> dict[str, Any]:
    other = next(code for code in LANGUAGES if code != language())
    return {
        "bookmark_count": bookmark_count,
        "file_name_of": file_name_of,
        "here": links.here,
        "language": language(),
        "other_language": {"code": other, "name": LANGUAGES[other], "href": language_url(other)},
        "report_url": links.report_url,
        "static_url": _static_url,
        "status_label": status_label,
    }
