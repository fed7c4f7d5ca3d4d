from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
import textwrap
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from corpus import Home, HomeReadOnlyError, InputError, NotFoundError
from corpus.archive import Archive, Header, open_archive, read_payload
from corpus.store import Store, open_store

CHECKOUT = Path(__file__).resolve().parents[2]
URL = "http://www.example.gov.cn/art/1.html"
HTML: list[Header] = [("Content-Type", "text/html; charset=utf-8")]
PAGE = "<p>云溪县2022年法治政府建设情况报告</p>".encode()
WHEN = datetime(2023, 4, 1, 8, 30, 15, 123456, tzinfo=UTC)

FILL_THE_DISK = """
    import os, resource, sys
    from pathlib import Path
    from corpus import BaogaoError, open_home
    from corpus.archive import open_archive
    from corpus.store import open_store
    home = open_home(Path(sys.argv[1]), create=True)
    with open_store(home) as store, open_archive(home, store) as archive:
        archive.record_response("http://a.cn/1", status=200, headers=[], body=b"small")
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        try:
            archive.record_response("http://a.cn/2", status=200, headers=[], body=os.urandom(3_000_000))
        except BaogaoError as error:
            print(error.code)
        archive.record_response("http://a.cn/3", status=200, headers=[], body=b"small again")
"""


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


@pytest.fixture
def archive(home: Home, store: Store) -> Iterator[Archive]:
    with open_archive(home, store) as opened:
        yield opened


def closed_files(home: Home) -> list[Path]:
    return sorted(home.archive.glob("*.warc.gz"))


def passes_warcio_check(files: list[Path]) -> bool:
    command = [sys.executable, "-m", "warcio.cli", "check", *map(str, files)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    return bool(files) and checked.returncode == 0 and checked.stdout == checked.stderr == ""


def records_of(path: Path) -> list[tuple[dict[str, str], bytes]]:
    """Each record's WARC fields, and its block as it stands in the file."""
    with path.open("rb") as stream:
        return [
            (dict(record.rec_headers.headers), record.raw_stream.read())
            for record in ArchiveIterator(stream, no_record_parse=True)
        ]


def test_a_response_comes_back_as_it_was_received(archive: Archive) -> None:
    snapshot = archive.record_response(URL, status=200, reason="OK", headers=HTML, body=PAGE, captured_at=WHEN)
    payload = archive.read(snapshot)
    assert (payload.status, payload.body, payload.media_type) == (200, PAGE, "text/html")
    assert payload.headers == tuple(HTML)
    assert payload.header("content-TYPE") == "text/html; charset=utf-8"
    assert payload.header("Server") is None


def test_the_snapshot_says_what_was_captured_and_where_it_stands(home: Home, archive: Archive, store: Store) -> None:
    snapshot = archive.record_response(URL, status=200, headers=HTML, body=PAGE, captured_at=WHEN)
    assert (snapshot.url, snapshot.captured_at, snapshot.status, snapshot.kind) == (URL, WHEN, 200, "response")
    assert (snapshot.sha256, snapshot.length) == (hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    assert store.snapshot(snapshot.id) == snapshot
    archive.close()
    cut_out = (home.archive / snapshot.file).read_bytes()[snapshot.offset :][: snapshot.record_length]
    assert PAGE in gzip.decompress(cut_out)


def test_a_run_leaves_one_closed_file_that_any_warc_tool_accepts(home: Home, store: Store) -> None:
    with open_archive(home, store, prefix="crawl") as archive:
        for number in range(5):
            archive.record_response(
                f"{URL}?n={number}",
                status=200,
                reason="OK",
                headers=HTML,
                body=PAGE * number,
                request_headers=[("User-Agent", "baogao")],
                note="n",
            )
        assert closed_files(home) == []
    (file,) = closed_files(home)
    assert file.name.startswith("crawl-")
    assert [path.name for path in home.archive.iterdir()] == [file.name]
    assert passes_warcio_check([file])


def test_a_run_that_records_nothing_leaves_no_file(home: Home, store: Store) -> None:
    with open_archive(home, store):
        pass
    assert list(home.archive.iterdir()) == []


def test_the_records_say_what_the_standard_asks(home: Home, archive: Archive) -> None:
    archive.record_response(
        "http://www.example.gov.cn/列表 1.html?页=2",
        status=200,
        reason="OK",
        headers=HTML,
        body=PAGE,
        request_headers=[("User-Agent", "baogao"), ("Accept", "text/html")],
        captured_at=WHEN,
        remote_ip="192.0.2.7",
        note="第一行\r\n第二行",
    )
    archive.close()
    (info, _), (response, block), (request, asked), (metadata, note) = records_of(closed_files(home)[0])
    assert info["WARC-Type"] == "warcinfo"
    assert info["WARC-Filename"] == closed_files(home)[0].name
    uri = "http://www.example.gov.cn/%E5%88%97%E8%A1%A8%201.html?%E9%A1%B5=2"
    assert (response["WARC-Type"], response["WARC-Target-URI"]) == ("response", uri)
    assert response["WARC-Date"] == "2023-04-01T08:30:15.123456Z"
    assert response["WARC-IP-Address"] == "192.0.2.7"
    assert response["WARC-Payload-Digest"] == f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
    assert block == b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
    assert (request["WARC-Type"], request["WARC-Concurrent-To"]) == ("request", response["WARC-Record-ID"])
    assert asked.startswith(b"GET /%E5%88%97%E8%A1%A8%201.html?%E9%A1%B5=2 HTTP/1.1\r\nHost: www.example.gov.cn\r\n")
    assert asked.endswith(b"User-Agent: baogao\r\nAccept: text/html\r\n\r\n")
    assert (metadata["WARC-Type"], metadata["WARC-Refers-To"]) == ("metadata", response["WARC-Record-ID"])
    assert note.decode() == "note: 第一行 第二行\r\n"


def test_a_post_is_recorded_with_its_method_and_own_host(home: Home, archive: Archive) -> None:
    archive.record_response(
        "http://a.cn", status=200, headers=[], body=b"x", request_headers=[("host", "b.cn")], request_method="POST"
    )
    archive.close()
    assert records_of(closed_files(home)[0])[2][1] == b"POST / HTTP/1.1\r\nhost: b.cn\r\n\r\n"


def test_headers_are_kept_byte_for_byte(home: Home, archive: Archive) -> None:
    name = "报告.pdf".encode("gb18030")
    headers: list[Header] = [
        (b"Content-Disposition", b"attachment; filename=" + name),
        ("X-Title", "报告"),
        ("Set-Cookie", "a=1"),
    ]
    archive.record_response(URL, status=200, reason="OK", headers=headers, body=b"x")
    archive.close()
    block = records_of(closed_files(home)[0])[1][1]
    assert b"\r\nContent-Disposition: attachment; filename=" + name + b"\r\n" in block
    assert b"\r\nX-Title: " + "报告".encode() + b"\r\nSet-Cookie: a=1\r\n\r\nx" in block


def test_a_header_cannot_end_the_headers_early(archive: Archive) -> None:
    headers = [("X-Odd", "one\r\n\r\ntwo\0"), ("Content-Type", "text/plain")]
    payload = archive.read(archive.record_response(URL, status=200, reason="a\r\nb", headers=headers, body=b"body"))
    assert payload.body == b"body"
    assert payload.media_type == "text/plain"


def test_a_transfer_coding_that_is_undone_is_kept_under_another_name(archive: Archive) -> None:
    headers = [("Transfer-Encoding", "chunked"), *HTML]
    payload = archive.read(archive.record_response(URL, status=200, headers=headers, body=b"5\r\nhello\r\n"))
    assert payload.body == b"5\r\nhello\r\n"
    assert payload.header("X-Archive-Orig-Transfer-Encoding") == "chunked"


@pytest.mark.parametrize(
    ("coding", "encoded"),
    [
        pytest.param("gzip", gzip.compress(PAGE), id="gzip"),
        pytest.param("X-GZIP", gzip.compress(PAGE), id="x-gzip"),
        pytest.param("gzip", gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), id="gzip in two members"),
        pytest.param("gzip", gzip.compress(PAGE) + b"\0" * 9, id="gzip with padding"),
        pytest.param("deflate", zlib.compress(PAGE), id="deflate"),
        pytest.param("deflate", zlib.compress(PAGE)[2:-4], id="bare deflate"),
        pytest.param("br", brotli.compress(PAGE), id="brotli"),
        pytest.param("br, gzip", gzip.compress(brotli.compress(PAGE)), id="two codings"),
        pytest.param("identity", PAGE, id="identity"),
        pytest.param("gzip", PAGE, id="a coding that was not applied"),
        pytest.param("br", PAGE, id="brotli that was not applied"),
        pytest.param("unknown", PAGE, id="unknown coding"),
    ],
)
def test_content_codings_are_kept_in_the_archive_and_undone_in_reading(
    archive: Archive, coding: str, encoded: bytes
) -> None:
    headers = [*HTML, ("Content-Encoding", coding)]
    snapshot = archive.record_response(URL, status=200, headers=headers, body=encoded)
    assert snapshot.sha256 == hashlib.sha256(encoded).hexdigest()
    assert archive.read(snapshot).body == PAGE


def test_an_unchanged_page_is_referred_to_and_not_kept_twice(home: Home, archive: Archive) -> None:
    body = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(200))
    first = archive.record_response(URL, status=200, headers=HTML, body=body)
    later_headers = [("Content-Type", "text/plain"), ("ETag", '"2"')]
    again = archive.record_response(
        "HTTP://WWW.EXAMPLE.GOV.CN:80/art/1.html", status=200, headers=later_headers, body=body
    )
    third = archive.record_response(URL, status=200, headers=HTML, body=body)
    assert (again.revisit_of, third.revisit_of) == (first.id, first.id)
    assert again.record_length < first.record_length / 5
    assert (again.sha256, again.length) == (first.sha256, first.length)
    payload = archive.read(again)
    assert (payload.body, payload.media_type, payload.header("ETag")) == (body, "text/plain", '"2"')
    archive.close()
    fields = records_of(closed_files(home)[0])[2][0]
    assert (fields["WARC-Type"], fields["WARC-Refers-To-Target-URI"]) == ("revisit", URL)
    assert fields["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert passes_warcio_check(closed_files(home))


def test_a_revisit_may_refer_to_an_earlier_run(home: Home, store: Store) -> None:
    with open_archive(home, store) as archive:
        archive.record_response(URL, status=200, headers=HTML, body=PAGE)
    with open_archive(home, store) as archive:
        again = archive.record_response(URL, status=200, headers=HTML, body=PAGE)
        assert again.revisit_of is not None
        assert archive.read(again).body == PAGE


def test_a_payload_whose_file_is_gone_is_written_again(home: Home, store: Store) -> None:
    with open_archive(home, store) as archive:
        archive.record_response(URL, status=200, headers=HTML, body=PAGE)
    closed_files(home)[0].unlink()
    with open_archive(home, store) as archive:
        again = archive.record_response(URL, status=200, headers=HTML, body=PAGE)
        assert again.revisit_of is None
        assert archive.read(again).body == PAGE


def test_other_addresses_and_other_payloads_are_kept_whole(archive: Archive) -> None:
    archive.record_response(URL, status=200, headers=HTML, body=PAGE)
    assert archive.record_response(URL + "?2", status=200, headers=HTML, body=PAGE).revisit_of is None
    assert archive.record_response(URL, status=200, headers=HTML, body=PAGE + b" ").revisit_of is None


def test_not_modified_stands_for_the_last_content(home: Home, archive: Archive, store: Store) -> None:
    archive.record_response(URL, status=200, headers=HTML, body=b"older")
    kept = archive.record_response(URL, status=200, headers=HTML, body=gzip.compress(PAGE), captured_at=WHEN)
    archive.record_response(URL, status=403, headers=HTML, body=b"captcha", kind="refusal")
    unmodified = archive.record_response(URL, status=304, headers=[("ETag", '"1"')], body=b"")
    assert (unmodified.status, unmodified.media_type) == (304, "text/html")
    assert store.latest_snapshot(URL) == unmodified
    payload = archive.read(unmodified)
    assert payload.status == 200
    assert payload.body == archive.read(store.snapshot(unmodified.revisit_of or 0)).body
    archive.close()
    assert kept.id in {snapshot.id for snapshot in store.snapshots_of(URL)}
    assert passes_warcio_check(closed_files(home))


def test_the_headers_of_a_304_stand_in_a_note_where_no_player_takes_them_for_the_pages(
    home: Home, archive: Archive
) -> None:
    archive.record_response(URL, status=200, headers=HTML, body=PAGE)
    archive.record_response(URL, status=304, reason="Not Modified", headers=[("ETag", '"1"')], body=b"")
    archive.close()
    records = [(fields["WARC-Type"], body) for path in closed_files(home) for fields, body in records_of(path)]
    assert [body for kind, body in records if kind == "revisit"] == [b""]
    notes = [body for kind, body in records if kind == "metadata"]
    assert notes == [b'http-header: HTTP/1.1 304 Not Modified\r\nhttp-header: ETag: "1"\r\n']


def test_a_refusal_is_kept_with_its_reason_and_is_never_the_latest_content(archive: Archive, store: Store) -> None:
    content = archive.record_response(URL, status=200, headers=HTML, body=PAGE)
    refusal = archive.record_response(URL, status=412, headers=HTML, body=b"$_ts", kind="refusal", note="脚本验证")
    assert (refusal.kind, refusal.note) == ("refusal", "脚本验证")
    assert store.latest_snapshot(URL) == content
    assert store.snapshots_of(URL) == [content, refusal]
    assert store.latest_snapshot("http://www.example.gov.cn/other") is None


@pytest.mark.parametrize("body", [pytest.param(b"", id="empty"), pytest.param(b"x" * 20_000_000, id="20 MB")])
def test_bodies_of_any_size_are_kept(home: Home, archive: Archive, body: bytes) -> None:
    response = archive.record_response(URL, status=200, headers=[], body=body)
    resource = archive.record_resource("urn:x", "text/plain", body, WHEN)
    assert archive.read(response).body == archive.read(resource).body == body
    archive.close()
    assert passes_warcio_check(closed_files(home))


def test_a_response_without_a_content_type_is_unknown_bytes(archive: Archive) -> None:
    assert archive.record_response(URL, status=204, headers=[], body=b"").media_type == "application/octet-stream"


def test_an_imported_file_comes_back_and_is_kept_once(archive: Archive, store: Store) -> None:
    first = archive.record_resource("报告 1.txt", "text/plain", PAGE, WHEN)
    assert archive.record_resource("报告 1.txt", "text/plain", PAGE, datetime.now(UTC)) == first
    assert archive.record_resource("报告 2.txt", "text/plain", PAGE, WHEN).id != first.id
    assert archive.record_resource("报告 1.txt", "text/plain", PAGE + b"!", WHEN).id != first.id
    payload = archive.read(first)
    assert (payload.status, payload.headers, payload.body, payload.media_type) == (None, (), PAGE, "text/plain")
    assert len(store.snapshots_of("报告 1.txt")) == 2


def test_a_file_and_a_response_of_one_address_are_kept_apart(archive: Archive) -> None:
    archive.record_resource(URL, "text/html", PAGE, WHEN)
    assert archive.record_response(URL, status=200, headers=HTML, body=PAGE).revisit_of is None


def test_names_with_lone_surrogates_are_kept(home: Home, archive: Archive) -> None:
    snapshot = archive.record_resource("报告\udcff.txt", "text/plain", PAGE, WHEN)
    assert snapshot.url == "报告\ufffd.txt"
    assert archive.read(snapshot).body == PAGE
    archive.record_response(
        URL + "?\udcff", status=200, reason="\udcff", headers=[("X", "\udcff")], body=b"", note="\udcff"
    )
    archive.close()
    assert passes_warcio_check(closed_files(home))


@pytest.mark.parametrize(("url", "kind"), [("ftp://a.cn/x", "response"), ("报告.txt", "response"), (URL, "resource")])
def test_what_is_no_response_is_refused(home: Home, archive: Archive, url: str, kind: str) -> None:
    with pytest.raises(InputError, match="Cannot archive"):
        archive.record_response(url, status=200, headers=[], body=b"", kind=kind)
    assert list(home.archive.iterdir()) == []


def test_a_new_file_is_begun_when_one_is_full(home: Home, store: Store) -> None:
    with open_archive(home, store, file_bytes=1500) as archive:
        kept = [archive.record_response(f"{URL}?{number}", status=200, headers=HTML, body=PAGE) for number in range(9)]
        assert all(archive.read(snapshot).body == PAGE for snapshot in kept)
    files = closed_files(home)
    assert {snapshot.file for snapshot in kept} == {file.name for file in files}
    assert len(files) > 2
    assert passes_warcio_check(files)


def test_a_snapshot_is_read_while_its_file_is_written_and_after(home: Home, store: Store) -> None:
    with open_archive(home, store) as archive:
        snapshot = archive.record_response(URL, status=200, headers=HTML, body=PAGE)
        assert read_payload(home, snapshot).body == PAGE
    assert read_payload(home, snapshot).body == PAGE


def test_a_missing_or_damaged_record_is_said_to_be_so(home: Home, store: Store) -> None:
    with open_archive(home, store) as archive:
        snapshot = archive.record_response(URL, status=200, headers=HTML, body=PAGE)
        other = archive.record_response(URL + "?2", status=200, headers=HTML, body=PAGE + PAGE)
    file = home.archive / snapshot.file
    whole = file.read_bytes()
    damaged = bytearray(whole)
    middle = snapshot.offset + snapshot.record_length // 2
    damaged[middle : middle + 20] = b"\0" * 20
    wrong = [
        (bytes(damaged), snapshot),
        (whole[: snapshot.offset + 40], snapshot),
        (whole, replace(snapshot, offset=len(whole))),
        (whole, replace(snapshot, offset=snapshot.offset + 3)),
        (whole, replace(snapshot, offset=other.offset)),
        (whole, replace(snapshot, file=f"../archive/{snapshot.file}")),
    ]
    for content, asked in wrong:
        file.write_bytes(content)
        with pytest.raises(NotFoundError, match="is missing or damaged") as caught:
            read_payload(home, asked)
        assert "backup" in caught.value.hint
    file.unlink()
    with pytest.raises(NotFoundError, match="is missing or damaged"):
        read_payload(home, snapshot)


def test_an_unknown_snapshot_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no snapshot 7"):
        store.snapshot(7)


def test_a_full_disk_keeps_what_was_whole_and_the_run_may_go_on(home: Home) -> None:
    command = [sys.executable, "-c", textwrap.dedent(FILL_THE_DISK), str(home.path)]
    run = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "home-read-only\n", "")
    assert passes_warcio_check(closed_files(home))
    with open_store(home) as store:
        assert store.snapshots_of("http://a.cn/2") == []
        kept = [store.snapshots_of(f"http://a.cn/{number}")[0] for number in (1, 3)]
        assert [read_payload(home, snapshot).body for snapshot in kept] == [b"small", b"small again"]


def test_an_archive_folder_that_cannot_be_written_is_said_to_be_so(home: Home, store: Store) -> None:
    home.archive.rmdir()
    home.archive.write_text("", encoding="utf-8")
    with pytest.raises(HomeReadOnlyError, match="cannot be written to"), open_archive(home, store):
        pass


def test_several_threads_record_at_once(home: Home, store: Store) -> None:
    with open_archive(home, store) as archive:

        def work(worker: int) -> None:
            for number in range(10):
                archive.record_response(f"{URL}?{worker}-{number}", status=200, headers=HTML, body=b"%d" % worker * 99)

        threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert store.stats().snapshots == 40
    for worker in range(4):
        for number in range(10):
            (snapshot,) = store.snapshots_of(f"{URL}?{worker}-{number}")
            assert read_payload(home, snapshot).body == b"%d" % worker * 99
    assert passes_warcio_check(closed_files(home))


HEADER_NAMES = st.from_regex(r"\A[A-Za-z][A-Za-z0-9-]{0,15}\Z").filter(lambda name: "content" not in name.lower())
HEADER_VALUES = st.text(st.characters(min_codepoint=0x20, codec="utf-8"), max_size=30).map(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    body=st.binary(max_size=300),
    status=st.integers(200, 599).filter(lambda status: status != 304),
    headers=st.lists(st.tuples(HEADER_NAMES, HEADER_VALUES.map(lambda value: value.encode())), max_size=4),
)
def test_any_response_comes_back_as_it_was_received(
    archive: Archive, body: bytes, status: int, headers: list[Header]
) -> None:
    snapshot = archive.record_response(URL, status=status, headers=headers, body=body)
    payload = archive.read(snapshot)
    assert (payload.status, payload.body) == (status, body)
