"""The page of sources: what the last run of each site brought, column by column, and which columns fell silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from flask import url_for

from webapp.pages.pager import Pager, pager
from webapp.pages.places import source_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.store import ColumnHealth, NewRun, SiteHealth, Store

__all__ = ["SITES_A_PAGE", "SourcesPage", "sources_page"]

SITES_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """One column: its name, its address (None where it must be no link), and the figures of its last run."""

    name: str
    href: str | None
    health: ColumnHealth


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCard:
    """One site: its last run, its columns, and its last check (None where there was none)."""

    name: str
    run: NewRun
    rows: tuple[ColumnRow, ...]
    alarms: int
    check: NewRun | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """What the page of sources shows: sites with alarms first, then by name.

    Attributes:
        sites: those of this page.
        total: all of them.
        alarms: columns of all sites that have fallen silent.
        statuses: reports by what became of their source pages.
        pager: the pages of sites.
    """

    sites: tuple[SiteCard, ...]
    total: int
    alarms: int
    statuses: dict[str, int]
    pager: Pager


def sources_page(store: Store, *, number: int) -> SourcesPage:
    """The page of sources; `number` beyond the last shows the last."""
    alarms = store.runs.alarms()
    names = sorted(alarms, key=lambda name: (not alarms[name], name))
    last = max(1, -(-len(names) // SITES_A_PAGE))
    number = min(number, last)
    shown = names[(number - 1) * SITES_A_PAGE : number * SITES_A_PAGE]
    sites = {site.run.source: site for site in store.runs.sites(names=shown)}
    checks = {site.run.source: site.run for site in store.runs.sites("check", names=shown)}
    return SourcesPage(
        sites=tuple(_card(sites[name], checks.get(name)) for name in shown if name in sites),
        total=len(names),
        alarms=sum(alarms.values()),
        statuses=store.statuses.count(),
        pager=pager(number, len(names), SITES_A_PAGE, lambda page: url_for("site.sources", page=page)),
    )


def _card(site: SiteHealth, check: NewRun | None) -> SiteCard:
    rows = _rows(site.columns)
    return SiteCard(name=site.run.source, run=site.run, rows=rows, alarms=len(site.alarms), check=check)


def _rows(columns: Sequence[ColumnHealth]) -> tuple[ColumnRow, ...]:
    ordered = sorted(columns, key=lambda column: column.alarm is None)  # stable: else as the run came to them
    return tuple(
        ColumnRow(
            name=column.figures.name or _path(column.figures.column),
            href=source_url(column.figures.column),
            health=column,
        )
        for column in ordered
    )


def _path(address: str) -> str:
    parts = urlsplit(address)
    return unquote(parts.path) or parts.netloc
