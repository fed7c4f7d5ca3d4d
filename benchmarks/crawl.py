"""Measures a crawl: pages a second through fetch, archive, extraction, metadata and store, memory, and the archive.

    python -m benchmarks.crawl                         50,000 pages
    python -m benchmarks.crawl --pages 2000            a quick look
    python -m benchmarks.crawl --known 1000000         known addresses in the frontier that is taken up again

It crawls a generated site on loopback (`benchmarks.crawl_site`) with politeness set to zero, and prints a table.
CPU time tells what a page costs where other work runs beside; the server's own is not counted.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.crawl_site import GeneratedSite, served
from corpus import open_home
from corpus.cms import Link
from crawler import CrawlSummary, VisitProgress, crawl, parse_sources
from crawler.frontier import Frontier
from crawler.state import Ended, Kind, open_state
from crawler.summary import Outcome

HOSTS = 8
MEGABYTE = 1024 * 1024
SOURCE = "frontier"
LINKS_AT_ONCE = 10_000
MEMORY_AT = (0.1, 0.5, 0.9)  # shares of the crawl at which the peak is noted


def main() -> None:
    """Measure as the command line says, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=50_000, help="reports to crawl (default: 50,000)")
    parser.add_argument("--known", type=int, default=1_000_000, help="addresses in the frontier (default: 1,000,000)")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| what | figure |\n| --- | ---: |")
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        if asked.pages:
            measure_crawl(Path(folder), asked.pages)
        if asked.known:
            measure_frontier(Path(folder) / "state.sqlite", asked.known)


def measure_crawl(folder: Path, pages: int) -> None:
    """Crawl a site of so many reports, and print what that took."""
    site = GeneratedSite.of(-(-pages // HOSTS))
    home = open_home(folder / "home", create=True)
    watch = _Memory(site.reports * HOSTS + site.list_pages * HOSTS)
    with served(site, HOSTS) as addresses:
        tables = [
            {"name": address, "start": [f"{address}/fz/index.html"], "allow_private": True, "max_pages": 10**6}
            for address in addresses
        ]
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        summary = crawl(home, parse_sources(tables, "benchmark"), delay=0, progress=watch)
        seconds = time.perf_counter() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        packed = sum(_packed(site, address) for address in addresses)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    archived = sum(path.stat().st_size for path in home.archive.iterdir())
    fetched = _fetched(summary)
    _row("pages", f"{fetched:,}, {sum(source.bytes for source in summary.sources) / fetched / 1024:.0f} KB each")
    _row("pages a second (wall clock)", f"{fetched / seconds:.1f}")
    _row("CPU milliseconds a page", f"{cpu / fetched * 1000:.1f}")
    for share, megabytes in watch.peaks.items():
        _row(f"memory of all its processes after {share:.0%} of the pages", f"{megabytes:.0f} MB")
    _row("archive against gzip of the payloads", f"{archived / packed - 1:+.1%}")


def _fetched(summary: CrawlSummary) -> int:
    if not summary.ok or summary.failed:
        sys.exit(f"The crawl did not go well: {summary.to_json()}")
    return summary.added + sum(source.list_pages for source in summary.sources)


def _packed(site: GeneratedSite, address: str) -> int:
    """Bytes of every page of the host, each packed on its own as gzip does it by default on the command line."""
    host = address.removeprefix("http://").partition(":")[0]
    lists = ["/fz/index.html", *(f"/fz/index_{number}.html" for number in range(1, site.list_pages))]
    paths = [*lists, *(f"/fz/t20230301_{number}.html" for number in range(site.reports))]
    return sum(len(gzip.compress(site.page(host, path) or b"", compresslevel=6)) for path in paths)


class _Memory:
    """Notes what the crawling processes hold, as the crawl goes on."""

    def __init__(self, visits: int) -> None:
        self._marks = {round(visits * share): share for share in MEMORY_AT}
        self.peaks: dict[float, float] = {}

    def __call__(self, progress: VisitProgress) -> None:
        share = self._marks.get(progress.done)
        if share is not None:
            self.peaks[share] = sum(_resident(process) for process in _descendants(os.getpid())) / MEGABYTE


def _descendants(parent: int) -> list[int]:
    """The processes below a process, the site's server left out."""
    found = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        for child in (task / "children").read_text().split():
            command = Path(f"/proc/{child}/cmdline").read_text()
            if "crawler.run" in command or parent != os.getpid():
                found += [int(child), *_descendants(int(child))]
    return found


def _resident(process: int) -> int:
    """Bytes of memory that are its own, and its share of what it has in common with others."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise ValueError(f"process {process} has no memory")


def measure_frontier(path: Path, known: int) -> None:
    """Take up a crawl that knows so many addresses, and print how long that takes."""
    sources = {source.name: source for source in parse_sources([{"name": SOURCE, "start": ["http://a.example/"]}], "")}
    with open_state(path) as state:
        state.begin(SOURCE, "rules", ["http://a.example/"])
        visit = state.next_visit("a.example", sources)
        if visit is None:
            sys.exit("The frontier has no start page.")
        links = (
            Link(f"http://h{number % HOSTS}.example/fz/t{number}.html", "法治政府建设情况报告")
            for number in range(known)
        )
        while batch := tuple((Kind.REPORT, link) for link in islice(links, LINKS_AT_ONCE)):
            state.finish(visit, Ended(outcome=Outcome.LISTED, found=batch), 1)
    begun = time.perf_counter()
    with open_state(path) as state:
        if not state.begin(SOURCE, "rules", ["http://a.example/"]):
            sys.exit("The frontier was not taken up again.")
        frontier = Frontier(state, sources)
        if frontier.next_visit() is None:
            sys.exit("The frontier has nothing left.")
    seconds = time.perf_counter() - begun
    _row(f"taking up a frontier of {known:,} addresses ({path.stat().st_size / MEGABYTE:.0f} MB)", f"{seconds:.2f} s")


def _row(what: str, figure: str) -> None:
    print(f"| {what} | {figure} |", flush=True)


if __name__ == "__main__":
    main()
