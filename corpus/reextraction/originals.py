"""Finding the original of each report in the archive, and reading it anew."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.archive import read_payload
from corpus.attachments import ReadFile, ReceivedFile, read_received
from corpus.errors import InputError, NotFoundError
from corpus.extract import Document
from corpus.importer import read_csv, read_jsonl, report_of_record
from corpus.reading import listed_date, read_page, read_report
from corpus.report import Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.archive import Payload
    from corpus.home import Home
    from corpus.report import Report, ReportAttachment
    from corpus.store import Snapshot, Store

    KnownSites = Mapping[str, str]

__all__ = ["as_held", "is_records", "read_as_kept", "read_kept_text", "read_records", "read_single"]

RECORD_READERS = {"application/jsonl": read_jsonl, "text/csv": read_csv}
NOT_IN_TEXT = frozenset(
    {
        Where.META,
        Where.DATELINE,
        Where.BREADCRUMB,
        Where.SITE_ID_CODE,
        Where.HOST,
        Where.URL,
        Where.RECORD,
        Where.LIST,
        Where.ATTACHMENT,
    }
)
BODY_FIELDS = ("issuer", "level", "province", "city", "county", "township", "zone", "locality_code")


def is_records(snapshot: Snapshot) -> bool:
    """Whether the snapshot keeps a file of records, many reports in one."""
    return snapshot.kind == "resource" and snapshot.media_type in RECORD_READERS


def read_as_kept(store: Store, held: Report) -> Report | None:
    """The report that the kept page or file of `held` gives today; None where none of its own can be read again.

    What the rest of its site says of its place is left aside: this is for comparing texts.
    """
    if held.snapshot is None:
        return None
    try:
        snapshot = store.snapshot(held.snapshot)
        return None if is_records(snapshot) else read_single(store.home, store, snapshot, held, {})
    except (NotFoundError, InputError):
        return None


def read_single(home: Home, store: Store, snapshot: Snapshot, held: Report, known_sites: KnownSites) -> Report:
    """The report that a page or a file of its own gives today, under the id and the capture that it is known by.

    Raises:
        NotFoundError: the archive no longer holds it.
        InputError: it cannot be read today.
    """
    payload = read_payload(home, snapshot)
    imported = snapshot.kind == "resource"
    name = unquote(snapshot.url.removeprefix("file:")) if snapshot.url.startswith("file:") else None
    media_type, charset = (None if name else snapshot.media_type, None) if imported else _content_type(payload)
    report = read_page(
        payload.body,
        url=held.url or (None if imported else snapshot.url),
        name=name,
        media_type=media_type,
        charset=charset,
        title=held.title,
        listed=listed_date(held),
        collected_at=held.collected_at,
        snapshot=held.snapshot,
        site=held.site,
        known_sites=known_sites,
        files=_files_again(home, store, held),
    )
    return as_held(report, held)


def _files_again(home: Home, store: Store, held: Report) -> list[ReadFile]:
    """The files that the report's page offers, read again; one that is not in the archive stays as it was."""
    return [_file_again(home, store, item) for item in held.attachments if item.snapshot != held.snapshot]


def _file_again(home: Home, store: Store, held: ReportAttachment) -> ReadFile:
    kept = ReceivedFile(url=held.url, label=held.label, media_type=held.media_type or "", reason=held.reason)
    if held.snapshot is None or held.sha256 is None:
        return read_received(kept)
    try:
        payload = read_payload(home, store.snapshot(held.snapshot))
    except (InputError, NotFoundError):
        if held.is_body:  # without it the report would fall back to its cover
            raise
        return ReadFile(held, None)
    media_type, _ = _content_type(payload)
    return read_received(
        replace(kept, data=payload.body, snapshot=held.snapshot, media_type=media_type or "", reason="")
    )


def read_records(home: Home, snapshot: Snapshot, known_sites: KnownSites) -> Iterator[Report]:
    """The reports of an archived file of records, as they are read today; what was left out then is left out now.

    Raises:
        NotFoundError: the archive no longer holds the file.
        InputError: it cannot be read today.
    """
    payload = read_payload(home, snapshot)
    for record in RECORD_READERS[snapshot.media_type](io.BytesIO(payload.body)):
        if record.problem:
            continue
        with suppress(InputError):
            yield report_of_record(
                record.values, collected_at=snapshot.captured_at, snapshot=snapshot.id, known_sites=known_sites
            )


def read_kept_text(held: Report, known_sites: KnownSites) -> Report:
    """The report with its metadata read anew from the title and the text that the store keeps.

    What stood beside the text (datelines, meta tags, columns of a record) is no longer at hand, so the fields that were
    read there stay as they are; the issuer, its level and its place stay or go together.
    """
    document = Document(title=held.title, body=held.body, media_type=held.media_type, encoding="utf-8")
    report = _read_document(document, held, known_sites)
    kept = {name for name, evidence in held.evidence.items() if evidence.where in NOT_IN_TEXT or name == "body"}
    if not kept.isdisjoint(BODY_FIELDS):
        kept.update(BODY_FIELDS)
    evidence = {name: item for name, item in report.evidence.items() if name not in kept}
    evidence |= {name: item for name, item in held.evidence.items() if name in kept}
    values = {name: getattr(held, name) for name in kept}
    return as_held(replace(report, **values, evidence=evidence, attachments=held.attachments), held)


def _read_document(document: Document, held: Report, known_sites: KnownSites) -> Report:
    return read_report(
        document,
        url=held.url,
        collected_at=held.collected_at,
        snapshot=held.snapshot,
        site=held.site,
        known_sites=known_sites,
    )


def _content_type(payload: Payload) -> tuple[str | None, str | None]:
    """Media type and character set as the header declares them, as the crawler reads them."""
    header = (payload.header("content-type") or "").lower()
    _, _, charset = header.partition("charset=")
    return header.partition(";")[0].strip() or None, charset.partition(";")[0].strip(" \"'") or None


def as_held(report: Report, held: Report) -> Report:
    """`report` as another reading of what is held: the same id, address and capture."""
    return replace(
        report,
        id=held.id,
        url=held.url,
        site=held.site,
        collected_at=held.collected_at,
        snapshot=held.snapshot,
        revision=held.revision,
    )
