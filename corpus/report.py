"""The Report: what the collection knows of one published document, and how it knows it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "DAYS",
    "METADATA_FIELDS",
    "SURE",
    "AttachmentState",
    "DocType",
    "Evidence",
    "Level",
    "Report",
    "ReportAttachment",
    "ReportMetadata",
    "Where",
    "canonical_url",
    "content_sha256",
    "metadata_value",
    "plain_value",
    "report_id",
]

SURE = 0.7
"""Evidence of at least this confidence leaves no doubt (see docs/metadata.md for what the figures mean)."""

SESSION_IN_PATH = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
SESSION_IN_QUERY = re.compile(r"(?:^|&)(?:jsessionid|phpsessid|aspsessionid\w*|session_?id)=[^&]*", re.IGNORECASE)
ID_BYTES = 10  # 80 bits: one chance in 10^12 of a collision among a million reports


class Level(StrEnum):
    """The level of government of the issuing body."""

    STATE = "state"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    DEPARTMENT = "department"
    ZONE = "zone"


class DocType(StrEnum):
    """What kind of report it is; the values are what the page shows."""

    RULE_OF_LAW = "法治政府建设报告"
    WORK_REPORT = "政府工作报告"
    INFO_DISCLOSURE = "政府信息公开年报"
    OTHER = "其他"


class Where(StrEnum):
    """Where on the page, or beside it, a value was read."""

    TITLE = "title"
    META = "meta"
    DATELINE = "dateline"
    BREADCRUMB = "breadcrumb"
    SIGNATURE = "signature"
    SALUTATION = "salutation"
    BODY = "body"
    SITE_ID_CODE = "site_id_code"
    HOST = "host"
    URL = "url"
    LIST = "list"  # the list that led to the page
    ATTACHMENT = "attachment"  # a file that the page offers
    RECORD = "record"  # a column of an imported .jsonl or .csv
    USER = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where one field's value was read, and how sure that reading is.

    Attributes:
        where: the part of the page.
        quote: the words it was read from, at most about 80 characters.
        confidence: 0.0 to 1.0; 1.0 is reserved for what a person said.
    """

    where: Where
    quote: str
    confidence: float

    @property
    def is_of_address(self) -> bool:
        """Whether it was read off the address of the page, which may be another government's."""
        return self.where in (Where.HOST, Where.URL)

    @property
    def is_certain(self) -> bool:
        """Whether the page itself, or a person, leaves no doubt."""
        return self.confidence >= SURE and not self.is_of_address


class AttachmentState(StrEnum):
    """Whether the text of a file could be read (已提取, 未提取)."""

    EXTRACTED = "extracted"
    NOT_EXTRACTED = "not_extracted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAttachment:
    """A file that a report's page offers, or the file that a report is; listed whether it could be had or not.

    Attributes:
        url: where it is published; ``file:NAME`` for an imported file without an address.
        label: the text of the link to it; may be empty.
        media_type: what it was read as, else what was said of it; None where nothing is known.
        snapshot: id of the snapshot that keeps it; None where it did not come.
        sha256: hex, of its bytes.
        length: in bytes.
        state: whether its text was read.
        reason: why not, or what part of it was not; empty where all was.
        is_body: its text is the report's body.
    """

    url: str
    label: str
    media_type: str | None = None
    snapshot: int | None = None
    sha256: str | None = None
    length: int | None = None
    state: AttachmentState
    reason: str = ""
    is_body: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMetadata:
    """The fields that are read off a page, one list of them for the reading and for the Report. None: unknown.

    Attributes:
        report_year: the year the report is about; of several years the last.
        period_from, period_to: first and last day of a report on half a year or on several years; None for one year.
        published: date of publication, in China's time.
        written: the day the document was written (成文日期).
        issuer: the issuing body (发文机关).
        content_source: the source as the page names it (信息来源).
        document_number: the document's number (发文字号), as published.
        index_number: its number in the index of disclosed information (索引号).
        province, city, county, township, zone: official names; None below the issuer's level.
        locality_code: the gazetteer's code of the lowest known level (2, 4, 6 or 9 digits).
        evidence: for each extracted field (by its name here) where it was read.
    """

    report_year: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    published: date | None = None
    written: date | None = None
    issuer: str | None = None
    content_source: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    level: Level | None = None
    doc_type: DocType = DocType.OTHER
    province: str | None = None
    city: str | None = None
    county: str | None = None
    township: str | None = None
    zone: str | None = None
    locality_code: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        """Each field but the evidence, by its name and in the order of `METADATA_FIELDS`."""
        return {name: getattr(self, name) for name in METADATA_FIELDS}


METADATA_FIELDS = tuple(each.name for each in fields(ReportMetadata) if each.name != "evidence")
"""The names of the fields that are read off a page."""

DAYS = ("period_from", "period_to", "published", "written")
"""Those of them that are days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(ReportMetadata):
    """One report, as of one revision. An unknown field is None (title: the empty string), never a guess.

    Attributes:
        id: stable and short; see `report_id`.
        url: the page it was published at; None for a file that came without an address.
        title: as published, without site and column names; empty where the page shows none.
        body: paragraphs separated by one newline; no page chrome.
        site: host name of `url`, or the source's name for files without one.
        media_type: of the original (``text/html``, ``text/plain``, ...).
        collected_at: when the original was received, with time zone.
        content_sha256: hex, of title and body; equal content makes no new revision.
        snapshot: id of the snapshot this revision was read from; None for imported text without one.
        revision: 1 for the first, counted per report.
        attachments: the files that the page offers, in its order; of a report that is a file, that file.
    """

    id: str
    url: str | None
    title: str
    body: str
    site: str | None = None
    media_type: str
    collected_at: datetime
    content_sha256: str
    snapshot: int | None = None
    revision: int = 1
    attachments: tuple[ReportAttachment, ...] = ()

    @property
    def heading(self) -> str:
        """The title, or in brackets a supplied one made of issuer, year and type where the page shows none."""
        if self.title:
            return self.title
        year = f"{self.report_year}年" if self.report_year else ""
        kind = "报告" if self.doc_type is DocType.OTHER else self.doc_type.value
        return f"[{self.issuer or self.site or ''}{year}{kind}]"

    @property
    def place(self) -> str | None:
        """The names from the province down, as far as they are known, joined by slashes: 浙江省/杭州市/西湖区."""
        names = (self.province, self.city, self.county, self.township)
        return "/".join(name for name in names if name) or None

    @property
    def certain_place(self) -> str | None:
        """The locality code where the page itself, or a person, says it for certain; what the address tells is not."""
        read = self.evidence.get("locality_code")
        return self.locality_code if read is not None and read.is_certain else None

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs, in order."""
        return self.body.split("\n") if self.body else []


def plain_value(value: Any) -> str | int | None:
    """A metadata field's value as JSON and the store hold it: dates in ISO 8601, tables' values as text."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def metadata_value(name: str, plain: str | int | None) -> Any:
    """The value of a metadata field that `plain_value` gave, also where a number has become text.

    Raises:
        ValueError: it is none of the field's values.
    """
    if plain is None:
        return DocType.OTHER if name == "doc_type" else None
    if name in DAYS:
        return date.fromisoformat(str(plain))
    return _READERS.get(name, str)(plain)


_READERS: Mapping[str, Callable[[Any], Any]] = {"report_year": int, "level": Level, "doc_type": DocType}


def canonical_url(url: str) -> str:
    """The form of an address under which a page is known: lower-case scheme and host, no default port, no fragment.

    Session ids (``;jsessionid=``, ``PHPSESSID=`` and their like) are left out: they name a visitor, not the page.

    Raises:
        InputError: it is no address (a port that is no number, an unclosed bracket).
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise InputError(f"{url[:200]!r} is no web address: {error}.", hint="Correct the address.") from error
    if ":" in host:
        host = f"[{host}]"
    default_port = {"http": 80, "https": 443}.get(parts.scheme.lower())
    netloc = host if port in (None, default_port) else f"{host}:{port}"
    path = SESSION_IN_PATH.sub("", parts.path)
    query, sessions = SESSION_IN_QUERY.subn("", parts.query)
    query = query.lstrip("&") if sessions else query
    return urlunsplit((parts.scheme.lower(), netloc, path or "/", query, ""))


def report_id(*, url: str | None, content: str = "") -> str:
    """The id of a report: 16 lower-case base-32 characters of a SHA-256 of its canonical URL, or of its content.

    Raises:
        InputError: `url` is no address.
    """
    key = f"url:{canonical_url(url)}" if url else f"content:{content}"
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[:ID_BYTES]).decode("ascii").lower()


def content_sha256(title: str, body: str) -> str:
    """Hex SHA-256 of a report's title and body; decides whether a page has changed."""
    return hashlib.sha256(f"{title}\n\n{body}".encode("utf-8", "surrogatepass")).hexdigest()
