"""What a CMS family decides: where articles stand, and how a list is cut into pages and drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localsite.listing import Item, Listing
    from localsite.page import Page
    from localsite.places import Place

__all__ = ["ArticlePath", "Family", "items_markup", "no_answer"]

ArticlePath = Callable[["Place", str, date, int], str]
"""From place, column folder, day of publication and a number of six digits to the article's path."""


def no_answer(listings: Sequence[Listing], path: str, query: Mapping[str, str]) -> Page | None:  # noqa: ARG001 - of families whose pages are all files
    """Nothing: every page of the family is a file."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One CMS.

    Attributes:
        article_path: where an article stands.
        first_page: from place and column folder to the path of the column's first list page.
        pages: the files that a list is made of, by path, and query where it has one.
        answer: what the CMS computes for a path and query that are no file, given all lists of the host.
    """

    article_path: ArticlePath
    first_page: Callable[[Place, str], str]
    pages: Callable[[Listing], dict[str, Page]]
    answer: Callable[[Sequence[Listing], str, Mapping[str, str]], Page | None] = no_answer


def items_markup(items: Sequence[Item], *, hrefs: Mapping[str, str] | None = None, css: str = "items") -> str:
    """The items as an unordered list with the date behind each title.

    Args:
        items: of one page.
        hrefs: the links as written, by path; absolute paths where none are given.
        css: class of the list.
    """
    lines = []
    for item in items:
        title = escape(item.title)
        href = (hrefs or {}).get(item.path, item.path)
        lines.append(
            f'<li><a href="{href}" title="{title}" target="_blank">{title}</a>'
            f"<span>{item.published.isoformat()}</span></li>"
        )
    return f'<ul class="{css}">\n' + "\n".join(lines) + "\n</ul>"
