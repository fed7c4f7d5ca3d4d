"""The page of the review desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from corpus.review import choice_key, review
from corpus.store import WEIGHTS
from webapp import labels
from webapp.language import gettext, ngettext
from webapp.pages.correction import shown_value
from webapp.pages.pager import Pager, pager
from webapp.pages.places import host_of, source_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.review import Choice, Question, ReviewItem
    from corpus.store import Store

__all__ = ["ANSWER", "OTHER", "PAGE_SIZE", "DeskPage", "desk_page"]

PAGE_SIZE = 10
TABLES = ("level", "doc_type")
ANSWER, OTHER = "answer-", "other-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """One choice: its number key, what it sends, and what it says."""

    number: int
    key: str
    label: str
    why: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """Where a value was read."""

    where: str
    quote: str
    confidence_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """One field in doubt; `open` where its values are not all among the choices."""

    field: str
    label: str
    value: str | None
    evidence: tuple[EvidenceRow, ...]
    choices: tuple[ChoiceRow, ...]
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One report with its questions; `next_id` is the report after it, also that of the next page."""

    item: ReviewItem
    questions: tuple[QuestionRow, ...]
    source_url: str | None
    host: str | None
    next_id: str
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterLink:
    """One filter: all doubtful reports, or those with one field in doubt."""

    label: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """What the review desk shows."""

    cards: tuple[Card, ...]
    filters: tuple[FilterLink, ...]
    field: str
    total: int
    pager: Pager


def desk_page(store: Store, *, field: str, number: int, errors: Mapping[str, str] | None = None) -> DeskPage:
    """The desk.

    Args:
        store: the store.
        field: only reports in which this field is in doubt; empty: all.
        number: of the page, counted from 1.
        errors: why an answer could not be kept, by report.
    """
    offset = (number - 1) * PAGE_SIZE
    items = review(store, field or None, limit=PAGE_SIZE + 1, offset=offset)
    counts = store.doubts.count()
    total = counts[field or "any"]
    after = [item.report.id for item in items[1:]] + [""]
    return DeskPage(
        cards=tuple(
            _card(item, next_id, (errors or {}).get(item.report.id, ""))
            for item, next_id in zip(items[:PAGE_SIZE], after, strict=False)
        ),
        filters=tuple(_filter(name, counts[name or "any"], field) for name in ("", *WEIGHTS) if counts[name or "any"]),
        field=field,
        total=total,
        pager=pager(number, total, PAGE_SIZE, lambda page: _address(field, page)),
    )


def _card(item: ReviewItem, next_id: str, error: str) -> Card:
    return Card(
        item=item,
        questions=tuple(_question(question) for question in item.questions),
        source_url=source_url(item.report.url),
        host=host_of(item.report.url),
        next_id=next_id,
        error=error,
    )


def _question(question: Question) -> QuestionRow:
    return QuestionRow(
        field=question.field,
        label=labels.field_label(question.field),
        value=shown_value(question.field, question.value),
        evidence=tuple(
            EvidenceRow(
                where=labels.where_label(read.where),
                quote=read.quote,
                confidence_percent=round(read.confidence * 100),
            )
            for read in dict.fromkeys(question.evidence.values())
        ),
        choices=tuple(
            ChoiceRow(
                number=position,
                key=choice_key(choice),
                label=shown_value(question.field, choice.label or None) or gettext("none"),
                why=_why(choice),
                quote=choice.evidence.quote if choice.evidence else "",
            )
            for position, choice in enumerate(question.choices, start=1)
        ),
        open=question.field not in TABLES,
    )


def _why(choice: Choice) -> str:
    if choice.evidence is not None:
        return f"{labels.where_label(choice.evidence.where)} {choice.evidence.confidence:.0%}"
    match choice.why:
        case "now":
            return gettext("as it is")
        case "gazetteer":
            return gettext("bears the name")
        case "text":
            return gettext("named in the report")
        case "site":
            return ngettext("%(num)s report of this site", "%(num)s reports of this site", choice.count)
        case _:
            return ""


def _filter(name: str, count: int, field: str) -> FilterLink:
    return FilterLink(
        label=labels.field_label(name) if name else gettext("All"),
        count=count,
        href=_address(name, 1),
        current=name == field,
    )


def _address(field: str, number: int) -> str:
    return url_for("review.show", field=field or None, page=number if number > 1 else None)
