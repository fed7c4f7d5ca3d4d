"""Names in Latin letters: a label gives all places it may mean, and never one that it does not spell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Level
from corpus.gazetteer import Place, load_gazetteer
from corpus.gazetteer.romanised import Spelling, load_roman_names

GAZETTEER = load_gazetteer()
NAMES = load_roman_names()
COUNTIES = list(GAZETTEER.places(Level.COUNTY))
TOWNSHIPS = [
    place
    for place in GAZETTEER.places(Level.TOWNSHIP)
    if place.county is not None and place.name.endswith(("镇", "乡")) and place.name.isalpha()
]


def full_names(label: str) -> list[str]:
    return [match.place.full_name for match in NAMES.matches(label)]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("tonglu", ["浙江省杭州市桐庐县"], id="pinyin"),
        pytest.param("tongluxian", ["浙江省杭州市桐庐县"], id="pinyin with the kind of division"),
        pytest.param("hztl", ["浙江省杭州市桐庐县"], id="initials of city and county"),
        pytest.param("cqswz", ["重庆市万州区"], id="initials of the municipality in full"),
        pytest.param("shmh", ["上海市闵行区"], id="a reading of its own"),
        pytest.param("fjlongwen", ["福建省漳州市龙文区"], id="initials of the province before pinyin"),
        pytest.param("astxqzf", ["辽宁省鞍山市铁西区"], id="government at the end"),
        pytest.param("TONGLU", ["浙江省杭州市桐庐县"], id="capitals"),
        pytest.param("lianjiang", ["福建省福州市连江县", "广东省湛江市廉江市"], id="two places of one spelling"),
        pytest.param("heilongjiang", ["黑龙江省"], id="province"),
        pytest.param("xqzx", [], id="initials of nothing"),
        pytest.param("桐庐", [], id="no letters"),
        pytest.param("", [], id="empty"),
        pytest.param("a" * 60, [], id="far too long"),
    ],
)
def test_a_label_means_places(label: str, expected: list[str]) -> None:
    assert full_names(label) == expected


def test_two_initials_mean_many_places_and_say_so() -> None:
    matches = NAMES.matches("sx")
    assert {"浙江省绍兴市", "山西省"} <= {match.place.full_name for match in matches}
    assert {match.spelling for match in matches} == {Spelling.SHORT}


def test_the_letters_of_a_province_mean_it() -> None:
    assert "安徽省" in full_names("ah")
    assert "内蒙古自治区" in full_names("nm")


def test_a_zone_of_the_table_is_found() -> None:
    assert [match.place.name for match in NAMES.matches("xxxq") if match.place.level is Level.ZONE] == ["西咸新区"]


@pytest.mark.parametrize(
    ("area", "label", "expected"),
    [
        pytest.param("北京市", "hdq", ["海淀区"], id="district of a municipality"),
        pytest.param("桐庐县", "fcjz", ["富春江镇"], id="town by initials"),
        pytest.param("桐庐县", "fcjzrmzf", ["富春江镇"], id="town's government"),
        pytest.param("桐庐县", "fc", [], id="two letters are too few"),
        pytest.param("桐庐县", "zwgk", [], id="a folder that is no name"),
    ],
)
def test_a_folder_means_a_place_inside_another(area: str, label: str, expected: list[str]) -> None:
    assert [place.name for place in NAMES.inside(GAZETTEER.find(area)[0], label)] == expected


@settings(deadline=None)
@given(st.sampled_from(COUNTIES))
def test_every_county_is_among_the_places_that_any_spelling_of_it_means(place: Place) -> None:
    above = place.city or place.province
    for own in NAMES.forms(place):
        assert place in {match.place for match in NAMES.matches(own)}
        for before in NAMES.forms(above):
            if len(before + own) <= 40:
                assert place in {match.place for match in NAMES.matches(before + own)}


@settings(deadline=None)
@given(st.sampled_from(TOWNSHIPS))
def test_a_township_spelled_in_full_is_found_in_its_county(place: Place) -> None:
    spelled = max(NAMES.forms(place), key=len)
    if len(spelled) <= 40:
        assert place.county is not None
        assert place in NAMES.inside(place.county, spelled)


@settings(deadline=None)
@given(st.text(max_size=50))
def test_any_text_is_a_label(label: str) -> None:
    for match in NAMES.matches(label):
        assert match.spelling in Spelling


def test_every_place_has_a_syllable_for_each_character() -> None:
    for level in (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP):
        for place in GAZETTEER.places(level):
            longest = max(NAMES.forms(place), key=len)
            assert len(longest) >= len(place.name), place.full_name
