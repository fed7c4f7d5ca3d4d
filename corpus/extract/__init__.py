"""Text out of files: bytes in, one `Document` out. Pure, so that old snapshots can be read again offline."""

from corpus.extract.document import Attachment, Document
from corpus.extract.reader import RECORD_SUFFIXES, SUFFIXES, extract
from corpus.extract.text import read_text

__all__ = ["RECORD_SUFFIXES", "SUFFIXES", "Attachment", "Document", "extract", "read_text"]
