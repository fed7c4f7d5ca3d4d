"""The places of sites, learnt from reports whose place was read off the page itself; kept as a table.

Names in Latin letters say nothing of a site such as lda.gov.cn, and too much of sx.gov.cn. The reports that it has
published say it better, as soon as there are a few whose place is certain without the address.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from corpus.report import Where

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpus.report import Report

__all__ = ["learn_sites", "load_sites", "save_sites"]

FEWEST_REPORTS = 3  # of one site that must be in one place
LEAST_SHARE = 0.8  # of the site's reports; others may be reprints of another government's
CODE_LENGTHS = (6, 4, 2)  # county, city, province: a site belongs to the lowest one that holds most of its reports
BESIDE_THE_PAGE = {Where.HOST, Where.URL}  # what was read off the address proves nothing about it
HEADER = "# Places of sites, learnt from their reports: host, code of the place\n"


def learn_sites(reports: Iterable[Report]) -> dict[str, str]:
    """The code of the place of each site, of 6, 4 or 2 digits, by host name, for the sites where it is certain."""
    codes: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        evidence = report.evidence.get("locality_code")
        if report.url and report.site and report.locality_code and evidence and evidence.where not in BESIDE_THE_PAGE:
            codes[report.site].append(report.locality_code)
    learnt = ((site, _place(found)) for site, found in sorted(codes.items()))
    return {site: code for site, code in learnt if code is not None}


def save_sites(path: Path, sites: dict[str, str]) -> None:
    """Write the table, one site a line, sorted."""
    path.write_text(HEADER + "".join(f"{site}\t{code}\n" for site, code in sorted(sites.items())), encoding="utf-8")


def load_sites(path: Path) -> dict[str, str]:
    """The table that `save_sites` wrote; empty where there is none."""
    if not path.exists():
        return {}
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {parts[0]: parts[1] for parts in lines if len(parts) == 2}  # noqa: PLR2004 - host and code


def _place(codes: list[str]) -> str | None:
    """The lowest division that holds enough of the codes; a higher one's own report does not count against it."""
    if len(codes) < FEWEST_REPORTS:
        return None
    for length in CODE_LENGTHS:
        counts = Counter(code[:length] for code in codes if len(code) >= length)
        for code, count in counts.most_common(1):
            if count >= max(FEWEST_REPORTS, LEAST_SHARE * len(codes)):
                return code
    return None
