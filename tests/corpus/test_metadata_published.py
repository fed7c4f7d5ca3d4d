"""The date of publication: the visible date, then the meta tags, then the signature; what cannot be is passed over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Where
from corpus.metadata import PageFacts, read_metadata
from corpus.metadata.dates import find_dates
from corpus.metadata.plain import plain

TITLE = "临安区2021年度法治政府建设情况报告"
BODY = "2021年,本区坚持普法先行,办了几件实事。\n"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("发布日期:2022-03-19 17:12", date(2022, 3, 19), id="label and time"),
        pytest.param("日期：2022年3月1日", date(2022, 3, 1), id="full-width colon, Chinese date"),
        pytest.param("时间:2022/03/01", date(2022, 3, 1), id="slashes"),
        pytest.param("发布时间∶2022-03-01 10∶08", date(2022, 3, 1), id="ratio sign for a colon"),
        pytest.param("发布时间:二〇二二年三月十一日", date(2022, 3, 11), id="Chinese numerals"),
        pytest.param("区政务公开办 2022/3/26", date(2022, 3, 26), id="no label"),
        pytest.param("首页 > 年报 > 临安区 2022-03-2918:26 来源:", date(2022, 3, 29), id="time glued to the day"),
        pytest.param("发表时间:2022-03-15 16:35", date(2022, 3, 15), id="发表时间"),
        pytest.param("发文日期 | 2022-02-03", date(2022, 2, 3), id="cell of a table"),
        pytest.param("成文日期:2022-02-25 发布日期:2022-03-01", date(2022, 3, 1), id="published after it was written"),
        pytest.param(
            "更新时间:2022-05-01\n发布时间:2022-03-01", date(2022, 3, 1), id="published before it was updated"
        ),
        pytest.param("公文生成日期:2022-01-16", None, id="the day it was written is not the day of publication"),
        pytest.param("──2022年1月11日在区第九届人民代表大会第五次会议上", None, id="the day of delivery is not either"),
        pytest.param("发布日期:2022-02-30", None, id="no day of the calendar"),
        pytest.param("发布日期:", None, id="empty label"),
        pytest.param("发布日期:1970-01-01", None, id="a clock that was never set"),
        pytest.param("发布日期:2019-12-03", None, id="before the year that the report is about"),
    ],
)
def test_the_visible_date_is_read(header: str, expected: date | None) -> None:
    assert read_metadata(PageFacts(text=BODY, title=TITLE, header=header)).published == expected


def test_the_visible_date_wins_over_the_meta_tag() -> None:
    facts = PageFacts(text=BODY, title=TITLE, header="发布日期:2022-03-01", meta={"PubDate": "2023-08-21 09:00"})
    metadata = read_metadata(facts)
    assert metadata.published == date(2022, 3, 1)
    assert metadata.evidence["published"].where is Where.DATELINE


@pytest.mark.parametrize("name", ["PubDate", "pubdate", "PUBDATE", "article:published_time"])
def test_the_meta_tag_is_read_whatever_its_case(name: str) -> None:
    metadata = read_metadata(PageFacts(text=BODY, title=TITLE, meta={name: "2022-03-01 09:00"}))
    assert metadata.published == date(2022, 3, 1)
    assert metadata.evidence["published"].where is Where.META


@pytest.mark.parametrize("value", ["1970-01-01 08:00:00", "", "2022", "not a date", "2022-13-41"])
def test_a_meta_tag_that_cannot_be_right_is_passed_over(value: str) -> None:
    assert read_metadata(PageFacts(text=BODY, title=TITLE, meta={"PubDate": value})).published is None


@pytest.mark.parametrize(
    "tail", ["临安区人民政府\n2022年1月12日", "临安区人民政府\n二零二二年一月十二日", "临安区人民政府 2022年1月12日"]
)
def test_without_any_other_date_the_signature_gives_it(tail: str) -> None:
    metadata = read_metadata(PageFacts(text=BODY + tail, title=TITLE))
    assert metadata.published == date(2022, 1, 12)
    assert metadata.evidence["published"].where is Where.SIGNATURE


def test_the_meta_tag_wins_over_the_signature() -> None:
    facts = PageFacts(text=BODY + "临安区人民政府\n2022年1月12日", title=TITLE, meta={"PubDate": "2022-02-01"})
    assert read_metadata(facts).published == date(2022, 2, 1)


def test_a_meta_tag_long_after_the_signature_is_the_date_of_a_migration() -> None:
    facts = PageFacts(text=BODY + "临安区人民政府\n2022年1月12日", title=TITLE, meta={"PubDate": "2024-02-01"})
    assert read_metadata(facts).published == date(2022, 1, 12)


def test_a_date_in_the_middle_of_the_text_is_not_the_date_of_publication() -> None:
    text = BODY + "3月4日开会。\n2021年9月3日,举办了培训。\n" + "又办了一件事。\n" * 9
    assert read_metadata(PageFacts(text=text, title=TITLE)).published is None


def test_a_dateline_at_the_head_of_the_text_is_visible() -> None:
    text = f"{TITLE}\n日期:2022-03-19 17:12\n{BODY}"
    metadata = read_metadata(PageFacts(text=text))
    assert (metadata.published, metadata.report_year) == (date(2022, 3, 19), 2021)


@pytest.mark.parametrize(
    ("given_facts", "expected", "where"),
    [
        pytest.param({}, date(2022, 3, 30), Where.LIST, id="before the signature"),
        pytest.param({"header": "发布日期:2022-03-01"}, date(2022, 3, 1), Where.DATELINE, id="after a visible date"),
        pytest.param({"meta": {"PubDate": "2022-03-02"}}, date(2022, 3, 2), Where.META, id="after a meta tag"),
    ],
)
def test_the_date_beside_the_link_counts_where_the_page_shows_none(
    given_facts: dict[str, Any], expected: date, where: Where
) -> None:
    text = f"{BODY}临安区人民政府\n2022年2月1日"
    metadata = read_metadata(PageFacts(text=text, title=TITLE, listed=date(2022, 3, 30), **given_facts))
    assert metadata.published == expected
    assert metadata.evidence["published"].where is where


def test_a_date_beside_the_link_that_cannot_be_is_passed_over() -> None:
    metadata = read_metadata(PageFacts(text=BODY, title=TITLE, listed=date(2019, 3, 30)))
    assert metadata.published is None


@settings(deadline=None)
@given(st.dates(min_value=date(1949, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_found_in_every_form(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.isoformat()}18:26",
    )
    for form in forms:
        assert [found.value for found in find_dates(f"印发 {form}")] == [day]


@settings(deadline=None)
@given(st.text())
def test_the_plain_form_is_as_long_as_the_text(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)
