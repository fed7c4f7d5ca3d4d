"""How a page's scripts write the address of one of its pages: 'index_' + (page - 1) + '.html', and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["WrittenAddress", "address_of_page", "addresses_in_function"]

# "index_" + (page - 1) + ".html"; the last part may be missing, as in "?page=" + page.
JOINED = re.compile(
    r"""(?P<quote>['"])(?P<before>[^'"\n]{1,200})(?P=quote)\s*\+\s*\(?\s*(?:parseInt\(|Number\()?(?P<name>[a-zA-Z_$][\w.$]*)\s*\)?
        \s*(?P<offset>[-+]\s*\d+\s*\)?(?!\d))?\s*\)?
        (?:\s*\+\s*(?P<end>['"])(?P<after>[^'"\n]{0,200})(?P=end))?""",
    re.VERBOSE,
)
# `index_${page - 1}.html`
TEMPLATE = re.compile(
    r"`(?P<before>[^`$\n]{1,200})\$\{\s*(?P<name>[a-zA-Z_$][\w.$]*)\s*(?P<offset>[-+]\s*\d+)?\s*\}(?P<after>[^`$\n]{0,200})`"
)
FILE_BEFORE = re.compile(r"[\w/.:?=&%-]*(?:[_/-]|[?&]\w+=)$")  # what may stand before the number of a page
FILE_AFTER = re.compile(r"(?:\.s?html?|\.jsp|\.aspx?|\.php)?(?:[?&][\w=&%.-]*)?$|&[\w=&%.-]+$")
QUERY_NAME = re.compile(r"[?&](\w+)=$")
PAGE_NAME = re.compile(r"\w*page\w*|p|pn|n|num|curr?|current|start|index", re.IGNORECASE)
FUNCTION_CHARACTERS = 1500  # of a function's text that are read for the address it goes to


@dataclass(frozen=True, slots=True)
class WrittenAddress:
    """The address of a list's page as a script writes it: what stands before and after a number.

    Attributes:
        before: the address up to the number.
        offset: what the script adds to the number of the page, counted from 1.
        after: the address from the number on.
    """

    before: str
    offset: int
    after: str

    @property
    def names_page(self) -> bool:
        """Whether the number stands in a file's name, or under a name of a query that is used for pages."""
        name = QUERY_NAME.search(self.before)
        return name is None or PAGE_NAME.fullmatch(name[1]) is not None

    def address(self, number: int) -> str:
        """The address of the page with that number, the first being 1."""
        return f"{self.before}{number + self.offset}{self.after}"

    def page_at(self, url: str) -> int | None:
        """The number, from 1, of the page that stands at `url`; None where the address does not tell."""
        parts = urlsplit(url)
        ending = re.escape(self.before.rpartition("/")[2]) + r"(\d+)" + re.escape(self.after) + "$"
        match = re.search(ending, f"{parts.path}?{parts.query}" if parts.query else parts.path)
        return int(match[1]) - self.offset if match else None


def address_of_page(script: str) -> WrittenAddress | None:
    """The first address in the script that is put together with the number of a page."""
    return next(_addresses(script), None)


def addresses_in_function(script: str, name: str) -> WrittenAddress | None:
    """The address that the function `name` of the script goes to, given the number of a page."""
    start = re.search(rf"function\s+{re.escape(name)}\s*\(|\b{re.escape(name)}\s*=\s*(?:function\s*)?\(", script)
    return address_of_page(script[start.end() : start.end() + FUNCTION_CHARACTERS]) if start else None


def _addresses(script: str) -> Iterator[WrittenAddress]:
    found = sorted((*JOINED.finditer(script), *TEMPLATE.finditer(script)), key=lambda match: match.start())
    for match in found:
        before, after = match["before"], match["after"] or ""
        if FILE_BEFORE.match(before) and FILE_AFTER.match(after):
            offset = re.sub(r"[\s)]", "", match["offset"] or "0")
            yield WrittenAddress(before, int(offset), after)
