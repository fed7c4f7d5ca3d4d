"""Issuing body, level, place and source: names of bodies, namesakes, conflicts; a wrong place is worse than none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import DocType, Level, Where
from corpus.gazetteer import Place, load_gazetteer
from corpus.metadata import Metadata, PageFacts, Reason, read_metadata
from corpus.metadata.bodies import read_body
from corpus.metadata.plain import plain

REPORT = "2021年度法治政府建设情况报告"


PLACES = [
    place
    for level in (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)
    for place in load_gazetteer().places(level)
    if level is not Level.TOWNSHIP or place.name.endswith(("街道", "镇", "乡", "苏木"))
]


def read(title: str = REPORT, text: str = "", **facts: str) -> Metadata:
    return read_metadata(PageFacts(title=title, text=text, **facts))  # type: ignore[arg-type]


def chain(metadata: Metadata) -> tuple[str | None, ...]:
    return metadata.province, metadata.city, metadata.county, metadata.township


@pytest.mark.parametrize(
    ("title", "issuer", "level", "expected"),
    [
        ("浙江省人民政府关于2021年法治政府建设情况的报告", "浙江省人民政府", "province", ("浙江省", None, None, None)),
        ("浙江2021年法治政府建设情况报告", "浙江省人民政府", "province", ("浙江省", None, None, None)),
        ("杭州市2021年法治政府建设年度报告", "杭州市人民政府", "city", ("浙江省", "杭州市", None, None)),
        ("2022年上海市政府信息公开工作年度报告", "上海市人民政府", "province", ("上海市", None, None, None)),
        ("杭州市西湖区2021年法治政府建设报告", "杭州市西湖区人民政府", "county", ("浙江省", "杭州市", "西湖区", None)),
        ("西青区2021年法治政府建设报告", "天津市西青区人民政府", "county", ("天津市", None, "西青区", None)),
        ("桐庐县2021年法治政府建设报告", "桐庐县人民政府", "county", ("浙江省", "杭州市", "桐庐县", None)),
        ("文昌市2021年法治政府建设报告", "文昌市人民政府", "county", ("海南省", None, "文昌市", None)),
        ("扎赉特旗2021年法治政府建设报告", "扎赉特旗人民政府", "county", ("内蒙古自治区", "兴安盟", "扎赉特旗", None)),
        (
            "桐庐县富春江镇2021年法治政府建设报告",
            "桐庐县富春江镇人民政府",
            "township",
            ("浙江省", "杭州市", "桐庐县", "富春江镇"),
        ),
        (
            "西青区西营门街道2021年法治政府建设报告",
            "西青区西营门街道办事处",
            "township",
            ("天津市", None, "西青区", "西营门街道"),
        ),
        (
            "东莞市厚街镇2021年法治政府建设报告",
            "东莞市厚街镇人民政府",
            "township",
            ("广东省", "东莞市", None, "厚街镇"),
        ),
        ("桐庐县司法局2021年法治政府建设报告", "桐庐县司法局", "department", ("浙江省", "杭州市", "桐庐县", None)),
        (
            "桐庐县政府办公室2021年政府信息公开年度报告",
            "桐庐县人民政府办公室",
            "department",
            ("浙江省", "杭州市", "桐庐县", None),
        ),
        (
            "国家税务总局杭州市税务局2021年法治政府建设报告",
            "国家税务总局杭州市税务局",
            "department",
            ("浙江省", "杭州市", None, None),
        ),
        ("司法部2021年法治政府建设年度报告", "司法部", "department", (None, None, None, None)),
        ("2021年中华人民共和国国务院政府工作报告", "国务院", "state", (None, None, None, None)),
        ("济南市中区2021年法治政府建设报告", "济南市中区人民政府", "county", ("山东省", "济南市", "市中区", None)),
        (
            "烟台经济技术开发区2021年法治政府建设报告",
            "烟台经济技术开发区管理委员会",
            "zone",
            ("山东省", "烟台市", None, None),
        ),
        ("金普新区管委会2021年法治政府建设报告", "金普新区管委会", "zone", ("辽宁省", "大连市", None, None)),
        ("浦东新区2021年法治政府建设报告", "上海市浦东新区人民政府", "county", ("上海市", None, "浦东新区", None)),
        (
            "中共桐庐县委 桐庐县人民政府关于2021年法治政府建设情况的报告",
            "中共桐庐县委、桐庐县人民政府",
            "county",
            ("浙江省", "杭州市", "桐庐县", None),
        ),
    ],
)
def test_the_title_names_the_issuer(title: str, issuer: str, level: str, expected: tuple[str | None, ...]) -> None:
    metadata = read(title)
    assert (metadata.issuer, metadata.level, chain(metadata)) == (issuer, Level(level), expected)


def test_the_code_is_that_of_the_lowest_level_that_is_known() -> None:
    assert read("西青区西营门街道2021年法治政府建设报告").locality_code == "120111001"
    assert read("杭州市2021年法治政府建设报告").locality_code == "3301"
    assert read("金普新区管委会2021年法治政府建设报告").locality_code == "2102"


def test_a_street_in_a_zone_has_zone_and_county() -> None:
    metadata = read("大连金普新区先进街道2021年法治政府建设报告")
    assert (metadata.zone, *chain(metadata)) == ("金普新区", "辽宁省", "大连市", "金州区", "先进街道")
    assert metadata.issuer == "大连金普新区先进街道办事处"


def test_a_township_that_stands_once_in_the_named_district_is_found_though_the_city_is_not_named() -> None:
    assert chain(read("罗湖区东门街道2021年法治政府建设报告")) == ("广东省", "深圳市", "罗湖区", "东门街道")


def test_a_namesake_without_any_parent_gets_no_parent() -> None:
    metadata = read("东门街道2021年法治政府建设报告", "2021年,东门街道办了几件实事。")
    assert chain(metadata) == (None, None, None, "东门街道")
    assert (metadata.issuer, metadata.level, metadata.locality_code) == ("东门街道办事处", Level.TOWNSHIP, None)


def test_namesakes_in_one_city_share_the_city_only() -> None:
    metadata = read("铁东区2021年法治政府建设报告", "2021年,铁东区办了几件实事。")
    assert chain(metadata) == (None, None, "铁东区", None)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"text": "2021年,本街道办事。\n深圳市罗湖区东门街道办事处\n2022年1月5日"}, id="signature"),
        pytest.param({"text": "罗湖区委、罗湖区人民政府:\n2021年,本街道办事。"}, id="salutation"),
        pytest.param({"text": "2021年,东门街道在罗湖区委、区政府领导下办事。"}, id="opening"),
        pytest.param({"text": "2021年,东门街道办事。\n" * 60 + "接受罗湖区司法局指导。"}, id="deep in the text"),
        pytest.param({"header": "来源:罗湖区司法局"}, id="dateline"),
        pytest.param({"breadcrumb": "首页 > 罗湖区 > 东门街道"}, id="breadcrumb"),
        pytest.param({"site_name": "深圳市罗湖区人民政府"}, id="site name"),
    ],
)
def test_a_parent_named_elsewhere_on_the_page_tells_namesakes_apart(facts: dict[str, str]) -> None:
    metadata = read("东门街道2021年法治政府建设报告", **facts)
    assert chain(metadata) == ("广东省", "深圳市", "罗湖区", "东门街道")
    assert metadata.issuer == "深圳市罗湖区东门街道办事处"


def test_a_short_name_of_the_city_in_the_site_name_tells_namesakes_apart() -> None:
    metadata = read("东门街道2021年法治政府建设报告", site_name="深圳政府在线")
    assert chain(metadata) == ("广东省", "深圳市", "罗湖区", "东门街道")
    assert metadata.issuer == "深圳市罗湖区人民政府东门街道办事处"


def test_the_site_identification_code_tells_namesakes_apart() -> None:
    metadata = read_metadata(
        PageFacts(title="东门街道2021年法治政府建设报告", text="", meta={"SiteIDCode": "4403030001"})
    )
    assert chain(metadata) == ("广东省", "深圳市", "罗湖区", "东门街道")
    assert metadata.evidence["county"].where is Where.SITE_ID_CODE


@pytest.mark.parametrize("code", ["", "44", "9999999999", "44030300ab"])
def test_a_site_identification_code_that_is_none_tells_nothing(code: str) -> None:
    metadata = read_metadata(PageFacts(title="东门街道2021年法治政府建设报告", text="", meta={"SiteIDCode": code}))
    assert metadata.province is None


def test_another_province_spoken_of_in_the_text_tells_nothing() -> None:
    metadata = read("东门街道2021年法治政府建设报告", "2021年,东门街道办事。\n" * 60 + "学习江西省的做法。")
    assert metadata.province is None


def test_title_and_signature_of_different_places_give_no_place() -> None:
    metadata = read("西青区2021年法治政府建设报告", "2021年,本区办事。\n南开区人民政府\n2022年1月5日")
    assert (metadata.issuer, metadata.level, *chain(metadata)) == (None, None, None, None, None, None)


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("浙江省西青区2021年法治政府建设报告", id="a district of another province"),
        pytest.param("西青区、南开区2021年法治政府建设报告", id="two places"),
        pytest.param("平安建设领导小组办公室2021年工作报告", id="平安 is a word here"),
        pytest.param("高新区2021年法治政府建设报告", id="every city has one"),
        pytest.param("苏州宿迁工业园2021年法治政府建设报告", id="a zone named after two cities"),
        pytest.param("东方产业园2021年法治政府建设报告", id="a short name that many places bear"),
        pytest.param("吉林2021年法治政府建设报告", id="a short name of a province and of a city"),
        pytest.param("市市场监管局2021年法治政府建设报告", id="no place at all"),
        pytest.param(REPORT, id="only the kind"),
    ],
)
def test_where_the_title_leaves_doubt_there_is_no_place(title: str) -> None:
    assert chain(read(title)) == (None, None, None, None)


def test_the_signature_names_the_issuer_where_the_title_does_not() -> None:
    metadata = read(text="2021年,本街道办事。\n深圳市罗湖区东门街道办事处\n2022年1月5日\n责编:张某")
    assert metadata.issuer == "深圳市罗湖区东门街道办事处"
    assert metadata.evidence["issuer"].where is Where.SIGNATURE


def test_the_first_sentence_names_the_issuer_where_nothing_else_does() -> None:
    metadata = read(text="2021年,在县委、县政府的正确领导下,桐庐县司法局坚持普法先行。")
    assert (metadata.issuer, metadata.level) == ("桐庐县司法局", Level.DEPARTMENT)


def test_the_name_of_the_report_in_the_text_names_the_issuer() -> None:
    metadata = read("", "根据有关规定,现公布《桐庐县富春江镇2021年政府信息公开工作年度报告》。")
    assert (metadata.issuer, metadata.report_year) == ("桐庐县富春江镇人民政府", 2021)


def test_the_session_names_the_government_that_reports() -> None:
    text = "——2021年1月20日在桐庐县第九届人民代表大会第五次会议上\n县长 某某\n各位代表:\n现在,我代表县人民政府作报告。"
    metadata = read("政府工作报告", text)
    assert (metadata.issuer, metadata.published, metadata.doc_type) == ("桐庐县人民政府", None, DocType.WORK_REPORT)


def test_those_who_lead_are_not_the_issuer() -> None:
    assert read(text="2021年,桐庐县委、县政府坚强领导各乡镇。").issuer is None


def test_an_office_that_compiled_the_report_did_so_for_its_government() -> None:
    metadata = read("", "本年度报告由桐庐县人民政府办公室编制,根据《中华人民共和国政府信息公开条例》公布。")
    assert (metadata.issuer, metadata.level, metadata.county) == ("桐庐县人民政府", Level.COUNTY, "桐庐县")
    assert metadata.evidence["issuer"].confidence < 0.7


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        pytest.param("本报告由桐庐县人民政府信息公开办编制。", "桐庐县人民政府", id="office of disclosure"),
        pytest.param("本报告由桐庐县人民政府编制。", "桐庐县人民政府", id="the government itself"),
        pytest.param("现将2021年度桐庐县政府信息公开工作情况报告如下。", "桐庐县人民政府", id="year before the name"),
        pytest.param("本报告由某中心综合编制。", None, id="nobody known"),
    ],
)
def test_who_compiled_or_gives_the_report_issues_it_where_nobody_else_is_named(text: str, issuer: str | None) -> None:
    assert read("", text).issuer == issuer


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        pytest.param("阿里地区2021年法治政府建设情况报告", "阿里地区行政公署", id="prefecture"),
        pytest.param("兴安盟行政公署2021年法治政府建设情况报告", "兴安盟行政公署", id="league"),
        pytest.param("浙江省杭州市桐庐县2021年法治政府建设情况报告", "桐庐县人民政府", id="county stands alone"),
        pytest.param(
            "浙江省杭州市西湖区2021年法治政府建设情况报告", "杭州市西湖区人民政府", id="district keeps its city"
        ),
        pytest.param("西湖区留下街道办事处2021年法治政府建设情况报告", "西湖区留下街道办事处", id="as written"),
        pytest.param(
            "武汉东湖高新区2021年法治政府建设情况报告", "武汉东湖新技术开发区管理委员会", id="zone by its name"
        ),
        pytest.param("广州空港经济区管委会2021年法治政府建设情况报告", "广州空港经济区管委会", id="zone as written"),
    ],
)
def test_names_of_bodies_have_one_form(title: str, issuer: str) -> None:
    assert read(title).issuer == issuer


def test_a_department_that_publishes_the_page_is_not_the_issuer() -> None:
    assert read(header="发布机构:桐庐县司法局").issuer is None
    assert read(header="发布机构:桐庐县人民政府").issuer == "桐庐县人民政府"


def test_the_issuing_organ_of_a_disclosure_table_wins() -> None:
    assert read("桐庐县" + REPORT, header="发文机关：桐庐县司法局").issuer == "桐庐县司法局"


def test_the_fuller_name_in_the_signature_completes_the_title() -> None:
    metadata = read("西湖区" + REPORT, "2021年,本区办事。\n杭州市西湖区人民政府\n2022年1月5日")
    assert (metadata.issuer, metadata.city) == ("杭州市西湖区人民政府", "杭州市")


@pytest.mark.parametrize(
    ("facts", "source"),
    [
        pytest.param({"header": "来源:桐庐县司法局 浏览次数:7"}, "桐庐县司法局", id="dateline"),
        pytest.param({"text": "正文。\n信息来源：桐庐县司法局\n附件下载"}, "桐庐县司法局", id="foot of the text"),
        pytest.param({"header": "来源:本站"}, None, id="本站 names nobody"),
        pytest.param({"header": "来源:"}, None, id="empty"),
    ],
)
def test_the_visible_source_is_read(facts: dict[str, str], source: str | None) -> None:
    assert read(**facts).content_source == source


@pytest.mark.parametrize(
    ("value", "source"), [("桐庐县司法局", "桐庐县司法局"), ("本站", None), ("", None), (REPORT, None)]
)
def test_the_source_of_the_meta_tag_is_read_unless_it_names_nobody(value: str, source: str | None) -> None:
    metadata = read_metadata(PageFacts(title=REPORT, text="", meta={"ContentSource": value}))
    assert (metadata.content_source, metadata.issuer) == (source, None)


@pytest.mark.parametrize(
    ("title", "text", "doc_type"),
    [
        (REPORT, "", DocType.RULE_OF_LAW),
        ("桐庐县2012年依法行政工作报告", "", DocType.RULE_OF_LAW),
        ("桐庐县2021年政府信息公开年报", "", DocType.INFO_DISCLOSURE),
        ("2021年桐庐县政府工作报告", "", DocType.WORK_REPORT),
        ("桐庐县第九届人民代表大会第五次会议关于政府工作报告的决议", "", DocType.OTHER),
        ("桐庐县关于印发法治政府建设工作要点的通知", "", DocType.OTHER),
        ("", "2021年,本县推进法治政府建设,办了几件实事。", DocType.RULE_OF_LAW),
        ("", "根据《中华人民共和国政府信息公开条例》,现予公布。", DocType.INFO_DISCLOSURE),
        ("", "各位代表:\n我代表县人民政府,向大会作政府工作报告。", DocType.WORK_REPORT),
        ("", "", DocType.OTHER),
    ],
)
def test_the_kind_is_told_by_title_or_opening(title: str, text: str, doc_type: DocType) -> None:
    assert read(title, text).doc_type is doc_type


@settings(deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(["", "人民政府", "司法局"]), st.integers(min_value=1, max_value=4))
def test_a_place_is_right_or_null_however_much_of_its_chain_is_named(place: Place, organ: str, named: int) -> None:
    names = [above.name for above in place.chain()][:named]
    metadata = read("".join(reversed(names)) + organ + "2021年法治政府建设情况报告")
    for field, above in (("province", place.province), ("city", place.city), ("county", place.county)):
        assert getattr(metadata, field) in {None, above.name if above else None}
    twins = [other for other in load_gazetteer().official(place.name) if other.full_name.endswith("".join(names[::-1]))]
    if named > 1 and len(twins) == 1:
        assert metadata.province == place.province.name


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    metadata = read("桐廬縣2021年法治政府建設情況報告")
    assert (metadata.issuer, metadata.doc_type) == ("桐庐县人民政府", DocType.RULE_OF_LAW)
    assert metadata.evidence["county"].quote.startswith("桐廬縣")


def test_no_name_of_the_gazetteer_changes_when_it_is_made_plain() -> None:
    gazetteer = load_gazetteer()
    names = {place.name for level in Level for place in gazetteer.places(level)}
    changed = {name for name in names if plain(name) != name and not set(name) & set("於（）·")}
    assert changed == set()


@pytest.mark.parametrize(
    "name", ["", " ", "人民政府", "办事处", "区政府", "中共", "中共县委县政府", "第九届人民代表大会", "(西湖区)"]
)
def test_what_names_no_place_is_no_body(name: str) -> None:
    assert read_body(name, load_gazetteer()) is None


def test_an_empty_page_gives_nothing_but_an_unrecognised_kind() -> None:
    metadata = read_metadata(PageFacts(text=""))
    assert replace(metadata, decisions={}) == Metadata()
    assert {decision.reason for decision in metadata.decisions.values()} == {Reason.NOTHING}
