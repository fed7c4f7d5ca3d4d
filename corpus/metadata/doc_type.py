"""What kind of report it is: from the title, else from the opening, else from the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.metadata.decision import Decision
from corpus.metadata.facts import Finding
from corpus.metadata.kinds import KINDS
from corpus.report import Evidence, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.metadata.address import Address
    from corpus.metadata.page import Page
    from corpus.report import DocType

__all__ = ["find_doc_type"]

TITLE_CONFIDENCE = 0.95
OPENING_CONFIDENCE = 0.7
FOLDER_CONFIDENCE = 0.5


def find_doc_type(page: Page, address: Address) -> Decision[DocType]:
    """The kind, by the first row of the table that fits; none where none does (which counts as 其他)."""
    candidates = list(_readings(page, address))
    return Decision.of(candidates, candidates[0] if candidates else None)


def _readings(page: Page, address: Address) -> Iterator[Finding[DocType]]:
    for kind in KINDS:
        if kind.title.search(page.title.text):
            yield Finding(kind.doc_type, page.title.evidence(TITLE_CONFIDENCE))
    for kind in KINDS:
        match = kind.opening.search(page.opening.text)
        if match:
            yield Finding(kind.doc_type, page.opening.evidence(OPENING_CONFIDENCE, match.span()))
    for kind in KINDS:
        for folder in address.folders:
            if kind.folder is not None and kind.folder.search(folder):
                yield Finding(kind.doc_type, Evidence(where=Where.URL, quote=folder, confidence=FOLDER_CONFIDENCE))
