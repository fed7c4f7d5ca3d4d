"""The query as a form of plain fields: the query that a form means, and a query read back into it where it fits."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol
from unicodedata import normalize

from corpus import DocType, Level
from indexer.fold import fold
from indexer.query.lexer import without_quotes
from indexer.query.nodes import (
    And,
    Field,
    FilterField,
    Keyword,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    PathFilter,
    PlaceFilter,
    TextFilter,
    Within,
    YearFilter,
)
from indexer.query.tree import all_of, any_of, near
from indexer.query.values import split_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["FormPlaces", "FormProblem", "QueryForm", "form_of", "query_of"]

MAX_NAMESAKES = 20  # 城关镇 is the name of 120 towns: who means one of them says of which county
_KEYWORD = re.compile('"(?P<straight>[^"]*)"|“(?P<curly>[^”]*)”|\\S+')
_YEAR = re.compile("[0-9]{4}")


class FormPlaces(Protocol):
    """Knows the paths of places."""

    def official_paths(self, path: str) -> tuple[str, ...]:
        """The paths of official names that a path of official or short names may mean; empty where none."""

    def paths_named(self, name: str) -> tuple[str, ...]:
        """The paths of the places of any level that a name may mean; empty where none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryForm:
    """The fields as typed. Those of keywords hold several, parted by white space, "of one phrase" within quotes.

    Attributes:
        every, some, none: keywords of which all, at least one, none may stand in title or body.
        phrase: one phrase.
        sentence, paragraph: keywords that stand in one sentence, in one paragraph.
        title, issuer: keywords of the title and of the issuing body.
        places: names or paths, parted by commas; reports of any of them.
        first_year, last_year: either may be empty.
        levels, types: values of which a report has one.
    """

    every: str = ""
    some: str = ""
    none: str = ""
    phrase: str = ""
    sentence: str = ""
    paragraph: str = ""
    title: str = ""
    issuer: str = ""
    places: str = ""
    first_year: str = ""
    last_year: str = ""
    levels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormProblem:
    """What is wrong with a field: ``no-year``, ``no-place``, ``many-places``, ``no-value`` or ``nothing-in-it``."""

    field: str
    code: str
    text: str


def query_of(form: QueryForm, places: FormPlaces) -> tuple[Node, tuple[FormProblem, ...]]:
    """The query that the form means, and what of the form means nothing."""
    problems: list[FormProblem] = []

    def keywords(name: str, field: Field | None = None) -> list[Keyword]:
        text = getattr(form, name)
        found = list(_keywords(text, field))
        if text.strip() and not found:
            problems.append(FormProblem(name, "nothing-in-it", text.strip()))
        return found

    phrase = without_quotes(form.phrase.strip())
    if form.phrase.strip() and not fold(phrase):
        problems.append(FormProblem("phrase", "nothing-in-it", form.phrase.strip()))
    conditions: list[Node] = [
        *keywords("every"),
        *((any_of(some),) if (some := keywords("some")) else ()),
        *((Keyword(phrase, quoted=True),) if fold(phrase) else ()),
        *(_near(Within.SENTENCE, keywords("sentence"))),
        *(_near(Within.PARAGRAPH, keywords("paragraph"))),
        *map(Not, keywords("none")),
        *keywords("title", Field.TITLE),
        *keywords("issuer", Field.ISSUER),
        *_places(form.places, places, problems),
        *_years(form, problems),
        *_chosen(FilterField.LEVEL, "levels", form.levels, list(Level), problems),
        *_chosen(FilterField.DOC_TYPE, "types", form.types, list(DocType), problems),
    ]
    return all_of(conditions), tuple(problems)


def form_of(node: Node, places: FormPlaces) -> QueryForm | None:
    """The form that means `node`; None where the query says more than the form can."""
    form: QueryForm | None = QueryForm()
    children = () if isinstance(node, MatchAll) else node.children if isinstance(node, And) else (node,)
    for child in children:
        if form is not None:
            form = _with(form, child, places)
    return form


def _keywords(text: str, field: Field | None) -> Iterable[Keyword]:
    for match in _KEYWORD.finditer(text):
        phrase = match["straight"] if match["straight"] is not None else match["curly"]
        value = without_quotes(match[0] if phrase is None else phrase)
        if fold(value):
            yield Keyword(value, field, quoted=phrase is not None)


def _near(within: Within, operands: Sequence[Node]) -> Iterable[Node]:
    joined = near(within, operands) if operands else None
    return () if joined is None else (joined,)


def _places(text: str, places: FormPlaces, problems: list[FormProblem]) -> Iterable[Node]:
    paths: list[str] = []
    for name in split_values(text):
        look = places.official_paths if "/" in name else places.paths_named
        meant = look(name) or look(fold(name))
        if not meant or len(meant) > MAX_NAMESAKES:
            problems.append(FormProblem("places", "many-places" if meant else "no-place", name))
        else:
            paths.extend(meant)
    return (PathFilter(tuple(dict.fromkeys(paths))),) if paths else ()


def _years(form: QueryForm, problems: list[FormProblem]) -> Iterable[Node]:
    ends: list[int | None] = []
    for name in ("first_year", "last_year"):
        text = getattr(form, name).strip()
        plain = normalize("NFKC", text).removesuffix("年")
        if text and not _YEAR.fullmatch(plain):
            problems.append(FormProblem(name, "no-year", text))
        ends.append(int(plain) if _YEAR.fullmatch(plain) else None)
    first, last = ends
    if first is not None and last is not None and first > last:
        first, last = last, first
    return () if first is None and last is None else (YearFilter(((first, last),)),)


def _chosen(
    facet: FilterField, name: str, values: Iterable[str], known: Sequence[str], problems: list[FormProblem]
) -> Iterable[Node]:
    given = tuple(dict.fromkeys(value for value in values if value))
    problems.extend(FormProblem(name, "no-value", value) for value in given if value not in known)
    return (TextFilter(facet, kept),) if (kept := tuple(str(value) for value in given if value in known)) else ()


def _with(form: QueryForm, node: Node, places: FormPlaces) -> QueryForm | None:  # noqa: PLR0911 - a kind of node each
    """The form with a further condition; None where it has no field for it left."""
    match node:
        case Keyword(field=Field.TITLE):
            return replace(form, title=_more(form.title, node))
        case Keyword(field=Field.ISSUER):
            return replace(form, issuer=_more(form.issuer, node))
        case Keyword(field=None, quoted=True, text=phrase) if not form.phrase:
            return replace(form, phrase=phrase)
        case Keyword(field=None):
            return replace(form, every=_more(form.every, node))
        case Or(children=children):
            return _filled(form, "some", children)
        case Near(within=within, operands=operands):
            return _filled(form, "sentence" if within is Within.SENTENCE else "paragraph", operands)
        case Not(child=child):
            return _filled(form, "none", child.children if isinstance(child, Or) else (child,))
        case _:
            return _with_filter(form, node, places)


def _filled(form: QueryForm, name: str, nodes: Sequence[Node]) -> QueryForm | None:
    """The form with keywords of title and body in the field of that name; several NOTs share theirs."""
    already: str = getattr(form, name)
    if already and name != "none":
        return None
    for node in nodes:
        if not isinstance(node, Keyword) or node.field is not None:
            return None
        already = _more(already, node)
    fields: dict[str, Any] = {name: already}
    return replace(form, **fields)


def _with_filter(form: QueryForm, node: Node, places: FormPlaces) -> QueryForm | None:
    match node:
        case YearFilter(ranges=ranges) if not (form.first_year or form.last_year):
            span = _one_span(ranges)
            return None if span is None else replace(form, first_year=span[0], last_year=span[1])
        case PathFilter(paths=paths) if not form.places:
            return replace(form, places="、".join(paths))
        case PlaceFilter(names=names) if not form.places:
            paths = tuple(path for name in names for path in places.paths_named(name))
            is_known = all(any(path.rpartition("/")[2] == name for path in paths) for name in names)
            return replace(form, places="、".join(paths)) if is_known else None
        case TextFilter(facet=FilterField.LEVEL, values=values) if not form.levels and set(values) <= set(Level):
            return replace(form, levels=values)
        case TextFilter(facet=FilterField.DOC_TYPE, values=values) if not form.types and set(values) <= set(DocType):
            return replace(form, types=values)
        case _:
            return None


def _more(text: str, keyword: Keyword) -> str:
    is_phrase = keyword.quoted or any(map(str.isspace, keyword.text))
    shown = f'"{without_quotes(keyword.text)}"' if is_phrase else keyword.text
    return f"{text} {shown}".strip()


def _one_span(ranges: Iterable[tuple[int | None, int | None]]) -> tuple[str, str] | None:
    """The one span of years that the ranges together make up; None where years between them are missing."""
    first: int | None
    spans = sorted(ranges, key=lambda span: (span[0] is not None, span[0] or 0))
    (first, last), *others = spans
    for start, end in others:
        if last is None or start is None:
            return None
        if start > last + 1:
            return None
        last = end if end is None else max(last, end)
    return ("" if first is None else str(first), "" if last is None else str(last))
