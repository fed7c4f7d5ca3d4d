"""The gazetteer: counts, codes, names, ambiguity, zones, and what it costs to hold."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Level
from corpus.gazetteer import AmbiguousPlaceError, Gazetteer, Place, UnknownPlaceError, load_gazetteer

GAZETTEER = load_gazetteer()
ALL_PLACES = [
    place
    for level in (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ZONE, Level.TOWNSHIP)
    for place in GAZETTEER.places(level)
]
MEGABYTE = 1_000_000


def test_the_rows_are_those_of_the_statistics_and_three_provinces_more() -> None:
    assert GAZETTEER.row_counts == {2: 31 + 3, 4: 342, 6: 2978, 9: 41352}


def test_loading_twice_gives_the_same_object() -> None:
    assert load_gazetteer() is load_gazetteer()


def test_it_holds_less_than_sixty_megabytes() -> None:
    load_gazetteer.cache_clear()
    tracemalloc.start()
    try:
        gazetteer = load_gazetteer()
        for level in (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ZONE, Level.TOWNSHIP):
            list(gazetteer.places(level))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60 * MEGABYTE


@pytest.mark.parametrize(
    ("code", "full_name"),
    [
        pytest.param("33", "浙江省", id="province"),
        pytest.param("330000", "浙江省", id="province padded to six"),
        pytest.param("3301", "浙江省杭州市", id="city"),
        pytest.param("330100", "浙江省杭州市", id="city padded to six"),
        pytest.param("440303", "广东省深圳市罗湖区", id="county"),
        pytest.param("440303003", "广东省深圳市罗湖区东门街道", id="township"),
        pytest.param("440303003000", "广东省深圳市罗湖区东门街道", id="township padded to twelve"),
        pytest.param("460400101", "海南省儋州市和庆镇", id="town directly under a city"),
        pytest.param("460321451", "海南省三沙市永兴", id="township of Sansha"),
        pytest.param("110101", "北京市东城区", id="district directly under a municipality"),
        pytest.param("500229", "重庆市城口县", id="county directly under a municipality"),
        pytest.param("469005", "海南省文昌市", id="county-level city directly under a province"),
        pytest.param("810000", "香港特别行政区", id="Hong Kong"),
        pytest.param("82", "澳门特别行政区", id="Macao"),
        pytest.param("710000", "台湾省", id="Taiwan"),
    ],
)
def test_a_code_gives_its_place(code: str, full_name: str) -> None:
    assert GAZETTEER.by_code(code).full_name == full_name


@pytest.mark.parametrize(
    ("code", "name"), [("110100", "北京市"), ("441900", "东莞市"), ("500200", "重庆市"), ("350527000", "金门县")]
)
def test_the_code_of_a_placeholder_gives_what_it_stands_for(code: str, name: str) -> None:
    assert GAZETTEER.by_code(code).name == name


@pytest.mark.parametrize("code", ["", "0", "99", "999999", "1x0101", "浙江", "44030399999999999"])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(UnknownPlaceError):
        GAZETTEER.by_code(code)


def test_a_district_of_a_municipality_has_no_city() -> None:
    district = GAZETTEER.resolve("西青区")
    assert (district.province.name, district.city, district.county) == ("天津市", None, district)


def test_a_town_of_dongguan_has_a_city_and_no_county() -> None:
    town = GAZETTEER.resolve("厚街镇")
    assert town.city is not None
    assert (town.city.name, town.county, town.township) == ("东莞市", None, town)


def test_a_township_counted_under_a_zone_has_the_zone_and_no_county() -> None:
    zone = GAZETTEER.by_code("220173")
    township = next(place for place in GAZETTEER.places(Level.TOWNSHIP) if place.parent == zone)
    assert (zone.level, township.zone, township.county) == (Level.ZONE, zone, None)
    assert township.city == GAZETTEER.resolve("长春市")


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("浙江", "浙江省"),
        ("内蒙古", "内蒙古自治区"),
        ("广西", "广西壮族自治区"),
        ("宁夏", "宁夏回族自治区"),
        ("西藏", "西藏自治区"),
        ("香港", "香港特别行政区"),
        ("延边", "延边朝鲜族自治州"),
        ("恩施州", "恩施土家族苗族自治州"),
        ("西双版纳", "西双版纳傣族自治州"),
        ("克孜勒苏州", "克孜勒苏柯尔克孜自治州"),
        ("西青", "西青区"),
        ("亭江", "亭江镇"),
        ("黔东南", "黔东南苗族侗族自治州"),
        ("长春高新区", "长春高新技术产业开发区"),
        ("莫力达瓦", "莫力达瓦达斡尔族自治旗"),
        ("管城", "管城回族区"),
        ("威县", "威县"),
    ],
)
def test_a_short_name_is_understood(name: str, official: str) -> None:
    assert GAZETTEER.resolve(name).name == official


def test_xinjiang_is_a_street_too_until_the_level_is_named() -> None:
    assert GAZETTEER.resolve("新疆", level=Level.PROVINCE).name == "新疆维吾尔自治区"
    with pytest.raises(AmbiguousPlaceError):
        GAZETTEER.resolve("新疆")


@pytest.mark.parametrize(("name", "count"), [("东门街道", 4), ("城关镇", 88)])
def test_an_ambiguous_name_is_reported_with_all_candidates(name: str, count: int) -> None:
    with pytest.raises(AmbiguousPlaceError) as caught:
        GAZETTEER.resolve(name)
    assert len(caught.value.candidates) == count
    assert str(count) in caught.value.message


@pytest.mark.parametrize("within", ["罗湖区", "罗湖", "深圳", "广东省"])
def test_a_parent_settles_an_ambiguous_name(within: str) -> None:
    assert GAZETTEER.resolve("东门街道", within=within).code == "440303003"


def test_a_place_can_be_the_parent() -> None:
    assert GAZETTEER.resolve("鼓楼区", within=GAZETTEER.resolve("福州市")).code == "350102"


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        GAZETTEER.resolve("上白座街道", level=Level.TOWNSHIP)
    assert caught.value.nearest[0] == "上白作街道"
    assert "上白作街道" in caught.value.hint


@pytest.mark.parametrize("name", ["", " ", "没有这个地方", "abc"])
def test_what_is_no_name_is_unknown(name: str) -> None:
    assert GAZETTEER.find(name) == []
    with pytest.raises(UnknownPlaceError):
        GAZETTEER.resolve(name)


def test_a_right_name_within_the_wrong_parent_is_unknown() -> None:
    with pytest.raises(UnknownPlaceError):
        GAZETTEER.resolve("西青区", within="浙江省")


def test_names_for_a_filter_are_official_and_distinct() -> None:
    assert GAZETTEER.names(Level.PROVINCE, "浙江") == ("浙江省",)
    assert GAZETTEER.names(Level.COUNTY, "鼓楼") == ("鼓楼区",)
    assert GAZETTEER.names(Level.COUNTY, "鼓楼区") == ("鼓楼区",)
    assert GAZETTEER.names(Level.COUNTY, "浙江") == ()


def test_a_zone_of_the_table_lies_in_its_city() -> None:
    zone = GAZETTEER.resolve("金普新区")
    assert (zone.level, zone.full_name) == (Level.ZONE, "辽宁省大连市金普新区")
    assert GAZETTEER.find("大连金普新区") == [zone]
    assert {county.name for county in GAZETTEER.covered_by(zone)} == {"金州区", "普兰店区"}


@pytest.mark.parametrize("name", ["浦东新区", "滨海新区"])
def test_a_new_area_that_is_a_district_is_a_county(name: str) -> None:
    assert [place.name for place in GAZETTEER.find(name, level=Level.COUNTY)] == [name]


def test_every_zone_of_the_table_lies_in_a_known_place() -> None:
    assert len(GAZETTEER.zones) >= 15
    for zone in GAZETTEER.zones:
        assert zone.province.level is Level.PROVINCE
        assert all(county.province == zone.province for county in GAZETTEER.covered_by(zone))


@given(st.sampled_from(ALL_PLACES))
def test_every_place_is_found_by_its_code_and_by_both_its_names(place: Place) -> None:
    assert GAZETTEER.by_code(place.code.ljust(6, "0")) == place
    assert place in GAZETTEER.find(place.name)
    assert place in GAZETTEER.find(place.name, level=place.level, within=place.province)
    assert place in GAZETTEER.official(place.name) + GAZETTEER.spoken(place.short_name)
    assert place.level is Level.ZONE or place.short_name in place.name
    assert place.name in GAZETTEER.names(place.level, place.short_name)


def test_rows_of_ones_own_make_a_gazetteer() -> None:
    gazetteer = Gazetteer(
        [("91", "云梦省", "云梦", ""), ("9101", "市辖区", "", "placeholder"), ("910101", "甲区", "", "")]
    )
    assert gazetteer.resolve("甲区").full_name == "云梦省甲区"
