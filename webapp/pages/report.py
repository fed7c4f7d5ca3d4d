"""The page of one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.exporter import REPORT_COLUMNS
from webapp import labels, links
from webapp.pages.attachments import AttachmentRow, attachment_rows
from webapp.pages.layout import ParagraphKind, kinds_of
from webapp.pages.places import host_of, place_chain, source_url
from webapp.pages.status import StatusLine, status_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from corpus import Evidence, Report
    from corpus.store import Bookmark, Revision, Snapshot, Store
    from indexer.highlight import MarkedDocument
    from webapp.search_state import SearchState

__all__ = ["FieldRow", "Paragraph", "ReportPage", "RevisionLink", "report_page"]

# What the table of metadata shows: the columns of an export, in their order, that a reader knows by a name.
FIELDS = tuple(name for name in REPORT_COLUMNS if name in labels.FIELDS and name != "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field of the report: its name, its value in words, and where it was read."""

    name: str
    label: str
    value: str | None
    where: str | None = None
    quote: str = ""
    confidence_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the text: escaped, with numbered marks, and how it is set."""

    html: str
    kind: ParagraphKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLink:
    """One revision, with its address."""

    number: int
    collected_at: datetime
    href: str
    shown: bool
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HitWalk:
    """The hits of the search in this report: how many, where the reader is (0: nowhere yet), and the ways on.

    Before the first there is no previous one.
    """

    total: int
    current: int
    previous_href: str | None
    next_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """Everything the page of a report shows."""

    report: Report
    state: SearchState
    title_html: str
    paragraphs: tuple[Paragraph, ...]
    walk: HitWalk | None
    back_href: str
    places: tuple[str, ...]
    fields: tuple[FieldRow, ...]
    source_url: str | None
    host: str | None
    status: StatusLine | None
    snapshot: Snapshot | None
    snapshots: tuple[Snapshot, ...]
    revisions: tuple[RevisionLink, ...]
    current_href: str | None
    bookmark: Bookmark | None
    attachments: tuple[AttachmentRow, ...]


def report_page(
    store: Store, report: Report, *, state: SearchState, marked: MarkedDocument, hit: int, bookmark: Bookmark | None
) -> ReportPage:
    """The page of `report`.

    Args:
        store: asked for its snapshots and revisions.
        report: the report, as of the revision to show.
        state: the search it was opened from.
        marked: the report with that search's hits marked.
        hit: the hit the reader has asked for; 0 for none.
        bookmark: the visitor's bookmark of the report.
    """
    snapshots = tuple(reversed(store.snapshots_showing(report)))
    revisions = store.revisions(report.id)
    return ReportPage(
        report=report,
        state=state,
        title_html=marked.title_html,
        paragraphs=tuple(
            Paragraph(html=html, kind=kind)
            for html, kind in zip(marked.paragraphs_html, kinds_of(report.paragraphs), strict=True)
        ),
        walk=_walk(report, state, marked.total, hit, revisions),
        back_href=links.search_url(state),
        places=place_chain(report),
        fields=tuple(_field(report, name) for name in FIELDS if _is_told(report, name)),
        source_url=source_url(report.url),
        host=host_of(report.url),
        status=status_line(store.statuses.of(report.id)),
        snapshot=next((snapshot for snapshot in snapshots if snapshot.id == report.snapshot), None),
        snapshots=snapshots,
        revisions=tuple(_revision(report, state, revision) for revision in reversed(revisions)),
        current_href=None if _is_current(report, revisions) else links.report_url(report.id, state),
        bookmark=bookmark,
        attachments=attachment_rows(report),
    )


def _walk(report: Report, state: SearchState, total: int, hit: int, revisions: Sequence[Revision]) -> HitWalk | None:
    if not total:
        return None
    current = min(hit, total)
    revision = None if _is_current(report, revisions) else report.revision
    before = current - 1 if current > 1 else total
    after = current + 1 if current < total else 1
    return HitWalk(
        total=total,
        current=current,
        previous_href=links.report_url(report.id, state, hit=before, revision=revision) if current else None,
        next_href=links.report_url(report.id, state, hit=after, revision=revision),
    )


def _is_current(report: Report, revisions: Sequence[Revision]) -> bool:
    return any(revision.current and revision.number == report.revision for revision in revisions)


def _revision(report: Report, state: SearchState, revision: Revision) -> RevisionLink:
    return RevisionLink(
        number=revision.number,
        collected_at=revision.collected_at,
        href=links.report_url(report.id, state, revision=None if revision.current else revision.number),
        shown=revision.number == report.revision,
        current=revision.current,
    )


def _is_told(report: Report, name: str) -> bool:
    # A zone and the finer points are worth a line only where they are known; for the rest "unknown" is a fact as well.
    # What a person said to be none has evidence, and is a fact as well.
    told = name in ("issuer", "report_year", "published", "level") or name in report.evidence
    return told or getattr(report, name) is not None


def _field(report: Report, name: str) -> FieldRow:
    evidence: Evidence | None = report.evidence.get(name)
    return FieldRow(
        name=name,
        label=labels.field_label(name),
        value=_value(report, name),
        where=labels.where_label(evidence.where) if evidence else None,
        quote=evidence.quote if evidence else "",
        confidence_percent=round(evidence.confidence * 100) if evidence else None,
    )


def _value(report: Report, name: str) -> str | None:
    value = getattr(report, name)
    if value is None:
        return None
    if name == "level":
        return labels.level_label(value)
    return labels.doc_type_label(value) if name == "doc_type" else str(value)
