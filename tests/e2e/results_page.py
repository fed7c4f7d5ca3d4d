"""The page of results as a reader finds their way about it: by roles and names, in Chinese."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import expect

from tests.e2e.conftest import baogao

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playwright.sync_api import Locator, Page

PAGE_SIZE = 20


def printed(home: Path, query: str, *options: str) -> dict[str, Any]:
    """What `baogao search --json` prints."""
    answer: dict[str, Any] = json.loads(baogao("search", query, "--json", *options, home=home))
    return answer


def asked(page: Page, query: str, **parameters: str | Sequence[str]) -> dict[str, Any]:
    """What the API answers, which a test holds to be what the command prints, and which is quicker to ask."""
    fields = urlencode({"q": query, **parameters}, doseq=True)
    answer: dict[str, Any] = page.request.get(f"/api/v1/search?{fields}").json()
    return answer


def ids_of(answer: dict[str, Any]) -> list[str]:
    """The ids of the hits of an answer, in order."""
    return [str(hit["id"]) for hit in answer["hits"]]


def open_results(page: Page, query: str, **parameters: str) -> None:
    """Open the page of results for a query, and filters of one value each."""
    fields = "&".join(f"{name}={value}" for name, value in {"q": query, **parameters}.items())
    page.goto(f"/search?{fields}")


def total(page: Page) -> Locator:
    """The line that states how many reports there are."""
    return page.get_by_role("status").filter(has_text=re.compile(r"篇|reports?"))


def expect_total(page: Page, count: int) -> None:
    """Wait until the page states this total."""
    expect(total(page)).to_contain_text(f"共 {count:,} 篇")


def hits(page: Page) -> Locator:
    """The hits on the page."""
    return page.get_by_role("main").get_by_role("article")


def titles(page: Page) -> Locator:
    """The links to the reports, one a hit."""
    return hits(page).get_by_role("heading", level=2).get_by_role("link")


def shown_ids(page: Page) -> list[str]:
    """The ids of the reports on the page, in order."""
    addresses = [link.get_attribute("href") or "" for link in titles(page).all()]
    return [urlsplit(address).path.rsplit("/", 1)[-1] for address in addresses]


def facet(page: Page, name: str) -> Locator:
    """A facet beside the results."""
    return page.get_by_role("complementary", name="筛选").get_by_role("region", name=name)


def bar(page: Page, year: int) -> Locator:
    """The bar of a year."""
    return facet(page, "报告年度").get_by_role("list", name="各年度篇数").get_by_role("link", name=f"{year} 年")


def value(page: Page, name: str, label: str) -> Locator:
    """The link of one value of a facet."""
    return facet(page, name).get_by_role("link", name=re.compile(rf"^{label} "))


def facet_counts(page: Page, name: str) -> dict[str, int]:
    """The values of a facet with their counts, of places the provinces; what is folded away is unfolded first."""
    unfold(page, name)
    found = {}
    for item in facet(page, name).locator(":scope > ul > li > .value, :scope > details > ul > li > .value").all():
        label, count = item.inner_text().split("\n")[:2]
        found[label.strip()] = int(count.replace(",", ""))
    return found


def unfold(page: Page, name: str) -> None:
    """Unfold what is folded away in a facet: further values, and the years one by one."""
    for more in facet(page, name).get_by_text(re.compile(r"^(其余 \d+ 项|逐年列出)$")).all():
        if more.locator("xpath=..").get_attribute("open") is None:
            more.click()


def exclusion(page: Page, name: str, label: str) -> Locator:
    """The link that excludes one value of a facet."""
    return facet(page, name).get_by_role("link", name=f"排除 {label}", exact=True)


def chips(page: Page) -> Locator:
    """The ticked values above the results; a click takes one away."""
    return page.get_by_role("list", name="已选筛选").get_by_role("link")


def state(page: Page) -> list[tuple[str, str]]:
    """The search that the page's address states."""
    return parse_qsl(urlsplit(page.url).query)
