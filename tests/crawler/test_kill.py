"""A crawl that is killed at random moments ends, taken up again, like one that was not."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import Home, open_home
from corpus.archive import read_payload
from corpus.store import Status, open_store
from crawler import CheckScope, Source, check, crawl, parse_sources
from crawler.job import Job
from tests.corpus.files.made_files import make_zip
from tests.crawler.site import Answer, Route, Site, article, list_page, serve

KILLS = 20
KILLED_CHECKS = 4
PAGES = 12
REPORTS_A_PAGE = 8
FIELDS = 4  # of each report that are compared, besides its files
MOST_REQUESTS = 5  # that a killed crawl is let make, after robots.txt
SEED = 20230301
PROJECT = Path(__file__).parents[2]


def large_site() -> dict[str, Route]:
    routes: dict[str, Route] = {}
    for number in range(PAGES):
        items = {
            f"t20230301_{number * 100 + n}.html": f"第{number}区第{n}镇2022年法治政府建设情况报告"
            for n in range(REPORTS_A_PAGE)
        }
        name = "index.html" if number == 0 else f"index_{number}.html"
        routes[f"/fz/{name}"] = list_page(items, pages=PAGES, current=number)
        for path, title in items.items():
            routes[f"/fz/{path}"] = article(title, f"{title}，正文第一段。", "正文第二段。")
        cover, title = next(iter(items.items()))  # its text is in a file, which is fetched in the same visit
        routes[f"/fz/{cover}"] = article(title, f'全文<a href="{number}.zip">见附件</a>')
        packed = make_zip({"全文.txt": f"{title}，附件的正文。\n{'依法行政工作稳步推进。' * 30}".encode()})
        routes[f"/fz/{number}.zip"] = Answer(body=packed, media_type="application/zip")
    return routes


def sources_of(site: Site) -> tuple[Source, ...]:
    table = {"name": "青岩", "start": [f"{site.address}/fz/index.html"], "title_pattern": "报告", "allow_private": True}
    return parse_sources([table], "sources.toml")


def contents(home: Home) -> set[tuple[object, ...]]:
    with open_store(home, read_only=True) as store:
        return {
            (kept.url, kept.title, kept.body, kept.revision, *((item.url, item.sha256) for item in kept.attachments))
            for kept in store.iter_reports()
        }


def evidence(home: Home) -> dict[str, tuple[str, bytes, Status | None]]:
    """By address: the title of each report, the page it was read from as the archive holds it, and its status."""
    found = {}
    with open_store(home, read_only=True) as store:
        for kept in store.iter_reports():
            page = read_payload(home, store.snapshot(kept.snapshot or 0))
            status = store.statuses.of(kept.id)
            found[kept.url or ""] = (kept.title, page.body, status.status if status else None)
    return found


def killed_crawl(home: Home, site: Site, chance: random.Random, *, check: CheckScope | None = None) -> None:
    """Start the crawling process, and kill it some requests and some milliseconds later."""
    job = Job(home=home.path, sources=sources_of(site), delay=0, check=check)
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler.run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=PROJECT,
    )
    with process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(job.to_json()) + "\n")
        process.stdin.flush()
        enough = len(site.asked) + chance.randint(0, MOST_REQUESTS + 1)
        while process.poll() is None and len(site.asked) < enough:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.03))
        process.kill()


@pytest.mark.kill
def test_twenty_kills_change_nothing_in_the_end(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    killed = open_home(tmp_path / "killed", create=True)
    whole = open_home(tmp_path / "whole", create=True)
    with serve(large_site(), seconds=0.005) as site:
        for _ in range(KILLS):
            killed_crawl(killed, site, chance)
        before = len(contents(killed)) if killed.database.exists() else 0
        summary = crawl(killed, sources_of(site), delay=0)
        asked = [path for path in site.paths() if path != "/robots.txt"]
        crawl(whole, sources_of(site), delay=0)

    assert 0 < before < PAGES * REPORTS_A_PAGE, "the kills must fall into the crawl"
    assert contents(killed) == contents(whole)
    assert evidence(killed) == evidence(whole)
    assert {status for _, _, status in evidence(killed).values()} == {Status.LIVE}
    assert len(contents(whole)) == PAGES * REPORTS_A_PAGE
    assert summary.ok
    assert summary.sources[0].resumed
    assert sum(len(kept) > FIELDS for kept in contents(whole)) == PAGES, "a file on every list page"
    most = PAGES * (REPORTS_A_PAGE + 2) + 2 * KILLS  # a visit that was under way comes again, with its file
    assert len(asked) <= most, "what was stored must not be fetched again"
    check_archive(killed)


@pytest.mark.kill
def test_a_check_that_is_killed_goes_on_where_it_stood(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    home = open_home(tmp_path / "home", create=True)
    routes = large_site()
    with serve(routes, seconds=0.005) as site:
        crawl(home, sources_of(site), delay=0)
        gone = [path for path in routes if path.endswith("1.html") and "index" not in path]
        routes |= dict.fromkeys(gone, Answer(status=404))
        site.routes = routes
        before = len(site.asked)
        for _ in range(KILLED_CHECKS):
            killed_crawl(home, site, chance, check=CheckScope.ALL)
        summary = check(home, sources_of(site), scope=CheckScope.ALL, delay=0)
        asked = [asked.path for asked in site.asked[before:] if asked.path != "/robots.txt"]
    found = {url.removeprefix(site.address): status for url, (_, _, status) in evidence(home).items()}
    assert {path for path, status in found.items() if status is Status.WITHDRAWN} == set(gone)
    assert len(found) == PAGES * REPORTS_A_PAGE
    assert summary.ok
    most = PAGES * (REPORTS_A_PAGE + 1) + 2 * KILLED_CHECKS  # a check asks for files too, and again as above
    assert len(asked) <= most, "what was looked at must not be asked for again"
    check_archive(home)


def check_archive(home: Home) -> None:
    files = sorted(str(path) for path in home.archive.iterdir())
    assert files
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *files], capture_output=True, encoding="utf-8", check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.kill
def test_the_crawling_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home", create=True)
    with serve(large_site(), seconds=0.02) as site:
        toml = tmp_path / "sources.toml"
        toml.write_text(
            f'[[source]]\nname = "青岩"\nstart = ["{site.address}/fz/index.html"]\nallow_private = true\n',
            encoding="utf-8",
        )
        program = (
            "import pathlib, sys\nfrom corpus import open_home\nfrom crawler import crawl, read_sources\n"
            "crawl(open_home(pathlib.Path(sys.argv[1]), create=True), read_sources(pathlib.Path(sys.argv[2])), delay=0)"
        )
        with subprocess.Popen([sys.executable, "-c", program, str(home.path), str(toml)], cwd=PROJECT) as process:
            while len(site.asked) < 5:
                time.sleep(0.01)
            process.kill()
        summary = crawl(home, sources_of(site), delay=0)  # waits for the lock, and gets it
    assert summary.ok
    assert len(contents(home)) == PAGES * REPORTS_A_PAGE
