"""Reading every report again: in batches, each in one transaction, so that it can be killed and run again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import TYPE_CHECKING, TypeVar

from corpus.errors import BaogaoError, InputError, NotFoundError
from corpus.metadata import learn_sites
from corpus.reextraction.comparing import FieldChange, differences
from corpus.reextraction.originals import as_held, is_records, read_kept_text, read_records, read_single
from corpus.reextraction.summary import ExtractionSummary, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from corpus.home import Home
    from corpus.reextraction.summary import Progress
    from corpus.report import Report
    from corpus.store import Snapshot, Store

__all__ = ["extract_again", "settle_places"]

BATCH_REPORTS = 100

Item = TypeVar("Item")


def extract_again(
    home: Home,
    store: Store,
    ids: Iterable[str] | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ExtractionSummary:
    """Read reports again from the archive with today's rules.

    Corrections stay in force, and unchanged text makes no revision. What was saved before a kill is kept; another run
    does the rest. What the reports, as read now, teach of their sites is applied at the end, so that a second run finds
    nothing to change; a dry run goes by what was known before.

    Args:
        home: an open home.
        store: its store, open for writing unless `dry_run`.
        ids: of reports; None: all of them.
        dry_run: change nothing, only tell.
        progress: told of reports done and in all.

    Raises:
        HomeBusyError: another process writes to the corpus.
        NotFoundError: there is no report with one of the `ids`.
    """
    begun = time.monotonic()
    wanted = _wanted(store, ids)
    known = learn_sites(store.sites.certain_places())
    run = _Run(home, store, dry_run=dry_run, total=len(wanted), progress=progress, known_sites=known)
    if dry_run:
        run.read(wanted)
    else:
        with home.writing("corpus"):
            run.read(wanted)
            run.settle(lambda: wanted)
    return run.summary(time.monotonic() - begun)


def settle_places(home: Home, store: Store, known_sites: Mapping[str, str]) -> int:
    """Read again the reports, of no certain place, of sites of which something else is known than `known_sites`.

    Called after a crawl or an import, whose first reports were read before the later ones had taught their site's
    place; the caller holds the right to write the corpus.

    Args:
        home: an open home.
        store: its store, open for writing.
        known_sites: what was known of sites when the reports were read.

    Returns:
        How many reports were changed.
    """
    run = _Run(home, store, dry_run=False, total=0, progress=None, known_sites=known_sites)
    run.settle(store.origins)
    return run.changed


def _wanted(store: Store, ids: Iterable[str] | None) -> list[tuple[str, int | None]]:
    origins = store.origins()
    if ids is None:
        return origins
    asked = set(ids)
    missing = asked - {report_id for report_id, _ in origins}
    if missing:
        raise NotFoundError(
            f"There is no report {min(missing)!r} in the collection.",
            hint="`baogao search QUERY` shows the ids of reports.",
        )
    return [origin for origin in origins if origin[0] in asked]


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    while batch := list(islice(left, BATCH_REPORTS)):
        yield batch


@dataclass(slots=True)
class _Tally:
    """The summary in the making."""

    read: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    revised: set[str] = field(default_factory=set)
    changes: list[FieldChange] = field(default_factory=list)
    text_only: dict[str, None] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)


class _Run:
    """One running extraction."""

    def __init__(
        self,
        home: Home,
        store: Store,
        *,
        dry_run: bool,
        total: int,
        progress: Progress | None,
        known_sites: Mapping[str, str],
    ) -> None:
        self._home = home
        self._store = store
        self._dry_run = dry_run
        self._total = total
        self._progress = progress
        self._tally = _Tally()
        self._done = 0
        self._known_sites = known_sites

    @property
    def changed(self) -> int:
        """How many reports were changed."""
        return len(self._tally.changed)

    def settle(self, origins: Callable[[], Sequence[tuple[str, int | None]]]) -> None:
        """Read those again that what was learnt since may concern.

        Reports that say their own place say it whatever is known of their site, so one more reading is enough.
        """
        before, self._known_sites = self._known_sites, learn_sites(self._store.sites.certain_places())
        sites = {
            site for site in before.keys() | self._known_sites.keys() if before.get(site) != self._known_sites.get(site)
        }
        concerned = set(self._store.sites.uncertain_reports(sites))
        if concerned:  # else nothing needs to know where all reports are from
            self.read([origin for origin in origins() if origin[0] in concerned])

    def read(self, origins: Sequence[tuple[str, int | None]]) -> None:
        """Read every report, those of one snapshot together."""
        batch: list[str] = []
        for snapshot_id, group in groupby(origins, key=lambda origin: origin[1]):
            ids = [report_id for report_id, _ in group]
            snapshot = self._store.snapshot(snapshot_id) if snapshot_id is not None else None
            if snapshot is not None and is_records(snapshot):
                self._take_records(snapshot, ids)
                continue
            batch += ids
            while len(batch) >= BATCH_REPORTS:
                self._take_singles(batch[:BATCH_REPORTS])
                batch = batch[BATCH_REPORTS:]
        self._take_singles(batch)

    def summary(self, seconds: float) -> ExtractionSummary:
        """What has come together."""
        tally = self._tally
        return ExtractionSummary(
            dry_run=self._dry_run,
            reports=self._total,
            changed=len(tally.changed),
            revised=len(tally.revised),
            unchanged=len(tally.read - tally.changed),
            changes=tuple(tally.changes),
            text_only=tuple(tally.text_only),
            failures=tuple(tally.failures.values()),
            seconds=seconds,
        )

    def _take_singles(self, ids: Sequence[str]) -> None:
        held = self._store.corrections.extracted(ids)
        self._take(held.values(), (self._read_single(report) for report in held.values()))

    def _take_records(self, snapshot: Snapshot, ids: Sequence[str]) -> None:
        """Reports of one file of records, read in one go.

        A file may give one address twice: the record with the text that is held counts, else the last one.
        """
        waiting = set(ids)
        otherwise: dict[str, Report] = {}
        try:
            for batch in _batches(read_records(self._home, snapshot, self._known_sites)):
                held = self._store.corrections.extracted(report.id for report in batch if report.id in waiting)
                read = {item.id: item for item in batch if item.id in held}
                same = {
                    item.id: item
                    for item in batch
                    if item.id in held and item.content_sha256 == held[item.id].content_sha256
                }
                otherwise |= {report_id: item for report_id, item in read.items() if report_id not in same}
                self._take_found(same)
                waiting -= same.keys()
        except (InputError, NotFoundError) as error:
            for report_id in sorted(waiting):
                self._fail(report_id, error)
            return
        for left in _batches(report_id for report_id in ids if report_id in waiting):
            self._take_found({report_id: otherwise.get(report_id) for report_id in left})

    def _take_found(self, found: Mapping[str, Report | None]) -> None:
        """Take reports by id; of None only the text that is held is read."""
        held = self._store.corrections.extracted(found)
        readings = (
            as_held(item, held[report_id])
            if (item := found[report_id]) is not None
            else self._read_text(held[report_id])
            for report_id in held
        )
        self._take(held.values(), readings)

    def _take(self, held: Iterable[Report], read: Iterator[Report | None]) -> None:
        """Compare and save."""
        changed: list[Report] = []
        for before, after in zip(held, read, strict=True):
            if after is not None:
                self._compare(before, after)
            if after is not None and after != before:
                changed.append(after)
            self._done = min(self._done + 1, self._total)  # what is settled was counted when it was first read
            if self._progress is not None:
                self._progress(self._done, self._total, before.heading)
            if len(changed) >= BATCH_REPORTS:
                self._save(changed)
        self._save(changed)

    def _read_single(self, held: Report) -> Report | None:
        try:
            if held.snapshot is None:
                return self._read_text(held)
            return read_single(self._home, self._store, self._store.snapshot(held.snapshot), held, self._known_sites)
        except (InputError, NotFoundError) as error:
            self._fail(held.id, error)
            return None

    def _read_text(self, held: Report) -> Report:
        self._tally.text_only[held.id] = None
        return read_kept_text(held, self._known_sites)

    def _compare(self, before: Report, after: Report) -> None:
        self._tally.read.add(before.id)
        if after == before:
            return
        self._tally.changed.add(before.id)
        if after.content_sha256 != before.content_sha256:
            self._tally.revised.add(before.id)
        corrected = self._store.corrections.in_force(before.id)
        self._tally.changes += differences(before, after, corrected)

    def _save(self, changed: list[Report]) -> None:
        if changed and not self._dry_run:
            self._store.save_many(changed)
        changed.clear()

    def _fail(self, report_id: str, error: BaogaoError) -> None:
        self._tally.failures[report_id] = Failure(report_id, error.message, error.hint)
