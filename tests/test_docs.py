"""The documents say what is: links lead somewhere, tables name what the code takes, JSON has the names it gives."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.app import COMMANDS
from corpus import Report
from corpus.importer import COLUMNS
from corpus.report_json import report_json
from indexer import IndexVersion, SearchPage
from indexer.query import PARAM_NAMES, MatchAll

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


INDEX = IndexVersion(engine="whoosh", generation="whoosh-000001", seq=5, dictionary="0123456789abcdef")


def test_readme_in_both_languages_shows_the_same_commands_links_and_images() -> None:
    def parts(name: str) -> list[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        commands = [line.split("#")[0].strip() for line in text.splitlines() if line.startswith("    ")]
        links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("README")]
        return [command for command in commands if command] + links

    assert parts("README.md") == parts("README.zh.md")


def test_readme_names_only_commands_that_exist() -> None:
    named = re.findall(r"^ +baogao (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert named
    assert set(named) <= set(COMMANDS)


def test_import_page_lists_every_column_and_no_other() -> None:
    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"^\| column .*?\n\n", page, re.MULTILINE | re.DOTALL)
    cells = "".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", cells)) == set(COLUMNS)


def test_api_page_names_every_search_parameter() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    table = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", page, re.MULTILINE))))
    assert table == {"q", "sort", "limit", "offset", "explain", *PARAM_NAMES.values()}


def test_api_page_shows_a_search_with_the_names_that_are_given() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json search\n(.*?)```", page, re.DOTALL)
    empty = SearchPage(query="", node=MatchAll(), total=0, took_ms=0.0, hits=(), facets={}, index=INDEX)
    shown = json.loads(example)
    assert list(shown) == list(empty.to_json())
    assert list(shown["facets"]) == list(PARAM_NAMES)


def test_api_page_names_every_field_of_a_report() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    report = Report(
        id="x", url=None, title="", body="", media_type="text/plain", collected_at=datetime.now(UTC), content_sha256=""
    )
    given = set(report_json(report))
    assert given == {field.name for field in dataclasses.fields(Report)} - {"body"} | {"text", "status", "snapshots"}
    assert all(f"`{name}`" in page for name in given)
