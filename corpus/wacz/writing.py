"""Writing a WACZ file: records copied from the archive, their index, the list of pages, and what sums it up.

The same selection of the same archive gives the same bytes: nothing in the file says when it was written.
https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from corpus.archive import stored_records
from corpus.errors import HomeReadOnlyError, InputError, NotFoundError
from corpus.wacz.cdx import cdx_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpus.home import Home
    from corpus.report import Report
    from corpus.store import Snapshot, Store

__all__ = ["WaczSummary", "write_wacz"]

WACZ_VERSION = "1.1.1"
WARC_NAME = "evidence.warc.gz"
INDEXED = ("response", "revisit", "resource")
WEB = ("http://", "https://")
PART_SUFFIX = ".part"
ENTRY_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that ZIP knows; a real one would differ from run to run
ENTRY_MODE = 0o644 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class WaczSummary:
    """What was written.

    Attributes:
        reports: of the selection.
        pages: reports whose page can be replayed from the file.
        snapshots: of those reports and the files they offer, all moments and revisions counted.
        bytes: size of the file.
        without_page: ids of reports that were imported without an archived web page.
        damaged: why a snapshot could not be copied, a line each.
    """

    reports: int
    pages: int
    snapshots: int
    bytes: int
    without_page: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every snapshot could be copied."""
        return not self.damaged

    def to_json(self) -> dict[str, Any]:
        """A JSON object: the attributes by their names, and ``ok``."""
        names = ("reports", "pages", "snapshots", "bytes", "without_page", "damaged")
        return {"ok": self.ok, **{name: getattr(self, name) for name in names}}


def write_wacz(  # noqa: PLR0913 - what the file is made from and says of itself, each by name
    home: Home,
    store: Store,
    reports: Iterable[Report],
    path: Path,
    *,
    title: str,
    description: str = "",
    replace: bool = False,
) -> WaczSummary:
    """Write the evidence of `reports` to `path`: every snapshot of their pages, their files, with requests and notes.

    Args:
        home: an open home.
        store: its store.
        reports: the selection; only the report at hand is held in memory.
        path: the file; it appears when it is whole.
        title: of the collection of pages.
        description: how the selection came about, for its readers; nothing where empty.
        replace: whether a file that is there may be replaced.

    Raises:
        InputError: there is a file at `path` and `replace` is false, or no report has an archived page.
        HomeReadOnlyError: the file cannot be written.
    """
    if path.exists() and not replace:
        raise InputError(f"{path} is there already.", hint="Name another file, or allow it to be replaced.")
    part = path.with_name(path.name + PART_SUFFIX)
    try:
        with part.open("wb") as stream:
            writer = _Writer(home, store, stream)
            writer.write(reports, title, description)
        if not writer.pages:
            raise InputError(
                "None of these reports has an archived web page.",
                hint="Choose reports that were crawled from websites.",
            )
        size = part.stat().st_size
        part.replace(path)
    except OSError as error:
        raise HomeReadOnlyError(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Name a file in a folder that can be written to.",
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return WaczSummary(
        reports=writer.reports,
        pages=len(writer.pages),
        snapshots=len(writer.copied),
        bytes=size,
        without_page=tuple(writer.without_page),
        damaged=tuple(writer.damaged),
    )


@dataclass(slots=True)
class _Resource:
    """A file within the WACZ, while it is written and afterwards."""

    path: str
    stream: IO[bytes] | None
    sha256: Any = field(default_factory=hashlib.sha256)
    size: int = 0

    def write(self, data: bytes) -> None:
        if self.stream is not None:
            self.stream.write(data)
        self.sha256.update(data)
        self.size += len(data)

    def described(self) -> dict[str, Any]:
        name = self.path.rpartition("/")[2]
        return {"name": name, "path": self.path, "hash": f"sha256:{self.sha256.hexdigest()}", "bytes": self.size}


class _Writer:
    """One WACZ file in the making."""

    def __init__(self, home: Home, store: Store, stream: IO[bytes]) -> None:
        self._home = home
        self._store = store
        self._zip = ZipFile(stream, "w")
        self._lines: list[str] = []
        self._newest = datetime.min.replace(tzinfo=UTC)
        self.reports = 0
        self.pages: list[dict[str, str]] = []
        self.copied: set[int] = set()
        self.without_page: list[str] = []
        self.damaged: list[str] = []

    def write(self, reports: Iterable[Report], title: str, description: str) -> None:
        """Write every part of the file, the records first."""
        with self._zip:
            archive = _Resource(f"archive/{WARC_NAME}", None)
            with self._zip.open(_entry(archive.path, ZIP_STORED), "w", force_zip64=True) as archive.stream:
                for report in reports:
                    self.reports += 1
                    self._copy_report(report, archive)
            index = self._add("indexes/index.cdx", "".join(f"{line}\n" for line in sorted(self._lines)))
            header = {"format": "json-pages-1.0", "id": "pages", "title": title, "hasText": False}
            pages = self._add("pages/pages.jsonl", "".join(f"{_json(line)}\n" for line in (header, *self.pages)))
            package = {
                "profile": "data-package",
                "wacz_version": WACZ_VERSION,
                "title": title,
                **({"description": description} if description else {}),
                "created": _second(self._newest),
                "software": "Baogao",
                "resources": [resource.described() for resource in (archive, index, pages)],
            }
            summed = self._add("datapackage.json", json.dumps(package, ensure_ascii=False, indent=2) + "\n")
            digest = {"path": "datapackage.json", "hash": summed.described()["hash"]}
            self._add("datapackage-digest.json", json.dumps(digest, indent=2) + "\n")

    def _copy_report(self, report: Report, archive: _Resource) -> None:
        shown = self._store.snapshots_showing(report)
        copied = [snapshot for snapshot in shown if self._copy(snapshot, archive)]
        for snapshot_id in [file.snapshot for file in report.attachments if file.snapshot is not None]:
            with suppress(NotFoundError):  # its row went with the torn end of an archive file
                self._copy(self._store.snapshot(snapshot_id), archive)
        pages = [snapshot for snapshot in copied if snapshot.url.startswith(WEB) and snapshot.kind != "refusal"]
        if not pages:
            self.without_page.append(report.id)
            return
        page = next((snapshot for snapshot in pages if snapshot.id == report.snapshot), pages[-1])
        self.pages.append({"id": report.id, "url": page.url, "ts": _second(page.captured_at), "title": report.heading})

    def _copy(self, snapshot: Snapshot, archive: _Resource) -> bool:
        """Copy a snapshot's records, once, with the snapshot that holds its payload; whether it is in the file."""
        if snapshot.id in self.copied:
            return True
        try:
            if snapshot.revisit_of is not None and not self._copy(self._store.snapshot(snapshot.revisit_of), archive):
                return False
            records = list(stored_records(self._home, snapshot))
        except NotFoundError as error:
            self.damaged.append(error.message)
            return False
        for record in records:
            if record.kind in INDEXED:
                self._lines.append(cdx_line(record, file=WARC_NAME, offset=archive.size))
            archive.write(record.data)
        self.copied.add(snapshot.id)
        self._newest = max(self._newest, snapshot.captured_at)
        return True

    def _add(self, path: str, text: str) -> _Resource:
        resource = _Resource(path, None)
        resource.write(text.encode())
        self._zip.writestr(_entry(path, ZIP_DEFLATED), text.encode())
        return resource


def _entry(path: str, compression: int) -> ZipInfo:
    entry = ZipInfo(path, ENTRY_DATE)
    entry.compress_type = compression
    entry.external_attr = ENTRY_MODE
    return entry


def _json(line: object) -> str:
    return json.dumps(line, ensure_ascii=False)


def _second(moment: datetime) -> str:
    """A moment as the pages of a WACZ write it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
