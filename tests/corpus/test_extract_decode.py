"""Bytes to characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import InputError
from corpus.extract import decode, detect_encoding, refuse_binary

TEXT = "青禾镇人民政府2022年度法治政府建设情况报告\n一、主要工作\n全年调解纠纷37件，成功35件。\n"
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8, max_size=200)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), "utf-8-sig", id="utf-8 with a mark"),
        pytest.param(TEXT.encode("utf-16"), "utf-16", id="utf-16 with a mark"),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", id="utf-16 little-endian without a mark"),
        pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", id="utf-16 big-endian without a mark"),
        pytest.param(TEXT.encode("utf-32"), "utf-32", id="utf-32"),
        pytest.param(TEXT.encode("gbk"), "gb18030", id="gbk"),
        pytest.param((TEXT + "䶮㵤𠀀").encode("gb18030"), "gb18030", id="four-byte gb18030"),
    ],
)
def test_every_encoding_in_use_is_recognised_without_a_label(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text.startswith(TEXT)


@pytest.mark.parametrize("label", ["utf-8", "UTF8", '"utf-8"', "gb2312", "x-unknown", "base64", ""])
def test_gbk_bytes_are_read_as_gb18030_whatever_the_label_says(label: str) -> None:
    assert decode(TEXT.encode("gbk"), label=label).text == TEXT


def test_utf8_bytes_are_read_as_utf8_though_the_label_says_gbk() -> None:
    assert decode(TEXT.encode(), label="gbk").text == TEXT


def test_a_big5_label_is_believed_where_the_bytes_fit() -> None:
    traditional = "臺東縣政府施政報告，社會發展"
    assert decode(traditional.encode("big5"), label="big5").text == traditional


@given(HAN)
def test_chinese_in_gb18030_comes_back_as_it_was(text: str) -> None:
    data = text.encode("gb18030")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert decode(data, label="gbk").text == text


@given(HAN)
def test_chinese_in_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()).text == text


def test_damaged_utf8_is_refused_and_never_read_as_garbage() -> None:
    data = (TEXT * 20).encode()
    damaged = data[:100] + b"\xff" + data[100:]
    with pytest.raises(InputError, match="Byte 100 cannot be read as UTF-8"):
        decode(damaged)


def test_damaged_gbk_is_refused_with_the_place_of_the_damage() -> None:
    data = (TEXT * 5).encode("gbk") + b"\xff\xff"
    with pytest.raises(InputError, match=rf"Byte {len(data) - 2} cannot be read as GB18030"):
        decode(data)


def test_damaged_text_names_the_place_in_utf_8_too() -> None:
    data = b"\xd0\xd0" * 20 + b"\xff\xff"
    with pytest.raises(InputError, match="Byte 40 cannot be read as GB18030, byte 0 not as UTF-8"):
        decode(data)


def test_a_page_cut_in_the_middle_of_a_character_is_read_and_the_damage_counted() -> None:
    decoded = decode((TEXT * 5).encode()[:-3], lenient=True)
    assert decoded.replaced == 1
    assert decoded.text.startswith(TEXT)


def test_lenience_ends_where_the_damage_is_great() -> None:
    data = b"".join(
        character.encode()[:2] if place % 12 == 0 else character.encode() for place, character in enumerate(TEXT)
    )
    with pytest.raises(InputError, match="cannot be read as"):
        decode(data, lenient=True)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        pytest.param(b"%PDF-1.7\n%", "PDF", id="pdf"),
        pytest.param(b"PK\x03\x04\x14\x00", "ZIP", id="docx"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office", id="doc"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "PNG", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG", id="jpeg"),
        pytest.param(bytes(range(1, 256)) * 4, "control characters", id="noise"),
        pytest.param("报告".encode() + b"\0" + "正文".encode() * 100, "NUL at byte 6", id="a NUL in text"),
    ],
)
def test_a_binary_is_refused_and_named(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        refuse_binary(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_in_any_encoding_is_no_binary(encoding: str) -> None:
    refuse_binary(TEXT.encode(encoding))


def test_the_form_feeds_and_cell_marks_of_word_are_no_binary() -> None:
    refuse_binary((TEXT * 5 + "\x0c\x07\x0b\x1b").encode())


def test_ascii_alone_counts_as_utf8() -> None:
    assert detect_encoding(b"2022 report") == "utf-8"
