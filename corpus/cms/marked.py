"""What Hanweb's templates mark with comments: the text, and facts by name (``<!--<$[信息来源]>begin-->``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import Comment, Element

if TYPE_CHECKING:
    from lxml.etree import _Element

    from corpus.cms.page import WebPage

__all__ = ["marked_facts", "marked_text"]

TEXT_BEGIN = re.compile(r"\s*(?:ZJEG_RSS\.content\.begin|<\$\[信息内容\]>begin)\s*")
TEXT_END = re.compile(r"\s*(?:ZJEG_RSS\.content\.end|<\$\[信息内容\]>end)\s*")
FACT = re.compile(
    r"<!--<\$\[(?P<name>[^\]<>]{2,20})\]>begin-->(?P<value>.{1,300}?)<!--<\$\[(?P=name)\]>end-->", re.DOTALL
)
NAMES = {
    "标题": "title",
    "标题名称": "title",
    "信息来源": "content_source",
    "来源": "content_source",
    "发布时间": "published",
    "发布日期": "published",
    "发布机构": "issuer",
    "文号": "document_number",
    "索引号": "index_number",
}
WINDOW = re.compile(r"<title\b.*?</title>", re.DOTALL | re.IGNORECASE)  # its title may have the site's name
LABEL = re.compile(r"^[^:：]{2,8}[:：]\s*")
MARKUP = re.compile(r"<[^>]*>|&nbsp;")


def marked_text(page: WebPage) -> _Element | None:
    """An element made around what stands between the comments that mark the text; None where they do not stand."""
    if page.tree is None or ("ZJEG_RSS.content.begin" not in page.html and "<$[信息内容]>begin" not in page.html):
        return None
    for begin in page.tree.iter(Comment):
        if not TEXT_BEGIN.fullmatch(begin.text or "") or begin.getparent() is None:
            continue
        marked = [node for node in _until_end(begin) if node.tag is not Comment]
        if (begin.tail or "").strip() or any("".join(node.itertext()).strip() for node in marked):
            return _wrapped(begin)
    return None


def marked_facts(page: WebPage) -> dict[str, str]:
    """The facts that the template marks, without their labels; each once."""
    facts: dict[str, str] = {}
    if "<$[" not in page.html:
        return facts
    for match in FACT.finditer(WINDOW.sub("", page.html)):
        name = NAMES.get(match["name"].partition("(")[0])
        value = LABEL.sub("", " ".join(MARKUP.sub(" ", match["value"]).split()))
        if name and value:
            facts.setdefault(name, value)
    return facts


def _until_end(begin: _Element) -> list[_Element]:
    """The siblings after the comment, up to the one that ends the text or to the last."""
    nodes = []
    for node in begin.itersiblings():
        if node.tag is Comment and TEXT_END.fullmatch(node.text or ""):
            break
        nodes.append(node)
    return nodes


def _wrapped(begin: _Element) -> _Element:
    text = Element("div", {"class": "marked-text"})
    nodes = _until_end(begin)
    text.text, begin.tail = begin.tail, None
    begin.addnext(text)
    text.extend(nodes)
    return text
