"""The pager that a reader clicks: 下一页, the next number, a link that calls a script, a list of pages to jump to."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from bs4 import NavigableString, Tag

from corpus.cms.scripts import addresses_in_function

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.cms.page import WebPage

__all__ = ["NEXT_WORDS", "is_later_page", "linked_next"]

NEXT_WORDS = re.compile(
    r"^[\[(（<\s]*(?:下一页|下页|后一页|向后|后页|下一頁|下頁|next(?: page)?|[>\u203a»]{1,2})[\s>\u203a»\])）→]*$",
    re.IGNORECASE,
)
NEXT_CLASS = re.compile(r"(?:^|[\s_-])next(?:[\s_-]?page)?(?:$|[\s_-])", re.IGNORECASE)
OFF_CLASS = re.compile(r"disabled|\boff\b|\bnone\b|no-?next|unable", re.IGNORECASE)
CURRENT_CLASS = re.compile(
    r"\b(?:current|cur|active|on|selected|now|this|hover|thisclass|a_hover|curr)\b", re.IGNORECASE
)
PAGE_NUMBER = re.compile(
    r"(?:_|[?&/](?:page|p|pageno|pagenum|pageindex|currentpage|curpage|pn|current|start)[=/])(\d+)|/(\d+)\.s?html?$",
    re.IGNORECASE,
)
# javascript:getList(2), goPage('2'), page.go(2,15)
CALL = re.compile(r"^(?:javascript:)?\s*(?:return\s+)?(?:[\w$]+\.)*([\w$]+)\(\s*['\"]?(\d+)['\"]?", re.IGNORECASE)
GOES_TO = re.compile(r"location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]")
# 第 3 页 / 共 12 页, 3/12页, 页码 3/12: current and total
COUNTERS = (
    re.compile(r"第\s*(\d+)\s*(?:/\s*\d+\s*)?页.{0,12}?共\s*(\d+)\s*页", re.DOTALL),
    re.compile(r"(?:第|当前页?[:：]?|页[码次][:：]?)\s*(\d+)\s*/\s*(?:共\s*)?(\d+)\s*页?"),
    re.compile(r"(?<![\d/])(\d+)\s*/\s*(?:共\s*)?(\d+)\s*页"),
)
TOTAL_FIRST = re.compile(r"共\s*(\d+)\s*页.{0,20}?(?:当前|目前)?第?\s*(\d+)\s*页", re.DOTALL)
CLICK_LEVELS = 3  # how far above its words the element stands that is clicked


def linked_next(page: WebPage) -> str | None:
    """Where the reader's way to the next page leads; None on the last page, and where no way is given."""
    if _is_last(page):
        return None
    ways = (_declared, _worded, _numbered, _chosen)
    return next((url for way in ways for url in way(page) if url and url != page.address), None)


def is_later_page(url: str) -> bool:
    """Whether the address is that of a list's second page or one after it, as far as it tells."""
    number = PAGE_NUMBER.search(url)
    return number is not None and int(number[1] or number[2]) > (0 if number[0].startswith("_") else 1)


def _is_last(page: WebPage) -> bool:
    """Whether the page says that it is the last: 第 12 页, 共 12 页."""
    text = page.soup.get_text(" ")
    for counter in COUNTERS:
        counts = counter.findall(text)
        if counts:  # the pager's is the last; a title may count pages, too
            return int(counts[-1][0]) >= int(counts[-1][1])
    counts = TOTAL_FIRST.findall(text)
    return bool(counts) and int(counts[-1][1]) >= int(counts[-1][0])


def _declared(page: WebPage) -> Iterator[str | None]:
    for tag in page.soup.find_all(["a", "link"], rel="next", href=True):
        yield page.absolute(str(tag["href"]))


def _worded(page: WebPage) -> Iterator[str | None]:
    for tag in _next_elements(page):
        if not _is_off(tag):
            yield _target(page, tag)


def _next_elements(page: WebPage) -> Iterator[Tag]:
    """What a reader would click: the elements around the words, and those without text that are named next."""
    for string in page.soup.find_all(string=NEXT_WORDS):
        if type(string) is NavigableString:  # no comment, no script
            holder = next((tag for tag in islice(string.parents, CLICK_LEVELS) if _is_clickable(tag)), None)
            if holder is not None:
                yield holder
    for tag in page.soup.find_all(["a", "input", "button"]):
        named = str(tag.get("title") or tag.get("value") or tag.get("aria-label") or "").strip()
        if not tag.get_text().strip() and (NEXT_WORDS.match(named) or NEXT_CLASS.search(_classes(tag))):
            yield tag


def _is_clickable(tag: Tag) -> bool:
    return tag.name == "a" or any(tag.has_attr(name) for name in ("onclick", "data-href", "data-url"))


def _numbered(page: WebPage) -> Iterator[str | None]:
    numbers = {int(text): tag for tag in page.soup.find_all("a") if (text := tag.get_text().strip()).isdecimal()}
    following = numbers.get(_current_number(page, numbers) + 1)
    if following is not None:
        url = _target(page, following)
        scripted = CALL.match(str(following.get("href") or "")) or following.get("onclick")
        yield url if url and (scripted or PAGE_NUMBER.search(url)) else None


def _chosen(page: WebPage) -> Iterator[str | None]:
    """The option after the selected one, in a select element whose options are addresses of pages."""
    for select in page.soup.find_all("select"):
        options = [option for option in select.find_all("option") if option.get_text().strip().isdecimal()]
        chosen = next((place for place, option in enumerate(options) if option.has_attr("selected")), len(options))
        for option in options[chosen + 1 : chosen + 2]:
            value = str(option.get("value") or "")
            yield page.absolute(value) if PAGE_NUMBER.search(value) else None


def _target(page: WebPage, tag: Tag) -> str | None:
    """Where a click on the element leads: its address, the one its script names, or the one its function writes."""
    href, click = str(tag.get("href") or "").strip(), str(tag.get("onclick") or "").strip()
    url = page.absolute(href) if href else None
    if url is not None:
        return url
    for script in (href, click):
        goes = GOES_TO.search(script)
        if goes is not None:
            return page.absolute(goes[1])
        call = CALL.match(script)
        if call is not None and call[1] != "void":
            return _called(page, call[1], int(call[2]))
    data = str(tag.get("data-href") or tag.get("data-url") or "")
    return page.absolute(data) if data else None


def _called(page: WebPage, name: str, number: int) -> str | None:
    """The address that a function of the page goes to with that number: as it writes it, or by the form it sends."""
    written = addresses_in_function(page.live, name)
    if written is not None:
        return page.absolute(written.address(number))
    return _sent_form(page, name, number)


def _sent_form(page: WebPage, name: str, number: int) -> str | None:
    """The address of the form that the function fills with the number and sends; one sent by POST is asked by GET."""
    body = re.search(rf"function\s+{re.escape(name)}\s*\([^)]*\)\s*\{{([^}}]*)\}}", page.live)
    if body is None or ".submit(" not in body[1]:
        return None
    for form in page.soup.find_all("form"):
        fields = {
            str(field["name"]): str(field.get("value") or "") for field in form.find_all("input", attrs={"name": True})
        }
        paged = next((key for key in fields if key in body[1] and "page" in key.lower()), None)
        if paged is not None:
            address = urlsplit(page.absolute(str(form.get("action") or "") or page.url) or page.url)
            query = {**dict(parse_qsl(address.query)), **fields, paged: str(number)}
            return address._replace(query=urlencode(query)).geturl()
    return None


def _current_number(page: WebPage, numbers: dict[int, Tag]) -> int:
    """The number of this page: as the pager marks it, else as its address has it, else 1."""
    for tag in page.soup.find_all(["a", "span", "b", "strong", "em", "li", "font", "i"]):
        text = tag.get_text().strip()
        if text.isdecimal() and CURRENT_CLASS.search(_classes(tag)):
            return int(text)
    here = PAGE_NUMBER.search(page.url)
    for number, tag in numbers.items():
        there = PAGE_NUMBER.search(page.absolute(str(tag.get("href") or "")) or "")
        if here is not None and there is not None:  # the addresses may count from 0 where the pager counts from 1
            return int(here[1] or here[2]) - int(there[1] or there[2]) + number
    return 1


def _is_off(tag: Tag) -> bool:
    around = tag.parent
    switched_off = around is not None and "disabled" in _classes(around).lower()
    return tag.has_attr("disabled") or switched_off or OFF_CLASS.search(_classes(tag)) is not None


def _classes(element: Tag) -> str:
    return " ".join(str(name) for name in element.get_attribute_list("class") if name)
