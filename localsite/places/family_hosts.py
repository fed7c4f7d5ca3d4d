"""The places whose sites have a host of their own: one for every further CMS family."""

from __future__ import annotations

from localsite.places.place import Layout, Place

__all__ = ["FAMILY_PLACES"]

FAMILY_PLACES = (
    Place(
        slug="guyuan", name="固原市", issuer="固原市人民政府", source="固原市司法局",
        superior="宁夏回族自治区人民政府", code="640400", agency="固虚政", level="city", layout=Layout.TRS_EDITOR,
        host="trs-records", family="trs-records", province="宁夏回族自治区", city="固原市",
        industry="冷凉蔬菜种植", venue="古雁岭公园", dispute="草畜买卖纠纷", brand="塬上说理台",
        rule_of_law=(2019, 2020, 2021, 2022, 2023),
    ),
    Place(
        slug="jingyuan", name="泾源县", issuer="泾源县人民政府", source="泾源县司法局", superior="固原市人民政府",
        code="640424", agency="泾虚政", level="county", layout=Layout.TRS_UEDITOR,
        host="trs-records", family="trs-records", province="宁夏回族自治区", city="固原市", county="泾源县",
        industry="黄牛养殖", venue="泾河源头", dispute="苗木买卖欠款", brand="火塘边调解",
        rule_of_law=(2022, 2023), disclosure=(2023,),
    ),
    Place(
        slug="dantu", name="丹徒区", issuer="镇江市丹徒区人民政府", source="镇江市丹徒区司法局",
        superior="镇江市人民政府", code="321112", agency="徒虚政", level="county", layout=Layout.ZOOMCON,
        host="trs-quoted", family="trs-quoted", province="江苏省", city="镇江市", county="丹徒区",
        industry="香醋酿造", venue="宜城公园", dispute="车位租售争议", brand="谷阳说事",
        rule_of_law=(2020, 2021, 2022, 2023), work=(2023,),
    ),
    Place(
        slug="shiye", name="世业镇", issuer="镇江市丹徒区世业镇人民政府", source="世业镇党政办公室",
        superior="镇江市丹徒区人民政府", code="321112", agency="世虚政", level="township", layout=Layout.ZOOMCON,
        host="trs-quoted", family="trs-quoted", province="江苏省", city="镇江市", county="丹徒区", township="世业镇",
        industry="江岛旅游", venue="环岛绿道", dispute="农家乐退订争议", brand="洲上老娘舅",
        rule_of_law=(2022, 2023),
    ),
    Place(
        slug="yiyuan", name="沂源县", issuer="沂源县人民政府", source="沂源县司法局", superior="淄博市人民政府",
        code="370323", agency="沂虚政", level="county", layout=Layout.JCMS,
        host="jcms", family="jcms", province="山东省", city="淄博市", county="沂源县",
        industry="苹果种植", venue="沂河湿地", dispute="果园承包纠纷", brand="山乡评理员",
        rule_of_law=(2019, 2020, 2021, 2022, 2023), work=(2022,),
    ),
    Place(
        slug="yuezhuang", name="悦庄镇", issuer="沂源县悦庄镇人民政府", source="悦庄镇司法所",
        superior="沂源县人民政府", code="370323", agency="悦虚政", level="township", layout=Layout.JCMS,
        host="jcms", family="jcms", province="山东省", city="淄博市", county="沂源县", township="悦庄镇",
        industry="韭菜大棚", venue="镇文化广场", dispute="大棚租金争议", brand="马扎议事",
        rule_of_law=(2021, 2022, 2023),
    ),
    Place(
        slug="donghai", name="东海县", issuer="东海县人民政府", source="东海县司法局", superior="连云港市人民政府",
        code="320722", agency="东虚政", level="county", layout=Layout.JCMS,
        host="jcms-old", family="jcms-old", province="江苏省", city="连云港市", county="东海县",
        industry="水晶加工", venue="水晶集市", dispute="直播售货退款争议", brand="晶城和事团",
        rule_of_law=(2019, 2020, 2021, 2022, 2023),
    ),
    Place(
        slug="yunhe", name="云和县", issuer="云和县人民政府", source="云和县司法局", superior="丽水市人民政府",
        code="331125", agency="云虚政", level="county", layout=Layout.JPAAS,
        host="jpaas", family="jpaas", province="浙江省", city="丽水市", county="云和县",
        industry="木制玩具", venue="中心广场", dispute="民宿预订争议", brand="梯田话事",
        rule_of_law=(2020, 2021, 2022, 2023), disclosure=(2022,),
    ),
    Place(
        slug="chongtou", name="崇头镇", issuer="云和县崇头镇人民政府", source="崇头镇党政办",
        superior="云和县人民政府", code="331125", agency="崇虚镇", level="township", layout=Layout.JPAAS,
        host="jpaas", family="jpaas", province="浙江省", city="丽水市", county="云和县", township="崇头镇",
        industry="梯田观光", venue="梯田驿站", dispute="水源分配争议", brand="田埂议事",
        rule_of_law=(2022, 2023),
    ),
    Place(
        slug="ruyuan", name="乳源瑶族自治县", issuer="乳源瑶族自治县人民政府", source="乳源瑶族自治县司法局",
        superior="韶关市人民政府", code="440232", agency="乳虚府", level="county", layout=Layout.GKMLPT,
        host="gkmlpt", family="gkmlpt", province="广东省", city="韶关市", county="乳源瑶族自治县",
        industry="铝箔材料", venue="南水湖畔", dispute="林地边界争议", brand="盘王歌堂话事",
        rule_of_law=(2019, 2020, 2021, 2022, 2023),
    ),
    Place(
        slug="bibei", name="必背镇", issuer="乳源瑶族自治县必背镇人民政府", source="必背镇综合治理办公室",
        superior="乳源瑶族自治县人民政府", code="440232", agency="必虚府", level="township", layout=Layout.ZOOMCON,
        host="gkmlpt", family="gkmlpt-portal", province="广东省", city="韶关市", county="乳源瑶族自治县",
        township="必背镇",
        industry="瑶绣", venue="瑶寨口", dispute="山林权属纠纷", brand="瑶老议事厅",
        rule_of_law=(2020, 2021, 2022, 2023),
    ),
    Place(
        slug="klmy", name="克拉玛依市", issuer="克拉玛依市人民政府", source="克拉玛依市司法局",
        superior="新疆维吾尔自治区人民政府", code="650200", agency="克虚政", level="city", layout=Layout.UCAP,
        host="ucap", family="ucap", province="新疆维吾尔自治区", city="克拉玛依市",
        industry="石油技术服务", venue="河畔步道", dispute="工程劳务欠薪", brand="油城说和站",
        rule_of_law=(2020, 2021, 2022, 2023),
    ),
    Place(
        slug="wuerhe", name="乌尔禾区", issuer="克拉玛依市乌尔禾区人民政府", source="克拉玛依市乌尔禾区司法局",
        superior="克拉玛依市人民政府", code="650205", agency="乌虚政", level="county", layout=Layout.UCAP,
        host="ucap", family="ucap-home", province="新疆维吾尔自治区", city="克拉玛依市", county="乌尔禾区",
        industry="影视旅游", venue="魔鬼城驿站", dispute="旅游团费争议", brand="胡杨树下",
        rule_of_law=(2019, 2020, 2021, 2022, 2023),
    ),
    Place(
        slug="qiongzhong", name="琼中黎族苗族自治县", issuer="琼中黎族苗族自治县人民政府",
        source="琼中黎族苗族自治县司法局", superior="海南省人民政府", code="469030", agency="琼虚府", level="county",
        layout=Layout.IVS, host="hex", family="hex-month",
        province="海南省", county="琼中黎族苗族自治县",
        industry="绿橙种植", venue="三月三广场", dispute="橡胶林承包纠纷", brand="奥雅说理堂",
        rule_of_law=(2020, 2021, 2022, 2023), disclosure=(2023,),
    ),
    Place(
        slug="fengning", name="丰宁满族自治县", issuer="丰宁满族自治县人民政府", source="丰宁满族自治县司法局",
        superior="承德市人民政府", code="130826", agency="丰虚政", level="county", layout=Layout.IVS,
        host="hex", family="hex-day", province="河北省", city="承德市", county="丰宁满族自治县",
        industry="草原旅游", venue="坝上集市", dispute="草场租赁纠纷", brand="马背调解队",
        rule_of_law=(2021, 2022, 2023),
    ),
    Place(
        slug="huanren", name="桓仁满族自治县", issuer="桓仁满族自治县人民政府", source="桓仁满族自治县司法局",
        superior="本溪市人民政府", code="210522", agency="桓虚政", level="county", layout=Layout.WORD,
        host="timestamp", family="timestamp", province="辽宁省", city="本溪市", county="桓仁满族自治县",
        industry="冰酒酿造", venue="五女山下", dispute="山参种植合作纠纷", brand="炕头说事",
        rule_of_law=(2019, 2020, 2021, 2022, 2023),
    ),
    Place(
        slug="sihai", name="四海镇", issuer="北京市延庆区四海镇人民政府", source="四海镇党群工作办公室",
        superior="北京市延庆区人民政府", code="110119", agency="四虚政", level="township", layout=Layout.WORD,
        host="timestamp", family="timestamp", province="北京市", county="延庆区", township="四海镇",
        industry="花卉种植", venue="花海步道", dispute="闲置农宅租赁争议", brand="四季花议事会",
        rule_of_law=(2022, 2023),
    ),
    Place(
        slug="guizhou-sjt", name="贵州省审计厅", issuer="贵州省审计厅", source="贵州省审计厅法规处",
        superior="贵州省人民政府", code="520000", agency="黔虚审", level="department", layout=Layout.TABLES,
        host="c-content", family="c-content", province="贵州省",
        industry="大数据审计", venue="审计干部学校", dispute="工程结算争议", brand="审前说法课",
        rule_of_law=(2019, 2020, 2021, 2022, 2023),
    ),
    Place(
        slug="zhenyuan", name="镇远县", issuer="镇远县人民政府", source="镇远县司法局",
        superior="黔东南苗族侗族自治州人民政府", code="522625", agency="镇虚府", level="county", layout=Layout.TABLES,
        host="generic", family="query", charset="gb18030", declared="",
        province="贵州省", city="黔东南苗族侗族自治州", county="镇远县",
        industry="古城旅游", venue="㵲阳河码头", dispute="客栈租赁纠纷", brand="㵲阳评理亭",
        rule_of_law=(2019, 2020, 2021, 2022, 2023),
    ),
    Place(
        slug="jinggu", name="景谷傣族彝族自治县", issuer="景谷傣族彝族自治县人民政府",
        source="景谷傣族彝族自治县司法局", superior="普洱市人民政府", code="530824", agency="景虚政", level="county",
        layout=Layout.PLAIN, host="generic", family="numbered", charset="gbk",
        province="云南省", city="普洱市", county="景谷傣族彝族自治县",
        industry="林板加工", venue="威远江畔", dispute="林木采伐纠纷", brand="榕树下说理",
        rule_of_law=(2020, 2021, 2022, 2023),
    ),
)  # fmt: skip
