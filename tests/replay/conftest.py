"""An archive with everything a crawl can leave behind, and the players of web archives that it is tried in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus import Home, open_home
from corpus.store import open_store
from crawler import crawl, parse_sources
from indexer import update_index
from tests.crawler.site import Answer, Route, Site, article, list_page, serve

ROOT = Path(__file__).resolve().parents[2]
PLAYERS = ROOT / ".venv-replay" / "bin"
START = "/fz/index.html"

Player = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Collected:
    """A collection that was crawled twice: one page changed between, one answered 304, one was sent again."""

    home: Home
    address: str


def report(year: int, text: str, etag: str | None = None) -> Answer:
    return article(f"青岩镇{year}年法治政府建设情况报告", "青岩镇坚持依法行政，全面推进法治政府建设。", text, etag=etag)


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    home = open_home(tmp_path_factory.mktemp("replay") / "home", create=True)
    titles = {f"t{year}0301_{year}.html": f"青岩镇{year}年法治政府建设情况报告" for year in (2020, 2021, 2022)}
    routes: dict[str, Route] = {
        START: list_page(titles),
        "/fz/t20200301_2020.html": report(2020, '全年调解纠纷二十件。<a href="figures.rtf">附件：统计表</a>'),
        "/fz/figures.rtf": Answer(body=b"{\\rtf1 figures of the year}", media_type="application/rtf"),
        "/fz/t20210301_2021.html": report(2021, "全年调解纠纷二十一件。", etag='"fixed"'),
        "/fz/t20220301_2022.html": report(2022, "全年调解纠纷二十二件。"),
    }
    with serve(routes) as site:
        visit(home, site)
        routes["/fz/t20220301_2022.html"] = report(2022, "全年调解纠纷二十三件，数字已更正。")
        visit(home, site)
        address = site.address
    with open_store(home) as store:
        update_index(home, store)
    return Collected(home, address)


def visit(home: Home, site: Site) -> None:
    table = {"name": "青岩", "start": [site.address + START], "allow_private": True}
    assert crawl(home, parse_sources([table], "sources.toml"), delay=0, full=True).ok


@pytest.fixture(scope="session")
def player() -> Player:
    """`player(program, *arguments)` runs a program of the players' own environment, which `make test` sets up."""
    if not PLAYERS.is_dir():
        message = f"the players of web archives are not at {PLAYERS}: run `make test`"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)

    def run(program: str, *arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(PLAYERS / program), *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)

    return run
