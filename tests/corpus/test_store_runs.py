from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from corpus.store import Alarm, ColumnFigures, NewRun, Store, open_store

if TYPE_CHECKING:
    from corpus import Home

FIRST = datetime(2024, 3, 5, 1, 30, tzinfo=UTC)
LISTS = ColumnFigures(
    column="http://a.example/fz/", name="法治政府建设", list_pages=3, items=30, links=12, new=11, failed=1, bytes=9000
)
HUB = ColumnFigures(column="http://a.example/", name="首页", list_pages=1)


def run(day: int = 0, *columns: ColumnFigures, **given: object) -> NewRun:
    made = NewRun(
        source="青岩",
        kind="crawl",
        begun_at=FIRST + timedelta(days=day),
        ended_at=FIRST + timedelta(days=day, hours=1),
        whole=False,
        complete=True,
        rules="r",
        columns=columns or (HUB, LISTS),
    )
    return replace(made, **given)  # type: ignore[arg-type]  # the names are NewRun's


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        opened.runs.save(run())
        yield opened


def test_a_run_comes_back_as_it_was_kept(store: Store) -> None:
    (site,) = store.runs.sites()
    assert site.run == run()
    assert [column.figures for column in site.columns] == [HUB, LISTS]
    assert site.alarms == ()


def test_a_run_that_is_taken_up_again_is_one(store: Store) -> None:
    whole = replace(LISTS, new=12, failed=0)
    store.runs.save(run(0, HUB, whole, ended_at=FIRST + timedelta(hours=5)))
    (site,) = store.runs.sites()
    assert site.columns[1].figures == whole


def test_a_column_that_had_links_and_gives_none_is_an_alarm_until_it_gives_some(store: Store) -> None:
    silent = replace(LISTS, links=0, new=0)
    for day in (1, 2):
        site = store.runs.save(run(day, HUB, silent))
        assert [(column.figures.name, column.alarm) for column in site.alarms] == [
            ("法治政府建设", Alarm(links=12, at=FIRST))
        ]
    assert store.runs.save(run(3, HUB, LISTS)).alarms == ()


def test_a_walk_that_ended_on_known_ground_before_it_met_a_link_is_no_alarm(store: Store) -> None:
    assert store.runs.save(run(1, HUB, replace(LISTS, links=0, partial=True))).alarms == ()


def test_other_rules_are_no_alarm(store: Store) -> None:
    assert store.runs.save(run(1, HUB, replace(LISTS, links=0), rules="other")).alarms == ()


def test_a_column_that_no_page_leads_to_any_more_is_an_alarm(store: Store) -> None:
    for day in (1, 2):
        (gone,) = store.runs.save(run(day, HUB)).alarms
        assert (gone.figures.column, gone.figures.trouble) == (LISTS.column, "no page leads to it any more")
        assert gone.alarm == Alarm(12, FIRST)
    assert store.runs.save(run(3, HUB, rules="other")).alarms == ()


def test_an_unfinished_run_leaves_the_columns_it_has_not_come_to_as_they_were(store: Store) -> None:
    site = store.runs.save(run(1, HUB, complete=False))
    assert [column.figures for column in site.columns] == [HUB, LISTS]
    assert site.alarms == ()


def test_sites_come_by_name_and_checks_apart(store: Store) -> None:
    store.runs.save(run(1, source="丹景山"))
    store.runs.save(run(1, ColumnFigures(column="", unchanged=4), kind="check"))
    assert [site.run.source for site in store.runs.sites()] == ["丹景山", "青岩"]
    (checked,) = store.runs.sites("check")
    assert checked.columns[0].figures.unchanged == 4


def test_the_alarms_of_all_sources_are_those_of_each(store: Store) -> None:
    silent = replace(LISTS, links=0, new=0)
    other = replace(LISTS, column="http://a.example/other/")
    for source in ("白塔", "朱寨"):
        store.runs.save(run(0, HUB, LISTS, other, source=source))
        store.runs.save(run(1, HUB, silent, replace(other, links=0, partial=True), source=source))
    store.runs.save(run(2, HUB, source="朱寨", complete=False))  # it has not come to the silent column
    store.runs.save(run(3, source="青岩", kind="check"))
    assert store.runs.alarms() == {"朱寨": 1, "白塔": 1, "青岩": 0}
    assert {site.run.source: len(site.alarms) for site in store.runs.sites()} == store.runs.alarms()
    assert store.runs.alarms("check") == {"青岩": 0}
    assert [site.run.source for site in store.runs.sites(names=["青岩", "白塔", "无此站"])] == ["白塔", "青岩"]
