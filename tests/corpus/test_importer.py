"""Importing files and folders into a real store and archive."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import AttachmentState, Home, HomeBusyError, InputError, Where
from corpus.archive import open_archive
from corpus.importer import Failure, ImportSummary, import_paths
from corpus.importer import lines as importer_lines
from corpus.store import Store, open_store
from tests.corpus.files.made_files import TITLE as MADE_TITLE
from tests.corpus.files.made_files import make_pdf

BODY = "2022年以来，{place}认真落实上级部署，扎实推进法治政府建设。现报告如下。\n一、主要工作\n全年调解纠纷三十七件。"


def text(place: str = "青禾镇") -> str:
    return f"{place}人民政府2022年度法治政府建设情况报告\n{BODY.format(place=place)}"


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    return path


def counts(summary: ImportSummary) -> tuple[int, int, int, int]:
    return summary.added, summary.changed, summary.unchanged, len(summary.failures)


def only_failure(summary: ImportSummary) -> Failure:
    (failure,) = summary.failures
    return failure


def write_jsonl(path: Path, *records: object) -> Path:
    path.write_text("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records), encoding="utf-8")
    return path


def test_folders_are_read_with_all_below_them_and_hidden_files_left_out(home: Home, store: Store, folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name, place in (
        ("1.txt", "甲镇"),
        ("a/2.html", "乙镇"),
        ("a/b/3.TXT", "丙镇"),
        (".git/4.txt", "丁镇"),
        (".5.txt", "戊镇"),
    ):
        (folder / name).write_text(text(place), encoding="utf-8")
    summary = import_paths(home, store, [folder])
    assert counts(summary) == (3, 0, 0, 0)
    assert summary.ok
    assert store.count() == 3


def test_a_collections_home_below_the_folder_is_left_out(home: Home, store: Store) -> None:
    (home.path.parent / "1.txt").write_text(text(), encoding="utf-8")
    summary = import_paths(home, store, [home.path.parent])
    assert counts(summary) == (1, 0, 0, 0)
    assert summary.ok


def test_links_that_lead_in_a_circle_end(home: Home, store: Store, folder: Path) -> None:
    (folder / "1.txt").write_text(text(), encoding="utf-8")
    (folder / "round").symlink_to(folder)
    (folder / "2.txt").symlink_to(folder / "1.txt")
    assert counts(import_paths(home, store, [folder, folder / "round"])) == (1, 0, 0, 0)


def test_the_same_import_again_changes_nothing(home: Home, store: Store, folder: Path) -> None:
    (folder / "1.txt").write_text(text(), encoding="utf-8")
    write_jsonl(folder / "2.jsonl", {"title": "甲镇报告", "body": BODY}, {"url": "http://a.cn/1", "content": BODY})
    assert counts(import_paths(home, store, [folder])) == (3, 0, 0, 0)
    archived = sorted((path.name, path.stat().st_size) for path in home.archive.iterdir())
    seq = store.last_seq()
    assert counts(import_paths(home, store, [folder])) == (0, 0, 3, 0)
    assert store.last_seq() == seq
    assert sorted((path.name, path.stat().st_size) for path in home.archive.iterdir()) == archived


def test_an_identical_file_under_another_name_counts_as_unchanged(home: Home, store: Store, folder: Path) -> None:
    for name in ("1.txt", "2.txt"):
        (folder / name).write_text(text(), encoding="utf-8")
    assert counts(import_paths(home, store, [folder])) == (1, 0, 1, 0)


def test_each_file_is_in_the_archive_byte_for_byte(home: Home, store: Store, folder: Path) -> None:
    data = text().encode("gb18030")
    (folder / "报告 1.txt").write_bytes(data)
    import_paths(home, store, [folder])
    (report,) = store.iter_reports()
    assert report.snapshot is not None
    snapshot = store.snapshot(report.snapshot)
    with open_archive(home, store) as archive:
        assert archive.read(snapshot).body == data
    assert str(folder) not in snapshot.url
    assert report.collected_at == snapshot.captured_at


def test_a_file_with_an_address_is_known_by_it(home: Home, store: Store, folder: Path) -> None:
    path = folder / "1.html"
    path.write_text(f"<html><body><div id=zoom><p>{text()}</p></div></body></html>", encoding="utf-8")
    import_paths(home, store, [path], url="http://www.qinghe.gov.cn/1.html")
    report = store.find_by_url("http://www.qinghe.gov.cn/1.html")
    assert report is not None
    assert report.site == "www.qinghe.gov.cn"


def test_one_address_for_several_files_is_refused(home: Home, store: Store, folder: Path) -> None:
    for name in ("1.txt", "2.txt"):
        (folder / name).write_text(text(name), encoding="utf-8")
    with pytest.raises(InputError, match="2 files were given"):
        import_paths(home, store, [folder], url="http://a.cn/")


def test_an_address_for_a_file_of_records_is_refused(home: Home, store: Store, folder: Path) -> None:
    path = write_jsonl(folder / "1.jsonl", {"body": BODY})
    with pytest.raises(InputError, match="one text or page"):
        import_paths(home, store, [path], url="http://a.cn/")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.txt", b"", "It is empty", id="empty"),
        pytest.param("a.txt", b"\xef\xbb\xbf\n \n", "It is empty", id="blank"),
        pytest.param("a.txt", b"%PDF-1.7\n", "PDF is damaged", id="a torn PDF named .txt"),
        pytest.param("a.txt", b"\x00\x01\x02\x03" * 100, "binary, not text", id="noise named .txt"),
        pytest.param("a.txt", (text() * 9).encode()[:-1], "cannot be read as UTF-8", id="broken UTF-8"),
        pytest.param("a.epub", b"PK\x03\x04", "suffix .epub are not read", id="a format not read"),
        pytest.param("README", b"x", "no suffix", id="no suffix"),
        pytest.param("a.jsonl", b"\x89PNG\r\n\x1a\n\x00", "a PNG image, not text", id="a picture named .jsonl"),
        pytest.param("a.csv", b"", "It is empty", id="empty csv"),
        pytest.param("a.csv", "题,文\n1,2\n".encode(), "names no column body or content", id="csv without text"),
        pytest.param("a.csv", b"title;body\n1;2\n", "names no column", id="csv with semicolons"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_kept(
    home: Home, store: Store, folder: Path, name: str, data: bytes, reason: str
) -> None:
    (folder / name).write_bytes(data)
    (folder / "z.txt").write_text(text(), encoding="utf-8")
    summary = import_paths(home, store, [folder])
    assert counts(summary) == (1, 0, 0, 1)
    failure = only_failure(summary)
    assert failure.source == str(folder / name)
    assert reason in failure.reason
    assert not summary.ok


def test_broken_encoding_is_named_with_its_byte(home: Home, store: Store, folder: Path) -> None:
    data = (text() * 9).encode()
    place = data.index("法治".encode())
    (folder / "a.txt").write_bytes(data[:place] + b"\xff" + data[place:])
    assert f"Byte {place} " in only_failure(import_paths(home, store, [folder])).reason


def test_a_missing_path_is_named(home: Home, store: Store, folder: Path) -> None:
    assert "No such file" in only_failure(import_paths(home, store, [folder / "none.txt"])).reason


def test_a_pipe_is_refused_without_waiting_for_it(home: Home, store: Store, folder: Path) -> None:
    os.mkfifo(folder / "a.txt")
    assert "no regular file" in only_failure(import_paths(home, store, [folder])).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_file_and_an_unreadable_folder_are_named(home: Home, store: Store, folder: Path) -> None:
    (folder / "a.txt").write_text(text(), encoding="utf-8")
    (folder / "a.txt").chmod(0)
    (folder / "b").mkdir(mode=0)
    summary = import_paths(home, store, [folder])
    assert [failure.source for failure in summary.failures] == [str(folder / "a.txt"), str(folder / "b")]


def test_a_text_longer_than_the_bound_is_refused(home: Home, store: Store, folder: Path) -> None:
    with (folder / "a.txt").open("wb") as stream:
        stream.truncate(importer_lines.MOST_RECORD_BYTES + 1)
    assert "longer than 16,777,216 bytes" in only_failure(import_paths(home, store, [folder])).reason


def test_a_second_writer_is_turned_away(home: Home, store: Store, folder: Path) -> None:
    with home.writing("corpus"), pytest.raises(HomeBusyError):
        import_paths(home, store, [folder])


def test_a_broken_line_among_five_costs_that_line_alone(home: Home, store: Store, folder: Path) -> None:
    records = [
        json.dumps({"title": f"{number}镇报告", "body": text(f"{number}镇")}, ensure_ascii=False)
        for number in "甲乙丙丁戊"
    ]
    records[2] = records[2][:-10]
    (folder / "a.jsonl").write_text("\n".join(records), encoding="utf-8")
    summary = import_paths(home, store, [folder])
    assert counts(summary) == (4, 0, 0, 1)
    failure = only_failure(summary)
    assert failure.source == f"{folder / 'a.jsonl'}:3"
    assert "not JSON" in failure.reason


def test_a_line_of_a_hundred_megabytes_is_named_and_the_next_one_read(home: Home, store: Store, folder: Path) -> None:
    path = folder / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"body": "')
        for _ in range(100):
            stream.write(b"a" * 1024**2)
        stream.write(b'"}\n')
        stream.write(json.dumps({"body": text()}).encode())
    summary = import_paths(home, store, [path])
    assert counts(summary) == (1, 0, 0, 1)
    assert only_failure(summary).source == f"{path}:1"
    assert "longer than 16,777,216 bytes" in only_failure(summary).reason


def test_unknown_columns_are_left_out_and_counted(home: Home, store: Store, folder: Path) -> None:
    write_jsonl(
        folder / "a.jsonl",
        {"body": text("甲镇"), "keywords": "法治", "n": 1},
        {"body": text("乙镇"), "keywords": "普法", "n": None},
    )
    summary = import_paths(home, store, [folder])
    assert summary.ok
    assert summary.ignored_columns == {"keywords": 2, "n": 1}


def test_strict_refuses_a_whole_file_with_an_unknown_column(home: Home, store: Store, folder: Path) -> None:
    write_jsonl(folder / "a.jsonl", {"body": text("甲镇")}, {"body": text("乙镇"), "keywords": "法治"})
    write_jsonl(folder / "b.jsonl", {"body": text("丙镇")})
    summary = import_paths(home, store, [folder], strict=True)
    assert counts(summary) == (1, 0, 0, 1)
    assert "Line 2 has unknown columns: 'keywords'" in only_failure(summary).reason


def test_a_title_is_one_line_whatever_its_column_holds(home: Home, store: Store, folder: Path) -> None:
    write_jsonl(folder / "a.jsonl", {"url": "http://a.cn/1", "title": "报告\r\nX-Evil: 1\u2028 甲\x07", "body": BODY})
    import_paths(home, store, [folder])
    report = store.find_by_url("http://a.cn/1")
    assert report is not None
    assert report.title == "报告 X-Evil: 1 甲"


def test_the_columns_of_a_record_become_fields_with_evidence(home: Home, store: Store, folder: Path) -> None:
    record = {
        "url": "http://a.cn/1",
        "title": "报告",
        "content": BODY,
        "year": "2021",
        "date": "2022年1月5日",
        "source": "甲镇",
    }
    write_jsonl(folder / "a.jsonl", record)
    import_paths(home, store, [folder])
    report = store.find_by_url("http://a.cn/1")
    assert report is not None
    assert (report.title, report.report_year, str(report.published)) == ("报告", 2021, "2022-01-05")
    assert report.content_source == "甲镇"
    assert report.evidence["published"].where is Where.RECORD


def test_a_repeated_address_with_the_same_content_is_unchanged(home: Home, store: Store, folder: Path) -> None:
    record = {"url": "http://a.cn/1", "title": "报告", "body": BODY}
    write_jsonl(folder / "a.jsonl", record, {**record, "url": "HTTP://A.cn:80/1#top"})
    summary = import_paths(home, store, [folder])
    assert counts(summary) == (1, 0, 1, 0)
    assert not summary.duplicates


def test_a_repeated_address_with_other_content_is_a_revision_and_named(home: Home, store: Store, folder: Path) -> None:
    path = write_jsonl(
        folder / "a.jsonl",
        {"url": "http://a.cn/1", "title": "报告", "body": BODY},
        {"url": "http://a.cn/1", "title": "报告", "body": f"{BODY}又开展检查。"},
    )
    summary = import_paths(home, store, [path])
    assert counts(summary) == (1, 1, 0, 0)
    assert summary.duplicates == (f"{path}:2 repeats {path}:1",)
    (report,) = store.iter_reports()
    assert report.revision == 2
    again = import_paths(home, store, [path])
    assert counts(again) == (0, 0, 2, 0)
    assert [revision.number for revision in store.revisions(report.id)] == [1, 2]


def test_csv_records_are_read_with_quoted_line_breaks(home: Home, store: Store, folder: Path) -> None:
    rows = f'标题列,title,body,year\r\n,报告一,"{text("甲镇")}",2022\r\n,报告二,"说“好”，""很好""。\n第二段。",\r\n'
    (folder / "a.csv").write_bytes(rows.encode("gb18030"))
    summary = import_paths(home, store, [folder])
    assert counts(summary) == (2, 0, 0, 0)
    assert {report.title for report in store.iter_reports()} == {"报告一", "报告二"}


def test_an_import_tells_how_far_it_is(home: Home, store: Store, folder: Path) -> None:
    for name in ("1.txt", "2.txt"):
        (folder / name).write_text(text(name) * 50, encoding="utf-8")
    notes: list[tuple[int, int | None, str]] = []

    def note(done: int, total: int | None = None, detail: str = "") -> None:
        notes.append((done, total, detail))

    import_paths(home, store, [folder], progress=note)
    assert [detail for _, _, detail in notes] == ["KiB 1.txt", "KiB 2.txt"]
    assert notes[0][0] == 0 < notes[1][0] < (notes[1][1] or 0)


def test_the_summary_is_ready_for_json(home: Home, store: Store, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    summary = import_paths(home, store, [folder])
    data = json.loads(json.dumps(summary.to_json()))
    assert data["ok"] is False
    assert data["failures"][0]["source"] == str(folder / "a.txt")
    assert data["failures"][0]["hint"]
    assert set(data) == {
        "added", "changed", "unchanged", "failures", "not_extracted",
        "other_records", "ignored_columns", "duplicates", "seconds", "ok",
    }  # fmt: skip


@pytest.mark.shared
def test_the_labelled_reports_are_all_added_and_the_second_time_unchanged(
    home: Home, store: Store, shared_dir: Path
) -> None:
    paths = [shared_dir / "data" / "seeds", shared_dir / "data" / "state_council_reports.jsonl"]
    assert counts(import_paths(home, store, paths)) == (77, 0, 0, 0)
    assert counts(import_paths(home, store, paths)) == (0, 0, 77, 0)


def test_a_saved_challenge_is_refused_and_not_kept(home: Home, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><head><title>访问验证</title></head><body>请完成安全验证</body></html>", encoding="utf-8")
    with open_store(home) as store:
        summary = import_paths(home, store, [page])
        assert store.stats().snapshots == 0
    (failure,) = summary.failures
    assert failure.reason == "It holds a captcha instead of the page (“访问验证”)."
    assert "browser" in failure.hint


def test_a_pdf_is_a_report_with_itself_as_its_attachment(home: Home, store: Store, folder: Path) -> None:
    (folder / "报告.pdf").write_bytes(make_pdf())
    assert counts(import_paths(home, store, [folder])) == (1, 0, 0, 0)
    assert counts(import_paths(home, store, [folder])) == (0, 0, 1, 0)
    (report,) = store.iter_reports()
    assert report.title == MADE_TITLE
    assert (report.media_type, report.report_year) == ("application/pdf", 2023)
    (own,) = report.attachments
    assert (own.is_body, own.state, own.snapshot) == (True, AttachmentState.EXTRACTED, report.snapshot)


def test_files_without_text_are_kept_under_their_names_and_told(home: Home, store: Store, folder: Path) -> None:
    for where, locked in (("甲", "1"), ("乙", "2")):
        (folder / where).mkdir()
        (folder / where / "年度报告.pdf").write_bytes(make_pdf(locked=locked))
    summary = import_paths(home, store, [folder])
    assert counts(summary) == (2, 0, 0, 0)
    assert not summary.ok
    assert ["password" in item.reason for item in summary.not_extracted] == [True, True]
    reports = list(store.iter_reports())
    assert [report.title for report in reports] == ["年度报告"] * 2
    assert {report.attachments[0].state for report in reports} == {AttachmentState.NOT_EXTRACTED}


def test_a_saved_page_lists_its_files_as_not_fetched(home: Home, store: Store, folder: Path) -> None:
    page = f'<html><body><h1>{MADE_TITLE}</h1><p>{"正文的内容。" * 30}</p><a href="a.pdf">附件</a></body></html>'
    (folder / "page.html").write_text(page, encoding="utf-8")
    import_paths(home, store, [folder / "page.html"], url="http://a.example/fz/1.html")
    (report,) = store.iter_reports()
    (file,) = report.attachments
    assert (file.url, file.state) == ("http://a.example/fz/a.pdf", AttachmentState.NOT_EXTRACTED)
    assert "not fetched" in file.reason
