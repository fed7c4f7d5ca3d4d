"""Divisions that were renamed, merged or divided: found under the name then, with the code now."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus.gazetteer
from corpus import Level
from corpus.gazetteer import UnknownPlaceError, load_gazetteer
from corpus.gazetteer.lookup import FormerRow, Gazetteer

GAZETTEER = load_gazetteer()
TABLE = Path(corpus.gazetteer.__file__).with_name("former.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]


@pytest.mark.parametrize(
    ("name", "full_name", "code"),
    [
        pytest.param("下城区", "浙江省杭州市下城区", "330105", id="district merged into another"),
        pytest.param("广丰县", "江西省上饶市广丰县", "361103", id="county made a district"),
        pytest.param("神木县", "陕西省榆林市神木县", "610881", id="county made a city"),
        pytest.param("密云县", "北京市密云县", "110118", id="county of a municipality"),
        pytest.param("江干区", "浙江省杭州市江干区", "", id="divided among two: no code"),
        pytest.param("莱芜市", "山东省莱芜市", "", id="city dissolved"),
        pytest.param("日喀则地区", "西藏自治区日喀则地区", "5402", id="prefecture made a city"),
    ],
)
def test_a_former_name_gives_the_name_then_and_the_code_now(name: str, full_name: str, code: str) -> None:
    place = GAZETTEER.resolve(name)
    assert (place.full_name, place.code) == (full_name, code)


def test_a_name_that_stands_now_is_not_the_former_one() -> None:
    assert GAZETTEER.resolve("桥东区").full_name == "河北省张家口市桥东区"
    assert {place.full_name for place in GAZETTEER.former("桥东区")} == {"河北省石家庄市桥东区", "河北省邢台市桥东区"}


def test_a_former_division_knows_what_covers_it_and_until_when() -> None:
    (place,) = GAZETTEER.former("江干区")
    assert [heir.name for heir in GAZETTEER.covered_by(place)] == ["上城区", "钱塘区"]
    assert GAZETTEER.last_year(place) == 2021
    assert GAZETTEER.last_year(GAZETTEER.resolve("桐庐县")) is None


def test_a_filter_knows_former_names() -> None:
    assert GAZETTEER.names(Level.COUNTY, "下城区") == ("下城区",)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_leads_to_places_that_stand_and_names_its_source(row: list[str]) -> None:
    name, level, now, year, source = row
    heirs = [GAZETTEER.by_code(code) for code in now.split(",")]
    assert len({heir.province for heir in heirs}) == 1
    assert name not in {heir.name for heir in heirs}
    assert Level(level) in {Level.CITY, Level.COUNTY}
    assert 2012 <= int(year) <= 2023
    assert year in source


def test_a_row_of_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        Gazetteer([("33", "浙江省", "浙江", "")], former=[FormerRow("甲县", Level.COUNTY, ("3399",), 2015)])


def test_an_unknown_name_is_still_unknown() -> None:
    with pytest.raises(UnknownPlaceError):
        GAZETTEER.resolve("没有县")
