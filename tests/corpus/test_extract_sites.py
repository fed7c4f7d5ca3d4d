"""Extraction over whole collections: the local site's pages, and labelled real pages and texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.extract_eval import FIELDS, measure
from corpus.extract import Document, extract, read_text
from localsite import REPORTS, LocalReport, LocalSite, serve_site
from localsite.report import Delivery

ON_PAGES = [report for report in REPORTS if report.delivery is Delivery.PAGE]
LEAST_KEPT = 0.98  # of the characters of a real text; the rest is a title, page chrome, a licence box
MOST_OUTSIDE = 0.005  # of what is read as body on real pages
WHITE_SPACE = re.compile(r"[\s|]")


@pytest.fixture(scope="module")
def site() -> Iterator[LocalSite]:
    with serve_site() as served:
        yield served


def fetched(site: LocalSite, report: LocalReport) -> Document:
    with urlopen(site.url_of(report)) as response:
        kind, charset = response.headers.get_content_type(), response.headers.get_content_charset()
        return extract(response.read(), media_type=kind, charset=charset, url=response.url)


@pytest.mark.parametrize("report", ON_PAGES, ids=lambda report: report.host + report.path)
def test_a_page_of_the_local_site_is_read_as_it_was_written(site: LocalSite, report: LocalReport) -> None:
    document = fetched(site, report)
    assert document.title == report.title
    assert document.body == report.body


def plain(text: str) -> str:
    return WHITE_SPACE.sub("", text)


@pytest.mark.shared
def test_title_and_both_ends_of_the_body_are_right_on_real_pages(shared_dir: Path) -> None:
    folder = shared_dir / "eval" / "html"
    truths = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = [truth for truth in truths if truth["kind"] == "article"]
    assert len(articles) == 5
    for truth in articles:
        document = extract((folder / truth["file"]).read_bytes(), name=truth["file"], url=truth["page_url"])
        body = plain(document.body)
        assert document.title == truth["title"], truth["file"]
        assert body.startswith(plain(truth["first25"])), truth["file"]
        assert body.endswith(plain(truth["last25"])), truth["file"]
        assert len(body) == truth["body_chars"], truth["file"]


@pytest.mark.shared
def test_real_texts_are_neither_cut_nor_left_in_pieces(shared_dir: Path) -> None:
    seeds = sorted((shared_dir / "data" / "seeds").iterdir())
    assert len(seeds) == 5
    for path in seeds:
        document = extract(path.read_bytes(), name=path.name)
        kept = len(plain(document.title + document.body)) / len(plain(path.read_text(encoding="utf-8")))
        assert LEAST_KEPT <= kept <= 1, path.name
        assert [line for line in document.body.split("\n") if re.match("[，,。、；：》）”]", line)] == [], path.name
        assert not re.search(r"责编|附件下载|扫一扫|_GoBack|政策文件[:：]", document.body), path.name


@pytest.mark.shared
def test_links_torn_onto_lines_of_their_own_are_mended_in_real_texts(shared_dir: Path) -> None:
    lines = (shared_dir / "data" / "state_council_reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 72
    for record in map(json.loads, lines):
        document = read_text(record["content"], encoding="utf-8", title=record["title"])
        torn = [line for line in document.body.split("\n") if re.match("[，,。、；：》）”]", line)]
        assert torn == [], record["title"]
        assert "Public domain" not in document.body, record["title"]


@pytest.mark.shared
def test_every_field_of_real_pages_is_read_right(shared_dir: Path) -> None:
    score = measure(shared_dir / "eval" / "html" / "truth.jsonl")
    assert score.pages == 5
    assert {name: score.right(name) for name in FIELDS} == dict.fromkeys(FIELDS, 1.0), score.errors
    assert score.outside_share < MOST_OUTSIDE, score.errors
