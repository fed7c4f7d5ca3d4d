"""Adapters of CMS families: one file a family, one registry.

An adapter reads list pages for the crawler and article pages for extraction; it fetches nothing, so that pages out of
the archive are read by the same rules.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from corpus.cms.adapter import Adapter
from corpus.cms.c_content import CContent
from corpus.cms.channels import Channels
from corpus.cms.gkmlpt import Gkmlpt
from corpus.cms.hanweb import Hanweb
from corpus.cms.hex_names import HexNames
from corpus.cms.jpaas import Jpaas
from corpus.cms.page import Attachment, Link, WebPage
from corpus.cms.plain import Plain
from corpus.cms.static import StaticLists
from corpus.cms.timestamps import Timestamps
from corpus.cms.trs import Trs
from corpus.cms.ucap import Ucap

__all__ = ["ADAPTERS", "Adapter", "Attachment", "Link", "WebPage", "adapter_for", "is_form_answer"]

ADAPTERS: tuple[Adapter, ...] = (
    Gkmlpt(),
    Jpaas(),
    Channels(),
    Hanweb(),
    Ucap(),
    HexNames(),
    Timestamps(),
    CContent(),
    Trs(),
    Plain(),
)
"""In the order in which ``family = "auto"`` asks them; the last takes what no other does."""


def adapter_for(page: WebPage, family: str = "auto") -> Adapter:
    """The adapter of the family, or for ``auto`` the one whose address or marks the page bears."""
    named = next((adapter for adapter in ADAPTERS if adapter.family == family), None)
    if named is not None:
        return named
    by_address = (
        adapter for adapter in ADAPTERS if isinstance(adapter, StaticLists) and adapter.has_article_at(page.url)
    )
    by_marks = (adapter for adapter in ADAPTERS[:-1] if adapter.matches(page))
    return next(by_address, None) or next(by_marks, ADAPTERS[-1])


def is_form_answer(url: str) -> bool:
    """Whether a site's own script asks by POST for what stands at that address."""
    return urlsplit(url).path.endswith(tuple(end for adapter in ADAPTERS for end in adapter.form_answers))
