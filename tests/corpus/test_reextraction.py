"""Reading reports again from the archive: what changed is told, what is unchanged stays, what fails is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Home, HomeBusyError, NotFoundError, Report
from corpus.archive import open_archive
from corpus.corrections import correct
from corpus.importer import import_paths
from corpus.reading import read_page
from corpus.reextraction import extract_again
from corpus.store import Store, open_store
from tests.corpus.made_reports import COLLECTED, made_report

PAGE = """<html><head><title>桐庐县2022年法治政府建设情况报告</title><meta name="PubDate" content="2023-03-28">
</head><body><h1>桐庐县2022年法治政府建设情况报告</h1><p>发布日期：2023-03-28</p>
<p>2022年，全县坚持依法行政，推进严格规范公正文明执法，化解矛盾纠纷三百件。</p><p>桐庐县人民政府</p></body></html>"""
URL = "http://www.example.gov.cn/art/9.html"
RECORDS = (
    {
        "url": "http://www.example.gov.cn/art/11.html",
        "title": "桐庐县2021年法治政府建设情况报告",
        "body": "全县依法行政。",
    },
    {
        "url": "http://www.example.gov.cn/art/12.html",
        "title": "青岛市2020年法治政府建设情况报告",
        "body": "全市依法行政。",
        "published": "2021-02-03",
    },
)


@pytest.fixture
def store(home: Home, tmp_path: Path) -> Iterator[Store]:
    """A page from the web, two records of one file, a text file, and a report that came without an original."""
    with open_store(home) as opened:
        with open_archive(home, opened) as archive:
            headers = [("Content-Type", "text/html; charset=gb2312")]
            snapshot = archive.record_response(
                URL, status=200, headers=headers, body=PAGE.encode("gb18030"), captured_at=COLLECTED
            )
        body = PAGE.encode("gb18030")
        opened.save(
            read_page(
                body, url=URL, media_type="text/html", charset="gb2312", collected_at=COLLECTED, snapshot=snapshot.id
            )
        )
        lines = tmp_path / "记录.jsonl"
        lines.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS), encoding="utf-8")
        text = tmp_path / "文本.txt"
        text.write_text("西青区2019年法治政府建设情况报告\n全区依法行政，化解矛盾。\n", encoding="utf-8")
        assert import_paths(home, opened, [lines, text]).ok
        opened.save(made_report())
        yield opened


def outdated(store: Store, url: str, **changed: object) -> Report:
    """The report of that address as an older release would have read it."""
    report = store.find_by_url(url)
    assert report is not None
    return store.save(replace(report, **changed)).report  # type: ignore[arg-type]  # fields by name


def test_what_is_read_as_before_changes_nothing(home: Home, store: Store) -> None:
    before = {report.id: report for report in store.iter_reports()}
    originals = [report_id for report_id, snapshot in store.origins() if snapshot is not None]
    seq = store.last_seq()
    summary = extract_again(home, store, originals)
    assert (summary.reports, summary.unchanged, summary.changed, summary.text_only) == (4, 4, 0, ())
    assert store.last_seq() == seq
    assert {report.id: report for report in store.iter_reports()} == before


@pytest.mark.parametrize("url", [URL, RECORDS[1]["url"]])
def test_an_older_reading_is_replaced_and_told_before_and_after(home: Home, store: Store, url: str) -> None:
    true = store.find_by_url(url)
    assert true is not None
    outdated(store, url, report_year=1999, province=None)
    tried = extract_again(home, store, [true.id], dry_run=True)
    assert tried.fields["report_year"] == {"found": 0, "lost": 0, "other": 1}
    assert tried.fields["province"] == {"found": 1, "lost": 0, "other": 0}
    assert store.get(true.id).report_year == 1999
    summary = extract_again(home, store)
    changes = {item.field: (item.before, item.after) for item in summary.changes if item.report_id == true.id}
    assert changes == {"report_year": ("1999", str(true.report_year)), "province": (None, true.province)}
    assert store.get(true.id) == true
    assert len(store.revisions(true.id)) == 1
    assert [item for item in extract_again(home, store).changes if item.report_id == true.id] == []


def test_corrections_stay_and_the_change_under_one_is_told(home: Home, store: Store) -> None:
    report = outdated(store, URL, report_year=1999)
    correct(
        store, report.id, {"report_year": "2018", "title": "更正的标题", "county": "鼓楼区", "city": "南京"}, who="王敏"
    )
    corrected = store.get(report.id)
    summary = extract_again(home, store)
    (change,) = (item for item in summary.changes if item.report_id == report.id)
    assert (change.before, change.after, change.corrected) == ("1999", "2022", True)
    assert store.get(report.id) == corrected
    assert (corrected.report_year, corrected.title, corrected.county) == (2018, "更正的标题", "鼓楼区")


def test_a_text_that_is_read_otherwise_makes_a_revision(home: Home, store: Store) -> None:
    older = made_report(url=URL, title="旧标题", body="旧正文。", snapshot=1)
    report = store.find_by_url(URL)
    assert report is not None
    store.save(replace(older, id=report.id))
    summary = extract_again(home, store, [report.id])
    assert (summary.changed, summary.revised) == (1, 1)
    assert store.get(report.id).title == report.title
    assert store.get(report.id).revision == 3


def test_without_an_original_the_text_is_read_and_what_stood_beside_it_stays(home: Home, store: Store) -> None:
    report = made_report()
    summary = extract_again(home, store, [report.id])
    assert summary.text_only == (report.id,)
    assert summary.ok
    assert store.get(report.id).report_year == 2022


def test_a_lost_archive_is_named_and_the_report_kept(home: Home, store: Store) -> None:
    before = {report.id: report for report in store.iter_reports()}
    for path in home.archive.iterdir():
        path.unlink()
    summary = extract_again(home, store)
    assert not summary.ok
    assert len(summary.failures) == 4
    assert all("missing or damaged" in failure.reason for failure in summary.failures)
    assert {report_id: store.get(report_id) for report_id in before}.keys() == before.keys()
    assert store.find_by_url(URL) == before[next(iter({item.id for item in before.values() if item.url == URL}))]


def test_an_unknown_id_is_an_error_and_a_running_crawl_holds_it_up(home: Home, store: Store) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        extract_again(home, store, ["nowhere"])
    with home.writing("corpus"), pytest.raises(HomeBusyError):
        extract_again(home, store)


def test_an_extraction_that_was_stopped_is_finished_by_the_next(
    home: Home, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.reextraction.run.BATCH_REPORTS", 1)
    true = {url: store.find_by_url(url) for url in (URL, RECORDS[0]["url"], RECORDS[1]["url"])}
    for url in true:
        outdated(store, url, report_year=1999)

    def stop(done: int, total: int | None = None, detail: str = "") -> None:
        assert total == 5, detail
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_again(home, store, progress=stop)
    left = [url for url in true if store.find_by_url(url) != true[url]]
    assert 0 < len(left) < len(true)  # what was saved is kept
    extract_again(home, store)
    assert {url: store.find_by_url(url) for url in true} == true
