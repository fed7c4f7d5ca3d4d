"""Lines about the document are told from the text, and cut off its head where they run into it."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.metadata import PageFacts, read_metadata

TITLE = "桐庐县2021年法治政府建设情况报告"
SENTENCE = "2021年,桐庐县深入推进依法行政,各项工作取得新的进展,现将有关情况报告如下。"


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("发布时间:2022-03-01 10:00 来源:桐庐县司法局", id="labels"),
        pytest.param("首页 > 政务公开 > 法治政府建设 时间:2022-03-01 10:00 来源: 桐庐县司法局", id="breadcrumb"),
        pytest.param("当前位置:首页 > 部门专题>通知公告 发表时间:2022-03-01 16:35", id="place on the site"),
        pytest.param("索 引 号 | 12345/2022-00049 发布机构 | 桐庐县司法局 | 发布日期 | 2022-03-01", id="table"),
        pytest.param("首页 > 政务公开 > 年度报告 桐庐县司法局 2022-03-01", id="date without a label"),
    ],
)
@pytest.mark.parametrize("separator", ["\n", "\n\n", " "], ids=["lines", "blank line", "one line"])
def test_a_header_at_the_head_of_the_text_gives_date_and_leaves_the_text(header: str, separator: str) -> None:
    metadata = read_metadata(PageFacts(title=TITLE, text=f"{header}{separator}{SENTENCE}"))
    assert (metadata.published, metadata.report_year) == (date(2022, 3, 1), 2021)
    assert metadata.issuer == "桐庐县人民政府"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("统计时间:2021年1月1日至2021年12月31日。" + SENTENCE, id="period of the figures"),
        pytest.param(SENTENCE + "\n检查时间:2022年3月1日,地点在县城。", id="event below the first sentence"),
        pytest.param("本报告所列数据的统计期限自2021年1月1日起至12月31日止。", id="no label"),
    ],
)
def test_a_date_in_a_sentence_is_no_dateline(text: str) -> None:
    assert read_metadata(PageFacts(title=TITLE, text=text)).published is None
