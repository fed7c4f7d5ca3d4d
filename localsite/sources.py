"""The sources.toml that makes the crawler collect the sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsite.contents import column_crumb, columns_of
from localsite.places import PLACES
from localsite.troubles import LIST

if TYPE_CHECKING:
    from collections.abc import Collection

    from localsite.places import Place
    from localsite.server import LocalSite
    from localsite.troubles import Trouble

__all__ = ["TITLE_PATTERN", "sources_toml"]

TITLE_PATTERN = "(法治政府建设|法治政府建設|政府工作|政府信息公开).*(报告|報告)"  # one site publishes in both scripts
HEAD = "# The invented government sites that come with Baogao.\n"


def sources_toml(site: LocalSite, *, hosts: Collection[str] | None = None) -> str:
    """The text of a sources.toml: one source a place, each of its columns a start page.

    Args:
        site: being served.
        hosts: only what stands on these hosts; None for all.
    """
    wanted = [_source(site, place) for place in PLACES if hosts is None or place.host in hosts]
    wanted += [_trouble(site, trouble) for trouble in site.troubles if hosts is None or trouble.name in hosts]
    return HEAD + "".join(wanted)


def _source(site: LocalSite, place: Place) -> str:
    address = site.address_of(place.host)
    columns = columns_of(place, site.edition.reports)
    starts = dict.fromkeys(f'"{address}{column_crumb(place, column).path}"' for column in columns)
    return f"""
[[source]]
name = "{place.name}"
start = [{", ".join(starts)}]
title_pattern = '{TITLE_PATTERN}'
allow_private = true
delay_seconds = 0.0
"""


def _trouble(site: LocalSite, trouble: Trouble) -> str:
    return f"""
[[source]]
name = "{trouble.name}"
start = ["{site.address_of(trouble.name)}{LIST}"]
title_pattern = '{TITLE_PATTERN}'
allow_private = true
delay_seconds = 0.0
{trouble.keys}"""
