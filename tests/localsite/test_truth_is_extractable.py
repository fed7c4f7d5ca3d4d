"""Reading the pages of the site gives the truth about their reports: text, title, dates, issuer, place, type."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from corpus.reading import read_page
from localsite import REPORTS, LocalReport, Quirk
from localsite.hosts import HOSTS, pages
from localsite.places import PLACES
from localsite.report import Delivery

if TYPE_CHECKING:
    from corpus import Report

FIELDS = (
    "title", "published", "report_year", "issuer", "content_source", "level", "doc_type", "province", "city", "county",
    "township", "zone",
)  # fmt: skip
ADDRESSES = {host: f"127.0.0.{number}" for number, host in enumerate(HOSTS, start=1)}
ON_PAGES = [report for report in REPORTS if report.delivery is Delivery.PAGE]
COLLECTED = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)


def read(report: LocalReport) -> Report:
    """What the page of `report` gives when it is received as the site serves it."""
    page = pages(report.host)[report.path]
    media_type, _, charset = page.content_type.partition("; charset=")
    url = f"http://{ADDRESSES[report.host]}:8765{report.path}"
    return read_page(page.body, url=url, media_type=media_type, charset=charset or None, collected_at=COLLECTED)


def id_of(report: LocalReport) -> str:
    return "-".join(filter(None, (report.slug, report.column, str(report.report_year), report.quirk.value)))


@pytest.mark.parametrize("report", ON_PAGES, ids=id_of)
def test_every_field_of_a_page_is_read_right(report: LocalReport) -> None:
    found = read(report)
    assert {name: getattr(found, name) for name in FIELDS} == {name: getattr(report, name) for name in FIELDS}


@pytest.mark.parametrize("report", ON_PAGES, ids=id_of)
def test_the_body_is_read_paragraph_by_paragraph_without_page_chrome(report: LocalReport) -> None:
    assert read(report).paragraphs == list(report.paragraphs)


def test_the_gazetteer_code_is_that_of_the_site() -> None:
    codes = {report.slug: (read(report).locality_code or "")[:6] for report in ON_PAGES if report.level == "county"}
    assert codes == {place.slug: place.code for place in PLACES if place.level == "county"}


def test_every_known_field_says_where_it_was_read() -> None:
    report = next(report for report in REPORTS if report.quirk is Quirk.NONE and report.level == "township")
    found = read(report)
    known = {name for name in FIELDS if getattr(found, name) is not None} - {"title"}
    assert known <= set(found.evidence)
