"""What every adapter of a CMS family gives."""

from __future__ import annotations

from typing import Protocol

from crawler.adapters.page import Anchor, Link, ListPage

__all__ = ["Adapter", "links_of"]


class Adapter(Protocol):
    """Reads the list pages of one CMS family.

    Attributes:
        family: its name in sources.toml.
    """

    family: str

    def matches(self, page: ListPage) -> bool:
        """Whether the page bears the marks of this family."""
        ...

    def report_links(self, page: ListPage) -> list[Link]:
        """The items of the list, each once, in the page's order; those of other sites too."""
        ...

    def next_pages(self, page: ListPage) -> list[str]:
        """The addresses of the pages that follow; none on the last."""
        ...


def links_of(anchors: list[Anchor]) -> list[Link]:
    """One link an address: the longest text and the first date that its anchors give."""
    links: dict[str, Link] = {}
    for anchor in anchors:
        known = links.get(anchor.url)
        text = anchor.text if known is None or len(anchor.text) > len(known.text) else known.text
        published = anchor.published if known is None or known.published is None else known.published
        links[anchor.url] = Link(anchor.url, text, published)
    return list(links.values())
