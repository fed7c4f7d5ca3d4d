"""Web pages: which part of the page is the document, what it is called, what the page says about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.cms import ADAPTERS, WebPage
from corpus.errors import InputError
from corpus.extract.attachments import find_attachments
from corpus.extract.breadcrumb import find_breadcrumb
from corpus.extract.chrome import split_chrome
from corpus.extract.container import find_container
from corpus.extract.copies import without_copies
from corpus.extract.document import Attachment, Choice, Document
from corpus.extract.mend import mend
from corpus.extract.page_header import DATE, lines_about, parted, scripted_dates, stated_lines, untold_lines
from corpus.extract.page_title import PageNames, read_title
from corpus.extract.render import Region, render
from corpus.extract.text import split_preamble, without_title
from corpus.extract.tree import page_root, refill_headings, remove_unseen, spell_out, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from corpus.extract.decode import Decoded
    from corpus.extract.lines import Line
    from corpus.extract.render import PageLine

__all__ = ["read_html", "sniff_charset"]

CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.IGNORECASE
)
CHARSET_WITHIN = 8192  # bytes from the head; browsers look at 1024, government templates put comments first
EDITED_PICTURE = re.compile(
    r"(?:^|/)[WP]0?20\d{6,}|/(?:uploads?|uploadfiles?|attach\w*|files?|picture|module/picture)/", re.IGNORECASE
)
LEAST_PICTURE = 2_000  # characters of a picture in the page's own bytes; icons are smaller
FEW_CHARACTERS = 20  # a body shorter than this may stand in a part of the page that a script would have shown


def sniff_charset(data: bytes) -> str | None:
    """The encoding that the page's own head names, as written there."""
    match = CHARSET.search(data[:CHARSET_WITHIN])
    return match[1].decode("ascii") if match else None


def read_html(decoded: Decoded, *, url: str | None = None) -> Document:
    """The document that a page holds; the hidden parts of the page are read only where the rest is empty.

    Raises:
        InputError: there is no markup in it at all.
    """
    document, hidden = _read(decoded, url, with_hidden=False)
    if hidden and len(document.body) < FEW_CHARACTERS:
        whole, _ = _read(decoded, url, with_hidden=True)
        return whole if len(whole.body) > len(document.body) else document
    return document


def _read(decoded: Decoded, url: str | None, *, with_hidden: bool) -> tuple[Document, int]:
    source = WebPage(url or "", decoded.text)
    tree = source.tree
    if tree is None:
        raise InputError("It holds no markup.", hint="Save the page again from a browser.")
    named, facts, attachments = _of_family(source)
    meta = _meta(tree)
    page_name = next((text_of(element) for element in tree.iter("title")), "")
    untold = untold_lines(tree)
    dates = scripted_dates(tree)
    files = _once((*attachments, *find_attachments(tree, url)))
    spell_out(tree)
    hidden = remove_unseen(tree, scripts_only=with_hidden)
    refill_headings(tree)
    root = page_root(tree)
    held = list(root.iter())  # lxml makes an element's Python object anew in every walk unless it is held
    container = find_container(root, named)
    page = render(root, container.element)
    breadcrumb = find_breadcrumb(root)
    lines, chrome = split_chrome(without_copies(_inside(page, files, whole_page=container.element is root)))
    names = PageNames(page_name=page_name, meta=meta, breadcrumb=breadcrumb, stated=facts.get("title", ""))
    title, lines = read_title(page, lines, names)
    lines = without_title(lines, title)
    header = [*stated_lines(facts), *lines_about(page, title), *split_preamble(lines), *parted(page, chrome), *untold]
    header += [] if any(map(DATE.search, header)) else dates
    document = Document(
        title=title,
        header="\n".join(dict.fromkeys(header)),
        body="\n".join(mend(lines, soft_breaks=False)),
        meta=meta,
        media_type="text/html",
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        breadcrumb=breadcrumb,
        attachments=files,
        pictures=sum(_is_edited(image) for image in root.iter("img")),
        choice=Choice(container.rule, container.why, container.sure),
    )
    del held
    return document, hidden


def _of_family(page: WebPage) -> tuple[_Element | None, Mapping[str, str], list[Attachment]]:
    """What the families know of the page: the element of its text, facts it states, files in places of their own."""
    bodies = (body for adapter in ADAPTERS if (body := adapter.body(page)) is not None)
    stated: dict[str, str] = {}
    attachments: list[Attachment] = []
    for adapter in ADAPTERS:
        stated = {**adapter.facts(page), **stated}
        attachments += adapter.attachments(page)
    return next(bodies, None), stated, attachments


def _inside(page: Sequence[PageLine], files: tuple[Attachment, ...], *, whole_page: bool) -> list[Line]:
    """The lines of the text; none of a page that is but a cover, its text in the files that it links to."""
    inside = [item for item in page if item.region is Region.INSIDE and not (whole_page and item.linked)]
    names = {attachment.label for attachment in files}
    return [] if all(item.linked and item.line.text in names for item in inside) else [item.line for item in inside]


def _is_edited(image: _Element) -> bool:
    """Whether an editor put the picture onto the page, not the page's design."""
    address = image.get("src") or ""
    return bool(EDITED_PICTURE.search(address)) or (address.startswith("data:") and len(address) > LEAST_PICTURE)


def _once(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    found: dict[str, Attachment] = {}
    for attachment in attachments:
        found.setdefault(attachment.url, attachment)
    return tuple(found.values())


def _meta(tree: _Element) -> dict[str, str]:
    """Meta tags by lower-case name; of several the first that says something."""
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and not meta.get(name):
            meta[name] = content
    return meta
