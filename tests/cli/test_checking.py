"""`baogao check` and `baogao stats --sites` over a small site."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from corpus import open_home
from corpus.store import ColumnFigures, NewRun, open_store
from tests.crawler.site import Site, article, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Baogao

TEXT = "青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve({"/1.html": article("青岩镇报告", TEXT, etag='"1"')}) as served:
        yield served


def add(baogao: Baogao, folder: Path, site: Site) -> None:
    records = [{"url": site.address + path, "title": "青岩镇报告", "body": TEXT} for path in ("/1.html", "/2.html")]
    file = folder / "two.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    assert baogao("add", file).exit_code == 0


def test_check_tells_what_became_of_each_page_and_show_says_it_too(
    baogao: Baogao, home_path: Path, tmp_path: Path, site: Site
) -> None:
    add(baogao, tmp_path, site)
    source = f'[[source]]\nname = "青岩"\nstart = ["{site.address}/"]\nallow_private = true\ndelay_seconds = 0\n'
    (home_path / "sources.toml").write_text(source, encoding="utf-8")
    checked = baogao("check", "--all")
    assert checked.exit_code == 0, checked.output
    assert "青岩: 2 of 2 pages" in checked.stdout
    assert f"vanished: {site.address}/2.html: answered 404" in checked.stderr
    assert "1 vanished, 0 blocked, 0 failed" in checked.stdout
    assert baogao("index").exit_code == 0
    hits = json.loads(baogao("search", "青岩", "--json").stdout)["hits"]
    gone = next(hit["id"] for hit in hits if hit["url"].endswith("2.html"))
    shown = baogao("show", gone)
    assert "已撤 withdrawn since " in shown.stdout
    assert "(answered 404)" in shown.stdout
    assert json.loads(baogao("show", gone, "--json").stdout)["status"]["label"] == "已撤"
    assert json.loads(baogao("stats", "--json").stdout)["statuses"] == {"live": 1, "withdrawn": 1}
    assert "check of " in baogao("stats", "--sites").stdout
    nothing = baogao("check", "--json")
    assert json.loads(nothing.stdout)["sources"] == []


def test_check_needs_sources_or_hosts(baogao: Baogao, home_path: Path, tmp_path: Path, site: Site) -> None:
    add(baogao, tmp_path, site)
    refused = baogao("check")
    assert refused.exit_code == 2
    assert "sources.toml cannot be read" in refused.output
    (home_path / "baogao.toml").write_text('check_hosts = "www.qingyan.example"\n', encoding="utf-8")
    allowed = baogao("check")
    assert allowed.exit_code == 0
    assert "2 reports stand on hosts that neither the sources nor the setting check_hosts names" in allowed.stdout
    assert site.asked == []


def test_stats_of_sites_shows_each_column_and_the_silent_ones(collection: Baogao, home_path: Path) -> None:
    assert "Nothing has been crawled yet" in collection("stats", "--sites").stdout
    listed = ColumnFigures(column="http://a.example/fz/", name="法治政府建设", links=1200, new=1100, bytes=98765)
    with open_store(open_home(home_path)) as store:
        for day, figures in ((5, listed), (6, ColumnFigures(column=listed.column, name=listed.name))):
            begun = datetime(2024, 3, day, tzinfo=UTC)
            store.runs.save(
                NewRun(
                    source="青岩",
                    kind="crawl",
                    begun_at=begun,
                    ended_at=begun,
                    whole=True,
                    complete=True,
                    rules="r",
                    columns=(figures,),
                )
            )
    shown = collection("stats", "--sites").stdout
    assert "青岩: crawl of 2024-03-06 00:00 UTC" in shown
    assert "法治政府建设 http://a.example/fz/" in shown
    assert "ALARM: it gives none any more; there were 1,200 links on 2024-03-05" in shown
    (site,) = json.loads(collection("stats", "--sites", "--json").stdout)["sites"]
    assert site["columns"][0]["alarm"] == {"links": 1200, "at": "2024-03-05T00:00:00+00:00"}
