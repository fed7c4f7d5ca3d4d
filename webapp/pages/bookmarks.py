"""The page of a visitor's bookmarks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from webapp.pages.places import place_chain

if TYPE_CHECKING:
    from corpus import Report
    from corpus.store import Bookmark, Store

__all__ = ["BookmarkRow", "BookmarksPage", "RefusedForm", "TagLink", "bookmarks_page", "read_tags"]

TAG_SEPARATORS = re.compile(r"[,，、;；\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookmarkRow:
    """One bookmark with its report; None where that has left the collection."""

    bookmark: Bookmark
    report: Report | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagLink:
    """One tag, how many bookmarks carry it, and the page of those."""

    tag: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BookmarksPage:
    """What the page of bookmarks shows; `total` counts them all, whatever the tag."""

    rows: tuple[BookmarkRow, ...]
    tags: tuple[TagLink, ...]
    tag: str | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedForm:
    """A bookmark's form that could not be saved, as it was filled in, and why; `onwards` is where it leads."""

    report: Report
    sentence: str
    note: str
    tags: str
    onwards: str


def bookmarks_page(store: Store, owner: str | None, tag: str | None) -> BookmarksPage:
    """The bookmarks of `owner` that carry `tag` (all without one), newest first; none for an unknown visitor."""
    if owner is None:
        return BookmarksPage(rows=(), tags=(), tag=tag, total=0)
    bookmarks = store.bookmarks.list(owner, tag)
    reports = store.get_many([bookmark.report_id for bookmark in bookmarks])
    rows = []
    for bookmark in bookmarks:
        report = reports.get(bookmark.report_id)
        rows.append(BookmarkRow(bookmark=bookmark, report=report, places=place_chain(report) if report else ()))
    return BookmarksPage(
        rows=tuple(rows),
        tags=tuple(
            TagLink(tag=name, count=count, href=url_for("bookmarks.show", tag=name), current=name == tag)
            for name, count in store.bookmarks.tags(owner).items()
        ),
        tag=tag,
        total=store.bookmarks.count(owner),
    )


def read_tags(text: str) -> tuple[str, ...]:
    """The tags that a person typed, separated by Chinese or Latin commas, semicolons or line ends."""
    return tuple(tag for part in TAG_SEPARATORS.split(text) if (tag := part.strip()))
