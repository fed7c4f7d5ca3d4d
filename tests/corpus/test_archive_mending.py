from __future__ import annotations

import gzip
import io
import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import open_archive, read_payload
from corpus.archive.mending import mend_archive, whole_length
from corpus.store import Store, open_store
from tests.corpus.test_archive import CHECKOUT, closed_files, passes_warcio_check

if TYPE_CHECKING:
    from corpus import Home

KILLS = 10

RECORD_UNTIL_KILLED = """
    import itertools, os, random, sys
    from pathlib import Path
    from corpus import open_home
    from corpus.archive import open_archive
    from corpus.store import open_store
    home = open_home(Path(sys.argv[1]), create=True)
    random.seed(int(sys.argv[2]))
    with open_store(home) as store, open_archive(home, store, file_bytes=3_000_000) as archive:
        print("recording", flush=True)
        for number in itertools.count():
            body = random.randbytes(random.choice([0, 100, 50_000, 1_000_000]))
            url = f"http://a.cn/{sys.argv[2]}/{number}"
            snapshot = archive.record_response(url, status=200, headers=[], body=body, request_headers=[])
            print(snapshot.id, len(body), flush=True)
"""


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def left_open(home: Home, store: Store, count: int = 3) -> tuple[Path, bytes]:
    """The path at which a killed run would have left its file, and the file's whole content."""
    with open_archive(home, store) as archive:
        for number in range(count):
            archive.record_response(f"http://a.cn/{number}", status=200, headers=[], body=b"%d" % number * 500)
    (closed,) = closed_files(home)
    content = closed.read_bytes()
    closed.unlink()
    return closed.with_name(closed.name + ".open"), content


@given(members=st.lists(st.binary(max_size=200), max_size=4), cut=st.integers(0, 400))
def test_the_whole_length_ends_with_the_last_whole_member(members: list[bytes], cut: int) -> None:
    packed = [gzip.compress(member, mtime=0) for member in members]
    ends = [sum(map(len, packed[:number])) for number in range(len(packed) + 1)]
    kept = b"".join(packed)[:cut]
    assert whole_length(io.BytesIO(kept)) == max(end for end in ends if end <= len(kept))


def test_a_record_cut_off_at_any_byte_is_cut_away_and_the_rest_kept(home: Home, store: Store) -> None:
    path, content = left_open(home, store)
    last = store.snapshots_of("http://a.cn/2")[0]
    for length in (last.offset + 1, last.offset + 15, len(content) - 9, len(content) - 1):
        path.write_bytes(content[:length])
        assert mend_archive(home.archive, store) == [last.file]
        assert (home.archive / last.file).read_bytes() == content[: last.offset]
        assert (home.archive / (last.file + ".torn")).read_bytes() == content[last.offset : length]
        assert passes_warcio_check(closed_files(home))
        (home.archive / last.file).unlink()


def test_a_file_that_is_whole_is_only_closed(home: Home, store: Store) -> None:
    path, content = left_open(home, store)
    path.write_bytes(content)
    with open_archive(home, store):
        pass
    assert [file.read_bytes() for file in home.archive.iterdir()] == [content]
    assert store.stats().snapshots == 3


@pytest.mark.parametrize(
    "lost", [pytest.param(b"", id="shorter than before"), pytest.param(b"\0" * 5000, id="zeros in place of data")]
)
def test_snapshots_that_a_power_cut_left_without_a_record_are_forgotten(home: Home, store: Store, lost: bytes) -> None:
    path, content = left_open(home, store)
    first, second, third = (store.snapshots_of(f"http://a.cn/{number}")[0] for number in range(3))
    path.write_bytes(content[: second.offset] + lost)
    mend_archive(home.archive, store)
    assert store.snapshots_of(first.url) == [first]
    assert store.snapshots_of(second.url) == store.snapshots_of(third.url) == []
    assert read_payload(home, first).body == b"0" * 500


def test_a_file_without_a_whole_record_goes_and_its_bytes_are_kept(home: Home, store: Store) -> None:
    path, content = left_open(home, store)
    path.write_bytes(content[:20])
    mend_archive(home.archive, store)
    (kept,) = home.archive.iterdir()
    assert (kept.name, kept.read_bytes()) == (path.name.removesuffix(".open") + ".torn", content[:20])
    assert store.stats().snapshots == 0


def test_an_empty_file_goes(home: Home, store: Store) -> None:
    (home.archive / "crawl-1.warc.gz.open").touch()
    mend_archive(home.archive, store)
    assert list(home.archive.iterdir()) == []


def test_a_file_that_a_living_process_writes_is_left_alone(home: Home, store: Store) -> None:
    with open_archive(home, store) as living:
        snapshot = living.record_response("http://a.cn/1", status=200, headers=[], body=b"one")
        with open_archive(home, store) as other:
            other.record_response("http://a.cn/2", status=200, headers=[], body=b"two")
        assert len(closed_files(home)) == 1
        living.record_response("http://a.cn/3", status=200, headers=[], body=b"three")
        assert living.read(snapshot).body == b"one"
    assert len(closed_files(home)) == 2
    assert passes_warcio_check(closed_files(home))


@pytest.mark.kill
def test_whatever_moment_a_run_is_killed_at_nothing_recorded_is_lost(home: Home) -> None:
    moments = random.Random(20230401)
    told: dict[int, int] = {}
    for kill in range(KILLS):
        command = [sys.executable, "-c", textwrap.dedent(RECORD_UNTIL_KILLED), str(home.path), str(kill)]
        with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "recording\n"
            time.sleep(moments.uniform(0.01, 0.25))
            process.kill()
            lines = process.stdout.read().splitlines(keepends=True)
        told |= {int(line.split()[0]): int(line.split()[1]) for line in lines if line.endswith("\n")}
    with open_store(home) as store:
        with open_archive(home, store):
            pass
        assert list(home.archive.glob("*.open")) == []
        assert passes_warcio_check(closed_files(home))
        kept = {number: store.snapshot(number) for number in range(1, store.stats().snapshots + 1)}
        assert told.items() <= {number: snapshot.length for number, snapshot in kept.items()}.items()
        for snapshot in kept.values():
            assert len(read_payload(home, snapshot).body) == snapshot.length
    assert told
