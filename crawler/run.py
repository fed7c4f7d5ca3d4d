"""The process that crawls: ``python -m crawler.run``, started by `crawler.launch` with a job on its standard input.

A process of its own, because Twisted's reactor runs once a process. It writes one JSON object a line to its standard
output: ``progress`` after each visit, at the end ``summary``, or ``error``. When its standard input ends, whoever
started it is gone, and it ends too; what it has kept is whole at any moment.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import signal
import sys
import threading
from contextlib import ExitStack
from datetime import date
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, TextIO

from scrapy.crawler import CrawlerProcess

from corpus import BaogaoError, HomeBusyError, open_home
from corpus.archive import open_archive
from corpus.store import open_store
from crawler.collecting import Collector, Rules
from crawler.context import CrawlContext
from crawler.frontier import Frontier
from crawler.job import Job
from crawler.selection import Selection
from crawler.settings import scrapy_settings
from crawler.spider import ReportSpider
from crawler.state import CrawlState, open_state
from crawler.summary import CrawlSummary, VisitProgress

if TYPE_CHECKING:
    from corpus import Home
    from crawler.sources import Source

__all__ = ["main"]

LOCK_SECONDS = 3.0  # how long the process of a killed crawl may take to end
LOCK_STEP_SECONDS = 0.05
OTHER_KEYS = ("name", "max_pages", "delay_seconds")  # of a source, that do not change what it selects


def main() -> int:
    """Crawl as the job on standard input says; 0 when the summary was written, 1 when an error was."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins deaf to it
    out = _claim_stdout()
    job = Job.from_json(json.loads(sys.stdin.readline()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        summary = _crawl(job, out)
    except BaogaoError as error:
        _write(out, {"error": {"code": error.code, "message": error.message, "hint": error.hint}})
        return 1
    _write(out, {"summary": summary.to_json()})
    return 0


def _claim_stdout() -> TextIO:
    """Standard output for our lines alone; whatever else prints goes to standard error."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def _write(out: TextIO, line: dict[str, Any]) -> None:
    out.write(json.dumps(line, ensure_ascii=False) + "\n")
    out.flush()


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGKILL)


def _crawl(job: Job, out: TextIO) -> CrawlSummary:
    begun = monotonic()
    home = open_home(job.home, create=True)
    with ExitStack() as stack:
        _lock(stack, home)
        store = stack.enter_context(open_store(home))
        archive = stack.enter_context(open_archive(home, store, prefix="crawl"))
        state = stack.enter_context(open_state(home.crawl / "state.sqlite"))
        sources = {source.name: source for source in job.sources}
        rules = {name: _rules(source, job.since) for name, source in sources.items()}
        resumed = {name: state.begin(name, rules[name].fingerprint, source.start) for name, source in sources.items()}
        context = CrawlContext(
            sources=sources,
            archive=archive,
            frontier=Frontier(state, sources, limit=job.limit, tell=lambda progress: _tell(out, progress)),
            collector=Collector(store, state, rules),
            delays=job.delays(home.settings.crawl_delay_seconds),
        )
        _run_scrapy(job, home, context)
        if context.broken is not None:
            raise context.broken
        return _summary(state, context, resumed, monotonic() - begun)


def _lock(stack: ExitStack, home: Home) -> None:
    deadline = monotonic() + LOCK_SECONDS
    while True:
        try:
            stack.enter_context(home.writing("corpus"))
        except HomeBusyError:
            if monotonic() > deadline:
                raise
            sleep(LOCK_STEP_SECONDS)
        else:
            return


def _rules(source: Source, since: date | None) -> Rules:
    selecting = {name: value for name, value in source.as_dict().items() if name not in OTHER_KEYS}
    text = json.dumps([selecting, since.isoformat() if since else None], sort_keys=True)
    return Rules(Selection(source, since), hashlib.sha256(text.encode()).hexdigest())


def _tell(out: TextIO, progress: VisitProgress) -> None:
    _write(out, {"progress": dataclasses.asdict(progress)})


def _run_scrapy(job: Job, home: Home, context: CrawlContext) -> None:
    settings = scrapy_settings(
        job.sources,
        delays=context.delays,
        contact=home.settings.user_agent_contact,
        log_file=home.crawl / "crawl.log",
    )
    process = CrawlerProcess(settings)
    process.crawl(ReportSpider, context=context)
    process.start()


def _summary(state: CrawlState, context: CrawlContext, resumed: dict[str, bool], seconds: float) -> CrawlSummary:
    summaries = []
    for name in context.sources:
        summary = state.summary(name)
        summary.resumed = resumed[name]
        summary.robots = context.robots.get(name, {})
        summary.seconds = round(context.frontier.seconds.get(name, 0.0), 3)
        summaries.append(summary)
    for summary in summaries:
        if not summary.pending:
            state.end(summary.name)
    return CrawlSummary(sources=tuple(summaries), seconds=round(seconds, 3), stopped=context.stopped)


if __name__ == "__main__":
    sys.exit(main())
