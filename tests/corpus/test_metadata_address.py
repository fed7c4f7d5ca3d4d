"""The address as a hint: it tells namesakes apart and says which place 我县 is, and yields to what the page says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Level, Where
from corpus.gazetteer import Place, load_gazetteer
from corpus.gazetteer.romanised import load_roman_names
from corpus.metadata import Metadata, PageFacts, read_metadata
from corpus.metadata.address import read_address
from corpus.metadata.address_dates import find_address_dates

GAZETTEER = load_gazetteer()
COUNTIES = [place for place in GAZETTEER.places(Level.COUNTY) if len(place.short_name) > 1]
TOWNSHIPS = [
    place for place in GAZETTEER.places(Level.TOWNSHIP) if place.county and place.name.endswith(("镇", "街道"))
]
CHAIN = ("province", "city", "county", "township")


def read(url: str, title: str = "", text: str = "", **facts: str) -> Metadata:
    return read_metadata(PageFacts(url=url, title=title, text=text, **facts))  # type: ignore[arg-type]


def chain(metadata: Metadata) -> tuple[str | None, ...]:
    return tuple(getattr(metadata, name) for name in CHAIN)


def pinyin(place: Place) -> str:
    return list(load_roman_names().forms(place))[-1]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        pytest.param("www.luohu.gov.cn", ("广东省", "深圳市", "罗湖区", "东门街道"), id="pinyin"),
        pytest.param("www.szlh.gov.cn", ("广东省", "深圳市", "罗湖区", "东门街道"), id="initials of city and county"),
        pytest.param("xxgk.szlhq.gov.cn", ("广东省", "深圳市", "罗湖区", "东门街道"), id="initials behind a prefix"),
        pytest.param("luohu.sz.gov.cn", ("广东省", "深圳市", "罗湖区", "东门街道"), id="nested labels"),
        pytest.param("www.hangzhou.gov.cn", (None, None, None, "东门街道"), id="a city without such a street"),
        pytest.param("10.1.2.3", (None, None, None, "东门街道"), id="an address without a name"),
    ],
)
def test_the_host_tells_namesakes_apart(host: str, expected: tuple[str | None, ...]) -> None:
    metadata = read(f"http://{host}/zwgk/202301/1.html", "东门街道2022年法治政府建设情况报告")
    assert chain(metadata) == expected
    if expected[0]:
        assert metadata.evidence["county"].where is Where.HOST
        assert metadata.issuer == "深圳市罗湖区人民政府东门街道办事处"


def test_a_folder_tells_namesakes_apart_on_the_site_of_their_city() -> None:
    title = "和平街道2022年法治政府建设情况报告"
    metadata = read("http://www.shenyang.gov.cn/hpq/fzzf/1.html", title)
    assert metadata.county in {None, "和平区"}
    assert read("http://www.beijing.gov.cn/qzf/cyq/fz/1.html", text="2022年,我区推进。").county == "朝阳区"


@pytest.mark.parametrize(
    ("url", "text", "issuer"),
    [
        pytest.param("http://www.tonglu.gov.cn/a/", "2022年,我县推进依法行政。", "桐庐县人民政府", id="我县"),
        pytest.param("http://www.tonglu.gov.cn/a/", "2022年,县政府推进依法行政。", "桐庐县人民政府", id="县政府"),
        pytest.param(
            "http://www.tonglu.gov.cn/a/", "2022年,县市场监管局履职。", "桐庐县市场监督管理局", id="department"
        ),
        pytest.param("http://www.tonglu.gov.cn/a/", "2022年,我市推进依法行政。", None, id="a county is no 我市"),
        pytest.param(
            "http://tonglu.gov.cn/hangzhou/szf/", "2022年,我市推进。", "杭州市人民政府", id="city in a folder"
        ),
        pytest.param(
            "http://tonglu.gov.cn/fcjz/1.html", "2022年,我镇推进。", "桐庐县富春江镇人民政府", id="town in a folder"
        ),
        pytest.param(
            "http://tonglu.gov.cn/x/",
            "2022年,我镇推进。富春江镇各村。",
            "桐庐县富春江镇人民政府",
            id="town in the text",
        ),
        pytest.param(
            "http://www.lianjiang.gov.cn/a/", "2022年,我县推进。", "连江县人民政府", id="the one that is a county"
        ),
        pytest.param(
            "http://www.lianjiang.gov.cn/a/", "2022年,我市推进。", "廉江市人民政府", id="the one that is a city"
        ),
        pytest.param("http://www.weixian.gov.cn/a/", "2022年,我县推进。", None, id="two counties of one spelling"),
        pytest.param(
            "http://www.beijing.gov.cn/hdq/", "2022年,在市委和区委坚强领导下", "北京市海淀区人民政府", id="led by"
        ),
        pytest.param("http://1.2.3.4/a/", "2022年,我县推进依法行政。", None, id="no site"),
    ],
)
def test_the_site_says_which_place_speaks(url: str, text: str, issuer: str | None) -> None:
    assert read(url, text=text).issuer == issuer


def test_only_the_county_of_an_unnamed_town_is_given() -> None:
    metadata = read("http://www.tonglu.gov.cn/a/", text="2022年,我镇推进依法行政。")
    assert (metadata.issuer, metadata.level, *chain(metadata)) == (None, "township", "浙江省", "杭州市", "桐庐县", None)


def test_the_name_of_the_site_goes_before_its_address() -> None:
    metadata = read("http://www.weixian.gov.cn/a/", text="2022年,我县推进依法行政。", site_name="威县人民政府")
    assert (metadata.county, metadata.evidence["county"].where) == ("威县", Where.META)


def test_a_dateline_tells_two_counties_of_one_spelling_apart() -> None:
    metadata = read("http://www.weixian.gov.cn/a/", text="2022年,我县推进。", header="发布机构:威县人民政府办公室")
    assert (metadata.county, metadata.evidence["county"].where) == ("威县", Where.DATELINE)


def test_the_code_of_the_site_says_which_place_speaks() -> None:
    facts = PageFacts(text="2022年,我县推进依法行政。", meta={"SiteIDCode": "3301220001"})
    metadata = read_metadata(facts)
    assert (metadata.county, metadata.evidence["county"].where) == ("桐庐县", Where.SITE_ID_CODE)


@pytest.mark.parametrize("title", ["浙江省2022年法治政府建设情况报告", "江山市2022年法治政府建设情况报告"])
def test_a_report_on_the_site_of_another_government_is_that_of_its_title(title: str) -> None:
    alone = read_metadata(PageFacts(title=title, text=""))
    assert chain(read("http://www.tonglu.gov.cn/a/", title)) == chain(alone)
    assert alone.province == "浙江省"


def test_a_site_that_the_whole_text_contradicts_tells_nothing() -> None:
    text = "2022年,东门街道办事。\n" * 60 + "接受天山区司法局指导。"
    metadata = read("http://www.luohu.gov.cn/a/", "东门街道2022年法治政府建设情况报告", text)
    assert (metadata.province, metadata.township) == (None, "东门街道")


def test_a_known_site_needs_no_spelling() -> None:
    facts = PageFacts(url="http://www.xyz.gov.cn/a", title="东门街道2022年法治政府建设情况报告", text="")
    assert read_metadata(facts).county is None
    assert read_metadata(facts, known_sites={"www.xyz.gov.cn": "440303"}).county == "罗湖区"


@pytest.mark.parametrize(
    ("path", "day", "month"),
    [
        pytest.param("/a/202403/t20240311_665531.shtml", date(2024, 3, 11), date(2024, 3, 1), id="TRS"),
        pytest.param("/art/2024/2/28/art_12_3.html", date(2024, 2, 28), date(2024, 2, 1), id="Hanweb"),
        pytest.param("/c/2023-01-29/6650991.shtml", date(2023, 1, 29), date(2023, 1, 1), id="hyphens"),
        pytest.param("/x/20230331/4a03b5fa47.html", date(2023, 3, 31), date(2023, 3, 1), id="folder of a day"),
        pytest.param("/x/2026-02/02/article_1.html", date(2026, 2, 2), date(2026, 2, 1), id="month and day"),
        pytest.param("/x/202304/87418b.shtml", None, date(2023, 4, 1), id="month only"),
        pytest.param("/x/2023130/1.shtml", None, None, id="no day of the calendar"),
        pytest.param("/content/post_1557470.html", None, None, id="a number"),
        pytest.param("", None, None, id="nothing"),
    ],
)
def test_dates_of_addresses(path: str, day: date | None, month: date | None) -> None:
    found = find_address_dates(path)
    assert tuple(finding.value if finding else None for finding in found) == (day, month)


def test_the_date_of_an_address_is_shown_and_decides_nothing() -> None:
    metadata = read("http://www.tonglu.gov.cn/art/2023/2/28/art_1_2.html", "桐庐县2022年法治政府建设情况报告")
    assert metadata.published is None
    assert [finding.value for finding in metadata.candidates["published"]] == [date(2023, 2, 28)]


@settings(deadline=None)
@given(st.sampled_from(TOWNSHIPS))
def test_a_bare_township_on_the_site_of_its_county_is_right_or_null(place: Place) -> None:
    assert place.county is not None
    metadata = read(f"http://www.{pinyin(place.county)}.gov.cn/a.html", f"{place.name}2022年法治政府建设情况报告")
    right = {"province": place.province, "city": place.city, "county": place.county, "township": place}
    for name, above in right.items():
        assert getattr(metadata, name) in {None, above.name if above else None}


@settings(deadline=None)
@given(st.sampled_from(COUNTIES), st.sampled_from(COUNTIES))
def test_no_host_changes_a_place_that_the_title_names_in_full(place: Place, other: Place) -> None:
    full = (place.province.name if place.city is None else place.city.name) + place.name
    metadata = read(f"http://www.{pinyin(other)}.gov.cn/a.html", f"{full}人民政府2022年法治政府建设情况报告")
    assert (metadata.county, metadata.province) == (place.name, place.province.name)


@settings(deadline=None)
@given(st.sampled_from(COUNTIES))
def test_a_county_that_speaks_on_its_own_site_is_right_or_null(place: Place) -> None:
    unit = next(unit for unit in ("县", "区", "市", "旗", "州") if place.name.endswith(unit) or unit == "州")
    metadata = read(f"http://www.{pinyin(place)}.gov.cn/a.html", text=f"2022年,我{unit}推进依法行政。")
    assert metadata.county in {None, place.name} or metadata.city is not None


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(alphabet="/_-.:[]?#1259agovcn", max_size=60)))
def test_any_text_is_an_address(text: str) -> None:
    for url in (text, f"http://{text}", f"http://www.tonglu.gov.cn/{text}"):
        for hint in read_address(url, GAZETTEER).hints:
            assert 0 < hint.evidence.confidence < 1
