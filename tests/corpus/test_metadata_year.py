"""The year a report is about: title first, then what the text states; two possible years are no year."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Where
from corpus.metadata import PageFacts, read_metadata
from corpus.metadata.dates import read_year


@pytest.mark.parametrize(
    ("title", "year"),
    [
        pytest.param("临安区2021年度法治政府建设情况报告", 2021, id="year in the middle"),
        pytest.param("2021年临安区法治政府建设工作报告", 2021, id="year first"),
        pytest.param("临安区关于 2021 年法治政府建设情况的报告", 2021, id="spaces around the year"),
        pytest.param("临安区二〇二一年法治政府建设情况报告", 2021, id="year in Chinese numerals"),
        pytest.param("临安区二○二一年法治政府建设情况报告", 2021, id="zero written as a circle"),
        pytest.param("临安区２０２１年法治政府建设情况报告", 2021, id="full-width digits"),
        pytest.param("临安区2021年法治政府建设情况和2022年工作安排的报告", 2021, id="next year's plans do not count"),
        pytest.param("临安区贯彻2021-2025年实施纲要2022年度情况报告", 2022, id="plan years do not count"),
        pytest.param("临安区法治政府建设情况报告(2022年3月5日)", None, id="a day is no report year"),
        pytest.param("临安区2020年、2021年法治政府建设情况报告", None, id="two years, and nothing settles it"),
        pytest.param("临安区法治政府建设情况报告", None, id="no year"),
        pytest.param("临安区1234年法治政府建设情况报告", None, id="no year of this age"),
    ],
)
def test_the_title_gives_the_year(title: str, year: int | None) -> None:
    assert read_metadata(PageFacts(text="", title=title)).report_year == year


def test_two_years_in_the_title_are_settled_by_the_text() -> None:
    facts = PageFacts(
        title="临安区2020年、2021年法治政府建设情况报告", text="现将2021年度法治政府建设情况报告如下。\n一、主要做法"
    )
    assert read_metadata(facts).report_year == 2021


def test_a_year_in_the_text_that_the_title_does_not_name_settles_nothing() -> None:
    facts = PageFacts(
        title="临安区2020年、2021年法治政府建设情况报告", text="现将2019年度法治政府建设情况报告如下。\n一、主要做法"
    )
    assert read_metadata(facts).report_year is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("现就2021年度法治政府建设情况报告如下。", 2021, id="stated"),
        pytest.param("根据有关要求,现公布本局2021年政府信息公开工作年度报告。", 2021, id="announced"),
        pytest.param("所列数据的统计期限自2021年1月1日至12月31日。", 2021, id="period of the figures"),
        pytest.param("2021年,本街道坚持普法先行。", 2021, id="first words"),
        pytest.param("2021年以来,本街道坚持普法先行。", 2021, id="since"),
        pytest.param("区委、区政府:\n2021年,本街道坚持普法先行。", 2021, id="first words after the salutation"),
        pytest.param("一、总体情况\n在2021年,本街道坚持普法先行。", 2021, id="first words under a heading"),
        pytest.param("一年来,本街道坚持普法先行。\n一、2021年主要做法\n二、打算", 2021, id="first heading"),
        pytest.param("本街道坚持普法先行,落实2019年发布的办法。", None, id="a year in passing"),
        pytest.param("", None, id="empty"),
    ],
)
def test_without_a_title_the_text_states_the_year(text: str, year: int | None) -> None:
    assert read_metadata(PageFacts(text=text)).report_year == year


def test_the_year_of_publication_is_not_the_year_of_the_report() -> None:
    facts = PageFacts(title="临安区2021年度法治政府建设情况报告", header="发布日期:2022-03-01", text="")
    assert read_metadata(facts).report_year == 2021


@pytest.mark.parametrize(
    ("title", "published", "year"),
    [
        pytest.param("法治政府建设情况报告", "2022-03-01", 2021, id="an annual report in spring"),
        pytest.param("法治政府建设情况报告", "2022-12-20", 2022, id="an annual report in December"),
        pytest.param("法治政府建设情况报告", "2022-07-01", None, id="an annual report at no usual time"),
        pytest.param("情况报告", "2022-03-01", None, id="a report of no known kind"),
    ],
)
def test_a_date_of_publication_alone_gives_the_year_by_habit_only(title: str, published: str, year: int | None) -> None:
    facts = PageFacts(title=title, header=f"发布日期:{published}", text="")
    assert read_metadata(facts).report_year == year


def test_a_resolution_has_no_year_because_a_paragraph_opens_with_one() -> None:
    facts = PageFacts(
        title="第三届全国人民代表大会第九次会议关于政府工作报告的决议",
        text="会议听取了报告,并进行了讨论。\n1958年以来,各项工作有了进展。",
    )
    assert read_metadata(facts).report_year is None


def test_a_work_report_has_the_year_of_its_title() -> None:
    facts = PageFacts(title="2021年临安区政府工作报告", text="各位代表:\n一、2020年工作回顾\n过去一年,成绩不小。")
    assert read_metadata(facts).report_year == 2021


def test_the_evidence_quotes_the_title_as_published() -> None:
    title = "臨安區２０２１年法治政府建設情況報告"
    evidence = read_metadata(PageFacts(text="", title=title)).evidence["report_year"]
    assert (evidence.where, evidence.quote) == (Where.TITLE, title)
    assert 0 < evidence.confidence < 1


@settings(deadline=None)
@given(st.integers(min_value=1949, max_value=2099))
def test_every_year_reads_the_same_in_digits_and_in_chinese_numerals(year: int) -> None:
    numerals = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    assert read_year(str(year)) == read_year(numerals) == year


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_read_without_an_error_and_every_value_has_evidence(text: str, title: str, header: str) -> None:
    metadata = read_metadata(PageFacts(text=text, title=title, header=header, meta={"PubDate": header}))
    for name in ("report_year", "published", "issuer", "content_source", "level", "province", "city", "county"):
        assert (getattr(metadata, name) is None) == (name not in metadata.evidence)
