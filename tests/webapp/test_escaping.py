"""Nothing that was collected or typed becomes markup, and nothing works only with scripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import webapp
from tests.webapp import library
from tests.webapp.browsing import page, send, soup_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

TEMPLATES = sorted((Path(webapp.__file__).parent / "templates").glob("*.html"))
HOSTILE = library.odd_reports()[0]
PROBE = "\"'><script>alert('probe')</script><img src=x onerror=alert(1)>"
PAGES = (
    "/?lang=zh" + PROBE,
    "/search?q=" + PROBE,
    "/search?q=纠纷&city=" + PROBE,
    "/search?q=site:odd.example.gov.cn",
    f"/reports/{HOSTILE.id}?q=纠纷",
    f"/reports/{HOSTILE.id}?q=" + PROBE,
    "/reports/" + PROBE,
    "/bookmarks?tag=" + PROBE,
    "/snapshots/1?q=" + PROBE,
    "/search?place=-" + PROBE + "&site=" + PROBE + "&year=2019",
    "/facets/site?q=纠纷&site=-" + PROBE,
    "/facets/place?facet_q=" + PROBE + "&within=浙江省/" + PROBE,
    "/facets/" + PROBE,
    "/search?sort=" + PROBE,
    "/search?q=title:枫侨 纠纷 " + PROBE + "&province=" + PROBE,
    '/search?q=纠纷 "<b>調解</b>"',
    "/" + PROBE,
)


def assert_harmless(response: TestResponse) -> None:
    """The page has no element and no attribute that runs or loads what is not this site's own."""
    for element in soup_of(response).find_all(True):
        assert element.name != "img"
        assert not [name for name in element.attrs if name == "style" or name.startswith("on")]
        if element.name in ("script", "iframe"):
            assert str(element["src"]).startswith(("/static/", "/snapshots/"))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_text_stays_text(client: FlaskClient, address: str, language: str) -> None:
    response = client.get(address, headers={"Accept-Language": language})
    assert_harmless(response)


def test_hostile_text_in_a_bookmark_stays_text(client: FlaskClient) -> None:
    form = page(client, f"/reports/{HOSTILE.id}").select("#bookmark form")[0]
    assert send(client, form, note=PROBE, tags=PROBE[:40]).status_code == 303
    response = client.get("/bookmarks")
    assert "alert(&#39;probe&#39;)" in response.get_data(as_text=True)
    assert_harmless(response)


def test_hostile_text_is_shown_whole(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{HOSTILE.id}")
    assert soup.select("h1")[0].get_text() == HOSTILE.title
    assert [paragraph.get_text() for paragraph in soup.select(".text p")] == HOSTILE.paragraphs


def test_only_the_html_of_the_highlighter_goes_unescaped() -> None:
    unescaped = [
        expression
        for template in TEMPLATES
        for expression in re.findall(r"\{\{([^}]*\|\s*safe[^}]*)\}\}", template.read_text(encoding="utf-8"))
    ]
    allowed = {"hit.title_html|safe", "snippet.html|safe", "page.title_html|safe", "paragraph.html|safe"}
    assert {expression.strip() for expression in unescaped} == allowed
    assert not [template for template in TEMPLATES if "autoescape" in template.read_text(encoding="utf-8")]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_no_template_holds_a_script_or_a_style_of_its_own(template: Path) -> None:
    html = template.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html), "everything comes from this site"


@pytest.mark.parametrize(
    "address", ["/", "/search?q=纠纷", f"/reports/{HOSTILE.id}?q=纠纷", "/bookmarks", "/help", "/facets/place"]
)
def test_every_control_works_without_scripts(client: FlaskClient, address: str) -> None:
    soup = page(client, address)
    for button in soup.select("button"):
        form = button.find_parent("form")
        assert form is not None
        assert button.get("type") == "submit"
        assert form["action"]
    for link in soup.select("main a:not(.on, [aria-disabled])"):
        assert link.get("href") not in (None, "", "#")


def test_completions_are_data_and_not_markup(client: FlaskClient) -> None:
    response = client.get("/api/v1/complete", query_string={"q": "<script>alert"})
    assert response.headers["Content-Type"] == "application/json"
    (title,) = (one for one in response.get_json()["completions"] if one["kind"] == "title")
    assert title["text"] == library.HOSTILE_TITLE
    found = client.get("/search", query_string={"q": title["query"]})
    assert_harmless(found)
    assert len(soup_of(found).select(".hit")) == 1
