"""Plain text and the way in."""

from __future__ import annotations

import pytest

from corpus import InputError
from corpus.extract import extract, read_text

BODY = (
    "2022年以来，青禾镇认真落实上级部署，扎实推进法治政府建设。现将有关情况报告如下。\n"
    "一、主要工作\n全年调解纠纷三十七件。"
)
TITLE = "青禾镇人民政府2022年度法治政府建设情况报告"


def of(text: str, title: str | None = None) -> tuple[str, str]:
    document = read_text(text, encoding="utf-8", title=title)
    return document.title, document.body


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(TITLE, TITLE, id="one line"),
        pytest.param("青禾镇人民政府\n2022年度法治政府建设情况报告", TITLE, id="the issuer over the title"),
        pytest.param("\n\n青禾镇人民政府\n\n2022年度法治政府建设情况报告\n", TITLE, id="with blank lines between"),
        pytest.param("青禾镇人民政府2022年度法治\n政府建设情况报告", TITLE, id="broken in two"),
        pytest.param(
            "青禾镇人民政府\n关于2022年法治政府\n建设情况的报告",
            "青禾镇人民政府关于2022年法治政府建设情况的报告",
            id="three lines",
        ),
        pytest.param(f"{TITLE}\n日期:2023-01-12 17:12\n政策文件:\n\n{TITLE}", TITLE, id="given twice"),
        pytest.param(f"{TITLE}（摘要）", f"{TITLE}（摘要）", id="with a remark in brackets"),
        pytest.param("青禾镇法治建设这一年\n", "青禾镇法治建设这一年", id="no usual last word, but set apart"),
    ],
)
def test_the_title_at_the_head_is_found_and_leaves_the_body(head: str, title: str) -> None:
    assert of(f"{head}\n{BODY}") == (title, BODY)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="nothing"),
        pytest.param("县委、县政府：\n", id="a salutation"),
        pytest.param("一、基本情况\n", id="a numbered heading"),
        pytest.param("青禾镇人民政府\n", id="the issuer alone"),
        pytest.param("2023年1月12日\n", id="a date"),
        pytest.param("青政〔2023〕5号\n", id="a document number"),
        pytest.param("本镇情况报告已经镇长办公会议讨论通过，现予公布。\n", id="a sentence"),
    ],
)
def test_a_text_without_a_title_line_has_no_title(head: str) -> None:
    title, body = of(head + BODY)
    assert title == ""
    assert body.endswith(BODY)
    assert body.startswith(head.strip())


def test_a_title_known_from_elsewhere_is_dropped_where_the_text_repeats_it() -> None:
    assert of(f"青禾镇人民政府\n2022年度 法治政府建设情况报告\n{BODY}", title=TITLE) == (TITLE, BODY)


def test_another_title_in_the_text_stays_in_it() -> None:
    assert of(f"政府工作报告\n\n{BODY}", title="2022年青禾镇政府工作报告")[1].startswith("政府工作报告\n")


def test_lines_about_the_document_are_given_apart_for_metadata() -> None:
    document = read_text(
        f"{TITLE}\n日期：2023-01-12\n青政〔2023〕5号\n——2023年1月12日在镇人民代表大会上\n\n{BODY}\n来源：青禾镇\n责编：王某",
        encoding="utf-8",
    )
    assert document.header.split("\n") == [
        "青政〔2023〕5号",
        "——2023年1月12日在镇人民代表大会上",
        "日期：2023-01-12",
        "来源：青禾镇",
        "责编：王某",
    ]
    assert "——2023年1月12日在镇人民代表大会上" in document.body
    assert "责编" not in document.body


def test_the_signature_stays_in_the_body() -> None:
    signed = f"{BODY}\n\n青禾镇人民政府\n2023年1月12日"
    assert of(signed)[1].endswith("青禾镇人民政府\n2023年1月12日")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_extract_reads_a_text_file_in_any_encoding(encoding: str) -> None:
    document = extract(f"{TITLE}\r\n{BODY}".replace("\n", "\r\n").encode(encoding), name="报告.txt")
    assert (document.title, document.body, document.media_type) == (TITLE, BODY, "text/plain")


def test_a_page_named_txt_is_read_as_a_page() -> None:
    page = f"<!DOCTYPE html><html><body><h1>{TITLE}</h1><div id='zoom'><p>{BODY}</p></div></body></html>"
    assert extract(page.encode(), name="page.txt").media_type == "text/html"


@pytest.mark.parametrize(
    ("media_type", "name", "expected"),
    [
        ("text/html; charset=gbk", "a.jsp", "text/html"),
        ("application/xhtml+xml", None, "text/html"),
        ("text/plain", "a.html", "text/plain"),
        ("application/octet-stream", "a.shtml", "text/html"),
        (None, None, "text/plain"),
        (None, "A.HTM", "text/html"),
    ],
)
def test_media_type_goes_before_suffix_and_suffix_before_nothing(
    media_type: str | None, name: str | None, expected: str
) -> None:
    assert extract(BODY.encode(), media_type=media_type, name=name).media_type == expected


@pytest.mark.parametrize(
    ("data", "arguments", "message"),
    [
        pytest.param(b"", {}, "It is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n", {}, "It is empty", id="a mark and blanks"),
        pytest.param("\u3000\n\u200b".encode(), {}, "It holds no text", id="invisible characters"),
        pytest.param(b"%PDF-1.4 ...", {"name": "a.txt"}, "PDF is damaged", id="a torn PDF named .txt"),
        pytest.param(b"x", {"media_type": "application/pdf"}, "called application/pdf", id="said to be a PDF"),
        pytest.param(b"x", {"media_type": "image/png"}, "media type image/png", id="said to be a picture"),
        pytest.param(b"x", {"name": "a.epub"}, "the suffix .epub are not read", id="a format not read"),
        pytest.param(b"<html><body></body></html>", {}, "It holds no text", id="an empty page"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        extract(data, **arguments)


def test_the_refusal_of_a_format_names_those_that_are_read() -> None:
    with pytest.raises(InputError) as caught:
        extract(b"x", name="a.epub")
    assert ".txt" in caught.value.hint
    assert ".docx" in caught.value.hint
    assert ".jsonl" in caught.value.hint
