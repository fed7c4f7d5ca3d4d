"""Text out of files: bytes in, one `Document` out. Pure, so that old snapshots can be read again offline."""

from corpus.extract.decode import Decoded, decode, detect_encoding, refuse_binary
from corpus.extract.document import Attachment, Document
from corpus.extract.files import file_kind
from corpus.extract.html import sniff_charset
from corpus.extract.reader import PAGE_SUFFIXES, RECORD_SUFFIXES, SUFFIXES, WEB_ARCHIVE_SUFFIXES, extract, unsupported
from corpus.extract.saved_page import SavedPage, is_saved_page, read_saved_page
from corpus.extract.text import read_text

__all__ = [
    "PAGE_SUFFIXES",
    "RECORD_SUFFIXES",
    "SUFFIXES",
    "WEB_ARCHIVE_SUFFIXES",
    "Attachment",
    "Decoded",
    "Document",
    "SavedPage",
    "decode",
    "detect_encoding",
    "extract",
    "file_kind",
    "is_saved_page",
    "read_saved_page",
    "read_text",
    "refuse_binary",
    "sniff_charset",
    "unsupported",
]
