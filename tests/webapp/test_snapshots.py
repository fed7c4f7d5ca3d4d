"""Frozen copies: shown as received, and kept from doing anything."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from corpus import report_id
from corpus.store import Snapshot
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, text_of
from webapp.pages.snapshot import MAX_SHOWN_BYTES, delivery_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HOSTILE_PAGE, LATER_PAGE, PDF = 1, 2, 3
UNCHANGED, RECORDS, TEXT = 6, 7, 8


def snapshot_of(media_type: str, url: str = "http://www.example.gov.cn/a/b.html") -> Snapshot:
    return Snapshot(
        id=7,
        url=url,
        captured_at=datetime(2024, 1, 1, tzinfo=UTC),
        status=200,
        media_type=media_type,
        sha256="0" * 64,
        length=10,
        file="a.warc.gz",
        offset=0,
        record_length=10,
        kind="response",
    )


def test_the_page_tells_when_and_where_it_was_taken_and_its_digest(client: FlaskClient) -> None:
    soup = page(client, f"/snapshots/{HOSTILE_PAGE}?q=调解")
    told = text_of(soup, ".snapshot-head dl")
    body = library.PAGE_HTML.encode("gb18030")
    assert "2024-03-05 09:30 （北京时间）" in told
    assert library.REVISED_URL in told
    assert hashlib.sha256(body).hexdigest() in told
    assert f"{len(body)} B" in told
    assert "HTTP 200" in told
    report = hrefs(soup, ".snapshot-head p a")[0]
    assert text_of(page(client, report), "h1") == "修订后"
    assert "q=" in report


def test_the_copy_is_framed_in_a_sandbox_without_any_permission(client: FlaskClient) -> None:
    frame = page(client, f"/snapshots/{HOSTILE_PAGE}").select_one("iframe")
    assert frame is not None
    assert frame.get_attribute_list("sandbox") == []
    assert "sandbox" in frame.attrs
    assert frame["src"] == f"/snapshots/{HOSTILE_PAGE}/raw"
    assert frame["title"]


def test_the_copy_is_the_archived_bytes_with_headers_that_keep_it_in(client: FlaskClient) -> None:
    client.get("/search")  # a visitor with a session cookie gets none here all the same
    response = client.get(f"/snapshots/{HOSTILE_PAGE}/raw")
    assert response.data == library.PAGE_HTML.encode("gb18030")
    policy = response.headers["Content-Security-Policy"].split("; ")
    assert policy[:4] == ["sandbox", "default-src 'none'", "img-src data:", "style-src 'unsafe-inline'"]
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers


def test_the_encoding_is_the_one_the_bytes_are_in(client: FlaskClient) -> None:
    first = client.get(f"/snapshots/{HOSTILE_PAGE}/raw")
    assert first.headers["Content-Type"] == "text/html; charset=gb18030"
    later = client.get(f"/snapshots/{LATER_PAGE}/raw")
    assert later.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_page_of_an_unchanged_visit_says_so(client: FlaskClient) -> None:
    soup = page(client, f"/snapshots/{UNCHANGED}")
    told = text_of(soup, ".snapshot-head dl")
    assert "（北京时间） · 未变" in told
    assert "/zwgk/报告/1.html" in told
    assert hrefs(soup, ".address a") == [library.REVISITED_URL]


def test_of_an_imported_file_of_records_only_the_reports_own_record_is_shown(client: FlaskClient) -> None:
    report = page(client, f"/reports/{report_id(url=library.RECORD_URL)}")
    assert "导入文件 汇编.jsonl" in text_of(report, ".copies")
    soup = page(client, hrefs(report, ".copies a")[0])
    assert "导入文件 汇编.jsonl" in text_of(soup, ".snapshot-head dl")
    said = text_of(soup, ".snapshot-head .help")
    assert "网页" not in said
    assert f"下载整个文件（{len(library.RECORDS.encode())} B）" in said
    assert text_of(soup, ".record h2") == f"第 {library.RECORD_LINE} 行的记录"
    columns = [dd.get_text() for dd in soup.select(".record dd")]
    assert columns == [library.RECORD_URL, "成行的报告", "一行一篇。\n<b>第二段</b>。", "3"]
    assert not soup.select("iframe")
    assert text_of(page(client, hrefs(soup, ".snapshot-head p a")[0]), "h1") == "成行的报告"


def test_a_file_of_records_is_handed_over_whole_as_a_file(client: FlaskClient) -> None:
    response = client.get(f"/snapshots/{RECORDS}/raw")
    assert response.data == library.RECORDS.encode()
    assert response.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("report", ["", "unknown", report_id(url=library.REVISED_URL)])
def test_without_its_report_a_file_of_records_shows_none(client: FlaskClient, report: str) -> None:
    soup = page(client, f"/snapshots/{RECORDS}?report={report}")
    assert not soup.select(".record, iframe")
    assert text_of(soup, ".snapshot-head .help").startswith("导入的是一个含有多篇报告的文件，文件已原样整个保存。 下载")


def test_an_imported_text_is_shown_and_not_called_a_web_page(client: FlaskClient) -> None:
    soup = page(client, f"/snapshots/{TEXT}")
    assert text_of(soup, ".file-name") == "a.txt"
    assert text_of(soup, ".snapshot-head .help") == "这是导入的文件，与导入时一致。 单独打开"
    assert soup.select("iframe")


def test_a_citation_of_one_record_leads_to_that_record(client: FlaskClient) -> None:
    cited = text_of(page(client, f"/reports/{report_id(url=library.RECORD_URL)}"), ".citation p")
    address = f"/snapshots/{RECORDS}?report={report_id(url=library.RECORD_URL)}"
    assert address in cited
    assert page(client, address).select(".record")


def test_what_is_no_page_is_offered_as_a_file(client: FlaskClient) -> None:
    soup = page(client, f"/snapshots/{PDF}")
    assert not soup.select("iframe")
    assert "下载原文件" in text_of(soup, ".snapshot-head .help")
    response = client.get(f"/snapshots/{PDF}/raw")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.data == b"%PDF-1.4 invented"


@pytest.mark.parametrize("address", ["/snapshots/99", "/snapshots/99/raw", "/snapshots/0", "/snapshots/" + "9" * 30])
def test_an_unknown_copy_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("media_type", "body", "header", "content_type"),
    [
        pytest.param("text/html", "文".encode(), "", "text/html; charset=utf-8", id="bytes in UTF-8"),
        pytest.param(
            "text/html",
            "文字".encode("gbk"),
            "text/html; charset=utf-8",
            "text/html; charset=gb18030",
            id="header lies",
        ),
        pytest.param(
            "text/html",
            b'<meta charset="big5">' + "繁體".encode("big5"),
            "",
            "text/html; charset=big5",
            id="big5 by its meta tag",
        ),
        pytest.param("application/xhtml+xml", b"<p>", "", "text/html; charset=utf-8", id="never as XML"),
        pytest.param("text/plain", "文".encode("utf-16"), "", "text/plain; charset=utf-16", id="plain text in UTF-16"),
        pytest.param("text/javascript", b"alert(1)", "", "text/plain; charset=utf-8", id="a script is text"),
        pytest.param("application/json", b"{}", "", "text/plain; charset=utf-8", id="records are text"),
        pytest.param("image/svg+xml", b"<svg/>", "", "application/octet-stream", id="a picture that could run scripts"),
        pytest.param("application/pdf", b"%PDF", "", "application/octet-stream", id="a PDF"),
        pytest.param("text/plain", b"a" * (MAX_SHOWN_BYTES + 1), "", "application/octet-stream", id="a very long text"),
    ],
)
def test_each_kind_of_payload_is_delivered_as_something_harmless(
    media_type: str, body: bytes, header: str, content_type: str
) -> None:
    delivery = delivery_of(snapshot_of(media_type), body, header)
    assert delivery.content_type == content_type
    assert (delivery.file_name is not None) is (content_type == "application/octet-stream")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        pytest.param("http://a.example/files/%E9%99%84%E8%A1%A8.pdf", "附表.pdf", id="a name in Chinese"),
        pytest.param("http://a.example/", "snapshot-7", id="no name"),
        pytest.param("http://a.example/a%22%0d%0aSet-Cookie:x=1.pdf", "aSet-Cookie:x=1.pdf", id="a header in the name"),
        pytest.param("http://a.example/..", "snapshot-7", id="dots"),
    ],
)
def test_a_saved_file_has_a_plain_name(url: str, name: str) -> None:
    assert delivery_of(snapshot_of("application/pdf", url), b"", "").file_name == name
