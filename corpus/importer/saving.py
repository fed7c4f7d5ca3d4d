"""Saving what an import reads: in batches, each in one transaction, and the same the second time as the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.importer.summary import Tally
    from corpus.report import Report
    from corpus.store import Store

__all__ = ["Batch"]

MOST_REPORTS = 100
MOST_CHARACTERS = 8 * 1024**2


class Batch:
    """Reports that wait to be saved; a kill loses at most these, and the next run reads them again."""

    def __init__(self, store: Store, tally: Tally) -> None:
        self._store = store
        self._tally = tally
        self._waiting: list[Report] = []
        self._kept_before: set[str] = set()
        self._characters = 0
        self._seen: dict[str, tuple[str, str]] = {}

    def add(self, report: Report, *, source: str, kept_before: bool) -> None:
        """Take a report in, and save the batch when it is full.

        Args:
            report: as read.
            source: the file, or file and line, that it was read from.
            kept_before: an earlier import has read the same bytes; its revisions are not made again.
        """
        earlier = self._seen.get(report.id)
        if earlier and earlier[0] != report.content_sha256:
            self._tally.duplicates.append(f"{source} repeats {earlier[1]}")
        self._seen[report.id] = report.content_sha256, source
        self._waiting.append(report)
        if kept_before:
            self._kept_before.add(report.id)
        self._characters += len(report.body)
        if len(self._waiting) >= MOST_REPORTS or self._characters >= MOST_CHARACTERS:
            self.save()

    def save(self) -> None:
        """Save what waits, all or none of it."""
        settled = self._settled(self._waiting)
        self._tally.outcomes["unchanged"] += len(settled)
        unsettled = [report for position, report in enumerate(self._waiting) if position not in settled]
        self._tally.outcomes.update(saved.outcome.value for saved in self._store.save_many(unsettled))
        self._waiting.clear()
        self._kept_before.clear()
        self._characters = 0

    def _settled(self, reports: Sequence[Report]) -> set[int]:
        """Positions of reports that an earlier import of the same bytes has made into a revision, current or not.

        A file may give one address twice; without this, its second import would make both revisions again.
        """
        current = self._store.get_many(self._kept_before)
        settled: set[int] = set()
        for position, report in enumerate(reports):
            held = current.get(report.id) if report.id in self._kept_before else None
            if held is None or held.content_sha256 == report.content_sha256:
                continue
            if any(
                (revision.content_sha256, revision.snapshot) == (report.content_sha256, report.snapshot)
                for revision in self._store.revisions(report.id)
            ):
                settled.add(position)
        return settled
