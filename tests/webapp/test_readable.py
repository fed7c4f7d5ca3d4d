"""Addresses and digests as a person reads them."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.readable import readable_address, readable_text, short_digest


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        pytest.param("http://a.cn/%E6%8A%A5%e5%91%8a.html", "http://a.cn/报告.html", id="chinese"),
        pytest.param("http://a.cn/a%20b%2Fc%3f", "http://a.cn/a%20b%2Fc%3F", id="what means something stays"),
        pytest.param("http://a.cn/%B1%A8%B8%E6", "http://a.cn/%B1%A8%B8%E6", id="GBK is left alone"),
        pytest.param("http://a.cn/%E2%80%AE%E6%8A%A5", "http://a.cn/%E2%80%AE报", id="no turn of direction"),
        pytest.param("http://a.cn/%E3%80%80%", "http://a.cn/%E3%80%80%", id="a wide space and a lone sign"),
    ],
)
def test_letters_are_written_out_and_nothing_else(address: str, shown: str) -> None:
    assert readable_address(address) == shown


@given(path=st.text(st.characters(codec="utf-8")))
def test_a_readable_address_is_the_same_address(path: str) -> None:
    address = f"http://a.cn/{quote(path)}"
    readable = readable_address(address)
    assert quote(readable, safe=":/%") == address
    assert unquote(readable) == f"http://a.cn/{path}"


def test_a_text_is_escaped_and_its_addresses_break_after_their_slashes() -> None:
    text = "<b> http://a.cn/%E6%8A%A5/b?x=1&y=<i> 存档: https://b.cn/1."
    assert readable_text(text) == (
        "&lt;b&gt; http://a.cn/<wbr>报/<wbr>b?<wbr>x=1&amp;<wbr>y=&lt;i&gt; 存档: https://b.cn/<wbr>1."
    )


def test_a_digest_shows_both_its_ends() -> None:
    assert short_digest("0123456789abcdef" * 4) == "0123456789ab…456789abcdef"
