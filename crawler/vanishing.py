"""Whether a report's page is gone: by the status, by where a redirect leads, or by a page that says so (a soft 404).

Pure. A page is taken for gone only where hardly anything else fits: what is gone is marked, and a mark on a report that
is still there would be false.
"""

from __future__ import annotations

import html
import re
from http import HTTPStatus
from urllib.parse import urlsplit

__all__ = ["GONE", "LONGEST_NOTICE", "gone_by_redirect", "gone_by_status", "gone_by_words"]

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
FRONT_PAGE = re.compile(r"(?:(?:index|default|home|main)(?:\.\w{2,5})?)?", re.IGNORECASE)
ERROR_PAGE = re.compile(
    r"(?:error|err)?[-_]?(?:404|410)(?:[-_]?(?:error|err|page))?|(?:page)?[-_]?not?[-_]?found(?:page)?|"
    r"(?:error|err|nopage|no_page|deleted|missing)(?:[-_]?page)?",
    re.IGNORECASE,
)
LONGEST_NOTICE = 300
"""Characters of an article: a page that only says that it is gone says no more."""
LONGEST_BARE_PAGE = 2000  # characters shown by a page without an article: its frame, and the notice
TITLE = re.compile(r"<title\b[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
UNSEEN = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^<>]*>")

_PAGE = r"(?:页面|网页|网址|链接|地址|文章|稿件|栏目)"
_THING = r"(?:页面|网页|网址|链接|地址|文章|稿件|栏目|文件|信息|内容|资源|文档)"
_REMOVED = r"(?:已经?被?|被)(?:删除|移除|移走|撤下|撤销|下线)"
_MISSING = rf"(?:不存在|未找到|没有?找到|找不到|走丢|已?丢失|已?失效|已?过期|{_REMOVED})"
NOTICE = re.compile(
    rf"(?:访问|浏览|查看|请求|查找|打开|寻找|输入)的?{_THING}[^。！!<]{{0,16}}?{_MISSING}"
    rf"|(?:该|此|本|这个?|当前)(?:{_PAGE}[^。！!<]{{0,8}}?{_MISSING}|{_THING}{_REMOVED})"
    rf"|{_PAGE}(?:可能)?{_MISSING}(?:了|或|[\s。，！!~,.<]|$)"
    rf"|(?:抱歉|对不起|sorry)[^。<]{{0,20}}?{_MISSING}"
    r"|(?:找不到|无法找到|未找到|没有找到)(?:该|此|您[^。<]{0,8}的?|请求的|相关的?)?(?:页面?|网页|文章)"
    r"|page (?:was |is |could )?not (?:be )?found|404 not found|no longer (?:exists|available)",
    re.IGNORECASE,
)
"""That information does not exist is also what offices reply to applications: of it, only removal counts."""

NOTICE_TITLE = re.compile(r"^\W*(?:http\W*)?(?:error\W*)?(?:404|410)(?!\d)", re.IGNORECASE)


def gone_by_status(status: int) -> str | None:
    """Why the answer's status says that the page is gone; None where it does not."""
    return f"answered {status}" if status in GONE else None


def gone_by_redirect(asked: str, served: str) -> str | None:
    """Why the address that a redirect led to says that the page asked for is gone; None where it does not.

    It does where it is an error page, or the front page of the site or of a folder above the page: what is sent there
    is sent away. A page that is found elsewhere on the site has moved.
    """
    old, new = urlsplit(asked), urlsplit(served)
    if old._replace(scheme="", fragment="") == new._replace(scheme="", fragment=""):
        return None
    folder, _, name = (new.path or "/").rpartition("/")
    stems = [part.partition(".")[0] for part in new.path.split("/") if part]
    if any(ERROR_PAGE.fullmatch(stem) for stem in stems[-2:]):
        return f"redirects to the error page {served}"
    if new.query or not FRONT_PAGE.fullmatch(name):
        return None
    asked_folder, _, asked_name = (old.path or "/").rpartition("/")
    is_front_itself = not old.query and folder == asked_folder and FRONT_PAGE.fullmatch(asked_name)
    if is_front_itself or not f"{asked_folder}/".startswith(f"{folder}/"):
        return None
    return f"redirects to the front page {served}"


def gone_by_words(page: str, article: str | None) -> str | None:
    """Why a page, sent with status 200, says of itself that it is gone; None where it does not.

    Args:
        page: its HTML.
        article: the text of its article; None where it has none.
    """
    name = TITLE.search(page)
    title = " ".join(html.unescape(name[1]).split()) if name else ""
    says_title = bool(NOTICE_TITLE.search(title) or NOTICE.search(title))
    if not says_title and NOTICE.search(page) is None:
        return None
    text = shown(page) if article is None else article
    if len(text) > (LONGEST_BARE_PAGE if article is None else LONGEST_NOTICE):
        return None
    notice = NOTICE.search(text)
    if notice is not None:
        return f"the page says: {' '.join(notice[0].split())}"
    return f"the page is titled: {title}" if says_title else None


def shown(page: str) -> str:
    """The text that the page shows, its title left out."""
    return " ".join(html.unescape(TAG.sub(" ", UNSEEN.sub(" ", TITLE.sub(" ", page)))).split())
