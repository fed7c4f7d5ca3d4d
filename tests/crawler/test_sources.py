from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus import SettingsError
from crawler import SOURCE_KEYS, Source, parse_sources, read_sources

WHOLE = """
[[source]]
name = "青岩"
start = ["https://www.qingyan.example/fz/index.html"]
family = "trs"
hosts = ["qingyan-zf.example"]
follow = '法治政府|/fzzf/'
title_pattern = '法治政府建设.*报告'
url_pattern = '/t\\d{8}_'
years = "2019..2021"
allow_private = false
max_pages = 20
delay_seconds = 2
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(tmp_path: Path, text: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        read_sources(written(tmp_path, text))
    return caught.value


def source(**given: object) -> Source:
    table = {"name": "a", "start": ["https://www.a.example/index.html"], **given}
    return parse_sources([table], "sources.toml")[0]


def test_every_key_is_read(tmp_path: Path) -> None:
    (read,) = read_sources(written(tmp_path, WHOLE))
    assert read == Source(
        name="青岩",
        start=("https://www.qingyan.example/fz/index.html",),
        family="trs",
        hosts=("qingyan-zf.example",),
        follow=re.compile("法治政府|/fzzf/"),
        title_pattern=re.compile("法治政府建设.*报告"),
        url_pattern=re.compile(r"/t\d{8}_"),
        years=frozenset({2019, 2020, 2021}),
        allow_private=False,
        max_pages=20,
        delay_seconds=2.0,
    )


def test_what_a_source_writes_of_itself_is_the_same_source(tmp_path: Path) -> None:
    (read,) = read_sources(written(tmp_path, WHOLE))
    assert parse_sources([read.as_dict()], "job") == (read,)


def test_the_table_of_keys_names_every_attribute_of_a_source() -> None:
    assert [key.name for key in SOURCE_KEYS] == list(Source.__dataclass_fields__)


def test_the_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert read_sources(written(tmp_path, "\ufeff" + WHOLE))[0].name == "青岩"


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    error = refused(tmp_path, WHOLE + 'titel_pattern = "报告"\n')
    assert error.message == "sources.toml, source 1 (青岩): unknown key 'titel_pattern'."
    assert error.hint == "Did you mean title_pattern?"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param('title_pattern = "(报告"', "title_pattern must be a regular expression", id="broken expression"),
        pytest.param('start = ["ftp://a.example/"]', "start must be a list of http or https", id="other scheme"),
        pytest.param('start = ["/fz/index.html"]', "start must be a list of http or https", id="no host"),
        pytest.param('start = ["https://u:p@a.example/"]', "start must be a list of http or https", id="password"),
        pytest.param('start = ["https://a.example:x/"]', "start must be a list of http or https", id="port no number"),
        pytest.param("start = []", "start must be a list of at least one", id="no start page"),
        pytest.param("start = 7", "start must be a list of at least one", id="start a number"),
        pytest.param("name = ' '\nstart = ['https://a.example/']", "name must be a text", id="blank name"),
        pytest.param('family = "hanwebb"', "family must be one of auto, gkmlpt, jpaas", id="unknown family"),
        pytest.param('hosts = ["https://a.example"]', "hosts must be a list of host names", id="address as host"),
        pytest.param('years = "2025..2019"', "years must be a range", id="years backwards"),
        pytest.param('years = ["2019"]', "years must be a range", id="year as text"),
        pytest.param("years = []", "years must be a range", id="no year"),
        pytest.param('allow_private = "yes"', "allow_private must be true or false", id="boolean as text"),
        pytest.param("max_pages = 0", "max_pages must be a whole number", id="no page"),
        pytest.param("max_pages = true", "max_pages must be a whole number", id="boolean as number"),
        pytest.param("delay_seconds = -1", "delay_seconds must be a number", id="negative delay"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(tmp_path: Path, line: str, expected: str) -> None:
    given = {"name": "name = 'a'", "start": "start = ['https://a.example/']"}
    kept = [text for key, text in given.items() if not line.startswith(key) and f"\n{key}" not in line]
    error = refused(tmp_path, "\n".join(["[[source]]", *kept, line]))
    assert expected in error.message
    assert error.message.startswith("sources.toml, source 1")


def test_a_missing_start_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path, '[[source]]\nname = "a"\n').message == "sources.toml, source 1 (a): start is missing."


def test_a_missing_name_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path, '[[source]]\nstart = ["https://a.example/"]\n')
    assert error.message == "sources.toml, source 1: name is missing."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "names no source", id="empty"),
        pytest.param("source = 3", "names no source", id="no table"),
        pytest.param("source = [3]", "source 1 is no table", id="list of numbers"),
        pytest.param("[[sources]]\nname = 'a'", "unknown table or key 'sources'", id="plural"),
        pytest.param("[[source]\nname", "is not valid TOML", id="no TOML"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in refused(tmp_path, text).message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml cannot be read"):
        read_sources(tmp_path / "nowhere.toml")


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "two sources are named '青岩'" in refused(tmp_path, WHOLE + WHOLE).message


def test_two_sources_on_one_host_must_agree_on_private_addresses(tmp_path: Path) -> None:
    other = WHOLE.replace("青岩", "青岩二").replace("allow_private = false", "allow_private = true")
    assert "disagree on allow_private" in refused(tmp_path, WHOLE + other).message


@pytest.mark.parametrize(
    ("url", "belongs"),
    [
        pytest.param("https://www.a.example/x", True, id="its own host"),
        pytest.param("http://a.example/x", True, id="without www, other scheme"),
        pytest.param("https://WWW.A.EXAMPLE/x", True, id="upper case"),
        pytest.param("https://sub.www.a.example/x", False, id="sub-domain of a start page's host"),
        pytest.param("https://b.example/x", True, id="further host"),
        pytest.param("https://deep.b.example/x", True, id="sub-domain of a further host"),
        pytest.param("https://notb.example/x", False, id="host that merely ends so"),
        pytest.param("https://www.a.example:8443/x", False, id="another port"),
        pytest.param("https://www.a.example:x/", False, id="port no number"),
        pytest.param("ftp://www.a.example/x", False, id="another scheme"),
        pytest.param("javascript:void(0)", False, id="script"),
    ],
)
def test_an_address_belongs_to_the_site_by_host_and_port(url: str, belongs: bool) -> None:
    assert source(hosts=["b.example"]).on_site(url) is belongs


def test_below_a_start_page_at_www_gov_cn_not_all_governments_belong_to_the_site() -> None:
    assert not source(start=["https://www.gov.cn/"]).on_site("https://www.tj.gov.cn/")


def test_a_site_at_a_port_of_its_own_is_that_port_alone() -> None:
    local = source(start=["http://127.0.0.1:8123/"])
    assert local.on_site("http://127.0.0.1:8123/x")
    assert not local.on_site("http://127.0.0.1/x")
    assert not local.on_site("http://127.0.0.1:6379/x")
