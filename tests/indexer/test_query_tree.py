from __future__ import annotations

import pytest

from indexer.query import (
    And,
    Field,
    FilterField,
    Keyword,
    MatchAll,
    Node,
    Not,
    Or,
    PlaceFilter,
    Word,
    YearFilter,
    combine,
    describe,
    keywords,
    marked_terms,
    parse,
    split_filters,
)
from indexer.query.tree import excluded, included

YEAR, OTHER_YEAR = YearFilter(((2022, 2022),)), YearFilter(((2019, 2020),))
A, B = Keyword("a"), Keyword("b")


@pytest.mark.parametrize(
    ("text", "rest", "filters"),
    [
        pytest.param("a", A, {}, id="no filter"),
        pytest.param("a year:2022", A, {FilterField.YEAR: YEAR}, id="one filter"),
        pytest.param("year:2022", MatchAll(), {FilterField.YEAR: YEAR}, id="only a filter"),
        pytest.param("a b year:2022", And((A, B)), {FilterField.YEAR: YEAR}, id="two keywords"),
        pytest.param("a OR year:2022", Or((A, YEAR)), {}, id="a filter inside OR stays"),
        pytest.param(
            "a (year:2022 OR year:2019..2020)",
            A,
            {FilterField.YEAR: YearFilter((*YEAR.ranges, *OTHER_YEAR.ranges))},
            id="filters of one facet under OR are that facet's selection",
        ),
        pytest.param("-year:2022", MatchAll(), {FilterField.YEAR: Not(YEAR)}, id="excluded years are a selection too"),
        pytest.param(
            "year:2022 -year:2019..2020 -(year:2022 OR a)",
            Not(Or((YEAR, A))),
            {FilterField.YEAR: And((YEAR, Not(OTHER_YEAR)))},
            id="years asked for, years excluded, and what is neither",
        ),
        pytest.param(
            "-city:甲 -city:乙",
            MatchAll(),
            {FilterField.CITY: Not(PlaceFilter(FilterField.CITY, ("甲", "乙")))},
            id="what is excluded is excluded together",
        ),
        pytest.param("", MatchAll(), {}, id="empty"),
    ],
)
def test_filters_at_the_top_are_taken_out(text: str, rest: Node, filters: dict[FilterField, Node]) -> None:
    assert split_filters(parse(text).node) == (rest, filters)


def test_ticked_filters_are_or_within_their_facet_and_and_across_facets() -> None:
    city = PlaceFilter(FilterField.CITY, ("甲市",))
    rest, filters = split_filters(parse("a year:2022").node, {FilterField.YEAR: OTHER_YEAR, FilterField.CITY: city})
    assert rest == A
    assert filters == {FilterField.YEAR: YearFilter(((2019, 2020), (2022, 2022))), FilterField.CITY: city}


def test_ticked_exclusions_join_those_of_the_text() -> None:
    one, other, third = (PlaceFilter(FilterField.CITY, (name,)) for name in ("甲市", "乙市", "丙市"))
    _rest, filters = split_filters(parse("city:甲市 -city:乙市").node, {FilterField.CITY: And((third, Not(one)))})
    assert filters == {
        FilterField.CITY: And(
            (PlaceFilter(FilterField.CITY, ("丙市", "甲市")), Not(PlaceFilter(FilterField.CITY, ("甲市", "乙市"))))
        )
    }
    assert included(filters[FilterField.CITY]) == (PlaceFilter(FilterField.CITY, ("丙市", "甲市")),)
    assert excluded(Not(other)) == (other,)
    assert included(Not(other)) == ()


def test_combining_is_the_way_back() -> None:
    node = parse("a b year:2022 city:甲").node
    assert combine(*split_filters(node)) == node
    assert combine(MatchAll(), {}) == MatchAll()
    assert combine(MatchAll(), {FilterField.YEAR: YEAR}) == YEAR


def test_what_is_excluded_is_no_keyword_and_what_is_excluded_twice_is() -> None:
    node = parse("a OR (b -c) -(d -e) title:f word:执法 a").node
    title = Keyword("f", Field.TITLE)
    assert keywords(node) == (A, B, Keyword("e"), title)
    assert marked_terms(node) == (A, B, Keyword("e"), title, Word("执法"))


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("", "全部报告", "all reports"),
        (
            "枫桥经验 province:浙江省 year:2020..2022",
            "2020-2022 年，浙江省，全文含 枫桥经验",
            "2020-2022, 浙江省, text contains 枫桥经验",
        ),
        ("year:2022,2024..", "2022 年 或 2024 年起", "2022 or 2024 or later"),
        ("year:2022,2019,..2015", "2015 年及以前 或 2019 年 或 2022 年", "2015 or earlier or 2019 or 2022"),
        ("year:..2019", "2019 年及以前", "2019 or earlier"),
        ('"a b"', "全文含 “a b”", "text contains “a b”"),
        ("title:a issuer:b", "标题含 a，发文机关含 b", "title contains a, issuer contains b"),
        ("site:c", "站点含 c", "site contains c"),
        ("word:执法", "以词出现 执法", "执法 as a word"),
        ("a -b", "全文含 a，排除：全文含 b", "text contains a, not: text contains b"),
        ("a OR b year:2022", "全文含 a 或 （2022 年，全文含 b）", "text contains a or (2022, text contains b)"),
        ("(a OR b) c", "（全文含 a 或 全文含 b），全文含 c", "(text contains a or text contains b), text contains c"),
        ("level:乡镇,部门", "乡镇级 或 部门", "township level or department level"),
        ("type:政府工作", "政府工作报告", "政府工作报告"),
        ("place:甲省/乙市,丙省", "甲省乙市 或 丙省", "甲省乙市 or 丙省"),
        (
            "a host:www.example.gov.cn -place:甲省",
            "排除：甲省，www.example.gov.cn，全文含 a",
            "not: 甲省, www.example.gov.cn, text contains a",
        ),
    ],
)
def test_a_query_says_itself_in_words(text: str, chinese: str, english: str) -> None:
    node = parse(text).node
    assert describe(node) == chinese
    assert describe(node, "zh_CN") == chinese
    assert describe(node, "en") == english
