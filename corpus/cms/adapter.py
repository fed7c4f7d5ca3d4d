"""What every adapter of a CMS family gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from corpus.cms.page import Anchor, Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from corpus.cms.page import Attachment, WebPage

__all__ = ["Adapter", "links_of"]


class Adapter(ABC):
    """Reads the pages of one CMS family: lists for the crawler, articles for extraction. It fetches nothing.

    What a family does not know of its articles it leaves to extraction's rules for any page: `body`, `attachments` and
    `facts` then give nothing. These three are asked of every page, whatever `matches` says, so each looks for marks of
    its own first, in `page.html` or `page.tree`, and never in `page.soup`, which takes ten times as long to make.

    Attributes:
        family: its name in sources.toml.
        form_answers: what the paths end with at which the family's own script asks for lists by POST.
    """

    family: ClassVar[str]
    form_answers: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def matches(self, page: WebPage) -> bool:
        """Whether the page bears the marks of this family."""

    @abstractmethod
    def report_links(self, page: WebPage) -> list[Link]:
        """The items of the list, each once, in the page's order; those of other sites too."""

    @abstractmethod
    def next_pages(self, page: WebPage) -> list[str]:
        """The addresses of the pages that follow; none on the last."""

    def body(self, page: WebPage) -> _Element | None:  # noqa: ARG002 (for the families that know it)
        """The element of `page.tree` that holds the article's text; None where the family does not know it."""
        return None

    def attachments(self, page: WebPage) -> list[Attachment]:  # noqa: ARG002
        """The files that the page offers in a place of this family's own, in page order, each once."""
        return []

    def facts(self, page: WebPage) -> Mapping[str, str]:  # noqa: ARG002
        """What the page states in a place of this family's own, as written.

        Keys: title, published, content_source, issuer, document_number, index_number; one that is not stated is absent.
        """
        return {}


def links_of(anchors: list[Anchor]) -> list[Link]:
    """One link an address: the longest text and the first date that its anchors give."""
    links: dict[str, Link] = {}
    for anchor in anchors:
        known = links.get(anchor.url)
        text = anchor.text if known is None or len(anchor.text) > len(known.text) else known.text
        published = anchor.published if known is None or known.published is None else known.published
        links[anchor.url] = Link(anchor.url, text, published)
    return list(links.values())
