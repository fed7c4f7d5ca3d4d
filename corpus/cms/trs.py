"""TRS WCM, the family of most ministries and many cities: static list pages, a script that draws the pager."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from corpus.cms.pagers import has_pager
from corpus.cms.plain import Plain
from corpus.cms.static import StaticLists

if TYPE_CHECKING:
    from corpus.cms.page import Link, WebPage

__all__ = ["Trs"]


class Trs(StaticLists):
    """Articles at ``.../YYYYMM/tYYYYMMDD_ID.html``, older ones at ``.../tID.html``; the first list page is index."""

    family = "trs"
    article: ClassVar[re.Pattern[str]] = re.compile(
        r"/t(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)_\d+(?:_\w+)?\.s?html?$|/t\d{4,9}\.s?html?$"
    )

    def matches(self, page: WebPage) -> bool:
        """Whether a TRS pager stands in the page, or addresses of the TRS form."""
        return has_pager(page.html) or super().matches(page)

    def report_links(self, page: WebPage) -> list[Link]:
        """The items by shape or date; where a TRS pager stands over neither, the list with the most text."""
        return super().report_links(page) or (Plain().report_links(page) if has_pager(page.html) else [])
