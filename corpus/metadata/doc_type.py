"""What kind of report it is: from the title, else from the opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.metadata.facts import Finding
from corpus.metadata.kinds import KINDS

if TYPE_CHECKING:
    from corpus.metadata.page import Page
    from corpus.report import DocType

__all__ = ["find_doc_type"]

TITLE_CONFIDENCE = 0.95
OPENING_CONFIDENCE = 0.7


def find_doc_type(page: Page) -> Finding[DocType] | None:
    """The kind, by the first row of the table that fits; None where none does (which counts as 其他)."""
    for kind in KINDS:
        match = kind.title.search(page.title.text)
        if match:
            return Finding(kind.doc_type, page.title.evidence(TITLE_CONFIDENCE))
    for kind in KINDS:
        match = kind.opening.search(page.opening.text)
        if match:
            return Finding(kind.doc_type, page.opening.evidence(OPENING_CONFIDENCE, match.span()))
    return None
