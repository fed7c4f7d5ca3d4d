"""Lists whose further pages a site gives only to POST."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from warcio.archiveiterator import ArchiveIterator

from corpus.cms import is_form_answer
from crawler import crawl, parse_sources
from tests.crawler.site import Answer, Asked, Route, article, serve

if TYPE_CHECKING:
    from corpus import Home

PAGES = 3
TEXT = "青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。"
COLUMN = Answer(
    body=(
        "<html><head><title>法治政府建设</title></head><body><ul id='list'></ul><script>"
        "loadPageData({webSiteCode: ['qingyan'], channelCode: ['fzzf'], perPage: '1', unitid: '7'});"
        "</script></body></html>"
    ).encode()
)


def path(number: int) -> str:
    return f"/content/content_{10**18 + number}.html"


def title(number: int) -> str:
    return f"青岩镇{2020 + number}年法治政府建设情况报告"


def by_post(asked: Asked) -> Answer:
    """A page of the list to a form; to GET an error, as of a server that knows the address for POST alone."""
    if asked.form is None:
        return Answer(status=405)
    number = int(parse_qs(asked.form)["current"][0])
    item = {"title": title(number), "url": path(number), "publishTime": f"{2021 + number}-03-01"}
    data = {"results": [item], "total": PAGES, "totalPage": PAGES}
    return Answer(body=json.dumps({"data": data}).encode(), media_type="application/json")


def test_a_list_that_answers_only_to_post_is_walked_to_its_end(home: Home) -> None:
    routes: dict[str, Route] = {path(number): article(title(number), TEXT) for number in range(1, PAGES + 1)}
    with serve({"/col/": COLUMN, "/queryList": by_post, **routes}) as site:
        source = {"name": "青岩", "start": [f"{site.address}/col/"], "allow_private": True}
        (summary,) = crawl(home, parse_sources([source], "sources.toml"), delay=0).sources
        asked = [each.form for each in site.asked if each.path.startswith("/queryList")]
    assert (summary.added, summary.ok, summary.failed) == (PAGES, True, [])
    assert asked[0] is None  # GET is tried once
    assert [parse_qs(form or "")["current"] for form in asked[1:]] == [["1"], ["2"], ["3"]]
    assert _forms_in_the_archive(home) == asked[1:]


def _forms_in_the_archive(home: Home) -> list[str]:
    found: list[str] = []
    for file in sorted(home.archive.glob("*.warc.gz")):
        with file.open("rb") as stream:
            asked = (record for record in ArchiveIterator(stream) if record.rec_type == "request")
            forms = (record for record in asked if record.http_headers.protocol == "POST")
            found += [form.content_stream().read().decode() for form in forms]
    return found


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.example/queryList?current=1", True),
        ("http://a.example/module/web/jpage/dataproxy.jsp?startrecord=1", True),
        ("http://a.example/fz/index_1.html", False),
        ("http://a.example/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=1", False),
    ],
)
def test_what_scripts_ask_for_by_post(url: str, expected: bool) -> None:
    assert is_form_answer(url) is expected
