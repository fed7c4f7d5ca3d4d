"""Web pages: which part of the page is the document, what it is called, what the page says about it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from bs4.builder import ParserRejectedMarkup

from corpus.errors import InputError
from corpus.extract.chrome import is_label_line, split_chrome
from corpus.extract.document import Attachment, Document
from corpus.extract.dom import find_container, page_root, parse_page, remove_hidden
from corpus.extract.lines import compact, split_lines
from corpus.extract.mend import mend
from corpus.extract.page_title import PageNames, read_title
from corpus.extract.render import Region, render
from corpus.extract.text import split_preamble, without_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import BeautifulSoup
    from bs4.element import Tag

    from corpus.extract.decode import Decoded
    from corpus.extract.render import PageLine

__all__ = ["read_html", "sniff_charset"]

CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.IGNORECASE
)
CHARSET_WITHIN = 8192  # bytes from the head; browsers look at 1024, government templates put comments first
ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rtf|zip|rar|7z)$", re.IGNORECASE)
BREADCRUMB = re.compile(
    r"(?:您?(?:当前|现在|目前)?的?(?:所在)?位置(?:是|为)?|当前栏目|所在位置)\s*[:：]?\s*(.*)", re.DOTALL
)
BREADCRUMB_LABEL = re.compile(r"位置|当前栏目")
BREADCRUMB_DEPTH = 4  # elements above the words 当前位置 in which the path is looked for
BREADCRUMB_PARTS = re.compile(r"\s*(?:>+|»|\u203a|/|\uff1e|→|-{2,}|\|)\s*")
BREADCRUMB_CLASS = re.compile(r"crumb|position|location|weizhi|dqwz|bread", re.IGNORECASE)
LONGEST_BREADCRUMB = 200
SCRIPTED_LINE = re.compile(r"document\.write(?:ln)?\(\s*([\"'])((?:(?!\1).){2,200})\1\s*\)")
MARKUP = re.compile(r"<[^>]*>")
FEW_CHARACTERS = 20  # a body shorter than this may stand in a part of the page that a script would have shown
LINES_ABOVE_TEXT = 60  # lines above the text in which an index table may stand
LINES_BELOW_TITLE = 12
LINES_BELOW_TEXT = 15
LONGEST_HEADER_LINE = 200


def sniff_charset(data: bytes) -> str | None:
    """The encoding that the page's own head names, as written there."""
    match = CHARSET.search(data[:CHARSET_WITHIN])
    return match[1].decode("ascii") if match else None


def read_html(decoded: Decoded, *, url: str | None = None) -> Document:
    """The document that a page holds; the hidden parts of the page are read only where the rest is empty.

    Raises:
        InputError: the markup cannot be parsed at all.
    """
    document, hidden = _read(decoded, url, with_hidden=False)
    if hidden and len(document.body) < FEW_CHARACTERS:
        whole, _ = _read(decoded, url, with_hidden=True)
        return whole if len(whole.body) > len(document.body) else document
    return document


def _read(decoded: Decoded, url: str | None, *, with_hidden: bool) -> tuple[Document, int]:
    soup = _parse(decoded.text)
    meta = _meta(soup)
    scripted = _scripted_lines(soup)
    page_name = soup.title.get_text(" ") if soup.title else ""
    hidden = remove_hidden(soup, scripts_only=with_hidden)
    root = page_root(soup)
    container = find_container(root)
    page = render(root, container)
    breadcrumb = _breadcrumb(soup)
    found_all = container is root  # the whole page: its menus are no text
    inside = [item.line for item in page if item.region is Region.INSIDE and not (found_all and item.linked)]
    lines, chrome = split_chrome(inside)
    names = PageNames(page_name=page_name, meta=meta, breadcrumb=breadcrumb)
    title, lines = read_title(page, lines, names)
    lines = without_title(lines, title)
    header = [*_header(page, title), *scripted, *split_preamble(lines), *chrome]
    document = Document(
        title=title,
        header="\n".join(dict.fromkeys(header)),
        body="\n".join(mend(lines, soft_breaks=False)),
        meta=meta,
        media_type="text/html",
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        breadcrumb=breadcrumb,
        attachments=_attachments(soup, url),
    )
    return document, hidden


def _parse(text: str) -> BeautifulSoup:
    try:
        return parse_page(text)
    except ParserRejectedMarkup as error:
        raise InputError("Its markup cannot be parsed.", hint="Save the page again from a browser.") from error


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    """Meta tags by lower-case name; of several the first that says something."""
    meta: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or "").strip().lower()
        content = " ".join(str(tag.get("content") or "").split())
        if name and not meta.get(name):
            meta[name] = content
    return meta


def _scripted_lines(soup: BeautifulSoup) -> list[str]:
    """Label lines that a script would write onto the page: document.write('来源：…')."""
    found: list[str] = []
    for script in soup.find_all("script"):
        for match in SCRIPTED_LINE.finditer(script.get_text()):
            found += [line.text for line in split_lines(MARKUP.sub("", match[2])) if is_label_line(line.text)]
    return found


def _breadcrumb(soup: BeautifulSoup) -> str:
    """The page's place on the site, parts parted by " > "; empty where none is shown."""
    for string in soup.find_all(string=BREADCRUMB_LABEL):
        for tag in islice(string.parents, BREADCRUMB_DEPTH):
            path = _path_in(tag, labelled=True)
            if path:
                return path
    marked = (tag for tag in soup.find_all(True) if any(BREADCRUMB_CLASS.search(name) for name in _names(tag)))
    return next((path for tag in marked if (path := _path_in(tag, labelled=False))), "")


def _names(tag: Tag) -> list[str]:
    return [str(name) for name in (*tag.get_attribute_list("class"), tag.get("id")) if name]


def _path_in(tag: Tag, *, labelled: bool) -> str:
    text = " ".join(tag.get_text(" ").split())
    if len(text) > LONGEST_BREADCRUMB:
        return ""
    match = BREADCRUMB.match(text)
    if labelled and not match:
        return ""
    parts = [part for part in BREADCRUMB_PARTS.split(match[1] if match else text) if part]
    return " > ".join(parts) if len(parts) > 1 else ""


def _header(page: Sequence[PageLine], title: str) -> list[str]:
    """What the page says about the document above and below its text: lines under the title, labels anywhere near."""
    above = [item for item in page if item.region is Region.BEFORE][-LINES_ABOVE_TEXT:]
    below = [item for item in page if item.region is Region.AFTER][:LINES_BELOW_TEXT]
    wanted = compact(title)
    at = max((place for place, item in enumerate(above) if wanted and compact(item.line.text) == wanted), default=None)
    start = len(above) if at is None else at + 1
    under_title = above[start : start + LINES_BELOW_TITLE]
    kept = [item for item in above[:start] if _is_about(item.line.text, fixed=item.line.fixed)]
    kept += [item for item in under_title if not item.linked]
    kept += [item for item in below if _is_about(item.line.text, fixed=item.line.fixed)]
    return [item.line.text for item in kept if len(item.line.text) <= LONGEST_HEADER_LINE]


def _is_about(text: str, *, fixed: bool) -> bool:
    return any(is_label_line(cell + "：") for cell in text.split(" | ")[::2]) if fixed else is_label_line(text)


def _attachments(soup: BeautifulSoup, url: str | None) -> tuple[Attachment, ...]:
    base = soup.select_one("base[href]")
    root = urljoin(url or "", str(base["href"])) if base else url or ""
    found: dict[str, Attachment] = {}
    for link in soup.select("a[href]"):
        href = str(link["href"]).strip()
        try:
            parts = urlsplit(href)
            address = urljoin(root, href)
        except ValueError:  # a bracket in the host, as in http://[地址]/
            continue
        named = [parts.path, *(value for _, _, value in (pair.partition("=") for pair in parts.query.split("&")))]
        if parts.scheme in ("", "http", "https") and any(ATTACHMENT.search(unquote(name)) for name in named):
            found.setdefault(address, Attachment(address, " ".join(link.get_text().split())))
    return tuple(found.values())
