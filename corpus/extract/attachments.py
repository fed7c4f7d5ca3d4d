"""The files that a page offers: by links, in embedded viewers, in scripts; each once, and none that is the site's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from corpus.extract.document import Attachment
from corpus.extract.tree import label_of, remembered, text_of
from corpus.extract.weights import is_surrounding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["find_attachments"]

SUFFIX = r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rtf|zip|rar|7z|ceb|caj|csv)"
FILE = re.compile(rf"{SUFFIX}$", re.IGNORECASE)
FILE_WITHIN = re.compile(SUFFIX, re.IGNORECASE)
DOWNLOAD = re.compile(
    r"/(?:down|downfile|download|filedownload|attach_?download)\.(?:jsp|do|action|aspx?|php)$", re.IGNORECASE
)
NAMED_FILE = re.compile(rf"\S{SUFFIX}\s*(?:[(（][^()（）]{{0,20}}[)）])?$", re.IGNORECASE)
names_attachment = remembered(re.compile(r"(?:^|[-_ ])(?:attachment|fujian)(?:$|[-_ ])"))
VIEWERS = {"iframe": "src", "frame": "src", "embed": "src", "object": "data", "param": "value", "source": "src"}
IN_SCRIPT = re.compile(
    rf"""["'](?P<file>(?:https?://[^"'\s<>]{{3,300}}|\.{{0,2}}/?[^"'\s<>:+]{{3,300}}){SUFFIX}(?:\?[^"'\s<>]{{0,100}})?)["']""",
    re.IGNORECASE,
)
LINK_IN_SCRIPT = re.compile(
    r"""<a\b[^>]*?\bhref\s*=\s*\\?["'](?P<file>[^"'\\]{3,300})\\?["'][^>]*>(?P<label>.{0,200}?)</a""", re.DOTALL
)
# What a site offers on every page, whatever the page is about: plug-ins, readers, input methods, its own app.
NOT_OF_THE_PAGE = re.compile(
    r"plug-?in|flashplayer|adobe|acroread|foxit|wps.?(?:office|setup)|/(?:js|css|skin|template|common|lib|plugins?)/"
    r"|[\u4e00-\u9fff]*(?:阅读器|插件|控件|浏览器下载|客户端|无障碍|输入法)",
    re.IGNORECASE,
)
# Above lists of other pages; where those are files, they are other reports, and none of this one's.
OTHER_PAGES = re.compile(r"(?:相关(?:链接|稿件|阅读|新闻|报道|解读|推荐)|推荐阅读|猜你喜欢|热点推荐|更多)[:：]?")
FEW_PARAGRAPHS = 3  # of what is called header or footer and is one
MARKUP = re.compile(r"<[^>]*>")


def find_attachments(tree: _Element, url: str | None) -> tuple[Attachment, ...]:
    """The files: those linked, those in viewers, those that scripts name; each once, with the text of its link.

    Args:
        tree: of the page, before anything was taken out of it.
        url: of the page; without it addresses stay as written.
    """
    base = _base(tree, url)
    found: dict[str, Attachment] = {}
    named: dict[str, str] = {}
    for href, label in (*_linked(tree), *_shown(tree), *_scripted(tree)):
        address = _address(base, href)
        if address is None or NOT_OF_THE_PAGE.search(urlsplit(address).path) or NOT_OF_THE_PAGE.search(label):
            continue
        key = named.setdefault(_same_file(address), address)
        if key not in found or (label and not found[key].label):
            found[key] = Attachment(key, label)
    return tuple(found.values())


def _base(tree: _Element, url: str | None) -> str:
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    try:
        return urljoin(url or "", base.strip()) if base else url or ""
    except ValueError:
        return url or ""


def _linked(tree: _Element) -> Iterator[tuple[str, str]]:
    for link in tree.iter("a"):
        href = (link.get("href") or "").strip()
        if not href or href.startswith("#"):
            continue
        label = text_of(link)
        is_file = _is_file(href)
        if not is_file and not (_is_named_file(link, label) and _is_web(href)):
            continue
        if not _is_of_frame(link) and not (is_file and _is_other_page(link, label)):
            yield href, label or (link.get("title") or "").strip()


def _is_named_file(link: _Element, label: str) -> bool:
    """Whether the text of a link, or the link's own name, says that it leads to a file."""
    return ("." in label and NAMED_FILE.search(label) is not None) or names_attachment(label_of(link))


def _is_of_frame(link: _Element) -> bool:
    """Whether the link stands in the page's frame: menus, header, footer; a wrapper of all the page is none."""
    return any(
        is_surrounding(around) and sum(1 for _ in around.iter("p")) < FEW_PARAGRAPHS for around in link.iterancestors()
    )


def _is_other_page(link: _Element, label: str) -> bool:
    """Whether the link stands in a list of related pages, under a heading that says so."""
    if label.startswith("附件") or names_attachment(label_of(link)):
        return False
    for around in (link, *link.iterancestors()):
        before = next((text for each in around.itersiblings("*", preceding=True) if (text := text_of(each))), "")
        if OTHER_PAGES.fullmatch(before):
            return True
    return False


def _shown(tree: _Element) -> Iterator[tuple[str, str]]:
    """Files in embedded viewers: the viewer's own address, or the file that it is told to show."""
    for element in tree.iter(*VIEWERS):
        address = (element.get(VIEWERS[element.tag]) or "").strip()
        if not address:
            continue
        shown = [value for _, value in _query(address) if FILE.search(urlsplit(value).path)]
        if shown and not DOWNLOAD.search(urlsplit(address).path):
            yield shown[0], ""
        elif _is_file(address):
            yield address, ""


def _scripted(tree: _Element) -> Iterator[tuple[str, str]]:
    """Files that a script of the page names, or links to them that it writes."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "." not in text or script.get("src"):
            continue
        for link in LINK_IN_SCRIPT.finditer(text):
            if _is_file(link["file"]):
                yield link["file"], " ".join(MARKUP.sub("", link["label"]).split())
        for name in IN_SCRIPT.finditer(text.replace("\\/", "/")):
            if "/" in name["file"]:
                yield name["file"], ""


def _address(base: str, href: str) -> str | None:
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
    except ValueError:  # a bracket in the host, as in http://[地址]/
        return None
    return address if parts.scheme in ("", "http", "https") else None


def _is_web(href: str) -> bool:
    try:
        return urlsplit(href).scheme in ("", "http", "https")
    except ValueError:
        return False


def _is_file(href: str) -> bool:
    """Whether the address is that of a file: by its path, or by a value of its query."""
    if "%" not in href and "?" not in href and not FILE_WITHIN.search(href):
        return False  # as nearly every link of a page: told before its address is taken apart
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.scheme not in ("", "http", "https"):
        return False
    values = [value for _, value in _query(href)]
    return any(FILE.search(unquote(name)) for name in (parts.path, *values)) or (
        bool(DOWNLOAD.search(parts.path)) and bool(values)
    )


def _query(href: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(href).query)
    except ValueError:
        return []


def _same_file(address: str) -> str:
    """What two spellings of one file's address have in common: http or https, upper or lower case escapes."""
    return unquote(address).partition("://")[2] or unquote(address)
