"""What an import did, as data."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.errors import InputError

__all__ = ["Failure", "ImportSummary", "Progress", "Tally"]


class Progress(Protocol):
    """What is told of a running import: KiB read, KiB in all, and the file at hand."""

    def __call__(self, done: int, total: int | None = None, detail: str = "") -> None:
        """Take note."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One file or record that was not imported.

    Attributes:
        source: ``path``, or ``path:line`` for a record.
        reason: what is wrong with it.
        hint: what to try; may be empty.
    """

    source: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What an import did.

    Attributes:
        added, changed, unchanged: numbers of reports; a duplicate of a report already read counts as unchanged.
        failures: what was left out, in reading order.
        not_extracted: files that were kept and made a report, but whose text could not be had, and why.
        ignored_columns: for each unknown column of records, how many records had a value in it.
        duplicates: records that gave other content for an address already read in this import, as
            ``path:line repeats path:line``; the later one became a revision.
        other_records: of web archives, how many records were no reports, by the reason.
        seconds: how long it took.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()
    not_extracted: tuple[Failure, ...] = ()
    ignored_columns: Mapping[str, int] = field(default_factory=dict)
    duplicates: tuple[str, ...] = ()
    other_records: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether nothing was left out or unread."""
        return not self.failures and not self.not_extracted

    def to_json(self) -> dict[str, Any]:
        """The summary as JSON-ready data, by the names of its attributes and ``ok``."""
        return {**asdict(self), "seconds": round(self.seconds, 3), "ok": self.ok}


@dataclass(slots=True)
class Tally:
    """The summary in the making."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    not_extracted: list[Failure] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    duplicates: list[str] = field(default_factory=list)
    other: Counter[str] = field(default_factory=Counter)

    def fail(self, source: str, error: InputError) -> None:
        """Name what was left out, and why."""
        self.failures.append(Failure(source, error.message, error.hint))

    def summary(self, seconds: float) -> ImportSummary:
        """What has come together."""
        return ImportSummary(
            added=self.outcomes["added"],
            changed=self.outcomes["changed"],
            unchanged=self.outcomes["unchanged"],
            failures=tuple(self.failures),
            not_extracted=tuple(self.not_extracted),
            ignored_columns=dict(self.ignored.most_common()),
            duplicates=tuple(self.duplicates),
            other_records=dict(self.other.most_common()),
            seconds=seconds,
        )
