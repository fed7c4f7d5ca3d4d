"""The files that a report's page offers: listed, and handed over safely."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus import AttachmentState, Evidence, ReportAttachment, Where, open_home, report_id
from corpus.archive import open_archive
from corpus.store import open_store
from indexer import update_index
from tests.corpus.files.made_files import make_pdf
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, soup_of, text_of
from webapp import create_app
from webapp.collection import close_collection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

PAGE_URL = "http://www.qingxi.gov.example/fz/t20240118_1.html"
PDF_URL = "http://www.qingxi.gov.example/fz/P1.pdf"
REPORT = report_id(url=PAGE_URL)
PDF = make_pdf()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path: Path = tmp_path_factory.mktemp("attachments") / "home"
    home = open_home(path, create=True)
    with open_store(home) as store:
        with open_archive(home, store, prefix="test") as archive:
            kept = archive.record_response(
                PDF_URL,
                status=200,
                headers=[("Content-Type", "application/pdf")],
                body=PDF,
                captured_at=library.COLLECTED,
            )
        made = library.report(PAGE_URL, "清溪县2023年法治政府建设情况报告", "县政府坚持依法行政。")
        files = (
            ReportAttachment(
                url=PDF_URL,
                label="附件：<b>全文</b>",
                media_type="application/pdf",
                snapshot=kept.id,
                sha256=kept.sha256,
                length=len(PDF),
                state=AttachmentState.EXTRACTED,
                is_body=True,
            ),
            ReportAttachment(
                url="http://elsewhere.example/b.rar",
                label="",
                state=AttachmentState.NOT_EXTRACTED,
                reason="Not fetched: it leads off the site, to http://elsewhere.example/b.rar; ....",
            ),
            ReportAttachment(
                url="javascript:alert(1)",
                label="三",
                state=AttachmentState.NOT_EXTRACTED,
                reason="something that nobody foresaw",
            ),
        )
        body = Evidence(where=Where.ATTACHMENT, quote="附件", confidence=0.9)
        store.save(replace(made, id=REPORT, attachments=files, evidence={"body": body}))
        update_index(home, store)
    app = create_app(home, config={"TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    made_client = app.test_client()
    made_client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh-CN,zh;q=0.9"
    yield made_client
    close_collection(app)


def test_each_file_is_listed_with_type_size_state_and_reason(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{REPORT}")
    first, second, third = (" ".join(item.get_text(" ").split()) for item in soup.select("#attachments li"))
    assert "附件：<b>全文</b>" in first
    assert "PDF · " in first
    assert "已提取文字" in first
    assert "本文所据" in first
    assert "b.rar" in second
    assert "未提取" in second
    assert "在其他网站上" in second
    assert "something that nobody foresaw" in third
    assert "附件 3" in text_of(soup, ".report-links")


def test_english_readers_get_the_same(client: FlaskClient) -> None:
    response = client.get(f"/reports/{REPORT}", headers={"Accept-Language": "en"})
    soup = soup_of(response)
    told = text_of(soup, "#attachments")
    assert "text extracted" in told
    assert "not fetched: it is on another site" in told


def test_only_web_addresses_are_linked(client: FlaskClient) -> None:
    links = hrefs(page(client, f"/reports/{REPORT}"), "#attachments a")
    assert PDF_URL in links
    assert not any(link.startswith("javascript") for link in links)


def test_our_copy_is_handed_over_as_a_file_that_can_do_nothing(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{REPORT}")
    (download,) = hrefs(soup, "#attachments a[download]")
    response = client.get(download)
    assert response.data == PDF
    assert response.headers["Content-Disposition"] == "attachment; filename=P1.pdf"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_the_page_of_the_copy_leads_back_to_the_report(client: FlaskClient) -> None:
    copy = hrefs(page(client, f"/reports/{REPORT}"), "#attachments .name a")[0]
    assert hrefs(page(client, copy), ".snapshot-head p a")[0].startswith(f"/reports/{REPORT}")


def test_the_citation_names_the_page_and_not_the_file(client: FlaskClient) -> None:
    assert PAGE_URL in client.get(f"/reports/{REPORT}/citation/gb7714").get_data(as_text=True)
    assert PDF_URL not in client.get(f"/reports/{REPORT}/citation/gb7714").get_data(as_text=True)


def test_the_api_gives_the_files(client: FlaskClient) -> None:
    data = client.get(f"/api/v1/reports/{REPORT}").get_json()
    assert [item["state"] for item in data["attachments"]] == ["extracted", "not_extracted", "not_extracted"]
    assert data["attachments"][0]["is_body"] is True
