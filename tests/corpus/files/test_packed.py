from __future__ import annotations

import io
import zipfile

import pytest

from corpus.errors import InputError, NotExtractedError
from corpus.extract import extract
from corpus.extract.files import bounds, packed
from tests.corpus.files.made_files import BODY, TITLE, make_docx, make_pdf, make_zip


def test_a_zip_of_one_document_is_that_document() -> None:
    document = extract(make_zip({"报告/report.docx": make_docx()}))
    assert document.title == TITLE
    assert document.body.startswith(BODY[0])
    assert document.media_type == "application/zip"


def test_a_zip_of_several_gives_each_under_its_name_and_tells_what_it_left() -> None:
    document = extract(
        make_zip(
            {"2.txt": "第二份附件的内容。".encode(), "1.docx": make_docx(), "3.bin": b"\0\1", "__MACOSX/1.docx": b"x"}
        )
    )
    lines = document.body.split("\n")
    assert lines[:2] == ["1.docx", TITLE]
    assert lines[-2:] == ["2.txt", "第二份附件的内容。"]
    assert document.unread.startswith("3.bin: ")
    assert "MACOSX" not in document.unread


def test_names_in_gbk_are_read() -> None:
    document = extract(
        make_zip({"报告.txt": "甲地的情况。".encode(), "说明.txt": "乙地的情况。".encode()}, gbk_names=True)
    )
    assert "报告.txt" in document.body


def test_a_zip_in_a_zip_is_opened_once_and_no_deeper() -> None:
    inner = make_zip({"a.txt": "里层的内容。".encode()})
    assert extract(make_zip({"inner.zip": inner})).body == "里层的内容。"
    with pytest.raises(InputError, match="2 deep"):
        extract(make_zip({"outer.zip": make_zip({"inner.zip": inner})}))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = make_zip({"a.txt": b"0" * (bounds.MOST_MEMBER_BYTES + 1)})
    assert len(bomb) < 1_000_000
    with pytest.raises(InputError, match="unpacks to"):
        extract(bomb)


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    honest = make_zip({"a.txt": ("甲" * 100_000).encode()})
    at = honest.rfind(b"PK\x01\x02") + 24
    lying = honest[:at] + (1000).to_bytes(4, "little") + honest[at + 4 :]
    with pytest.raises(InputError, match=r"damaged|broken|nothing"):
        extract(lying)


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_MEMBERS", 3)
    with pytest.raises(InputError, match="packs 4 files"):
        extract(make_zip({f"{number}.txt": "内容。".encode() for number in range(4)}))


def test_documents_beyond_the_bound_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_DOCUMENTS", 1)
    document = extract(make_zip({"1.txt": "第一份。".encode(), "2.pdf": make_pdf()}))
    assert document.body == "第一份。"
    assert document.unread.startswith("2.pdf: of a ZIP, 1")


def test_a_locked_member_is_named() -> None:
    data = bytearray(make_zip({"a.txt": "内容".encode()}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    with pytest.raises(InputError, match="password"):
        extract(bytes(data))


def test_formats_that_are_not_opened_are_flagged() -> None:
    with pytest.raises(NotExtractedError, match="RAR"):
        extract(b"Rar!\x1a\x07\x00" + b"\0" * 100, name="a.rar")


def test_presentations_are_flagged() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr("ppt/presentation.xml", "<p/>")
    with pytest.raises(NotExtractedError, match="Presentations"):
        extract(out.getvalue())


def test_xml_with_entities_expands_none() -> None:
    document = make_docx()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                entity = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                data = data.replace(b"?>", b"?>" + entity, 1).replace(BODY[1].encode(), BODY[1].encode() + b"&x;")
            target.writestr(name, data)
    assert "root:" not in extract(out.getvalue()).body
