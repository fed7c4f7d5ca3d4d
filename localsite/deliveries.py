"""Which reports come as files, and of which kind."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from localsite.draw import Draw
from localsite.report import Block, BlockKind, Delivery, FileKind, LocalFile

if TYPE_CHECKING:
    from localsite.report import LocalReport

__all__ = ["delivered", "scan_text"]

# By site, column and report year. A table stands beside a report whose text is on its page.
TEXT_FILES = {
    ("kangxian", "fzzf", 2019): FileKind.DOC,
    ("kangxian", "fzzf", 2020): FileKind.WPS,
    ("kangxian", "fzzf", 2021): FileKind.PDF,
    ("kangxian", "fzzf", 2022): FileKind.OFD,
    ("kangxian", "fzzf", 2023): FileKind.DOCX,
    ("anmenkou", "fzzf", 2021): FileKind.SCAN,
}
TABLE_FILES = {
    ("kangxian", "xxgknb", 2022): FileKind.XLS,
    ("kangxian", "xxgknb", 2023): FileKind.XLSX,
    ("kangxian", "gzbg", 2023): FileKind.ZIP,
}
DIRECT_FILES = {("anmenkou", "fzzf", 2022): FileKind.PDF}
DOWNLOADS = (FileKind.WPS, FileKind.XLS)  # offered by a script that names the file in its query
TABLE_ROWS = ("行政许可", "行政处罚", "行政检查", "行政强制", "行政复议", "法律援助")


def delivered(report: LocalReport) -> LocalReport:
    """The report with the files it comes in, or with."""
    key = (report.slug, report.column, report.report_year)
    if kind := TEXT_FILES.get(key):
        file = _file(report, kind, f"{report.title}.{kind.suffix}")
        attached = replace(report, delivery=Delivery.ATTACHED, files=(file,))
        return _as_scanned(attached) if kind is FileKind.SCAN else attached
    if kind := TABLE_FILES.get(key):
        file = _file(report, kind, f"{report.report_year}年工作数据统计表.{kind.suffix}")
        return replace(report, files=(replace(file, rows=_table(report)),))
    if kind := DIRECT_FILES.get(key):
        file = _file(report, kind, f"{report.title}.{kind.suffix}")
        return replace(report, delivery=Delivery.DIRECT, files=(file,), path=file.path, linked_path=file.path)
    return report


@cache
def scan_text() -> tuple[str, ...]:
    """What the scanned report says: its title, then its paragraphs."""
    text = files("localsite.files").joinpath("scan.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def _as_scanned(report: LocalReport) -> LocalReport:
    """The report with the words that its scan shows, and which change with no prose file."""
    title, *paragraphs = scan_text()
    blocks = (*(Block(BlockKind.PARAGRAPH, text) for text in paragraphs[:-2]), *_signed(paragraphs[-2:]))
    return replace(report, title=title, list_title=title, blocks=blocks)


def _signed(lines: list[str]) -> tuple[Block, Block]:
    issuer, day = lines
    return Block(BlockKind.SIGNATURE, issuer), Block(BlockKind.DATE, day)


def _file(report: LocalReport, kind: FileKind, label: str) -> LocalFile:
    """A file beside the page, named as TRS names uploads: P for pictures and PDF, W for others."""
    folder = report.path.rpartition("/")[0]
    number = Draw(report.path, "file").between(100_000_000_000, 999_999_999_999)
    letter = "P" if kind.suffix in {"pdf", "ofd"} else "W"
    name = f"{letter}0{report.published:%Y%m%d}{number}.{kind.suffix}"
    path = f"/module/download/downfile.jsp?classid=0&filename={name}" if kind in DOWNLOADS else f"{folder}/{name}"
    return LocalFile(path=path, label=label, kind=kind)


def _table(report: LocalReport) -> tuple[tuple[str, ...], ...]:
    draw = Draw(report.path, "table")
    rows = [(name, str(draw.between(20, 400)), str(draw.between(20, 400))) for name in TABLE_ROWS]
    return (("项目", f"{report.report_year - 1}年（件）", f"{report.report_year}年（件）"), *rows)
