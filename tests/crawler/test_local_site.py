"""The whole crawler on the whole local site: every family, file and trouble, twice, and after a switch.

One home is crawled by the command itself: with the hosts that make trouble at first, then again and again without them.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from corpus import AttachmentState, Home, Report, open_home
from corpus.store import open_store
from localsite import MISSING, REPORTS, LocalReport, LocalSite, Quirk, Request, serve_site, sources_toml
from localsite.editions import Edition, Gone, first_edition
from localsite.hosts import pages
from localsite.report import Delivery, FileKind
from localsite.troubles import TROUBLES

ATTACHED = [report for report in REPORTS if report.files and report.delivery is not Delivery.DIRECT]
IN_FILES = [
    report for report in REPORTS if report.delivery is not Delivery.PAGE and report.files[0].kind is not FileKind.SCAN
]
PROJECT = Path(__file__).parents[2]
# Short patience, so that the slow host and the one that refuses are given up within seconds.
SETTINGS = "crawl_timeout_seconds = 8.0\ncrawl_cool_down_seconds = 0.2\n"


@dataclass(frozen=True)
class Run:
    """One call of `baogao crawl`.

    Attributes:
        code: its exit code.
        summary: what it printed.
        requests: what the hosts were asked meanwhile.
        kept: the reports of the collection after it, by address.
    """

    code: int
    summary: dict[str, Any]
    requests: list[Request]
    kept: dict[str, Report]

    def source(self, name: str) -> dict[str, Any]:
        """What the summary says of one source."""
        return next(source for source in self.summary["sources"] if source["name"] == name)

    def news(self, kind: str) -> list[Any]:
        """The addresses of one kind of news, of all sources."""
        return [item for source in self.summary["sources"] for item in source["pages"][kind]]

    def sent(self) -> set[str]:
        """The paths of what was sent whole."""
        return {request.path for request in self.requests if request.status == 200} - {"/robots.txt"}


@dataclass
class Crawls:
    """One home and the site it is crawled from."""

    home: Home
    site: LocalSite
    runs: dict[str, Run] = field(default_factory=dict)

    def crawl(self, name: str, hosts: tuple[str, ...], *options: str) -> None:
        """Crawl these hosts."""
        sources = self.home.path / "sources.toml"
        sources.write_text(sources_toml(self.site, hosts=hosts), encoding="utf-8")
        asked = len(self.site.requests)
        done = subprocess.run(
            [sys.executable, "-m", "cli", "crawl", "--json", "--home", str(self.home.path), *options],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout, done.stderr
        with open_store(self.home, read_only=True) as store:
            kept = {report.url or "": report for report in store.iter_reports()}
        self.runs[name] = Run(done.returncode, json.loads(done.stdout), self.site.requests[asked:], kept)

    def find(self, quirk: Quirk) -> tuple[LocalReport, Report]:
        """The invented report with that quirk, and what was kept of it at first."""
        told = next(report for report in REPORTS if report.quirk is quirk)
        return told, self.runs["first"].kept[self.site.url_of(told)]


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawls]:
    home = open_home(tmp_path_factory.mktemp("localsite") / "home", create=True)
    (home.path / "baogao.toml").write_text(SETTINGS, encoding="utf-8")
    with serve_site(troubles=True) as site:
        crawls = Crawls(home, site)
        families = tuple(dict.fromkeys(report.host for report in REPORTS))
        crawls.crawl("first", site.hosts)
        crawls.crawl("second", families)
        crawls.crawl("full", families, "--full")
        site.switch()
        crawls.crawl("switched", families, "--full")
        yield crawls


@pytest.fixture
def first(crawls: Crawls) -> Run:
    return crawls.runs["first"]


@pytest.fixture
def after(crawls: Crawls) -> Edition:
    """What the sites show after the switch."""
    return crawls.site.edition


def kept_of_troubles(site: LocalSite) -> set[str]:
    return {f"{site.address_of(trouble.name)}{path}" for trouble in TROUBLES for path in trouble.kept}


# The first crawl: every report of every family, whatever the troubles.


def test_every_report_of_every_family_is_found(crawls: Crawls, first: Run) -> None:
    wanted = {crawls.site.url_of(report) for report in REPORTS}
    assert wanted - set(first.kept) == set()
    assert set(first.kept) - wanted == kept_of_troubles(crawls.site)
    assert first.summary["added"] == len(REPORTS) + len(kept_of_troubles(crawls.site))


@pytest.mark.parametrize("host", sorted({report.host for report in REPORTS}))
def test_every_title_of_a_family_reads_right(crawls: Crawls, first: Run, host: str) -> None:
    told = {crawls.site.url_of(report): report.title for report in REPORTS if report.host == host}
    assert {url: first.kept[url].title for url in told} == told


def test_every_text_that_stands_on_a_page_reads_right(crawls: Crawls, first: Run) -> None:
    told = {crawls.site.url_of(each): each.body for each in REPORTS if each.delivery is Delivery.PAGE}
    assert [url for url, body in told.items() if first.kept[url].body != body] == []


def test_the_sources_of_the_families_are_well(first: Run) -> None:
    families = [source for source in first.summary["sources"] if source["name"] not in {each.name for each in TROUBLES}]
    troubled = [source["name"] for source in families if source["failed"] or source["blocked"] or source["refused"]]
    assert troubled == []


def test_the_gbk_page_reads_right(crawls: Crawls) -> None:
    told, kept = crawls.find(Quirk.GBK)
    assert kept.title == told.title
    assert "\ufffd" not in kept.body


def test_the_moved_page_is_followed(crawls: Crawls, first: Run) -> None:
    told, kept = crawls.find(Quirk.MOVED)
    assert told.linked_path != told.path
    assert kept.title == told.title
    assert sum(source["moved"] for source in first.summary["sources"]) == 1


def test_the_page_without_a_title_is_kept(crawls: Crawls) -> None:
    _, kept = crawls.find(Quirk.NO_TITLE)
    assert kept.body


def test_the_missing_page_is_named(crawls: Crawls, first: Run) -> None:
    gone = [trouble["url"] for source in first.summary["sources"] for trouble in source["gone"]]
    assert gone == [f"{crawls.site.address}{MISSING.path}"]


# Attached files: each is fetched, archived and read, or says why it was not.


def test_every_file_of_every_kind_is_listed_with_its_report(crawls: Crawls, first: Run) -> None:
    told = {crawls.site.url_of(report): [file.label for file in report.files] for report in ATTACHED}
    assert {url: [each.label for each in first.kept[url].attachments] for url in told} == told
    assert {file.kind for report in ATTACHED for file in report.files} == set(FileKind)


@pytest.mark.parametrize("report", ATTACHED, ids=lambda report: report.files[0].kind.value)
def test_a_file_of_every_kind_is_read_or_says_why_not(crawls: Crawls, first: Run, report: LocalReport) -> None:
    (attachment,) = first.kept[crawls.site.url_of(report)].attachments
    is_scan = report.files[0].kind is FileKind.SCAN
    assert (attachment.state is AttachmentState.EXTRACTED) or is_scan
    assert bool(attachment.reason) is (attachment.state is AttachmentState.NOT_EXTRACTED)


@pytest.mark.parametrize("report", IN_FILES, ids=lambda report: report.files[0].kind.value)
def test_the_file_is_the_text_where_the_page_is_only_its_cover(crawls: Crawls, first: Run, report: LocalReport) -> None:
    kept = first.kept[crawls.site.url_of(report)]
    assert kept.body == report.body
    assert [attachment.is_body for attachment in kept.attachments] == [True]


def test_the_archive_holds_every_file_byte_for_byte(crawls: Crawls, first: Run) -> None:
    for report in ATTACHED:
        (attachment,) = first.kept[crawls.site.url_of(report)].attachments
        served = pages(report.host)[report.files[0].path].body
        assert attachment.sha256 == hashlib.sha256(served).hexdigest()
        assert attachment.snapshot is not None


# The troubles: the crawl ended, and its summary names each.


def test_a_crawl_with_troubles_ends_by_itself_and_says_so_in_its_code(first: Run) -> None:
    assert first.code == 1
    assert first.summary["ok"] is False
    assert first.summary["stopped"] is False


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        pytest.param("412验证站", "blocked", "a script challenge", id="412"),
        pytest.param("521验证站", "blocked", "a script challenge", id="521"),
        pytest.param("循环跳转站", "failed", "redirect", id="loop"),
        pytest.param("超大文件站", "failed", "larger than the crawler takes", id="huge"),
        pytest.param("压缩炸弹站", "failed", "unpack to more than", id="bomb"),
        pytest.param("慢速站", "failed", "timed out", id="slow"),
        pytest.param("限制站", "refused", "robots.txt disallows it", id="robots"),
        pytest.param("拒绝站", "failed", "answered 403", id="forbidden"),
    ],
)
def test_the_summary_names_each_trouble(crawls: Crawls, first: Run, name: str, kind: str, words: str) -> None:
    troubles = first.source(name)[kind]
    assert troubles
    assert all(trouble["url"].startswith(crawls.site.address_of(name)) for trouble in troubles)
    assert all(words in trouble["reason"] for trouble in troubles)


def test_the_endless_calendar_is_left_at_its_bound_and_named(first: Run) -> None:
    source = first.source("无尽日历站")
    assert source["list_pages"] == 25
    assert any("max_pages" in note for note in source["notes"])


def test_the_host_that_refuses_is_stopped_at_the_third_refusal_and_the_others_go_on(crawls: Crawls, first: Run) -> None:
    source = first.source("拒绝站")
    assert list(source["stopped_hosts"]) == [crawls.site.address_of("拒绝站").removeprefix("http://").partition(":")[0]]
    statuses = Counter(request.status for request in first.requests if request.host == "拒绝站")
    assert statuses[403] == 3
    assert source["pending"] == 2


def test_what_robots_txt_closes_is_never_asked_for(first: Run) -> None:
    asked = {request.path for request in first.requests if request.host == "限制站"}
    assert asked == {"/robots.txt", "/fzzf/index.html", "/fzzf/good.html"}


def test_no_trouble_has_become_a_report(crawls: Crawls, first: Run) -> None:
    hosts = [crawls.site.address_of(trouble.name) for trouble in TROUBLES]
    from_troubles = {url for url in first.kept if url.startswith(tuple(f"{host}/" for host in hosts))}
    assert from_troubles == kept_of_troubles(crawls.site)


# Again: nothing is sent that has not changed.


def test_a_second_crawl_is_sent_nothing_again(crawls: Crawls) -> None:
    second = crawls.runs["second"]
    assert second.sent() == set()
    assert (second.summary["added"], second.summary["changed"], second.code) == (0, 0, 0)


def test_a_full_crawl_looks_at_every_page_and_is_sent_none_again(crawls: Crawls) -> None:
    full = crawls.runs["full"]
    assert full.sent() == set()
    assert sum(source["not_modified"] for source in full.summary["sources"]) == len(REPORTS)
    assert [full.news(kind) for kind in ("new", "changed", "moved", "vanished")] == [[], [], [], []]


# After the switch: exactly what changed is told.


def test_exactly_the_new_reports_are_told(crawls: Crawls, after: Edition) -> None:
    told = crawls.runs["switched"].news("new")
    assert sorted(told) == sorted(crawls.site.url_of(report) for report in after.new)


def test_exactly_the_changed_reports_are_told(crawls: Crawls, after: Edition) -> None:
    told = crawls.runs["switched"].news("changed")
    assert sorted(told) == sorted(crawls.site.url_of(report) for report in after.changed)


def test_exactly_the_moved_reports_are_told_with_both_addresses(crawls: Crawls, after: Edition) -> None:
    told = {move["old"]: move["new"] for move in crawls.runs["switched"].news("moved")}
    hosts = {host: crawls.site.address_of(host) for host in crawls.site.hosts}
    first_moved = first_edition().moved
    assert told == {
        f"{hosts[host]}{old}": f"{hosts[host]}{new}"
        for (host, old), new in after.moved.items()
        if (host, old) not in first_moved
    }


def test_exactly_the_vanished_reports_are_told(crawls: Crawls, after: Edition) -> None:
    told = {trouble["url"] for trouble in crawls.runs["switched"].news("vanished")}
    assert told == {crawls.site.url_of(report) for report in after.removed}
    assert {after.gone[report.host, report.path] for report in after.removed} == set(Gone)


def test_what_vanished_is_kept_as_it_was(crawls: Crawls, after: Edition) -> None:
    kept = crawls.runs["switched"].kept
    told = {crawls.site.url_of(report): report.body for report in after.removed}
    assert {url: kept[url].body for url in told} == told


def test_a_moved_report_keeps_its_id(crawls: Crawls, after: Edition) -> None:
    before, now = crawls.runs["full"].kept, crawls.runs["switched"].kept
    for move in crawls.runs["switched"].news("moved"):
        assert now[move["new"]].id == before[move["old"]].id
    assert len(now) == len(before) + len(after.new)
