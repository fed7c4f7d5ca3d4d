from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import DocType, InputError, canonical_url, content_sha256, report_id
from tests.corpus.made_reports import made_report

HOSTS = st.from_regex(r"\A[a-zA-Z][a-zA-Z0-9.-]{0,20}\Z")
PATHS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")), max_size=30).map(
    lambda path: "/" + path
)
QUERIES = st.lists(st.sampled_from(["a=1", "", "sessionid=1", "PHPSESSID=&", "sid=2", "session"]), max_size=6).map(
    "&".join
)


@pytest.mark.parametrize(
    ("given_form", "canonical"),
    [
        pytest.param("HTTP://WWW.Example.GOV.cn/A", "http://www.example.gov.cn/A", id="case of scheme and host"),
        pytest.param("http://a.cn:80/x", "http://a.cn/x", id="default port of http"),
        pytest.param("https://a.cn:443/x", "https://a.cn/x", id="default port of https"),
        pytest.param("https://a.cn:80/x", "https://a.cn:80/x", id="another scheme's port is kept"),
        pytest.param("http://a.cn", "http://a.cn/", id="no path"),
        pytest.param("http://a.cn/x#part", "http://a.cn/x", id="fragment"),
        pytest.param("  http://a.cn/x\n", "http://a.cn/x", id="white space around"),
        pytest.param("http://a.cn/x?b=2&a=1", "http://a.cn/x?b=2&a=1", id="the query keeps its order"),
        pytest.param("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x", id="IPv6"),
        pytest.param("http://a.cn/x.jsp;jsessionid=0A1B.n1?a=1", "http://a.cn/x.jsp?a=1", id="session id in the path"),
        pytest.param("http://a.cn/x?PHPSESSID=0a1b&a=1", "http://a.cn/x?a=1", id="session id first in the query"),
        pytest.param("http://a.cn/x?a=1&sessionid=0a1b&b=2", "http://a.cn/x?a=1&b=2", id="session id in the query"),
        pytest.param(
            "http://a.cn/x?sid=200001", "http://a.cn/x?sid=200001", id="the number of a site is no session id"
        ),
        pytest.param("http://user:secret@a.cn/x", "http://a.cn/x", id="credentials are left out"),
    ],
)
def test_an_address_has_one_canonical_form(given_form: str, canonical: str) -> None:
    assert canonical_url(given_form) == canonical


@pytest.mark.parametrize("wrong", ["http://[::1", "http://a.cn:http/x", "http://a.cn:99999/"])
def test_what_is_no_address_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(InputError, match="is no web address"):
        canonical_url(wrong)


@given(
    scheme=st.sampled_from(["http", "HTTPS"]),
    host=HOSTS,
    port=st.none() | st.integers(1, 65535),
    path=PATHS,
    query=QUERIES,
)
def test_the_canonical_form_of_a_canonical_form_is_itself(
    scheme: str, host: str, port: int | None, path: str, query: str
) -> None:
    url = f"{scheme}://{host}{f':{port}' if port else ''}{path}?{query}"
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert urlsplit(once).hostname == host.lower()


def test_the_id_is_the_same_for_every_form_of_an_address() -> None:
    assert report_id(url="HTTP://a.cn:80/x#top") == report_id(url="http://a.cn/x")
    assert report_id(url="http://a.cn/x") != report_id(url="http://a.cn/X")


def test_without_an_address_the_id_follows_from_the_content() -> None:
    assert report_id(url=None, content="甲") != report_id(url=None, content="乙")
    assert report_id(url=None, content="http://a.cn/") != report_id(url="http://a.cn/")


@given(st.text(st.characters(), max_size=50))
def test_an_id_is_16_characters_that_need_no_escaping(content: str) -> None:
    made = report_id(url=None, content=content)
    assert len(made) == 16
    assert made.isascii()
    assert made.isalnum()
    assert made == made.lower()


def test_title_and_body_are_told_apart_in_the_content_hash() -> None:
    assert content_sha256("甲", "乙") != content_sha256("甲乙", "")
    assert content_sha256("\udcff", "") != content_sha256("", "\udcff")


def test_the_heading_is_the_title_where_there_is_one() -> None:
    assert made_report(title="关于某事的报告").heading == "关于某事的报告"


def test_a_missing_title_is_supplied_in_brackets() -> None:
    assert made_report(title="").heading == "[云溪县人民政府2022年法治政府建设报告]"
    bare = made_report(title="", issuer=None, report_year=None, doc_type=DocType.OTHER)
    assert bare.heading == "[www.example.gov.cn报告]"


def test_paragraphs_are_the_lines_of_the_body() -> None:
    assert made_report(body="甲\n乙").paragraphs == ["甲", "乙"]
    assert made_report(body="").paragraphs == []
