"""What an article of the gkmlpt platform states in ``window._CONFIG``: its detail, of which a script draws the page."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from corpus.cms.page import Attachment, WebPage

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["detail_attachments", "detail_body", "detail_facts"]

DETAIL = re.compile(r"\b_?DETAIL['\"]?\s*[:=]\s*(?=\{)")
KEYS = {
    "title": ("title",),
    "published": ("display_publish_time", "published_at", "date", "publish_time"),
    "content_source": ("source",),
    "issuer": ("publisher",),
    "document_number": ("document_number",),
    "index_number": ("identifier",),
}
EARLIEST_STAMP = 100_000_000  # seconds since 1970; a smaller number is no moment
CHINA = timedelta(hours=8)


def detail_facts(page: WebPage) -> dict[str, str]:
    """The facts that the detail states, as written; moments as days in China."""
    detail = _detail(page)
    facts = {name: next(filter(None, (_text(detail.get(key)) for key in keys)), "") for name, keys in KEYS.items()}
    return {name: value for name, value in facts.items() if value}


def detail_body(page: WebPage) -> _Element | None:
    """The article's text, put into the tree of the page, where the page itself shows none of it."""
    content = _detail(page).get("content")
    if page.tree is None or not isinstance(content, str) or not content.strip():
        return None
    if any(
        _has_text(element) for element in page.tree.iter("div") if "article-content" in (element.get("class") or "")
    ):
        return None
    drawn = WebPage(page.url, f"<div>{content}</div>").tree
    body = next(drawn.iter("div"), None) if drawn is not None else None
    if body is None or not _has_text(body):
        return None
    next(page.tree.iter("body"), page.tree).append(body)
    return body


def detail_attachments(page: WebPage) -> list[Attachment]:
    """The files that the detail lists."""
    found = []
    listed = _detail(page).get("attachment") or []
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item, dict):
            href = next((item[key] for key in ("url", "path", "file_url") if isinstance(item.get(key), str)), "")
            address = page.absolute(href) or href
            if address:
                found.append(Attachment(address, _text(item.get("name") or item.get("title"))))
    return found


def _detail(page: WebPage) -> dict[str, Any]:
    match = DETAIL.search(page.html) if "_CONFIG" in page.html else None
    if match is None:
        return {}
    try:
        detail, _ = json.JSONDecoder().raw_decode(page.html, match.end())
    except (ValueError, RecursionError):
        return {}
    return detail if isinstance(detail, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return _day(value) if value > EARLIEST_STAMP else ""
    return " ".join(str(value).split()) if isinstance(value, str) else ""


def _day(stamp: float) -> str:
    try:
        return (datetime.fromtimestamp(stamp, UTC) + CHINA).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return ""


def _has_text(element: _Element) -> bool:
    return bool("".join(element.itertext()).strip())
