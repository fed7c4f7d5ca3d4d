"""Scrapy's settings for a crawl: the order of the middlewares, the pace, and the bounds."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from crawler.download.addresses import PRIVATE_SOURCES
from crawler.download.refusals import COOL_DOWN_SECONDS
from crawler.download.robots import PRODUCT
from crawler.download.unpacking import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from corpus import Settings
    from crawler.sources import Source

__all__ = ["scrapy_settings", "user_agent"]

HOSTS_AT_ONCE = 16
MOST_REDIRECTS = 5
RETRIES = 2
MOST_DELAY_SECONDS = 60.0
MOST_REFRESH_SECONDS = 5  # a page that refreshes itself later is no redirect

# From the spider (low) to the network (high); responses pass the other way. Scrapy's own are at 500 (User-Agent),
# 550 (retry), 580 (meta refresh) and 600 (redirect).
MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard does it, by source
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # takes a 5xx for permission
    "crawler.download.refusals.RefusalMiddleware": 553,  # sees what the one below read of Retry-After
    "crawler.download.backoff.BackoffMiddleware": 555,
    "crawler.download.tls.TlsMiddleware": 558,
    "crawler.download.guard.GuardMiddleware": 560,  # nearer than retry: what is refused is not tried again
    "crawler.download.robots.RobotsMiddleware": 570,
    "crawler.download.conditional.ConditionalMiddleware": 650,
    "crawler.download.recording.RecordingMiddleware": 950,
}


def user_agent(contact: str) -> str:
    """What the crawler calls itself: ``Baogao/0.1.0 (+contact)``; what is not known of it is left out."""
    try:
        product = f"{PRODUCT}/{version('baogao')}"
    except PackageNotFoundError:  # run from a checkout that is not installed
        product = PRODUCT
    return f"{product} (+{contact})" if contact else product


def scrapy_settings(
    sources: Iterable[Source], *, delays: Mapping[str, float], settings: Settings, log_file: Path
) -> dict[str, Any]:
    """Scrapy's settings for one crawl.

    Args:
        sources: all that is crawled.
        delays: least seconds between two requests, by host.
        settings: of the home.
        log_file: where Scrapy writes its log.
    """
    return {
        "BOT_NAME": PRODUCT,
        "USER_AGENT": user_agent(settings.user_agent_contact),
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",  # bodies are archived as sent, so in codings that every tool reads
        },
        "SCHEDULER": "crawler.scheduler.FrontierScheduler",
        "DOWNLOADER_MIDDLEWARES": MIDDLEWARES,
        "SPIDER_MIDDLEWARES": dict.fromkeys(
            ("scrapy.spidermiddlewares.urllength.UrlLengthMiddleware", "scrapy.spidermiddlewares.depth.DepthMiddleware")
        ),
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "crawler.download.throttle.HostThrottle": 0,
        },
        "TWISTED_DNS_RESOLVER": "crawler.download.addresses.PublicResolver",
        PRIVATE_SOURCES: tuple(source for source in sources if source.allow_private),
        "CONCURRENT_REQUESTS": HOSTS_AT_ONCE,
        "CONCURRENT_ITEMS": 1,  # a response leads to one request at most; Scrapy makes so many tasks for each
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_SLOTS": {host: {"delay": seconds} for host, seconds in delays.items()},
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_MAX_DELAY": MOST_DELAY_SECONDS,
        "AUTOTHROTTLE_START_DELAY": 0.0,  # DOWNLOAD_SLOTS and HostThrottle give each host its own
        "DOWNLOAD_DELAY_JITTER": 0.0,  # the delay is a least one: chance must not shorten it
        "DOWNLOAD_TIMEOUT": settings.crawl_timeout_seconds,  # for the whole response, however slowly it drips in
        COOL_DOWN_SECONDS: settings.crawl_cool_down_seconds,
        "DOWNLOAD_MAXSIZE": MOST_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_HANDLERS": {"https": "crawler.download.tls.TlsDownloadHandler"},
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REDIRECT_MAX_TIMES": MOST_REDIRECTS,
        "METAREFRESH_MAXDELAY": MOST_REFRESH_SECONDS,
        "RETRY_TIMES": RETRIES,
        "HTTPERROR_ALLOW_ALL": True,  # the collector says what a status means
        "COMPRESSION_ENABLED": False,  # the recording middleware unpacks, within bounds
        "COOKIES_ENABLED": False,
        "HTTPPROXY_ENABLED": False,  # behind a proxy nobody could tell which address is connected to
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_FILE": str(log_file),
        "LOG_LEVEL": "INFO",
        "STATS_DUMP": False,
    }
