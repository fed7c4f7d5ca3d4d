"""The hosts that make trouble, one kind each: what a crawler must recognise, refuse, or outlast."""

from __future__ import annotations

import gzip
import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from localsite.answer import Answer, page_answer, redirect
from localsite.fronts import not_found_page
from localsite.troubles.pages import LIST, article, list_page, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from localsite.answer import Host

__all__ = ["TROUBLES", "Trouble"]

MEGABYTE = 1024 * 1024
HUGE_BYTES = 48 * MEGABYTE
BOMB_BYTES = 96 * MEGABYTE
DRIP_SECONDS, MOST_DRIPS = 0.25, 1200  # a slow page: a few bytes at a time, for five minutes
FIRST_YEAR = 2000  # of the endless calendar
MONTH = re.compile(r"/rili/(\d{4})/(\d\d)")
HTML = {"Content-Type": "text/html; charset=utf-8"}
GOOD = "/fzzf/good.html"  # the report of a host that can be had
BAD = "/fzzf/bad.html"  # the one that makes the trouble
HIDDEN = "/neibu/report.html"  # the one that robots.txt closes

# As firewalls send them: a script in place of a page. What it would compute is left out.
SCRIPT_412 = """<!DOCTYPE html><html><head><meta charset="utf-8"><meta content="{nonce}" r="m">
<script type="text/javascript" r="m">$_ts=window['$_ts'];if(!$_ts)$_ts={{}};$_ts.nsd=82716;$_ts.cd="{nonce}";</script>
<script type="text/javascript" src="/c3VtbWVy/{nonce}.js" r="m"></script></head><body></body></html>"""
SCRIPT_521 = (
    "<script>document.cookie=('_')+('_')+('jsl_clearance')+('=')+'{nonce}'+';max-age=3600';"
    "location.href=location.pathname</script>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A host that makes trouble, and how a source of it reads.

    Attributes:
        name: of the host, and of its source.
        made: makes the host.
        kept: paths of the reports that a crawler should bring home all the same.
        listed: how many reports its lists name; an endless list names more with every page.
        keys: further lines of its source, such as a bound.
    """

    name: str
    made: Callable[[], Host]
    kept: tuple[str, ...] = ()
    listed: int = 0
    keys: str = ""


class Listed:
    """A host with a list of reports; those that are no page of their own are answered by `special`."""

    def __init__(
        self,
        name: str,
        paths: tuple[str, ...],
        special: Mapping[str, Callable[[], Answer]],
        robots: str = "",
    ) -> None:
        self._special = special
        self._robots = robots
        self._pages = {path: article(f"{name}第{number}镇") for number, path in enumerate(paths, start=1)}
        titles = {path: title_of(f"{name}第{number}镇") for number, path in enumerate(paths, start=1)}
        self._pages[LIST] = list_page(titles)

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        """The list, a report, or the trouble."""
        path = urlsplit(target).path
        if path == "/robots.txt" and self._robots:
            return Answer(headers={"Content-Type": "text/plain"}, body=self._robots.encode())
        if path in self._special:
            return self._special[path]()
        page = self._pages.get(path)
        return page_answer(page, headers) if page else _not_found()


class Refusing:
    """A host that answers everything but robots.txt with one status and one body."""

    def __init__(self, status: int, body: str) -> None:
        self._status = status
        self._body = body.encode()

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:  # noqa: ARG002 - the same for everyone
        """The refusal."""
        if urlsplit(target).path == "/robots.txt":
            return _not_found()
        return Answer(status=self._status, headers=HTML, body=self._body)


class Calendar:
    """An endless calendar: every month is a list page that links to the next month, and to a day that holds nothing."""

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        """A month, a report of the first month, or an empty day."""
        if target == GOOD:
            return page_answer(article("历书镇"), headers)
        if target == LIST:
            return page_answer(list_page({GOOD: title_of("历书镇")}, _month(0)), headers)
        if month := MONTH.fullmatch(target):
            number = (int(month[1]) - FIRST_YEAR) * 12 + int(month[2]) - 1
            return page_answer(list_page({f"{target}/1": "当日无日程安排"}, _month(number + 1)), headers)
        return _not_found()


def _month(number: int) -> str:
    return f"/rili/{FIRST_YEAR + number // 12}/{number % 12 + 1:02}"


def _not_found() -> Answer:
    return Answer(status=HTTPStatus.NOT_FOUND, headers=HTML, body=not_found_page())


def _huge() -> Answer:
    """A page of nearly fifty megabytes, and it says so beforehand."""
    chunks = (b"<p>" + b"x" * (MEGABYTE - 3) for _ in range(HUGE_BYTES // MEGABYTE))
    return Answer(headers={**HTML, "Content-Length": str(HUGE_BYTES)}, body=None, chunks=chunks)


def _bomb() -> Answer:
    """A hundred kilobytes that unpack to a hundred megabytes."""
    packed = gzip.compress(b"\0" * BOMB_BYTES, compresslevel=9, mtime=0)
    return Answer(headers={**HTML, "Content-Encoding": "gzip"}, body=packed)


def _slow() -> Answer:
    return Answer(headers=HTML, body=None, chunks=_drips())


def _drips() -> Iterator[bytes]:
    for _ in range(MOST_DRIPS):
        time.sleep(DRIP_SECONDS)
        yield b"<p>"


def _forbidden() -> Answer:
    return Answer(status=HTTPStatus.FORBIDDEN, headers=HTML, body=b"<h1>403 Forbidden</h1>")


TROUBLES = (
    Trouble(name="412验证站", made=lambda: Refusing(412, SCRIPT_412.format(nonce="qYTpWc2xE1"))),
    Trouble(name="521验证站", made=lambda: Refusing(521, SCRIPT_521.format(nonce="1679.386|0|Zq"))),
    Trouble(name="无尽日历站", made=Calendar, kept=(GOOD,), keys="max_pages = 25\n"),
    Trouble(
        name="循环跳转站",
        made=lambda: Listed(
            "跳转",
            (GOOD, BAD),
            {BAD: lambda: redirect("/fzzf/worse.html"), "/fzzf/worse.html": lambda: redirect(BAD, HTTPStatus.FOUND)},
        ),
        kept=(GOOD,),
        listed=2,
    ),
    Trouble(name="超大文件站", made=lambda: Listed("巨幅", (GOOD, BAD), {BAD: _huge}), kept=(GOOD,), listed=2),
    Trouble(name="压缩炸弹站", made=lambda: Listed("炸弹", (GOOD, BAD), {BAD: _bomb}), kept=(GOOD,), listed=2),
    Trouble(name="慢速站", made=lambda: Listed("慢速", (GOOD, BAD), {BAD: _slow}), kept=(GOOD,), listed=2),
    Trouble(
        name="限制站",
        made=lambda: Listed("限制", (GOOD, HIDDEN), {}, robots="User-agent: *\nDisallow: /neibu/\nCrawl-delay: 1\n"),
        kept=(GOOD,),
        listed=2,
    ),
    Trouble(
        name="拒绝站",
        made=lambda: Listed(
            "拒绝",
            tuple(f"/fzzf/{number}.html" for number in range(1, 7)),
            {f"/fzzf/{n}.html": _forbidden for n in range(2, 7)},
        ),
        kept=("/fzzf/1.html",),
        listed=6,
    ),
)
"""Every kind of trouble, each on a host of its own."""
