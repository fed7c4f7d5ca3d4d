"""Archives made by others: pages become reports, records are copied, damage is named and the rest is kept."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus import Home
from corpus.archive import read_payload
from corpus.importer import ImportSummary, import_paths
from corpus.store import open_store
from corpus.wacz import write_wacz

HOST = "http://www.qingyan.example"
TITLE = "青岩镇2022年法治政府建设情况报告"
FIRST, SECOND = "2023-03-01T08:00:00Z", "2024-05-06T07:08:09Z"


def page(title: str = TITLE, text: str = "全年调解纠纷二十二件。", more: str = "") -> bytes:
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>'
        f"<div>发布时间：2023-03-01 信息来源：青岩镇人民政府</div>"
        f'<div class="TRS_Editor"><p>青岩镇坚持依法行政，全面推进法治政府建设。</p><p>{text}</p>{more}</div>'
        "</body></html>"
    ).encode()


class Warc:
    """A WARC file in the making, as another crawler would write it."""

    def __init__(self, *, gzipped: bool = True) -> None:
        self._stream = io.BytesIO()
        self._writer = WARCWriter(self._stream, gzip=gzipped)
        self.offsets: list[int] = []

    @property
    def data(self) -> bytes:
        return self._stream.getvalue()

    def add(  # noqa: PLR0913 - the parts of a record, all but two with a usual value
        self,
        path: str,
        body: bytes,
        *,
        media_type: str = "text/html",
        status: str = "200 OK",
        date: str = FIRST,
        headers: tuple[tuple[str, str], ...] = (),
        kind: str = "response",
    ) -> None:
        self.offsets.append(self._stream.tell())
        head = StatusAndHeaders(status, [("Content-Type", media_type), *headers], protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            HOST + path,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=None if kind == "resource" else head,
            warc_content_type=media_type if kind == "resource" else "",
            warc_headers_dict={"WARC-Date": date},
        )
        self._writer.write_record(record)

    def add_revisit(self, path: str, of: bytes, *, date: str = SECOND) -> None:
        self.offsets.append(self._stream.tell())
        original = Warc()
        original.add(path, of)
        digest = next(iter(ArchiveIterator(io.BytesIO(original.data)))).rec_headers.get_header("WARC-Payload-Digest")
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = self._writer.create_revisit_record(
            HOST + path, digest, HOST + path, FIRST, http_headers=head, warc_headers_dict={"WARC-Date": date}
        )
        self._writer.write_record(record)


Import = Callable[..., ImportSummary]


@pytest.fixture
def bring(home: Home, tmp_path: Path) -> Import:
    """`bring(data, name=...)` imports a file of those bytes."""

    def run(data: bytes, name: str = "others.warc.gz") -> ImportSummary:
        path = tmp_path / name
        path.write_bytes(data)
        with open_store(home) as store:
            return import_paths(home, store, [path])

    return run


@pytest.mark.parametrize(("name", "gzipped"), [("others.warc.gz", True), ("others.warc", False)])
def test_a_page_becomes_a_report_with_its_address_and_moment(
    home: Home, bring: Import, name: str, gzipped: bool
) -> None:
    warc = Warc(gzipped=gzipped)
    warc.add("/t1.html", page())
    summary = bring(warc.data, name)
    assert (summary.added, summary.failures) == (1, ())
    with open_store(home, read_only=True) as store:
        (report,) = store.iter_reports()
        assert report.url == f"{HOST}/t1.html"
        assert report.title == TITLE
        assert report.collected_at.isoformat() == "2023-03-01T08:00:00+00:00"
        assert report.snapshot is not None
        snapshot = store.snapshot(report.snapshot)
    assert snapshot.note == f"copied from {name}"
    assert read_payload(home, snapshot).body == page()


def test_the_same_archive_again_changes_nothing(home: Home, bring: Import) -> None:
    warc = Warc()
    warc.add("/t1.html", page())
    warc.add("/t2.html", page("青岩镇2021年法治政府建设情况报告"))
    bring(warc.data)
    before = sum(path.stat().st_size for path in home.archive.iterdir())
    summary = bring(warc.data)
    assert (summary.added, summary.changed, summary.unchanged) == (0, 0, 2)
    assert sum(path.stat().st_size for path in home.archive.iterdir()) == before


def test_of_several_captures_the_latest_is_current_and_the_earlier_a_revision(home: Home, bring: Import) -> None:
    warc = Warc()
    warc.add("/t1.html", page(text="更正后的数字。"), date=SECOND)
    warc.add("/t1.html", page(text="最初的数字。"), date=FIRST)
    summary = bring(warc.data)
    assert (summary.added, summary.changed) == (1, 1)
    with open_store(home, read_only=True) as store:
        (report,) = store.iter_reports()
        assert "更正后" in report.body
        assert len(store.revisions(report.id)) == 2


def test_an_older_copy_never_replaces_what_the_collection_holds(home: Home, bring: Import) -> None:
    newer, older = Warc(), Warc()
    newer.add("/t1.html", page(text="更正后的数字。"), date=SECOND)
    older.add("/t1.html", page(text="最初的数字。"), date=FIRST)
    bring(newer.data, "newer.warc.gz")
    summary = bring(older.data, "older.warc.gz")
    assert summary.other_records == {"older than the collection's copy; kept as a snapshot": 1}
    with open_store(home, read_only=True) as store:
        (report,) = store.iter_reports()
        assert "更正后" in report.body
        assert len(store.snapshots_showing(report)) == 2


def test_a_revisit_is_resolved_within_the_file(home: Home, bring: Import) -> None:
    warc = Warc()
    warc.add("/t1.html", page())
    warc.add_revisit("/moved/t1.html", page())
    summary = bring(warc.data)
    assert summary.added == 2
    with open_store(home, read_only=True) as store:
        assert {report.url for report in store.iter_reports()} == {f"{HOST}/t1.html", f"{HOST}/moved/t1.html"}


def test_what_is_no_report_is_counted_by_the_reason(bring: Import) -> None:
    warc = Warc()
    items = "".join(
        f'<li><a href="/t{n}.html">青岩镇{n}年法治政府建设情况报告</a> 2023-01-0{n}</li>' for n in range(1, 10)
    )
    warc.add("/list.html", f"<html><body><ul>{items}</ul></body></html>".encode())
    warc.add("/gone.html", b"nothing", status="404 Not Found")
    warc.add("/moved.html", b"", status="302 Found", headers=(("Location", "/"),))
    warc.add("/logo.png", b"\x89PNG", media_type="image/png")
    warc.add_revisit("/t9.html", page("没有原件的报告"))
    warc.add("/t1.html", page())
    summary = bring(warc.data)
    assert summary.added == 1
    assert summary.other_records == {
        "list of links": 1,
        "answered 404": 1,
        "answered 302": 1,
        "image/png": 1,
        "revisit of a payload that is not in the file": 1,
    }


def test_files_that_a_page_offers_belong_to_it_and_others_are_reports(home: Home, bring: Import) -> None:
    warc = Warc()
    text = "青岩镇全年办理行政复议案件三件。" * 30
    offered = '<p><a href="/files/appendix.txt.rtf">附件：统计表.rtf</a></p>'
    warc.add("/files/appendix.txt.rtf", b"{\\rtf1 appendix of figures}", media_type="application/rtf")
    warc.add("/alone.rtf", b"{\\rtf1 a report that no page offers}", media_type="application/rtf")
    warc.add("/t1.html", page(text=text, more=offered))
    summary = bring(warc.data)
    assert summary.failures == ()
    with open_store(home, read_only=True) as store:
        reports = {report.url: report for report in store.iter_reports()}
    assert set(reports) == {f"{HOST}/t1.html", f"{HOST}/alone.rtf"}
    (attachment,) = reports[f"{HOST}/t1.html"].attachments
    assert attachment.url == f"{HOST}/files/appendix.txt.rtf"
    assert attachment.snapshot is not None


@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        pytest.param(("Content-Encoding", "gzip"), gzip.compress, id="gzip"),
        pytest.param(
            ("Transfer-Encoding", "chunked"), lambda body: b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), id="chunked"
        ),
    ],
)
def test_codings_are_undone(
    home: Home, bring: Import, coding: tuple[str, str], encode: Callable[[bytes], bytes]
) -> None:
    warc = Warc()
    warc.add("/t1.html", encode(page()), headers=(coding,))
    assert bring(warc.data).added == 1
    with open_store(home, read_only=True) as store:
        (report,) = store.iter_reports()
        assert report.snapshot is not None
        assert read_payload(home, store.snapshot(report.snapshot)).body == page()


def three() -> Warc:
    warc = Warc()
    for number in (1, 2, 3):
        warc.add(
            f"/t{number}.html", page(f"青岩镇202{number}年法治政府建设情况报告", "全年工作情况。" * (500 * number))
        )
    return warc


def test_a_damaged_record_is_named_and_those_around_it_are_read(bring: Import) -> None:
    warc = three()
    data = bytearray(warc.data)
    data[warc.offsets[1] : warc.offsets[1] + 60] = bytes(60)
    summary = bring(bytes(data))
    assert summary.added == 2
    (failure,) = summary.failures
    assert failure.reason == f"Bytes {warc.offsets[1]:,} to {warc.offsets[2]:,} are damaged."


@pytest.mark.parametrize("cut", [pytest.param(100, id="in its head"), pytest.param(450, id="in its content")])
def test_a_file_that_was_cut_off_gives_what_is_whole(bring: Import, cut: int) -> None:
    warc = three()
    summary = bring(warc.data[: warc.offsets[2] + cut])
    assert summary.added == 2
    assert len(summary.failures) == 1


def test_content_that_is_not_what_its_digest_says_is_refused(bring: Import) -> None:
    warc = Warc(gzipped=False)
    warc.add("/t1.html", page())
    summary = bring(warc.data.replace("二十二件".encode(), "九十九件".encode()), "altered.warc")
    assert summary.added == 0
    assert "digest" in summary.failures[0].reason


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        pytest.param(b"no archive at all", "x.warc", "no WARC record", id="no WARC"),
        pytest.param(gzip.compress(b"text"), "x.warc.gz", "no WARC record", id="gzip of something"),
        pytest.param(gzip.compress(gzip.decompress(three().data)), "x.warc.gz", "as a whole", id="gzipped as a whole"),
        pytest.param(b"PK no zip", "x.wacz", "no WACZ", id="no ZIP"),
    ],
)
def test_what_is_no_archive_is_one_clear_line(bring: Import, data: bytes, name: str, reason: str) -> None:
    summary = bring(data, name)
    assert summary.added == 0
    assert any(reason in failure.reason for failure in summary.failures)


@pytest.fixture
def wacz(home: Home, bring: Import, tmp_path: Path) -> Path:
    bring(three().data)
    path = tmp_path / "given.wacz"
    with open_store(home) as store:
        write_wacz(home, store, store.iter_reports(), path, title="三年")
    return path


def test_a_wacz_of_another_collection_gives_its_reports_whole(home: Home, wacz: Path, tmp_path: Path) -> None:
    other = Home(path=tmp_path / "other", settings=home.settings)
    other.path.mkdir()
    with open_store(other) as store, open_store(home, read_only=True) as original:
        summary = import_paths(other, store, [wacz])
        assert (summary.added, summary.failures) == (3, ())
        texts = {report.url: (report.body, report.collected_at) for report in store.iter_reports()}
        assert texts == {report.url: (report.body, report.collected_at) for report in original.iter_reports()}


def test_a_part_that_was_altered_is_refused(home: Home, wacz: Path, tmp_path: Path) -> None:
    altered = tmp_path / "altered.wacz"
    with zipfile.ZipFile(wacz) as source, zipfile.ZipFile(altered, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry.filename, data + b" " if entry.filename.startswith("archive/") else data)
    with open_store(home) as store:
        summary = import_paths(home, store, [altered])
    assert (summary.added, summary.changed) == (0, 0)
    assert "was altered or damaged" in summary.failures[0].reason


def test_a_wacz_without_its_package_is_refused(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "bare.wacz"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("archive/data.warc.gz", three().data)
    with open_store(home) as store:
        summary = import_paths(home, store, [path])
    assert "datapackage.json is missing" in summary.failures[0].reason


def test_a_wacz_that_would_fill_the_disk_is_refused(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "bomb.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("archive/data.warc.gz", bytes(80 * 1024**2))
        target.writestr("datapackage.json", '{"resources": [{"path": "archive/data.warc.gz", "hash": "sha256:00"}]}')
    with open_store(home) as store:
        summary = import_paths(home, store, [path])
    assert "unpacks to" in summary.failures[0].reason


def test_a_challenge_page_in_an_archive_is_no_report(bring: Import) -> None:
    warc = Warc()
    warc.add("/t1.html", b"<html><script>var $_ts=window['$_ts'];</script></html>")
    summary = bring(warc.data)
    assert summary.added == 0
    assert len(summary.failures) == 1
