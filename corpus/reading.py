"""From bytes to a Report: extraction and metadata together, in one call for crawler and importer alike."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from corpus.attachments import gather
from corpus.errors import InputError, NotExtractedError
from corpus.extract import Document, extract, file_kind
from corpus.gazetteer import load_gazetteer
from corpus.metadata import PageFacts, read_metadata
from corpus.report import (
    AttachmentState,
    Evidence,
    Report,
    ReportAttachment,
    Where,
    canonical_url,
    content_sha256,
    report_id,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from corpus.attachments import Gathered, ReadFile

__all__ = ["GIVEN_FIELDS", "listed_date", "read_document", "read_page", "read_report"]

GIVEN_FIELDS = ("report_year", "published", "issuer", "content_source", "level", "doc_type")
"""Fields of a Report that an imported record may state itself."""

RECORD_CONFIDENCE = 0.95  # a column was filled by somebody who had the page; only a person's correction is surer
LONGEST_QUOTE = 80  # characters
ATTACHMENT_CONFIDENCE = 0.9  # a page that says nothing itself, and a file with the text
CHINA = timezone(timedelta(hours=8))
NO_FILES = ("text/html", "text/plain")
ISSUER_LABEL = "发文机关："


def read_page(  # noqa: PLR0913 - all that is known of a response or a file, each by name
    data: bytes,
    *,
    url: str | None,
    name: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    title: str = "",
    listed: date | None = None,
    collected_at: datetime,
    snapshot: int | None = None,
    site: str | None = None,
    known_sites: Mapping[str, str] | None = None,
    document: Document | None = None,
    files: Sequence[ReadFile] = (),
) -> Report:
    """The report that a response or an imported file holds: a page with the files it offers, or a file itself.

    Args:
        data: the bytes, decompressed.
        url: the address it was finally served from; None for a file without one.
        name: of an imported file.
        media_type: as the Content-Type header says.
        charset: as the Content-Type header says.
        title: what the link to it, or its name, calls it; counts for a file that shows no title.
        listed: see `read_report`.
        collected_at: when it was received, with time zone.
        snapshot: id of the snapshot that keeps it.
        site: see `read_report`.
        known_sites: see `read_report`.
        document: what `read_document` gave for `data`, where that has been done.
        files: what the page offers, as far as it was fetched or tried.

    Raises:
        InputError: it is empty, of a format that is not read, in a broken encoding, or without text.
    """
    if document is None:
        document = read_document(data, media_type=media_type, name=name, charset=charset, url=url)
    is_file = document.media_type not in NO_FILES
    if is_file and not document.title:
        document = replace(document, title=title)
    report = read_report(
        document,
        url=url,
        collected_at=collected_at,
        snapshot=snapshot,
        site=site,
        known_sites=known_sites,
        files=files,
        listed=listed,
    )
    return _with_original(report, document, data, url or f"file:{quote(name or '')}") if is_file else report


def listed_date(held: Report) -> date | None:
    """The date of publication of a report, where it was read beside the link to its page; no reading of that has it."""
    read = held.evidence.get("published")
    return held.published if read is not None and read.where is Where.LIST else None


def read_document(
    data: bytes,
    *,
    media_type: str | None = None,
    name: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Document:
    """As `extract`; a file whose text cannot be had here gives a document without a body that says why, in `unread`.

    Raises:
        InputError: as `extract`.
    """
    try:
        return extract(data, media_type=media_type, name=name, charset=charset, url=url)
    except NotExtractedError as error:
        kind = file_kind(data)
        return Document(
            title="",
            body="",
            media_type=kind.value if kind else media_type or "application/octet-stream",
            encoding="utf-8",
            unread=f"{error.message} {error.hint}".strip(),
        )


def _with_original(report: Report, document: Document, data: bytes, uri: str) -> Report:
    """`report` with the file that it is as its one attachment."""
    sha256 = hashlib.sha256(data).hexdigest()
    own = ReportAttachment(
        url=uri,
        label="",
        media_type=document.media_type,
        snapshot=report.snapshot,
        sha256=sha256,
        length=len(data),
        state=AttachmentState.EXTRACTED if document.body else AttachmentState.NOT_EXTRACTED,
        reason=document.unread,
        is_body=True,
    )
    report = replace(report, attachments=(own,))
    if report.url is None and not document.body:  # another file without text may have the same name
        return replace(report, id=report_id(url=None, content=sha256))
    return report


def read_report(  # noqa: PLR0913 - all that may be known beside the document, each by name
    document: Document,
    *,
    url: str | None = None,
    collected_at: datetime,
    snapshot: int | None = None,
    site: str | None = None,
    given: Mapping[str, Any] | None = None,
    known_sites: Mapping[str, str] | None = None,
    files: Sequence[ReadFile] = (),
    listed: date | None = None,
) -> Report:
    """The report that a document is, with the metadata that its text, header and address show.

    Args:
        document: from `extract` or `read_text`.
        url: where it was published, kept in its canonical form; without one the id comes from title and body.
        collected_at: when the original was received, with time zone.
        snapshot: id of the snapshot that keeps the original.
        site: name of the source where there is no address.
        given: values that stand beside the text (columns of a record), by the names in `GIVEN_FIELDS` and of their
            types; they win over what the text shows.
        known_sites: codes of the places of sites, by host name, that `corpus.metadata.learn_sites` has learnt.
        files: what the page offers, as far as it was fetched or tried.
        listed: the date beside the link to it; counts where the page itself shows no date of publication.

    Raises:
        InputError: `url` is no web address.
    """
    url = _checked(url) if url else None
    given = given or {}
    gathered = gather(document, files)
    # A misread character in a name of a place would speak against the page's own words, so these count alone.
    page_alone = gathered.body_from is not None and gathered.document.recognised and document.title
    told = document.body if page_alone else gathered.document.body
    document = gathered.document
    facts = PageFacts(
        url=url,
        title=document.title,
        header="\n".join(filter(None, (_issuer_line(given), document.header))),
        text=told,
        meta=document.meta,
        breadcrumb=document.breadcrumb,
        site_name=document.meta.get("sitename") or site or "",
        listed=listed,
        read_on=collected_at.astimezone(CHINA).date(),
    )
    metadata = read_metadata(facts, load_gazetteer(), known_sites)
    report = Report(
        id=report_id(url=url, content=f"{document.title}\n\n{document.body}"),
        url=url,
        title=document.title,
        body=document.body,
        **metadata.metadata(),
        site=urlsplit(url).hostname if url else site,
        media_type=document.media_type,
        collected_at=collected_at,
        content_sha256=content_sha256(document.title, document.body),
        snapshot=snapshot,
        evidence={**metadata.evidence, **_of_body(gathered)},
        attachments=gathered.attachments,
    )
    return _with_given(report, given) if given else report


def _of_body(gathered: Gathered) -> dict[str, Evidence]:
    """Which file, or which part of its page, the text was read from, and why."""
    file, document = gathered.body_from, gathered.document
    if file is not None:
        quote = (file.label or file.url)[:LONGEST_QUOTE]
        return {"body": Evidence(where=Where.ATTACHMENT, quote=quote, confidence=ATTACHMENT_CONFIDENCE)}
    choice = document.choice
    if choice is None or not document.body:
        return {}
    return {"body": Evidence(where=Where.BODY, quote=choice.why[:LONGEST_QUOTE], confidence=choice.sure)}


def _checked(url: str) -> str:
    """The address in its canonical form, so that another spelling of it is no change."""
    canonical = canonical_url(url)
    parts = urlsplit(canonical)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{url!r} is no web address.", hint="It begins with http:// or https:// and names a host.")
    return canonical


def _issuer_line(given: Mapping[str, Any]) -> str:
    """The issuer that a record states, as a page would: the place and the level are read from it."""
    return f"{ISSUER_LABEL}{given['issuer']}" if given.get("issuer") else ""


def _with_given(report: Report, given: Mapping[str, Any]) -> Report:
    """`report` with the record's own values, and the evidence that they came from the record."""
    values = {name: given[name] for name in GIVEN_FIELDS if given.get(name) is not None}
    evidence = {name: _not_on_page(item) for name, item in report.evidence.items()}
    for name, value in values.items():
        evidence[name] = Evidence(where=Where.RECORD, quote=str(value)[:LONGEST_QUOTE], confidence=RECORD_CONFIDENCE)
    return replace(report, **values, evidence=evidence)


def _not_on_page(item: Evidence) -> Evidence:
    """Evidence read from the line that `_issuer_line` put in came from the record."""
    return replace(item, where=Where.RECORD) if item.quote.startswith(ISSUER_LABEL) else item
