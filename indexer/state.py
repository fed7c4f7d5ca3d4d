"""What an owner should know of the index: its size, how far it has come, whether another engine would serve better."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from indexer.durable import write_whole
from indexer.generations import engine_of, index_damaged, live_generation, stale_reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Home
    from indexer.generations import Generation

__all__ = ["LARGE_COLLECTION", "EngineAdvice", "IndexState", "index_state", "keep_pace"]

LARGE_COLLECTION = 50_000
"""Reports from which on Whoosh is no longer the engine to choose: one page in twenty then takes 0.2 s and more."""
SIZE_SHARE = 0.85  # of tantivy's index against Whoosh's of the same reports: docs/engines.md
SPEED = 2  # times as many reports a second: docs/engines.md
PACE_FILE = "pace.json"
LEAST_FOR_A_PACE = 200  # reports: a run of fewer measures its own beginning and end
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAdvice:
    """What the engine tantivy would bring to a collection on Whoosh, in figures of its own.

    Attributes:
        reports: reports in the index.
        index_bytes: what the index takes now.
        expected_bytes: about what it would take.
        reports_per_second: how fast it was last filled; None where no run was long enough to tell.
        expected_reports_per_second: about how fast it would be filled.
    """

    reports: int
    index_bytes: int
    expected_bytes: int
    reports_per_second: float | None
    expected_reports_per_second: float | None

    def in_words(self) -> str:
        """The advice for people, in two lines."""
        pace, expected = "", ""
        if self.reports_per_second and self.expected_reports_per_second:
            pace = f", filled at {self.reports_per_second:,.0f} reports a second"
            expected = f", fill at about {self.expected_reports_per_second:,.0f} reports a second"
        return (
            f"{self.reports:,} reports are many for the engine whoosh: its index takes "
            f"{self.index_bytes / MEGABYTE:,.0f} MB{pace}.\n"
            f"That of tantivy would take about {self.expected_bytes / MEGABYTE:,.0f} MB{expected}, and find the same. "
            "Switch with `baogao index --engine tantivy`; searches go on meanwhile."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """The live index.

    Attributes:
        generation: its name.
        engine: its engine.
        reports: how many it holds.
        bytes: what its files take.
        seq: the change up to which it is true.
        stale: why it must be made anew; None while it need not.
        reports_per_second: how fast it was last filled; None where no run was long enough to tell.
    """

    generation: str
    engine: str
    reports: int
    bytes: int
    seq: int
    stale: str | None
    reports_per_second: float | None

    @property
    def advice(self) -> EngineAdvice | None:
        """What another engine would bring; None where this one serves well."""
        if self.engine != "whoosh" or self.reports < LARGE_COLLECTION:
            return None
        pace = self.reports_per_second
        return EngineAdvice(
            reports=self.reports,
            index_bytes=self.bytes,
            expected_bytes=round(self.bytes * SIZE_SHARE),
            reports_per_second=pace,
            expected_reports_per_second=pace * SPEED if pace else None,
        )

    def to_json(self) -> dict[str, Any]:
        """The state as JSON-ready data."""
        return asdict(self) | {"advice": asdict(self.advice) if self.advice else None}


def index_state(home: Home) -> IndexState:
    """The state of the live index of `home`.

    Raises:
        IndexMissingError: the collection has not been indexed yet.
        IndexDamagedError: the index cannot be read.
    """
    live = live_generation(home)
    stale = stale_reason(live)
    reports, seq = (0, 0) if stale else _counted(home, live)
    return IndexState(
        generation=live.name,
        engine=live.manifest.engine,
        reports=reports,
        bytes=sum(_sizes(live.path)),
        seq=seq,
        stale=stale,
        reports_per_second=_pace(live.path),
    )


def keep_pace(generation: Generation, *, indexed: int, seconds: float) -> None:
    """Write down how fast a generation was filled, if enough was written to tell."""
    if indexed >= LEAST_FOR_A_PACE and seconds > 0:
        pace = {"reports_per_second": round(indexed / seconds, 1), "reports": indexed}
        write_whole(generation.path / PACE_FILE, json.dumps(pace).encode())


def _counted(home: Home, live: Generation) -> tuple[int, int]:
    """How many reports the generation holds, and up to which change it is true."""
    try:
        reader = engine_of(live).reader(live.path, live.segmenter)
    except (OSError, ValueError) as error:
        raise index_damaged(home, str(error)) from error
    try:
        return len(reader), reader.seq
    finally:
        reader.close()


def _pace(folder: Path) -> float | None:
    try:
        return float(json.loads((folder / PACE_FILE).read_text(encoding="utf-8"))["reports_per_second"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it is told and not relied on


def _sizes(folder: Path) -> Iterator[int]:
    for path in folder.rglob("*"):
        try:
            yield path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # removed by a commit meanwhile
            continue
