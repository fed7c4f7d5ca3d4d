"""Facets, chips and years as data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer import FacetValue, IndexVersion, SearchPage
from indexer.query import FilterField, MatchAll
from webapp.links import expand_years
from webapp.pages.facets import MOST, SHOWN, facets_of
from webapp.search_state import SearchState

if TYPE_CHECKING:
    from flask import Flask

INDEX = IndexVersion(engine="whoosh", generation="whoosh-000001", seq=5, dictionary="0123456789abcdef")


def counted(facet: FilterField, count: int) -> SearchPage:
    values = tuple(FacetValue(f"地方{number}", 1000 - number) for number in range(count))
    return SearchPage(query="", node=MatchAll(), total=5, took_ms=1.0, hits=(), facets={facet: values}, index=INDEX)


@pytest.mark.parametrize(
    ("facet", "count", "ticked", "shown"),
    [
        pytest.param(FilterField.TOWNSHIP, 12, {}, True, id="few need no parent"),
        pytest.param(FilterField.TOWNSHIP, 13, {}, False, id="many wait for a parent"),
        pytest.param(FilterField.TOWNSHIP, 13, {FilterField.COUNTY: ("鼓楼区",)}, True, id="the parent is chosen"),
        pytest.param(FilterField.TOWNSHIP, 13, {FilterField.PROVINCE: ("江苏省",)}, False, id="a province is too wide"),
        pytest.param(FilterField.COUNTY, 13, {FilterField.PROVINCE: ("江苏省",)}, True, id="counties of a province"),
        pytest.param(FilterField.TOWNSHIP, 13, {FilterField.TOWNSHIP: ("地方3",)}, True, id="what is ticked is shown"),
        pytest.param(FilterField.PROVINCE, 31, {}, True, id="provinces have no parent"),
        pytest.param(FilterField.LEVEL, 0, {}, False, id="a facet without values"),
    ],
)
def test_a_place_facet_is_shown_once_it_helps(
    app: Flask, facet: FilterField, count: int, ticked: dict[FilterField, tuple[str, ...]], *, shown: bool
) -> None:
    with app.test_request_context():
        facets = facets_of(counted(facet, count), SearchState(filters=ticked))
    assert bool(facets) is shown


@pytest.mark.parametrize(
    ("facet", "count", "ticked", "shown"),
    [
        pytest.param(FilterField.COUNTY, 3, {}, 3, id="few are no burden"),
        pytest.param(FilterField.COUNTY, 4, {}, 0, id="more are folded"),
        pytest.param(FilterField.TOWNSHIP, 12, {FilterField.PROVINCE: ("江苏省",)}, 0, id="a province is too wide"),
        pytest.param(FilterField.TOWNSHIP, 12, {FilterField.COUNTY: ("鼓楼区",)}, SHOWN, id="the parent is chosen"),
        pytest.param(FilterField.TOWNSHIP, 4, {FilterField.TOWNSHIP: ("地方3",)}, 4, id="one of them is ticked"),
        pytest.param(FilterField.CITY, 12, {}, SHOWN, id="cities are not"),
    ],
)
def test_counties_and_townships_are_folded_until_they_help(
    app: Flask, facet: FilterField, count: int, ticked: dict[FilterField, tuple[str, ...]], shown: int
) -> None:
    with app.test_request_context():
        (found,) = facets_of(counted(facet, count), SearchState(filters=ticked))
    assert len(found.shown) == shown
    assert len(found.shown) + len(found.folded) == count


def test_a_place_that_the_text_demands_opens_the_places_in_it(app: Flask) -> None:
    page = counted(FilterField.COUNTY, 12)
    demanded = {FilterField.PROVINCE: (FacetValue("浙江省", 5, selected=True),), **page.facets}
    with app.test_request_context():
        _province, county = facets_of(replace(page, facets=demanded), SearchState())
    assert len(county.shown) == SHOWN


def test_a_long_facet_is_folded_but_never_what_is_ticked(app: Flask) -> None:
    state = SearchState(filters={FilterField.PROVINCE: ("地方20",)})
    with app.test_request_context():
        (facet,) = facets_of(counted(FilterField.PROVINCE, 31), state)
    assert [item.label for item in facet.shown] == [*(f"地方{number}" for number in range(SHOWN)), "地方20"]
    assert len(facet.shown) + len(facet.folded) == 31
    assert [item.label for item in facet.shown if item.selected] == ["地方20"]
    assert not facet.cut


def test_a_facet_of_hundreds_says_that_it_leaves_some_out_but_never_what_is_ticked(app: Flask) -> None:
    state = SearchState(filters={FilterField.CITY: ("绍兴市",), FilterField.TOWNSHIP: (f"地方{MOST + 3}",)})
    with app.test_request_context():
        (facet,) = facets_of(counted(FilterField.TOWNSHIP, MOST + 7), state)
    assert len(facet.shown) + len(facet.folded) == MOST + 1
    assert [item.label for item in facet.shown if item.selected] == [f"地方{MOST + 3}"]
    assert facet.cut


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(("2020",), ("2020",), id="one year"),
        pytest.param(("2019..2021", "2020"), ("2019", "2020", "2021"), id="a span and a year in it"),
        pytest.param(("2022..",), ("2022", "2023"), id="an open end reaches what is there"),
        pytest.param(("..2020",), ("2018", "2020"), id="an open beginning"),
        pytest.param(("0..999999",), ("2018", "2020", "2022", "2023"), id="a span too long to write out"),
        pytest.param(("neun..zehn",), ("neun..zehn",), id="no years at all"),
    ],
)
def test_spans_of_years_are_written_out(values: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert expand_years(values, ["2023", "2022", "2020", "2018"]) == expected
