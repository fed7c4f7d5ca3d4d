"""The places of sites are learnt from reports that do not owe theirs to the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import Evidence, Where
from corpus.metadata import learn_sites, load_sites, save_sites
from tests.corpus.made_reports import made_report

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import Report


def report(code: str | None, where: Where = Where.TITLE, site: str = "www.xyz.gov.cn") -> Report:
    evidence = {"locality_code": Evidence(where=where, quote="某地", confidence=0.9)} if code else {}
    return made_report(url=f"http://{site}/a.html", site=site, locality_code=code, evidence=evidence)


@pytest.mark.parametrize(
    ("codes", "place"),
    [
        pytest.param(["440303003", "440303001", "440303"], "440303", id="townships of one county, and the county"),
        pytest.param(["440303", "440304", "4403", "440305"], "4403", id="counties of one city, and the city"),
        pytest.param(["44", "44", "44"], "44", id="a province"),
        pytest.param(["440303"] * 9 + ["33"], "440303", id="one of another government"),
        pytest.param(["440303", "440303"], None, id="too few"),
        pytest.param(["440303", "3301", "11"], None, id="of everywhere"),
        pytest.param([], None, id="none"),
    ],
)
def test_a_site_has_the_place_of_most_of_its_reports(codes: list[str], place: str | None) -> None:
    assert learn_sites(report(code) for code in codes).get("www.xyz.gov.cn") == place


def test_nothing_is_learnt_from_what_was_read_off_the_address() -> None:
    assert learn_sites(report("440303", where) for where in (Where.HOST, Where.URL, Where.HOST)) == {}
    assert learn_sites(report(None) for _ in range(5)) == {}


def test_the_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    sites = {"www.xyz.gov.cn": "440303", "www.abc.gov.cn": "33"}
    save_sites(tmp_path / "sites.tsv", sites)
    assert load_sites(tmp_path / "sites.tsv") == sites
    assert load_sites(tmp_path / "none.tsv") == {}
