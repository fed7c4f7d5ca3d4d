"""A generated website to measure a crawl with: list pages and reports, as large and as cluttered as real ones.

It is served on loopback by a process of its own, from several addresses (127.0.0.2 and on), each a host with its column
of list pages. A page is about 45 KB of markup: menus, a table of disclosure, the report, a footer.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.generate import generate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

__all__ = ["GeneratedSite", "served"]

ITEMS_A_PAGE = 20
MENU_LINKS = 220
DISTINCT_BODIES = 1000  # further pages repeat them in another order of paragraphs
SEED = 7
REPORT = re.compile(r"/fz/t20230301_(\d+)\.html")
LIST = re.compile(r"/fz/index(?:_(\d+))?\.html")


@dataclass(frozen=True)
class GeneratedSite:
    """The pages of every host; `reports` stand on each."""

    reports: int
    bodies: tuple[tuple[str, str], ...]  # titles and texts

    @classmethod
    def of(cls, reports: int) -> GeneratedSite:
        """A site of so many reports a host."""
        distinct = min(DISTINCT_BODIES, reports)
        return cls(reports, tuple((report.title, report.body) for report in generate(distinct, SEED)))

    @property
    def list_pages(self) -> int:
        """List pages a host."""
        return -(-self.reports // ITEMS_A_PAGE)

    def page(self, host: str, path: str) -> bytes | None:
        """What the host answers for the path; None where there is nothing."""
        report, column = REPORT.fullmatch(path), LIST.fullmatch(path)
        if report:
            return self._report(host, int(report[1]))
        return self._list(int(column[1] or 0)) if column else None

    def _report(self, host: str, number: int) -> bytes:
        title, body = self.bodies[number % len(self.bodies)]
        paragraphs = body.split("\n")
        random.Random(f"{host}{number}").shuffle(paragraphs)
        text = "".join(
            f'<p style="text-indent: 2em"><span style="font-family: 仿宋_GB2312">{line}</span></p>\n'
            for line in paragraphs
        )
        rows = f"<tr><td>索引号</td><td>{number:09}</td><td>发布日期</td><td>2023-03-01</td></tr>"
        return _framed(
            title,
            f'<h1>{title}</h1><table class="gkml">{rows}</table>'
            f'<div class="info">发布时间：2023-03-01 09:30 信息来源：{host}</div>'
            f'<div class="TRS_Editor">{text}<p>编号 {host}-{number}</p></div>',
        )

    def _list(self, page: int) -> bytes:
        numbers = range(page * ITEMS_A_PAGE, min((page + 1) * ITEMS_A_PAGE, self.reports))
        items = "".join(
            f'<li><a href="t20230301_{number}.html" title="{title}">{title}</a><span>2023-03-01</span></li>\n'
            for number in numbers
            for title in (f"{self.bodies[number % len(self.bodies)][0]}（{number}）",)
        )
        script = f'<script>createPageHTML({self.list_pages}, {page}, "index", "html");</script>'
        return _framed("法治政府建设", f'<ul class="list">{items}</ul>{script}')


def _framed(title: str, content: str) -> bytes:
    menu = "".join(
        f'<li class="menu-item level-{number % 3}"><a href="/zwgk/column{number}/index.html" target="_blank">'
        f"政务公开栏目{number}</a></li>\n"
        for number in range(MENU_LINKS)
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2023-03-01 09:30"></head>'
        f'<body><div class="header"><ul>{menu}</ul></div><div class="main">{content}</div>'
        f'<div class="footer"><p>主办：某某人民政府办公室</p><p>网站标识码：0000000000</p></div></body></html>'
    ).encode()


@contextmanager
def served(site: GeneratedSite, hosts: int) -> Iterator[list[str]]:
    """The addresses of the hosts while they are served."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(site, hosts, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(site: GeneratedSite, hosts: int, tell: Connection) -> None:
    asyncio.run(_serve_all(site, hosts, tell))


async def _serve_all(site: GeneratedSite, hosts: int, tell: Connection) -> None:
    addresses = []
    for number in range(hosts):
        host = f"127.0.0.{number + 2}"
        server = await asyncio.start_server(_Answering(site, host), host, 0)
        addresses.append(f"http://{host}:{server.sockets[0].getsockname()[1]}")
    tell.send(addresses)
    await asyncio.Event().wait()


class _Answering:
    """Answers what is asked over one connection after the other, as HTTP/1.1."""

    def __init__(self, site: GeneratedSite, host: str) -> None:
        self._site = site
        self._host = host

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()
                return
            path = head.split(b" ", 2)[1].decode("ascii")
            body = self._site.page(self._host, path)
            status = "200 OK" if body is not None else "404 Not Found"
            length = len(body or b"")
            head_lines = (f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", f"Content-Length: {length}")
            writer.write("\r\n".join((*head_lines, "", "")).encode() + (body or b""))
            await writer.drain()
