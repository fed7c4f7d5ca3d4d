"""Article pages with the traps of real markup, each in three layouts: title, date, source, body, attachments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from corpus.extract import Document, extract
from corpus.reading import read_report
from tests.corpus.pages import attachment_traps, body_traps, copy_traps, date_traps, source_traps, title_traps
from tests.corpus.pages.layouts import LAYOUTS, URL, Trap

COLLECTED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
TABLES = (date_traps, source_traps, title_traps, copy_traps, body_traps, attachment_traps)
ALL = [
    pytest.param(trap, layout, id=f"{layout.__name__}: {trap.name}")
    for table in TABLES
    for trap in table.TRAPS
    for layout in LAYOUTS
]


def read(trap: Trap, layout: Callable[[Trap], str]) -> Document:
    return extract(layout(trap).encode(), media_type="text/html", url=URL)


@pytest.mark.parametrize(("trap", "layout"), ALL)
def test_a_page_is_read_right_whatever_its_trap(trap: Trap, layout: Callable[[Trap], str]) -> None:
    document = read(trap, layout)
    report = read_report(document, url=URL, collected_at=COLLECTED)
    found = {
        "title": document.title,
        "published": report.published.isoformat() if report.published else None,
        "source": report.content_source,
        "body": document.body,
        "attachments": sorted(attachment.url for attachment in document.attachments),
    }
    assert found == {
        "title": trap.title,
        "published": trap.published,
        "source": trap.source,
        "body": trap.body,
        "attachments": sorted(trap.attachments),
    }


@pytest.mark.parametrize(
    ("layout", "why"),
    [
        (LAYOUTS[0], "known container div.TRS_Editor: 100% of the text of the fullest element, "),
        (LAYOUTS[1], "family div.marked-text: 100% of the text of the fullest element, "),
        (LAYOUTS[2], "most text td#3nr: 100% of the text of the fullest element, td#3nr"),
    ],
    ids=["a known container", "a family's own marks", "the element that holds most"],
)
def test_a_report_tells_which_part_of_its_page_is_the_text_and_why(layout: Callable[[Trap], str], why: str) -> None:
    report = read_report(read(Trap("none"), layout), url=URL, collected_at=COLLECTED)
    assert report.evidence["body"].quote.startswith(why)
