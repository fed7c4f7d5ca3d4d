"""Trails that lead nowhere are ended, and those that lead on are not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from corpus.cms import Link
from crawler.state import Kind
from crawler.trails import MOST_BARREN, TRAILS_SCHEMA, Trails, repeats_itself

SITE = "http://a.example"


@pytest.fixture
def trails() -> Iterator[Trails]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TRAILS_SCHEMA)
    yield Trails(connection)
    connection.close()


def walk(trails: Trails, pages: int, items: list[tuple[str, ...] | None]) -> int:
    """How many of so many list pages, each leading to the next, are reached; the last of `items` repeats."""
    for number in range(pages):
        shown = items[min(number, len(items) - 1)]
        following = [(Kind.LIST, Link(f"{SITE}/list?page={number + 1}", ""))]
        if not trails.followed("青岩", f"{SITE}/list?page={number}", following, shown):
            return number + 1
    return pages


def test_a_calendar_without_end_is_left_after_some_empty_pages(trails: Trails) -> None:
    assert walk(trails, 1000, [()]) == MOST_BARREN
    (note,) = trails.notes("青岩")
    assert note == f"{MOST_BARREN} list pages in a row showed nothing new: none beyond {SITE}/list?page=4 was visited"


def test_a_pager_that_repeats_its_last_page_is_left(trails: Trails) -> None:
    assert walk(trails, 1000, [("/a", "/b"), ("/c",), ("/d",)]) == 3 + MOST_BARREN


def test_a_long_list_is_walked_to_its_end(trails: Trails) -> None:
    assert walk(trails, 300, [(f"/{number}",) for number in range(300)]) == 300
    assert trails.notes("青岩") == []


def test_a_page_that_is_as_it_was_is_no_dead_end(trails: Trails) -> None:
    assert walk(trails, 100, [None]) == 100


def test_something_new_begins_the_count_anew(trails: Trails) -> None:
    nearly = [()] * (MOST_BARREN - 1)
    assert walk(trails, 100, [*nearly, ("/a",), *nearly, ("/b",), ()]) == 2 * MOST_BARREN + MOST_BARREN


def test_reports_of_a_page_that_ends_a_trail_are_still_asked_for(trails: Trails) -> None:
    walk(trails, MOST_BARREN - 1, [()])
    report = (Kind.REPORT, Link(f"{SITE}/report.html", ""))
    following = (Kind.LIST, Link(f"{SITE}/next.html", ""))
    last = f"{SITE}/list?page={MOST_BARREN - 1}"
    assert trails.followed("青岩", last, [report, following], ()) == [report]


def test_one_run_does_not_see_what_another_has_shown(trails: Trails) -> None:
    walk(trails, 10, [()])
    trails.clear("青岩")
    assert trails.notes("青岩") == []
    assert walk(trails, 3, [()]) == 3


@pytest.mark.parametrize(
    ("path", "repeats"),
    [
        pytest.param("/a/b/a/b/a/b/a/b/index.html", True, id="in a circle"),
        pytest.param("/x/x/x/x/", True, id="the same again and again"),
        pytest.param("/" + "x" * 2000, True, id="longer than addresses are"),
        pytest.param("/art/2011/11/11/art_11_11.html", False, id="a date"),
        pytest.param("/n1/n1/n1/c123/content.html", False, id="columns that are numbered alike"),
        pytest.param("/", False, id="no path"),
    ],
)
def test_an_address_that_repeats_itself_is_told(path: str, repeats: bool) -> None:
    assert repeats_itself(SITE + path) is repeats


def test_an_address_that_repeats_itself_is_not_followed(trails: Trails) -> None:
    found = [(Kind.REPORT, Link(f"{SITE}/a/a/a/a/t.html", "")), (Kind.REPORT, Link(f"{SITE}/t.html", ""))]
    assert trails.followed("青岩", f"{SITE}/", found, ("/t.html",)) == found[1:]
    assert trails.notes("青岩") == [f"Addresses that repeat themselves were left out: see the links of {SITE}/"]
