"""WACZ 1.1.1: the evidence of a selection of reports in one file that ReplayWeb.page opens."""

from corpus.wacz.writing import WaczSummary, write_wacz

__all__ = ["WaczSummary", "write_wacz"]
