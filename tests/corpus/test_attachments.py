"""Whether a page is the report, or only a cover for a file that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.attachments import Gathered, ReadFile, ReceivedFile, file_name, gather, read_received
from corpus.cms import Attachment
from corpus.extract import Document
from corpus.reading import read_report
from corpus.report import AttachmentState
from tests.corpus.files.made_files import BODY, TITLE, make_docx, make_pdf, make_xlsx
from tests.corpus.made_reports import COLLECTED

REPORT = "http://a.gov.example/P1.pdf"
TABLE = "http://a.gov.example/b.xlsx"
OTHER = "http://a.gov.example/c.docx"
ROWS = make_xlsx({"表": [["东河镇", "某项工作的完成情况"]] * 200})


def page(body: str, *offers: Attachment, title: str = TITLE) -> Document:
    return Document(title=title, body=body, media_type="text/html", encoding="utf-8", attachments=offers)


def read(url: str, label: str, data: bytes | None) -> ReadFile:
    return read_received(ReceivedFile(url=url, label=label, data=data, reason="" if data else "answered 404"))


def gathered(body: str, *files: ReadFile, title: str = TITLE) -> Gathered:
    offers = [Attachment(file.attachment.url, file.attachment.label) for file in files]
    return gather(page(body, *offers, title=title), files)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="empty"),
        pytest.param("详见附件", id="see the file"),
        pytest.param(f"{TITLE}.pdf\n附件：", id="only names of files"),
        pytest.param(
            "各乡镇人民政府，县直各单位：\n现将《清溪县2023年法治政府建设情况报告》印发给你们，请结合实际认真贯彻落实，并将执行中遇到的问题及时"
            "反馈县委全面依法治县委员会办公室。联系电话和联系人见单位通讯录，执行期限到下一年度报告公布时为止，届时另行通知，请各单位相互转告。\n"
            "清溪县人民政府\n2024年1月18日",
            id="a notice that forwards it",
        ),
    ],
)
def test_a_page_that_says_nothing_itself_is_a_cover(body: str) -> None:
    found = gathered(body, read(REPORT, "附件", make_pdf(BODY * 3)))
    assert found.document.body.startswith(BODY[0])
    assert found.document.title == TITLE
    assert found.body_from == found.attachments[0]
    assert found.attachments[0].is_body


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("\n".join(BODY), id="a short report"),
        pytest.param(
            "县政府召开会议，听取年度工作情况，研究部署下一步任务。" * 6,
            id="a piece of news without a word of its file",
        ),
    ],
)
def test_a_page_with_text_of_its_own_keeps_it(body: str) -> None:
    found = gathered(body, read(OTHER, "附件：全文", make_docx(["另一份文件的内容。" * 300])))
    assert found.document.body == body
    assert found.body_from is None
    assert not found.attachments[0].is_body


def test_of_several_files_the_one_that_is_called_like_the_page_is_the_report() -> None:
    longer = make_docx(["评估办法的条文，逐条列出。" * 200], title="考核评估办法")
    found = gathered("详见附件", read(OTHER, "附件1", longer), read(REPORT, "附件2", make_pdf()))
    assert [item.is_body for item in found.attachments] == [False, True]


def test_a_table_is_the_report_only_where_the_page_says_nothing() -> None:
    assert gathered("统计情况见附件，请查收。", read(TABLE, "附件", ROWS)).body_from is None
    assert gathered("", read(TABLE, "附件", ROWS)).body_from is not None


def test_a_file_that_says_hardly_more_than_the_page_is_not_its_text() -> None:
    assert gathered("详见附件", read(OTHER, "附件", make_docx(["盖章页。"]))).body_from is None


def test_a_title_is_taken_from_the_file_where_the_page_has_none() -> None:
    assert gathered("", read(REPORT, "附件", make_pdf()), title="").document.title == TITLE


def test_recognised_text_does_not_speak_against_the_page() -> None:
    """A misread name of a place in a scan leaves the place that the page's title names."""
    title = "天津市西青区西营门街道办事处2022年法治政府建设情况报告"
    scan = read(REPORT, "附件", make_pdf(["正文的一段，讲依法行政。" * 20, "甘肃省陇南市康县岸门口镇人民政府"]))
    assert scan.document is not None
    recognised = replace(scan, document=replace(scan.document, recognised=True))
    cover = page("全文详见附件。", Attachment(REPORT, "附件"), title=title)
    report = read_report(cover, collected_at=COLLECTED, files=[recognised])
    assert (report.county, report.township) == ("西青区", "西营门街道")
    assert "依法行政" in report.body


def test_what_was_not_fetched_is_listed_with_that_reason() -> None:
    found = gather(page("正文。", Attachment(REPORT, "附件"), Attachment(OTHER, "附件2")), [read(OTHER, "附件2", None)])
    assert [item.url for item in found.attachments] == [REPORT, OTHER]
    assert "not fetched" in found.attachments[0].reason
    assert found.attachments[1].reason == "answered 404"
    assert {item.state for item in found.attachments} == {AttachmentState.NOT_EXTRACTED}
    assert found.attachments[0].media_type == "application/pdf"


def test_what_the_page_once_offered_stays_listed() -> None:
    found = gather(page("正文。"), [read(REPORT, "附件", make_pdf())])
    assert [item.url for item in found.attachments] == [REPORT]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://a.example/P0202.pdf", "P0202.pdf"),
        ("http://a.example/module/download/downfile.jsp?classid=0&filename=%E6%8A%A5%E5%91%8A.docx", "报告.docx"),
        ("http://a.example/files/%E6%8A%A5%E5%91%8A.wps?v=1", "报告.wps"),
        ("http://a.example/download/17", "17"),
        ("http://[broken/a.pdf", ""),
    ],
)
def test_the_name_of_a_file_is_read_from_its_address(url: str, name: str) -> None:
    assert file_name(url) == name
