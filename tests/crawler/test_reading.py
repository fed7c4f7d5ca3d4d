"""Pages that are read beside the crawl read as those that are read in it, and no process is left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from corpus import InputError
from corpus.reading import read_page
from crawler.reading import PageReader
from tests.crawler.site import article

Result = TypeVar("Result")

PAGE = article("青岩镇2022年法治政府建设情况报告", "青岩镇坚持依法行政。", "全年办理行政复议案件22件。").body
GIVEN: dict[str, Any] = {
    "url": "http://a.example/t20230301_1.html",
    "collected_at": datetime(2026, 1, 1, tzinfo=UTC),
    "snapshot": 1,
}


def run(scenario: Coroutine[Any, Any, Result]) -> Result:
    """What the scenario gives, in a thread of its own: a browser's tests leave an event loop running in theirs."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, scenario).result()


def command_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")


def eager() -> PageReader:
    """A reader that starts its process at once."""
    return PageReader(busy_share=0.0, least_seconds=0.0)


def test_a_page_that_is_read_beside_reads_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        reader = eager()
        await reader.prepare(PAGE, **GIVEN)
        with monkeypatch.context() as patched:
            patched.setattr("crawler.reading.read_page", None)  # nothing is left to be read here
            first = reader.read(PAGE, **GIVEN)
            again = reader.read(PAGE, **GIVEN)
        await reader.close()
        assert first == read_page(PAGE, **GIVEN)
        assert again is first

    run(scenario())


def test_what_cannot_be_read_says_so_as_ever() -> None:
    async def scenario() -> None:
        reader = eager()
        empty = b"<html><body></body></html>"
        await reader.prepare(empty, **GIVEN)
        with pytest.raises(InputError, match="holds no text"):
            reader.read(empty, **GIVEN)
        await reader.close()

    run(scenario())


def test_a_page_with_other_arguments_is_read_anew() -> None:
    async def scenario() -> None:
        reader = eager()
        await reader.prepare(PAGE, **GIVEN)
        other = article("乌岩乡2021年法治政府建设情况报告", "乌岩乡坚持依法行政。").body
        assert reader.read(other, **GIVEN).title == "乌岩乡2021年法治政府建设情况报告"
        await reader.close()

    run(scenario())


def test_a_little_reading_starts_no_process() -> None:
    async def scenario() -> None:
        reader = PageReader()
        await reader.prepare(PAGE, **GIVEN)
        assert reader.process_id is None
        assert reader.read(PAGE, **GIVEN).snapshot == 1

    run(scenario())


def test_pages_are_read_here_when_the_process_beside_has_died() -> None:
    async def scenario() -> None:
        reader = eager()
        await reader.prepare(PAGE, **GIVEN)
        await reader.close()
        other = {**GIVEN, "url": "http://a.example/t20230301_2.html"}
        await reader.prepare(PAGE, **other)
        assert reader.read(PAGE, **other).url == other["url"]

    run(scenario())


def test_the_process_beside_ends_with_the_crawl() -> None:
    async def scenario() -> int:
        reader = eager()
        await reader.prepare(PAGE, **GIVEN)
        assert reader.process_id is not None
        assert "crawler.reading_process" in command_of(reader.process_id)
        await reader.close()
        return reader.process_id

    assert not Path(f"/proc/{run(scenario())}").exists()


def test_many_pages_at_once_come_back_each_to_its_own() -> None:
    async def scenario() -> None:
        reader = eager()
        pages = {f"http://a.example/{number}.html": number for number in range(20)}
        bodies = {
            url: article(
                f"青岩镇{2000 + number}年法治政府建设情况报告", "青岩镇坚持依法行政，现将有关情况报告如下。"
            ).body
            for url, number in pages.items()
        }
        await asyncio.gather(*(reader.prepare(bodies[url], **{**GIVEN, "url": url}) for url in pages))
        for url, number in pages.items():
            assert reader.read(bodies[url], **{**GIVEN, "url": url}).report_year == 2000 + number
        await reader.close()

    run(scenario())
