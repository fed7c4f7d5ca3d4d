"""The form that writes a query: all of these words, none of those, in one sentence, of these places and years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import DocType, Level
from indexer.query import GazetteerPlaces, QueryForm, combine, filters_from_params, form_of, parse, query_of, unparse
from webapp import labels
from webapp.language import gettext, gettext_noop

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from indexer.query import FormProblem
    from webapp.search_state import SearchState

__all__ = ["BuildPage", "Choice", "TextField", "build_page", "read_form", "written_query"]

PLACES = GazetteerPlaces()

# Name of the field of QueryForm: its label, and what to type.
KEYWORDS = {
    "every": (gettext_noop("All of these"), gettext_noop("parted by spaces; “phrases with spaces” in quotes")),
    "some": (gettext_noop("Any of these"), gettext_noop("one of them is enough")),
    "none": (gettext_noop("None of these"), gettext_noop("reports with one of them are left out")),
    "phrase": (
        gettext_noop("Exactly this phrase"),
        gettext_noop("spaces and quotation marks in the report do not count"),
    ),
    "sentence": (gettext_noop("Together in one sentence"), gettext_noop("two keywords or more")),
    "paragraph": (gettext_noop("Together in one paragraph"), gettext_noop("two keywords or more")),
    "title": (gettext_noop("In the title"), ""),
    "issuer": (gettext_noop("Issued by"), gettext_noop("part of the name of the body is enough")),
}
PLACES_FIELD = {
    "places": (
        gettext_noop("Places"),
        gettext_noop("of any level, parted by commas; of namesakes the path, as in 吉林/朝阳"),
    ),
}
PROBLEMS = {
    "no-year": gettext_noop("“%(text)s” is no year; a year has four digits, as in 2022."),
    "no-place": gettext_noop("No place is called “%(text)s”; try its full name, or its path, as in 浙江/杭州."),
    "many-places": gettext_noop(
        "Many places are called “%(text)s”; write the path to the one you mean, as in 河北/晋州."
    ),
    "no-value": gettext_noop("“%(text)s” cannot be chosen; choose from the list."),
    "nothing-in-it": gettext_noop("“%(text)s” holds nothing that can be searched for; type words."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField:
    """One field to type into; `problem` says what is wrong with what was typed."""

    name: str
    label: str
    help: str
    value: str
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value that can be ticked."""

    value: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPage:
    """The form as shown.

    Attributes:
        keywords, places, years: the fields to type into.
        levels, types: the values to tick.
        query: the query that was to be read back.
        is_richer: whether that says more than the form can, which then stays empty.
        problems: whether something typed means nothing.
    """

    keywords: tuple[TextField, ...]
    places: TextField
    years: tuple[TextField, TextField]
    levels: tuple[Choice, ...]
    types: tuple[Choice, ...]
    query: str
    is_richer: bool
    problems: bool


def read_form(arguments: MultiDict[str, str]) -> QueryForm:
    """The form as sent."""
    typed = {name: arguments.get(name, "").strip() for name in (*KEYWORDS, *PLACES_FIELD, "first_year", "last_year")}
    return QueryForm(**typed, levels=tuple(arguments.getlist("levels")), types=tuple(arguments.getlist("types")))


def written_query(form: QueryForm) -> tuple[str, tuple[FormProblem, ...]]:
    """The form in the query language, and what of it means nothing."""
    node, problems = query_of(form, PLACES)
    return unparse(node), problems


def build_page(state: SearchState, form: QueryForm | None = None, problems: tuple[FormProblem, ...] = ()) -> BuildPage:
    """The form for a search, its ticked filters included; or `form` as it was sent, with what is wrong with it."""
    filters, _notes = filters_from_params(state.filters, PLACES)
    node = combine(parse(state.query, places=PLACES).node, filters)
    read = form or form_of(node, PLACES)
    shown = read or QueryForm()
    wrong = {problem.field: gettext(PROBLEMS[problem.code], text=problem.text) for problem in reversed(problems)}
    first = _field("first_year", (gettext_noop("From the year"), ""), shown, wrong)
    last = _field("last_year", (gettext_noop("To the year"), ""), shown, wrong)
    return BuildPage(
        keywords=tuple(_field(name, words, shown, wrong) for name, words in KEYWORDS.items()),
        places=_field("places", PLACES_FIELD["places"], shown, wrong),
        years=(first, last),
        levels=tuple(Choice(value=v, label=labels.level_label(v), ticked=v in shown.levels) for v in Level),
        types=tuple(Choice(value=v, label=labels.doc_type_label(v), ticked=v in shown.types) for v in DocType),
        query=unparse(node),
        is_richer=read is None,
        problems=bool(problems),
    )


def _field(name: str, words: tuple[str, str], form: QueryForm, wrong: dict[str, str]) -> TextField:
    label, help_ = words
    return TextField(
        name=name,
        label=gettext(label),
        help=gettext(help_) if help_ else "",
        value=getattr(form, name),
        problem=wrong.get(name),
    )
