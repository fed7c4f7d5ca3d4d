"""All reports of the site, composed once: their text, their addresses and the truth about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from localsite.columns import DISCLOSURE, RULE_OF_LAW, WORK, Column
from localsite.dates import arabic_date, chinese_date, publication_day
from localsite.deliveries import delivered
from localsite.disclosure_report import disclosure_body
from localsite.draw import Draw
from localsite.families import FAMILIES
from localsite.places import PLACES, Layout, Place
from localsite.prose import Filler
from localsite.report import Block, BlockKind, LocalReport, Quirk
from localsite.rule_of_law import rule_of_law_body
from localsite.traditional import to_traditional
from localsite.words import audience, scale, words_of
from localsite.work_report import work_report_body

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = ["REPORTS", "compose"]


QUIRKS = {
    ("tonglu", "fzzf", 2019): Quirk.GBK,
    ("zhili", "fzzf", 2020): Quirk.MOVED,
    ("qingdao", "fzzf", 2021): Quirk.SCRIPTED_SOURCE,
    ("shuanggou", "fzzf", 2020): Quirk.BROKEN_LINES,
    ("huian", "fzzf", 2021): Quirk.NO_TITLE,
    ("chongwu", "fzzf", 2022): Quirk.TRADITIONAL,
    ("zizhou", "fzzf", 2021): Quirk.REPEATED_TITLE,
    ("beibei", "fzzf", 2020): Quirk.MIGRATED,
}
SHORT_NAME_TITLES = (0, 1, 4)  # of the rule-of-law titles: those that name the place and not the issuing body
SIGNED_IN = 4  # of five reports with their issuer in the title, so many are signed; all others are
LEAST_SIGNING_DAYS, MOST_SIGNING_DAYS = 1, 20  # from the signature to the publication
NUMBERING = (Layout.TRS_EDITOR, Layout.GKMLPT)  # the layouts with a table that shows 发文字号


def compose(place: Place, column: Column, year: int) -> LocalReport:
    """The report of a place in a column on a year."""
    draw = Draw(place.slug, column.folder, year)
    quirk = QUIRKS.get((place.slug, column.folder, year), Quirk.NONE)
    is_work = column is WORK
    published = publication_day(draw, year if is_work else year + 1, work_report=is_work)
    form = draw.below(len(column.titles))
    title = column.titles[form].format(name=place.name, issuer=place.issuer, year=year)
    names_issuer = column is RULE_OF_LAW and form not in SHORT_NAME_TITLES
    signed = not is_work and (not names_issuer or quirk is not Quirk.NONE or draw.below(5) < SIGNED_IN)
    written = published - timedelta(days=draw.between(LEAST_SIGNING_DAYS, MOST_SIGNING_DAYS)) if signed else None
    blocks = _body(place, column, year, draw)
    if written is not None:
        write = chinese_date if draw.below(3) == 0 else arabic_date
        blocks += [Block(BlockKind.SIGNATURE, place.issuer), Block(BlockKind.DATE, write(written))]
    path = _path(place, column, published, draw)
    report = LocalReport(
        slug=place.slug,
        host=place.host,
        column=column.folder,
        path=path,
        linked_path=path,
        title=title,
        list_title=title,
        blocks=tuple(blocks),
        report_year=year,
        published=published,
        written=written,
        issuer=place.issuer,
        content_source=place.source,
        level=place.level,
        doc_type=column.doc_type,
        province=place.province,
        city=place.city,
        county=place.county,
        township=place.township,
        zone=place.zone,
        document_number=_document_number(place, published, draw),
        layout=place.layout,
        charset=place.charset,
        quirk=quirk,
    )
    change = QUIRK_CHANGES.get(quirk)
    return delivered(change(report) if change else report)


def _body(place: Place, column: Column, year: int, draw: Draw) -> list[Block]:
    filler = Filler(draw, words_of(place, year), scale(place))
    if column is WORK:
        return work_report_body(filler, audience(place), year)
    if column is DISCLOSURE:
        return disclosure_body(filler, audience(place), year)
    addressed = draw.below(3) == 0
    body = rule_of_law_body(filler, audience(place), year, addressed=addressed)
    return [Block(BlockKind.SALUTATION, f"{place.superior}："), *body] if addressed else body


def _path(place: Place, column: Column, published: date, draw: Draw) -> str:
    return FAMILIES[place.family].article_path(place, column.folder, published, draw.between(100_000, 999_999))


def _document_number(place: Place, published: date, draw: Draw) -> str | None:
    """发文字号; only the sites of one CMS show the table that holds it."""
    number = draw.between(2, 40)
    return f"{place.agency}〔{published.year}〕{number}号" if place.layout in NUMBERING else None


def _without_title(report: LocalReport) -> LocalReport:
    return replace(report, title="")


def _in_gbk(report: LocalReport) -> LocalReport:
    return replace(report, charset="gbk")


def _moved(report: LocalReport) -> LocalReport:
    folder, _, name = report.path.rpartition("/")
    return replace(report, linked_path=f"{folder.rpartition('/')[0]}/old/{name}")


def _in_traditional(report: LocalReport) -> LocalReport:
    title = to_traditional(report.title)
    blocks = tuple(replace(block, text=to_traditional(block.text)) for block in report.blocks)
    return replace(report, title=title, list_title=title, blocks=blocks)


QUIRK_CHANGES: dict[Quirk, Callable[[LocalReport], LocalReport]] = {
    Quirk.NO_TITLE: _without_title,
    Quirk.GBK: _in_gbk,
    Quirk.MOVED: _moved,
    Quirk.TRADITIONAL: _in_traditional,
}


def _all_reports() -> tuple[LocalReport, ...]:
    found: list[LocalReport] = []
    for place in PLACES:
        for column, years in ((RULE_OF_LAW, place.rule_of_law), (WORK, place.work), (DISCLOSURE, place.disclosure)):
            found += [compose(place, column, year) for year in years]
    return tuple(found)


REPORTS: tuple[LocalReport, ...] = _all_reports()
