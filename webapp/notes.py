"""What the searcher notes about a query, as sentences of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus import InputError
from indexer.query import FilterField
from webapp import labels
from webapp.language import gettext, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer import Note

__all__ = ["NOTES", "note_text", "refuse_ignored_filters"]

# The sentences of indexer.query.notes, by their codes; the names in %(...)s are the notes' arguments.
NOTES = {
    "unbalanced-quote": gettext_noop("A quotation mark is never closed, so it was left out."),
    "unbalanced-parenthesis": gettext_noop("A parenthesis has no partner, so it was left out."),
    "empty-group": gettext_noop("There is nothing between two parentheses, so they were left out."),
    "empty-keyword": gettext_noop("%(text)s holds nothing that can be searched for, so it was left out."),
    "dangling-operator": gettext_noop("%(operator)s has nothing to join, so it was searched as text."),
    "lone-minus": gettext_noop("A minus sign stands alone, so it was searched as text."),
    "empty-value": gettext_noop("%(field)s: is followed by no value, so it was searched as text."),
    "bad-year": gettext_noop(
        "%(text)s is no year, so it was searched as text; a year is written year:2022, years year:2019..2022."
    ),
    "ignored-year": gettext_noop("%(text)s is no year, so that filter was left out."),
    "reversed-years": gettext_noop("The years %(text)s were taken from the earlier to the later."),
    "unknown-place": gettext_noop("%(facet)s: no place is called %(name)s; the name was searched for as written."),
    "unknown-value": gettext_noop("%(facet)s: there is no %(value)s; known are %(known)s."),
    "not-a-word": gettext_noop(
        "%(text)s is not one word to the segmenter (%(parts)s), so word: may find nothing; try it without word:."
    ),
    "not-near": gettext_noop(
        "%(operator)s joins keywords, phrases, word: and groups of these with OR; %(operand)s is none of them, "
        "so it was taken as AND."
    ),
    "no-wildcards": gettext_noop(
        "There are no wildcards: * and ? in %(text)s were searched as text. "
        "A keyword finds every longer word that it stands in."
    ),
    "dictionary-changed": gettext_noop(
        "The collection's dictionary has changed since it was indexed; word: still counts by the old one."
    ),
    "nothing-to-search": gettext_noop("The search holds only punctuation, so every report is listed."),
    "too-long": gettext_noop(
        "The search is longer than %(limit)s characters, so it was searched as one piece of text."
    ),
    "too-complex": gettext_noop(
        "The search has more than %(terms)s terms or is nested deeper than %(depth)s, "
        "so it was searched as one piece of text."
    ),
}


def refuse_ignored_filters(notes: Iterable[Note]) -> None:
    """Refuse a filter that would be left out: a page says so beside its total; a program or a file would not see it.

    Raises:
        InputError: there is such a note.
    """
    for note in notes:
        if note.code == "ignored-year":
            raise InputError(
                f"{dict(note.arguments)['text']} is no year.", hint="Give 2022, 2019..2022, 2019.. or ..2022."
            )


def note_text(note: Note) -> str:
    """The note's sentence in the page's language; its English message where the table has no sentence for its code."""
    if note.code not in NOTES:
        return note.message
    words = dict(note.arguments)
    if facet := words.get("facet"):
        words["facet"] = labels.facet_label(FilterField(facet))
    return gettext(NOTES[note.code], **words)
