"""`baogao sources check` and `baogao crawl --dry-run`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from tests.crawler.site import Answer, Site, list_page, serve

TITLE = "青岩镇2022年法治政府建设情况报告"


@pytest.fixture
def site() -> Iterator[Site]:
    items = {f"t2023030{number}_{number}.html": f"{TITLE}之{number}" for number in range(1, 6)}
    with serve({"/fz/index.html": list_page(items)}) as running:
        yield running


def run(tmp_path: Path, *arguments: str, starts: tuple[str, ...]) -> Result:
    path = tmp_path / "sources.toml"
    path.write_text(
        "".join(
            f'[[source]]\nname = "站点{number}"\nstart = ["{start}"]\nallow_private = true\ndelay_seconds = 0\n'
            for number, start in enumerate(starts, 1)
        )
    )
    return CliRunner().invoke(main, [*arguments, str(path), "--home", str(tmp_path / "home")])


def test_check_says_of_each_site_what_it_gives_with_a_sample_of_links(site: Site, tmp_path: Path) -> None:
    result = run(tmp_path, "sources", "check", starts=(site.address + "/fz/index.html",))
    assert result.exit_code == 0, result.output
    assert "ok     站点1: 1 list pages (trs), 5 items, 5 reports asked for, 5 of them new" in result.stdout
    assert f"new   2023-03-01 {TITLE}之1  {site.address}/fz/t20230301_1.html" in result.stdout
    assert "... and 2 more" in result.stdout
    assert "1 of 1 sources are ready" in result.stdout


def test_check_ends_with_1_and_names_the_site_that_gives_nothing(site: Site, tmp_path: Path) -> None:
    starts = (site.address + "/fz/index.html", site.address.replace("127.0.0.1", "127.0.0.2") + "/gone.html")
    result = run(tmp_path, "sources", "check", starts=starts)
    assert result.exit_code == 1
    assert "FAILED 站点2" in result.stdout
    assert "1 of 2 sources are ready" in result.stdout


def test_dry_run_lists_every_report_and_keeps_nothing(site: Site, tmp_path: Path) -> None:
    result = run(tmp_path, "crawl", "--dry-run", starts=(site.address + "/fz/index.html",))
    assert result.exit_code == 0, result.output
    assert all(f"{TITLE}之{number}" in result.stdout for number in range(1, 6))
    assert not (tmp_path / "home").exists()
    assert set(site.paths()) == {"/robots.txt", "/fz/index.html"}


def test_json_has_the_same_by_name(site: Site, tmp_path: Path) -> None:
    result = run(tmp_path, "sources", "check", "--json", starts=(site.address + "/fz/index.html",))
    given = json.loads(result.stdout)
    assert given["ok"]
    assert given["sources"][0]["families"] == ["trs"]
    assert given["sources"][0]["links"][0]["published"] == "2023-03-01"


def test_hostile_link_text_cannot_move_the_cursor(tmp_path: Path) -> None:
    page = list_page({"t20230301_1.html": f"{TITLE}\x1b[2J"})
    with serve({"/fz/index.html": Answer(body=page.body)}) as site:
        result = run(tmp_path, "sources", "check", starts=(site.address + "/fz/index.html",))
    assert "\x1b" not in result.stdout


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["sources", "check", str(tmp_path / "none.toml")])
    assert result.exit_code == 2
    assert "none.toml cannot be read" in result.stderr
