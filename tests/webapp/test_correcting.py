"""Correcting on the page of a report and at the review desk, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import Where
from corpus.store import open_store
from indexer import update_index
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, send, soup_of, text_of
from tests.webapp.test_administrators import NAME, PASSWORD, log_in
from webapp import create_app
from webapp.collection import close_collection
from webapp.correction_words import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag
    from flask import Flask
    from flask.testing import FlaskClient

    from corpus import Home, Report

FIRST, SECOND = library.plain_reports()[:2]
BARE = library.report("http://www.example.gov.cn/bare.html", "鼓楼区人民政府工作的报告", "2021年，全区依法行政。")
UNCLEAR = library.report("http://www.example.gov.cn/unclear.html", "工作的报告", "全区依法行政。")


@pytest.fixture
def app(home: Home) -> Iterator[Flask]:
    """The application over four reports and an administrator."""
    with open_store(home) as store:
        store.save_many([FIRST, SECOND, BARE, UNCLEAR])
        store.users.add(NAME, PASSWORD)
        update_index(home, store)
    made = create_app(home, config={"TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    yield made
    close_collection(made)


@pytest.fixture
def editor(client: FlaskClient) -> FlaskClient:
    """A client that is logged in."""
    assert log_in(client).status_code == 303
    return client


def held(client: FlaskClient, report: Report) -> Report:
    found: Report = client.application.extensions["baogao_collection"].store.get(report.id)
    return found


def form_of(client: FlaskClient, report: Report) -> Tag:
    soup = page(client, f"/reports/{report.id}")
    form = soup.select_one(".correction-form")
    assert form is not None
    for select in form.select("select"):  # sends what is selected, as a browser would
        chosen = select.select_one("option[selected]") or select.select("option")[0]
        form.append(soup.new_tag("input", attrs={"name": str(select["name"]), "value": str(chosen["value"])}))
    return form


def test_a_correction_is_kept_and_marked_for_everybody(editor: FlaskClient) -> None:
    sent = send(editor, form_of(editor, FIRST), button=None, **{"field-report_year": "2018", "field-county": "桐庐县"})
    assert (sent.status_code, sent.location) == (303, f"/reports/{FIRST.id}#corrections")
    assert (held(editor, FIRST).report_year, held(editor, FIRST).city) == (2018, "杭州市")
    assert held(editor, FIRST).evidence["report_year"].where is Where.USER
    assert held(editor, FIRST).evidence.get("issuer") is None  # what was not changed is not corrected
    visitor = editor.application.test_client()
    soup = page(visitor, f"/reports/{FIRST.id}")
    marks = [" ".join(mark.get_text(" ").split()) for mark in soup.select(".fields .corrected")]
    assert len(marks) >= 4  # year, province, city, county
    assert all(mark.startswith(f"已更正 {NAME} 20") for mark in marks)
    assert "2019 → 2018" in text_of(soup, ".history")
    assert not soup.select(".history form")


def test_the_period_and_the_numbers_are_corrected_on_the_page_too(editor: FlaskClient) -> None:
    typed = {"field-period": "2018—2021年", "field-document_number": "云政发〔2022〕5号", "field-written": "2022-01-12"}
    assert send(editor, form_of(editor, FIRST), button=None, **typed).status_code == 303
    report = held(editor, FIRST)
    assert (str(report.period_from), str(report.period_to), report.report_year) == ("2018-01-01", "2021-12-31", 2021)
    assert (report.document_number, str(report.written)) == ("云政发〔2022〕5号", "2022-01-12")
    assert form_of(editor, FIRST).select("#field-period")[0]["value"] == "2018..2021"
    sent = send(editor, form_of(editor, FIRST), button=None, **{"field-period": "去年"})
    assert text_of(soup_of(sent), ".problem").startswith("“去年”不是跨年度或不足一年的报告期")


def test_a_correction_that_cannot_be_is_explained_and_what_was_typed_stays(editor: FlaskClient) -> None:
    sent = send(editor, form_of(editor, FIRST), button=None, **{"field-county": "桐芦县", "field-issuer": "某局"})
    assert sent.status_code == 400
    soup = soup_of(sent)
    assert text_of(soup, ".problem").startswith("县（区）：地名表中没有“桐芦县”。相近的有：")
    assert soup.select("#field-county")[0]["value"] == "桐芦县"
    assert soup.select("#field-issuer")[0]["value"] == "某局"
    assert held(editor, FIRST) == FIRST


def test_a_correction_is_taken_back_by_its_button(editor: FlaskClient) -> None:
    send(editor, form_of(editor, FIRST), button=None, **{"field-title": "更正的标题"})
    soup = page(editor, f"/reports/{FIRST.id}")
    assert text_of(soup, "h1") == "更正的标题"
    button = soup.select_one(".history form")
    assert button is not None
    assert send(editor, button).status_code == 303
    assert held(editor, FIRST) == FIRST
    soup = page(editor, f"/reports/{FIRST.id}")
    assert f"由 {NAME} 撤销" in text_of(soup, ".history")
    assert not soup.select(".history form, .corrected")


def test_a_form_sent_unchanged_corrects_nothing(editor: FlaskClient) -> None:
    assert send(editor, form_of(editor, FIRST)).status_code == 303
    assert held(editor, FIRST) == FIRST


def test_two_administrators_do_not_undo_each_other(editor: FlaskClient) -> None:
    early = form_of(editor, FIRST)
    send(editor, form_of(editor, FIRST), button=None, **{"field-report_year": "2018"})
    send(editor, early, button=None, **{"field-issuer": "某局"})
    assert (held(editor, FIRST).report_year, held(editor, FIRST).issuer) == (2018, "某局")


def test_the_desk_lists_the_most_doubtful_first_and_goes_on_after_saving(editor: FlaskClient) -> None:
    soup = page(editor, "/review")
    cards = [str(card["id"]) for card in soup.select(".card")]
    assert cards[:2] == [f"r-{UNCLEAR.id}", f"r-{BARE.id}"] or cards[:2] == [f"r-{BARE.id}", f"r-{UNCLEAR.id}"]
    form = soup.select_one(".card form")
    assert form is not None
    sent = send(
        editor, form, button=None, **{"other-place": "福建省福州市鼓楼区", "answer-report_year": "report_year=2020"}
    )
    assert sent.status_code == 303
    assert sent.location == f"/review#{cards[1]}"
    first = BARE if cards[0] == f"r-{BARE.id}" else UNCLEAR
    corrected = held(editor, first)
    assert (corrected.county, corrected.city, corrected.report_year) == ("鼓楼区", "福州市", 2020)


def test_a_card_sent_without_an_answer_only_goes_on(editor: FlaskClient) -> None:
    soup = page(editor, "/review?field=report_year")
    form = soup.select_one(".card form")
    assert form is not None
    data = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
    sent = editor.post(str(form["action"]), data=data)
    assert sent.location.startswith("/review?field=report_year")
    assert held(editor, BARE) == BARE


def test_an_answer_that_cannot_be_is_explained_on_its_card(editor: FlaskClient) -> None:
    form = page(editor, "/review").select(f"#r-{BARE.id} form")[0]
    sent = editor.post(
        str(form["action"]),
        data={"csrf_token": str(form.select("[name=csrf_token]")[0]["value"]), "other-place": "鼓楼区"},
    )
    assert sent.status_code == 400
    assert "福建省福州市鼓楼区" in text_of(soup_of(sent), f"#r-{BARE.id} .problem")
    assert held(editor, BARE) == BARE


def test_every_filter_of_the_desk_shows_as_many_as_it_says(editor: FlaskClient) -> None:
    soup = page(editor, "/review")
    for link in hrefs(soup, ".tags a"):
        filtered = page(editor, link)
        assert len(filtered.select(".card")) == int(text_of(filtered, ".tags [aria-current] .count"))
        assert text_of(filtered, "h1 .count") == text_of(filtered, ".tags [aria-current] .count")


def test_a_page_of_the_desk_beyond_the_last_leads_to_the_last(editor: FlaskClient) -> None:
    (last,) = hrefs(page(editor, "/review?field=level&page=9"), ".notice a")
    assert last == hrefs(page(editor, last), ".tags [aria-current]")[0]
    assert page(editor, last).select(".card")


@pytest.mark.parametrize("address", ["/review", f"/reports/{BARE.id}", f"/reports/{BARE.id}/corrections"])
def test_pages_for_administrators_are_in_the_readers_language(editor: FlaskClient, address: str) -> None:
    soup = soup_of(editor.get(address, headers={"Accept-Language": "en"}))
    for chinese in soup.select("[lang^=zh], title, .brand, .words, input, option"):
        chinese.decompose()
    assert not any("\u4e00" <= character <= "\u9fff" for character in soup.get_text())


def test_every_reason_of_a_refused_correction_has_a_sentence() -> None:
    from pathlib import Path
    from re import findall

    import corpus.corrections.errors as module

    source = Path(module.__file__).read_text(encoding="utf-8")
    plain = set(findall(r'CorrectionError\(\s*"([a-z-]+)"', source))
    values = {"bad-report-year", "bad-published", "bad-level", "bad-doc-type", "bad-place", "bad-who"}
    values |= {"bad-written", "bad-period"}
    assert set(SENTENCES) == plain | values
