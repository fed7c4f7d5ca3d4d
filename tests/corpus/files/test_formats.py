"""The same report in every format gives the same text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import InputError, NotExtractedError
from corpus.extract import extract
from tests.corpus.files.made_files import (
    BODY,
    DATE,
    SIGNATURE,
    TITLE,
    make_doc,
    make_docx,
    make_numbered_docx,
    make_ofd,
    make_ole,
    make_pdf,
    make_rtf,
    make_xls,
    make_xlsx,
    make_zip,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "\n".join([*BODY, SIGNATURE, DATE])
ROWS: list[list[Any]] = [
    ["乡镇", "调解件数", "日期"],
    ["东河镇", 1280, date(2023, 12, 31)],
    [None, None, None],
    ["西岭乡", 96.5],
]

FORMATS = [
    pytest.param(make_pdf, "report.pdf", "application/pdf", id="pdf"),
    pytest.param(
        make_docx, "report.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", id="docx"
    ),
    pytest.param(make_doc, "report.doc", "application/msword", id="doc"),
    pytest.param(make_doc, "report.wps", "application/msword", id="wps"),
    pytest.param(make_ofd, "report.ofd", "application/ofd", id="ofd"),
    pytest.param(make_rtf, "report.rtf", "application/rtf", id="rtf"),
    pytest.param(lambda: make_rtf(codepage=True), "report.rtf", "application/rtf", id="rtf-gbk"),
]


@pytest.mark.parametrize(("make", "name", "media_type"), FORMATS)
def test_every_format_gives_the_same_title_and_paragraphs(
    make: Callable[[], bytes], name: str, media_type: str
) -> None:
    document = extract(make(), name=name)
    assert document.title == TITLE
    assert document.body == TEXT
    assert document.media_type == media_type
    assert document.unread == ""


@pytest.mark.parametrize(("make", "name", "media_type"), FORMATS)
def test_the_bytes_decide_whatever_the_file_is_called(make: Callable[[], bytes], name: str, media_type: str) -> None:
    del name
    assert extract(make(), name="report.txt", media_type="text/html").media_type == media_type


@pytest.mark.parametrize(
    ("make", "name"), [pytest.param(make_xlsx, "a.xlsx", id="xlsx"), pytest.param(make_xls, "a.xls", id="xls")]
)
def test_sheets_give_a_line_a_row(make: Callable[..., bytes], name: str) -> None:
    rows = [[str(cell) if isinstance(cell, date) else cell for cell in row] for row in ROWS]
    document = extract(
        make({"一览": [[cell for cell in row if cell is not None] for row in rows if any(row)]}), name=name
    )
    assert document.body == "乡镇 | 调解件数 | 日期\n东河镇 | 1280 | 2023-12-31\n西岭乡 | 96.5"


def test_a_date_in_a_workbook_is_shown_as_a_date() -> None:
    assert "2023-12-31" in extract(make_xlsx({"一览": ROWS})).body


def test_several_sheets_bear_their_names() -> None:
    document = extract(make_xlsx({"执法": [["镇", "件"]], "空": [], "调解": [["乡", "次"]]}))
    assert document.body == "执法\n镇 | 件\n调解\n乡 | 次"


def test_docx_tables_become_rows_and_footnotes_stand_at_the_end() -> None:
    document = extract(make_docx(table=[["乡镇", "件数"], ["东河镇", "12"]], note="数据截至年底。"))
    lines = document.body.split("\n")
    assert lines[lines.index("乡镇 | 件数") + 1] == "东河镇 | 12"
    assert lines[-1] == "[1] 数据截至年底。"


def test_numbers_that_word_counts_itself_are_counted_along() -> None:
    levels = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
    steps = [
        (0, "主要做法"),
        (1, "规范执法"),
        (2, "配备人员"),
        (2, "评查案卷"),
        (1, "化解纠纷"),
        (0, "存在的不足"),
        (1, "力量薄弱"),
    ]
    lines = extract(make_numbered_docx(levels, steps)).body.split("\n")
    assert lines == [
        "一、主要做法",
        "（一）规范执法",
        "1.配备人员",
        "2.评查案卷",
        "（二）化解纠纷",
        "二、存在的不足",
        "（一）力量薄弱",
    ]


@pytest.mark.parametrize(
    ("kind", "number", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("japaneseCounting", 3, "三"),
        ("decimalEnclosedCircleChinese", 2, "②"),
        ("upperRoman", 4, "IV"),
        ("lowerLetter", 2, "b"),
        ("decimalZero", 7, "7"),
    ],
)
def test_each_kind_of_number_is_written_as_word_writes_it(kind: str, number: int, written: str) -> None:
    steps = [(0, f"第{position}段") for position in range(number)]
    assert extract(make_numbered_docx([(kind, "%1、")], steps)).body.split("\n")[-1] == f"{written}、第{number - 1}段"


def test_bullets_leave_no_mark() -> None:
    assert extract(make_numbered_docx([("bullet", "\uf0b7")], [(0, "一项工作")])).body == "一项工作"


def test_the_title_on_the_page_wins_over_the_properties() -> None:
    assert extract(make_pdf(title=TITLE)).title == TITLE
    document = extract(make_docx(title="一", paragraphs=["正文第一段，没有标题可言，只有这样一句完整的话。"]))
    assert document.title != "Word 文档"


def test_doc_rows_and_fields_are_read_as_shown() -> None:
    text = (
        f"{TITLE}\r乡镇\x07件数\x07\x07东河镇\x07十二\x07\x07"
        '详情见\x13 HYPERLINK "http://qingxi.example/a" \x14公开栏\x15的说明，本报告全文同时公布。\r'
    )
    document = extract(make_doc(text, notes="\x02数据截至年底。", pieces=3))
    assert document.body.split("\n") == [
        "乡镇 | 件数",
        "东河镇 | 十二",
        "详情见公开栏的说明，本报告全文同时公布。",
        "数据截至年底。",
    ]


@pytest.mark.parametrize(
    ("stored", "rows"),
    [
        pytest.param("a\x07b\x07c\x07\x07d\x07\x07f\x07\x07", ["a | b | c", "d |  | f"], id="empty cell in the middle"),
        pytest.param("a\x07b\x07c\x07\x07d\x07e\x07\x07\x07", ["a | b | c", "d | e"], id="empty cell at the end"),
        pytest.param(
            "a\x07b\x07c\x07\x07d\x07e\x07\x07f\x07g\x07h\x07\x07",
            ["a | b | c", "d | e", "f | g | h"],
            id="merged cells",
        ),
        pytest.param("a\x07b\rc\x07\x07", ["a | b c"], id="two paragraphs in a cell"),
    ],
)
def test_doc_rows_with_empty_and_merged_cells(stored: str, rows: list[str]) -> None:
    text = f"{TITLE}\r{stored}表后的段落，说明数据的来源。\r"
    assert extract(make_doc(text)).body.split("\n") == [*rows, "表后的段落，说明数据的来源。"]


def test_word_2003_flat_xml_is_read_like_docx() -> None:
    markup = (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:p><w:r><w:t>{BODY[0]}</w:t></w:r></w:p></w:body></w:wordDocument>"
    )
    document = extract(markup.encode(), name="report.doc")
    assert (document.title, document.body) == (TITLE, BODY[0])


def test_a_page_that_word_saved_under_its_own_suffix_is_read_as_a_page() -> None:
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"></head>'
        f"<body><h1>{TITLE}</h1><p>{BODY[0]}</p></body></html>"
    )
    assert BODY[0] in extract(page.encode(), name="report.doc").body


def test_a_page_in_place_of_a_file_is_refused() -> None:
    page = "<!DOCTYPE html><html><body><p>您访问的页面不存在</p></body></html>".encode()
    with pytest.raises(InputError, match="It is a web page"):
        extract(page, name="report.pdf")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(make_pdf(locked="secret"), id="pdf"),
        pytest.param(make_doc(encrypted=True), id="doc"),
        pytest.param(make_ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), id="docx"),
    ],
)
def test_a_locked_file_says_that_it_is_locked(data: bytes) -> None:
    with pytest.raises(NotExtractedError, match="password"):
        extract(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(make_pdf()[:3000], "a.pdf", id="pdf"),
        pytest.param(make_docx()[:-300], "a.docx", id="docx"),
        pytest.param(
            make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b""}), "a.docx", id="docx-parts"
        ),
        pytest.param(make_doc()[:2000], "a.doc", id="doc"),
        pytest.param(
            make_ole({"WordDocument": b"\xec\xa5\xc1\0" + b"\xff" * 3000, "0Table": b""}), "a.doc", id="doc-head"
        ),
        pytest.param(make_ofd()[:-200], "a.ofd", id="ofd"),
        pytest.param(
            make_zip({"OFD.xml": b"<OFD><DocRoot>Doc_0/Document.xml</DocRoot></OFD>"}), "a.ofd", id="ofd-parts"
        ),
        pytest.param(make_xlsx({"一": [["甲"]]})[:-200], "a.xlsx", id="xlsx"),
        pytest.param(make_xls({"一": [["甲"]]})[:700], "a.xls", id="xls"),
        pytest.param(b"{\\rtf1", "a.rtf", id="rtf"),
        pytest.param(make_zip({"a.txt": "内容".encode()})[:-30], "a.zip", id="zip"),
        pytest.param("这不是便携文档".encode(), "a.pdf", id="text-as-pdf"),
    ],
)
def test_a_broken_file_is_named_as_broken(data: bytes, name: str) -> None:
    with pytest.raises(InputError) as raised:
        extract(data, name=name)
    assert raised.value.message


@pytest.mark.parametrize(
    "make", [make_pdf, make_docx, make_doc, make_ofd, make_rtf], ids=lambda make: str(make.__name__)
)
def test_no_damage_to_a_file_ends_in_anything_but_an_input_error(make: Callable[[], bytes]) -> None:
    data = make()
    for step in range(12):
        at = len(data) * step // 12
        damaged = data[:at] + bytes(byte ^ 0x5A for byte in data[at : at + 64]) + data[at + 64 :]
        try:
            extract(damaged, name="a.bin")
        except InputError as error:
            assert error.message  # noqa: PT017 - either outcome is right, as long as it is one of the two


IMAGE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="4"/>'
COMPOSITE = '<ofd:CompositeObject Boundary="0 0 210 297" ResourceID="5"/>'
OUTLINE = (
    '<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>'
)


@pytest.mark.parametrize("drawn", [IMAGE, COMPOSITE, OUTLINE], ids=["picture", "composite", "outline"])
def test_an_ofd_whose_pages_are_drawn_says_so_and_is_no_empty_text(drawn: str) -> None:
    pages = dict.fromkeys(range(9), drawn)
    with pytest.raises(NotExtractedError, match="Its pages are pictures"):
        extract(make_ofd(drawn=pages), name="scan.ofd")


def test_an_ofd_with_some_drawn_pages_gives_the_others_and_says_what_is_missing() -> None:
    document = extract(make_ofd(drawn={1: IMAGE}, page_lines=8), name="half.ofd")
    assert document.title == TITLE
    assert document.body.startswith(BODY[0][:20])
    assert document.unread.startswith("1 of ")
