from __future__ import annotations

import gzip
import random
import sys
import zlib

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import InputError
from corpus.archive.content_coding import decode_content

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENCODERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}


@given(body=st.binary(max_size=2000), codings=st.lists(st.sampled_from(sorted(ENCODERS)), min_size=1, max_size=3))
def test_decoding_undoes_any_chain_of_codings(body: bytes, codings: list[str]) -> None:
    encoded = body
    for coding in codings:
        encoded = ENCODERS[coding](encoded)
    assert decode_content(encoded, ", ".join(codings)) == body


@given(body=st.binary(max_size=500), coding=st.sampled_from(["gzip", "deflate", "br", "zstd", ""]))
def test_no_bytes_make_decoding_fail(body: bytes, coding: str) -> None:
    assert isinstance(decode_content(body, coding), bytes)


@pytest.mark.parametrize("coding", sorted(ENCODERS))
def test_a_stream_that_was_cut_off_gives_what_came_before(coding: str) -> None:
    body = random.Random(1).randbytes(400_000)  # several blocks: zstd gives only whole ones
    encoded = ENCODERS[coding](body)
    given_back = decode_content(encoded[: len(encoded) * 9 // 10], coding)
    assert given_back
    assert body.startswith(given_back)


@pytest.mark.parametrize("coding", sorted(ENCODERS))
def test_a_response_that_unpacks_beyond_all_measure_is_refused(coding: str) -> None:
    encoded = ENCODERS[coding](b"\0" * 5_000_000)
    assert len(decode_content(encoded, coding, limit=5_000_000)) == 5_000_000
    with pytest.raises(InputError, match="unpacks to more than 4,999,999 bytes"):
        decode_content(encoded, coding, limit=4_999_999)
