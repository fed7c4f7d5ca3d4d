"""The review desk by keyboard, in a browser: log in, answer, go on; and the mark on the corrected report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import open_home
from corpus.store import open_store
from tests.e2e.conftest import baogao, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NAME, PASSWORD = "wangmin", "correct horse battery"  # of a test
TEXTS = (
    ("鼓楼区人民政府2022年法治政府建设情况报告", "2022年，全区依法行政。"),
    ("东门街道2021年法治政府建设情况的报告", "2021年，街道依法行政。"),
)
RECORDS = [
    {"url": f"http://www.shili.example/{number}.html", "title": title, "body": body}
    for number, (title, body) in enumerate(TEXTS)
]


@pytest.fixture
def desk_home(tmp_path: Path) -> Path:
    """A home of two reports in doubt, and an administrator."""
    source, home = tmp_path / "two.jsonl", tmp_path / "home"
    source.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS), encoding="utf-8")
    baogao("add", source, home=home)
    baogao("index", home=home)
    with open_store(open_home(home)) as store:
        store.users.add(NAME, PASSWORD)
    return home


@pytest.fixture
def desk(desk_home: Path, page: Page) -> Iterator[str]:
    """The address of the desk's site; the page has logged in and stands at the desk."""
    with served(desk_home) as address:
        page.goto(f"{address}/review")
        page.fill("[name=name]", NAME)
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        yield address


def active(page: Page) -> str:
    return page.locator(".question.active legend").inner_text()


def test_reports_are_corrected_one_after_the_other_by_keys_alone(desk: str, page: Page) -> None:
    cards = [card.get_attribute("id") for card in page.locator(".card").all()]
    assert len(cards) == len(RECORDS)
    titles = page.locator(".card h2").all_inner_texts()
    first_question = active(page)
    page.keyboard.press("j")
    assert active(page) != first_question
    page.keyboard.press("ArrowUp")
    assert active(page) == first_question
    place = page.locator(f"#{cards[0]} .question:has([name=answer-place])")
    for _ in range(9):
        if page.locator(".question.active [name=answer-place]").count():
            break
        page.keyboard.press("j")
    label = place.locator(".choices li").first.locator("span").first.inner_text()
    page.keyboard.press("1")
    assert place.locator("input[type=radio]").first.is_checked()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{desk}/review#{cards[1]}"
    assert page.locator(f"#{cards[1]} .question.active").count() == 1
    assert titles[0] in page.locator(".flashes").inner_text()
    page.goto(f"{desk}/reports/{(cards[0] or '').removeprefix('r-')}")
    assert all(place in label for place in page.locator(".facts .places").inner_text().split()[::2])
    assert NAME in page.locator(".fields .corrected").first.inner_text()


def test_letters_and_digits_typed_into_a_field_are_text(desk: str, page: Page) -> None:
    assert desk
    page.keyboard.press("o")
    page.keyboard.type("j1k2")
    typed = page.locator(".question.active input[type=text]")
    assert typed.input_value() == "j1k2"
    assert page.locator("input[type=radio]:checked").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    assert page.locator("input[type=radio]:checked").count() == 1


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_and_the_form_fit_the_window(desk: str, page: Page, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    report = (page.locator(".card").first.get_attribute("id") or "").removeprefix("r-")
    for address in ("/review", f"/reports/{report}", f"/reports/{report}/corrections"):
        page.goto(f"{desk}{address}")
        for summary in page.locator("#corrections summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
