"""Adapters of CMS families: one file a family, one registry. An adapter reads list pages; it fetches nothing."""

from __future__ import annotations

from crawler.adapters.adapter import Adapter
from crawler.adapters.page import Link, ListPage
from crawler.adapters.plain import Plain
from crawler.adapters.trs import Trs

__all__ = ["ADAPTERS", "Adapter", "Link", "ListPage", "adapter_for"]

ADAPTERS: tuple[Adapter, ...] = (Trs(), Plain())
"""In the order in which ``family = "auto"`` asks them; the last takes what no other does."""


def adapter_for(page: ListPage, family: str = "auto") -> Adapter:
    """The adapter of the family, or for ``auto`` the first that the page bears the marks of."""
    named = [adapter for adapter in ADAPTERS if adapter.family == family]
    matching = named or [adapter for adapter in ADAPTERS if adapter.matches(page)]
    return matching[0] if matching else ADAPTERS[-1]
