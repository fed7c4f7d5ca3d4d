"""What the database says of reports, read without the means to write it: the lower half of `corpus.store`."""

from corpus.reports.reading import OlderStoreError, Reports, open_reports

__all__ = ["OlderStoreError", "Reports", "open_reports"]
