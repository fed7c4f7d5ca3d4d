"""Archives made by others (WARC, ARC, WACZ): their pages become reports, their records are copied into our archive."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from warcio.bufferedreaders import ChunkedDataReader

from corpus.archive import decode_content
from corpus.attachments import ReceivedFile, read_received
from corpus.challenge import recognise_challenge
from corpus.cms import WebPage, adapter_for
from corpus.errors import InputError
from corpus.extract import WEB_ARCHIVE_SUFFIXES, decode, sniff_charset
from corpus.importer.wacz_parts import open_wacz
from corpus.importer.warc_index import index_warc, record_at
from corpus.reading import read_document, read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from warcio.recordloader import ArcWarcRecord

    from corpus.archive import Archive
    from corpus.attachments import ReadFile
    from corpus.extract import Document
    from corpus.importer.summary import Tally
    from corpus.importer.warc_index import ArchivedRecord
    from corpus.report import Report
    from corpus.store import Snapshot, Store

__all__ = ["WebArchive", "is_web_archive", "open_web_archive"]

MOST_RECORD_BYTES = 64 * 1024**2
MOST_DECODED_BYTES = 128 * 1024**2
LIST_LINKS = 8  # a page with as many dated or titled items and hardly a word beside them is a list
LIST_SHARE = 0.5  # of the page's text that stands in those items
CHUNK_BYTES = 1024 * 1024


def is_web_archive(path: Path) -> bool:
    """Whether the name is that of a web archive."""
    return path.name.lower().endswith(WEB_ARCHIVE_SUFFIXES)


@contextmanager
def open_web_archive(path: Path, fail: Callable[[str, InputError], None]) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """The WARC files of a web archive, each with what it is called in messages.

    Args:
        path: of a WARC, ARC or WACZ file.
        fail: told of a part of a WACZ that is damaged, or not what its digest says.

    Raises:
        InputError: a WACZ that is none.
        OSError: it cannot be read.
    """
    if path.suffix.lower() == ".wacz":
        with open_wacz(path, fail) as parts:
            yield parts
    else:
        with path.open("rb") as stream:
            yield iter([(str(path), stream)])


@dataclass(frozen=True, slots=True)
class _Received:
    """A record, read."""

    snapshot: Snapshot
    body: bytes
    media_type: str
    charset: str | None


class WebArchive:
    """One WARC file on its way into the collection; of its content one page with its files is in memory at a time.

    Attributes:
        name: what it is called in messages.
    """

    def __init__(self, name: str, stream: IO[bytes], archive: Archive, store: Store, tally: Tally) -> None:
        self.name = name
        self._stream = stream
        self._archive = archive
        self._store = store
        self._tally = tally

    def reports(self, known_sites: Mapping[str, str], note: Callable[[int], None]) -> Iterator[Report]:
        """The reports that the file holds: its pages, oldest capture first, then the files that no page offers.

        What cannot be read is added to the failures, everything that is no report to the counts of other records.

        Args:
            known_sites: codes of the places of sites, by host name.
            note: told of the offset of the record at hand.

        Raises:
            InputError: it holds no record at all.
        """
        index = index_warc(self._stream)
        self._tally.other.update(index.other)
        for problem in index.damaged:
            self._tally.fail(self.name, InputError(problem))
        files = {record.url: record for record in index.records if not record.is_page}
        offered: set[str] = set()
        pages = [record for record in index.records if record.is_page]
        for record in sorted(pages, key=lambda record: (record.captured_at, record.offset)):
            note(record.offset)
            report = self._attempt(record, lambda one: self._page(one, files, offered, known_sites))
            if report is not None:
                yield report
        for url, record in files.items():
            if url not in offered:
                note(record.offset)
                report = self._attempt(record, lambda one: self._file(one, known_sites))
                if report is not None:
                    yield report

    def _attempt(self, record: ArchivedRecord, read: Callable[[ArchivedRecord], Report | None]) -> Report | None:
        try:
            return read(record)
        except InputError as error:
            self._tally.fail(f"{self.name}:{record.url}", error)
            return None

    def _page(
        self,
        record: ArchivedRecord,
        files: Mapping[str, ArchivedRecord],
        offered: set[str],
        known_sites: Mapping[str, str],
    ) -> Report | None:
        """The report of a page, with the files it offers as far as the archive has them; None for a list."""
        received = self._received(record)
        challenge = recognise_challenge(received.body)
        if challenge is not None:
            raise InputError(f"It holds {challenge.reason}.", hint="Import a copy that was saved from a browser.")
        document = read_document(
            received.body, media_type=received.media_type, charset=received.charset, url=record.url
        )
        if _is_list(record.url, received, document):
            self._tally.other["list of links"] += 1
            return None
        offered.update(item.url for item in document.attachments)
        return self._newer(
            read_page(
                received.body,
                url=record.url,
                collected_at=record.captured_at,
                snapshot=received.snapshot.id,
                known_sites=known_sites,
                document=document,
                files=self._files(document, files),
            )
        )

    def _file(self, record: ArchivedRecord, known_sites: Mapping[str, str]) -> Report | None:
        received = self._received(record)
        return self._newer(
            read_page(
                received.body,
                url=record.url,
                media_type=received.media_type,
                title=PurePosixPath(record.url).stem,
                collected_at=record.captured_at,
                snapshot=received.snapshot.id,
                known_sites=known_sites,
            )
        )

    def _files(self, document: Document, files: Mapping[str, ArchivedRecord]) -> list[ReadFile]:
        """What the page offers and the archive has; a file whose record is damaged is listed with that reason."""
        found = []
        for item in document.attachments:
            record = files.get(item.url)
            if record is None:
                continue
            try:
                received = self._received(record)
                file = ReceivedFile(
                    url=item.url,
                    label=item.label,
                    data=received.body,
                    media_type=received.media_type,
                    snapshot=received.snapshot.id,
                )
            except InputError as error:
                file = ReceivedFile(url=item.url, label=item.label, reason=error.message)
            found.append(read_received(file))
        return found

    def _newer(self, report: Report) -> Report | None:
        """The report, unless the collection holds a later capture of its page; the snapshot is kept in any case."""
        held = self._store.get_many([report.id]).get(report.id)
        if held is None or held.collected_at <= report.collected_at or held.content_sha256 == report.content_sha256:
            return report
        self._tally.other["older than the collection's copy; kept as a snapshot"] += 1
        return None

    def _received(self, record: ArchivedRecord) -> _Received:
        """The record's content, which our archive holds too from now on.

        Raises:
            InputError: the record is damaged, its content is not what its digest says, or too large.
        """
        found = record_at(self._stream, record.offset)
        declared = int(found.rec_headers.get_header("Content-Length") or 0)
        if declared > MOST_RECORD_BYTES:
            raise InputError(f"It is longer than {MOST_RECORD_BYTES:,} bytes.", hint="No report is; leave it out.")
        head = found.http_headers
        chunked = head is not None and "chunked" in (head.get_header("transfer-encoding") or "").lower()
        payload = _dechunked(found.raw_stream) if chunked else found.raw_stream.read()
        if found.digest_checker.passed is False or getattr(found.raw_stream, "limit", 0) > 0:
            raise InputError("Its content is not what its digest says.", hint="Fetch the archive again.")
        said = (head or found.rec_headers).get_header("content-type") or ""
        media_type, _, parameters = said.partition(";")
        _, _, charset = parameters.lower().partition("charset=")
        coding = (head.get_header("content-encoding") if head else "") or ""
        return _Received(
            snapshot=self._keep(record, found, payload),
            body=decode_content(payload, coding, limit=MOST_DECODED_BYTES) if coding else payload,
            media_type=media_type.strip().lower(),
            charset=charset.partition(";")[0].strip(" \"'") or None,
        )

    def _keep(self, record: ArchivedRecord, found: ArcWarcRecord, payload: bytes) -> Snapshot:
        """The snapshot of the record in our archive; the one there is, where this very capture was imported before."""
        sha256 = hashlib.sha256(payload).hexdigest()
        for snapshot in self._store.snapshots_of(record.url):
            if snapshot.captured_at == record.captured_at and snapshot.sha256 == sha256:
                return snapshot
        head = found.http_headers
        if head is None:
            media_type = found.rec_headers.get_header("content-type") or "application/octet-stream"
            return self._archive.record_resource(record.url, media_type, payload, record.captured_at)
        return self._archive.record_response(
            record.url,
            status=int(head.get_statuscode()),
            reason=head.statusline.partition(" ")[2],
            headers=head.headers,
            body=payload,
            captured_at=record.captured_at,
            remote_ip=found.rec_headers.get_header("WARC-IP-Address"),
            note=f"copied from {PurePosixPath(self.name).name}",
        )


def _dechunked(stream: IO[bytes]) -> bytes:
    reader = ChunkedDataReader(stream)
    return b"".join(iter(lambda: reader.read(CHUNK_BYTES), b""))


def _is_list(url: str, received: _Received, document: Document) -> bool:
    """Whether a page is a list of links: many items, and little text beside them."""
    if document.attachments:
        return False
    decoded = decode(received.body, label=received.charset or sniff_charset(received.body), lenient=True)
    page = WebPage(url, decoded.text)
    links = adapter_for(page).report_links(page)
    listed = sum(len(link.text) for link in links)
    return len(links) >= LIST_LINKS and listed >= LIST_SHARE * len(document.body)
