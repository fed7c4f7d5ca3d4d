"""What a visitor can do wrong, or ask for in vain, as sentences of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.query import FilterField
from webapp import labels
from webapp.language import gettext, gettext_noop

if TYPE_CHECKING:
    from corpus import BaogaoError

__all__ = ["EXPIRED_FORM", "REFUSALS", "refusal_text"]

# By the reason of the error; the names in %(...)s are the error's arguments.
REFUSALS = {
    "no-number": gettext_noop("%(name)s must be a whole number from %(least)s to %(most)s, not “%(text)s”."),
    "no-sort": gettext_noop("sort must be one of %(known)s, not “%(text)s”."),
    "no-order": gettext_noop("order must be one of %(known)s, not “%(text)s”."),
    "no-export-format": gettext_noop("There is no such format; known are %(known)s."),
    "query-too-long": gettext_noop("The search has %(length)s characters; at most %(limit)s can be searched for."),
    "facet-text-too-long": gettext_noop("There are %(length)s characters; at most %(limit)s can be looked for."),
    "too-many-values": gettext_noop("%(facet)s: %(count)s values are chosen; at most %(limit)s can be chosen at once."),
    "note-too-long": gettext_noop("The note has %(length)s characters; at most %(limit)s are kept. Please shorten it."),
    "tag-too-long": gettext_noop(
        "The tag “%(tag)s…” has %(length)s characters; at most %(limit)s are kept. Put longer text in the note."
    ),
    "too-many-tags": gettext_noop("%(count)s tags were given; at most %(limit)s are kept. Please use fewer."),
    "no-report": gettext_noop(
        "This report is not in the collection. It may have been removed, or the address is incomplete."
    ),
    "no-revision": gettext_noop("This report has no revision %(number)s; it has revisions 1 to %(last)s."),
    "no-snapshot": gettext_noop("There is no such snapshot in the collection."),
    "no-citation-format": gettext_noop("There is no such citation format; known are %(known)s."),
    "snapshot-damaged": gettext_noop(
        "The archived copy is missing or damaged. Whoever keeps the collection can put %(file)s back from a backup."
    ),
}

EXPIRED_FORM = gettext_noop("The form has expired or did not come from this site, so nothing was saved.")


def refusal_text(error: BaogaoError) -> str | None:
    """The sentence for the error's reason in the page's language, or None where the table has none."""
    if error.reason not in REFUSALS:
        return None
    words = dict(error.arguments)
    if "facet" in words:
        words["facet"] = labels.facet_label(FilterField(str(words["facet"])))
    return gettext(REFUSALS[error.reason], **words)
