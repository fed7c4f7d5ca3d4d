from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.cms import Link
from crawler.frontier import Frontier
from crawler.sources import Source, parse_sources
from crawler.state import CrawlState, Ended, Kind, Page, Visit, open_state
from crawler.summary import CrawlSummary, Outcome, Trouble, VisitProgress
from crawler.trails import MOST_BARREN

LIST = "https://a.example/index.html"
REPORTS = [(Kind.REPORT, Link(f"https://a.example/{n}", f"报告{n}", date(2023, 3, n))) for n in (1, 2, 3)]
SECOND = (Kind.LIST, Link("https://a.example/index_1.html", ""))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "crawl" / "state.sqlite"


@pytest.fixture
def state(path: Path) -> Iterator[CrawlState]:
    with open_state(path) as opened:
        yield opened


def page(**given: object) -> Page:
    known: dict[str, object] = {"url": LIST, "kind": Kind.LIST, "rules": "r", "wanted": True}
    validators = {"etag": '"1"', "last_modified": None, "sha256": "00"}
    return Page(**{**known, **validators, **given})  # type: ignore[arg-type]  # the names are Page's


def taken(state: CrawlState) -> Visit:
    visit = state.next_visit("a.example", ["a"])
    assert visit is not None
    return visit


def sources(*names: str, **given: object) -> dict[str, Source]:
    tables = [{"name": name, "start": [f"https://{name}.example/index.html"], **given} for name in names]
    return {source.name: source for source in parse_sources(tables, "sources.toml")}


def test_a_run_begins_with_the_start_pages(state: CrawlState) -> None:
    assert state.begin("a", "r", [LIST]) is False
    assert (taken(state).url, taken(state).kind) == (LIST, Kind.LIST)


def test_a_run_is_taken_up_where_it_was_left(path: Path) -> None:
    with open_state(path) as state:
        state.begin("a", "r", [LIST])
        state.finish(taken(state), Ended(outcome=Outcome.LISTED, found=(*REPORTS, SECOND)), max_pages=9)
        state.finish(taken(state), Ended(outcome=Outcome.ADDED), max_pages=9)
    with open_state(path) as state:
        assert state.begin("a", "r", [LIST]) is True
        visit = taken(state)
        assert (visit.url, visit.text, visit.published) == ("https://a.example/2", "报告2", date(2023, 3, 2))


def test_a_run_under_other_rules_begins_anew(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    state.finish(taken(state), Ended(outcome=Outcome.LISTED, found=tuple(REPORTS)), max_pages=9)
    assert state.begin("a", "other", [LIST]) is False
    assert taken(state).url == LIST


def test_a_run_with_nothing_left_is_over(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    state.finish(taken(state), Ended(outcome=Outcome.LISTED), max_pages=9)
    assert state.begin("a", "r", [LIST]) is False


def test_what_is_known_of_a_page_outlives_the_run(state: CrawlState) -> None:
    known = page(items=7, found=(*REPORTS, SECOND), last_modified="Wed, 01 Mar 2023 00:00:00 GMT")
    state.begin("a", "r", [LIST])
    state.finish(taken(state), Ended(outcome=Outcome.LISTED, page=known), max_pages=9)
    state.end("a")
    assert state.page(LIST, Kind.LIST) == known
    assert state.page(LIST, Kind.REPORT) is None
    assert state.pending_hosts(["a"]) == []


def test_a_page_found_twice_is_visited_once(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    assert state.finish(taken(state), Ended(outcome=Outcome.LISTED, found=(*REPORTS, *REPORTS)), max_pages=9) == 3


def test_list_pages_beyond_the_bound_are_left_out_and_noted(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    state.finish(taken(state), Ended(outcome=Outcome.LISTED, found=(SECOND, REPORTS[0])), max_pages=1)
    assert taken(state).kind is Kind.REPORT
    assert "max_pages was reached: further list pages were left out" in state.summary("a").notes


def test_a_broken_file_is_begun_anew(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database, but long enough to be read as the head of one" * 20)
    with open_state(path) as state:
        assert state.begin("a", "r", [LIST]) is False


def test_a_file_of_another_schema_is_begun_anew(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 99")
    other.close()
    with open_state(path) as state:
        assert state.begin("a", "r", [LIST]) is False


def test_a_summary_counts_visits_and_names_troubles(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    found = (*REPORTS, SECOND)
    state.finish(taken(state), Ended(outcome=Outcome.LISTED, found=found, page=page(items=3), bytes=10), max_pages=9)
    state.finish(taken(state), Ended(outcome=Outcome.ADDED, moved_to="https://a.example/moved", bytes=5), max_pages=9)
    state.finish(taken(state), Ended(outcome=Outcome.GONE, reason="answered 404"), max_pages=9)
    summary = state.summary("a")
    assert (summary.list_pages, summary.links, summary.added, summary.moved) == (1, 3, 1, 1)
    assert (summary.pending, summary.bytes) == (2, 15)
    assert summary.gone == [Trouble("https://a.example/2", "answered 404")]
    assert summary.notes == []


def test_a_list_page_without_any_item_is_noted(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    state.finish(taken(state), Ended(outcome=Outcome.LISTED, page=page(items=0)), max_pages=9)
    assert state.summary("a").notes == [f"No item could be read on the list page {LIST}"]


def test_an_empty_page_of_a_column_that_has_items_is_not_noted(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    first = page(items=3, pager=frozenset({SECOND[1].url}))
    state.finish(taken(state), Ended(outcome=Outcome.LISTED, found=(SECOND,), page=first), max_pages=9)
    state.finish(taken(state), Ended(outcome=Outcome.LISTED, page=page(items=0)), max_pages=9)
    assert state.summary("a").list_pages == 2
    assert state.summary("a").notes == []


def test_a_summary_is_read_back_from_its_json(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    state.finish(taken(state), Ended(outcome=Outcome.LISTED, found=tuple(REPORTS)), max_pages=9)
    for outcome in (Outcome.ADDED, Outcome.FAILED, Outcome.NOT_MODIFIED):
        state.finish(taken(state), Ended(outcome=outcome, reason="why"), max_pages=9)
    summary = CrawlSummary(sources=(state.summary("a"),), seconds=1.5, stopped=True)
    assert CrawlSummary.from_json(summary.to_json()).to_json() == summary.to_json()
    assert summary.to_json()["sources"][0]["failed"] == [{"url": "https://a.example/2", "reason": "why"}]
    assert (summary.added, summary.unchanged, summary.failed, summary.ok) == (1, 1, 1, False)


def test_the_frontier_has_one_visit_out_a_host(state: CrawlState) -> None:
    both = sources("a", "b")
    for source in both.values():
        state.begin(source.name, "r", source.start)
    frontier = Frontier(state, both)
    first, second = frontier.next_visit(), frontier.next_visit()
    assert first is not None
    assert second is not None
    assert {first.host, second.host} == {"a.example", "b.example"}
    assert frontier.next_visit() is None
    assert not frontier.idle


def test_the_frontier_hands_out_reports_before_the_next_list(state: CrawlState) -> None:
    told: list[VisitProgress] = []
    state.begin("a", "r", [LIST])
    frontier = Frontier(state, sources("a"), tell=told.append)
    visit = frontier.next_visit()
    assert visit is not None
    frontier.finish(visit, Ended(outcome=Outcome.LISTED, found=(SECOND, *REPORTS)))
    seen = []
    while (visit := frontier.next_visit()) is not None:
        seen.append(visit.url.rpartition("/")[2])
        frontier.finish(visit, Ended(outcome=Outcome.ADDED if visit.kind is Kind.REPORT else Outcome.LISTED))
    assert seen == ["1", "2", "3", "index_1.html"]
    assert frontier.idle
    assert [(step.done, step.known) for step in told] == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_the_frontier_stops_at_the_limit_of_reports(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    state.finish(taken(state), Ended(outcome=Outcome.LISTED, found=tuple(REPORTS)), max_pages=9)
    frontier = Frontier(state, sources("a"), limit=2)
    for _ in range(2):
        visit = frontier.next_visit()
        assert visit is not None
        frontier.finish(visit, Ended(outcome=Outcome.ADDED))
    assert frontier.next_visit() is None
    assert frontier.idle
    assert state.summary("a").pending == 1


def test_a_visit_that_is_taken_back_stays_for_the_next_crawl(state: CrawlState) -> None:
    state.begin("a", "r", [LIST])
    frontier = Frontier(state, sources("a"))
    visit = frontier.next_visit()
    assert visit is not None
    frontier.release(visit)
    assert frontier.next_visit() == visit


def test_a_calendar_without_end_is_left_and_noted(state: CrawlState) -> None:
    state.begin("a", "r", ["https://a.example/0"])
    visited = 0
    while (visit := state.next_visit("a.example", ["a"])) is not None:
        visited += 1
        following = ((Kind.LIST, Link(f"https://a.example/{visited}", "")),)
        state.finish(visit, Ended(outcome=Outcome.LISTED, found=following, page=page(url=visit.url)), max_pages=1000)
    assert visited == MOST_BARREN
    assert any("list pages in a row showed nothing new" in note for note in state.summary("a").notes)
