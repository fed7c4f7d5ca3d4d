"""What the site knows of each of its reports: the truth that crawling and reading are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localsite.places import Layout

__all__ = ["Block", "BlockKind", "Delivery", "FileKind", "LocalFile", "LocalReport", "Quirk"]


class Quirk(StrEnum):
    """What is out of the ordinary about a page."""

    NONE = ""
    GBK = "gbk"  # bytes in GBK, labelled gb2312 in the page and not at all in the header
    NO_TITLE = "no-title"  # no heading, no ArticleTitle; <title> is the site's name
    MOVED = "moved"  # lists link to an old address that answers 301
    BROKEN_LINES = "broken-lines"  # pasted from PDF: a <br> wherever a printed line ended
    TRADITIONAL = "traditional"  # in traditional characters
    MIGRATED = "migrated"  # PubDate of the meta tags is the day of a site migration
    SCRIPTED_SOURCE = "scripted-source"  # the source line is written by a script
    REPEATED_TITLE = "repeated-title"  # the body opens with the title again


class BlockKind(StrEnum):
    """What a block of a body is; markup depends on it."""

    SALUTATION = "salutation"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    SIGNATURE = "signature"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body: text, or the rows of a table with one tuple of cells a row."""

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


class FileKind(StrEnum):
    """The formats of attached files, by their suffix."""

    PDF = "pdf"
    SCAN = "scan"  # a PDF of pictures
    DOCX = "docx"
    DOC = "doc"
    WPS = "wps"
    OFD = "ofd"
    XLSX = "xlsx"
    XLS = "xls"
    ZIP = "zip"

    @property
    def suffix(self) -> str:
        """What the file's name ends in, without the dot."""
        return "pdf" if self is FileKind.SCAN else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """A file that a report's page offers.

    Attributes:
        path: its address on the host.
        label: the words of the link.
        kind: its format.
        rows: of a table; empty for a file that holds the report's text.
    """

    path: str
    label: str
    kind: FileKind
    rows: tuple[tuple[str, ...], ...] = ()


class Delivery(StrEnum):
    """Where a report's text stands."""

    PAGE = "page"
    ATTACHED = "attached"  # in the first attached file; the page is only its cover
    DIRECT = "direct"  # in a file that the list links to


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalReport:
    """One invented report: where it stands and what reading its page should give.

    Attributes:
        host: the host it stands on; see `localsite.hosts`.
        slug: the site's part of the path (``tonglu``).
        column: the column it stands in (``fzzf``).
        path: address on the site, without scheme, host and port.
        linked_path: the address that lists link to; differs from `path` for the moved page only.
        title: as the page shows it; empty where the page shows none.
        list_title: the words of the link in the list; never empty.
        blocks: the body.
        report_year: the year it is about; of a work report the year in its title.
        published: day of publication; written: day under the signature, None without one.
        level, doc_type: values of `corpus.Level` and `corpus.DocType`.
        province, city, county, township, zone: official names in simplified characters.
        content_source: what the dateline names as its source.
        document_number: 发文字号 where the page has a disclosure table, else None.
        charset: of the bytes, whatever the header says.
        delivery: whether the page holds the text, or a file does.
        files: what the page offers; of a report that the list links to directly, that file.
        revised: the day of a correction; None where there was none.
    """

    host: str
    slug: str
    column: str
    path: str
    linked_path: str
    title: str
    list_title: str
    blocks: tuple[Block, ...]
    report_year: int
    published: date
    written: date | None
    issuer: str
    content_source: str
    level: str
    doc_type: str
    province: str
    city: str | None
    county: str | None
    township: str | None
    zone: str | None
    document_number: str | None
    layout: Layout
    charset: str = "utf-8"
    quirk: Quirk = Quirk.NONE
    delivery: Delivery = Delivery.PAGE
    files: tuple[LocalFile, ...] = ()
    revised: date | None = None

    @property
    def has_title(self) -> bool:
        """Whether the page shows a title."""
        return bool(self.title)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs; of a table one paragraph a row, its cells separated by " | "."""
        found: list[str] = []
        for block in self.blocks:
            found += [" | ".join(row) for row in block.rows] if block.kind is BlockKind.TABLE else [block.text]
        return tuple(found)

    @property
    def body(self) -> str:
        """The paragraphs, separated by one newline."""
        return "\n".join(self.paragraphs)
