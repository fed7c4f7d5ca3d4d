"""The truth about the reports is broad enough for the demo, and consistent in itself."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from corpus import DocType, Level
from corpus.gazetteer import load_gazetteer
from localsite import REPORTS, LocalReport, Quirk
from localsite.dates import arabic_date, chinese_date
from localsite.places import PLACES
from localsite.report import BlockKind

SHORTEST, LONGEST = 1200, 3500


def id_of(report: LocalReport) -> str:
    return f"{report.slug}-{report.column}-{report.report_year}"


def with_quirk(quirk: Quirk) -> LocalReport:
    (report,) = [report for report in REPORTS if report.quirk is quirk]
    return report


def test_there_are_enough_reports_of_enough_bodies_in_enough_provinces_and_years() -> None:
    assert len(REPORTS) >= 150
    assert len({report.issuer for report in REPORTS}) >= 35
    assert len({report.province for report in REPORTS}) >= 20
    assert {2019, 2020, 2021, 2022, 2023} == {report.report_year for report in REPORTS}


def test_every_level_below_the_state_and_every_type_of_report_is_there() -> None:
    assert {report.level for report in REPORTS} == set(Level) - {Level.STATE}
    assert {report.doc_type for report in REPORTS} == set(DocType) - {DocType.OTHER}


def test_every_quirk_is_on_exactly_one_page() -> None:
    counts = Counter(report.quirk for report in REPORTS)
    assert {quirk: count for quirk, count in counts.items() if quirk} == dict.fromkeys(set(Quirk) - {Quirk.NONE}, 1)


def test_addresses_are_unique() -> None:
    assert len({(report.host, report.path) for report in REPORTS}) == len(REPORTS)


@pytest.mark.parametrize("report", REPORTS, ids=id_of)
def test_a_report_appears_from_january_to_march_when_it_is_due(report: LocalReport) -> None:
    due = report.report_year + (report.doc_type != DocType.WORK_REPORT)
    assert (report.published.year, report.published.month <= 3) == (due, True)


@pytest.mark.parametrize("report", REPORTS, ids=id_of)
def test_a_body_is_of_believable_length_and_names_its_year(report: LocalReport) -> None:
    assert SHORTEST <= len(report.body) <= LONGEST
    assert f"{report.report_year}年" in report.body
    assert "{" not in report.body


@pytest.mark.parametrize("report", REPORTS, ids=id_of)
def test_the_issuer_stands_in_the_title_the_signature_or_the_table(report: LocalReport) -> None:
    simplified = report.quirk is not Quirk.TRADITIONAL
    places = (report.title, *report.paragraphs[-2:], "" if report.document_number is None else report.issuer)
    named = any(report.issuer in place for place in places)
    of_congress = report.doc_type == DocType.WORK_REPORT
    assert named or of_congress or not simplified


@pytest.mark.parametrize("report", REPORTS, ids=id_of)
def test_a_signed_report_was_written_before_it_was_published(report: LocalReport) -> None:
    signatures = [block for block in report.blocks if block.kind is BlockKind.SIGNATURE]
    assert len(signatures) == (report.written is not None)
    if report.written is not None:
        assert report.written < report.published
        assert report.paragraphs[-1] in {arabic_date(report.written), chinese_date(report.written)}


def test_bodies_differ_and_share_few_paragraphs() -> None:
    assert len({report.body for report in REPORTS}) == len(REPORTS)
    paragraphs = Counter(text for report in REPORTS for text in report.paragraphs if len(text) > 60)
    assert sum(count > 1 for count in paragraphs.values()) < len(paragraphs) / 10


@pytest.mark.parametrize("keyword", ["枫桥经验", "信访", "公共法律服务", "行政复议", "疫情", "民法典", "村规民约"])
def test_keywords_stand_in_some_reports_and_not_in_all(keyword: str) -> None:
    assert 0.05 < sum(keyword in report.body for report in REPORTS) / len(REPORTS) < 0.95


def test_the_gazetteer_knows_every_place_and_its_code() -> None:
    gazetteer = load_gazetteer()
    for place in PLACES:
        found = gazetteer.resolve(place.province)
        for name in (place.city, place.county):
            found = gazetteer.resolve(name, within=found) if name else found
        assert gazetteer.by_code(place.code) == found, place.slug
        if place.township:
            assert gazetteer.resolve(place.township, within=found).level is Level.TOWNSHIP
        if place.zone:
            assert gazetteer.resolve(place.zone).city == found


def test_the_traditional_page_is_traditional() -> None:
    report = with_quirk(Quirk.TRADITIONAL)
    assert "法治政府建設" in report.title
    assert "楓橋經驗" in report.body
    assert report.county == "惠安县"


def test_the_page_without_a_title_still_has_one_in_its_list() -> None:
    report = with_quirk(Quirk.NO_TITLE)
    assert not report.has_title
    assert report.list_title


@pytest.mark.parametrize(
    ("day", "written"),
    [
        pytest.param(date(2021, 3, 21), "二〇二一年三月二十一日", id="twenty-one"),
        pytest.param(date(2023, 1, 10), "二〇二三年一月十日", id="ten"),
        pytest.param(date(2024, 2, 12), "二〇二四年二月十二日", id="twelve"),
        pytest.param(date(2020, 3, 30), "二〇二〇年三月三十日", id="thirty"),
    ],
)
def test_a_day_is_written_in_chinese_numerals(day: date, written: str) -> None:
    assert chinese_date(day) == written


def test_both_ways_of_writing_dates_are_in_use() -> None:
    last_lines = [report.paragraphs[-1] for report in REPORTS if report.written]
    assert 10 < sum(line.startswith("二") for line in last_lines) < len(last_lines) - 10
