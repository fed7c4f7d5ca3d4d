"""`crawl` and `check`: starts the process that crawls, passes on its progress, and gives its summary."""

from __future__ import annotations

import difflib
import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from corpus import BaogaoError, Home, InputError, open_home
from crawler.budget import Budget
from crawler.job import CheckScope, Job, PreviewDepth
from crawler.preview import Preview
from crawler.summary import CrawlSummary, Outcome, VisitProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crawler.sources import Source

__all__ = ["CrawlError", "check", "crawl", "preview_crawl"]

PACKAGES = Path(__file__).resolve().parents[1]
LOG = "crawl.log"
MOST_LOG_BYTES = 4 * 1024 * 1024


class CrawlError(BaogaoError):
    """The process that crawls ended without a summary."""

    code = "crawl"
    exit_code = 1


def crawl(  # noqa: PLR0913 - all that a crawl may be told, each by name
    home: Home,
    sources: Sequence[Source],
    *,
    limit: int | None = None,
    since: date | None = None,
    site: str | None = None,
    delay: float | None = None,
    budget: Budget | None = None,
    full: bool = False,
    progress: Callable[[VisitProgress], None] | None = None,
) -> CrawlSummary:
    """Collect the sources' reports into the home; an unfinished crawl of the same sources is taken up where it stood.

    A list page that shows nothing new ends the walk of its column, unless the crawl is `full`.

    Ctrl-C lets the requests under way end, and gives the summary so far (`stopped`); a second one ends at once.

    Args:
        home: an open home.
        sources: from `read_sources`.
        limit: most reports to ask for; the next crawl goes on from there.
        since: earliest date of publication, where the list or the page tells it.
        site: only the source of this name, or the sources with this host.
        delay: least seconds between two requests to a host, in place of what sources and settings say.
        budget: the most to spend, in place of what the settings say; the next crawl goes on from there.
        full: walk every list to its end, and look at every known report, listed or not.
        progress: called after each visit.

    Raises:
        InputError: no source is called `site`, or a number is out of range.
        HomeBusyError: another process is writing to the corpus.
        HomeReadOnlyError: the home cannot be written to.
        CrawlError: the crawling process failed; its log says more.
    """
    _check_limit(limit)
    _check_delay(delay)
    home = open_home(home.path, create=True)
    job = Job(
        home=home.path,
        sources=_chosen(sources, site),
        limit=limit,
        since=since,
        delay=delay,
        budget=budget or Budget(),
        whole=full,
    )
    return _summary_of(job, home, progress)


def check(  # noqa: PLR0913 - all that a check may be told, each by name
    home: Home,
    sources: Sequence[Source],
    *,
    scope: CheckScope = CheckScope.DUE,
    limit: int | None = None,
    site: str | None = None,
    delay: float | None = None,
    progress: Callable[[VisitProgress], None] | None = None,
) -> CrawlSummary:
    """Look again at the source pages of the collection's reports; an unfinished check is taken up where it stood.

    Args:
        home: an open home; its settings say how often each page is looked at, and on which further hosts.
        sources: from `read_sources`; what they select does not matter, where and how fast they may be asked does.
        scope: whether only pages whose day has come.
        limit: most pages to ask for, those not looked at for the longest time first; the next check goes on from there.
        site: only the pages of the source of this name, or of this host.
        delay: least seconds between two requests to a host, in place of what sources and settings say.
        progress: called after each visit.

    Raises:
        InputError: a number is out of range.
        HomeBusyError, HomeReadOnlyError, CrawlError: as `crawl`.
    """
    _check_limit(limit)
    _check_delay(delay)
    job = Job(home=home.path, sources=tuple(sources), limit=limit, delay=delay, check=scope, site=site)
    return _summary_of(job, home, progress)


def preview_crawl(  # noqa: PLR0913 - all that a preview may be told, each by name
    home: Path,
    sources: Sequence[Source],
    *,
    depth: PreviewDepth = PreviewDepth.ALL_PAGES,
    since: date | None = None,
    site: str | None = None,
    delay: float | None = None,
    progress: Callable[[VisitProgress], None] | None = None,
) -> Preview:
    """What a crawl of the sources would fetch: list pages are read under the same rules and pace, nothing is kept.

    Args:
        home: path of a collection; its settings hold and its reports count as known. It need not exist.
        sources: from `read_sources`.
        depth: whether pagers and columns are followed.
        since: earliest date of publication, where the list tells it.
        site: only the source of this name, or the sources with this host.
        delay: least seconds between two requests to a host, in place of what sources and settings say.
        progress: called after each list page.

    Raises:
        InputError: no source is called `site`, or `delay` is negative.
        CrawlError: the crawling process failed.
    """
    _check_delay(delay)
    job = Job(home=home, sources=_chosen(sources, site), since=since, delay=delay, preview=depth)
    with TemporaryFile() as log:
        return Preview.from_json(_run(job, log, progress)["preview"])


def _summary_of(job: Job, home: Home, progress: Callable[[VisitProgress], None] | None) -> CrawlSummary:
    home.crawl.mkdir(exist_ok=True)
    _shorten(home.crawl / LOG)
    with (home.crawl / LOG).open("ab") as log:
        return CrawlSummary.from_json(_run(job, log, progress)["summary"])


def _check_limit(limit: int | None) -> None:
    if limit is not None and limit < 1:
        raise InputError(f"The limit must be at least 1, not {limit}.")


def _check_delay(delay: float | None) -> None:
    if delay is not None and delay < 0:
        raise InputError(f"The delay must be 0 or more seconds, not {delay}.")


def _chosen(sources: Sequence[Source], site: str | None) -> tuple[Source, ...]:
    if site is None:
        chosen = tuple(sources)
    else:
        chosen = tuple(source for source in sources if site == source.name or source.has_host(site))
    if chosen:
        return chosen
    names = [source.name for source in sources]
    near = difflib.get_close_matches(site or "", names, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names) or 'none'}."
    raise InputError(f"No source is called {site!r}." if site else "There is no source to crawl.", hint=hint)


def _shorten(log: Path) -> None:
    """Begin the log anew when it has grown long; the one before is kept."""
    if log.exists() and log.stat().st_size > MOST_LOG_BYTES:
        log.replace(log.with_suffix(".1.log"))


def _run(job: Job, log: IO[bytes], progress: Callable[[VisitProgress], None] | None) -> dict[str, Any]:
    """The last line of the process that does the job: its summary or preview."""
    path = os.pathsep.join(part for part in (str(PACKAGES), os.environ.get("PYTHONPATH", "")) if part)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "crawler.run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        env={**os.environ, "PYTHONPATH": path},
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C reaches it once, from here
    )
    with process:
        try:
            _line_to(process, job)
            last = _follow(process, progress)
        except BaseException:
            process.kill()
            raise
    return _result(last, process.returncode, job)


def _line_to(process: subprocess.Popen[str], job: Job) -> None:
    try:
        _pipe(process.stdin).write(json.dumps(job.to_json()) + "\n")
        _pipe(process.stdin).flush()
    except BrokenPipeError:  # it ended before it read its job; the missing summary tells
        return


def _follow(process: subprocess.Popen[str], progress: Callable[[VisitProgress], None] | None) -> dict[str, Any]:
    """The last line that the process writes; the first Ctrl-C asks it to stop and goes on listening."""
    last: dict[str, Any] = {}
    asked = False
    while True:
        try:
            line = _pipe(process.stdout).readline()
        except KeyboardInterrupt:
            if asked:
                raise
            asked = True
            process.send_signal(signal.SIGINT)
            continue
        if not line:
            return last
        last = json.loads(line)
        if progress is not None and "progress" in last:
            given = last["progress"]
            progress(VisitProgress(**{**given, "outcome": Outcome(given["outcome"])}))


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise AssertionError("the process is started with pipes")
    return stream


def _result(last: dict[str, Any], code: int, job: Job) -> dict[str, Any]:
    if "summary" in last or "preview" in last:
        return last
    if "error" in last:
        given = last["error"]
        kind = next((kind for kind in BaogaoError.__subclasses__() if kind.code == given["code"]), CrawlError)
        raise kind(given["message"], hint=given["hint"])
    if job.preview:
        raise CrawlError(f"The preview ended early, with code {code}.", hint="Run it again.")
    raise CrawlError(
        f"The crawl ended early, with code {code}; what it had collected is kept.",
        hint=f"See {job.home / 'crawl' / LOG}, and run it again: it goes on where it stopped.",
    )
