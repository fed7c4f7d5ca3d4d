"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["home_option", "json_option", "own_home"]

Command = TypeVar("Command", bound="Callable[..., object]")


def home_option(command: Command) -> Command:
    """``--home``: the directory that holds the collection."""
    return click.option(
        "--home",
        "home_path",
        type=click.Path(path_type=Path),
        envvar="BAOGAO_HOME",
        default=Path("data"),
        show_default=True,
        help="Directory of the collection (also: BAOGAO_HOME).",
    )(command)


def json_option(command: Command) -> Command:
    """``--json``: print one JSON object on stdout."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def own_home(command: Command) -> Command:
    """``--home`` of a command within a group; without it that of the group counts, which is the context's object."""

    def chosen(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
        given: Path = value if value is not None else ctx.obj
        return given

    return click.option(
        "--home",
        "home_path",
        type=click.Path(path_type=Path),
        callback=chosen,
        help="Directory of the collection (also: BAOGAO_HOME).",
    )(command)
