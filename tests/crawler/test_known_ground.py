"""What an incremental crawl asks for, and what it leaves alone; what a full one asks for beside."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from corpus import Home, open_home, report_id
from corpus.store import Status, open_store
from crawler import Move, PageNews, SourceSummary, Trouble, crawl, parse_sources
from tests.crawler.site import Answer, Route, Site, article, list_page, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LISTS = ("/fz/index.html", "/fz/index_1.html", "/fz/index_2.html")
ITEMS_A_PAGE = 3
TEXT = "青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。"
PLAIN = "/fz/t20230302_3.html"  # its server gives no validators


def path(number: int) -> str:
    return f"/fz/t202303{number:02}_{number}.html" if number != 3 else PLAIN


def title(number: int) -> str:
    return f"青岩{number}区法治政府建设情况报告"


def report(number: int, text: str = TEXT, *, etag: str | None = '"1"') -> Answer:
    return article(title(number), text, etag=None if path(number) == PLAIN else etag)


def lists_of(*numbers: int) -> dict[str, Route]:
    """The pages of a list of those reports, newest first; a notice that is not asked for stands on every page."""
    pages = [numbers[start : start + ITEMS_A_PAGE] for start in range(0, len(numbers), ITEMS_A_PAGE)]
    return {
        LISTS[at]: list_page(
            {path(number): f"青岩{number}区法治政府建设情况报告" for number in page} | {f"/n{at}.html": "春耕简报"},
            pages=len(pages),
            current=at,
        )
        for at, page in enumerate(pages)
    }


def run(home: Home, site: Site, **given: Any) -> SourceSummary:
    table = {"name": "青岩", "start": [site.address + LISTS[0]], "title_pattern": "报告", "allow_private": True}
    return crawl(home, parse_sources([table], "sources.toml"), delay=0, **given).sources[0]


def asked_of(site: Site, before: int = 0) -> list[str]:
    return [asked.path for asked in site.asked[before:] if asked.path != "/robots.txt"]


def served_bodies(site: Site, before: int) -> list[str]:
    """What was sent whole since then."""
    return [path for path, status in site.answered[before:] if status == 200 and path != "/robots.txt"]


NUMBERS = (8, 7, 6, 5, 4, 3, 2, 1)


def routes() -> dict[str, Route]:
    return {**lists_of(*NUMBERS), **{path(number): report(number) for number in NUMBERS}}


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    with serve(routes()) as site:
        yield site


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, served: Site) -> Home:
    """A home that holds the whole site."""
    made = open_home(tmp_path_factory.mktemp("known-ground") / "home", create=True)
    first = run(made, served)
    assert (first.added, first.list_pages) == (8, 3)
    return made


@pytest.fixture
def site(served: Site, collected: Home) -> Site:
    """The site as it was when the home was filled."""
    assert collected.database.exists()
    served.routes = routes()
    return served


@pytest.fixture
def home(collected: Home, tmp_path: Path) -> Home:
    """A copy of the home that holds the whole site."""
    shutil.copytree(collected.path, tmp_path / "home")
    return open_home(tmp_path / "home")


def test_a_list_on_which_nothing_is_new_ends_the_walk_and_no_body_is_sent(home: Home, site: Site) -> None:
    before, answered = len(site.asked), len(site.answered)
    again = run(home, site)
    assert asked_of(site, before) == [LISTS[0], path(8), path(7), path(6)]
    assert served_bodies(site, answered) == []
    assert (again.list_pages, again.links, again.reports["not_modified"]) == (1, 3, 3)
    assert again.pages == PageNews()


def test_a_full_crawl_asks_for_everything_and_still_gets_no_unchanged_body_that_can_be_told(
    home: Home, site: Site
) -> None:
    before, answered = len(site.asked), len(site.answered)
    again = run(home, site, full=True)
    assert sorted(asked_of(site, before)) == sorted([*LISTS, *(path(number) for number in range(1, 9))])
    assert served_bodies(site, answered) == [PLAIN]
    assert again.pages == PageNews()


def test_a_walk_goes_on_while_something_is_new_and_a_page_without_validators_rests(home: Home, site: Site) -> None:
    numbers = (9, 8, 7, 6, 5, 4, 3, 2, 1)
    site.routes |= {**lists_of(*numbers), path(9): report(9)}
    before, answered = len(site.asked), len(site.answered)
    again = run(home, site)
    # The second page begins with what stood on the first, and shows nothing that was not there before.
    assert asked_of(site, before) == [LISTS[0], path(9), path(8), path(7), LISTS[1], path(6), path(5), path(4)]
    assert served_bodies(site, answered) == [LISTS[0], path(9), LISTS[1]]
    assert again.pages.new == [site.address + path(9)]
    site.routes |= lists_of(3, *(number for number in numbers if number != 3))
    rested = run(home, site)
    assert (rested.links, rested.known) == (3, 1)


def test_a_full_crawl_after_a_change_of_the_site_tells_exactly_what_changed(home: Home, site: Site) -> None:
    site.routes |= lists_of(10, 8, 7, 6, 5, 4, 3, 1)  # the second is listed no more
    site.routes[path(10)] = report(10)
    site.routes[path(4)] = report(4, "更正后的正文。", etag='"2"')
    site.routes["/new/5.html"] = site.routes[path(5)]
    site.routes[path(5)] = Answer(status=301, headers={"Location": "/new/5.html"})
    site.routes[path(1)] = Answer(status=404)
    site.routes[path(2)] = Answer(status=410)
    again = run(home, site, full=True)
    assert again.pages.new == [site.address + path(10)]
    assert again.pages.changed == [site.address + path(4)]
    assert again.pages.moved == [Move(site.address + path(5), site.address + "/new/5.html")]
    assert again.pages.vanished == [
        Trouble(site.address + path(1), "answered 404"),
        Trouble(site.address + path(2), "answered 410"),
    ]
    with open_store(home, read_only=True) as store:
        vanished = store.statuses.of(report_id(url=site.address + path(2)))
    assert vanished is not None
    assert vanished.status is Status.WITHDRAWN


def test_what_failed_is_asked_for_by_the_next_crawl_though_no_list_leads_to_it(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home", create=True)
    with serve(routes()) as site:
        whole, listed = site.routes[path(1)], site.routes[LISTS[1]]
        site.routes[path(1)] = site.routes[LISTS[1]] = Answer(status=400)
        first = run(home, site)
        assert (first.added, len(first.failed)) == (3, 1)
        site.routes[LISTS[1]] = listed
        second = run(home, site)
        assert (second.added, len(second.failed)) == (4, 1)
        site.routes[path(1)] = whole
        third = run(home, site)
    assert (third.added, third.list_pages) == (1, 1)


def feed(*numbers: int, etag: str) -> Answer:
    """A list as a script of its column reads it."""
    items = [{"TITLE": title(number), "URL": path(number), "DOCRELPUBTIME": "2023-03-02"} for number in numbers]
    return Answer(body=json.dumps(items).encode(), media_type="application/json", etag=etag)


def test_a_column_whose_page_stays_the_same_while_a_script_draws_its_list_is_walked_again(home: Home) -> None:
    script = "<script>$.ajax({url: './FZ.json'});</script>"
    template = Answer(body=f"<html><title>法治政府</title><body><ul></ul>{script}</body></html>".encode(), etag='"1"')
    first: dict[str, Route] = {
        LISTS[0]: template,
        "/fz/FZ.json": feed(2, 1, etag='"1"'),
        path(1): report(1),
        path(2): report(2),
    }
    with serve(first) as site:
        assert run(home, site).added == 2
        site.routes |= {"/fz/FZ.json": feed(4, 2, 1, etag='"2"'), path(4): report(4)}
        again = run(home, site)
    assert again.pages.new == [site.address + path(4)]
    assert (again.alarms, again.notes) == ([], [])


def test_a_moved_page_whose_list_names_its_new_address_is_one_report(home: Home) -> None:
    with serve(routes()) as site:
        run(home, site)
        old, new = path(8), "/fz/2024/t20230308_8.html"
        site.routes |= {old: Answer(status=301, headers={"Location": new}), new: report(8)}
        listed = {new: title(8), path(7): title(7), path(6): title(6), "/n0.html": "春耕简报"}
        site.routes[LISTS[0]] = list_page(listed, pages=3)
        again = run(home, site, full=True)
    assert again.pages == PageNews(moved=[Move(site.address + old, site.address + new)])
    with open_store(home, read_only=True) as store:
        kept = [kept.url for kept in store.iter_reports() if (kept.url or "").startswith(site.address)]
    assert len(kept) == len(NUMBERS)
