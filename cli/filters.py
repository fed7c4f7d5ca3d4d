"""The facets as options, for every command that takes a query."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import click

from corpus import Level
from indexer import FilterField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["chosen_filters", "filter_options"]

Command = TypeVar("Command", bound="Callable[..., object]")
YEAR_PATTERN = re.compile(r"\d{4}|(\d{4})?\.\.(\d{4})?")


class YearRange(click.ParamType[str]):
    """A year or a closed or open range of years: 2022, 2019..2022, 2019.., ..2022."""

    name = "YEAR|FROM..TO"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value as given; fails with what was expected."""
        if value == ".." or not YEAR_PATTERN.fullmatch(value):
            self.fail(f"{value!r} is not a year. Expected 2022, 2019..2022, 2019.. or ..2022.", param, ctx)
        return value


OPTIONS = (
    click.option("--year", multiple=True, type=YearRange(), help="Year the report is about; repeat for OR."),
    click.option("--province", multiple=True, help="Province, full or short name; repeat for OR."),
    click.option("--city", multiple=True, help="City or prefecture."),
    click.option("--county", multiple=True, help="County or district."),
    click.option("--township", multiple=True, help="Township, town or street office."),
    click.option(
        "--level", multiple=True, type=click.Choice([level.value for level in Level]), help="Level of government."
    ),
    click.option("--doc-type", multiple=True, help="Kind of report, such as 法治政府建设报告."),
)


def filter_options(command: Command) -> Command:
    """``--year`` to ``--doc-type``: of one facet several values are OR."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def chosen_filters(options: Mapping[str, tuple[str, ...]]) -> dict[FilterField, tuple[str, ...]]:
    """The values of those options, by facet; those not given are left out."""
    named = {("report_year" if name == "year" else name): values for name, values in options.items()}
    return {FilterField(name): values for name, values in named.items() if values}
