"""Paragraphs out of physical lines."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extract.chrome import split_chrome
from corpus.extract.lines import clean_text, split_lines
from corpus.extract.mend import ends_sentence, is_date_line, is_heading, mend

PARAGRAPH = (
    "今年以来，青禾镇以提升基层治理能力为目标，组织机关干部和村级网格员开展专题学习六次，走访农户一千二百余户，"
    "收集意见建议三百多条，逐条建立台账，明确责任人和完成时限，目前已经办结二百八十六条，办结情况在村务公开栏公示。"
)


def mended(text: str) -> list[str]:
    return mend(split_lines(text))


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("通过会前学法、法治讲座等形式，组\n\n织学习宪法和法律。", 1, id="a word over two pages"),
        pytest.param("街道办事处把普法经费纳入年度预算，\n\n全年投入十二万元。", 1, id="a comma at the foot of a page"),
        pytest.param(
            "镇政府邀请律师参加疑难纠纷会商，充分发挥法律顾问\n\n的参谋作用。", 1, id="a particle after the page"
        ),
        pytest.param("镇里印发了《重大行政决策\n程序规定》和配套清单。", 1, id="inside book-title marks"),
        pytest.param("全年共受理群众来信来访二百三十件，比上年下降１2\n3件，办结率百分之百。", 1, id="inside a number"),
        pytest.param(f"{PARAGRAPH[:60]}\n{PARAGRAPH[60:]}", 1, id="a long line that ends no sentence"),
        pytest.param("一、主要做法\n（一）加强学习\n组织专题学习六次。", 3, id="headings keep their lines"),
        pytest.param("一是加强领导。\n二是加强宣传。\n三是加强监督。", 3, id="sentences keep their lines"),
        pytest.param("青禾镇人民政府\n2023年1月12日", 2, id="a signature keeps its lines"),
        pytest.param("现将有关情况报告如下：\n组织领导得到加强", 2, id="a colon ends a line"),
        pytest.param(
            "四、今后五年工作回顾\n\n过去的五年很不平凡。", 2, id="a heading and a text that would make a compound"
        ),
        pytest.param("要求各村在第\n三、四季度各开展一次检查。", 1, id="a number that only looks like a heading"),
        pytest.param("联系人：李某\n电话：见公开栏\n地址：青禾镇", 3, id="an address block"),
    ],
)
def test_a_break_is_mended_where_the_sentence_goes_on_and_only_there(text: str, paragraphs: int) -> None:
    assert len(mended(text)) == paragraphs, mended(text)


@pytest.mark.parametrize("column", [20, 28, 35, 40])
def test_text_wrapped_at_a_column_comes_back_in_its_paragraphs(column: int) -> None:
    original = ["一、主要做法", *[PARAGRAPH] * 4, "二、存在问题", PARAGRAPH, "青禾镇人民政府", "2023年1月12日"]
    wrapped = [line for paragraph in original for line in textwrap.wrap(paragraph, column)]
    assert mended("\n".join(wrapped)) == original


def test_a_full_line_that_ends_a_sentence_goes_on_where_paragraphs_are_set_in() -> None:
    sentence = "镇政府每个季度组织全体干部学习法律法规并参加考试。"  # as wide as the column
    lines = ["　　" + sentence, *[sentence] * 6, "　　" + sentence, *[sentence] * 5]
    assert mended("\n".join(lines)) == [sentence * 7, sentence * 6]


def test_links_torn_onto_lines_of_their_own_go_back_into_the_sentence() -> None:
    text = "会议听取了镇长所作的\n政府工作报告\n。会议决定批准这个报告。\n\n会议号召全镇干部努力工作。\n\n会议闭幕。"
    assert mended(text) == [
        "会议听取了镇长所作的政府工作报告。会议决定批准这个报告。",
        "会议号召全镇干部努力工作。",
        "会议闭幕。",
    ]


def test_breaks_that_a_page_makes_on_purpose_stay_unless_a_word_is_cut() -> None:
    def paragraphs_when_cut_before(words: str) -> int:
        place = PARAGRAPH.index(words)
        return len(mend(split_lines(f"{PARAGRAPH[:place]}\n{PARAGRAPH[place:]}"), soft_breaks=False))

    assert paragraphs_when_cut_before("三百多条") == 2
    assert paragraphs_when_cut_before("议三百多条") == 1


def test_latin_words_are_joined_with_a_space_and_chinese_without() -> None:
    assert mended("平台采用了国际上通行的开放标准并参考了 Open\nGovernment 指南，") == [
        "平台采用了国际上通行的开放标准并参考了 Open Government 指南，"
    ] or mended("（Open\nGovernment）指南") == ["（Open Government）指南"]


@given(st.text(st.sampled_from("青禾镇法治建设，。、：（）一二123 \n　"), max_size=300))
def test_mending_neither_loses_nor_adds_nor_moves_a_character(text: str) -> None:
    assert re.sub(r"\s", "", "".join(mended(text))) == re.sub(r"\s", "", text)


@given(st.lists(st.sampled_from([PARAGRAPH, "一、主要做法", "镇里定期公布进展。", "（二）加强监督"]), max_size=12))
def test_mending_what_is_mended_changes_nothing(paragraphs: list[str]) -> None:
    once = mended("\n".join(paragraphs))
    assert mended("\n".join(once)) == once


@pytest.mark.parametrize("text", ["。", "报告如下：", "“枫桥经验”。", "工作。”", "情况……"])
def test_the_end_of_a_sentence_is_seen_behind_quotes(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize(
    "text", ["2023年1月12日", "二〇二三年一月十二日", "（2023年1月）", "2023-01-12", "2023/1/12 10:30"]
)
def test_a_date_alone_is_a_date_line(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize("text", ["2023年1月12日召开会议", "2023年度", "第12号"])
def test_a_sentence_with_a_date_is_no_date_line(text: str) -> None:
    assert not is_date_line(text)


@pytest.mark.parametrize(
    "text", ["一、主要做法", "（一）加强学习", "(2)宣传教育", "3.下一步打算", "第二章 组织领导", "附件：清单"]
)
def test_numbered_lines_without_a_sentence_are_headings(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize("text", ["主要做法", "一、加强学习。组织六次。", "3.5万人参加"])
def test_other_lines_are_no_headings(text: str) -> None:
    assert not is_heading(text)


@pytest.mark.parametrize(
    "line",
    [
        "日期:2021-03-19 17:12",
        "发布时间：2021-03-19 来源：青禾镇 浏览次数：12",
        "来源:青禾镇",
        "政策文件:",
        "附件下载",
        "扫一扫在手机上查看当前页面",
        "扫一扫在手机打开当前页",
        "手机扫一扫打开当前页",
        "请使用微信扫一扫",
        "用手机扫描二维码浏览本页",
        "责编:青禾镇",
        "责任编辑：王某",
        "【打印】【关闭】",
        "打印本页 | 关闭窗口",
        "分享到：",
        "[字体：大 中 小]",
        "浏览次数：123次",
        "上一篇：关于召开会议的通知",
        "2021-03-19 17:12 来源：青禾镇",
        "返回",
        "主办：青禾镇人民政府 承办：青禾镇党政办",
    ],
)
def test_page_chrome_is_dropped_and_kept_apart(line: str) -> None:
    kept, dropped = split_chrome(split_lines(f"标题\n{line}\n镇里做了工作。"))
    assert [item.text for item in kept] == ["标题", "镇里做了工作。"]
    assert dropped == [line]


@pytest.mark.parametrize(
    "sentence",
    [
        "经费来源：财政拨款和社会捐助，全部用于普法宣传。",
        "群众可扫一扫二维码反映问题，由专人办理。",
        "手机扫码办事三千件",
        "用微信扫一扫即可报名，共有两千人报名。",
        "关闭污染企业三家。",
        "打印宣传册五千份",
        "来源广泛的资金支持了项目建设",
        "附件：1. 行政执法事项清单",
        "各位代表：",
    ],
)
def test_sentences_that_merely_contain_such_words_stay(sentence: str) -> None:
    kept, dropped = split_chrome(split_lines(f"标题\n{sentence}\n镇里做了工作。"))
    assert sentence in [item.text for item in kept]
    assert not dropped


def test_a_label_line_in_the_middle_of_a_long_text_stays() -> None:
    lines = ["镇里做了工作。"] * 40
    lines[20] = "来源：统计年鉴"
    kept, _ = split_chrome(split_lines("\n".join(lines)))
    assert "来源：统计年鉴" in [line.text for line in kept]


def test_a_list_of_links_at_the_foot_goes_with_its_heading() -> None:
    kept, _ = split_chrome(split_lines("镇里做了工作。\n相关链接\n关于召开会议的通知\n图解：年度报告"))
    assert [line.text for line in kept] == ["镇里做了工作。"]


def test_the_licence_box_of_a_text_archive_is_no_part_of_the_report() -> None:
    box = "本作品是中华人民共和国的\n法律\n文件。根据《\n著作权法\n》，属于\n公有领域\n。\n\nPublic domain\nfalse"
    kept, _ = split_chrome(split_lines(f"镇里做了工作。\n\n\n{box}"))
    assert [line.text for line in kept] == ["镇里做了工作。"]


def test_marks_of_editors_and_invisible_characters_go_and_their_line_stays() -> None:
    (line,) = split_lines("[bookmark: _GoBack]    3.加大\u200b普法\ufeff力度。  ")
    assert line.text == "3.加大普法力度。"


def test_lone_surrogates_and_control_characters_are_cleaned() -> None:
    assert clean_text("镇\ud800政\x07府\r\n好\x0b") == "镇\ufffd政府\n好\n"
