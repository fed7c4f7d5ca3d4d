"""All values of a facet: which of them a text means, and where in the tree of places they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer import FacetRequest
from indexer.facet_listing import list_values
from indexer.query import FilterField, Not, PathFilter, TextFilter

if TYPE_CHECKING:
    from indexer.engine import FacetCounts

COUNTIES: FacetCounts = {"西湖区": 4, "鼓楼区": 9, "朝阳区": 2, "重庆经开区": 1, "新区X": 1}
PLACES: FacetCounts = {
    "浙江省/杭州市/西湖区": 3,
    "浙江省/杭州市/西湖区/西溪街道": 1,
    "江西省/南昌市/西湖区": 5,
    "江西省": 1,
    "北京市/朝阳区": 2,
}


def listed(facet: FilterField, counts: FacetCounts, **asked: object) -> list[tuple[str | int, int]]:
    request = FacetRequest(facet=facet, **asked)  # type: ignore[arg-type]  # the attributes' names
    return [(item.value, item.count) for item in list_values(request, counts, None, ()).values]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("", ["鼓楼区", "西湖区", "朝阳区", "新区X", "重庆经开区"], id="all, the most frequent first"),
        pytest.param("区X", ["新区X"], id="characters"),
        pytest.param("鼓樓", ["鼓楼区"], id="traditional characters"),
        pytest.param("xhq", ["西湖区"], id="initials"),
        pytest.param("hq", ["西湖区"], id="initials of its end"),
        pytest.param("XiHu", ["西湖区"], id="pinyin"),
        pytest.param("lou", ["鼓楼区"], id="pinyin of a part"),
        pytest.param("chaoy", ["朝阳区"], id="pinyin broken off"),
        pytest.param("x", ["西湖区", "新区X"], id="one letter"),
        pytest.param("ang", [], id="letters from the middle of a syllable"),
        pytest.param("qjk", ["重庆经开区"], id="a name of no gazetteer"),
        pytest.param("(西湖)", ["西湖区"], id="brackets make no difference"),
        pytest.param(".*", [], id="no pattern"),
        pytest.param(" ", ["鼓楼区", "西湖区", "朝阳区", "新区X", "重庆经开区"], id="blank"),
    ],
)
def test_a_text_means_a_value_by_its_characters_or_its_pinyin(text: str, meant: list[str]) -> None:
    assert [value for value, _count in listed(FilterField.COUNTY, COUNTIES, text=text)] == meant


@pytest.mark.parametrize(
    ("text", "within", "found"),
    [
        pytest.param("", "", [("江西省", 6), ("浙江省", 4), ("北京市", 2)], id="provinces first"),
        pytest.param("", "浙江省", [("浙江省/杭州市", 4)], id="the parts of one place"),
        pytest.param("", "浙江省/杭州市/西湖区", [("浙江省/杭州市/西湖区/西溪街道", 1)], id="of a county"),
        pytest.param(
            "西湖", "", [("江西省/南昌市/西湖区", 5), ("浙江省/杭州市/西湖区", 4)], id="by name at all levels"
        ),
        pytest.param("xh", "浙江省", [("浙江省/杭州市/西湖区", 4)], id="by name in one place"),
        pytest.param("浙江", "浙江省", [], id="a place does not lie in itself"),
        pytest.param("", "火星", [], id="no such place"),
    ],
)
def test_places_are_listed_level_by_level_or_found_by_name(
    text: str, within: str, found: list[tuple[str, int]]
) -> None:
    assert listed(FilterField.PLACE, PLACES, text=text, within=within) == found


def test_levels_are_found_by_what_people_call_them() -> None:
    counts: FacetCounts = {"township": 5, "county": 3}
    assert listed(FilterField.LEVEL, counts, text="街道") == [("township", 5)]
    assert listed(FilterField.LEVEL, counts, text="count") == [("county", 3)]


def test_pages_follow_one_another_and_the_total_stays() -> None:
    request = FacetRequest(facet=FilterField.COUNTY, offset=2, limit=2)
    page = list_values(request, COUNTIES, None, ())
    assert ([item.value for item in page.values], page.total) == (["朝阳区", "新区X"], 5)


def test_what_is_chosen_or_excluded_is_marked_and_listed_without_reports_too() -> None:
    chosen = TextFilter(FilterField.SITE, ("a.example",))
    page = list_values(FacetRequest(facet=FilterField.SITE), {"b.example": 2}, chosen, ())
    assert [(item.value, item.count, item.selected) for item in page.values] == [
        ("b.example", 2, False),
        ("a.example", 0, True),
    ]
    places = list_values(FacetRequest(facet=FilterField.PLACE), PLACES, Not(PathFilter(("江西省",))), ())
    assert [item.value for item in places.values if item.excluded] == ["江西省"]
