"""The tree of places: what is counted where, and what is opened."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from indexer.page import MAX_FACET_VALUES
from indexer.place_tree import place_counts, place_values
from indexer.query.nodes import And, Node, Not, PathFilter

if TYPE_CHECKING:
    from indexer.engine import FacetCounts

COUNTS: FacetCounts = {
    "浙江省": 1,
    "浙江省/杭州市/西湖区": 2,
    "浙江省/杭州市/西湖区/转塘街道": 4,
    "浙江省/绍兴市/诸暨市": 8,
    "北京市/朝阳区": 16,
    "吉林省/长春市/朝阳区": 32,
}


def listed(chosen: Node | None, counts: FacetCounts = COUNTS) -> list[tuple[str | int, int]]:
    return [(item.value, item.count) for item in place_values(counts, chosen)]


def test_without_a_choice_the_provinces_are_listed_with_all_that_lies_in_them() -> None:
    assert listed(None) == [("吉林省", 32), ("北京市", 16), ("浙江省", 15)]


@pytest.mark.parametrize(
    ("chosen", "opened"),
    [
        pytest.param(
            PathFilter(("浙江省",)),
            [("浙江省/绍兴市", 8), ("浙江省/杭州市", 6)],
            id="a province shows its cities",
        ),
        pytest.param(
            PathFilter(("浙江省/杭州市",)),
            [("浙江省/绍兴市", 8), ("浙江省/杭州市", 6), ("浙江省/杭州市/西湖区", 6)],
            id="a city shows itself among its like, and its counties",
        ),
        pytest.param(
            Not(PathFilter(("浙江省/杭州市",))),
            [("浙江省/绍兴市", 8), ("浙江省/杭州市", 6)],
            id="what is excluded is shown and not opened",
        ),
        pytest.param(
            PathFilter(("浙江省/湖州市/安吉县",)),
            [("浙江省/绍兴市", 8), ("浙江省/杭州市", 6), ("浙江省/湖州市", 0), ("浙江省/湖州市/安吉县", 0)],
            id="what is chosen is shown without a report too",
        ),
        pytest.param(
            PathFilter(("浙江省/绍兴市/诸暨市",)),
            [("浙江省/绍兴市", 8), ("浙江省/绍兴市/诸暨市", 8), ("浙江省/杭州市", 6)],
            id="below the place it lies in",
        ),
    ],
)
def test_the_tree_opens_along_what_is_chosen(chosen: Node, opened: list[tuple[str, int]]) -> None:
    assert listed(chosen) == [("吉林省", 32), ("北京市", 16), ("浙江省", 15), *opened]


def test_what_is_chosen_and_what_is_excluded_is_marked() -> None:
    values = place_values(COUNTS, And((PathFilter(("浙江省",)), Not(PathFilter(("浙江省/绍兴市", "北京市"))))))
    assert [item.value for item in values if item.selected] == ["浙江省"]
    assert [item.value for item in values if item.excluded] == ["北京市", "浙江省/绍兴市"]


def test_where_everything_lies_in_one_place_that_is_open() -> None:
    inside: FacetCounts = {"浙江省/杭州市/西湖区": 2, "浙江省/杭州市/西湖区/转塘街道": 4, "浙江省/杭州市/余杭区": 1}
    assert listed(None, inside) == [
        ("浙江省", 7),
        ("浙江省/杭州市", 7),
        ("浙江省/杭州市/西湖区", 6),
        ("浙江省/杭州市/余杭区", 1),
    ]
    assert listed(None, {"浙江省": 3}) == [("浙江省", 3)]
    assert listed(None, {}) == []


def test_of_very_many_parts_the_most_frequent_are_listed_and_the_chosen() -> None:
    counts: FacetCounts = {f"甲省/{number:04}市": number for number in range(1, MAX_FACET_VALUES + 9)}
    values = listed(PathFilter(("甲省/0001市",)), counts)
    assert len(values) == 1 + MAX_FACET_VALUES + 1
    assert values[1] == (f"甲省/{MAX_FACET_VALUES + 8:04}市", MAX_FACET_VALUES + 8)
    assert values[-1] == ("甲省/0001市", 1)


def test_every_place_counts_what_is_counted_by_hand() -> None:
    chance = random.Random(9)
    chains = [tuple(chance.choice("甲乙丙") for _ in range(chance.randint(1, 4))) for _ in range(400)]
    by_hand = Counter("/".join(chain[:end]) for chain in chains for end in range(1, len(chain) + 1))
    counts: FacetCounts = dict(Counter("/".join(chain) for chain in chains))
    assert place_counts(counts) == by_hand
    every_other = PathFilter(tuple(sorted(by_hand))[::2])
    for item in place_values(counts, every_other):
        assert item.count == by_hand[str(item.value)]
        assert item.selected == (item.value in every_other.paths)
