"""Whether a page is the report, or only a cover for a file that is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from corpus.attachments.files import ReadFile, ReceivedFile, file_name, read_received
from corpus.extract.files import FileKind
from corpus.report import AttachmentState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.extract import Document
    from corpus.report import ReportAttachment

__all__ = ["Gathered", "gather"]

NOT_FETCHED = "It was not fetched with its page. Crawl the page, or import the file itself."
SHORTEST_COVER = 120  # characters; a page with less says nothing but that there is a file
LONGEST_COVER = 300  # one that sends the reader on, or forwards a document, may say this much
MOST_LINES = 6  # of such a page: salutation, a sentence or two, signature and date
LEAST_TEXT = 200  # characters of a file that can be the report
LEAST_TIMES = 2  # longer than the page's own text
SENDS_ON = re.compile(r"附件|附后|全文|下载|点击|点此|印发|转发|现将|现予|查看|详见|见附|阅读")
NO_TEXT = re.compile(
    r"附件?\s*[:：\d一二三四五六七八九十]{0,3}.{0,60}$|.{0,60}\.(?:pdf|docx?|wps|ofd|xlsx?|rtf|zip)$", re.IGNORECASE
)
TABLES = (FileKind.XLSX.value, FileKind.XLS.value)
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A page together with its files.

    Attributes:
        document: the page's, its body that of a file where the page is only a cover.
        attachments: what the page offers, in its order.
        body_from: the attachment that gave the body; None where the page did.
    """

    document: Document
    attachments: tuple[ReportAttachment, ...]
    body_from: ReportAttachment | None = None


def gather(page: Document, files: Sequence[ReadFile] = ()) -> Gathered:
    """The page's document with its files; what the page offers and was not fetched is named with that reason.

    Args:
        page: as extracted.
        files: those that were fetched or tried.
    """
    tried = {file.attachment.url: file for file in files}
    # What the page once offered is still listed where today's rules no longer find it.
    offered = {offer.url for offer in page.attachments}
    whole = [tried[url] if (url := offer.url) in tried else _missing(url, offer.label) for offer in page.attachments]
    whole += [file for url, file in tried.items() if url not in offered]
    chosen = _body_among(page, whole)
    attachments = tuple(replace(file.attachment, is_body=True) if file is chosen else file.attachment for file in whole)
    if chosen is None or chosen.document is None:
        return Gathered(page, attachments)
    body_from = next(attachment for attachment in attachments if attachment.is_body)
    return Gathered(_with_body(page, chosen.document), attachments, body_from)


def _missing(url: str, label: str) -> ReadFile:
    return read_received(ReceivedFile(url=url, label=label, reason=NOT_FETCHED))


def _with_body(page: Document, file: Document) -> Document:
    return replace(
        page,
        title=page.title or file.title,
        header="\n".join(filter(None, (page.header, file.header))),
        body=file.body,
        unread=file.unread,
        recognised=file.recognised,
    )


def _body_among(page: Document, files: Sequence[ReadFile]) -> ReadFile | None:
    """The file whose text is the report; None where the page's own text is, or no file's can be."""
    lines = _own_lines(page)
    own = "".join(lines)
    sends_on = len(lines) <= MOST_LINES and SENDS_ON.search(own)
    if len(own) > LONGEST_COVER or (len(own) > SHORTEST_COVER and not sends_on):
        return None
    least = max(LEAST_TEXT, LEAST_TIMES * len(own))
    lengths = {id(file): len(_compact(file.document.body)) for file in files if file.document is not None}
    able = [
        file
        for file in files
        if file.attachment.state is AttachmentState.EXTRACTED
        and lengths[id(file)] >= least
        and (file.attachment.media_type not in TABLES or not own)
    ]
    title = _compact(page.title)
    return max(able, key=lambda file: (_bears(file, title), lengths[id(file)]), default=None)


def _own_lines(page: Document) -> list[str]:
    """What the page says besides naming its files, without white space."""
    labels = {_compact(offer.label) for offer in page.attachments}
    lines = (_compact(line) for line in page.body.split("\n") if not NO_TEXT.match(line))
    return [line for line in lines if line and line not in labels]


def _bears(file: ReadFile, title: str) -> bool:
    """Whether the file is called as the page is, in its text, its link or its name."""
    if not title or file.document is None:
        return False
    stem = PurePosixPath(file_name(file.attachment.url)).stem
    names = (_compact(name) for name in (file.document.title, file.attachment.label, stem))
    return any(name and (title in name or (len(name) >= len(title) // 2 and name in title)) for name in names)


def _compact(text: str) -> str:
    return SPACES.sub("", text)
