"""From bytes to a Report."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from corpus import DocType, InputError, Level, Report, Where, content_sha256, report_id
from corpus.extract import read_text
from corpus.reading import read_page, read_report

NOW = datetime(2023, 5, 1, 8, 0, tzinfo=UTC)
URL = "http://www.lnjp.gov.cn/xxgk/202301/t20230112_1.html"
TITLE = "天津市西青区西营门街道办事处2021年度法治政府建设情况报告"
TEXT = "2021年以来，街道认真落实上级部署，扎实推进法治政府建设。现报告如下。\n一、主要工作\n全年调解纠纷三十七件。"
PAGE = f"""<html><head><title>{TITLE}_西青区人民政府</title></head><body><h1>{TITLE}</h1>
<div>发布时间：2022-01-20 10:00 信息来源：西营门街道</div><div id=zoom><p>{TEXT}</p></div></body></html>"""


def report_of(text: str, **arguments: object) -> Report:
    return read_report(read_text(text, encoding="utf-8"), collected_at=NOW, **arguments)  # type: ignore[arg-type]


def test_a_page_becomes_a_report_with_its_metadata_in_one_call() -> None:
    report = read_page(PAGE.encode(), url=URL, media_type="text/html", charset=None, collected_at=NOW, snapshot=7)
    assert report.title == TITLE
    assert report.report_year == 2021
    assert report.published == date(2022, 1, 20)
    assert report.content_source == "西营门街道"
    assert (report.province, report.county, report.township) == ("天津市", "西青区", "西营门街道")
    assert (report.level, report.doc_type) == (Level.TOWNSHIP, DocType.RULE_OF_LAW)
    assert (report.site, report.url, report.snapshot, report.media_type) == ("www.lnjp.gov.cn", URL, 7, "text/html")
    assert set(report.evidence) >= {"report_year", "published", "issuer"}


def test_the_id_comes_from_the_address_where_there_is_one() -> None:
    assert report_of(TEXT, url=URL).id == report_id(url=URL)


def test_the_id_comes_from_title_and_body_where_there_is_no_address() -> None:
    assert report_of(f"{TITLE}\n{TEXT}").id == report_of(f"{TITLE}\n\n　　{TEXT}").id
    assert report_of(f"{TITLE}\n{TEXT}").id != report_of(f"{TITLE}\n{TEXT}又开展检查。").id


def test_the_content_hash_is_that_of_title_and_body() -> None:
    report = report_of(f"{TITLE}\n{TEXT}")
    assert report.content_sha256 == content_sha256(report.title, report.body)


def test_a_records_own_values_win_and_say_where_they_came_from() -> None:
    report = report_of(f"{TITLE}\n{TEXT}", given={"report_year": 2020, "published": date(2021, 2, 3)})
    assert (report.report_year, report.published) == (2020, date(2021, 2, 3))
    assert report.evidence["report_year"].where is Where.RECORD
    assert report.evidence["published"].quote == "2021-02-03"
    assert report.evidence["report_year"].confidence < 1.0


def test_the_issuer_a_record_states_tells_the_place() -> None:
    report = report_of(TEXT, given={"issuer": "深圳市罗湖区东门街道办事处"})
    assert report.issuer == "深圳市罗湖区东门街道办事处"
    assert (report.province, report.county, report.township) == ("广东省", "罗湖区", "东门街道")
    assert report.evidence["issuer"].where is Where.RECORD


def test_the_source_stands_for_the_site_where_there_is_no_address() -> None:
    assert report_of(TEXT, site="法治报告集").site == "法治报告集"
    assert report_of(TEXT).site is None


@pytest.mark.parametrize("url", ["ftp://a/b", "/a/b.html", "http://", "http://[坏]/", "http://a:99999/"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="is no web address"):
        report_of(TEXT, url=url)


def test_reading_twice_gives_the_same_report() -> None:
    assert read_page(PAGE.encode(), url=URL, collected_at=NOW) == read_page(PAGE.encode(), url=URL, collected_at=NOW)
