"""Pages that mislead: the outcome is null or right."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from corpus.extract import read_text
from corpus.metadata import PageFacts, read_metadata
from corpus.reading import read_report

SITE = "http://www.tonglu.gov.cn/art/2022/3/1/art_1_2.html"


@pytest.mark.parametrize(
    ("title", "text", "year"),
    [
        pytest.param("桐庐县2020年法治政府建设总结和2021年工作安排", "", 2020, id="the second is a plan's"),
        pytest.param("桐庐县2020年2021年法治政府建设情况报告", "", None, id="nothing settles it"),
        pytest.param(
            "桐庐县2020年2021年法治政府建设情况报告", "现将2021年有关情况报告如下。", 2021, id="settled by the text"
        ),
        pytest.param("桐庐县关于落实《2021-2025年规划》2022年情况的报告", "", 2022, id="the plan's own years"),
    ],
)
def test_a_title_with_two_years(title: str, text: str, year: int | None) -> None:
    assert read_metadata(PageFacts(title=title, text=text)).report_year == year


@pytest.mark.parametrize(
    "title",
    ["桐庐县、江山市2021年法治政府建设情况报告", "浙江省西青区2021年法治政府建设情况报告"],
)
def test_a_title_with_two_places_that_do_not_fit_gives_none(title: str) -> None:
    metadata = read_metadata(PageFacts(title=title, text="", url=SITE))
    assert metadata.county is None
    assert metadata.issuer is None


@pytest.mark.parametrize(
    ("title", "county", "code"),
    [
        pytest.param("杭州市下城区2018年法治政府建设情况报告", "下城区", "330105", id="merged into another"),
        pytest.param("广丰县2014年依法行政工作报告", "广丰县", "361103", id="made a district"),
        pytest.param("杭州市江干区2018年法治政府建设情况报告", "江干区", "3301", id="divided: the city's code"),
        pytest.param("没有市不存在县2018年法治政府建设情况报告", None, None, id="never existed"),
    ],
)
def test_a_place_that_does_not_exist_any_more(title: str, county: str | None, code: str | None) -> None:
    metadata = read_metadata(PageFacts(title=title, text=""))
    assert (metadata.county, metadata.locality_code) == (county, code)


def test_a_street_of_a_district_that_is_gone_keeps_the_district_of_then() -> None:
    metadata = read_metadata(PageFacts(title="杭州市下城区长庆街道2018年法治政府建设情况报告", text=""))
    assert (metadata.county, metadata.township, metadata.locality_code) == ("下城区", "长庆街道", "330105014")


def test_a_town_that_was_made_a_street_is_found_under_its_county() -> None:
    metadata = read_metadata(PageFacts(title="杭州市西湖区留下镇2012年依法行政工作报告", text=""))
    assert (metadata.county, metadata.township, metadata.issuer) == ("西湖区", "留下镇", "杭州市西湖区留下镇人民政府")


def test_a_division_that_was_gone_long_before_the_report_is_no_namesake() -> None:
    metadata = read_metadata(PageFacts(title="桥东区2023年法治政府建设情况报告", text=""))
    assert metadata.city == "张家口市"
    assert read_metadata(PageFacts(title="桥东区2013年法治政府建设情况报告", text="")).city is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("省政府发布《江西省2020年法治政府建设情况报告》,2021年,我县认真学习。", id="published by another"),
        pytest.param("2021年,我县学习《杭州市2020年法治政府建设情况报告》,扎实推进。", id="read"),
        pytest.param("2021年,我县推进。\n对照《衢州市2020年法治政府建设年度报告》逐项整改。", id="compared with"),
    ],
)
def test_a_body_that_quotes_another_governments_report(text: str) -> None:
    metadata = read_metadata(PageFacts(text=text, url=SITE))
    assert metadata.report_year in {None, 2021}
    assert metadata.issuer in {None, "桐庐县人民政府"}
    assert metadata.city in {None, "杭州市"}
    assert metadata.province in {None, "浙江省"}


def test_an_empty_page_with_a_good_address_says_nothing_of_a_place() -> None:
    metadata = read_metadata(PageFacts(text="", url=SITE))
    assert (metadata.issuer, metadata.province, metadata.county, metadata.published) == (None, None, None, None)
    assert metadata.candidates["county"][0].value == "桐庐县"


@pytest.mark.parametrize(
    ("title", "county"),
    [("西湖区2021年法治政府建设情况报告", "西湖区"), ("桐庐县2021年法治政府建设情况报告", "桐庐县")],
)
def test_a_host_that_serves_many_counties(title: str, county: str) -> None:
    metadata = read_metadata(PageFacts(title=title, text="", url="http://www.hangzhou.gov.cn/a/b.html"))
    assert (metadata.city, metadata.county) == ("杭州市", county)


@pytest.mark.parametrize(
    ("meta", "published"),
    [
        pytest.param({"PubDate": "1970-01-01 08:00"}, None, id="an unset clock"),
        pytest.param({"PubDate": "2999-01-01"}, None, id="the future"),
        pytest.param({"PubDate": "not a date"}, None, id="no date"),
        pytest.param({"PubDate": "2022-02-30"}, None, id="no day of the calendar"),
        pytest.param({"PubDate": "2022-03-01T17:30:00Z"}, date(2022, 3, 2), id="the next day in China"),
        pytest.param({"PubDate": "2022-03-01T10:30:00+08:00"}, date(2022, 3, 1), id="China's time"),
        pytest.param(
            {"ContentSource": "本站", "PubDate": "2022-03-01 10:00"}, date(2022, 3, 1), id="a source that is none"
        ),
    ],
)
def test_wrong_meta_tags(meta: dict[str, str], published: date | None) -> None:
    facts = PageFacts(title="桐庐县2021年法治政府建设情况报告", text="", meta=meta, read_on=date(2024, 1, 1))
    metadata = read_metadata(facts)
    assert metadata.published == published
    assert metadata.content_source is None


def test_nothing_was_published_after_it_was_collected() -> None:
    text = "发布日期:2022-03-05\n桐庐县2021年法治政府建设情况报告\n2021年,桐庐县推进。"
    document = read_text(text, encoding="utf-8")
    early = read_report(document, collected_at=datetime(2022, 3, 1, tzinfo=UTC))
    late = read_report(document, collected_at=datetime(2022, 3, 5, 1, tzinfo=UTC))
    assert (early.published, late.published) == (None, date(2022, 3, 5))
