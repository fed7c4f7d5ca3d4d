"""The sources.toml that makes the crawler collect the site."""

from __future__ import annotations

from localsite.lists import columns_of, first_page
from localsite.places import PLACES

__all__ = ["TITLE_PATTERN", "sources_toml"]

TITLE_PATTERN = "(法治政府建设|法治政府建設|政府工作|政府信息公开).*(报告|報告)"  # one site publishes in both scripts
HEAD = "# The invented government site that comes with Baogao.\n"


def sources_toml(address: str) -> str:
    """The text of a sources.toml: one source a place, each of its columns a start page.

    Args:
        address: of the running site, without a slash at the end; see `LocalSite.address`.
    """
    return HEAD + "".join(
        f"""
[[source]]
name = "{place.name}"
start = [{", ".join(f'"{address}{first_page(place, column)}"' for column in columns_of(place))}]
title_pattern = '{TITLE_PATTERN}'
allow_private = true
delay_seconds = 0.0
"""
        for place in PLACES
    )
