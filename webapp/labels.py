"""What the page calls things: facets, levels, sort orders, places of evidence, notes and errors, translated."""

from __future__ import annotations

from corpus import DocType, Level, Where
from corpus.store import Status
from indexer import Sort
from indexer.concordance import LineOrder
from indexer.query import EXCLUDING, FilterField
from webapp.language import gettext, gettext_noop

__all__ = [
    "FACETS",
    "FIELDS",
    "LINE_ORDERS",
    "SORTS",
    "chosen_label",
    "doc_type_label",
    "facet_label",
    "facet_value_label",
    "field_label",
    "file_type_label",
    "level_label",
    "line_order_label",
    "path_label",
    "score_label",
    "sort_label",
    "status_label",
    "where_label",
]

FACETS = {
    FilterField.YEAR: gettext_noop("Report year"),
    FilterField.PLACE: gettext_noop("Place"),
    FilterField.PROVINCE: gettext_noop("Province"),
    FilterField.CITY: gettext_noop("City"),
    FilterField.COUNTY: gettext_noop("County"),
    FilterField.TOWNSHIP: gettext_noop("Township"),
    FilterField.LEVEL: gettext_noop("Level"),
    FilterField.DOC_TYPE: gettext_noop("Type"),
    FilterField.SITE: gettext_noop("Site"),
}

LEVELS = {
    Level.STATE: gettext_noop("State"),
    Level.PROVINCE: gettext_noop("Province level"),
    Level.CITY: gettext_noop("City level"),
    Level.COUNTY: gettext_noop("County level"),
    Level.TOWNSHIP: gettext_noop("Township level"),
    Level.DEPARTMENT: gettext_noop("Department"),
    Level.ZONE: gettext_noop("Functional zone"),
}

# The values are Chinese, in addresses and JSON too; the Chinese catalogue gives them back as they are.
DOC_TYPES = {
    DocType.RULE_OF_LAW: gettext_noop("Report on rule-of-law government"),
    DocType.WORK_REPORT: gettext_noop("Government work report"),
    DocType.INFO_DISCLOSURE: gettext_noop("Annual report on information disclosure"),
    DocType.OTHER: gettext_noop("Other"),
}

LINE_ORDERS = {
    LineOrder.REPORT: gettext_noop("By report"),
    LineOrder.LEFT: gettext_noop("Left context"),
    LineOrder.RIGHT: gettext_noop("Right context"),
    LineOrder.YEAR_DESC: gettext_noop("Newest year"),
    LineOrder.YEAR: gettext_noop("Oldest year"),
}

SORTS = {
    Sort.RELEVANCE: gettext_noop("Relevance"),
    Sort.YEAR_DESC: gettext_noop("Newest year"),
    Sort.YEAR: gettext_noop("Oldest year"),
    Sort.PUBLISHED_DESC: gettext_noop("Newest publication"),
    Sort.PUBLISHED: gettext_noop("Oldest publication"),
}

SCORE_FEATURES = {
    "words": gettext_noop("how often the words stand in title and body, and how rare they are"),
    "title": gettext_noop("part of the title"),
    "issuer": gettext_noop("part of the issuing body's name"),
    "together": gettext_noop("the words stand close together"),
    "year": gettext_noop("newer before older"),
}

FIELDS = {
    "title": gettext_noop("Title"),
    "report_year": gettext_noop("Report year"),
    "period": gettext_noop("Period"),
    "period_from": gettext_noop("Period from"),
    "period_to": gettext_noop("Period to"),
    "published": gettext_noop("Published"),
    "written": gettext_noop("Date written"),
    "issuer": gettext_noop("Issuer"),
    "content_source": gettext_noop("Source as named"),
    "document_number": gettext_noop("Document number"),
    "index_number": gettext_noop("Index number"),
    "level": gettext_noop("Level"),
    "doc_type": gettext_noop("Type"),
    "province": gettext_noop("Province"),
    "city": gettext_noop("City"),
    "county": gettext_noop("County"),
    "township": gettext_noop("Township"),
    "zone": gettext_noop("Functional zone"),
    "locality_code": gettext_noop("Locality code"),
    "site": gettext_noop("Site"),
    "place": gettext_noop("Place"),
}

STATUSES = {
    Status.LIVE: gettext_noop("live"),
    Status.CHANGED: gettext_noop("changed"),
    Status.WITHDRAWN: gettext_noop("withdrawn"),
    Status.BLOCKED: gettext_noop("blocked"),
}

WHERE = {
    Where.TITLE: gettext_noop("the title"),
    Where.META: gettext_noop("the page's meta tags"),
    Where.DATELINE: gettext_noop("the dateline"),
    Where.BREADCRUMB: gettext_noop("the breadcrumb"),
    Where.SIGNATURE: gettext_noop("the signature"),
    Where.SALUTATION: gettext_noop("the salutation"),
    Where.BODY: gettext_noop("the text"),
    Where.SITE_ID_CODE: gettext_noop("the site's identification code"),
    Where.HOST: gettext_noop("the host name"),
    Where.URL: gettext_noop("the address"),
    Where.LIST: gettext_noop("the list that led to the page"),
    Where.ATTACHMENT: gettext_noop("an attachment"),
    Where.RECORD: gettext_noop("a column of the imported record"),
    Where.USER: gettext_noop("a person's correction"),
}


# Names of programs and formats: the same in every language.
FILE_TYPES = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/msword": "Word",
    "application/kswps": "WPS",
    "application/ofd": "OFD",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.ms-excel": "Excel",
    "application/rtf": "RTF",
    "application/zip": "ZIP",
    "text/html": "HTML",
    "text/plain": "TXT",
}


def file_type_label(media_type: str | None, suffix: str) -> str:
    """What kind of file it is, in a word; its suffix where the table has none, else nothing."""
    return FILE_TYPES.get(media_type or "") or suffix.removeprefix(".").upper()


def facet_label(facet: FilterField) -> str:
    """The heading of a facet."""
    return gettext(FACETS[facet])


def score_label(feature: str) -> str:
    """What a share of a hit's score was given for."""
    return gettext(SCORE_FEATURES[feature])


def level_label(level: str) -> str:
    """The name of a level of government; the value itself where it is none."""
    return gettext(LEVELS[Level(level)]) if level in LEVELS else level


def doc_type_label(doc_type: str) -> str:
    """The name of a type of report; the value itself where the table has none."""
    return gettext(DOC_TYPES[DocType(doc_type)]) if doc_type in DOC_TYPES else doc_type


def status_label(status: str) -> str:
    """What became of a source page, in one word."""
    return gettext(STATUSES[Status(status)])


def facet_value_label(facet: FilterField, value: str) -> str:
    """What the page shows for one value of a facet."""
    if facet is FilterField.LEVEL:
        return level_label(value)
    if facet is FilterField.DOC_TYPE:
        return doc_type_label(value)
    if facet is FilterField.PLACE:
        return path_label(value)
    return value.replace("..", "–") if facet is FilterField.YEAR else value


def chosen_label(facet: FilterField, value: str) -> str:
    """What the page shows for a value as it is chosen, which may be its exclusion."""
    label = facet_value_label(facet, value.removeprefix(EXCLUDING))
    return gettext("not %(value)s", value=label) if value.startswith(EXCLUDING) else label


def path_label(path: str) -> str:
    """The path of a place as the page shows it, like `webapp.pages.places.place_chain`."""
    return path.replace("/", " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ")


def field_label(name: str) -> str:
    """The name of a report's field; the field's own name where the table has none."""
    return gettext(FIELDS[name]) if name in FIELDS else name


def where_label(where: Where) -> str:
    """Where a value was read, in words."""
    return gettext(WHERE[where])


def line_order_label(order: LineOrder) -> str:
    """The name of an order of a concordance's lines."""
    return gettext(LINE_ORDERS[order])


def sort_label(sort: Sort) -> str:
    """The name of an order of hits."""
    return gettext(SORTS[sort])
