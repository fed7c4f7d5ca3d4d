"""What a source asks for: which links of a list page are followed, and which of the pages read are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bs4 import Tag

from corpus.cms import Link, WebPage, adapter_for
from crawler.state import Kind

if TYPE_CHECKING:
    from corpus import Report
    from crawler.sources import Source

__all__ = ["Found", "Selection"]

COLUMN_NAME = re.compile("columnname", re.IGNORECASE)
LONGEST_NAME = 80  # characters
TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")


@dataclass(frozen=True, slots=True)
class Found:
    """What a list page leads to.

    Attributes:
        links: what is asked for, and what it is.
        items: the addresses of the list's items, whether asked for or not.
        pager: those of `links` that are further pages of the same list.
        name: what the page calls itself.
        family: the CMS family whose adapter read it.
    """

    links: tuple[tuple[Kind, Link], ...]
    items: tuple[str, ...]
    pager: frozenset[str]
    name: str
    family: str


@dataclass(frozen=True, slots=True)
class Selection:
    """A source, and the earliest date of publication that this crawl asks for (None for every date)."""

    source: Source
    since: date | None = None

    def found(self, page: WebPage) -> Found:
        """What a list page leads to on the site: the reports asked for, columns to follow, the next page; each once."""
        adapter = adapter_for(page, self.source.family)
        columns = self._columns(page)
        further = dict.fromkeys([*columns, *adapter.next_pages(page)])
        items = adapter.report_links(page)
        reports = [link for link in items if link.url not in further and self.wants(link)]
        lists = [Link(url, "") for url in further if self.source.on_site(url)]
        links = (*((Kind.REPORT, link) for link in reports), *((Kind.LIST, link) for link in lists))
        return Found(
            links=links,
            items=tuple(link.url for link in items),
            pager=frozenset(further).difference(columns),
            name=_name(page),
            family=adapter.family,
        )

    def wants(self, link: Link) -> bool:
        """Whether a link may lead to a report that is asked for, as far as its text, address and date tell.

        A title that the list cuts short is followed: the page decides.
        """
        if not self.source.on_site(link.url):
            return False
        if self.source.url_pattern is not None and not self.source.url_pattern.search(link.url):
            return False
        if self.since is not None and link.published is not None and link.published < self.since:
            return False
        return self._wants_title(link) and self._may_be_of_years(link)

    def refusal(self, report: Report, link_text: str) -> str | None:
        """Why a report that was read is not what the source asks for; None where it is.

        Its title counts only where the text of the link to it did not tell, being cut short.
        """
        source, pattern = self.source, self.source.title_pattern
        if pattern is not None and not pattern.search(link_text) and not pattern.search(report.title):
            return "the title does not match title_pattern"
        if source.years is not None and report.report_year is not None and report.report_year not in source.years:
            return f"it is about {report.report_year}"
        if self.since is not None and report.published is not None and report.published < self.since:
            return f"it was published on {report.published}"
        return None

    def _columns(self, page: WebPage) -> list[str]:
        follow = self.source.follow
        if follow is None:
            return []
        return [anchor.url for anchor in page.anchors if follow.search(anchor.text) or follow.search(anchor.url)]

    def _wants_title(self, link: Link) -> bool:
        pattern = self.source.title_pattern
        return pattern is None or link.truncated or pattern.search(link.text) is not None

    def _may_be_of_years(self, link: Link) -> bool:
        """By the year in the title; without one, a report is about the year of its date or the year before."""
        years = self.source.years
        if years is None:
            return True
        named = {int(year) for year in TITLE_YEAR.findall(link.text)}
        if named:
            return bool(named & years)
        if link.published is None:
            return True
        return bool({link.published.year, link.published.year - 1} & years)


def _name(page: WebPage) -> str:
    """What a list page calls itself: its column, else its title."""
    column = page.soup.find("meta", attrs={"name": COLUMN_NAME}, content=True)
    named = str(column["content"]) if isinstance(column, Tag) else ""
    title = page.soup.title.get_text() if page.soup.title is not None else ""
    return " ".join((named.strip() or title).split())[:LONGEST_NAME]
