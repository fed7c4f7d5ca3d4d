"""Draws repeat under one key, differ between keys, and stay within their bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localsite.draw import Draw


def test_the_first_draws_of_a_key_never_change() -> None:
    draw = Draw("tonglu", 2022)
    assert [draw.below(1000) for _ in range(5)] == [145, 240, 262, 130, 475]


def test_different_keys_give_different_streams() -> None:
    first, second = Draw("a"), Draw("b")
    assert [first.below(1000) for _ in range(5)] != [second.below(1000) for _ in range(5)]


@given(key=st.text(), lowest=st.integers(0, 100), width=st.integers(0, 100))
def test_a_number_lies_between_its_bounds(key: str, lowest: int, width: int) -> None:
    assert lowest <= Draw(key).between(lowest, lowest + width) <= lowest + width


@given(key=st.text(), items=st.lists(st.integers(), unique=True), count=st.integers(0, 30))
def test_a_sample_holds_different_items_in_their_order(key: str, items: list[int], count: int) -> None:
    sample = Draw(key).sample(items, count)
    assert len(sample) == min(count, len(items))
    assert sample == [item for item in items if item in sample]
