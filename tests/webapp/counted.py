"""Facets of a whole collection, as the pages and the API show them, against a count by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from corpus.store import open_store
from indexer import update_index
from tests.webapp.browsing import page
from webapp import create_app
from webapp.collection import close_collection

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from corpus import Home

COUNTED = ("province", "city", "county", "level")
LEVELS = {
    "state": "国家级", "province": "省级", "city": "市级", "county": "县级", "township": "乡镇级", "department": "部门",
    "zone": "功能区",
}  # fmt: skip
Truth = Mapping[str, str | None]  # the fields of one report that are counted


@contextmanager
def browsing(home: Home) -> Iterator[FlaskClient]:
    """A browser on the application over the home, which is indexed first."""
    with open_store(home) as store:
        update_index(home, store)
    app = create_app(home, config={"TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh-CN,zh;q=0.9"
    yield client
    close_collection(app)


def check_facets(client: FlaskClient, reports: Iterable[Truth]) -> None:
    """The facets of the API and of the pages are those counted over `reports`.

    The page offers the cities of a province, and the counties of a city, once that is chosen.
    """
    reports = list(reports)
    facets = json.loads(client.get("/api/v1/search?limit=0").get_data(as_text=True))["facets"]
    for name in COUNTED:
        assert {item["value"]: item["count"] for item in facets[name]} == count(reports, name), name
    provinces = count(reports, "province")
    levels = {LEVELS[level]: number for level, number in count(reports, "level").items()}
    assert shown(client, "level") in (levels, {})
    assert shown(client, "place") == provinces
    for province in provinces:
        inside = Counter(below for report in reports if (below := next_below(report, province)))
        assert shown(client, "place", place=province, level=2) == inside


def count(reports: Iterable[Truth], name: str) -> dict[str, int]:
    """How often each value of the field stands in the truth."""
    return dict(Counter(value for report in reports if (value := report[name]) is not None))


def next_below(report: Truth, province: str) -> str | None:
    """The city that a report of the province lies in; where it has none, the county."""
    return (report["city"] or report["county"]) if report["province"] == province else None


def shown(client: FlaskClient, name: str, *, level: int = 1, **chosen: str) -> dict[str, int]:
    """The values and counts of one facet on the page of results; empty where it is not shown.

    Of the tree of places those of one level: the provinces, or at level 2 what is listed in one of them.
    """
    (section,) = page(client, f"/search?{urlencode(chosen)}").select(f"section[aria-labelledby=facet-{name}]") or [None]
    if section is None:
        return {}
    items = [item for item in section.select("li") if len(item.find_parents("ul")) == level]
    return {item.select(".label")[0].get_text(strip=True): int(item.select(".count")[0].get_text()) for item in items}
