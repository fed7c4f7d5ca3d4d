"""Files that could not be read when they came, read again from the archive when the means are there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import AttachmentState, Home, Where
from corpus.archive import open_archive
from corpus.attachments import ReceivedFile, read_received
from corpus.importer import import_paths
from corpus.reading import read_page
from corpus.reextraction import extract_again
from corpus.store import open_store
from tests.corpus.files.made_files import BODY, TITLE, make_pdf
from tests.corpus.files.test_converters import OLD_WORD, install
from tests.corpus.made_reports import COLLECTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.store import Store

PAGE_URL = "http://www.qingxi.gov.example/fz/1.html"
PDF = make_pdf()
FILE_URL = "http://www.qingxi.gov.example/fz/a.pdf"
PAGE = f'<html><body><h1>{TITLE}</h1><p>全文详见附件。</p><p><a href="a.pdf">附件</a></p></body></html>'.encode()


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def keep_cover(home: Home, store: Store, *, with_file: bool) -> str:
    """A cover page from the web, saved with its file or as it was read before files were; its id."""
    headers = [("Content-Type", "text/html")]
    with open_archive(home, store) as archive:
        page = archive.record_response(PAGE_URL, status=200, headers=headers, body=PAGE, captured_at=COLLECTED)
        file = archive.record_response(
            FILE_URL, status=200, headers=[("Content-Type", "application/pdf")], body=PDF, captured_at=COLLECTED
        )
    received = ReceivedFile(url=FILE_URL, label="附件", data=PDF, snapshot=file.id)
    report = read_page(
        PAGE,
        url=PAGE_URL,
        collected_at=COLLECTED,
        snapshot=page.id,
        files=[read_received(received)] if with_file else [],
    )
    if not with_file:
        report = replace(report, attachments=())
    return store.save(report).report.id


def test_a_file_of_an_old_format_gets_its_text_when_the_program_is_there(
    home: Home, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年度报告.doc"
    path.write_bytes(OLD_WORD)
    monkeypatch.setenv("PATH", "")
    assert not import_paths(home, store, [path]).ok
    (before,) = store.iter_reports()
    assert (before.title, before.body) == ("年度报告", "")
    install(tmp_path, "antiword", f"printf '%s\\n\\n%s\\n' '{TITLE}' '{BODY[0]}'", monkeypatch)
    summary = extract_again(home, store)
    assert (summary.revised, summary.failures) == (1, ())
    after = store.get(before.id)
    assert (after.title, after.body, after.report_year) == (TITLE, BODY[0], 2023)
    assert after.attachments[0].state is AttachmentState.EXTRACTED


def test_the_text_of_a_page_that_is_a_cover_is_read_from_its_file_again(home: Home, store: Store) -> None:
    report_id = keep_cover(home, store, with_file=True)
    before = store.get(report_id)
    summary = extract_again(home, store)
    assert store.get(report_id) == before
    assert (summary.changed, summary.unchanged) == (0, 1)
    assert store.get(report_id).evidence["body"].where is Where.ATTACHMENT


def test_the_date_that_a_list_gave_stays_when_the_file_is_read_again(home: Home, store: Store) -> None:
    headers = [("Content-Type", "application/pdf")]
    with open_archive(home, store) as archive:
        kept = archive.record_response(FILE_URL, status=200, headers=headers, body=PDF, captured_at=COLLECTED)
    listed = COLLECTED.date()
    report = read_page(PDF, url=FILE_URL, collected_at=COLLECTED, snapshot=kept.id, listed=listed)
    assert (report.published, report.evidence["published"].where) == (listed, Where.LIST)
    store.save(report)
    assert extract_again(home, store).changed == 0


def test_a_page_read_before_files_were_lists_them_as_not_fetched(home: Home, store: Store) -> None:
    report_id = keep_cover(home, store, with_file=False)
    extract_again(home, store)
    (file,) = store.get(report_id).attachments
    assert (file.url, file.state) == (FILE_URL, AttachmentState.NOT_EXTRACTED)
    assert "Crawl the page" in file.reason


def test_a_report_whose_file_is_gone_from_the_archive_stays_as_it_was(home: Home, store: Store) -> None:
    report_id = keep_cover(home, store, with_file=True)
    before = store.get(report_id)
    for path in home.archive.iterdir():
        path.unlink()
    summary = extract_again(home, store)
    assert len(summary.failures) == 1
    assert store.get(report_id) == before
