"""What a page offers for download: each file read, and where the page is only its cover, taken as the report's text."""

from corpus.attachments.covers import Gathered, gather
from corpus.attachments.files import ReadFile, ReceivedFile, file_name, read_received

__all__ = ["Gathered", "ReadFile", "ReceivedFile", "file_name", "gather", "read_received"]
