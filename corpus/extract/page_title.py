"""What a page calls its document: meta tags, window title without site and column, headings, the head of the text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.extract.chrome import is_label_line
from corpus.extract.lines import compact
from corpus.extract.render import Region
from corpus.extract.text import LONGEST_TITLE, TITLE_END, find_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.extract.lines import Line
    from corpus.extract.render import PageLine

__all__ = ["PageNames", "read_title"]

META_TITLES = ("articletitle", "og:title")
LEAST_TITLE = 4  # characters
LONGEST_SHOWN = 200  # characters of a title that both the window and the page show
MOST_TITLE_LINES = 3  # of the page, that one title is broken over
HEAD_LINES = 3  # of the text, in which the title may be repeated
SEPARATORS = re.compile(
    r"\s*[_|\uff5c]\s*|\s+[-–—\uff0d]+\s*|\s*(?:(?<![—\uff0d–])[–—\uff0d](?![—\uff0d–])|--+)\s*|(?<=[^\d\s])-(?=[^\d\s])"
    r"|\s*(?:>+|»|\u203a|::)\s*"
)
SITE_NAME = re.compile(
    r".*(?:网|网站|门户|首页|政府|管委会|委员会|办事处|平台|专栏|政务公开|信息公开|公开目录|政务服务|厅|局|中心|欢迎您|详情|详细页?|正文|内容页?)|index|home"
    r"|首页.*",
    re.IGNORECASE,
)
# What a body does or has done to it: such words make a title of what else would be a body's or a site's name.
DOING = re.compile(
    r"[，。！？!?：:、；“”《》]|调研|走访|慰问|召开|开展|举行|举办|检查|督导|督查|视察|会见|参加|出席|任免|任命|调整|成立|设立|公布|打造|推进|深入|实现"
    r"|荣获|评为|揭牌|考察|参观|指导|落实|学习|宣传|通过|关于|赴|一行|进驻|入驻|启用|搬迁|选举|表彰"
)
LONGEST_SITE_NAME = 30  # characters
TEMPLATE = re.compile(
    r"[{}<>]|模[板版]|细览|(?:文章|信息|新闻|内容|正文|最终|详情|详细)(?:内容)?页(?:面)?|无标题.*|untitled.*|mso-|Mso[A-Z]|null|undefined"
    r"|document|title|标题|.*\.(?:s?html?|jsp|docx?)",
    re.IGNORECASE,
)
SUBTITLE = re.compile(r"[—\-（(]")
ABOUT = re.compile(r"(?:时间|日期|来源)\s*[:：]|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d")
LINES_TO_LABEL = 4  # lines below a title in which its date or source stands
MARKUP = re.compile(r"<[^<>]*>|<!--.*?-->")
CUT = re.compile(r"\s*(?:\.{2,}|…+)$")


@dataclass(frozen=True, slots=True)
class PageNames:
    """The names that a page gives outside its text: of itself (the window title), its site, its column.

    Attributes:
        stated: the title that the page's family states in a place of its own; else empty.
    """

    page_name: str
    meta: Mapping[str, str]
    breadcrumb: str
    stated: str = ""

    def others(self, headings: Sequence[str]) -> set[str]:
        """Names of the site and its columns, without white space: none of them is the document's title.

        The path that the page shows may end with the document's title; its end is a column's where `headings` have
        another title.
        """
        *columns, last = self.breadcrumb.split(" > ")
        names = {self.meta.get("sitename", ""), self.meta.get("columnname", ""), *columns}
        others = {compact(name) for name in names if name}
        titles = {compact(heading) for heading in headings if _may_be_title(heading, others)}
        return others | {compact(last)} if titles and compact(last) not in titles else others


def read_title(page: Sequence[PageLine], text: Sequence[Line], names: PageNames) -> tuple[str, list[Line]]:
    """The title, and the lines of the text without it; the empty title where the page shows none.

    Args:
        page: all lines of the page.
        text: the lines of the document, without page chrome.
        names: what the page calls itself, its site and its column.
    """
    visible = [item for item in page if item.region is Region.BEFORE and not item.linked]
    headings = _headings(visible)
    others = names.others(headings)
    window = _clean(names.page_name)
    shown = [*_runs([item.line for item in visible], window), *_runs(text[:HEAD_LINES], window)]
    stated = [title for title in map(_clean, _stated(names)) if _may_be_title(title, others)]
    marked = [item.line.text for item in reversed(visible) if item.marked]
    for title in (
        _whole(stated, shown, window),
        _shown_part(window, shown, others),
        next(iter(stated), ""),
        _first_title([*headings, *marked], others),
    ):
        if title:
            return title, list(text)
    title, rest = find_title(text)
    if title:
        return title, rest
    parts = _parts(window, others)
    pieces = sorted(parts[1:] or parts, key=lambda piece: (not TITLE_END.search(piece), -len(piece)))
    return _first_title(pieces, others), list(text)


def _stated(names: PageNames) -> Iterator[str]:
    if names.stated:
        yield names.stated
    yield from (names.meta.get(name, "") for name in META_TITLES)


def _whole(stated: Sequence[str], shown: Sequence[str], window: str) -> str:
    """A stated title that the page shows too, or its window; one that is cut short as the page shows it whole."""
    lines = {compact(text): text for text in shown}
    for title in stated:
        wanted = compact(CUT.sub("", title))
        longer = [text for line, text in lines.items() if line.startswith(wanted) and len(line) <= LONGEST_SHOWN]
        if CUT.search(title) and longer:
            return min(longer, key=len)
        if wanted in lines or wanted in compact(window):
            return title
    return ""


def _shown_part(window: str, shown: Sequence[str], others: set[str]) -> str:
    """The longest beginning or end of the window title that stands on the page as lines of its own."""
    whole = compact(window)
    fitting = [
        text
        for text in shown
        if (whole.startswith(line := compact(text)) or whole.endswith(line))
        and _may_be_title(text, others, longest=LONGEST_SHOWN)
    ]
    return max(fitting, key=lambda text: len(compact(text)), default="")


def _runs(lines: Sequence[Line], window: str) -> Iterator[str]:
    """Each line, and each two and three that make one broken title.

    Lines of one element do, parted by line breaks; those of several only where together they are the window's title.
    """
    whole = compact(window)
    for start in range(len(lines)):
        run = ""
        for line in lines[start : start + MOST_TITLE_LINES]:
            apart = bool(run) and line.gap
            run += line.text
            if len(run) <= LONGEST_SHOWN and (not apart or compact(run) == whole):
                yield run


def _headings(visible: Sequence[PageLine]) -> list[str]:
    """The text of each heading, its broken lines joined: first those right above a date or source line, last first."""
    runs: list[tuple[bool, int, str]] = []
    for place, item in enumerate(visible):
        if not item.heading or is_label_line(item.line.text) or SUBTITLE.match(item.line.text):
            continue
        if runs and not item.line.gap and visible[place - 1].heading:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + item.line.text)
        else:
            below = visible[place + 1 : place + 1 + LINES_TO_LABEL]
            runs.append((any(ABOUT.search(other.line.text) for other in below), place, item.line.text))
    return [text for _, _, text in sorted(runs, reverse=True)]


def _parts(page_name: str, others: set[str]) -> list[str]:
    """The parts of a window title that may be the document's: whole first, then cut at the separators."""
    pieces = [page_name, *(piece.strip() for piece in SEPARATORS.split(page_name))]
    return [piece for piece in dict.fromkeys(pieces) if _may_be_title(piece, others)]


def _first_title(names: Sequence[str], others: set[str]) -> str:
    return next((name for name in names if _may_be_title(name, others)), "")


def _may_be_title(text: str, others: set[str], longest: int = LONGEST_TITLE) -> bool:
    if not LEAST_TITLE <= len(text) <= longest or compact(text) in others or TEMPLATE.fullmatch(text):
        return False
    if set(text) & set("{}<>"):
        return False
    return bool(TITLE_END.search(text)) or not _is_site_name(text)


def _is_site_name(text: str) -> bool:
    """Whether it reads as the name of a site, a column or a body."""
    return SITE_NAME.fullmatch(text) is not None and len(text) <= LONGEST_SITE_NAME and not DOING.search(text)


def _clean(name: str) -> str:
    """`name` without markup, which templates and Word leave in it."""
    return " ".join(MARKUP.sub("", html.unescape(name)).split())
