"""The place model: one issuing body and its government site."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["MAIN", "Layout", "Place"]

MAIN = "main"  # the host that most of the invented sites share


class Layout(StrEnum):
    """How a site marks up its articles."""

    TRS_EDITOR = "TRS_Editor"
    TRS_UEDITOR = "TRS_UEDITOR"
    WORD = "word"
    PLAIN = "plain"
    ZOOMCON = "zoomcon"
    JCMS = "jcms"
    JPAAS = "jpaas"
    GKMLPT = "gkmlpt"
    UCAP = "UCAP"
    IVS = "ivs_content"
    TABLES = "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One issuing body, its government site, and the facts that its invented reports draw on.

    Attributes:
        slug: first part of the site's paths.
        name: short name that titles use (织里镇).
        issuer: the issuing body in full, as signatures and tables name it.
        source: what the dateline names as 来源.
        superior: the body that a report is addressed to.
        code: the six digits that open the SiteIDCode: the county's, city's or province's division code.
        agency: agency word of document numbers (织政).
        host: which host the site stands on; see `localsite.hosts`.
        family: the CMS that builds its lists and names its articles; see `localsite.families`.
        charset: of the bytes of its pages.
        declared: the charset that the header names; empty where it names none, and on one site not the true one.
        level: state | province | city | county | township | department | zone.
        rule_of_law, work, disclosure: report years of each type; a work report is named after the year it was given in.
    """

    slug: str
    name: str
    issuer: str
    source: str
    superior: str
    code: str
    agency: str
    level: str
    layout: Layout
    host: str = MAIN
    family: str = "trs"
    charset: str = "utf-8"
    declared: str = "utf-8"
    province: str
    city: str | None = None
    county: str | None = None
    township: str | None = None
    zone: str | None = None
    industry: str
    venue: str
    dispute: str
    brand: str
    rule_of_law: tuple[int, ...]
    work: tuple[int, ...] = ()
    disclosure: tuple[int, ...] = ()

    @property
    def home(self) -> str:
        """The path of the site's front page."""
        return f"/{self.slug}/"

    @property
    def label(self) -> str:
        """The charset that its pages name in a meta tag."""
        return "gb2312" if self.charset == "gbk" else self.charset
