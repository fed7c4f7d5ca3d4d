"""Adapters of CMS families: one file a family, one registry.

An adapter reads list pages for the crawler and article pages for extraction; it fetches nothing, so that pages out of
the archive are read by the same rules.
"""

from __future__ import annotations

from corpus.cms.adapter import Adapter
from corpus.cms.page import Attachment, Link, WebPage
from corpus.cms.plain import Plain
from corpus.cms.trs import Trs

__all__ = ["ADAPTERS", "Adapter", "Attachment", "Link", "WebPage", "adapter_for"]

ADAPTERS: tuple[Adapter, ...] = (Trs(), Plain())
"""In the order in which ``family = "auto"`` asks them; the last takes what no other does."""


def adapter_for(page: WebPage, family: str = "auto") -> Adapter:
    """The adapter of the family, or for ``auto`` the first that the page bears the marks of."""
    named = [adapter for adapter in ADAPTERS if adapter.family == family]
    matching = named or [adapter for adapter in ADAPTERS if adapter.matches(page)]
    return matching[0] if matching else ADAPTERS[-1]
