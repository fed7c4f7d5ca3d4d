"""How fast a host is asked: what sources, settings and the site's robots.txt say, and what failures add."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.http import Response

from corpus import Settings
from crawler import parse_sources
from crawler.context import CrawlContext
from crawler.download.backoff import seconds_before_retry
from crawler.download.throttle import HostThrottle
from crawler.job import Job
from crawler.settings import scrapy_settings, user_agent
from crawler.spider import ReportSpider


def job(delay: float | None = None, **hosts: float | None) -> Job:
    tables = [
        {"name": name, "start": [f"https://www.{name}.example/"], **({} if own is None else {"delay_seconds": own})}
        for name, own in hosts.items()
    ]
    return Job(home=Path("home"), sources=parse_sources(tables, "sources.toml"), delay=delay)


def test_a_source_goes_before_the_setting_and_the_command_before_both() -> None:
    assert job(a=3, b=None).delays(1.0) == {
        "a.example": 3.0,
        "www.a.example": 3.0,
        "b.example": 1.0,
        "www.b.example": 1.0,
    }
    assert set(job(a=3, b=None, delay=0.5).delays(1.0).values()) == {0.5}


def test_the_slower_of_two_sources_on_one_host_sets_its_pace() -> None:
    tables = [
        {"name": str(seconds), "start": ["https://a.example/"], "delay_seconds": seconds} for seconds in (1, 5, 2)
    ]
    both = Job(home=Path("home"), sources=parse_sources(tables, "sources.toml"))
    assert both.delays(1.0)["a.example"] == 5.0


def test_the_downloader_is_told_the_pace_of_every_host() -> None:
    asked = job(a=3)
    settings = scrapy_settings(asked.sources, delays=asked.delays(1.0), settings=Settings(), log_file=Path("log"))
    assert settings["DOWNLOAD_SLOTS"]["www.a.example"] == {"delay": 3.0}
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert settings["DOWNLOAD_DELAY_JITTER"] == 0


def throttle(delays: dict[str, float]) -> HostThrottle:
    context = CrawlContext(
        sources={}, delays=delays, **dict.fromkeys(("archive", "frontier", "collector"), cast("Any", None))
    )
    crawler = Crawler(ReportSpider, {"AUTOTHROTTLE_ENABLED": True})
    crawler.spider = ReportSpider(context)
    made = HostThrottle(crawler)
    made.mindelay, made.maxdelay = 0.0, 60.0
    return made


@pytest.mark.parametrize(
    ("latency", "expected"),
    [
        pytest.param(0.01, 2.0, id="a quick server is asked no faster than agreed"),
        pytest.param(7.0, 7.0, id="a slow server is asked more slowly"),
    ],
)
def test_the_throttle_keeps_above_the_least_delay(latency: float, expected: float) -> None:
    slot = Slot(1, 2.0)
    throttle({"www.a.example": 2.0})._adjust_delay(slot, latency, Response("https://www.a.example/x"))
    assert slot.delay == expected


@pytest.mark.parametrize(
    ("times", "asked", "delay", "seconds"),
    [
        pytest.param(1, 0.0, 0.0, 0.5, id="first"),
        pytest.param(2, 0.0, 0.0, 1.0, id="second waits twice as long"),
        pytest.param(1, 0.0, 3.0, 6.0, id="a slowly asked host longer"),
        pytest.param(1, 30.0, 1.0, 30.0, id="as the server asks"),
        pytest.param(1, 86400.0, 1.0, 120.0, id="not for a day"),
    ],
)
def test_a_retry_waits(times: int, asked: float, delay: float, seconds: float) -> None:
    assert seconds_before_retry(times, asked=asked, delay=delay) == seconds


def test_the_user_agent_names_product_and_contact() -> None:
    assert user_agent("mailto:archive@a.example").startswith("Baogao")
    assert user_agent("mailto:archive@a.example").endswith(" (+mailto:archive@a.example)")
    assert "(" not in user_agent("")


def test_a_job_is_read_back_from_its_json() -> None:
    told = job(a=3, delay=0.0)
    assert Job.from_json(told.to_json()).sources == told.sources
