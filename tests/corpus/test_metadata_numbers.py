"""Day of writing, document number, index number, and the span of a report on more or less than a year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.metadata import Metadata, PageFacts, read_metadata


def read(title: str = "桐庐县2021年法治政府建设情况报告", text: str = "", header: str = "") -> Metadata:
    return read_metadata(PageFacts(title=title, text=text, header=header))


@pytest.mark.parametrize(
    ("header", "text", "written"),
    [
        pytest.param("成文日期:2022-01-16 发布日期:2022-02-01", "", date(2022, 1, 16), id="label"),
        pytest.param("[ 成文日期 ] 2022年1月16日", "", date(2022, 1, 16), id="label in brackets"),
        pytest.param("生成日期 | 2022-01-16", "", date(2022, 1, 16), id="another label"),
        pytest.param("", "正文。\n桐庐县人民政府\n二○二二年一月十六日", date(2022, 1, 16), id="signature in numerals"),
        pytest.param(
            "成文日期:2022-01-16", "正文。\n桐庐县人民政府\n2022年1月12日", date(2022, 1, 16), id="label first"
        ),
        pytest.param("发布日期:2022-02-01", "", None, id="the day of publication is another"),
    ],
)
def test_the_day_of_writing(header: str, text: str, written: date | None) -> None:
    assert read(header=header, text=text).written == written


@pytest.mark.parametrize(
    ("header", "text", "number"),
    [
        pytest.param("文号:桐政〔2022〕3号", "", "桐政〔2022〕3号", id="label"),
        pytest.param(
            "备注/文号:泉洛政文〔2022〕12号 发布机构:某区", "", "泉洛政文〔2022〕12号", id="among other labels"
        ),
        pytest.param("发文字号 | 浦府[2022] 34 号", "", "浦府[2022]34号", id="square brackets and spaces"),
        pytest.param("文件编号 沪浦发改办〔2025〕0027号", "", "沪浦发改办〔2025〕0027号", id="zeros"),
        pytest.param("", "桐政〔2022〕3号\n2021年,桐庐县推进。", "桐政〔2022〕3号", id="a line of its own"),
        pytest.param("", "根据桐政〔2020〕8号文件,2021年,桐庐县推进。", None, id="cited"),
        pytest.param("文 号 〔〕号", "", None, id="empty cell"),
    ],
)
def test_the_document_number(header: str, text: str, number: str | None) -> None:
    assert read(header=header, text=text).document_number == number


@pytest.mark.parametrize(
    ("header", "number"),
    [
        pytest.param("索引号:000226181/2022-13221", "000226181/2022-13221", id="label"),
        pytest.param("索 引 号 K45899617/2026-00220 发布机构 某乡", "K45899617/2026-00220", id="spaced label"),
        pytest.param("索 引 号 | SY-310115-2024-00964", "SY-310115-2024-00964", id="table"),
        pytest.param("索引号 发布机构 某镇", None, id="empty cell"),
    ],
)
def test_the_index_number(header: str, number: str | None) -> None:
    assert read(header=header).index_number == number


@pytest.mark.parametrize(
    ("title", "year", "first", "last"),
    [
        pytest.param("桐庐县2021-2025年法治政府建设情况报告", 2025, date(2021, 1, 1), date(2025, 12, 31), id="years"),
        pytest.param(
            "桐庐县2021年至2023年依法行政工作报告", 2023, date(2021, 1, 1), date(2023, 12, 31), id="years with 至"
        ),
        pytest.param("桐庐县2023年上半年法治政府建设情况报告", 2023, date(2023, 1, 1), date(2023, 6, 30), id="half"),
        pytest.param(
            "桐庐县二〇二三年下半年依法行政总结", 2023, date(2023, 7, 1), date(2023, 12, 31), id="half in numerals"
        ),
        pytest.param("桐庐县2023年第三季度法治建设情况报告", 2023, date(2023, 7, 1), date(2023, 9, 30), id="quarter"),
        pytest.param("桐庐县2023年法治政府建设情况报告", 2023, None, None, id="one year"),
        pytest.param("落实《法治建设纲要(2021-2025年)》2022年情况报告", 2022, None, None, id="a plan's years"),
        pytest.param("桐庐县2021-2025年法治建设规划", None, None, None, id="a plan"),
    ],
)
def test_a_report_on_more_or_less_than_a_year_keeps_its_span(
    title: str, year: int | None, first: date | None, last: date | None
) -> None:
    metadata = read(title)
    assert (metadata.report_year, metadata.period_from, metadata.period_to) == (year, first, last)


@settings(deadline=None)
@given(st.integers(1990, 2090), st.integers(1, 9))
def test_a_span_begins_before_it_ends_and_the_year_is_its_last(first: int, length: int) -> None:
    metadata = read(f"桐庐县{first}-{first + length}年法治政府建设情况报告")
    assert metadata.period_from is not None
    assert metadata.period_to is not None
    assert metadata.period_from < metadata.period_to
    assert metadata.report_year == first + length == metadata.period_to.year
