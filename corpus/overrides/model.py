"""One override, and how a field's value is written as text and read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from corpus.report import Evidence, Where, metadata_value, plain_value

__all__ = ["CORRECTABLE", "PERIOD_FIELDS", "PLACE_FIELDS", "SPAN_FIELDS", "Override", "text_of", "value_of"]

CORRECTABLE = (
    "title",
    "report_year",
    "period_from",
    "period_to",
    "published",
    "written",
    "issuer",
    "level",
    "doc_type",
    "province",
    "city",
    "county",
    "township",
    "zone",
    "content_source",
    "document_number",
    "index_number",
)
"""Fields of a Report that a person can correct. `locality_code` follows the place."""

PERIOD_FIELDS = ("period_from", "period_to")
"""The fields that together say one period; both are known or none."""

SPAN_FIELDS = ("report_year", *PERIOD_FIELDS)
"""The year of a report, and its period, which ends in it."""

PLACE_FIELDS = ("province", "city", "county", "township", "zone")
"""The fields that together say one place."""

CHINA = ZoneInfo("Asia/Shanghai")
SHOWN_CHARACTERS = 16  # of each value in a quotation, so that it stays within the 80 of all quotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What one correction says of one field.

    Attributes:
        id: grows; of two on one field that hold, the later counts.
        correction: the same for all fields corrected in one go.
        report_id: the report, which may have left the collection since.
        field: one of `CORRECTABLE`.
        value: what the field is, as text; None: known to be none.
        previous: what the field was before, as text.
        implied: it follows from what the person said (the province of the county), and was not said itself.
        who: name of the person.
        made_at: when, with time zone.
        undone_by, undone_at: who took it back, and when; None while it holds.
    """

    id: int
    correction: int
    report_id: str
    field: str
    value: str | None
    previous: str | None
    implied: bool
    who: str
    made_at: datetime
    undone_by: str | None = None
    undone_at: datetime | None = None

    @property
    def in_force(self) -> bool:
        """Whether it has not been taken back."""
        return self.undone_at is None

    def evidence(self) -> Evidence:
        """Evidence that a person said so: the quotation gives who, when (China's time), what it was and what it is."""
        moment = f"{self.made_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
        quote = f"{_shown(self.who)} {moment}: {_shown(self.previous)} → {_shown(self.value)}"
        return Evidence(where=Where.USER, quote=quote, confidence=1.0)


def text_of(value: object) -> str | None:
    """A field's value as text: dates in ISO 8601, an empty title as None."""
    if value is None or value == "":
        return None
    return str(plain_value(value))


def value_of(field: str, text: str | None) -> Any:
    """The value of a Report's field that `text_of` wrote.

    Raises:
        ValueError: the text is none of the field's values.
    """
    if field == "title":
        return text or ""
    return metadata_value(field, text)


def _shown(text: str | None) -> str:
    if text is None:
        return "—"
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[: SHOWN_CHARACTERS - 1]}…"
