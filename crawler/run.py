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
import shutil
import signal
import sys
import threading
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, TextIO

from scrapy.crawler import CrawlerProcess

from corpus import BaogaoError, Home, HomeBusyError, open_home
from corpus.archive import open_archive
from corpus.metadata import learn_sites
from corpus.reextraction import settle_places
from corpus.store import open_store
from crawler.budget import Budget
from crawler.checking import CheckPlan, of_check, plan_checks
from crawler.collecting import Collector, Rules
from crawler.context import CrawlContext
from crawler.download.tls import tls_note
from crawler.frontier import Frontier
from crawler.health import keep_health
from crawler.job import CheckScope, Job, PreviewDepth
from crawler.preview import Preview, PreviewCollector
from crawler.selection import Selection
from crawler.settings import scrapy_settings
from crawler.spider import ReportSpider
from crawler.state import CrawlState, open_state
from crawler.summary import CrawlSummary, VisitProgress

if TYPE_CHECKING:
    from corpus import Settings
    from corpus.archive import Archive
    from corpus.store import Store
    from crawler.sources import Source

__all__ = ["main"]

LOCK_SECONDS = 3.0  # how long the process of a killed crawl may take to end
LOCK_STEP_SECONDS = 0.05
OTHER_KEYS = (  # of a source, that do not change what it selects
    "name",
    "max_pages",
    "delay_seconds",
    "budget_pages",
    "budget_megabytes",
    "budget_minutes",
    "tls",
)


def main() -> int:
    """Crawl as the job on standard input says; 0 when the summary was written, 1 when an error was."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins deaf to it
    out = _claim_stdout()
    job = Job.from_json(json.loads(sys.stdin.readline()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        last = {"preview": _preview(job, out).to_json()} if job.preview else {"summary": _crawl(job, out).to_json()}
    except BaogaoError as error:
        _write(out, {"error": {"code": error.code, "message": error.message, "hint": error.hint}})
        return 1
    _write(out, last)
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
        state = stack.enter_context(open_state(home.crawl / "state.sqlite"))
        plan = _plan(job, home, store)
        if plan is not None:
            job = dataclasses.replace(job, sources=plan.sources)
        rules = _rules_of(job)
        resumed = _begin(state, job, rules) if plan is None else _begin_check(state, plan)
        archive = stack.enter_context(open_archive(home, store, prefix="crawl"))
        known_sites = learn_sites(store.sites.certain_places())
        context = _context(job, home.settings, archive, state, Collector(store, state, rules, known_sites), out)
        _run_scrapy(job, home, context)
        settle_places(home, store, known_sites)
        alarms = {name: keep_health(store, state, name) for name in context.sources}
        summary = _summary(state, context, resumed, monotonic() - begun)
        for source in summary.sources:
            source.alarms = alarms[source.name]
        return summary if plan is None else of_check(summary, plan)


def _plan(job: Job, home: Home, store: Store) -> CheckPlan | None:
    """What a check visits; None for a crawl."""
    if job.check is None:
        return None
    return plan_checks(
        store.statuses.pages(),
        job.sources,
        hosts=home.settings.check_hosts,
        site=job.site,
        every_days=home.settings.check_every_days,
        everything=job.check is CheckScope.ALL,
    )


def _begin_check(state: CrawlState, plan: CheckPlan) -> dict[str, bool]:
    return {source.name: state.begin_errands(source.name, plan.errands[source.name]) for source in plan.sources}


def _preview(job: Job, out: TextIO) -> Preview:
    """The job's preview, made in a home of its own that is thrown away."""
    begun = monotonic()
    with TemporaryDirectory() as folder, ExitStack() as stack:
        home = _home_like(job.home, Path(folder))
        store = stack.enter_context(open_store(home))
        state = stack.enter_context(open_state(home.crawl / "state.sqlite"))
        known = None
        if Home(path=job.home, settings=home.settings).database.exists():
            known = stack.enter_context(open_store(open_home(job.home), read_only=True))
        rules = _rules_of(job)
        first_pages_only = job.preview is PreviewDepth.FIRST_PAGES
        collector = PreviewCollector(store, state, rules, known=known, first_pages_only=first_pages_only)
        resumed = _begin(state, job, rules)
        archive = stack.enter_context(open_archive(home, store, prefix="preview"))
        context = _context(job, home.settings, archive, state, collector, out)
        _run_scrapy(job, home, context)
        summary = _summary(state, context, resumed, monotonic() - begun)
        previews = tuple(collector.preview(source) for source in summary.sources)
        return Preview(sources=previews, seconds=summary.seconds, stopped=summary.stopped)


def _home_like(model: Path, folder: Path) -> Home:
    """A new home in `folder` with the settings of the one at `model`, which need not exist."""
    settings = model / "baogao.toml"
    if settings.exists():
        shutil.copyfile(settings, folder / settings.name)
    home = open_home(folder, create=True)
    home.crawl.mkdir()
    return home


def _rules_of(job: Job) -> dict[str, Rules]:
    return {source.name: _rules(source, job.since) for source in job.sources}


def _begin(state: CrawlState, job: Job, rules: dict[str, Rules]) -> dict[str, bool]:
    """Whether an unfinished run was taken up, by source."""
    return {
        source.name: state.begin(source.name, rules[source.name].fingerprint, source.start, whole=job.whole)
        for source in job.sources
    }


def _context(
    job: Job, settings: Settings, archive: Archive, state: CrawlState, collector: Collector, out: TextIO
) -> CrawlContext:
    sources = {source.name: source for source in job.sources}
    budget = job.budget.over(Budget.of_settings(settings))
    tell = partial(_tell, out)
    return CrawlContext(
        sources=sources,
        archive=archive,
        frontier=Frontier(state, sources, limit=job.limit, budget=budget, tell=tell),
        collector=collector,
        delays=job.delays(settings.crawl_delay_seconds),
    )


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
        settings=home.settings,
        log_file=home.crawl / "crawl.log",
    )
    process = CrawlerProcess(settings)
    process.crawl(ReportSpider, context=context)
    process.start()
    if context.broken is not None:
        raise context.broken


def _summary(state: CrawlState, context: CrawlContext, resumed: dict[str, bool], seconds: float) -> CrawlSummary:
    summaries = []
    frontier = context.frontier
    for name, source in context.sources.items():
        summary = state.summary(name)
        summary.resumed = resumed[name]
        summary.robots = context.robots.get(name, {})
        summary.seconds = round(frontier.seconds.get(name, 0.0), 3)
        summary.stopped_hosts = {host: why for host, why in frontier.stopped.items() if source.has_host(host)}
        summary.tls = {host: tls_note(*how) for host, how in context.tls.items() if source.has_host(host)}
        summary.spent = frontier.spent.get(name, "") if summary.pending else ""
        summaries.append(summary)
    for summary in summaries:
        if not summary.pending:
            state.end(summary.name)
    left = any(summary.pending for summary in summaries)
    return CrawlSummary(
        sources=tuple(summaries),
        seconds=round(seconds, 3),
        stopped=context.stopped,
        spent=frontier.spent.get("", "") if left else "",
    )


if __name__ == "__main__":
    sys.exit(main())
