"""What the store keeps of every run, and the alarm when a column falls silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.store import SiteHealth, open_store
from crawler import CheckScope, SourceSummary, check, crawl, parse_sources
from tests.crawler.site import Answer, Route, Site, article, list_page, serve

if TYPE_CHECKING:
    from corpus import Home

TEXT = "青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。"
HUB = "/zwgk/index.html"
COLUMNS = ("/fz/index.html", "/work/index.html")


def report(number: int) -> Answer:
    return article(f"青岩镇报告之{number}", TEXT * 2, etag=f'"{number}"')


def column(name: str, *numbers: int) -> Answer:
    items = {f"/art/t20230301_{number}.html": f"青岩镇报告之{number}" for number in numbers}
    return Answer(body=list_page(items).body.replace("<title>法治政府建设".encode(), f"<title>{name}".encode()))


def routes() -> dict[str, Route]:
    links = "".join(f'<a href="{path}">栏目{number}</a>' for number, path in enumerate(COLUMNS))
    return {
        HUB: Answer(body=f"<html><head><title>政务公开</title></head><body>{links}</body></html>".encode()),
        COLUMNS[0]: column("法治政府", 1, 2, 3),
        COLUMNS[1]: column("工作报告", 3, 4, 5),
        **{f"/art/t20230301_{number}.html": report(number) for number in (1, 2, 3)},
        "/art/t20230301_4.html": Answer(body=b"<html><body></body></html>"),
    }


def sources_of(site: Site) -> Any:
    table = {"name": "青岩", "start": [site.address + HUB], "title_pattern": "报告", "follow": "栏目"}
    return parse_sources([{**table, "allow_private": True}], "sources.toml")


def run(home: Home, site: Site) -> tuple[SourceSummary, SiteHealth]:
    summary = crawl(home, sources_of(site), delay=0)
    with open_store(home, read_only=True) as store:
        (health,) = store.runs.sites()
    return summary.sources[0], health


def test_a_run_is_kept_column_by_column_and_a_silent_column_is_an_alarm(home: Home) -> None:
    with serve(routes()) as site:
        _, health = run(home, site)
        hub, law, work = (item.figures for item in health.columns)
        assert [item.name for item in (hub, law, work)] == ["政务公开", "法治政府", "工作报告"]
        assert [item.column for item in (hub, law, work)] == [site.address + path for path in (HUB, *COLUMNS)]
        assert (law.list_pages, law.items, law.links, law.new) == (1, 3, 3, 3)
        # The third report counts where it was found first; as a link, in both.
        assert (work.links, work.new, work.failed, work.empty, work.gone) == (3, 0, 1, 1, 1)
        assert law.bytes > len(TEXT.encode()) * 3
        assert law.seconds > 0
        assert (health.run.complete, health.alarms) == (True, ())

        site.routes[COLUMNS[0]] = Answer(body=b"<html><body><p>...</p></body></html>")
        site.routes[COLUMNS[1]] = Answer(status=404)
        summary, health = run(home, site)
        assert len(summary.alarms) == 2
        assert f"{site.address}{COLUMNS[0]}; there were 3 on " in summary.alarms[0]
        assert f"{site.address}{COLUMNS[1]} (answered 404); there were 3 on " in summary.alarms[1]
        assert summary.ok is False
        assert [item.alarm.links for item in health.alarms if item.alarm] == [3, 3]

        checked = check(home, sources_of(site), scope=CheckScope.ALL, delay=0)
        assert checked.ok
    with open_store(home, read_only=True) as store:
        (kept,) = store.runs.sites("check")
    assert (kept.run.source, kept.columns[0].figures.unchanged, kept.alarms) == ("青岩", 3, ())
