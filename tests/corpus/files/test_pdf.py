from __future__ import annotations

import pytest

from corpus.errors import NotExtractedError
from corpus.extract import extract
from corpus.extract.files import recognition
from tests.corpus.files.made_files import BODY, DATE, SIGNATURE, TITLE, make_pdf, make_scan, make_two_columns


@pytest.mark.parametrize("lines_a_page", [3, 5, 8, 13])
def test_paragraphs_run_on_over_the_page_and_heads_and_numbers_are_dropped(lines_a_page: int) -> None:
    document = extract(make_pdf(lines_a_page=lines_a_page))
    assert document.body.split("\n") == [*BODY, SIGNATURE, DATE]
    assert "公报" not in document.body


def test_a_running_head_on_a_single_page_is_no_title() -> None:
    assert extract(make_pdf(lines_a_page=40)).title == TITLE


def test_two_columns_are_read_one_after_the_other_though_drawn_row_by_row() -> None:
    document = extract(make_two_columns(BODY[:3], BODY[3:]))
    assert document.title == TITLE
    assert document.body.split("\n") == list(BODY)


def test_numbered_items_at_the_margin_stay_apart() -> None:
    items = [
        f"{number}、第{number}项措施已经落实到每一个村组，群众反映的问题逐件登记并按期办结。" for number in range(1, 6)
    ]
    assert extract(make_pdf(items)).body.split("\n")[:5] == items


def test_a_scan_without_recognition_is_flagged_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "PACKAGES", ("no_such_package",))
    with pytest.raises(NotExtractedError, match=r"scan.*ocr"):
        extract(make_scan())


@pytest.mark.skipif(recognition.recognition_missing() is not None, reason="the optional extra ocr is not installed")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_scan_is_recognised() -> None:
    document = extract(make_scan())
    assert document.title == TITLE
    assert "专题讲座十二场" in document.body
