"""Facets, chips and years as data."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from indexer import FacetValue, IndexVersion, SearchPage
from indexer.query import FilterField, MatchAll
from webapp import links
from webapp.links import expand_years
from webapp.pages.facets import MOST, SHOWN, Facet, FacetItem, chips_of, facets_of
from webapp.pages.years import Years, years_of
from webapp.search_state import SearchState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask

INDEX = IndexVersion(engine="whoosh", generation="whoosh-000001", seq=5, dictionary="0123456789abcdef")
PLACE, SITE, YEAR = FilterField.PLACE, FilterField.SITE, FilterField.YEAR


def counted(facet: FilterField, values: Iterable[FacetValue]) -> SearchPage:
    return SearchPage(
        query="", node=MatchAll(), total=5, took_ms=1.0, hits=(), facets={facet: tuple(values)}, index=INDEX
    )


def many(count: int, **chosen: str) -> list[FacetValue]:
    """`count` sites; those named are selected or excluded."""
    names = [f"站{number}" for number in range(count)]
    return [
        FacetValue(name, 1000, selected=name == chosen.get("selected"), excluded=name == chosen.get("excluded"))
        for name in names
    ]


def facet_of(app: Flask, facet: FilterField, values: Iterable[FacetValue], *ticked: str) -> Facet:
    state = SearchState(filters={facet: ticked} if ticked else {})
    with app.test_request_context():
        (found,) = facets_of(counted(facet, values), state)
    return found


def years(app: Flask, values: Iterable[FacetValue], *ticked: str) -> Years:
    with app.test_request_context():
        found = years_of(counted(YEAR, values), SearchState(filters={YEAR: ticked} if ticked else {}))
    assert found is not None
    return found


def chosen_by(href: str | None, name: str) -> list[str]:
    """The values of one parameter of an address."""
    return [value for parameter, value in parse_qsl(urlsplit(href or "").query) if parameter == name]


def labels_of(items: Iterable[FacetItem]) -> list[str]:
    return [item.label for item in items]


def test_a_long_facet_is_folded_but_never_what_is_ticked_or_excluded(app: Flask) -> None:
    for chosen in ({"selected": "站15"}, {"excluded": "站15"}):
        facet = facet_of(app, SITE, many(MOST, **chosen))
        assert labels_of(facet.values.shown) == [*(f"站{number}" for number in range(SHOWN)), "站15"]
        assert len(facet.values.shown) + len(facet.values.folded) == MOST
        assert facet.values.all_href is None


def test_a_facet_of_hundreds_leads_to_the_page_that_lists_them_all(app: Flask) -> None:
    facet = facet_of(app, SITE, many(MOST + 7, selected=f"站{MOST + 3}"))
    assert len(facet.values.shown) + len(facet.values.folded) == MOST + 1
    assert facet.values.all_href is not None
    assert urlsplit(facet.values.all_href).path == "/facets/site"


def test_a_facet_without_values_is_left_out_and_a_short_one_needs_no_search(app: Flask) -> None:
    with app.test_request_context():
        assert facets_of(counted(SITE, ()), SearchState()) == ()
        assert years_of(counted(YEAR, ()), SearchState()) is None
    assert facet_of(app, SITE, many(SHOWN)).find_href is None
    assert facet_of(app, SITE, many(SHOWN + 1)).find_href is not None


def test_places_are_a_tree_by_their_own_names_with_what_is_open_in_sight(app: Flask) -> None:
    provinces = [FacetValue(f"省{number}", 90 - number) for number in range(SHOWN + 2)]
    inside = [FacetValue("省9/甲市", 5), FacetValue("省9/乙市", 3, excluded=True)]
    provinces[9] = FacetValue("省9", 81, selected=True)
    facet = facet_of(app, PLACE, [*provinces, *inside], "省9", "-省9/乙市")
    assert labels_of(facet.values.shown) == [*(f"省{number}" for number in range(SHOWN)), "省9"]
    (open_one,) = [item for item in facet.values.shown if item.inside]
    assert open_one.inside is not None
    assert [(item.value, item.label, item.excluded) for item in open_one.inside.shown] == [
        ("省9/甲市", "甲市", False),
        ("省9/乙市", "乙市", True),
    ]


@pytest.mark.parametrize(
    ("ticked", "value", "expected"),
    [
        pytest.param((), "甲省", ["甲省"], id="the first place"),
        pytest.param(("甲省",), "甲省", [], id="the same again"),
        pytest.param(("甲省",), "乙省", ["甲省", "乙省"], id="another one"),
        pytest.param(("甲省", "丙省"), "甲省/乙市", ["丙省", "甲省/乙市"], id="a part instead of the whole"),
        pytest.param(("甲省/乙市", "甲省/丁市"), "甲省", ["甲省"], id="the whole instead of its parts"),
        pytest.param(("-甲省/乙市",), "甲省", ["-甲省/乙市", "甲省"], id="the whole but a part"),
        pytest.param(("-甲省",), "甲省/乙市", ["甲省/乙市"], id="a part of what was excluded"),
        pytest.param(("-甲省",), "-甲省", [], id="an exclusion taken away"),
        pytest.param(("甲省乙",), "甲省", ["甲省乙", "甲省"], id="a name that begins alike"),
    ],
)
def test_a_place_is_ticked_instead_of_what_it_lies_in_and_what_lies_in_it(
    app: Flask, ticked: tuple[str, ...], value: str, expected: list[str]
) -> None:
    with app.test_request_context():
        assert chosen_by(links.toggled(SearchState(filters={PLACE: ticked}), PLACE, value), "place") == expected


@pytest.mark.parametrize(
    ("ticked", "value", "expected"),
    [
        pytest.param((), "甲省", ["-甲省"], id="nothing was chosen"),
        pytest.param(("甲省",), "甲省", ["-甲省"], id="it was ticked"),
        pytest.param(("甲省",), "甲省/乙市", ["甲省", "-甲省/乙市"], id="a part of what is ticked"),
        pytest.param(("甲省/乙市", "-甲省/丙市", "丁省"), "甲省", ["丁省", "-甲省"], id="with all its parts"),
    ],
)
def test_a_place_is_excluded_with_all_that_lies_in_it(
    app: Flask, ticked: tuple[str, ...], value: str, expected: list[str]
) -> None:
    with app.test_request_context():
        assert chosen_by(links.excluding(SearchState(filters={PLACE: ticked}), PLACE, value), "place") == expected


def test_a_value_is_ticked_excluded_or_given_back_by_its_links(app: Flask) -> None:
    plain, ticked, unwanted = facet_of(
        app,
        SITE,
        [FacetValue("a", 3), FacetValue("b", 2, selected=True), FacetValue("c", 1, excluded=True)],
        "b",
        "-c",
    ).values.shown
    assert [chosen_by(item.href, "site") for item in (plain, ticked, unwanted)] == [["b", "-c", "a"], ["-c"], ["b"]]
    assert [chosen_by(item.exclude_href, "site") for item in (plain, ticked)] == [["b", "-c", "-a"], ["-c", "-b"]]
    assert unwanted.exclude_href is None


def test_what_the_text_demands_or_excludes_is_no_link(app: Flask) -> None:
    values = [FacetValue("a", 2, selected=True), FacetValue("b", 1, excluded=True)]
    demanded, unwanted = facet_of(app, SITE, values).values.shown
    assert (demanded.href, demanded.exclude_href, unwanted.href, unwanted.exclude_href) == (None, None, None, None)


def test_chips_say_what_is_chosen_and_what_is_excluded(app: Flask) -> None:
    state = SearchState(filters={PLACE: ("甲省/乙市", "-甲省/乙市/丙县"), FilterField.LEVEL: ("-department",)})
    with app.test_request_context("/", headers={"Accept-Language": "zh"}):
        chips = chips_of(state)
        shown = [(chip.label.split()[-1], chip.excluded) for chip in chips]
        assert shown == [("乙市", False), ("丙县", True), ("部门", True)]
        assert chosen_by(chips[1].href, "place") == ["甲省/乙市"]


class TestYears:
    def test_a_bar_a_year_is_as_high_as_its_share_and_gaps_stay_gaps(self, app: Flask) -> None:
        found = years(app, [FacetValue(2023, 50), FacetValue(2021, 200), FacetValue(2020, 1)])
        assert [(bar.year, bar.count, bar.height) for bar in found.bars] == [
            (2020, 1, 2),
            (2021, 200, 100),
            (2022, 0, 0),
            (2023, 50, 25),
        ]
        assert found.bars[2].href is None
        assert [item.value for item in found.items] == ["2023", "2021", "2020"]
        assert (found.first, found.last) == (2020, 2023)

    def test_a_stray_year_long_ago_adds_no_thousand_bars(self, app: Flask) -> None:
        assert [bar.year for bar in years(app, [FacetValue(2023, 5), FacetValue(1, 1)]).bars] == [1, 2023]

    def test_only_zero_counts_divide_nothing(self, app: Flask) -> None:
        (bar,) = years(app, [FacetValue(2030, 0, selected=True)], "2030").bars
        assert (bar.height, bar.selected) == (0, True)

    @pytest.mark.parametrize(
        ("ticked", "span"),
        [
            pytest.param((), ("", ""), id="no year"),
            pytest.param(("2020",), ("2020", "2020"), id="one year"),
            pytest.param(("2019..2021",), ("2019", "2021"), id="a span"),
            pytest.param(("2019..",), ("2019", ""), id="an open span"),
            pytest.param(("2019..2021", "-2020"), ("2019", "2021"), id="a span without a year"),
            pytest.param(("2019", "2021"), ("", ""), id="two years"),
        ],
    )
    def test_the_fields_show_the_span_that_is_chosen(
        self, app: Flask, ticked: tuple[str, ...], span: tuple[str, str]
    ) -> None:
        found = years(app, [FacetValue(2020, 1)], *ticked)
        assert (found.span_from, found.span_to) == span

    def test_a_year_of_a_span_is_taken_out_or_excluded(self, app: Flask) -> None:
        values = [FacetValue(2021, 1, selected=True), FacetValue(2020, 1, selected=True), FacetValue(2019, 1)]
        _last, item, _first = years(app, values, "2020..2021").items
        assert chosen_by(item.href, "year") == ["2021"]
        assert chosen_by(item.exclude_href, "year") == ["2020..2021", "-2020"]

    def test_an_excluded_year_is_given_back_and_one_of_an_excluded_span_is_no_link(self, app: Flask) -> None:
        values = [FacetValue(2021, 1, excluded=True), FacetValue(2020, 1, excluded=True)]
        assert [item.href is None for item in years(app, values, "-2020..2021").items] == [True, True]
        assert [chosen_by(item.href, "year") for item in years(app, values, "-2020", "-2021").items] == [
            ["-2020"],
            ["-2021"],
        ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(("2020",), ("2020",), id="one year"),
        pytest.param(("2019..2021", "2020"), ("2019", "2020", "2021"), id="a span and a year in it"),
        pytest.param(("2022..",), ("2022", "2023"), id="an open end reaches what is there"),
        pytest.param(("..2020",), ("2018", "2020"), id="an open beginning"),
        pytest.param(("0..999999",), ("2018", "2020", "2022", "2023"), id="a span too long to write out"),
        pytest.param(("neun..zehn",), ("neun..zehn",), id="no years at all"),
        pytest.param(("-2019..2021",), ("-2019..2021",), id="an excluded span"),
    ],
)
def test_spans_of_years_are_written_out(values: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert expand_years(values, ["2023", "2022", "2020", "2018"]) == expected
