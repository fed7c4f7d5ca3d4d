"""Every page in Chinese and in English, and every string translated."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import webapp
from corpus import DocType, Level, Where
from indexer.query import notes as query_notes
from indexer.query.notes import __all__ as note_makers
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, soup_of, text_of
from webapp import labels
from webapp.notes import NOTES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog
    from flask import Flask
    from flask.testing import FlaskClient

PACKAGE = Path(webapp.__file__).parent
CATALOGUE = PACKAGE / "translations" / "zh" / "LC_MESSAGES" / "messages.po"
REPORT = library.plain_reports()[0]
PAGES = (
    "/",
    "/search?q=纠纷&year=2019",
    "/search?q=枫桥经验 无此词语&province=浙江省&year=2020",
    "/search?q=纠纷&page=9",
    "/concordance?q=枫桥经验&order=left",
    "/concordance?province=浙江省",
    "/concordance?q=纠纷&page=90",
    "/search?place=浙江省&place=-浙江省/杭州市&level=-department",
    "/facets/place?q=纠纷",
    "/facets/level?q=纠纷&facet_q=x",
    f"/reports/{REPORT.id}?q=纠纷",
    "/snapshots/1",
    "/bookmarks",
    "/help",
)
PLACEHOLDER = re.compile(r"%\(\w+\)s")
CHINESE = re.compile("[\u4e00-\u9fff]")


def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh")


def extracted() -> set[str]:
    """The message ids (of plurals the singular) that the code and the templates hold."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    found = extract_from_dir(PACKAGE, methods, keywords={**DEFAULT_KEYWORDS, "gettext_noop": None})
    return {message[0] if isinstance(message, tuple) else message for _file, _line, message, *_rest in found}


def visible(soup_text: str) -> str:
    return " ".join(soup_text.split())


def test_every_string_of_the_interface_is_translated() -> None:
    translated = {
        message.id[0] if isinstance(message.id, tuple) else message.id: message for message in catalogue() if message.id
    }
    assert set(translated) == extracted()
    for message in translated.values():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), message.id
        assert not message.fuzzy, message.id


def test_a_translation_keeps_the_placeholders() -> None:
    for message in catalogue():
        if message.id and isinstance(message.id, str):
            assert set(PLACEHOLDER.findall(message.id)) == set(PLACEHOLDER.findall(str(message.string))), message.id


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue())
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run `make messages`"


@pytest.mark.parametrize("address", PAGES)
def test_a_chinese_page_holds_no_english_words_of_the_interface(client: FlaskClient, address: str) -> None:
    soup = page(client, address)
    assert soup.select("html")[0]["lang"] == "zh-CN"
    for foreign in soup.select("code, [lang=en], .host, [aria-labelledby=facet-site], .downloads, .citation, td"):
        foreign.decompose()
    words = set(re.findall(r"[A-Za-z]{3,}", soup.get_text(" ")))
    assert words <= {"SHA", "JSON", "APA", "OL", "html", "http", "www", "example", "gov", "zwgk", "HTTP", "text",
                     "Cookie", "OR", "site", "title", "word", "year", "NOT"}, words  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_an_english_page_is_english_but_for_what_was_collected(client: FlaskClient, address: str) -> None:
    soup = soup_of(client.get(address, headers={"Accept-Language": "en-GB,en;q=0.9"}))
    assert soup.select("html")[0]["lang"] == "en"
    for chinese in soup.select(
        "[lang^=zh], .facet .label, .facet bdi, .words, .chips, .advice li, title, .brand, .entries .label"
    ):
        chinese.decompose()
    assert not CHINESE.findall(visible(soup.get_text(" ")))


def test_the_link_to_the_other_language_keeps_the_page_and_is_remembered(client: FlaskClient) -> None:
    address = "/search?q=纠纷&year=2019&year=2020"
    link = hrefs(page(client, address), ".site-nav a[hreflang=en]")[0]
    response = client.get(link)
    assert response.status_code == 302
    assert "lang=" not in response.location
    assert "HttpOnly" in response.headers["Set-Cookie"]
    soup = page(client, response.location)
    assert text_of(soup, ".total") == "10 reports"
    assert soup.select("html")[0]["lang"] == "en"
    assert page(client, "/help").select("html")[0]["lang"] == "en"


def test_the_link_to_the_other_language_stays_on_this_site(client: FlaskClient) -> None:
    for address in ("//evil.example/?lang=en", "/%2F/evil.example/?lang=en", "/\\evil.example?lang=en"):
        location = client.get(address).headers.get("Location", "/")
        assert location.startswith(("/", "http://localhost/"))
        assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        pytest.param("zh-TW,zh;q=0.9,en;q=0.8", "zh-CN", id="chinese of any region"),
        pytest.param("en-GB,zh;q=0.5", "en", id="english first"),
        pytest.param("fr,de;q=0.9", "zh-CN", id="neither: the setting"),
        pytest.param("", "zh-CN", id="nothing said"),
        pytest.param("fr,en;q=0.3", "en", id="english before the setting"),
    ],
)
def test_the_browser_chooses_the_language_unless_the_reader_has(
    client: FlaskClient, accepted: str, language: str
) -> None:
    response = client.get("/help", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}">' in response.get_data(as_text=True)


def test_every_note_of_the_query_language_has_a_sentence() -> None:
    source = Path(query_notes.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r"Note\(\s*\"([a-z-]+)\"", source))
    assert len(codes) == len([name for name in note_makers if name != "Note"])
    assert set(NOTES) == codes
    for code in codes:
        given = re.search(rf'"{code}",.*?(?=\ndef |\Z)', source, re.DOTALL)
        assert given
        for name in PLACEHOLDER.findall(NOTES[code]):
            assert f'"{name[2:-2]}":' in given.group(), (code, name)


def test_levels_types_and_places_of_evidence_all_have_names(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "zh"}):
        assert [labels.doc_type_label(kind) for kind in DocType] == [kind.value for kind in DocType]
        for name in (*map(labels.level_label, Level), *map(labels.where_label, Where)):
            assert CHINESE.search(name)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        for name in (*map(labels.doc_type_label, DocType), *map(labels.level_label, Level)):
            assert not CHINESE.search(name)
    assert labels.level_label("unheard-of") == "unheard-of"
