"""Bodies named without a place that is known: the site tells where they are, or nothing does."""

from __future__ import annotations

import pytest

from corpus import Level
from corpus.gazetteer import load_gazetteer
from corpus.metadata import Metadata, PageFacts, read_metadata
from corpus.metadata.bodies import read_body

TONGLU = "http://www.tonglu.gov.cn/a/b.html"
SHANGRAO = "http://www.shangrao.gov.cn/a/b.html"
RULE_OF_LAW = "2023年度法治政府建设情况报告"


def read(url: str = TONGLU, title: str = "", text: str = "", header: str = "") -> Metadata:
    return read_metadata(PageFacts(title=title, text=text, url=url, header=header))


def chain(metadata: Metadata) -> tuple[str | None, ...]:
    return metadata.province, metadata.city, metadata.county, metadata.township


@pytest.mark.parametrize(
    ("name", "full_name", "issuer"),
    [
        ("桐庐县新漾街道办事处", "浙江省杭州市桐庐县新漾街道", "桐庐县新漾街道办事处"),
        ("桐庐县人民政府新漾街道办事处", "浙江省杭州市桐庐县新漾街道", "桐庐县人民政府新漾街道办事处"),
        ("海门市新漾镇人民政府", "江苏省南通市海门市新漾镇", "海门市新漾镇人民政府"),
        ("桐庐县新漾乡", "浙江省杭州市桐庐县新漾乡", "桐庐县新漾乡人民政府"),
    ],
)
def test_a_township_that_the_gazetteer_does_not_have_is_one_under_a_county_that_is_named(
    name: str, full_name: str, issuer: str
) -> None:
    body = read_body(name, load_gazetteer())
    assert body is not None
    assert ([place.full_name for place in body.candidates], body.name) == ([full_name], issuer)


@pytest.mark.parametrize("name", ["桐庐县各乡镇人民政府", "桐庐县城镇人民政府", "桐庐县全镇"])
def test_words_for_all_townships_are_no_township(name: str) -> None:
    body = read_body(name, load_gazetteer())
    assert body is None or all(place.level is not Level.TOWNSHIP for place in body.candidates)


def test_a_new_township_on_the_site_of_a_county_has_its_code_and_its_chain() -> None:
    metadata = read(title="新漾街道" + RULE_OF_LAW)
    assert chain(metadata) == ("浙江省", "杭州市", "桐庐县", "新漾街道")
    assert (metadata.issuer, metadata.level, metadata.locality_code) == ("桐庐县新漾街道办事处", "township", "330122")


def test_a_new_township_without_a_site_gets_no_place() -> None:
    assert chain(read(url="http://1.2.3.4/a.html", title="新漾街道" + RULE_OF_LAW)) == (None, None, None, None)


def test_a_township_on_the_site_of_another_county_is_not_taken_for_its_namesake_elsewhere() -> None:
    metadata = read(title="华家街道" + RULE_OF_LAW)
    assert (metadata.province, metadata.county) == ("浙江省", "桐庐县")
    assert read(title="金州区华家街道" + RULE_OF_LAW).province == "辽宁省"


def test_the_people_in_the_name_of_a_township_may_be_left_out_by_the_statistics() -> None:
    metadata = read(url="http://www.fuding.gov.cn/a.html", title="佳阳畲族乡" + RULE_OF_LAW)
    assert (metadata.county, metadata.township) == ("福鼎市", "佳阳畲族乡")
    assert metadata.locality_code is not None
    assert len(metadata.locality_code) == len("350982204")


@pytest.mark.parametrize(
    ("title", "text", "issuer", "level"),
    [
        ("碧波开发区管委会2023年政府信息公开工作年度报告", "", "碧波开发区管委会", "zone"),
        ("碧波风景名胜区" + RULE_OF_LAW, "", "碧波风景名胜区管理委员会", "zone"),
        ("碧波开发区管委会办公室2023年政府信息公开工作年度报告", "", "碧波开发区管委会办公室", "department"),
        ("", "2023年,碧波开发区管委会坚持依法行政。", "碧波开发区管委会", "zone"),
    ],
)
def test_a_zone_that_only_the_site_places_has_the_city_of_the_site(
    title: str, text: str, issuer: str, level: str
) -> None:
    metadata = read(title=title, text=text)
    assert (metadata.issuer, metadata.level) == (issuer, level)
    assert chain(metadata) == ("浙江省", "杭州市", None, None)
    assert metadata.zone == issuer.partition("管")[0]


def test_zones_of_no_name_stay_unknown() -> None:
    assert read(title="开发区2023年政府信息公开工作年度报告").zone is None


def test_the_department_that_calls_itself_so_has_the_place_of_those_who_lead_it() -> None:
    assert read(text="区委、区政府:\n2023年,在区委、区政府领导下,我局认真履职。").province is None
    metadata = read(text="县委、县政府:\n2023年,在县委、县政府领导下,我局认真履职。")
    assert (chain(metadata), metadata.level, metadata.issuer) == (
        ("浙江省", "杭州市", "桐庐县", None),
        "department",
        None,
    )


def test_the_department_is_the_one_that_the_text_names() -> None:
    text = "2023年,在县委、县政府领导下,我局认真履职。\n印发《桐庐县水利局普法计划》。"
    assert read(text=text).issuer == "桐庐县水利局"


def test_the_text_tells_the_places_apart_that_the_site_may_mean() -> None:
    text = "2023年,市司法局推进。\n为大连发展提供保障。"
    url = "http://sfj.dl.gov.cn/a/b.html"
    assert read(url=url, text=text).issuer == "大连市司法局"
    assert read(url=url, text=text.partition("\n")[0]).issuer is None


def test_the_portal_of_a_report_says_where_its_township_is() -> None:
    text = "2023年,我镇主动公开。\n分水镇的报告可在桐庐县人民政府门户网站下载。"
    metadata = read(url="http://1.2.3.4/a.html", text=text)
    assert chain(metadata) == ("浙江省", "杭州市", "桐庐县", "分水镇")


@pytest.mark.parametrize(
    ("title", "issuer", "level"),
    [
        ("湛江海关关区2023年政府信息公开工作年度报告", "湛江海关", "department"),
        ("中华人民共和国湛江海关2023年政府信息公开工作年度报告", "湛江海关", "department"),
        ("桐庐县发展改革委" + RULE_OF_LAW, "桐庐县发展和改革委员会", "department"),
        ("【工作总结】桐庐县水利局关于2023年法治政府建设情况的报告", "桐庐县水利局", "department"),
        ("(浙江省)2023年桐庐县政府工作报告(全文)", "桐庐县人民政府", "county"),
        ("六枝特区人民政府2023年法治政府建设情况报告", "六枝特区人民政府", "county"),
        ("神农架林区" + RULE_OF_LAW, "神农架林区人民政府", "county"),
    ],
)
def test_bodies_with_names_of_their_own_form(title: str, issuer: str, level: str) -> None:
    metadata = read(url="", title=title)
    assert (metadata.issuer, metadata.level) == (issuer, level)


def test_a_city_of_the_corps_and_a_free_trade_zone_are_placed() -> None:
    city = read(url="", title="第一师阿拉尔市" + RULE_OF_LAW)
    assert (city.province, city.county) == ("新疆维吾尔自治区", "阿拉尔市")
    zone = read(url="", title="中国(上海)自由贸易试验区临港新片区管理委员会" + RULE_OF_LAW)
    assert (zone.province, zone.level) == ("上海市", "zone")
    assert zone.issuer == "中国(上海)自由贸易试验区临港新片区管理委员会"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("本报告由桐庐县分水镇人民政府编制。", "桐庐县分水镇人民政府"),
        ("本报告由桐庐县城南街道办事处编制。", "桐庐县城南街道办事处"),
        ("本报告由南宁经济技术开发区管理委员会(以下简称管委会)编制。", "南宁经济技术开发区管理委员会"),
        ("本报告由桐庐县人民政府信息公开工作领导小组办公室编制。", "桐庐县人民政府"),
        ("全文包括桐庐县分水镇政府信息公开总体情况。", "桐庐县分水镇人民政府"),
        ("在桐庐县分水镇党委的领导下,我村开展工作。", None),
    ],
)
def test_the_text_names_who_made_the_report(text: str, issuer: str | None) -> None:
    assert read(url="", text=text).issuer == issuer


def test_the_title_may_stand_in_the_disclosure_table_only() -> None:
    header = "标 题 | 桐庐县2023年政府信息公开工作年度报告 | 索引号 | 0001/2024-1 | 发布日期 | 2024-01-30"
    metadata = read(url="", header=header, text="一、总体情况")
    assert (metadata.issuer, metadata.report_year, str(metadata.published)) == ("桐庐县人民政府", 2023, "2024-01-30")


def test_a_year_may_run_into_the_name_of_the_body() -> None:
    assert read(text="2023年桐庐县水利局坚持依法行政。").report_year == 2023


def test_hosts_may_spell_two_letters_for_one_initial() -> None:
    assert read(url="http://www.bjchy.gov.cn/a/b.html", title="东湖街道" + RULE_OF_LAW).county == "朝阳区"


def test_townships_are_known_without_the_name_of_their_county() -> None:
    places = load_gazetteer().official("沁园街道")
    assert {place.full_name for place in places} == {"河南省济源市沁园街道", "河南省焦作市沁阳市沁园街道"}


def test_the_name_of_a_street_does_not_place_it() -> None:
    assert read(url="", title="兴安街道" + RULE_OF_LAW).province is None
    assert read(url="", title="兴安盟乌兰浩特市兴安街道" + RULE_OF_LAW).county == "乌兰浩特市"
