"""What `baogao crawl` prints of a site that was not taken in whole: challenges with their hint, budgets, bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import open_home
from corpus.store import open_store
from tests.crawler.site import Answer, Route, Site, article, list_page, serve

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.cli.conftest import Baogao

LIST = "/fz/index.html"
BLOCKED = "/fz/t20230301_1.html"
CHALLENGE = b"<script>document.cookie='__jsl_clearance=1|x';location.href=location.pathname+location.search</script>"


def title(year: int) -> str:
    return f"青岩镇{year}年法治政府建设情况报告"


def report(year: int) -> Answer:
    return article(title(year), f"{year}年，青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。")


def routes() -> dict[str, Route]:
    """A list of three pages, each with two reports."""
    found: dict[str, Route] = {}
    for page in range(3):
        years = (2022 - 2 * page, 2021 - 2 * page)
        items = {f"t{year + 1}0301_1.html": title(year) for year in years}
        found[LIST if page == 0 else f"/fz/index_{page}.html"] = list_page(items, pages=3, current=page)
        found |= {f"/fz/t{year + 1}0301_1.html": report(year) for year in years}
    return found


def crawl(baogao: Baogao, home_path: Path, site: Site, *options: object, rules: str = "") -> Result:
    home_path.mkdir(exist_ok=True)
    source = f'[[source]]\nname = "青岩"\nstart = ["{site.address}{LIST}"]\nallow_private = true\ndelay_seconds = 0\n'
    (home_path / "sources.toml").write_text(source + rules, encoding="utf-8")
    return baogao("crawl", *options)


def test_a_challenge_is_named_with_a_hint_that_works(baogao: Baogao, home_path: Path, tmp_path: Path) -> None:
    with serve({**routes(), BLOCKED: Answer(status=412, body=CHALLENGE)}) as site:
        crawled = crawl(baogao, home_path, site)
        url = site.address + BLOCKED
    assert crawled.exit_code == 1
    assert f"blocked: {url}: a script challenge instead of the page" in crawled.stderr
    assert (
        "hint: Open it in a browser, save the page, then: baogao add page.mhtml|page.html --url URL" in crawled.stderr
    )
    assert "5 added" in crawled.stdout
    assert "1 blocked" in crawled.stdout
    page = tmp_path / "page.html"
    page.write_bytes(report(2022).body)
    assert baogao("add", page, "--url", url).exit_code == 0
    with open_store(open_home(home_path), read_only=True) as store:
        added = store.find_by_url(url)
    assert added is not None
    assert added.title == title(2022)


def test_a_crawl_that_meets_no_challenge_gives_no_hint(baogao: Baogao, home_path: Path) -> None:
    with serve(routes()) as site:
        crawled = crawl(baogao, home_path, site)
    assert crawled.exit_code == 0, crawled.output
    assert "hint" not in crawled.output
    assert "is spent" not in crawled.output
    assert "max_pages" not in crawled.output


@pytest.mark.parametrize(
    ("rules", "options", "named", "added"),
    [
        pytest.param(
            "max_pages = 1", (), "note: max_pages was reached: further list pages were left out", 2, id="list pages"
        ),
        pytest.param("budget_pages = 3", (), "note: the budget of 3 pages is spent; 1 pages wait", None, id="pages"),
        pytest.param("", ("--pages", 2), "the budget of 2 pages is spent; the next crawl goes on", None, id="the run"),
    ],
)
def test_a_bound_that_ended_a_crawl_is_named(
    baogao: Baogao, home_path: Path, rules: str, options: tuple[object, ...], named: str, added: int | None
) -> None:
    with serve(routes()) as site:
        crawled = crawl(baogao, home_path, site, *options, rules=rules)
    assert crawled.exit_code == 0, crawled.output
    assert named in crawled.output
    assert added is None or f"{added} added" in crawled.stdout
