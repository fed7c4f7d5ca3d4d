from __future__ import annotations

import pytest

from indexer.query import (
    PARAM_NAMES,
    And,
    FilterField,
    GazetteerPlaces,
    Keyword,
    Node,
    Not,
    PathFilter,
    PlaceFilter,
    TextFilter,
    YearFilter,
    filters_from_params,
    parse,
    unparse,
)

PLACES = GazetteerPlaces()
SITE = TextFilter(FilterField.SITE, ("甲,乙.pdf",))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("province:浙江", ("浙江省",), id="short name"),
        pytest.param("province:浙江省", ("浙江省",), id="official name"),
        pytest.param("province:廣東", ("广东省",), id="traditional characters"),
        pytest.param("province:浙江,江苏", ("浙江省", "江苏省"), id="two short names"),
        pytest.param("county:朝阳", ("朝阳区", "朝阳县"), id="a short name of several"),
        pytest.param("county:朝阳县", ("朝阳县",), id="an official name means itself"),
    ],
)
def test_short_place_names_become_official(text: str, names: tuple[str, ...]) -> None:
    parsed = parse(text, places=PLACES)
    assert isinstance(parsed.node, PlaceFilter)
    assert parsed.node.names == names
    assert parsed.notes == ()
    assert parse(unparse(parsed.node), places=PLACES).node == parsed.node


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param("place:浙江", ("浙江省",), id="short name"),
        pytest.param("place:浙江/杭州/西湖", ("浙江省/杭州市/西湖区",), id="short names"),
        pytest.param("place:浙江省/杭州市/西湖区", ("浙江省/杭州市/西湖区",), id="official names"),
        pytest.param("place:浙江／西湖", ("浙江省/杭州市/西湖区",), id="a level left out"),  # noqa: RUF001 - typed so
        pytest.param("place:北京/朝阳,辽宁/朝阳/朝阳", ("北京市/朝阳区", "辽宁省/朝阳市/朝阳县"), id="namesakes"),
        pytest.param("place:廣東/深圳", ("广东省/深圳市",), id="traditional characters"),
        pytest.param("place:天津/西青/西营门", ("天津市/西青区/西营门街道",), id="a municipality has no cities"),
    ],
)
def test_paths_of_short_place_names_become_official(text: str, paths: tuple[str, ...]) -> None:
    parsed = parse(text, places=PLACES)
    assert parsed.node == PathFilter(paths)
    assert parsed.notes == ()
    assert parse(unparse(parsed.node), places=PLACES).node == parsed.node


@pytest.mark.parametrize("path", ["火星", "浙江/火星", "浙江省/西湖区", "西湖区"])
def test_an_unknown_path_or_one_with_a_gap_is_kept_as_written_and_noted(path: str) -> None:
    parsed = parse(f"place:{path}", places=PLACES)
    assert parsed.node == PathFilter((path,))
    assert [note.code for note in parsed.notes] == ["unknown-place"]


def test_a_path_of_slashes_alone_is_left_out_and_noted() -> None:
    parsed = parse("place:/ 法治", places=PLACES)
    assert parsed.node == Keyword("法治")
    assert [note.code for note in parsed.notes] == ["empty-keyword"]


def test_an_unknown_place_is_kept_as_written_and_noted() -> None:
    parsed = parse("province:火星,浙江", places=PLACES)
    assert parsed.node == PlaceFilter(FilterField.PROVINCE, ("火星", "浙江省"))
    assert [(note.code, dict(note.arguments)) for note in parsed.notes] == [
        ("unknown-place", {"facet": "province", "name": "火星"})
    ]


@pytest.mark.parametrize(
    ("facet", "given", "node"),
    [
        pytest.param(FilterField.YEAR, ("2022",), YearFilter(((2022, 2022),)), id="year"),
        pytest.param(FilterField.YEAR, ("2019..2022", "2024"), YearFilter(((2019, 2022), (2024, 2024))), id="years"),
        pytest.param(FilterField.PROVINCE, ("浙江",), PlaceFilter(FilterField.PROVINCE, ("浙江省",)), id="place"),
        pytest.param(
            FilterField.PROVINCE,
            ("浙江,-江苏", "－广东", "河北省"),  # noqa: RUF001 - the full-width minus comes from Chinese keyboards
            And(
                (
                    PlaceFilter(FilterField.PROVINCE, ("浙江省", "河北省")),
                    Not(PlaceFilter(FilterField.PROVINCE, ("江苏省", "广东省"))),
                )
            ),
            id="places and excluded places",
        ),
        pytest.param(
            FilterField.YEAR, ("-2022", "-2018..2019"), Not(YearFilter(((2022, 2022), (2018, 2019)))), id="not"
        ),
        pytest.param(
            FilterField.SITE, ("甲,乙.pdf", "-b"), And((SITE, Not(TextFilter(FilterField.SITE, ("b",))))), id="s"
        ),
        pytest.param(
            FilterField.LEVEL, ("county", "乡镇"), TextFilter(FilterField.LEVEL, ("county", "township")), id="level"
        ),
        pytest.param(
            FilterField.DOC_TYPE, ("政府工作报告",), TextFilter(FilterField.DOC_TYPE, ("政府工作报告",)), id="type"
        ),
    ],
)
def test_ticked_values_become_filters(facet: FilterField, given: tuple[str, ...], node: Node) -> None:
    assert filters_from_params({facet: given}, PLACES) == ({facet: node}, ())


def test_a_ticked_year_that_is_none_is_left_out_and_noted() -> None:
    filters, notes = filters_from_params({FilterField.YEAR: ("abc", "2022")}, PLACES)
    assert filters == {FilterField.YEAR: YearFilter(((2022, 2022),))}
    assert [note.code for note in notes] == ["ignored-year"]


def test_facets_without_values_are_absent() -> None:
    assert (
        filters_from_params({FilterField.YEAR: ("x",), FilterField.CITY: (), FilterField.COUNTY: (" ",)}, None)[0] == {}
    )


def test_every_facet_has_a_parameter() -> None:
    assert set(PARAM_NAMES) == set(FilterField)
    assert PARAM_NAMES[FilterField.YEAR] == "year"
    assert PARAM_NAMES[FilterField.DOC_TYPE] == "doc_type"
