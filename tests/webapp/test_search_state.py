"""A search and its address are one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from corpus import InputError, Level
from indexer.engine import Sort
from indexer.query import FilterField
from webapp import links
from webapp.canonical import canonical
from webapp.search_state import SearchState, read_state

if TYPE_CHECKING:
    from flask import Flask

TEXT = st.text(st.characters(codec="utf-8"), max_size=30).map(str.strip)
VALUES = st.lists(TEXT.filter(bool), max_size=3, unique=True).map(tuple)
STATES = st.builds(
    SearchState,
    query=TEXT,
    filters=st.dictionaries(st.sampled_from(FilterField), VALUES).map(
        lambda filters: {facet: values for facet, values in filters.items() if values}
    ),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 10_000),
    explain=st.booleans(),
)


def read_address(address: str) -> SearchState:
    return read_state(MultiDict(parse_qsl(urlsplit(address).query, keep_blank_values=True)))


@given(state=STATES)
def test_the_address_of_a_search_states_the_whole_search(state: SearchState) -> None:
    parameters = state.parameters()
    pairs = [(name, value) for name, values in parameters.items() for value in _each(values)]
    assert read_state(MultiDict(pairs)) == state


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the application does not change
@given(state=STATES, facet=st.sampled_from([FilterField.PROVINCE, FilterField.LEVEL]), value=TEXT.filter(bool))
def test_ticking_twice_changes_nothing_but_the_page(
    app: Flask, state: SearchState, facet: FilterField, value: str
) -> None:
    with app.test_request_context():
        once = read_address(links.toggled(state, facet, value))
        twice = read_address(links.toggled(once, facet, value))
    assert (value in once.values(facet)) is (value not in state.values(facet))
    assert set(twice.values(facet)) == set(state.values(facet))
    assert (twice.query, twice.sort, twice.page) == (state.query, state.sort, 1)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param([("province", str(number)) for number in range(51)], "at most 50", id="values of a facet"),
        pytest.param([("q", "a" * 10_001)], "at most 10,000", id="characters of the query"),
    ],
)
def test_what_every_link_repeats_is_bounded(arguments: list[tuple[str, str]], says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_state(MultiDict(arguments))


def test_links_survive_characters_that_mean_something_in_an_address(app: Flask) -> None:
    state = SearchState(query="a&b=c#d+e%f 枫桥?", filters={FilterField.CITY: ("甲&乙", "丙=丁")}, page=3)
    with app.test_request_context():
        assert read_address(links.search_url(state)) == state
        assert read_address(links.report_url("abc", state)) == state


def test_official_names_replace_what_was_typed() -> None:
    state = SearchState(
        filters={
            FilterField.PROVINCE: ("浙江", "浙江省"),
            FilterField.LEVEL: ("乡镇",),
            FilterField.YEAR: ("2019年", "2021..2022", "neun"),
        }
    )
    assert canonical(state).filters == {
        FilterField.PROVINCE: ("浙江省",),
        FilterField.LEVEL: (Level.TOWNSHIP.value,),
        FilterField.YEAR: ("2019", "2021..2022"),
    }


def _each(values: str | list[str]) -> list[str]:
    return [values] if isinstance(values, str) else values
