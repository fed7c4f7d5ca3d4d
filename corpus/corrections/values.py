"""What a person typed for a field, checked and in the form that is kept. Places are looked up in `places`."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from corpus.corrections.errors import bad_value, too_long
from corpus.corrections.periods import PERIOD, read_period
from corpus.overrides import CORRECTABLE, PERIOD_FIELDS, PLACE_FIELDS
from corpus.report import DocType, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FIELDS", "FORM_FIELDS", "LEVEL_NAMES", "PLACE", "read_value"]

PLACE = "place"
"""Beside the fields: a place of any level, by its name, full name or code."""

FORM_FIELDS = tuple(
    PERIOD if name == PERIOD_FIELDS[0] else name for name in CORRECTABLE if name not in PERIOD_FIELDS[1:]
)
"""What a person is asked for: the fields, the period in one."""

FIELDS = (*FORM_FIELDS, PLACE)

LEVEL_NAMES: Mapping[str, Level] = {
    "国家": Level.STATE,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "县": Level.COUNTY,
    "乡镇": Level.TOWNSHIP,
    "部门": Level.DEPARTMENT,
    "功能区": Level.ZONE,
}
"""What people call the levels; 省级 and 县级 are understood as well."""

FIRST_YEAR, LAST_YEAR = 1900, 2100  # as in imported records
YEAR = re.compile(r"(\d{4})\s*年?度?")
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
MOST_CHARACTERS = {"title": 500, "issuer": 200, "content_source": 200, "document_number": 100, "index_number": 100}
DAYS = ("published", "written")
MOST_PLACE_CHARACTERS = 100
CHINA = ZoneInfo("Asia/Shanghai")


def read_value(field: str, text: str) -> str | None:
    """The value as it is kept; None where the text is empty: the field is known to be none.

    Raises:
        CorrectionError: it is none of the field's values.
    """
    text = " ".join(text.split())
    if field in PLACE_FIELDS or field == PLACE:
        return _short(field, text, MOST_PLACE_CHARACTERS) or None
    if not text:
        return DocType.OTHER.value if field == "doc_type" else None
    if field in DAYS:
        return _date(field, text)
    return READERS[field](text) if field in READERS else _short(field, text, MOST_CHARACTERS[field])


def _year(text: str) -> str:
    match = YEAR.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise bad_value("report_year", text, f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return str(int(match[1]))


def _date(field: str, text: str) -> str:
    match = DATE.fullmatch(text)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    tomorrow = datetime.now(CHINA).date() + timedelta(days=1)
    if day is None or day.year < FIRST_YEAR or day > tomorrow:
        raise bad_value(field, text, "a date such as 2023-03-28 that is not to come")
    return day.isoformat()


def _level(text: str) -> str:
    level = LEVEL_NAMES.get(text) or LEVEL_NAMES.get(text.removesuffix("级"))
    if level is not None:
        return level.value
    if text.lower() not in list(Level):
        raise bad_value("level", text, f"one of {', '.join(Level)}")
    return Level(text.lower()).value


def _doc_type(text: str) -> str:
    if text not in list(DocType):
        raise bad_value("doc_type", text, f"one of {', '.join(DocType)}")
    return text


def _short(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise too_long(field, len(text), most)
    return text


READERS: Mapping[str, Callable[[str], str]] = {
    "report_year": _year,
    "period": read_period,
    "level": _level,
    "doc_type": _doc_type,
}
