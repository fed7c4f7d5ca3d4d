"""Lists that a server answers as JSON: the items in them, however the family names their keys."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from bs4 import BeautifulSoup

from corpus.cms.page import Link, read_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.cms.page import WebPage

__all__ = ["feed_links", "next_answer", "number_of"]

TITLE_KEYS = ("title", "showtitle", "doctitle", "name")
URL_KEYS = ("url", "post_url", "pcurl", "urls", "docpuburl", "link", "href")
DATE_KEYS = (  # days of publication first; the date of a document is the day it was written
    "display_publish_time",
    "first_publish_time",
    "create_time",
    "pubdate",
    "publishdate",
    "publish_time",
    "publishtime",
    "docrelpubtime",
    "docreltime",
    "date",
    "time",
    "created_at",
)
NUMBER_PARAMETERS = ("page", "pageno", "pagenum", "pageindex", "currentpage", "current", "p")
SIZE_PARAMETERS = ("pagesize", "size", "rows", "limit", "perpage", "num")
MOST_LEVELS = 6  # of lists and objects within one another
CHINA = timezone(timedelta(hours=8))
MILLISECONDS_FROM = 10**11  # a number of seconds as large lies in the year 5138
EPOCH_DIGITS = re.compile(r"\d{9,13}")


def feed_links(page: WebPage) -> list[Link]:
    """The items of a JSON answer, each address once, in its order: every object with a title and an address."""
    links: dict[str, Link] = {}
    for item in _objects(page.data, 0):
        title, url = _title(item), _url(page, item)
        if title and url:
            links.setdefault(url, Link(url, title, _date(item)))
    return list(links.values())


def number_of(data: Any, *keys: str) -> int | None:
    """The first of the keys that holds a number, in the answer itself or in the object that it wraps."""
    for level in (data, data.get("data") if isinstance(data, dict) else None):
        for key in keys:
            value = level.get(key) if isinstance(level, dict) else None
            if isinstance(value, int | str) and str(value).isdecimal():
                return int(value)
    return None


def next_answer(page: WebPage) -> str | None:
    """The answer after this one: its address with the number of the page raised; None on the last.

    The last is known by the counts in the answer: of pages, or of items and the size of a page that was asked for.
    """
    parts = urlsplit(page.url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    asked = {name.lower(): value for name, value in query}
    name = next((name for name in NUMBER_PARAMETERS if asked.get(name, "").isdecimal()), None)
    if name is None or not feed_links(page):
        return None
    number, pages = int(asked[name]), number_of(page.data, "totalPage", "totalPages", "pages", "pageCount")
    size = next((int(asked[size]) for size in SIZE_PARAMETERS if asked.get(size, "").isdecimal()), 0)
    total = number_of(page.data, "total", "totalCount", "count")
    more = number < pages if pages is not None else total is not None and size > 0 and number * size < total
    if not more:
        return None
    following = [(key, str(number + 1) if key.lower() == name else value) for key, value in query]
    return parts._replace(query=urlencode(following), fragment="").geturl()


def _objects(value: Any, level: int) -> Iterator[dict[str, Any]]:
    """The objects of the answer that may be items, keys in lower case; an item is not looked into."""
    if level > MOST_LEVELS:
        return
    if isinstance(value, list):
        for part in value:
            yield from _objects(part, level + 1)
    elif isinstance(value, dict):
        item = {str(key).lower(): part for key, part in value.items()}
        if _text(item, TITLE_KEYS) and any(item.get(key) for key in URL_KEYS):
            yield item
        else:
            for part in value.values():
                yield from _objects(part, level + 1)


def _text(item: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((value for key in keys if isinstance(value := item.get(key), str) and value.strip()), "")


def _title(item: dict[str, Any]) -> str:
    """The title without the markup that some answers carry."""
    title = _text(item, TITLE_KEYS)
    shown = BeautifulSoup(title, "lxml").get_text("") if "<" in title or "&" in title else title
    return " ".join(shown.split())


def _url(page: WebPage, item: dict[str, Any]) -> str | None:
    for key in URL_KEYS:
        value = item.get(key)
        if isinstance(value, str) and value.lstrip().startswith("{"):  # {"pc": "/a.html", "mobile": ...} as a text
            try:
                value = json.loads(value)
            except ValueError:
                continue
        if isinstance(value, dict):
            value = value.get("pc") or value.get("common") or next(iter(value.values()), None)
        if isinstance(value, str) and value.strip():
            return page.absolute(value)
    return None


def _date(item: dict[str, Any]) -> date | None:
    return next((day for key in DATE_KEYS if (day := _day(item.get(key))) is not None), None)


def _day(value: Any) -> date | None:
    """A date as text, or as seconds or milliseconds since 1970; the clock is China's."""
    if isinstance(value, str) and not EPOCH_DIGITS.fullmatch(value.strip()):
        return read_date(value)
    try:
        seconds = int(value)
        moment = datetime.fromtimestamp(seconds / 1000 if seconds >= MILLISECONDS_FROM else seconds, CHINA)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return moment.date() if seconds > 0 else None
