"""Strings of the lexicon on disk: sorted ones are front-coded, and looked up as in a plain list."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.lexicon.strings import SortedStrings, Strings, write_sorted_strings, write_strings

WITHOUT_LINE_BREAK = st.binary(max_size=300).map(lambda string: string.replace(b"\n", b""))
ALIKE = st.lists(st.sampled_from([b"a", b"b", "报告".encode()]), max_size=20).map(b"".join)  # share beginnings


@given(st.lists(WITHOUT_LINE_BREAK | ALIKE, max_size=60), st.lists(WITHOUT_LINE_BREAK | ALIKE, max_size=10))
def test_a_place_is_that_in_the_plain_list(strings: list[bytes], others: list[bytes]) -> None:
    plain = sorted(strings)
    with TemporaryDirectory() as folder:
        write_sorted_strings(path := Path(folder), "keys", plain)
        kept = SortedStrings(path, "keys")
        assert len(kept) == len(plain)
        for string in (*plain, *others):
            assert kept.position(string) == bisect_left(plain, string)


def test_one_string_in_many_blocks_has_its_first_place(tmp_path: Path) -> None:
    write_sorted_strings(tmp_path, "keys", [b"a", *[b"bao"] * 50, b"c"])

    kept = SortedStrings(tmp_path, "keys")

    assert [kept.position(string) for string in (b"a", b"bao", b"bao\0", b"c", b"d")] == [0, 1, 51, 51, 52]


def test_more_than_255_shared_bytes_are_kept(tmp_path: Path) -> None:
    long = b"x" * 400
    write_sorted_strings(tmp_path, "keys", [long + b"1", long + b"2"])

    assert SortedStrings(tmp_path, "keys").position(long + b"2") == 1


@given(st.lists(WITHOUT_LINE_BREAK, max_size=20))
def test_strings_come_back_in_their_order(strings: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        write_strings(path := Path(folder), "texts", strings)
        assert list(Strings(path, "texts")) == strings


@pytest.mark.parametrize("name", ["keys_data", "keys_starts"])
def test_what_was_cut_short_is_said_to_be_damaged(tmp_path: Path, name: str) -> None:
    write_sorted_strings(tmp_path, "keys", [b"one", b"two"])
    np.save(tmp_path / f"{name}.npy", np.load(tmp_path / f"{name}.npy")[:-1])

    with pytest.raises(ValueError, match="damaged"):
        SortedStrings(tmp_path, "keys")
