"""List pages that a site's own script asks for by POST: asked for by GET, and where the site refuses that, as it does.

In the queue and in what is known of pages such a page goes by the address that asks for it by GET: the parameters tell
one page of the list from another. What is sent is the address without them, and they as the form.
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request

from corpus.cms import is_form_answer
from crawler.tally import Kind

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.fetched import Fetched
    from crawler.spider import ReportSpider
    from crawler.state import Visit

__all__ = ["FORM", "as_asked", "form_request", "page_request", "wants_form"]

FORM = "form"  # in a request's meta: it is a form
NO_GET = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.NOT_IMPLEMENTED,
)
"""What servers answer that know an address for POST alone."""


def page_request(spider: ReportSpider, visit: Visit) -> Request:
    """The request for the page of a visit."""
    if visit.kind is Kind.LIST and _bare(visit.url) in spider.context.forms:
        return form_request(spider, visit)
    return Request(
        visit.url,
        callback=spider.arrived,
        errback=spider.missed,
        meta={"visit": visit, "source": visit.source},
        dont_filter=True,
    )


def wants_form(visit: Visit, response: Response) -> bool:
    """Whether the page is to be asked for anew, by POST."""
    is_form = bool(response.meta.get(FORM))
    return visit.kind is Kind.LIST and not is_form and response.status in NO_GET and is_form_answer(visit.url)


def form_request(spider: ReportSpider, visit: Visit) -> Request:
    """The request for the page of a visit by POST; from now on, all of its list are asked for so."""
    spider.context.forms.add(_bare(visit.url))
    return Request(
        _bare(visit.url),
        method="POST",
        body=urlsplit(visit.url).query.encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"},
        callback=spider.arrived,
        errback=spider.missed,
        meta={"visit": visit, "source": visit.source, FORM: True},
        dont_filter=True,
    )


def as_asked(visit: Visit, response: Response, fetched: Fetched) -> Fetched:
    """The answer to a form, under the address by which the page is known."""
    same = response.meta.get(FORM) and response.url == _bare(visit.url)
    return replace(fetched, url=visit.url) if same else fetched


def _bare(url: str) -> str:
    return urlsplit(url)._replace(query="", fragment="").geturl()
