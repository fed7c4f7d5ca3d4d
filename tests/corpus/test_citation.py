"""Citations: the formats agree with their standards, and no title can break out of them."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, date, datetime

import pytest

from corpus import NotFoundError, Report, content_sha256, report_id
from corpus.citation import FORMATS, FrozenCopy, cite

ACCESSED = date(2026, 3, 5)
URL = "http://www.example.gov.cn/zwgk/202301/t20230112_1.html"
COPY = FrozenCopy("http://archive.example/snapshots/7", datetime(2026, 3, 1, 8, 30, tzinfo=UTC), "ab" * 32)
HOSTILE = 'A & B <script>"x"</script> {\\end} 50% $_#~^\nT2  - no'


def a_report(**changes: object) -> Report:
    report = Report(
        id=report_id(url=URL),
        url=URL,
        title="示范区2022年度法治政府建设情况报告",
        body="正文。",
        report_year=2022,
        published=date(2023, 1, 12),
        issuer="示范区人民政府",
        media_type="text/html",
        collected_at=datetime(2026, 3, 1, tzinfo=UTC),
        content_sha256=content_sha256("", ""),
    )
    return dataclasses.replace(report, **changes)  # type: ignore[arg-type] # a test's own keywords


def text_of(format_id: str, report: Report) -> str:
    return cite(report, format_id, accessed=ACCESSED, copy=COPY).text


def test_gb7714_gives_issuer_title_carrier_dates_and_address_in_the_standards_order() -> None:
    assert text_of("gb7714", a_report()) == (
        f"示范区人民政府. 示范区2022年度法治政府建设情况报告[R/OL]. (2023-01-12)[2026-03-05]. {URL}. "
        f"存档: {COPY.address} (2026-03-01)."
    )


def test_apa_gives_issuer_year_title_and_address() -> None:
    assert text_of("apa", a_report()) == (
        f"示范区人民政府. (2023). 示范区2022年度法治政府建设情况报告. Retrieved March 5, 2026, from {URL} "
        f"Archived at {COPY.address}"
    )


@pytest.mark.parametrize("format_id", ["gb7714", "apa"])
def test_without_a_frozen_copy_the_citation_ends_with_the_address(format_id: str) -> None:
    assert cite(a_report(), format_id, accessed=ACCESSED).text.removesuffix(".").endswith(URL)


@pytest.mark.parametrize("format_id", FORMATS)
def test_title_stands_once_when_the_issuer_is_unknown(format_id: str) -> None:
    report = a_report(issuer=None)
    assert text_of(format_id, report).count(report.title) == 1


@pytest.mark.parametrize("format_id", FORMATS)
def test_report_without_address_date_and_issuer_is_still_cited(format_id: str) -> None:
    report = a_report(issuer=None, published=None, url=None, title="")
    text = text_of(format_id, report)
    assert "法治政府建设报告" not in text  # the type is unknown as well, and is not guessed
    assert "2022年报告" in text
    assert "http://www.example" not in text


def test_unknown_date_is_not_replaced_by_the_year_the_report_is_about() -> None:
    report = a_report(published=None, title="报告")
    assert "2022" not in text_of("apa", report)
    assert "(n.d.)" in text_of("apa", report)


def test_bibtex_escapes_what_latex_would_read_as_commands() -> None:
    entry = text_of("bibtex", a_report(title=HOSTILE))
    (title,) = re.findall(r"^  title = \{(.*)\},$", entry, re.MULTILINE)
    assert r"A \& B" in title
    assert r"\textbraceleft{}\textbackslash{}end\textbraceright{}" in title
    assert r"50\% \$\_\#\textasciitilde{}\textasciicircum{}" in title
    assert f"urldate = {{{ACCESSED.isoformat()}}}" in entry


def test_bibtex_braces_balance_whatever_the_title_holds() -> None:
    entry = text_of("bibtex", a_report(title=HOSTILE + "}}{"))
    assert entry.count("{") == entry.count("}")


def test_ris_keeps_a_line_break_in_a_title_from_starting_a_tag() -> None:
    lines = text_of("ris", a_report(title=HOSTILE)).split("\r\n")
    assert [line[:2] for line in lines if line] == [
        "TY",
        "AU",
        "TI",
        "PY",
        "DA",
        "UR",
        "Y2",
        "L2",
        "N1",
        "LA",
        "ID",
        "ER",
    ]
    assert all(line[2:6] == "  - " for line in lines if line)


def test_csl_json_holds_the_frozen_copy() -> None:
    (item,) = json.loads(text_of("csl-json", a_report()))
    assert item["archive"] == COPY.address
    assert COPY.sha256 in item["note"]
    assert item["issued"] == {"date-parts": [[2023, 1, 12]]}


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(NotFoundError, match="gb7714"):
        cite(a_report(), "mla", accessed=ACCESSED)
