"""Small invented government websites, served on loopback for the demo and the tests."""

from localsite.catalogue import REPORTS
from localsite.contents import MISSING
from localsite.places import MAIN
from localsite.report import LocalReport, Quirk
from localsite.server import LocalSite, Request, serve_site
from localsite.sources import sources_toml

__all__ = ["MAIN", "MISSING", "REPORTS", "LocalReport", "LocalSite", "Quirk", "Request", "serve_site", "sources_toml"]
