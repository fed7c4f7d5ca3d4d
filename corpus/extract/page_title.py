"""What a page calls its document: meta tags, window title without site and column, headings, the head of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.extract.lines import compact
from corpus.extract.render import Region
from corpus.extract.text import LONGEST_TITLE, TITLE_END, find_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.extract.lines import Line
    from corpus.extract.render import PageLine

__all__ = ["PageNames", "read_title"]

META_TITLES = ("articletitle",)
LEAST_TITLE = 4  # characters
SEPARATORS = re.compile(r"\s*[_|\uff5c]\s*|\s+[-–—\uff0d]+\s*|\s*(?:[–—\uff0d]|--)+\s*|(?<=[^\d\s])-(?=[^\d\s])")
SITE_NAME = re.compile(
    r".*(?:网|网站|门户|首页|政府|管委会|委员会|办事处|平台|专栏|政务公开|信息公开|公开目录|政务服务|厅|局|中心|欢迎您|详情|详细页?|正文|内容页?)|index|home",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PageNames:
    """The names that a page gives outside its text: of itself (the window title), its site, its column."""

    page_name: str
    meta: Mapping[str, str]
    breadcrumb: str
    stated: str = ""

    def others(self) -> set[str]:
        """Names of the site and its columns, without white space: none of them is the document's title."""
        names = [self.meta.get("sitename", ""), self.meta.get("columnname", ""), *self.breadcrumb.split(" > ")[:-1]]
        return {compact(name) for name in names if name}


def read_title(page: Sequence[PageLine], text: Sequence[Line], names: PageNames) -> tuple[str, list[Line]]:
    """The title, and the lines of the text without it; the empty title where the page shows none.

    Args:
        page: all lines of the page.
        text: the lines of the document, without page chrome.
        names: what the page calls itself, its site and its column.
    """
    others = names.others()
    for name in META_TITLES:
        title = " ".join(names.meta.get(name, "").split())
        if title and compact(title) not in others:
            return title, list(text)
    visible = [item for item in page if item.region is Region.BEFORE]
    parts = _parts(names.page_name, others)
    headings = [item.line.text for item in visible if item.heading and not item.linked]
    for title in (_shown(parts, visible), _first_title(headings, others)):
        if title:
            return title, list(text)
    title, rest = find_title(text)
    if title:
        return title, rest
    pieces = sorted(parts[1:] or parts, key=lambda piece: (not TITLE_END.search(piece), -len(piece)))
    return _first_title(pieces, others), list(text)


def _parts(page_name: str, others: set[str]) -> list[str]:
    """The parts of a window title that may be the document's: whole first, then cut at the separators."""
    whole = " ".join(page_name.split())
    pieces = [whole, *(piece.strip() for piece in SEPARATORS.split(whole))]
    return [piece for piece in dict.fromkeys(pieces) if _may_be_title(piece, others)]


def _shown(parts: Sequence[str], visible: Sequence[PageLine]) -> str:
    """The part of the window title that stands on the page as a line of its own."""
    lines = {compact(item.line.text): item.line.text for item in visible if not item.linked}
    return next((lines[compact(part)] for part in parts if compact(part) in lines), "")


def _first_title(names: Sequence[str], others: set[str]) -> str:
    return next((name for name in names if _may_be_title(name, others)), "")


def _may_be_title(text: str, others: set[str]) -> bool:
    if not LEAST_TITLE <= len(text) <= LONGEST_TITLE or compact(text) in others:
        return False
    return bool(TITLE_END.search(text)) or not SITE_NAME.fullmatch(text)
