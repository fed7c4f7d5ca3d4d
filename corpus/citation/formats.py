"""The formats on offer, in the order in which the page shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.citation.bibtex import bibtex
from corpus.citation.item import FrozenCopy, citation_key, csl_item
from corpus.citation.ris import ris
from corpus.citation.styles import apa, gb7714
from corpus.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.report import Report

__all__ = ["FORMATS", "Citation", "Format", "cite"]


@dataclass(frozen=True, slots=True)
class Format:
    """One citation format. `write` turns a CSL item into text; `for_reading` tells prose from records for programs."""

    id: str
    label: str
    suffix: str
    media_type: str
    for_reading: bool
    write: Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Citation:
    """A report cited in one format: the text, and the file it is saved as."""

    format: Format
    text: str
    file_name: str


def _csl_json(item: dict[str, Any]) -> str:
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


FORMATS = {
    format_.id: format_
    for format_ in (
        Format("gb7714", "GB/T 7714-2015", "txt", "text/plain", True, gb7714),
        Format("apa", "APA", "txt", "text/plain", True, apa),
        Format("bibtex", "BibTeX", "bib", "application/x-bibtex", False, bibtex),
        Format("ris", "RIS", "ris", "application/x-research-info-systems", False, ris),
        Format("csl-json", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", False, _csl_json),
    )
}


def cite(report: Report, format_id: str, *, accessed: date, copy: FrozenCopy | None = None) -> Citation:
    """The report cited in the format `format_id` of `FORMATS`, as read on the day `accessed`.

    Raises:
        NotFoundError: there is no such format.
    """
    if format_id not in FORMATS:
        raise NotFoundError(
            f"There is no citation format {format_id!r}.",
            hint=f"Known: {', '.join(FORMATS)}.",
            reason="no-citation-format",
            arguments={"known": ", ".join(FORMATS)},
        )
    chosen = FORMATS[format_id]
    text = chosen.write(csl_item(report, accessed=accessed, copy=copy))
    return Citation(chosen, text, f"{citation_key(report)}.{chosen.suffix}")
