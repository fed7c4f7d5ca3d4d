"""What the columns of a record mean: known names, checked values, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.errors import InputError
from corpus.report import DocType, Level, canonical_url

__all__ = ["COLUMNS", "Fields", "read_fields", "unknown_columns"]

COLUMNS: Mapping[str, str] = {
    "url": "url",
    "title": "title",
    "body": "body",
    "content": "body",
    "text": "body",
    "published": "published",
    "date": "published",
    "year": "report_year",
    "report_year": "report_year",
    "issuer": "issuer",
    "source": "content_source",
    "content_source": "content_source",
    "site": "site",
    "level": "level",
    "doc_type": "doc_type",
}
"""Names of columns, and the field each one fills. Of two that fill the same field, the first with a value counts."""

DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]\s*\d{1,2}[:：].*)?")
YEAR = re.compile(r"(\d{4})(?:\.0)?\s*年?(?:度)?")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # a title is one line, wherever it will be printed
FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_SHOWN = 40  # characters of a wrong value that a message repeats


@dataclass(frozen=True, slots=True)
class Fields:
    """One record, checked.

    Attributes:
        body: its text; never blank.
        title: None where the record has no such column, so that the text is asked.
        url: where it was published.
        site: name of the source.
        given: values for `corpus.reading.read_report`, of their right types.
    """

    body: str
    title: str | None = None
    url: str | None = None
    site: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


def unknown_columns(record: Mapping[str, object]) -> list[str]:
    """Names of columns that mean nothing here and hold a value."""
    return [name for name, value in record.items() if name.strip().lower() not in COLUMNS and value not in (None, "")]


def read_fields(record: Mapping[str, object]) -> Fields:
    """The record's fields.

    Raises:
        InputError: there is no text, or a value is not of the type that its column wants.
    """
    values: dict[str, object] = {}
    for name, value in record.items():
        target = COLUMNS.get(name.strip().lower())
        if target and values.get(target) in (None, "") and value is not None:
            values[target] = value
    body = _text(values, "body")
    if not body:
        raise InputError(
            "It has no text: body (or content) is missing or empty.", hint=f"Columns: {', '.join(COLUMNS)}."
        )
    given = {
        "report_year": _year(values.get("report_year")),
        "published": _date(values.get("published")),
        "issuer": _text(values, "issuer") or None,
        "content_source": _text(values, "content_source") or None,
        "level": _one_of(Level, values, "level"),
        "doc_type": _one_of(DocType, values, "doc_type"),
    }
    return Fields(
        body=body,
        title=" ".join(CONTROLS.sub(" ", _text(values, "title")).split()) or None,
        url=_url(_text(values, "url")),
        site=_text(values, "site") or None,
        given={name: value for name, value in given.items() if value is not None},
    )


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"{name} must be text, not {_shown(value)}.")
    return value.strip()


def _url(text: str) -> str | None:
    if not text:
        return None
    canonical = canonical_url(text)
    if not canonical.startswith(("http://", "https://")) or canonical.split("/")[2] == "":
        raise InputError(f"url must be a web address, not {_shown(text)}.", hint="It begins with http:// or https://.")
    return text


def _year(value: object) -> int | None:
    """A year given as a number or as text: 2022, "2022", "2022年度"."""
    if value is None or value == "":
        return None
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    match = YEAR.fullmatch(text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise InputError(f"year must be a year from {FIRST_YEAR} to {LAST_YEAR}, not {_shown(value)}.")
    return int(match[1])


def _date(value: object) -> date | None:
    """A date given as text: 2021-03-19, 2021/3/19, 2021年3月19日, with a time or without."""
    if value is None or value == "":
        return None
    match = DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date(*map(int, match.groups())) if match else _no_date(value)
    except ValueError:
        return _no_date(value)


def _no_date(value: object) -> date:
    raise InputError(f"published must be a date such as 2021-03-19, not {_shown(value)}.")


def _one_of(kind: type[Level] | type[DocType], values: Mapping[str, object], name: str) -> Level | DocType | None:
    text = _text(values, name)
    if not text:
        return None
    try:
        return kind(text)
    except ValueError:
        raise InputError(f"{name} must be one of {', '.join(kind)}, not {_shown(text)}.") from None


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
