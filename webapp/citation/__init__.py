"""Citations of a report: GB/T 7714-2015, APA, BibTeX, RIS and CSL-JSON, with access date and frozen copy."""

from webapp.citation.formats import FORMATS, Citation, Format, cite
from webapp.citation.item import FrozenCopy, csl_item

__all__ = ["FORMATS", "Citation", "Format", "FrozenCopy", "cite", "csl_item"]
