"""A small invented government website, served on loopback for the demo and the tests."""

from localsite.catalogue import REPORTS
from localsite.lists import MISSING
from localsite.report import LocalReport, Quirk
from localsite.server import LocalSite, Request, serve_site
from localsite.sources import sources_toml

__all__ = ["MISSING", "REPORTS", "LocalReport", "LocalSite", "Quirk", "Request", "serve_site", "sources_toml"]
