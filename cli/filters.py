"""The facets as options, for every command that takes a query."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import click

from corpus import Level
from indexer import FilterField
from indexer.query import EXCLUDING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["chosen_filters", "filter_options"]

Command = TypeVar("Command", bound="Callable[..., object]")
YEAR_PATTERN = re.compile(r"\d{4}|(\d{4})?\.\.(\d{4})?")
LEVELS = [level.value for level in Level]


class YearRange(click.ParamType[str]):
    """A year or a closed or open range of years: 2022, 2019..2022, 2019.., ..2022; after a minus sign, excluded."""

    name = "YEAR|FROM..TO"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value as given; fails with what was expected."""
        years = value.removeprefix(EXCLUDING)
        if years == ".." or not YEAR_PATTERN.fullmatch(years):
            self.fail(f"{value!r} is not a year. Expected 2022, 2019..2022, 2019.. or ..2022.", param, ctx)
        return value


class LevelName(click.ParamType[str]):
    """A level of government; after a minus sign, excluded."""

    name = "|".join(LEVELS)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value as given; fails with what was expected."""
        if value.removeprefix(EXCLUDING) not in LEVELS:
            self.fail(f"{value!r} is not one of {', '.join(LEVELS)}.", param, ctx)
        return value


OPTIONS = (
    click.option(
        "--year", multiple=True, type=YearRange(), help="Year the report is about; repeat for OR, --year=-2020 for NOT."
    ),
    click.option("--place", multiple=True, help="Path of a place: 浙江/杭州; --place=-浙江/杭州 for NOT."),
    click.option("--province", multiple=True, help="Province, full or short name; repeat for OR."),
    click.option("--city", multiple=True, help="City or prefecture."),
    click.option("--county", multiple=True, help="County or district."),
    click.option("--township", multiple=True, help="Township, town or street office."),
    click.option("--level", multiple=True, type=LevelName(), help="Level of government."),
    click.option("--doc-type", multiple=True, help="Kind of report, such as 法治政府建设报告."),
    click.option("--site", multiple=True, help="Host of the site, in full."),
)


def filter_options(command: Command) -> Command:
    """``--year`` to ``--site``: of one facet several values are OR; a value after a minus sign is excluded."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def chosen_filters(options: Mapping[str, tuple[str, ...]]) -> dict[FilterField, tuple[str, ...]]:
    """The values of those options, by facet; those not given are left out."""
    named = {("report_year" if name == "year" else name): values for name, values in options.items()}
    return {FilterField(name): values for name, values in named.items() if values}
