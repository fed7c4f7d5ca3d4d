"""A WACZ file holds the evidence of a selection, whole, the same every time, and valid by the standard's own tool."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from cli import main
from corpus import Home, open_home
from corpus.store import open_store
from indexer import open_searcher

if TYPE_CHECKING:
    from tests.replay.conftest import Collected, Player

CHANGED = "/fz/t20220301_2022.html"


def export(home: Home, path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", "--home", str(home.path), "--wacz", str(path), *arguments])


@pytest.fixture(scope="module")
def wacz(collected: Collected, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wacz") / "all.wacz"
    result = export(collected.home, path)
    assert result.exit_code == 0, result.output
    assert "3 of 3 reports" in result.stdout
    return path


def read(path: Path, name: str) -> bytes:
    with ZipFile(path) as container:
        return container.read(name)


def lines(path: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line[line.index("{") :]) for line in read(path, name).decode().splitlines()]


def test_the_standards_own_tool_finds_it_valid(wacz: Path, player: Player) -> None:
    result = player("wacz", "validate", "-f", wacz)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "is valid" in result.stdout


def test_every_line_of_the_index_leads_to_the_record_it_names(wacz: Path) -> None:
    warc = read(wacz, "archive/evidence.warc.gz")
    index = lines(wacz, "indexes/index.cdx")
    assert index
    for entry in index:
        start = int(entry["offset"])
        record = next(iter(ArchiveIterator(io.BytesIO(warc[start : start + int(entry["length"])]))))
        assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]
        assert (record.http_headers.get_statuscode() if record.http_headers else None) == entry.get("status")


def test_index_is_sorted_and_tells_every_visit(wacz: Path) -> None:
    text = read(wacz, "indexes/index.cdx").decode().splitlines()
    assert text == sorted(text)
    changed = [entry["mime"] for entry in lines(wacz, "indexes/index.cdx") if entry["url"].endswith(CHANGED)]
    assert changed == ["text/html", "text/html"]
    fixed = [entry["mime"] for entry in lines(wacz, "indexes/index.cdx") if "2021" in entry["url"]]
    assert fixed == ["text/html", "warc/revisit"]


def test_pages_name_each_report_with_the_moment_of_its_current_revision(wacz: Path, collected: Collected) -> None:
    header, *pages = lines(wacz, "pages/pages.jsonl")
    assert header["format"] == "json-pages-1.0"
    with open_store(collected.home, read_only=True) as store:
        expected = {report.url: report.title for report in store.iter_reports()}
        newest = store.find_by_url(collected.address + CHANGED)
        assert newest is not None
        assert newest.snapshot is not None
        moment = store.snapshot(newest.snapshot).captured_at
    assert {page["url"]: page["title"] for page in pages} == expected
    page = next(page for page in pages if page["url"].endswith(CHANGED))
    assert page["ts"] == moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_file_says_how_its_selection_came_about(collected: Collected, wacz: Path, tmp_path: Path) -> None:
    with open_store(collected.home, read_only=True) as store, open_searcher(collected.home, store) as searcher:
        index = searcher.version
    state = f"{index.generation}, change {index.seq}, dictionary {index.dictionary}"
    assert json.loads(read(wacz, "datapackage.json"))["description"] == f"all reports; {state}"
    some = tmp_path / "some.wacz"
    assert export(collected.home, some, "调解").exit_code == 0
    assert json.loads(read(some, "datapackage.json"))["description"] == f"text contains 调解; {state}"


def test_digests_are_right_and_the_archive_can_be_read_in_place(wacz: Path) -> None:
    package = json.loads(read(wacz, "datapackage.json"))
    assert package["wacz_version"] == "1.1.1"
    for resource in package["resources"]:
        data = read(wacz, resource["path"])
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
    digest = json.loads(read(wacz, "datapackage-digest.json"))
    assert digest["hash"] == f"sha256:{hashlib.sha256(read(wacz, 'datapackage.json')).hexdigest()}"
    with ZipFile(wacz) as container:
        assert container.getinfo("archive/evidence.warc.gz").compress_type == ZIP_STORED


def test_the_same_selection_gives_the_same_bytes(wacz: Path, collected: Collected, tmp_path: Path) -> None:
    again = tmp_path / "again.wacz"
    assert export(collected.home, again).exit_code == 0
    assert again.read_bytes() == wacz.read_bytes()


def test_a_query_selects(collected: Collected, tmp_path: Path) -> None:
    result = export(collected.home, tmp_path / "one.wacz", "数字已更正", "--json")
    assert json.loads(result.stdout)["pages"] == 1
    _, *pages = lines(tmp_path / "one.wacz", "pages/pages.jsonl")
    assert [page["url"].endswith(CHANGED) for page in pages] == [True]


def test_the_files_that_a_page_offers_are_there_too(wacz: Path) -> None:
    (file,) = [entry for entry in lines(wacz, "indexes/index.cdx") if entry["url"].endswith("figures.rtf")]
    assert (file["mime"], file["status"]) == ("application/rtf", "200")


def test_requests_are_copied_beside_their_answers(wacz: Path) -> None:
    records = [record.rec_type for record in ArchiveIterator(io.BytesIO(read(wacz, "archive/evidence.warc.gz")))]
    assert records.count("request") == len(lines(wacz, "indexes/index.cdx"))


def test_a_file_that_is_there_is_replaced_only_when_told_to(collected: Collected, tmp_path: Path) -> None:
    path = tmp_path / "kept.wacz"
    path.write_bytes(b"mine")
    refused = export(collected.home, path)
    assert refused.exit_code == 2
    assert "is there already" in refused.stderr
    assert path.read_bytes() == b"mine"
    assert export(collected.home, path, "--force").exit_code == 0
    assert path.read_bytes() != b"mine"


def test_a_selection_without_archived_pages_is_refused_and_leaves_no_file(collected: Collected, tmp_path: Path) -> None:
    path = tmp_path / "none.wacz"
    result = export(collected.home, path, "没有这样的字句")
    assert result.exit_code == 2
    assert "None of these reports" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_snapshot_is_named_and_the_rest_is_written(collected: Collected, tmp_path: Path) -> None:
    home = open_home(tmp_path / "copy", create=True)
    for path in collected.home.path.rglob("*"):
        if path.is_file():
            target = home.path / path.relative_to(collected.home.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    with open_store(home) as store:
        report = store.find_by_url(collected.address + CHANGED)
        assert report is not None
        assert report.snapshot is not None
        snapshot = store.snapshot(report.snapshot)
    warc = home.archive / snapshot.file
    data = bytearray(warc.read_bytes())
    data[snapshot.offset : snapshot.offset + 40] = bytes(40)
    warc.write_bytes(data)
    result = export(home, tmp_path / "rest.wacz")
    assert result.exit_code == 1
    assert f"snapshot {snapshot.id}" in result.stderr
    assert "3 of 3 reports" in result.stdout  # its first revision is whole


def test_every_file_of_the_archive_passes_warcio_check(wacz: Path, collected: Collected, tmp_path: Path) -> None:
    exported = tmp_path / "evidence.warc.gz"
    exported.write_bytes(read(wacz, "archive/evidence.warc.gz"))
    files = [*collected.home.archive.glob("*.warc.gz"), exported]
    assert len(files) >= 3
    check = [str(Path(sys.executable).with_name("warcio")), "check", *map(str, files)]
    result = subprocess.run(check, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_records_are_single_gzip_members(wacz: Path) -> None:
    warc = read(wacz, "archive/evidence.warc.gz")
    entry = lines(wacz, "indexes/index.cdx")[0]
    start = int(entry["offset"])
    assert gzip.decompress(warc[start : start + int(entry["length"])]).startswith(b"WARC/1.1\r\n")
