"""What is wrong with a correction, as sentences of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.corrections import CorrectionError
from webapp import labels
from webapp.language import gettext, gettext_noop

if TYPE_CHECKING:
    from corpus import BaogaoError

__all__ = ["SENTENCES", "correction_sentence"]

# By the reasons of corpus.corrections.errors; the names in %(...)s are the errors' arguments, and `field`.
SENTENCES = {
    "unknown-field": gettext_noop("There is no field %(field)s that can be corrected."),
    "bad-report-year": gettext_noop("%(value)s is no year; expected a year such as 2022."),
    "bad-published": gettext_noop("%(value)s is no date up to today; expected a date such as 2023-03-28."),
    "bad-written": gettext_noop("%(value)s is no date up to today; expected a date such as 2023-03-28."),
    "bad-period": gettext_noop(
        "%(value)s is no period of several years or of a part of one; expected one such as 2021..2025 or "
        "2022-01-01..2022-06-30."
    ),
    "period-and-year": gettext_noop("The period %(value)s does not end in the year %(year)s."),
    "bad-level": gettext_noop("%(value)s is no level of government."),
    "bad-doc-type": gettext_noop("%(value)s is no type of report."),
    "bad-place": gettext_noop("%(field)s: give %(value)s in one field only."),
    "bad-who": gettext_noop("%(value)s is no name of a person."),
    "too-long": gettext_noop("%(field)s has %(length)s characters; at most %(most)s are kept."),
    "unknown-place": gettext_noop("%(field)s: %(value)s is not in the gazetteer. Similar: %(nearest)s."),
    "ambiguous-place": gettext_noop(
        "%(field)s: %(count)s places are called %(value)s: %(places)s. "
        "Give the place with what it lies in, or its code."
    ),
    "misplaced": gettext_noop("%(field)s: %(value)s does not lie in %(within)s; known is %(places)s."),
    "not-in-force": gettext_noop("There is no correction of %(field)s to take back."),
}


def correction_sentence(error: BaogaoError) -> str:
    """The error in the page's language; its own English words where the table has none for its reason."""
    if not isinstance(error, CorrectionError) or error.reason not in SENTENCES:
        return str(error)
    arguments = {**error.arguments, "field": labels.field_label(error.field)}
    if "nearest" in arguments:
        arguments["nearest"] = arguments["nearest"] or gettext("none")
    if "within" in arguments:
        arguments["within"] = str(arguments["within"]).rpartition("=")[2] or gettext("none")
    return gettext(SENTENCES[error.reason], **arguments)
