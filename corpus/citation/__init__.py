"""Citations of a report: GB/T 7714-2015, APA, BibTeX, RIS and CSL-JSON, with access date and frozen copy."""

from corpus.citation.bibtex import bibtex
from corpus.citation.formats import FORMATS, Citation, Format, cite
from corpus.citation.item import FrozenCopy, csl_item, frozen_copy
from corpus.citation.ris import ris

__all__ = ["FORMATS", "Citation", "Format", "FrozenCopy", "bibtex", "cite", "csl_item", "frozen_copy", "ris"]
